//! A selftest in words.

use crate::cli::columns::{Side, columns, head};
use crate::cli::rows::{Names, by_unit};
use crate::cli::sensitivity::{fails_from, sensitivity};
use crate::proof::{Confirmation, Judged, Outcome, RowName, RowTest, Tested};
use crate::report::v1::{self, Mode, Remark, Status, Verdict};
use crate::report::{count, place, rule_name, sentence, shown, value};

/// What a command says where the baseline can't be tested.
pub(in crate::cli) fn not_judged(command: &str, judged: &Judged) -> String {
    let report = &judged.report;
    // What is wrong with the baseline is wrong with its copy, too.
    let of_baseline = |cause: &&Remark| cause.side != Some(v1::Side::Candidate);
    let cause = report.causes.iter().find(of_baseline).or(report.causes.first());
    let cause = match (cause, report.verdict) {
        (Some(cause), _) => sentence(report, cause),
        (None, Verdict::Fail) => "it fails with nothing planted".to_owned(),
        (None, _) => "nothing of it is judged".to_owned(),
    };
    format!("{command} CAN'T JUDGE: the baseline against itself: {cause}\n")
}

/// What is said of the rows.
pub(super) fn tested(tested: &Tested, all: bool) -> String {
    let held: Vec<&RowTest> = tested.rows.iter().filter(|row| row.is_held()).collect();
    let (passing, missing): (Vec<&RowTest>, Vec<&RowTest>) =
        held.iter().partition(|row| row.passes());
    let page = Page { tested, names: Names::new(tested.rows.iter().map(|row| &row.row)), all };
    let mut text = page.first_line(&held, missing.len());
    text += &page.asides(&held);
    for (title, rows) in groups(&missing) {
        text += &page.missing(&title, &rows);
    }
    let spared: Vec<&RowTest> = tested.rows.iter().filter(|row| !row.is_held()).collect();
    text += &page.spared(&spared);
    text + &sensitivity(passing, &page.names, all)
}

struct Page<'a> {
    tested: &'a Tested,
    names: Names,
    all: bool,
}

/// So many rows are listed of each group that can't fail.
const MISSING: usize = 50;

