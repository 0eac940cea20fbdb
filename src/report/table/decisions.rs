//! What was decided beforehand: budgets, waivers, the policy; and the verdict.

use super::super::accepted;
use super::super::drill::drill;
use super::super::text::{count, shown, value};
use super::super::v1::{BudgetRow, BudgetStatus, Effect, Origin, PolicyChange, Verdict};
use super::super::verdict::verdict;
use super::super::why::{place, why_budget};
use super::page::{Page, aligned};

impl<'a> Page<'a> {
    /// First of all, that it is a drill.
    pub fn drill(&mut self) {
        if let Some(line) = drill(self.report) {
            let line = self.painted(&line, "1;7");
            self.line(&line);
        }
    }

    pub fn verdict(&mut self) {
        let code = match self.report.verdict {
            Verdict::Pass => "1;32",
            Verdict::Fail => "1;31",
            Verdict::CannotJudge => "1;33",
        };
        let line = self.painted(&verdict(self.report), code);
        self.line(&line);
        if let Some(package) = self.package.filter(|package| !package.is_empty()) {
            self.line(&format!("pkg: {}", shown(package)));
        }
        if let Some(file) = &self.report.policy.file {
            self.line(&format!("policy: {}", shown(file)));
        }
    }

    /// The rows that the change lets pass by its own waivers: whoever reviews it decides on these.
    pub fn accepted(&mut self) {
        let rows = accepted::rows(self.report).map(|row| {
            let name = self.name(&row.package, &row.name, &row.configuration);
            let figures = [row.baseline.median, row.candidate.median].map(|m| value(m.0));
            (format!("{name} {}: {}", shown(&row.unit), figures.join(" → ")), row.waiver)
        });
        let budgets = accepted::budgets(self.report).map(|row| {
            let name = self.name(&row.package, &row.name, &row.configuration);
            (format!("{name} {}: {}", shown(&row.unit), value(row.median.0)), row.waiver)
        });
        let missing = accepted::missing(self.report).map(|row| {
            let name = self.name(&row.package, &row.name, &row.configuration);
            (format!("{name} {}: removed", shown(&row.unit)), row.waiver)
        });
        let line = |(what, used)| {
            let waiver = accepted::waiver(self.report, used)?;
            let (max, until) = (value(waiver.max.0), shown(&waiver.expires));
            let why = format!("{} <{}>", shown(&waiver.reason), shown(&waiver.link));
            Some(format!("{what}, up to {max} until {until}: {why}"))
        };
        let lines: Vec<String> = rows.chain(budgets).chain(missing).filter_map(line).collect();
        self.list("accepted by this change", &lines, true);
    }

    /// Benchmarks over their budgets, or whose budgets a waiver suspends; with all, those within.
    pub fn budgets(&mut self) {
        let of = |wanted: &dyn Fn(BudgetStatus) -> bool| -> Vec<&'a BudgetRow> {
            self.report.budgets.iter().filter(|row| wanted(row.status)).collect()
        };
        let is_over = |s| matches!(s, BudgetStatus::Over | BudgetStatus::OverInBytes);
        let [over, waived, met] = [
            of(&is_over),
            of(&|status| status == BudgetStatus::Waived),
            of(&|status| status == BudgetStatus::Met),
        ];
        self.budget_table("over budget", &over);
        self.budget_table("over budget, waived", &waived);
        if self.look.all {
            self.budget_table("within budget", &met);
        } else if !met.is_empty() && self.report.baseline.is_empty() {
            self.line("");
            let rows = count(met.len() as u64, "row", "rows");
            self.line(&format!("within budget: {rows} (--all shows them)"));
        }
    }

    fn budget_table(&mut self, title: &str, rows: &[&BudgetRow]) {
        if rows.is_empty() {
            return;
        }
        self.heading(&format!("{title} ({})", rows.len()));
        let header = ["benchmark", "unit", "budget", "candidate", "n"].map(str::to_owned).to_vec();
        let cells = rows.iter().map(|row| self.budget_cells(row));
        let lines = aligned(std::iter::once(header).chain(cells));
        for (i, line) in lines.into_iter().enumerate() {
            self.line(&line);
            if let Some(row) = i.checked_sub(1).and_then(|i| rows.get(i)) {
                let sentence = why_budget(self.report, row);
                self.wrapped(&sentence, "      ");
            }
        }
    }

    fn budget_cells(&self, row: &BudgetRow) -> Vec<String> {
        let budget = self.report.policy.budgets.get(row.budget as usize);
        let median = match row.status {
            BudgetStatus::OverInBytes => "0".to_owned(),
            _ => value(row.median.0),
        };
        vec![
            self.name(&row.package, &row.name, &row.configuration),
            shown(&row.unit).into_owned(),
            budget.map_or_else(|| "?".to_owned(), |budget| value(budget.max.0)),
            median,
            row.n.to_string(),
        ]
    }

    /// How the candidate's own policy differs from the one that decides.
    pub fn policy_changes(&mut self) {
        let lines: Vec<String> = self.report.policy.changes.iter().map(policy_change).collect();
        self.list("policy changed by the candidate", &lines, false);
    }
}

/// One difference of the policies.
fn policy_change(change: &PolicyChange) -> String {
    let scope = [&change.package, &change.benchmark, &change.unit];
    let scope: Vec<String> =
        scope.into_iter().flatten().map(|part| shown(part).into_owned()).collect();
    let of = if scope.is_empty() { String::new() } else { format!(" of {}", scope.join(" ")) };
    let side = |text: &Option<String>| text.as_deref().map_or("none".into(), shown).into_owned();
    let effect = match change.effect {
        Effect::Counts => "stricter: it counts",
        Effect::DoesNotCount => "less strict: no effect on this change, in force once it is merged",
        Effect::CountsWhereStricter => "it counts where it is stricter",
        Effect::Accepted => "a waiver of its own: accepted",
    };
    let (before, after) = (side(&change.baseline), side(&change.candidate));
    let place = match &change.origin {
        Origin::File { .. } => format!(" ({})", place(&change.origin)),
        _ => String::new(),
    };
    format!("{}{of}: {before} → {after}, {effect}{place}", shown(&change.key))
}
