//! Codes and their parameters as sentences.

use super::parameters::Parameters;
use super::selected::Selected;
use super::text::{count, shown};
use super::v1::{Code, Policy, Remark, Report};

/// One cause or note. What is harmless in its parts is made so as a whole.
pub(crate) fn remark(report: &Report, remark: &Remark) -> String {
    shown(&sentence(report, remark)).into_owned()
}

fn sentence(report: &Report, r: &Remark) -> String {
    let p = Parameters(r);
    let side = p.side();
    let (n, of) = (r.count.unwrap_or(0), r.of.unwrap_or(0));
    match r.code {
        Code::Unreadable => format!("the {side} can't be read: {}: {}", p.path(), p.detail()),
        Code::Utf16 => format!(
            "the {side} can't be read: {} is UTF-16, as `>` of Windows PowerShell writes it; write it as UTF-8",
            p.path()
        ),
        Code::Empty | Code::NoResults => {
            let empty = r.code == Code::Empty;
            let what = if empty { "is empty" } else { "has no benchmark results" };
            match of {
                0 | 1 => p.before_place(&format!("the {side} {what}")),
                _ => format!("among the {side}'s files, {} {what}", p.path()),
            }
        }
        Code::Failed => {
            format!("the {side}'s run{} failed{}: {}", p.of_package(), p.within(), p.place())
        }
        Code::Panicked => {
            format!("the {side}'s run{} panicked{}: {}", p.of_package(), p.within(), p.place())
        }
        Code::Killed => {
            format!("the {side}'s run{} was killed{}: {}", p.of_package(), p.within(), p.place())
        }
        Code::BuildFailed => {
            format!("{} was not built for the {side}: {}", p.package(), p.place())
        }
        Code::Cut => p.cut(&format!(
            "the {side}'s capture{} was cut{}: no PASS, ok or FAIL",
            p.of_package(),
            p.within()
        )),
        Code::Filtered => format!(
            "{} has neither Go's header nor PASS, ok or FAIL, and is taken for filtered text: a run that was cut would look the same",
            p.path()
        ),
        Code::Mismatch if r.key.as_deref() == Some("toolchain") => format!(
            "toolchain differs: {}: measure both sides with one, or --ignore toolchain",
            p.values()
        ),
        Code::Mismatch if n == 0 => format!("{} differs: {}", p.key(), p.values()),
        Code::Mismatch => format!(
            "{} differs: {}; without it {} would pair",
            p.key(),
            p.values(),
            count(n, "more benchmark", "more benchmarks")
        ),
        Code::NothingSelected => nothing_selected(&report.policy, &p),
        Code::UnitAbsent if n > 0 => format!(
            "{} no value in {}, which {}; it leaves {}",
            Selected(&report.policy).verb("keeps", "keep"),
            p.unit(),
            count(n, "result has", "results have"),
            p.values_there("")
        ),
        Code::SelectedOnOneSide => format!(
            "{} a judged unit of {n} of {of} common benchmarks out in the {side}, and on the other side in, {} among them",
            Selected(&report.policy).verb("leaves", "leave"),
            p.name()
        ),
        Code::UnitAbsent => {
            format!("no result has the unit {}; there are {}", p.unit(), p.values_there(""))
        }
        Code::DirectionUnknown => format!(
            "which way {} gets better is not known: have the baseline print a line `Unit {} better=lower` (or higher)",
            p.unit(),
            p.unit()
        ),
        Code::MemoryLost if n == 1 => format!(
            "{} lacks B/op or allocs/op in the {side}: was it run without -benchmem?",
            p.name()
        ),
        Code::MemoryLost => format!(
            "{n} of {of} common benchmarks lack B/op or allocs/op in the {side}, {} among them: was it run without -benchmem?",
            p.name()
        ),
        Code::PackageLost if n == of => format!("{} lost all of its rows ({n})", p.package()),
        Code::PackageLost => format!("{} lost {n} of its {of} rows", p.package()),
        Code::PartsMissing if n == 1 => {
            format!("part {} of {of} is missing on the {side}'s side", p.values_there(""))
        }
        Code::PartsMissing => {
            format!("{n} of {of} parts are missing on the {side}'s side: {}", p.values_there(""))
        }
        Code::PartTwice => {
            format!("part {n} of {of} is there twice on the {side}'s side, in {} again", p.path())
        }
        Code::PartsMixed => {
            format!("the {side}'s files are parts of different runs: {}", p.values_there(""))
        }
        Code::PartsDiffer => format!(
            "the baseline is in {}, the candidate in {}",
            parts(r.count),
            parts(r.of)
        ),
        Code::Identical => format!(
            "identical binaries, not run: {}: {}",
            count(n, "package", "packages"),
            p.values_there("")
        ),
        Code::NoBenchmarks => format!(
            "no benchmarks {}: {}: {}",
            r.side.map_or_else(|| "on either side".to_owned(), |_| format!("in the {side}")),
            count(n, "package", "packages"),
            p.values_there("")
        ),
        Code::NothingComparable => "no row has samples on both sides".to_owned(),
        Code::SameCapture => {
            let of = match r.package {
                Some(_) => format!("{} was not measured anew", p.package()),
                None => "both captures are the same one, or one contains the other".to_owned(),
            };
            format!("{of}: all samples agree, times included")
        }
        Code::RepeatedFile if r.side.is_some() => {
            format!("{} is given twice for the {side}", p.path())
        }
        Code::RepeatedFile => format!("{} is on both sides, byte for byte", p.path()),
        Code::Binary => p.before_place(&format!(
            "the {side} has a NUL byte, as binary files have and text that a shell appended as UTF-16"
        )),
        Code::EndsMidLine => p.behind_place("the last line has no end; was the file cut?"),
        Code::TooVaried => format!(
            "the {side}'s file configuration varies too much to be kept: of later results, only pkg, goos and goarch were"
        ),
        Code::TooFewSamples => format!(
            "{} past the threshold, with too few samples to tell: {} would do",
            count(n, "row is", "rows are"),
            p.needed()
        ),
        Code::DrillImpossible => {
            "nothing was planted: there is no row that passes and could fail (budgets are not drilled)"
                .to_owned()
        }
        Code::DrillMissed => "the regression that the drill planted was not found".to_owned(),
        Code::NoRowCouldFail => {
            format!("no row could have failed, however much worse: {} would do", p.needed())
        }
        Code::SomeCouldNotFail => format!(
            "{n} of {of} rows could not have failed: {}, at least {} needed",
            p.sizes(),
            p.number_needed()
        ),
        Code::NoRowIsToFail => {
            format!("rules ignore all {}, or only warn", count(n, "row", "rows"))
        }
        Code::RuleMatchesNothing => format!("{}: the rule is about no benchmark", p.position()),
        Code::BudgetUnitAbsent => format!(
            "{} has a budget for {}, which the candidate's results lack: was it run without -benchmem?",
            p.name(),
            p.unit()
        ),
        Code::BudgetNotANumber => {
            format!("{} has a budget for {}, of which a value is not a number", p.name(), p.unit())
        }
        Code::NoBudgetApplies if n == 0 => {
            "there is no baseline to compare with, and no budget".to_owned()
        }
        Code::NoBudgetApplies => format!(
            "there is no baseline to compare with, and none of {} is about what the capture has",
            count(n, "budget", "budgets")
        ),
        Code::BudgetNotMeasured => format!(
            "{}: not measured: the candidate has no result of {}, which has a budget for {}{}",
            p.position(),
            p.name(),
            p.unit(),
            r.detail.as_ref().map_or_else(String::new, |_| format!(
                ": {} was not run, its binaries being identical",
                p.detail()
            ))
        ),
        Code::WaiverMatchesNothing => {
            format!(
                "{}: the waiver of {} {} names no row; a waiver has a benchmark's full name, not a pattern",
                p.position(),
                p.name(),
                p.unit()
            )
        }
        Code::WaiverNotNeeded => format!(
            "{}: the waiver of {} {} is not needed any more{}",
            p.position(),
            p.name(),
            p.unit(),
            r.detail
                .as_ref()
                .map_or_else(String::new, |_| format!("; it expired on {}", p.detail()))
        ),
        Code::IterationsDiffer => format!(
            "{} past the threshold in B/op alone, measured over other numbers of iterations",
            count(n, "row is", "rows are")
        ),
        Code::NotANumber => {
            format!("{} a value that is not a number", count(n, "row has", "rows have"))
        }
        Code::SyntaxError => p.behind_place(&p.detail()),
        Code::MoreSyntaxErrors => {
            format!("{} of the captures not listed", count(n, "more defect", "more defects"))
        }
        Code::BrokenBenchmark => {
            p.before_place(&format!("the {side} has no readable result of {}", p.name()))
        }
        Code::Recovered => format!(
            "{} of the {side} pieced together: the benchmark's own prints had broken the lines",
            count(n, "result", "results")
        ),
        Code::UnevenCount => format!(
            "{} has {} in the {side} where the others of its package have {of}",
            p.name(),
            count(n, "result", "results")
        ),
        Code::CountsVary => {
            format!("the {side}'s benchmarks{} have from {n} to {of} results each", p.of_package())
        }
        Code::Split => format!(
            "{} varies within a side: benchmarks are compared value by value, each with fewer samples",
            p.key()
        ),
        Code::Pooled => format!("{} varies within a side: its values were pooled", p.key()),
        Code::KeyIgnored => format!("{} was ignored: one side has none", p.key()),
        Code::IgnoredDiffers => format!(
            "{} is ignored, and differs in {}: {}",
            p.key(),
            count(n, "benchmark", "benchmarks"),
            p.values()
        ),
        Code::IgnoredMixed => format!(
            "with {} ignored, {} other things, or other shares of them, on one side than on the other, {} among them: {}",
            p.key(),
            count(n, "benchmark pools", "benchmarks pool"),
            p.name(),
            p.values()
        ),
        Code::IgnoredVaries => format!(
            "{} is ignored, and varies within a side in {}: results of all its values were pooled",
            p.key(),
            count(n, "benchmark", "benchmarks")
        ),
        Code::IgnoredAbsent => format!("{} was to be ignored, and no result has it", p.key()),
        Code::ConfigurationDiffers => format!("{} differs: {}", p.key(), p.values()),
        Code::UnitLineIgnored => {
            p.behind_place(&format!("`Unit {}` has no effect on the judgement", p.detail()))
        }
        Code::NotExact => format!(
            "{} was to be exact, but varies within a side: {} tested instead",
            p.unit(),
            count(n, "row", "rows")
        ),
        Code::OneTimeCost => format!(
            "{}: a one-time cost of about {}, not one of each operation",
            p.measured_again(),
            p.one_time_cost()
        ),
        Code::NotConfirmed => format!("{}, where it does not fail: noise", p.measured_again()),
        Code::OwnToolchains => format!(
            "each side was built with its own toolchain, and part of what differs may come of that: {}",
            p.values()
        ),
        Code::Unknown => "a remark that this version doesn't know".to_owned(),
    }
}

/// `3 parts`; of a side that says nothing of parts, that it is whole.
fn parts(number: Option<u64>) -> String {
    number.map_or_else(|| "one piece".to_owned(), |n| count(n, "part", "parts"))
}

fn nothing_selected(policy: &Policy, p: &Parameters<'_>) -> String {
    let selected = Selected(policy);
    if selected.by_names_alone() {
        let whose = p.side_named().map_or_else(String::new, |_| format!("the {}'s ", p.side()));
        return format!("--bench selects none of {whose}{}", p.values_there("Benchmark"));
    }
    let keeps = selected.verb("keeps", "keep");
    match p.side_named() {
        Some(_) => format!("{keeps} nothing of the {}, which has {}", p.side(), p.there()),
        None => format!("{keeps} nothing; there is {}", p.there()),
    }
}