impl Page<'_> {
    fn first_line(&self, held: &[&RowTest], missing: usize) -> String {
        let promised = by_unit(held.iter().map(|row| (&*row.row.unit, row.promised)));
        let rows = held.len();
        match missing {
            _ if held.is_empty() => {
                "SELFTEST CAN'T JUDGE: nothing is judged that could fail the build\n".to_owned()
            }
            0 if rows == 1 => {
                format!("SELFTEST PASS: the one judged row fails at the promised {promised}\n")
            }
            0 => {
                format!(
                    "SELFTEST PASS: each of {rows} judged rows fails at the promised {promised}\n"
                )
            }
            _ => format!(
                "SELFTEST FAIL: {missing} of {} can't fail at the promised {promised}\n",
                count(rows as u64, "judged row", "judged rows")
            ),
        }
    }

    fn asides(&self, held: &[&RowTest]) -> String {
        let mut text = String::new();
        let of = |outcome| self.tested.rows.iter().filter(|row| row.outcome == outcome).count();
        let spared = [
            (of(Outcome::Ignored), "ignored"),
            (of(Outcome::WarnOnly), "only warned about"),
            (of(Outcome::Waived), "waived"),
        ];
        let spared: Vec<String> = spared
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| format!("{} {what}", count(*n as u64, "row is", "rows are")))
            .collect();
        if !spared.is_empty() {
            text += &format!("not held against it: {}\n", spared.join(", "));
        }
        if self.tested.control.report.policy.mode == Mode::Report {
            text += "mode = report: whatever is found, the exit code is 0\n";
        }
        if self.tested.times_are_judged {
            text += "times are judged, so that they were left as they are\n";
        }
        let confirmed = held.iter().filter(|row| row.confirmation == Confirmation::Confirmed);
        let confirmed = confirmed.count();
        let of = held.iter().filter(|row| row.smallest.change().is_some()).count();
        if confirmed > 0 {
            let share = if confirmed < of { format!(" of {of}") } else { String::new() };
            text += &format!(
                "planted one by one: {confirmed}{share}, each with exit code 1 and no other \
                 regression; {}\n",
                count(self.tested.judgements as u64, "judgement", "judgements")
            );
        }
        text
    }

    /// Rows that are not to fail, each with what decided that.
    fn spared(&self, rows: &[&RowTest]) -> String {
        if rows.is_empty() {
            return String::new();
        }
        let most = if self.all { rows.len() } else { MISSING };
        let mut table = vec![head(&["benchmark", "unit", ""])];
        table.extend(rows.iter().take(most).map(|row| {
            vec![
                self.names.name(&row.row),
                shown(&row.row.unit).into_owned(),
                self.spared_by(row).unwrap_or_default(),
            ]
        }));
        let more = rows.len().saturating_sub(most);
        let more =
            if more > 0 { format!("  and {more} more; --all lists all\n") } else { String::new() };
        let table = columns(&table, &[Side::Left; 3]);
        format!("\nnot to fail by the policy ({})\n{table}{more}", rows.len())
    }

    /// What decided that a row is not to fail.
    fn spared_by(&self, row: &RowTest) -> Option<String> {
        let report = &self.tested.control.report;
        let judged = report.rows.iter().find(|judged| RowName::from(*judged) == row.row)?;
        if let (Outcome::Waived, Some(used)) = (row.outcome, judged.waiver) {
            let waiver = report.policy.waivers.get(used.waiver as usize)?;
            return Some(format!("waived: {}", place(&waiver.origin)));
        }
        let rule = rule_name(report.policy.rules.get(judged.rule as usize)?);
        Some(match row.outcome {
            Outcome::Ignored => format!("{rule} ignores it"),
            _ => format!("{rule} only warns"),
        })
    }

    /// Rows that can't fail for one reason.
    fn missing(&self, title: &str, rows: &[&RowTest]) -> String {
        let mut table =
            vec![head(&["benchmark", "unit", "n", "median", "promised", "fails from", ""])];
        let most = if self.all { rows.len() } else { MISSING };
        for row in rows.iter().take(most) {
            table.push(vec![
                self.names.name(&row.row),
                shown(&row.row.unit).into_owned(),
                row.n.to_string(),
                value(row.median),
                row.promised.to_string(),
                fails_from(row),
                mended_by(row),
            ]);
        }
        let sides =
            [Side::Left, Side::Left, Side::Right, Side::Right, Side::Left, Side::Left, Side::Left];
        let more = rows.len().saturating_sub(most);
        let more =
            if more > 0 { format!("  and {more} more; --all lists all\n") } else { String::new() };
        format!("\n{title} ({})\n{}{more}", rows.len(), columns(&table, &sides))
    }
}

/// Rows that can't fail, by reason.
fn groups<'a>(rows: &[&'a RowTest]) -> Vec<(String, Vec<&'a RowTest>)> {
    let mut groups: Vec<(String, Vec<&RowTest>)> = Vec::new();
    for row in rows {
        let title = reason(row);
        match groups.iter_mut().find(|(known, _)| *known == title) {
            Some((_, group)) => group.push(row),
            None => groups.push((title, vec![row])),
        }
    }
    groups
}

fn reason(row: &RowTest) -> String {
    if let Confirmation::Refuted { verdict, exit, status, others, .. } = &row.confirmation {
        return refuted(*verdict, *exit, *status, *others);
    }
    match row.outcome {
        Outcome::TooFewSamples { needed: Some(needed), .. } => {
            format!("too few samples: {needed} a side are needed")
        }
        Outcome::TooFewSamples { needed: None, .. } => "no number of samples would do".to_owned(),
        Outcome::SpreadTooWide { .. } => "spread too wide".to_owned(),
        Outcome::OutOfReach => {
            "threshold out of reach: more is allowed than is promised".to_owned()
        }
        Outcome::Rounding => "taken for rounding".to_owned(),
        _ => "not judged".to_owned(),
    }
}

fn refuted(verdict: Verdict, exit: u8, status: Option<Status>, others: usize) -> String {
    let verdict = match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::CannotJudge => "can't judge",
    };
    let also = match (status, others) {
        (Some(Status::Regression), 0) => String::new(),
        (Some(Status::Regression), n) => {
            format!(", and {}", count(n as u64, "other row regressed", "other rows regressed"))
        }
        _ => ", and the row is no regression".to_owned(),
    };
    format!("planted alone: verdict {verdict}, exit code {exit}{also}")
}

/// How many samples would mend a row.
fn mended_by(row: &RowTest) -> String {
    match row.outcome {
        Outcome::TooFewSamples { enough: Some(n), .. }
        | Outcome::SpreadTooWide { enough: Some(n) } => {
            format!("{n} such samples would do")
        }
        _ => String::new(),
    }
}
