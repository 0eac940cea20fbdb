//! How often the gate fails on equal code.

use super::gate::Judged;
use super::rows::RowName;
use crate::report::v1::{self, Status, Verdict};
use std::collections::BTreeMap;

/// What the gate says of captures of the same code: whatever fails is a false alarm.
#[derive(Clone, Debug, Default)]
pub struct Calibration {
    /// Every ordered pair of captures.
    pub pairs: Vec<Pair>,
    /// The rows that failed, the most frequent first.
    pub alarms: Vec<Alarm>,
}

/// Two captures of the same code.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The number of the capture that was the baseline.
    pub baseline: usize,
    /// The number of the capture that was judged.
    pub candidate: usize,
    /// What the gate said, but for its rows.
    pub report: v1::Report,
    /// How many rows have samples on both sides.
    pub rows: usize,
    /// How many of them failed.
    pub regressions: usize,
}

/// A row that failed though nothing changed.
#[derive(Clone, Debug)]
pub struct Alarm {
    /// The row.
    pub row: RowName,
    /// In how many pairs it failed.
    pub failed: usize,
    /// In how many pairs it was judged.
    pub judged: usize,
}

/// Judges each of so many captures against each other one, as baseline and as candidate.
///
/// # Errors
///
/// Those of the judge, which is given the numbers of a baseline and of a candidate.
pub fn calibrate<E>(
    captures: usize,
    mut judge: impl FnMut(usize, usize) -> Result<Judged, E>,
) -> Result<Calibration, E> {
    let mut calibration = Calibration::default();
    let mut alarms: BTreeMap<RowName, (usize, usize)> = BTreeMap::new();
    let others = |b: usize| (0..captures).filter(move |&c| c != b).map(move |c| (b, c));
    for (baseline, candidate) in (0..captures).flat_map(others) {
        let mut report = judge(baseline, candidate)?.report;
        // Of equal code nothing is missing: a capture that lacks rows says nothing of the others.
        if report.rows.is_empty() {
            report.verdict = Verdict::CannotJudge;
        }
        let mut regressions = 0;
        let judged = std::mem::take(&mut report.rows);
        for row in &judged {
            let (failed, judged) = alarms.entry(RowName::from(row)).or_default();
            let is_regression = usize::from(row.status == Status::Regression);
            (*failed, *judged) = (*failed + is_regression, *judged + 1);
            regressions += is_regression;
        }
        let rows = judged.len();
        calibration.pairs.push(Pair { baseline, candidate, report, rows, regressions });
    }
    let failed = alarms.into_iter().filter(|(_, (failed, _))| *failed > 0);
    calibration.alarms =
        failed.map(|(row, (failed, judged))| Alarm { row, failed, judged }).collect();
    // A stable sort keeps the order of names among equals.
    calibration.alarms.sort_by_key(|alarm| std::cmp::Reverse(alarm.failed));
    Ok(calibration)
}

impl Calibration {
    /// How many pairs had a verdict.
    pub fn judged(&self) -> usize {
        self.pairs.iter().filter(|pair| pair.report.verdict != Verdict::CannotJudge).count()
    }

    /// How many pairs failed.
    pub fn failed(&self) -> usize {
        self.pairs.iter().filter(|pair| pair.report.verdict == Verdict::Fail).count()
    }

    /// How many pairs that have no capture in common had a verdict, and how many of them failed: the
    /// first capture against the second, the third against the fourth, and so on. These alone are
    /// independent of one another.
    pub fn independent(&self) -> (usize, usize) {
        let is_apart =
            |pair: &&Pair| pair.baseline.is_multiple_of(2) && pair.candidate == pair.baseline + 1;
        let judged = self.pairs.iter().filter(is_apart);
        let judged = judged.filter(|pair| pair.report.verdict != Verdict::CannotJudge);
        judged.fold((0, 0), |(of, failed), pair| {
            (of + 1, failed + usize::from(pair.report.verdict == Verdict::Fail))
        })
    }

    /// How many rows were judged in pairs that had a verdict, and how many of them failed.
    pub fn rows(&self) -> (usize, usize) {
        let judged = self.pairs.iter().filter(|pair| pair.report.verdict != Verdict::CannotJudge);
        judged.fold((0, 0), |(rows, failed), pair| (rows + pair.rows, failed + pair.regressions))
    }
}
