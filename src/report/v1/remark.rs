//! Causes and notes.

use super::Number;
use super::is_zero;
use serde::{Deserialize, Serialize};

outer! {
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
        pub values: Option<[Listed; 2]>,
        /// What there is instead of what was asked for, by key.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub there: Vec<There>,
        /// The file concerned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub path: Option<String>,
        /// The line, counted from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub line: Option<u64>,
        /// How many rows, benchmarks, packages, results, iterations or parts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub count: Option<u64>,
        /// Out of, or against, how many.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub of: Option<u64>,
        /// The samples a side that would do.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub needed: Option<u64>,
        /// The smallest and the largest sample size.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sizes: Option<[u64; 2]>,
        /// From the baseline's median to the candidate's, over `count` and over `of` iterations.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub changes: Option<[Number; 2]>,
        /// Words of the capture or of the system.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub detail: Option<String>,
    }

    /// Distinct values.
    #[derive(Default)]
    pub struct Listed {
        /// The first of them. An empty one stands for results without any.
        pub values: Vec<String>,
        /// How many more there are.
        #[serde(default, skip_serializing_if = "is_zero")]
        pub more: u64,
    }

    /// What there is of a key.
    #[derive(Default)]
    pub struct There {
        /// A key of the file configuration or of names; `.unit` for units.
        pub key: String,
        /// Its values.
        #[serde(flatten)]
        pub values: Listed,
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
        /// Nothing with a value is selected; of one side, where it is named.
        NothingSelected,
        /// No result has a unit that was to be judged, or none that is selected.
        UnitAbsent,
        /// Benchmarks have a judged unit on both sides, and it is selected on the other side only.
        SelectedOnOneSide,
        /// Nothing tells which way a unit gets better.
        DirectionUnknown,
        /// Benchmarks have no memory figures on one side.
        MemoryLost,
        /// A package lost over half of its rows.
        PackageLost,
        /// Parts are missing of those that a side says it is in: `count` of `of`.
        PartsMissing,
        /// A side has a part twice: number `count` of `of`.
        PartTwice,
        /// The files of a side are parts of different wholes.
        PartsMixed,
        /// The baseline is in `count` parts, the candidate in `of`; where one is not there, that side
        /// says nothing of parts.
        PartsDiffer,
        /// Packages were not run, since their binaries are identical on both sides.
        Identical,
        /// Packages were not run, since they have no benchmarks; on one side, where it is named.
        NoBenchmarks,
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
        /// A drill found nothing to plant a regression into.
        DrillImpossible,
        /// The regression that a drill planted was not found.
        DrillMissed,
        /// Some rows could not have failed.
        SomeCouldNotFail,
        /// No regression would have failed: rules ignore every row, or only warn.
        NoRowIsToFail,
        /// A rule is about no benchmark of either side.
        RuleMatchesNothing,
        /// A benchmark has a budget for a unit that the candidate's results of it lack.
        BudgetUnitAbsent,
        /// A benchmark has a budget for a unit of which a value is not a number.
        BudgetNotANumber,
        /// One capture was to be judged by budgets, and none is about what it has.
        NoBudgetApplies,
        /// A budget is about benchmarks that the candidate has no results of.
        BudgetNotMeasured,
        /// A waiver names no row.
        WaiverMatchesNothing,
        /// A waiver's row passes without it.
        WaiverNotNeeded,
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
        /// A key is ignored that would have kept benchmarks apart: it has other values on the other
        /// side.
        IgnoredDiffers,
        /// Keys are ignored that would have told results apart: other values were pooled on one side
        /// than on the other, or in other shares.
        IgnoredMixed,
        /// A key is ignored that would have told results of a side apart: they were pooled.
        IgnoredVaries,
        /// A key is ignored that no result has.
        IgnoredAbsent,
        /// A configuration key has other values on the other side.
        ConfigurationDiffers,
        /// A `Unit` line had no effect.
        UnitLineIgnored,
        /// A unit that was to be exact varies within a side.
        NotExact,
        /// A row that failed shrank over more iterations as what happens once does.
        OneTimeCost,
        /// A row that failed did not fail when it was measured again.
        NotConfirmed,
        /// Each side was built with a toolchain of its own.
        OwnToolchains,
        /// A code of a later version.
        #[default]
        #[serde(other)]
        Unknown,
    }
}
