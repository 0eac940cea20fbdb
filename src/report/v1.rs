//! Version 1 of the report's outer form.
//!
//! Readers ignore fields that they don't know and refuse versions that they don't know. The JSON
//! Schema is `docs/report.v1.schema.json`.

use serde::{Deserialize, Serialize};

/// The value of [`Report::version`].
pub const VERSION: u32 = 1;

macro_rules! outer {
    ($($item:item)*) => {
        $(
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            #[cfg_attr(test, derive(schemars::JsonSchema))]
            $item
        )*
    };
}

mod number;
mod remark;
mod row;

pub use number::Number;
pub use remark::{Code, Listed, Remark, Side, There};
pub use row::{Change, Evidence, OneSided, Reason, Row, Sample, Shift, Significance, Status};

outer! {
    /// Everything that was found.
    pub struct Report {
        /// Always 1.
        pub version: u32,
        /// What wrote the report.
        pub tool: Tool,
        /// The verdict.
        pub verdict: Verdict,
        /// How many rows had which outcome.
        pub counts: Counts,
        /// What was judged, and how.
        pub policy: Policy,
        /// Why the captures, or part of them, can't be judged.
        pub causes: Vec<Remark>,
        /// What else is to be known.
        pub notes: Vec<Remark>,
        /// Rows with samples on both sides, by package, name and unit.
        pub rows: Vec<Row>,
        /// Rows that the candidate alone has.
        pub added: Vec<OneSided>,
        /// Rows that the baseline alone has.
        pub removed: Vec<OneSided>,
        /// Each unit as a whole.
        pub units: Vec<Unit>,
        /// The baseline's files.
        pub baseline: Vec<File>,
        /// The candidate's files.
        pub candidate: Vec<File>,
    }

    /// What wrote the report.
    pub struct Tool {
        /// `allocgate`.
        pub name: String,
        /// Its version.
        pub version: String,
    }

    /// The verdict. It alone decides the exit code: 0, 1 or 3.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Verdict {
        /// Judged, and nothing regressed.
        Pass,
        /// Something regressed.
        Fail,
        /// Nothing regressed as far as could be judged, which is not far enough.
        CannotJudge,
    }

    /// Numbers of rows.
    #[derive(Copy, Eq, Default)]
    pub struct Counts {
        /// Worse by more than is allowed, and established.
        pub regression: u64,
        /// Better by more than is allowed, and established.
        pub improvement: u64,
        /// Excused: a mean near an integer, rounded now up and now down.
        pub rounding: u64,
        /// The samples can't tell.
        pub inconclusive: u64,
        /// None of these.
        pub unchanged: u64,
        /// Those of the unchanged that are worse by more than is allowed, which their samples don't
        /// establish.
        pub not_established: u64,
        /// On the candidate's side only.
        pub added: u64,
        /// On the baseline's side only.
        pub removed: u64,
    }

    /// What was judged, and how.
    pub struct Policy {
        /// The evidence that a failure needs.
        pub evidence: Test,
        /// The p-value up to which evidence is significant.
        pub alpha: f64,
        /// Confidence level of the medians' intervals.
        pub confidence: f64,
        /// The smallest sample size a side with which a row can fail; absent if none is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub samples_needed: Option<u64>,
        /// One for each judged unit.
        pub rules: Vec<Rule>,
        /// The expression that selected benchmarks by name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub bench: Option<String>,
        /// The filter that selected results and values.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub filter: Option<String>,
        /// The keys that told nothing apart.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ignore: Option<String>,
        /// Whether captures of failed or unfinished runs were judged by what they have.
        pub allow_incomplete: bool,
        /// Whether packages that lost over half of their rows were judged by what is left.
        pub allow_missing: bool,
    }

    /// The evidence that a failure needs.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Test {
        /// A one-sided U-test against the baseline moved by the allowed change.
        Exceeds,
        /// A two-sided U-test against the baseline.
        Differs,
    }

    /// How one unit is judged.
    pub struct Rule {
        /// The unit as Go prints it.
        pub unit: String,
        /// The allowed change, as on the command line: `10%`, `+16` or `10%,+8`.
        pub threshold: String,
        /// Who set it.
        pub origin: Origin,
        /// Whether one value a side decides, without a test.
        pub exact: bool,
    }

    /// Where a rule comes from.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Origin {
        /// The policy without any configuration.
        Default,
        /// A flag of the command.
        Flag,
    }

    /// One unit over all rows.
    pub struct Unit {
        /// The unit as Go prints it.
        pub unit: String,
        /// How many rows.
        pub rows: u64,
        /// How many of them have medians above zero on both sides.
        pub ratios: u64,
        /// The geometric mean of these rows' ratios; absent if there are none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub geomean_ratio: Option<f64>,
    }

    /// One file of a capture.
    pub struct File {
        /// The path as named; `-` for standard input.
        pub path: String,
        /// SHA-256 of its bytes; absent if it could not be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sha256: Option<String>,
        /// Size.
        pub bytes: u64,
        /// Number of lines.
        pub lines: u64,
        /// Number of results.
        pub results: u64,
        /// How it is written.
        pub format: FileFormat,
    }

    /// How a file is written.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum FileFormat {
        /// Go benchmark format.
        Text,
        /// `go test -json`.
        Test2json,
        /// `go test -json` with other lines between.
        Mixed,
        /// Not read.
        Unread,
    }
}
