//! Profiles in pprof's form: bytes in, numbers out.
//!
//! [`read`] takes what `go test -memprofile`, `/debug/pprof/` and others write: a `profile.proto`
//! message, packed with gzip or bare. A profile is bytes that anyone may have written: nothing is
//! taken on trust, what is wrong is an error that says where, and memory goes by what is there,
//! never by a length that is claimed.

mod difference;
mod ends;
mod error;
mod filter;
mod flame;
mod foreign;
mod frames;
mod groups;
mod grow;
mod ids;
mod limits;
mod locations;
mod message;
mod profile;
mod read;
mod records;
mod samples;
mod sides;
mod strings;
mod tables;
mod tree;
mod unpack;
mod wire;

pub use difference::{Difference, DifferenceError, Row, diff};
pub use error::{Fault, ProfileError, Record};
pub use filter::Filter;
pub use flame::flame_graph;
pub use foreign::Foreign;
pub use frames::Frame;
pub use groups::By;
pub use limits::Limits;
pub use locations::Line;
pub use profile::{Function, Profile, ValueType};
pub use read::read;
pub use samples::Sample;
pub use sides::Sides;

pub use crate::symbol::package;
