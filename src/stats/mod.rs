//! Statistics: samples in, numbers out.
//!
//! Samples are slices sorted in ascending order; what they measure, and what follows from the
//! numbers, is for the caller to know. The U-test works on values of any ordered type, since it
//! looks at nothing but their order.
//!
//! | question | answer |
//! |---|---|
//! | is one sample larger than the other? | [`Ranking`], [`UTest`] |
//! | could samples of this size have shown it? | [`smallest_p`], [`samples_needed`] |
//! | could they, if they overlap this far? | [`least_p`] |
//! | which of many tests at once can be believed? | [`Holm`] |
//! | how often does what happened so often happen? | [`proportion_interval`], [`proportion_upper_bound`] |
//! | where is the centre of a sample? | [`median`], [`median_interval`] |
//! | what is the centre of many ratios? | [`geomean`] |
//!
//! Every figure is the same on every machine: sums run in a fixed order, and transcendental
//! functions come from [`elementary`] rather than from the platform; probabilities of the normal
//! distribution, which is that of statrs, are rounded to the digits that it gives.

mod attainable;
mod cache;
mod choose;
pub mod elementary;
mod holm;
mod interval;
mod least;
mod mean;
mod median;
mod normal;
mod null;
mod proportion;
mod ranking;
mod splits;
mod sweep;
mod utest;

pub use attainable::{MOST_SAMPLES, Tails, samples_needed, smallest_p};
pub use choose::choose;
pub use holm::Holm;
pub use interval::{Interval, Orders, median_interval, median_orders, samples_for_interval};
pub use least::least_p;
pub use mean::geomean;
pub use median::median;
pub use null::Null;
pub use proportion::{proportion_interval, proportion_upper_bound};
pub use ranking::{Ranking, Shape};
pub use splits::Splits;
pub use utest::{Method, PValue, UTest};

#[cfg(test)]
mod enumeration;
