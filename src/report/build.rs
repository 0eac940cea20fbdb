//! From a judgement to a report.

use super::remarks::outer_remark;
use super::rows::{Rows, rounded};
use super::v1;
use crate::benchfmt::Format;
use crate::benchproc::{Capture, KeyText, Selecting, Which};
use crate::compare::Test;
use crate::policy::{self, Finding, Judgement, Origin, Outcome, Policy, Remark, Status, Tally};
use crate::stats;

/// What [`policy::judge`] is to keep of a benchmark's findings: their rows in the outer form.
pub fn rows(policy: &Policy) -> impl Fn(KeyText<'_>, &[Finding], &mut Vec<v1::Row>) + Sync {
    let maker = Rows::new(policy);
    move |key, findings, out| maker.push(key, findings, out)
}

/// Puts a judgement, with the policy and the captures behind it, into the outer form. `selecting` is
/// what was to be judged of them.
pub fn report(
    judgement: Judgement<v1::Row>,
    policy: &Policy,
    selecting: &Selecting<'_>,
    baseline: &Capture,
    candidate: &Capture,
) -> v1::Report {
    let Judgement { pairing, rows, tally, one_sided, causes, notes, outcome } = judgement;
    let maker = Rows::new(policy);
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for row in &one_sided {
        let side = if row.which == Which::Baseline { &mut removed } else { &mut added };
        maker.push_one_sided(pairing.key(row.benchmark), row, side);
    }
    let units = units(&rows, policy);
    let counts = counts(&tally, added.len(), removed.len());
    let remark = |remark: Remark| outer_remark(remark, |b| pairing.key(b));
    v1::Report {
        version: v1::VERSION,
        tool: v1::Tool {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        verdict: match outcome {
            Outcome::Pass => v1::Verdict::Pass,
            Outcome::Fail => v1::Verdict::Fail,
            Outcome::CannotJudge => v1::Verdict::CannotJudge,
        },
        counts,
        policy: outer_policy(policy, selecting),
        causes: causes.into_iter().map(remark).collect(),
        notes: notes.into_iter().map(remark).collect(),
        rows,
        added,
        removed,
        units,
        baseline: files(baseline),
        candidate: files(candidate),
    }
}

fn counts(tally: &Tally, added: usize, removed: usize) -> v1::Counts {
    let of = |status| tally.count(status) as u64;
    v1::Counts {
        regression: of(Status::Regression),
        improvement: of(Status::Improvement),
        rounding: of(Status::Rounding),
        inconclusive: of(Status::Inconclusive),
        unchanged: of(Status::Unchanged),
        not_established: tally.not_established() as u64,
        added: added as u64,
        removed: removed as u64,
    }
}

fn units(rows: &[v1::Row], policy: &Policy) -> Vec<v1::Unit> {
    let unit = |(i, rule): (usize, &policy::UnitRule)| {
        let rows = || rows.iter().filter(move |row| row.rule == i as u32);
        let positive = |median: f64| median > 0.0 && median.is_finite();
        let ratios: Vec<f64> = rows()
            .map(|row| (row.baseline.median.0, row.candidate.median.0))
            .filter(|&(b, c)| positive(b) && positive(c))
            .map(|(b, c)| c / b)
            .collect();
        v1::Unit {
            unit: rule.unit.clone(),
            rows: rows().count() as u64,
            ratios: ratios.len() as u64,
            geomean_ratio: stats::geomean(ratios).map(rounded),
        }
    };
    policy.rules.iter().enumerate().map(unit).collect()
}

fn outer_policy(policy: &Policy, selecting: &Selecting<'_>) -> v1::Policy {
    let needed = stats::samples_needed(policy.alpha, policy.test.tails());
    v1::Policy {
        evidence: match policy.test {
            Test::Exceeds => v1::Test::Exceeds,
            Test::Differs => v1::Test::Differs,
        },
        alpha: policy.alpha,
        confidence: policy.confidence,
        samples_needed: needed.map(|n| n as u64),
        rules: policy.rules.iter().map(outer_rule).collect(),
        bench: selecting.bench.map(str::to_owned),
        filter: selecting.filter.map(str::to_owned),
        ignore: selecting.ignore.map(str::to_owned),
        allow_incomplete: policy.allow_incomplete,
        allow_missing: policy.allow_missing,
    }
}

fn outer_rule(rule: &policy::UnitRule) -> v1::Rule {
    v1::Rule {
        unit: rule.unit.clone(),
        threshold: rule.allowance.to_string(),
        origin: match rule.origin {
            Origin::Default => v1::Origin::Default,
            Origin::Flag => v1::Origin::Flag,
        },
        exact: rule.assumption == crate::compare::Assumption::Exact,
    }
}

fn files(capture: &Capture) -> Vec<v1::File> {
    let file = |file: &crate::benchproc::SourceFile| {
        let read = file.content.as_ref().ok();
        v1::File {
            path: file.path.clone(),
            sha256: read.map(|c| c.sha256.clone()),
            bytes: read.map_or(0, |c| c.bytes),
            lines: read.map_or(0, |c| c.lines),
            results: read.map_or(0, |c| c.results),
            format: match read.map(|c| c.format) {
                Some(Format::Text) => v1::FileFormat::Text,
                Some(Format::Test2json) => v1::FileFormat::Test2json,
                Some(Format::Mixed) => v1::FileFormat::Mixed,
                Some(Format::Utf16) | None => v1::FileFormat::Unread,
            },
        }
    };
    capture.files.iter().map(file).collect()
}
