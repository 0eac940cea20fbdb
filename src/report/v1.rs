//! Version 1 of the report's outer form.
//!
//! Readers ignore fields that they don't know and refuse versions that they don't know. The JSON
//! Schema is `docs/report.v1.schema.json`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::sync::Arc;

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

    /// One benchmark and unit with samples on both sides.
    pub struct Row {
        /// The import path; empty if the capture names none.
        pub package: Arc<str>,
        /// The full name without `Benchmark`, with its GOMAXPROCS suffix.
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
        /// The full name without `Benchmark`, with its GOMAXPROCS suffix.
        pub name: Arc<str>,
        /// The unit as Go prints it.
        pub unit: Arc<str>,
        /// goos, goarch, and what else tells the benchmark from others of its name.
        pub configuration: Arc<BTreeMap<String, String>>,
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

    /// A cause or a note: a code with the parameters that its sentence needs.
    #[derive(Default)]
    pub struct Remark {
        /// What is remarked.
        pub code: Code,
        /// The side concerned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub side: Option<Side>,
        /// The package concerned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub package: Option<String>,
        /// The benchmark concerned, named as in rows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /// The unit concerned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unit: Option<String>,
        /// The configuration key concerned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub key: Option<String>,
        /// Its values on the two sides.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub values: Option<[String; 2]>,
        /// The file concerned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub path: Option<String>,
        /// The line, counted from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub line: Option<u64>,
        /// How many rows, benchmarks or results.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub count: Option<u64>,
        /// Out of, or against, how many.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub of: Option<u64>,
        /// The samples a side that would do.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub needed: Option<u64>,
        /// Words of the capture or of the system.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub detail: Option<String>,
    }

    /// One of the two sides.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Side {
        /// What is compared against.
        Baseline,
        /// What is judged.
        Candidate,
    }

    /// What a remark is about.
    #[derive(Copy, Eq, Default)]
    #[serde(rename_all = "kebab-case")]
    pub enum Code {
        /// A file could not be read.
        Unreadable,
        /// A file is UTF-16.
        Utf16,
        /// A side, or one of its files, has no result.
        NoResults,
        /// A file is empty.
        Empty,
        /// A package's run failed.
        Failed,
        /// A package's run panicked.
        Panicked,
        /// A package's run was killed.
        Killed,
        /// A package was not built.
        BuildFailed,
        /// A package's run stops without PASS, ok or FAIL.
        Cut,
        /// A text has neither header nor ending.
        Filtered,
        /// goos, goarch or GOMAXPROCS differ, or another key that tells benchmarks apart.
        Mismatch,
        /// The expression of `--bench` selects nothing.
        NothingSelected,
        /// No result has a unit that was to be judged.
        UnitAbsent,
        /// Nothing tells which way a unit gets better.
        DirectionUnknown,
        /// Benchmarks have no memory figures on one side.
        MemoryLost,
        /// A package lost over half of its rows.
        PackageLost,
        /// No row has samples on both sides.
        NothingComparable,
        /// All samples agree, ns/op included; of one package, where it is named.
        SameCapture,
        /// A file that was given twice: on a side, or on both.
        RepeatedFile,
        /// A file has a NUL byte.
        Binary,
        /// A file's last line lacks its line ending.
        EndsMidLine,
        /// The file configuration varied too much to be kept in full.
        TooVaried,
        /// Rows past their threshold have too few samples to fail.
        TooFewSamples,
        /// No row could have failed.
        NoRowCouldFail,
        /// Some rows could not have failed.
        SomeCouldNotFail,
        /// Rows would have failed, but for iteration counts that differ.
        IterationsDiffer,
        /// Rows have values that are no numbers.
        NotANumber,
        /// A line could not be read.
        SyntaxError,
        /// More lines could not be read than are listed.
        MoreSyntaxErrors,
        /// Every result line of a benchmark is broken.
        BrokenBenchmark,
        /// Results were pieced together.
        Recovered,
        /// A benchmark has more or fewer results than the others of its package.
        UnevenCount,
        /// The benchmarks of a package have different numbers of results.
        CountsVary,
        /// A configuration key varies within a side, and tells benchmarks apart.
        Split,
        /// A configuration key varies within a side, and its values were pooled.
        Pooled,
        /// One side lacks a key, which was ignored.
        KeyIgnored,
        /// A configuration key has other values on the other side.
        ConfigurationDiffers,
        /// A `Unit` line had no effect.
        UnitLineIgnored,
        /// A unit that was to be exact varies within a side.
        NotExact,
        /// A code of a later version.
        #[default]
        #[serde(other)]
        Unknown,
    }
}

/// A number of a capture. JSON has no infinities and no NaN; they are the strings `+Inf`, `-Inf`
/// and `NaN`, as Go writes them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            v if v.is_nan() => serializer.serialize_str("NaN"),
            f64::INFINITY => serializer.serialize_str("+Inf"),
            f64::NEG_INFINITY => serializer.serialize_str("-Inf"),
            // Whole numbers are written without a point, as Go prints them.
            v if v.fract() == 0.0 && v.abs() < 1e15 => serializer.serialize_i64(v as i64),
            v => serializer.serialize_f64(v),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Finite(f64),
            Word(String),
        }
        match Form::deserialize(deserializer)? {
            Form::Finite(value) => Ok(Number(value)),
            Form::Word(word) => match word.as_str() {
                "NaN" => Ok(Number(f64::NAN)),
                "+Inf" => Ok(Number(f64::INFINITY)),
                "-Inf" => Ok(Number(f64::NEG_INFINITY)),
                _ => Err(serde::de::Error::custom(format!("{word:?} is no number"))),
            },
        }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A number; infinities and NaN are strings, as Go writes them.",
            "anyOf": [{ "type": "number" }, { "enum": ["NaN", "+Inf", "-Inf"] }]
        })
    }
}
