//! Remarks in their outer form.

use super::v1;
use crate::benchfmt::{Ending, text};
use crate::benchproc::{Benchmark, KeyText, Which};
use crate::policy::{Listed, Remark};

fn side(which: Which) -> v1::Side {
    match which {
        Which::Baseline => v1::Side::Baseline,
        Which::Candidate => v1::Side::Candidate,
    }
}

fn listed(Listed { values, more }: Listed) -> v1::Listed {
    v1::Listed { values, more: more as u64 }
}

fn there(key: String, values: Listed) -> v1::There {
    v1::There { key, values: listed(values) }
}

fn ended(ending: Ending) -> v1::Code {
    match ending {
        Ending::Failed => v1::Code::Failed,
        Ending::Panicked => v1::Code::Panicked,
        Ending::Killed => v1::Code::Killed,
        Ending::BuildFailed => v1::Code::BuildFailed,
        Ending::Cut => v1::Code::Cut,
        Ending::Passed | Ending::Unmarked => v1::Code::Filtered,
    }
}

pub(super) fn outer_remark<'a>(
    remark: Remark,
    key: impl Fn(Benchmark) -> KeyText<'a>,
) -> v1::Remark {
    use v1::Code;
    let new = |code| v1::Remark { code, ..v1::Remark::default() };
    let on = |code, which| v1::Remark { side: Some(side(which)), ..new(code) };
    let counted = |code, n: usize| v1::Remark { count: Some(n as u64), ..new(code) };
    let of = |remark: v1::Remark, (n, of): (usize, usize)| v1::Remark {
        count: Some(n as u64),
        of: Some(of as u64),
        ..remark
    };
    let need = |remark: v1::Remark, needed: Option<usize>| v1::Remark {
        needed: needed.map(|n| n as u64),
        ..remark
    };
    let named = |remark: v1::Remark, benchmark| v1::Remark {
        package: Some(text(key(benchmark).package())),
        name: Some(text(key(benchmark).name())),
        ..remark
    };
    let at = |remark: v1::Remark, path, line| v1::Remark {
        path: Some(path),
        line: Some(line),
        ..remark
    };
    let decided = |remark: v1::Remark, (path, line): (String, u32), name, unit| v1::Remark {
        name: Some(name),
        unit: Some(unit),
        ..at(remark, path, line.into())
    };
    match remark {
        Remark::Unreadable { which, path, error, .. } => {
            v1::Remark { path: Some(path), detail: Some(error), ..on(Code::Unreadable, which) }
        }
        Remark::Utf16 { which, path } => v1::Remark { path: Some(path), ..on(Code::Utf16, which) },
        Remark::NoResults { which, path, files, empty } => v1::Remark {
            path: Some(path),
            of: Some(files as u64),
            ..on(if empty { Code::Empty } else { Code::NoResults }, which)
        },
        Remark::Ended { which, package, ending, path, line, detail, unfinished } => v1::Remark {
            package,
            detail,
            name: unfinished,
            ..at(on(ended(ending), which), path, line)
        },
        Remark::Filtered { which, path } => {
            v1::Remark { path: Some(path), ..on(Code::Filtered, which) }
        }
        Remark::Mismatch { key, values, benchmarks } => v1::Remark {
            key: Some(key),
            values: Some(values.map(listed)),
            ..counted(Code::Mismatch, benchmarks)
        },
        Remark::NothingSelected { which, there: all } => v1::Remark {
            side: which.map(side),
            there: all.into_iter().map(|of| there(of.key, of.values)).collect(),
            ..new(Code::NothingSelected)
        },
        Remark::UnitAbsent { unit, units, left_out } => v1::Remark {
            unit: Some(unit),
            there: vec![there(".unit".to_owned(), units)],
            count: (left_out > 0).then_some(left_out),
            ..new(Code::UnitAbsent)
        },
        Remark::SelectedOnOneSide { which, benchmarks, example } => {
            named(of(on(Code::SelectedOnOneSide, which), benchmarks), example)
        }
        Remark::DirectionUnknown { unit } => {
            v1::Remark { unit: Some(unit), ..new(Code::DirectionUnknown) }
        }
        Remark::MemoryLost { which, benchmarks, example } => {
            named(of(on(Code::MemoryLost, which), benchmarks), example)
        }
        Remark::PackageLost { package, rows } => {
            v1::Remark { package: Some(package), ..of(new(Code::PackageLost), rows) }
        }
        Remark::PartsMissing { which, parts, of } => v1::Remark {
            count: Some((parts.values.len() + parts.more) as u64),
            of: Some(of as u64),
            there: vec![there("part".to_owned(), parts)],
            ..on(Code::PartsMissing, which)
        },
        Remark::PartTwice { which, part, path } => {
            v1::Remark { path: Some(path), ..of(on(Code::PartTwice, which), part) }
        }
        Remark::PartsMixed { which, parts } => v1::Remark {
            there: vec![there("part".to_owned(), parts)],
            ..on(Code::PartsMixed, which)
        },
        Remark::PartsDiffer { numbers: [baseline, candidate] } => v1::Remark {
            count: baseline.map(|n| n as u64),
            of: candidate.map(|n| n as u64),
            ..new(Code::PartsDiffer)
        },
        Remark::Identical { count, packages } => v1::Remark {
            there: vec![there("pkg".to_owned(), packages)],
            ..counted(Code::Identical, count)
        },
        Remark::NoBenchmarks { which, count, packages } => v1::Remark {
            side: which.map(side),
            there: vec![there("pkg".to_owned(), packages)],
            ..counted(Code::NoBenchmarks, count)
        },
        Remark::NothingComparable => new(Code::NothingComparable),
        Remark::SameCapture { package } => v1::Remark { package, ..new(Code::SameCapture) },
        Remark::RepeatedFile { which, path } => {
            v1::Remark { side: which.map(side), path: Some(path), ..new(Code::RepeatedFile) }
        }
        Remark::Binary { which, path, line } => at(on(Code::Binary, which), path, line),
        Remark::EndsMidLine { path, line } => at(new(Code::EndsMidLine), path, line),
        Remark::TooVaried { which } => on(Code::TooVaried, which),
        Remark::TooFewSamples { rows, needed } => need(counted(Code::TooFewSamples, rows), needed),
        Remark::NoRowCouldFail { needed } => need(new(Code::NoRowCouldFail), needed),
        Remark::SomeCouldNotFail { rows, n: (least, most), needed } => v1::Remark {
            sizes: Some([least as u64, most as u64]),
            ..need(of(new(Code::SomeCouldNotFail), rows), needed)
        },
        Remark::NoRowIsToFail { rows } => counted(Code::NoRowIsToFail, rows),
        Remark::RuleMatchesNothing { path, line } => {
            at(new(Code::RuleMatchesNothing), path, line.into())
        }
        Remark::BudgetUnitAbsent { benchmark, unit } => {
            named(v1::Remark { unit: Some(unit), ..new(Code::BudgetUnitAbsent) }, benchmark)
        }
        Remark::BudgetNotANumber { benchmark, unit } => {
            named(v1::Remark { unit: Some(unit), ..new(Code::BudgetNotANumber) }, benchmark)
        }
        Remark::NoBudgetApplies { budgets } => counted(Code::NoBudgetApplies, budgets),
        Remark::BudgetNotMeasured { path, line, package, name, unit, not_run } => v1::Remark {
            package,
            detail: not_run,
            ..decided(new(Code::BudgetNotMeasured), (path, line), name, unit)
        },
        Remark::WaiverMatchesNothing { path, line, name, unit } => {
            decided(new(Code::WaiverMatchesNothing), (path, line), name, unit)
        }
        Remark::WaiverNotNeeded { path, line, name, unit, expired } => v1::Remark {
            detail: expired.map(|date| date.to_string()),
            ..decided(new(Code::WaiverNotNeeded), (path, line), name, unit)
        },
        Remark::IterationsDiffer { rows } => counted(Code::IterationsDiffer, rows),
        Remark::NotANumber { rows } => counted(Code::NotANumber, rows),
        Remark::SyntaxError { path, line, error } => {
            v1::Remark { detail: Some(error), ..at(new(Code::SyntaxError), path, line) }
        }
        Remark::MoreSyntaxErrors { count } => {
            v1::Remark { count: Some(count), ..new(Code::MoreSyntaxErrors) }
        }
        Remark::BrokenBenchmark { which, path, line, name } => {
            v1::Remark { name: Some(name), ..at(on(Code::BrokenBenchmark, which), path, line) }
        }
        Remark::Recovered { which, results } => {
            v1::Remark { count: Some(results), ..on(Code::Recovered, which) }
        }
        Remark::UnevenCount { which, benchmark, results, usual } => {
            named(of(on(Code::UnevenCount, which), (results, usual)), benchmark)
        }
        Remark::CountsVary { which, package, results } => {
            v1::Remark { package: Some(package), ..of(on(Code::CountsVary, which), results) }
        }
        Remark::Split { key } => v1::Remark { key: Some(key), ..new(Code::Split) },
        Remark::Pooled { key } => v1::Remark { key: Some(key), ..new(Code::Pooled) },
        Remark::KeyIgnored { key } => v1::Remark { key: Some(key), ..new(Code::KeyIgnored) },
        Remark::IgnoredDiffers { key, values, benchmarks } => v1::Remark {
            key: Some(key),
            values: Some(values.map(listed)),
            ..counted(Code::IgnoredDiffers, benchmarks)
        },
        Remark::IgnoredMixed { key, values, benchmarks, example } => v1::Remark {
            key: Some(key),
            values: Some(values.map(listed)),
            ..named(counted(Code::IgnoredMixed, benchmarks), example)
        },
        Remark::IgnoredVaries { key, benchmarks } => {
            v1::Remark { key: Some(key), ..counted(Code::IgnoredVaries, benchmarks) }
        }
        Remark::IgnoredAbsent { key } => v1::Remark { key: Some(key), ..new(Code::IgnoredAbsent) },
        Remark::ConfigurationDiffers { key, values } => v1::Remark {
            key: Some(key),
            values: Some(values.map(listed)),
            ..new(Code::ConfigurationDiffers)
        },
        Remark::UnitLineIgnored { path, line, text } => {
            v1::Remark { detail: Some(text), ..at(new(Code::UnitLineIgnored), path, line) }
        }
        Remark::NotExact { unit, rows } => {
            v1::Remark { unit: Some(unit), ..counted(Code::NotExact, rows) }
        }
    }
}
