//! Rows in their outer form.

use super::v1;
use crate::benchfmt::text;
use crate::benchproc::KeyText;
use crate::compare::{Change, Evidence, Shift, Significance, Summary};
use crate::policy::{
    BudgetFinding, BudgetStatus, Finding, Level, OneSided, Policy, Reason, Status, WaiverState,
    WaiverUse,
};
use crate::stats::{Tails, samples_needed};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Makes rows. Rows share the text of names with the row before them where it is the same.
pub(super) struct Rows {
    /// Of each rule.
    units: Vec<Arc<str>>,
    /// Alpha and tails of each rule.
    levels: Vec<(f64, Tails)>,
    /// Of each budget.
    budgets: Vec<Arc<str>>,
}

struct Name {
    package: Arc<str>,
    name: Arc<str>,
    configuration: Arc<BTreeMap<String, String>>,
}

impl Rows {
    pub fn new(policy: &Policy) -> Rows {
        Rows {
            units: policy.rules.iter().map(|rule| rule.unit.as_str().into()).collect(),
            levels: policy.rules.iter().map(|rule| (rule.alpha, rule.tails())).collect(),
            budgets: policy.budgets.iter().map(|budget| budget.unit.as_str().into()).collect(),
        }
    }

    /// Appends the rows of one benchmark.
    pub fn push(&self, key: KeyText<'_>, findings: &[Finding], out: &mut Vec<v1::Row>) {
        let latest = |row: &v1::Row| (row.package.clone(), row.configuration.clone());
        let name = name(key, out.last().map(latest));
        out.extend(findings.iter().map(|finding| self.row(finding, &name)));
    }

    fn row(&self, finding: &Finding, name: &Name) -> v1::Row {
        let comparison = &finding.comparison;
        v1::Row {
            package: name.package.clone(),
            name: name.name.clone(),
            unit: self.units[finding.rule].clone(),
            configuration: name.configuration.clone(),
            status: outer_status(finding.status),
            reason: outer_reason(finding),
            rule: finding.rule as u32,
            baseline: sample(&comparison.baseline),
            candidate: sample(&comparison.candidate),
            change: change(comparison.change),
            shift: match comparison.shift {
                Shift::None => v1::Shift::None,
                Shift::Worse => v1::Shift::Worse,
                Shift::Better => v1::Shift::Better,
            },
            evidence: self.evidence(finding),
            waiver: finding.waiver.map(waiver_use),
            place: None,
        }
    }

    fn evidence(&self, finding: &Finding) -> v1::Evidence {
        let Evidence { p, smallest_p, significance } = finding.comparison.evidence;
        let other = finding.comparison.other;
        let (alpha, tails) = self.levels[finding.rule];
        let is_short = significance == Significance::Unattainable;
        let needed =
            is_short.then(|| samples_needed(alpha / finding.family as f64, tails)).flatten();
        v1::Evidence {
            p: (!p.is_nan()).then(|| rounded(p)),
            adjusted_p: finding.adjusted_p.map(rounded),
            family: finding.adjusted_p.map(|_| finding.family as u64),
            other: other.map(|o| v1::OtherTest { p: rounded(o.p), significant: o.is_significant }),
            smallest_p: rounded(smallest_p),
            samples_needed: needed.map(|n| n as u64),
            significance: match significance {
                Significance::Significant => v1::Significance::Significant,
                Significance::SignificantByApproximation => {
                    v1::Significance::SignificantByApproximation
                }
                Significance::NotSignificant => v1::Significance::NotSignificant,
                Significance::Unattainable => v1::Significance::Unattainable,
                Significance::Assumed => v1::Significance::Assumed,
                Significance::Undefined => v1::Significance::Undefined,
            },
        }
    }

    /// Appends a benchmark under a budget.
    pub fn push_budget(
        &self,
        key: KeyText<'_>,
        finding: &BudgetFinding,
        out: &mut Vec<v1::BudgetRow>,
    ) {
        let latest = |row: &v1::BudgetRow| (row.package.clone(), row.configuration.clone());
        let Name { package, name, configuration } = name(key, out.last().map(latest));
        out.push(v1::BudgetRow {
            package,
            name,
            unit: self.budgets[finding.budget].clone(),
            configuration,
            budget: finding.budget as u32,
            n: finding.n as u32,
            median: v1::Number(finding.median),
            status: budget_status(finding.status),
            waiver: finding.waiver.map(waiver_use),
            place: None,
        });
    }

