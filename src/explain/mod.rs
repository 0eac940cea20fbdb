//! Which lines allocate more, and why: profiles of both sides, what the compiler notes about values that
//! escape to the heap, and which lines a change touched. Bytes in, data out: nothing is run and no file
//! is read here, and nothing is said in prose.
//!
//! [`Grown::of`] finds the places and says of which packages the compiler's notes are wanted;
//! [`Grown::explained`] tells the reasons by them.

mod amount;
mod frame;
mod grown;
pub mod notes;
mod operation;
mod pairing;
mod places;
mod reason;
mod site;
mod stacks;
mod text;
pub mod touched;
mod ways;

pub use amount::Amount;
pub use frame::Frame;
pub use grown::{Benchmark, Grown};
pub use operation::{FEW, NoAllocations, SideProfiles};
pub use places::Places;
pub use site::{Explanation, Line, Part, Reason, Site};
pub use text::Source;
