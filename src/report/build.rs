//! From a judgement to a report.

use super::v1;
use crate::benchfmt::{Ending, Format};
use crate::benchproc::{Benchmark, Capture, KeyText, Which};
use crate::compare::{Change, Evidence, Significance, Summary, Test};
use crate::policy::{self, Finding, Judgement, Origin, Outcome, Policy, Reason, Remark, Status};
use crate::stats;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Puts a judgement, with the policy and the captures behind it, into the outer form. `bench` is
/// the expression that selected benchmarks.
pub fn report(
    judgement: Judgement,
    policy: &Policy,
    bench: Option<&str>,
    baseline: &Capture,
    candidate: &Capture,
) -> v1::Report {
    let Judgement {
        pairing,
        findings,
        one_sided,
        causes,
        notes,
        outcome,
    } = judgement;
    let mut names = Names::new(policy);
    let units = units(&findings, policy);
    let counts = counts(&findings, &one_sided);
    let rows = findings
        .iter()
        .map(|f| names.row(f, pairing.key(f.benchmark)))
        .collect();
    let mut side = |which| {
        let rows = one_sided.iter().filter(|row| row.which == which);
        rows.map(|row| names.one_sided(row, pairing.key(row.benchmark)))
            .collect()
    };
    let (removed, added) = (side(Which::Baseline), side(Which::Candidate));
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
        policy: outer_policy(policy, bench),
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

fn counts(findings: &[Finding], one_sided: &[policy::OneSided]) -> v1::Counts {
    let of = |status| findings.iter().filter(|f| f.status == status).count() as u64;
    let only = |which| one_sided.iter().filter(|row| row.which == which).count() as u64;
    v1::Counts {
        regression: of(Status::Regression),
        improvement: of(Status::Improvement),
        rounding: of(Status::Rounding),
        inconclusive: of(Status::Inconclusive),
        unchanged: of(Status::Unchanged),
        added: only(Which::Candidate),
        removed: only(Which::Baseline),
    }
}

fn units(findings: &[Finding], policy: &Policy) -> Vec<v1::Unit> {
    let unit = |(i, rule): (usize, &policy::UnitRule)| {
        let rows = || {
            findings
                .iter()
                .filter(move |f| f.rule == i)
                .map(|f| &f.comparison)
        };
        let positive = |median: f64| median > 0.0 && median.is_finite();
        let ratios: Vec<f64> = rows()
            .map(|c| (c.baseline.median, c.candidate.median))
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

fn outer_policy(policy: &Policy, bench: Option<&str>) -> v1::Policy {
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
        bench: bench.map(str::to_owned),
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
                _ => v1::FileFormat::Unread,
            },
        }
    };
    capture.files.iter().map(file).collect()
}

