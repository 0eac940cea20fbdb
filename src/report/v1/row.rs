//! Rows: what was measured of a benchmark in a unit, and what became of it.

use super::Number;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

outer! {
    /// One benchmark and unit with samples on both sides.
    pub struct Row {
        /// The import path; empty if the capture names none.
        pub package: Arc<str>,
        /// The full name without `Benchmark`, with its GOMAXPROCS suffix, but without what is ignored.
        pub name: Arc<str>,
        /// The unit as Go prints it.
        pub unit: Arc<str>,
        /// goos, goarch, and what else tells the benchmark from others of its name.
        pub configuration: Arc<BTreeMap<String, String>>,
        /// What became of the row.
        pub status: Status,
        /// Why.
        pub reason: Reason,
        /// Index into `policy.rules`: the rule that decided.
        pub rule: u32,
        /// The baseline's sample.
        pub baseline: Sample,
        /// The candidate's sample.
        pub candidate: Sample,
        /// From median to median.
        pub change: Change,
        /// Which way the median went.
        pub shift: Shift,
        /// What the samples say.
        pub evidence: Evidence,
    }

    /// What became of a row.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Status {
        /// Worse by more than is allowed, and established.
        Regression,
        /// Better by more than is allowed, and established.
        Improvement,
        /// Would be a regression, but is what rounding of a mean near an integer looks like.
        Rounding,
        /// The samples can't tell.
        Inconclusive,
        /// None of these.
        Unchanged,
    }

    /// Why a row has its status.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Reason {
        /// The medians are equal.
        Same,
        /// The medians differ by no more than is allowed.
        WithinThreshold,
        /// The medians differ by more than is allowed, but the samples don't establish it.
        NotSignificant,
        /// The samples establish a change by more than is allowed.
        BeyondThreshold,
        /// All values are one of two neighbouring integers, and the baseline has both.
        RoundingFlips,
        /// Samples of these sizes can't establish anything, and the medians differ by no more than
        /// is allowed.
        TooFewSamples,
        /// Samples of these sizes can't establish anything, though the median is worse by more than
        /// is allowed.
        TooFewSamplesBeyondThreshold,
        /// The sides ran different numbers of iterations, over which setup is spread.
        IterationsDiffer,
        /// A value is not a number.
        NotANumber,
    }

    /// Which way a median went.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Shift {
        /// Nowhere.
        None,
        /// Toward worse.
        Worse,
        /// Toward better.
        Better,
    }

    /// One sample in a few numbers.
    #[derive(Copy)]
    pub struct Sample {
        /// Sample size.
        pub n: u32,
        /// The median.
        pub median: Number,
        /// Lower end of the median's confidence interval.
        pub low: Number,
        /// Upper end of the median's confidence interval.
        pub high: Number,
        /// The median of the iteration counts behind the values.
        pub iterations: Number,
    }

    /// The change from the baseline's median to the candidate's.
    #[derive(Copy)]
    #[serde(tag = "kind", rename_all = "kebab-case")]
    pub enum Change {
        /// The medians are equal.
        Unchanged,
        /// Candidate over baseline.
        Ratio {
            /// 1.5 is half as much again.
            ratio: Number,
        },
        /// The baseline's median is zero, the candidate's is not.
        FromZero,
        /// The candidate's median is zero, the baseline's is not.
        ToZero,
        /// No ratio says it.
        Difference {
            /// Candidate minus baseline.
            difference: Number,
        },
    }

    /// What the samples say about a change in the direction in which the median went.
    #[derive(Copy)]
    pub struct Evidence {
        /// The p-value of the policy's test; absent where nothing was tested.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub p: Option<f64>,
        /// The smallest p-value that samples of these sizes can have, however far apart.
        pub smallest_p: f64,
        /// What follows at the policy's alpha.
        pub significance: Significance,
    }

    /// A significance decision.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Significance {
        /// p ≤ alpha, by the exact distribution.
        Significant,
        /// p ≤ alpha, by the normal approximation.
        SignificantByApproximation,
        /// p > alpha.
        NotSignificant,
        /// No p-value of samples of these sizes could be ≤ alpha.
        Unattainable,
        /// Nothing to test: each side has one value, as was assumed.
        Assumed,
        /// A value is not a number.
        Undefined,
    }

    /// A row that only one side has.
    pub struct OneSided {
        /// The import path; empty if the capture names none.
        pub package: Arc<str>,
        /// The full name without `Benchmark`, with its GOMAXPROCS suffix, but without what is ignored.
        pub name: Arc<str>,
        /// The unit as Go prints it.
        pub unit: Arc<str>,
        /// goos, goarch, and what else tells the benchmark from others of its name.
        pub configuration: Arc<BTreeMap<String, String>>,
    }
}
