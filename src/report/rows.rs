//! Rows in their outer form.

use super::v1;
use crate::benchfmt::text;
use crate::benchproc::KeyText;
use crate::compare::{Change, Evidence, Shift, Significance, Summary};
use crate::policy::{Finding, OneSided, Policy, Reason, Status};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Makes rows. Rows share the text of names with the row before them where it is the same.
pub(super) struct Rows {
    units: Vec<Arc<str>>,
}

struct Name {
    package: Arc<str>,
    name: Arc<str>,
    configuration: Arc<BTreeMap<String, String>>,
}

impl Rows {
    pub fn new(policy: &Policy) -> Rows {
        Rows { units: policy.rules.iter().map(|rule| rule.unit.as_str().into()).collect() }
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
            evidence: evidence(&comparison.evidence),
        }
    }

    /// Appends a row that only one side has.
    pub fn push_one_sided(&self, key: KeyText<'_>, row: &OneSided, out: &mut Vec<v1::OneSided>) {
        let latest = |row: &v1::OneSided| (row.package.clone(), row.configuration.clone());
        let Name { package, name, configuration } = name(key, out.last().map(latest));
        out.push(v1::OneSided { package, name, unit: self.units[row.rule].clone(), configuration });
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
        Status::Improvement => v1::Status::Improvement,
        Status::Rounding => v1::Status::Rounding,
        Status::Inconclusive => v1::Status::Inconclusive,
        Status::Unchanged => v1::Status::Unchanged,
    }
}

fn outer_reason(finding: &Finding) -> v1::Reason {
    match finding.reason {
        Reason::Same => v1::Reason::Same,
        Reason::WithinAllowance => v1::Reason::WithinThreshold,
        Reason::NotSignificant => v1::Reason::NotSignificant,
        Reason::Established => v1::Reason::BeyondThreshold,
        Reason::RoundingFlips => v1::Reason::RoundingFlips,
        Reason::TooFewSamples if finding.blocks => v1::Reason::TooFewSamplesBeyondThreshold,
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

fn evidence(evidence: &Evidence) -> v1::Evidence {
    v1::Evidence {
        p: (!evidence.p.is_nan()).then(|| rounded(evidence.p)),
        smallest_p: rounded(evidence.smallest_p),
        significance: match evidence.significance {
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

/// Rounds to 12 digits what rests on logarithms or on a distribution function: the last digits
/// may differ between machines, and nobody reads them.
pub(super) fn rounded(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}
