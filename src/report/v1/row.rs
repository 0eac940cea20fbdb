//! Rows: what was measured of a benchmark in a unit, and what became of it.

use super::Level;
use super::Number;
use super::Place;
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
        /// The waiver that names the row, and whether it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub waiver: Option<WaiverUse>,
        /// Where the benchmark is declared; absent of rows without a change, and where it is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<Place>,
    }

    /// A waiver that names a row.
    #[derive(Copy, Eq)]
    pub struct WaiverUse {
        /// Index into `policy.waivers`.
        pub waiver: u32,
        /// Whether it holds.
        pub state: WaiverState,
    }

    /// Whether a waiver holds for a row.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum WaiverState {
        /// It does.
        Holds,
        /// Its last day is over.
        Expired,
        /// The row is worse than it lets pass.
        PastCeiling,
    }

    /// What became of a row.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Status {
        /// Worse by more than is allowed, and established.
        Regression,
        /// Would be a regression, but its rule only warns.
        Warning,
        /// Would be a regression, or can't be told, but a waiver lets it pass.
        Waived,
        /// Better by more than is allowed, and established.
        Improvement,
        /// Would be a regression, but is what rounding of a mean near an integer looks like.
        Rounding,
        /// The samples can't tell.
        Inconclusive,
        /// None of these.
        Unchanged,
        /// Its rule says to ignore it, whatever it is.
        Ignored,
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
        /// The p-value of the rule's test; absent where nothing was tested.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub p: Option<f64>,
        /// The p-value of a regression, adjusted for all rows that share the rule's alpha; absent where
        /// nothing is corrected, and of rows that are not among them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub adjusted_p: Option<f64>,
        /// How many rows share the rule's alpha; absent as above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub family: Option<u64>,
        /// What the test that was not asked for says, of rows that are worse by more than is allowed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub other: Option<OtherTest>,
        /// The smallest p-value that samples of these sizes can have, however far apart.
        pub smallest_p: f64,
        /// The smallest sample size a side that would do, where these are too small.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub samples_needed: Option<u64>,
        /// What follows at the rule's alpha.
        pub significance: Significance,
    }

    /// The outcome of the test that was not asked for.
    #[derive(Copy)]
    pub struct OtherTest {
        /// Its p-value: of `differs` where the rule asks for `exceeds`, and the other way round.
        pub p: f64,
        /// Whether it is significant at the same level.
        pub significant: bool,
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
        /// Index into `policy.rules`: the rule that decides what follows.
        pub rule: u32,
        /// What follows.
        pub level: Level,
        /// The waiver that names a row that is missing against its rule, and whether it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub waiver: Option<WaiverUse>,
    }
}
