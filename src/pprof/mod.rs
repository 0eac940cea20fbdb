//! Profiles in pprof's form: bytes in, numbers out.
//!
//! [`read`] takes what `go test -memprofile`, `/debug/pprof/` and others write: a `profile.proto`
//! message, packed with gzip or bare. A profile is bytes that anyone may have written: nothing is
//! taken on trust, what is wrong is an error that says where, and memory goes by what is there,
//! never by a length that is claimed.

mod error;
mod foreign;
mod ids;
mod limits;
mod locations;
mod message;
mod profile;
mod read;
mod records;
mod samples;
mod strings;
mod tables;
mod unpack;
mod wire;

#[cfg(test)]
mod built;
#[cfg(test)]
mod tests;

pub use error::{Fault, ProfileError, Record};
pub use foreign::Foreign;
pub use limits::Limits;
pub use locations::Line;
pub use profile::{Function, Profile, ValueType};
pub use read::read;
pub use samples::Sample;
