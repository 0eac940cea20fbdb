//! Why a line allocates: what the compiler notes about values that escape to the heap, and which lines
//! a change touched. Bytes in, data out: nothing is run and no file is read here.

mod at;
pub mod notes;
mod places;
pub mod touched;

pub use at::{Frame, escapes_at};
pub use places::Places;
