//! What is said about a comparison as a whole.

use super::date::Date;
use super::listed::{Listed, There};
use crate::benchfmt::Ending;
use crate::benchproc::{Benchmark, Which};

/// Something that keeps captures from being judged, or that whoever reads the verdict should know.
#[derive(Clone, Debug, PartialEq)]
pub enum Remark {
    /// A file could not be read.
    Unreadable {
        /// The side.
        which: Which,
        /// The file.
        path: String,
        /// The system's words.
        error: String,
        /// Whether there is no such file.
        missing: bool,
    },
    /// A file is UTF-16, which nothing writes on purpose.
    Utf16 {
        /// The side.
        which: Which,
        /// The file.
        path: String,
    },
    /// A side has no result; or one of its files has none, nor a word of a run that passed.
    NoResults {
        /// The side.
        which: Which,
        /// The file; of several without any result, the first.
        path: String,
        /// How many files the side has.
        files: usize,
        /// Whether the file is empty.
        empty: bool,
    },
    /// A package's run did not end well.
    Ended {
        /// The side.
        which: Which,
        /// The package, where the capture names it.
        package: Option<String>,
        /// How it ended.
        ending: Ending,
        /// The file.
        path: String,
        /// The line, counted from 1.
        line: u64,
        /// What the line says, where a line decided.
        detail: Option<String>,
        /// The benchmark that was running, where the run broke off.
        unfinished: Option<String>,
    },
    /// A text has neither Go's header nor PASS, ok or FAIL: it was filtered.
    Filtered {
        /// The side.
        which: Which,
        /// The file.
        path: String,
    },
    /// Benchmarks pair only without a difference.
    Mismatch {
        /// `goos`, `goarch`, `GOMAXPROCS`, or another key.
        key: String,
        /// The values on the two sides.
        values: [Listed; 2],
        /// How many benchmarks of the baseline are concerned.
        benchmarks: usize,
    },
    /// Nothing is selected that has a value.
    NothingSelected {
        /// The side, if the other has something.
        which: Option<Which>,
        /// What could be selected, by the keys that decide.
        there: Vec<There>,
    },
    /// No result has a unit that was to be judged.
    UnitAbsent {
        /// The unit.
        unit: String,
        /// The units that are there.
        units: Listed,
        /// How many results have it that are not selected.
        left_out: u64,
    },
    /// A judged unit, or a benchmark, is selected on one side only, though both sides have it.
    SelectedOnOneSide {
        /// The side where it is not selected.
        which: Which,
        /// How many benchmarks of how many that both sides have.
        benchmarks: (usize, usize),
        /// One of them.
        example: Benchmark,
    },
    /// Nothing tells which way a unit gets better.
    DirectionUnknown {
        /// The unit.
        unit: String,
    },
    /// Benchmarks lost their memory figures on one side.
    MemoryLost {
        /// The side without them.
        which: Which,
        /// How many benchmarks of how many that both sides have.
        benchmarks: (usize, usize),
        /// One of them.
        example: Benchmark,
    },
    /// A package lost over half of its rows.
    PackageLost {
        /// The package.
        package: String,
        /// How many rows of how many.
        rows: (usize, usize),
    },
    /// Parts are missing of those that a side says it is in.
    PartsMissing {
        /// The side.
        which: Which,
        /// Their numbers.
        parts: Listed,
        /// How many parts there are.
        of: usize,
    },
    /// A side has a part twice.
    PartTwice {
        /// The side.
        which: Which,
        /// The part: its number, and of how many.
        part: (usize, usize),
        /// The file with the second one.
        path: String,
    },
    /// The files of a side are parts of different wholes.
    PartsMixed {
        /// The side.
        which: Which,
        /// One part of each whole.
        parts: Listed,
    },
    /// One side is in another number of parts than the other.
    PartsDiffer {
        /// In how many each is; none for one whose files say nothing of parts.
        numbers: [Option<usize>; 2],
    },
    /// Packages were not run, since their binaries are identical on both sides.
    Identical {
        /// How many.
        count: usize,
        /// Which.
        packages: Listed,
    },
    /// Packages were not run, since they have no benchmarks on either side, or on one.
    NoBenchmarks {
        /// The side; both without one.
        which: Option<Which>,
        /// How many.
        count: usize,
        /// Which.
        packages: Listed,
    },
    /// No row has samples on both sides.
    NothingComparable,
    /// All samples agree, ns/op included; of one package, where not of all.
    SameCapture {
        /// The package, if others differ.
        package: Option<String>,
    },
    /// A file that was given twice: on one side, or on both.
    RepeatedFile {
        /// The side; `None` for both.
        which: Option<Which>,
        /// The file.
        path: String,
    },
    /// A file has a NUL byte: part of it is no text of Go's.
    Binary {
        /// The side.
        which: Which,
        /// The file.
        path: String,
        /// The first line with one, counted from 1.
        line: u64,
    },
    /// A file's last line lacks its line ending.
    EndsMidLine {
        /// The file.
        path: String,
        /// The last line, counted from 1.
        line: u64,
    },
    /// The file configuration varied too much to be kept in full.
    TooVaried {
        /// The side.
        which: Which,
    },
    /// Rows past their threshold have too few samples to fail.
    TooFewSamples {
        /// How many rows.
        rows: usize,
        /// The samples a side that would do.
        needed: Option<usize>,
    },
    /// No row could have failed, however far apart its samples.
    NoRowCouldFail {
        /// The samples a side that would do.
        needed: Option<usize>,
    },
    /// Some rows could not have failed.
    SomeCouldNotFail {
        /// How many rows of how many.
        rows: (usize, usize),
        /// The smallest and the largest size of their smaller samples.
        n: (usize, usize),
        /// The samples a side that would do.
        needed: Option<usize>,
    },
    /// No regression would have failed: rules ignore every row, or only warn.
    NoRowIsToFail {
        /// How many rows there are.
        rows: usize,
    },
    /// A rule is about no benchmark of either side.
    RuleMatchesNothing {
        /// The file with the rule.
        path: String,
        /// The line, counted from 1.
        line: u32,
    },
    /// A benchmark has a budget for a unit that the candidate's results of it lack.
    BudgetUnitAbsent {
        /// The benchmark.
        benchmark: Benchmark,
        /// The unit.
        unit: String,
    },
    /// A benchmark has a budget for a unit of which a value is not a number.
    BudgetNotANumber {
        /// The benchmark.
        benchmark: Benchmark,
        /// The unit.
        unit: String,
    },
    /// One capture was to be judged by budgets, and none is about what it has.
    NoBudgetApplies {
        /// How many budgets there are.
        budgets: usize,
    },
    /// A budget is about benchmarks that the candidate has no results of.
    BudgetNotMeasured {
        /// The file with the budget.
        path: String,
        /// The line, counted from 1.
        line: u32,
        /// The packages, as they were written.
        package: Option<String>,
        /// The benchmarks, as they were written.
        name: String,
        /// The unit.
        unit: String,
        /// One of the packages that was not run, since nothing could differ.
        not_run: Option<String>,
    },
    /// A waiver names no row.
    WaiverMatchesNothing {
        /// The file with the waiver.
        path: String,
        /// The line, counted from 1.
        line: u32,
        /// The benchmark, as it was written.
        name: String,
        /// The unit.
        unit: String,
    },
    /// A waiver's row passes without it.
    WaiverNotNeeded {
        /// The file with the waiver.
        path: String,
        /// The line, counted from 1.
        line: u32,
        /// The benchmark, as it was written.
        name: String,
        /// The unit.
        unit: String,
        /// Its last day, if that is over.
        expired: Option<Date>,
    },
    /// Rows would have failed, but for iteration counts that differ.
    IterationsDiffer {
        /// How many rows.
        rows: usize,
    },
    /// Rows have values that are no numbers.
    NotANumber {
        /// How many rows.
        rows: usize,
    },
    /// A line could not be read.
    SyntaxError {
        /// The file.
        path: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        error: String,
    },
    /// More lines could not be read than are listed.
    MoreSyntaxErrors {
        /// How many.
        count: u64,
    },
    /// Every result line of a benchmark that the other side has is broken.
    BrokenBenchmark {
        /// The side.
        which: Which,
        /// The file.
        path: String,
        /// One of the lines, counted from 1.
        line: u64,
        /// The benchmark.
        name: String,
    },
    /// Results were pieced together from lines that prints had broken.
    Recovered {
        /// The side.
        which: Which,
        /// How many.
        results: u64,
    },
    /// A benchmark has more or fewer results than the others of its package.
    UnevenCount {
        /// The side.
        which: Which,
        /// The benchmark.
        benchmark: Benchmark,
        /// Its results.
        results: usize,
        /// The others' results.
        usual: usize,
    },
    /// The benchmarks of a package have different numbers of results, no number being usual.
    CountsVary {
        /// The side.
        which: Which,
        /// The package.
        package: String,
        /// The smallest and the largest.
        results: (usize, usize),
    },
    /// A configuration key varies within a side, and tells benchmarks apart.
    Split {
        /// The key.
        key: String,
    },
    /// A configuration key varies within a side, and its values were pooled.
    Pooled {
        /// The key.
        key: String,
    },
    /// One side lacks `pkg`, `goos` or `goarch`, which was ignored.
    KeyIgnored {
        /// The key.
        key: String,
    },
    /// A key is ignored that would have kept benchmarks apart.
    IgnoredDiffers {
        /// The key.
        key: String,
        /// Its values on the two sides.
        values: [Listed; 2],
        /// How many benchmarks have other values on the other side.
        benchmarks: usize,
    },
    /// Keys are ignored that would have told results apart, and other things were pooled on one side
    /// than on the other, or in other shares.
    IgnoredMixed {
        /// The key; or several, joined by commas, of which none differs by itself.
        key: String,
        /// What differs in the example on the two sides: each part with its share.
        values: [Listed; 2],
        /// How many benchmarks.
        benchmarks: usize,
        /// The first of them.
        example: Benchmark,
    },
    /// A key is ignored that would have told results of a side apart, which were pooled.
    IgnoredVaries {
        /// The key.
        key: String,
        /// How many benchmarks.
        benchmarks: usize,
    },
    /// A key is ignored that no result has.
    IgnoredAbsent {
        /// The key.
        key: String,
    },
    /// A configuration key has other values on the other side.
    ConfigurationDiffers {
        /// The key.
        key: String,
        /// The values on the two sides.
        values: [Listed; 2],
    },
    /// A `Unit` line that would have changed how a unit is judged.
    UnitLineIgnored {
        /// The file.
        path: String,
        /// The line, counted from 1.
        line: u64,
        /// `UNIT KEY=VALUE`.
        text: String,
    },
    /// A unit that was to be exact varies within a side.
    NotExact {
        /// The unit.
        unit: String,
        /// How many rows were tested instead.
        rows: usize,
    },
}

impl Remark {
    /// Whether rows may be missing for this cause, rather than that their benchmarks are gone.
    pub(super) fn explains_missing(&self) -> bool {
        matches!(
            self,
            Remark::Unreadable { .. }
                | Remark::Utf16 { .. }
                | Remark::Binary { .. }
                | Remark::NoResults { .. }
                | Remark::Ended { .. }
                | Remark::MoreSyntaxErrors { .. }
                | Remark::BrokenBenchmark { .. }
                | Remark::Mismatch { .. }
                | Remark::NothingSelected { .. }
                | Remark::SelectedOnOneSide { .. }
                | Remark::MemoryLost { .. }
                | Remark::UnitAbsent { .. }
                | Remark::TooVaried { .. }
                | Remark::PartsMissing { .. }
                | Remark::PartsMixed { .. }
                | Remark::PartsDiffer { .. }
        )
    }
}
