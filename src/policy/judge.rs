//! From two captures to a verdict.

use super::completeness::Remarks;
use super::remark::Remark;
use super::row::{Finding, Reason, RowJudge, Status};
use super::rule::Policy;
use super::uneven::uneven_counts;
use crate::benchproc::{Benchmark, Capture, Id, Pairing, Selection, Which};
use crate::benchunit::Direction;
use crate::compare::{Significance, is_one_capture_twice};
use crate::stats;

/// The verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Judged, and nothing regressed.
    Pass,
    /// Something regressed, whatever else could not be judged.
    Fail,
    /// Nothing regressed as far as could be judged, which is not far enough.
    CannotJudge,
}

/// A row that only one side has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneSided {
    /// The benchmark.
    pub benchmark: Benchmark,
    /// Index into [`Policy::rules`].
    pub rule: usize,
    /// The side that has it: the baseline's were removed, the candidate's added.
    pub which: Which,
}

/// What was found, complete.
#[derive(Debug)]
pub struct Judgement {
    /// The benchmarks that findings speak of.
    pub pairing: Pairing,
    /// One for each row with a sample on both sides, in the order of the benchmarks' text.
    pub findings: Vec<Finding>,
    /// Rows that only one side has, in the same order.
    pub one_sided: Vec<OneSided>,
    /// Why the captures, or part of them, can't be judged.
    pub causes: Vec<Remark>,
    /// What else is to be known.
    pub notes: Vec<Remark>,
    /// The verdict.
    pub outcome: Outcome,
}

/// Judges a candidate against a baseline. The captures' samples are taken out of them; the rest
/// stays for the report.
pub fn judge(
    baseline: &mut Capture,
    candidate: &mut Capture,
    policy: &Policy,
    selection: Option<&Selection>,
) -> Judgement {
    let mut remarks = Remarks::default();
    remarks.capture(Which::Baseline, baseline, policy);
    remarks.capture(Which::Candidate, candidate, policy);
    let [b, c] = [&mut *baseline, &mut *candidate].map(|c| std::mem::take(&mut c.samples));
    let measured = b.results() > 0 && c.results() > 0;
    let pairing = Pairing::new(b, c, |name| selection.is_none_or(|s| s.selects(name)));
    let units = judged_units(&pairing, policy, baseline, &mut remarks, measured);
    let findings = judge_rows(&pairing, policy, &units);
    let numbers: Vec<Id> = units.iter().flatten().map(|&(unit, _)| unit).collect();
    if measured && pairing.benchmarks().is_empty() {
        remarks.causes.push(Remark::NothingSelected);
    } else if measured {
        remarks.pairing(&pairing, &numbers, policy);
        remarks.broken_benchmarks(Which::Baseline, baseline, &pairing);
        remarks.broken_benchmarks(Which::Candidate, candidate, &pairing);
        if is_one_capture_twice(&pairing) {
            remarks.causes.push(Remark::SameCapture);
        }
    }
    remarks.notes.extend(uneven_counts(&pairing));
    remarks.findings(&findings, policy);
    let one_sided = one_sided_rows(&pairing, &units);
    let outcome = outcome(&findings, &remarks.causes);
    let Remarks { causes, notes } = remarks;
    Judgement {
        pairing,
        findings,
        one_sided,
        causes,
        notes,
        outcome,
    }
}

fn outcome(findings: &[Finding], causes: &[Remark]) -> Outcome {
    if findings.iter().any(|f| f.status == Status::Regression) {
        Outcome::Fail
    } else if causes.is_empty() {
        Outcome::Pass
    } else {
        Outcome::CannotJudge
    }
}

/// The number and direction of each rule's unit; `None`, with a remark, where it can't be judged.
fn judged_units(
    pairing: &Pairing,
    policy: &Policy,
    baseline: &Capture,
    remarks: &mut Remarks,
    measured: bool,
) -> Vec<Option<(Id, Direction)>> {
    let mut unit = |name: &str| {
        let Some(number) = pairing.unit(name) else {
            if measured {
                remarks.causes.push(Remark::UnitAbsent {
                    unit: name.to_owned(),
                });
            }
            return None;
        };
        let direction = Direction::of_go_unit(name).or_else(|| declared(baseline, name));
        if direction.is_none() {
            remarks.causes.push(Remark::DirectionUnknown {
                unit: name.to_owned(),
            });
        }
        Some((number, direction?))
    };
    policy.rules.iter().map(|rule| unit(&rule.unit)).collect()
}