    /// Appends a row that only one side has.
    pub fn push_one_sided(&self, key: KeyText<'_>, row: &OneSided, out: &mut Vec<v1::OneSided>) {
        let latest = |row: &v1::OneSided| (row.package.clone(), row.configuration.clone());
        let Name { package, name, configuration } = name(key, out.last().map(latest));
        out.push(v1::OneSided {
            package,
            name,
            unit: self.units[row.rule].clone(),
            configuration,
            rule: row.rule as u32,
            level: outer_level(row.level),
            waiver: row.waiver.map(waiver_use),
        });
    }
}

type Latest = (Arc<str>, Arc<BTreeMap<String, String>>);

fn name(key: KeyText<'_>, latest: Option<Latest>) -> Name {
    let package = String::from_utf8_lossy(key.package());
    let configuration = configuration(key);
    let (package, configuration) = match latest {
        Some((p, c)) if *p == *package && *c == configuration => (p, c),
        _ => (package.into(), Arc::new(configuration)),
    };
    Name { package, name: String::from_utf8_lossy(key.name()).into(), configuration }
}

fn configuration(key: KeyText<'_>) -> BTreeMap<String, String> {
    let platform = [(&b"goos"[..], key.goos()), (&b"goarch"[..], key.goarch())];
    let platform = platform.into_iter().filter(|(_, value)| !value.is_empty());
    platform.chain(key.other()).map(|(key, value)| (text(key), text(value))).collect()
}

fn outer_status(status: Status) -> v1::Status {
    match status {
        Status::Regression => v1::Status::Regression,
        Status::Warning => v1::Status::Warning,
        Status::Waived => v1::Status::Waived,
        Status::Ignored => v1::Status::Ignored,
        Status::Improvement => v1::Status::Improvement,
        Status::Rounding => v1::Status::Rounding,
        Status::Inconclusive => v1::Status::Inconclusive,
        Status::Unchanged => v1::Status::Unchanged,
    }
}

pub(super) fn outer_level(level: Level) -> v1::Level {
    match level {
        Level::Ignore => v1::Level::Ignore,
        Level::Warn => v1::Level::Warn,
        Level::Fail => v1::Level::Fail,
    }
}

fn budget_status(status: BudgetStatus) -> v1::BudgetStatus {
    match status {
        BudgetStatus::Met => v1::BudgetStatus::Met,
        BudgetStatus::Over => v1::BudgetStatus::Over,
        BudgetStatus::OverInBytes => v1::BudgetStatus::OverInBytes,
        BudgetStatus::Waived => v1::BudgetStatus::Waived,
        BudgetStatus::UnitAbsent => v1::BudgetStatus::UnitAbsent,
        BudgetStatus::NotANumber => v1::BudgetStatus::NotANumber,
    }
}

fn waiver_use(WaiverUse { waiver, state }: WaiverUse) -> v1::WaiverUse {
    let state = match state {
        WaiverState::Holds => v1::WaiverState::Holds,
        WaiverState::Expired => v1::WaiverState::Expired,
        WaiverState::PastCeiling => v1::WaiverState::PastCeiling,
    };
    v1::WaiverUse { waiver: waiver as u32, state }
}

fn outer_reason(finding: &Finding) -> v1::Reason {
    match finding.reason {
        Reason::Same => v1::Reason::Same,
        Reason::WithinAllowance => v1::Reason::WithinThreshold,
        Reason::NotSignificant => v1::Reason::NotSignificant,
        Reason::Established => v1::Reason::BeyondThreshold,
        Reason::RoundingFlips => v1::Reason::RoundingFlips,
        Reason::TooFewSamples if finding.is_past() => v1::Reason::TooFewSamplesBeyondThreshold,
        Reason::TooFewSamples => v1::Reason::TooFewSamples,
        Reason::IterationsDiffer => v1::Reason::IterationsDiffer,
        Reason::NotANumber => v1::Reason::NotANumber,
    }
}

fn sample(summary: &Summary) -> v1::Sample {
    v1::Sample {
        n: summary.n as u32,
        median: v1::Number(summary.median),
        low: v1::Number(summary.low),
        high: v1::Number(summary.high),
        iterations: v1::Number(summary.iterations),
    }
}

fn change(change: Change) -> v1::Change {
    match change {
        Change::Unchanged => v1::Change::Unchanged,
        Change::Ratio(ratio) => v1::Change::Ratio { ratio: v1::Number(ratio) },
        Change::FromZero => v1::Change::FromZero,
        Change::ToZero => v1::Change::ToZero,
        Change::Difference(d) => v1::Change::Difference { difference: v1::Number(d) },
    }
}

/// Rounds to 12 digits what rests on logarithms or on a distribution function: the last digits
/// may differ between machines, and nobody reads them.
pub(super) fn rounded(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}