/// Rounds to 12 digits what rests on logarithms or on a distribution function: the last digits
/// may differ between machines, and nobody reads them.
fn rounded(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// Shares the text of names between rows: a benchmark has several.
struct Names {
    units: Vec<Arc<str>>,
    latest: Option<(Benchmark, Name)>,
    packages: BTreeMap<Vec<u8>, Arc<str>>,
    configurations: BTreeMap<BTreeMap<String, String>, Arc<BTreeMap<String, String>>>,
}

#[derive(Clone)]
struct Name {
    package: Arc<str>,
    name: Arc<str>,
    configuration: Arc<BTreeMap<String, String>>,
}

impl Names {
    fn new(policy: &Policy) -> Names {
        let units = policy
            .rules
            .iter()
            .map(|rule| rule.unit.as_str().into())
            .collect();
        Names {
            units,
            latest: None,
            packages: BTreeMap::new(),
            configurations: BTreeMap::new(),
        }
    }

    fn row(&mut self, finding: &Finding, key: KeyText<'_>) -> v1::Row {
        let Name {
            package,
            name,
            configuration,
        } = self.name(finding.benchmark, key);
        let comparison = &finding.comparison;
        v1::Row {
            package,
            name,
            unit: self.units[finding.rule].clone(),
            configuration,
            status: outer_status(finding.status),
            reason: outer_reason(finding),
            rule: finding.rule as u32,
            baseline: sample(&comparison.baseline),
            candidate: sample(&comparison.candidate),
            change: change(comparison.change),
            evidence: evidence(&comparison.evidence),
        }
    }

    fn one_sided(&mut self, row: &policy::OneSided, key: KeyText<'_>) -> v1::OneSided {
        let Name {
            package,
            name,
            configuration,
        } = self.name(row.benchmark, key);
        v1::OneSided {
            package,
            name,
            unit: self.units[row.rule].clone(),
            configuration,
        }
    }

    fn name(&mut self, benchmark: Benchmark, key: KeyText<'_>) -> Name {
        if let Some((latest, name)) = &self.latest
            && *latest == benchmark
        {
            return name.clone();
        }
        let package = match self.packages.get(key.package()) {
            Some(package) => package.clone(),
            None => {
                let text: Arc<str> = String::from_utf8_lossy(key.package()).into();
                self.packages.insert(key.package().to_vec(), text.clone());
                text
            }
        };
        let configuration = configuration(key);
        let shared = Arc::new(configuration.clone());
        let configuration = self
            .configurations
            .entry(configuration)
            .or_insert(shared)
            .clone();
        let name = Name {
            package,
            name: String::from_utf8_lossy(key.name()).into(),
            configuration,
        };
        self.latest = Some((benchmark, name.clone()));
        name
    }
}

fn configuration(key: KeyText<'_>) -> BTreeMap<String, String> {
    let platform = [(&b"goos"[..], key.goos()), (&b"goarch"[..], key.goarch())];
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let platform = platform.into_iter().filter(|(_, value)| !value.is_empty());
    platform
        .chain(key.other())
        .map(|(key, value)| (text(key), text(value)))
        .collect()
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
        Change::Ratio(ratio) => v1::Change::Ratio {
            ratio: v1::Number(ratio),
        },
        Change::FromZero => v1::Change::FromZero,
        Change::ToZero => v1::Change::ToZero,
        Change::Difference(d) => v1::Change::Difference {
            difference: v1::Number(d),
        },
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

fn side(which: Which) -> v1::Side {
    match which {
        Which::Baseline => v1::Side::Baseline,
        Which::Candidate => v1::Side::Candidate,
    }
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

fn outer_remark<'a>(remark: Remark, key: impl Fn(Benchmark) -> KeyText<'a>) -> v1::Remark {
    use v1::Code;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let new = |code| v1::Remark {
        code,
        ..v1::Remark::default()
    };
    let on = |code, which| v1::Remark {
        side: Some(side(which)),
        ..new(code)
    };
    let counted = |code, n: usize| v1::Remark {
        count: Some(n as u64),
        ..new(code)
    };
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
    match remark {
        Remark::Unreadable { which, path, error } => v1::Remark {
            path: Some(path),
            detail: Some(error),
            ..on(Code::Unreadable, which)
        },
        Remark::Utf16 { which, path } => v1::Remark {
            path: Some(path),
            ..on(Code::Utf16, which)
        },
        Remark::NoResults { which } => on(Code::NoResults, which),
        Remark::Ended {
            which,
            package,
            ending,
            path,
            line,
            detail,
        } => v1::Remark {
            package,
            detail: Some(detail).filter(|detail| !detail.is_empty()),
            ..at(on(ended(ending), which), path, line)
        },
        Remark::Filtered { which, path } => v1::Remark {
            path: Some(path),
            ..on(Code::Filtered, which)
        },
        Remark::Mismatch {
            key,
            values,
            benchmarks,
        } => v1::Remark {
            key: Some(key),
            values: Some(values),
            ..counted(Code::Mismatch, benchmarks)
        },
        Remark::NothingSelected => new(Code::NothingSelected),
        Remark::UnitAbsent { unit } => v1::Remark {
            unit: Some(unit),
            ..new(Code::UnitAbsent)
        },
        Remark::DirectionUnknown { unit } => v1::Remark {
            unit: Some(unit),
            ..new(Code::DirectionUnknown)
        },
        Remark::MemoryLost {
            which,
            benchmarks,
            example,
        } => named(of(on(Code::MemoryLost, which), benchmarks), example),
        Remark::PackageLost { package, rows } => v1::Remark {
            package: Some(package),
            ..of(new(Code::PackageLost), rows)
        },
        Remark::NothingComparable => new(Code::NothingComparable),
        Remark::SameCapture => new(Code::SameCapture),
        Remark::TooFewSamples { rows, needed } => need(counted(Code::TooFewSamples, rows), needed),
        Remark::NoRowCouldFail { needed } => need(new(Code::NoRowCouldFail), needed),
        Remark::SomeCouldNotFail { rows, needed } => {
            need(of(new(Code::SomeCouldNotFail), rows), needed)
        }
        Remark::IterationsDiffer { rows } => counted(Code::IterationsDiffer, rows),
        Remark::NotANumber { rows } => counted(Code::NotANumber, rows),
        Remark::SyntaxError { path, line, error } => v1::Remark {
            detail: Some(error),
            ..at(new(Code::SyntaxError), path, line)
        },
        Remark::MoreSyntaxErrors { count } => v1::Remark {
            count: Some(count),
            ..new(Code::MoreSyntaxErrors)
        },
        Remark::BrokenBenchmark {
            which,
            path,
            line,
            name,
        } => v1::Remark {
            name: Some(name),
            ..at(on(Code::BrokenBenchmark, which), path, line)
        },
        Remark::Recovered { which, results } => v1::Remark {
            count: Some(results),
            ..on(Code::Recovered, which)
        },
        Remark::UnevenCount {
            which,
            benchmark,
            results,
            usual,
        } => named(
            of(on(Code::UnevenCount, which), (results, usual)),
            benchmark,
        ),
        Remark::CountsVary {
            which,
            package,
            results,
        } => v1::Remark {
            package: Some(package),
            ..of(on(Code::CountsVary, which), results)
        },
        Remark::Pooled { key } => v1::Remark {
            key: Some(key),
            ..new(Code::Pooled)
        },
        Remark::KeyIgnored { key } => v1::Remark {
            key: Some(key),
            ..new(Code::KeyIgnored)
        },
        Remark::ConfigurationDiffers { key, values } => v1::Remark {
            key: Some(key),
            values: Some(values),
            ..new(Code::ConfigurationDiffers)
        },
        Remark::UnitLineIgnored { path, line, text } => v1::Remark {
            detail: Some(text),
            ..at(new(Code::UnitLineIgnored), path, line)
        },
        Remark::NotExact { unit, rows } => v1::Remark {
            unit: Some(unit),
            ..counted(Code::NotExact, rows)
        },
    }
}