/// The direction that the baseline declares; the candidate has no say in how it is judged.
fn declared(baseline: &Capture, unit: &str) -> Option<Direction> {
    let lines = baseline.metadata.iter().map(|m| &m.what);
    let mut better = lines.filter(|m| m.unit == unit && m.key == "better");
    better.next().and_then(|m| Direction::from_better(&m.value))
}

/// Fewer benchmarks than this for each thread are not worth one.
const LEAST_PER_THREAD: usize = 500;

fn judge_rows(
    pairing: &Pairing,
    policy: &Policy,
    units: &[Option<(Id, Direction)>],
) -> Vec<Finding> {
    let benchmarks = pairing.benchmarks();
    let judge_some = |benchmarks: &[Benchmark]| {
        let mut judge = RowJudge::new(policy, pairing, units);
        let mut findings = Vec::new();
        for &benchmark in benchmarks {
            judge.judge(benchmark, &mut findings);
        }
        findings
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let chunk = benchmarks.len().div_ceil(threads).max(LEAST_PER_THREAD);
    std::thread::scope(|scope| {
        let parts: Vec<_> = benchmarks
            .chunks(chunk)
            .map(|benchmarks| scope.spawn(move || judge_some(benchmarks)))
            .collect();
        let joined = parts.into_iter().map(|part| match part.join() {
            Ok(findings) => findings,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        joined
            .reduce(|mut all, part| {
                all.extend(part);
                all
            })
            .unwrap_or_default()
    })
}

fn one_sided_rows(pairing: &Pairing, units: &[Option<(Id, Direction)>]) -> Vec<OneSided> {
    let mut rows = Vec::new();
    let mut printed: [Vec<Id>; 2] = Default::default();
    for &benchmark in pairing.benchmarks() {
        for which in Which::BOTH {
            pairing.units(which, benchmark, &mut printed[which as usize]);
        }
        for (rule, unit) in units.iter().enumerate() {
            let Some((unit, _)) = unit else { continue };
            match printed.each_ref().map(|units| units.contains(unit)) {
                [true, false] => rows.push(OneSided {
                    benchmark,
                    rule,
                    which: Which::Baseline,
                }),
                [false, true] => rows.push(OneSided {
                    benchmark,
                    rule,
                    which: Which::Candidate,
                }),
                _ => {}
            }
        }
    }
    rows
}

impl Remarks {
    fn findings(&mut self, findings: &[Finding], policy: &Policy) {
        let count = |is: &dyn Fn(&Finding) -> bool| findings.iter().filter(|f| is(f)).count();
        let needed = stats::samples_needed(policy.alpha, policy.test.tails());
        let too_few =
            |f: &Finding| f.comparison.evidence.significance == Significance::Unattainable;
        let blocked = count(&|f| f.blocks && too_few(f));
        let powerless = count(&too_few);
        if blocked > 0 {
            self.causes.push(Remark::TooFewSamples {
                rows: blocked,
                needed,
            });
        }
        if powerless > 0 && powerless == findings.len() {
            self.causes.push(Remark::NoRowCouldFail { needed });
        } else if powerless > 0 {
            let rows = (powerless, findings.len());
            self.notes.push(Remark::SomeCouldNotFail { rows, needed });
        }
        let rows = count(&|f| f.reason == Reason::IterationsDiffer);
        if rows > 0 {
            self.causes.push(Remark::IterationsDiffer { rows });
        }
        let rows = count(&|f| f.reason == Reason::NotANumber);
        if rows > 0 {
            self.causes.push(Remark::NotANumber { rows });
        }
        for (i, rule) in policy.rules.iter().enumerate() {
            let rows = count(&|f| f.rule == i && f.comparison.varies);
            if rows > 0 {
                self.notes.push(Remark::NotExact {
                    unit: rule.unit.clone(),
                    rows,
                });
            }
        }
    }
}
