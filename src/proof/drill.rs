//! A regression that is planted on the way in, to see the job go red.

use super::rows::{RowName, Rows};
use crate::benchproc::Alteration;
use crate::benchunit::{Direction, is_printed_as_integer};
use crate::compare::ParsedAllowance;
use crate::report::v1::{self, Code, Level, Number, Remark, Significance, Status, Verdict};

/// One regression to plant.
#[derive(Clone, Debug, PartialEq)]
pub struct Drill {
    /// The row that gets worse.
    pub row: RowName,
    /// What each value of it grows by, as a share of its size.
    share: f64,
    /// And by how much besides.
    amount: f64,
    direction: Direction,
    /// The candidate's median before and after.
    pub medians: [Number; 2],
}

impl Drill {
    /// What to plant after an undrilled judgement: the first row that could fail is made worse by its
    /// own size or twice its threshold, and by an amount besides. None if no row could fail.
    ///
    /// `direction` says which way a unit gets better.
    pub fn new(
        report: &v1::Report,
        direction: impl Fn(&str) -> Option<Direction>,
    ) -> Option<Drill> {
        let rule = |row: &v1::Row| report.policy.rules.get(row.rule as usize);
        let is_to_fail = |row: &&v1::Row| rule(row).is_some_and(|rule| rule.level == Level::Fail);
        let drill = |row| Drill::of(report, row, direction(&row.unit)?);
        report.rows.iter().filter(is_to_fail).filter(|row| could_fail(row)).find_map(drill)
    }

    fn of(report: &v1::Report, row: &v1::Row, direction: Direction) -> Option<Drill> {
        let rule = report.policy.rules.get(row.rule as usize)?;
        let threshold: ParsedAllowance = rule.threshold.parse().ok()?;
        let [percent, absolute] = [threshold.percent, threshold.absolute]
            .map(|part| part.map_or(0.0, |part| part.to_f64()));
        let (baseline, candidate) = (row.baseline.median.0, row.candidate.median.0);
        // What got better must first get as bad as it was.
        let lead = (baseline - candidate).abs() * (1.0 + percent / 100.0);
        let mut drill = Drill {
            row: RowName::from(row),
            share: (2.0 * percent / 100.0).max(1.0),
            amount: (2.0 * absolute).max(1000.0) + lead,
            direction,
            medians: [row.candidate.median; 2],
        };
        drill.medians[1] = Number(drill.worse(candidate));
        drill.medians.iter().all(|median| median.0.is_finite()).then_some(drill)
    }

    /// What plants it into a capture while that is read; `rows` are those of the undrilled report.
    pub fn alteration(&self, rows: Rows) -> Alteration {
        let drill = self.clone();
        let number = rows.names().iter().position(|row| *row == drill.row);
        Alteration::new(move |line, values| {
            let is_planted: Vec<bool> =
                rows.of(line).map(|row| row.is_some() && row == number).collect();
            for (value, _) in values.iter_mut().zip(is_planted).filter(|(_, planted)| *planted) {
                value.value = drill.worse(value.value);
            }
        })
    }

    /// The report of the drilled capture, which says that it is one. A drill whose regression was not
    /// found is no pass.
    pub fn told(self, report: v1::Report) -> v1::Report {
        let is_it =
            |row: &v1::Row| row.status == Status::Regression && RowName::from(row) == self.row;
        let is_found = report.rows.iter().any(is_it);
        let RowName { package, name, unit, configuration } = self.row;
        let drill = v1::Drill { package, name, unit, configuration, medians: self.medians };
        let report = v1::Report { drill: Some(drill), ..report };
        match report.verdict {
            Verdict::CannotJudge => report,
            Verdict::Fail if is_found => report,
            Verdict::Pass | Verdict::Fail => hindered(report, Code::DrillMissed),
        }
    }

    /// An undrilled report, where nothing can be planted: it is no pass either.
    pub fn impossible(report: v1::Report) -> v1::Report {
        hindered(report, Code::DrillImpossible)
    }

    fn worse(&self, value: f64) -> f64 {
        let by = value.abs() * self.share + self.amount;
        match self.direction {
            Direction::LowerIsBetter if is_printed_as_integer(&self.row.unit) => {
                (value + by).ceil()
            }
            Direction::LowerIsBetter => value + by,
            Direction::HigherIsBetter => value - by,
        }
    }
}

/// A report that does not pass, with the reason.
fn hindered(mut report: v1::Report, code: Code) -> v1::Report {
    report.causes.push(Remark { code, ..Remark::default() });
    if report.verdict == Verdict::Pass {
        report.verdict = Verdict::CannotJudge;
    }
    report
}

/// Whether a row could fail that does not. Nothing is to be learned from one that fails anyway, and one
/// that a waiver names may pass.
fn could_fail(row: &v1::Row) -> bool {
    row.waiver.is_none()
        && matches!(row.status, Status::Unchanged | Status::Improvement | Status::Rounding)
        && !matches!(
            row.evidence.significance,
            Significance::Unattainable | Significance::Undefined
        )
}
