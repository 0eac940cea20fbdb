//! Results, in little memory: text, configurations and values, each kept once and known by a number.

pub(super) mod columns;
pub(super) mod configuration;
pub(super) mod intern;
pub(super) mod merged;
pub(super) mod numbering;
pub(super) mod place;
pub(super) mod samples;
pub(super) mod units;
