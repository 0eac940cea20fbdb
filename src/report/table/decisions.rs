//! What was decided beforehand: budgets, waivers, the policy; and the verdict.

use super::super::columns::{BUDGET_FIGURES, budget_figures};
use super::super::drill::drill;
use super::super::text::{count, shown};
use super::super::told::{accepted, budgets, is_over, policy_changes};
use super::super::v1::{BudgetRow, BudgetStatus, Verdict};
use super::super::verdict::verdict;
use super::super::why::why_budget;
use super::page::{Page, aligned};

impl Page<'_> {
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
        self.package();
        if let Some(file) = &self.report.policy.file {
            self.line(&format!("policy: {}", shown(file)));
        }
    }

    /// The package, if all rows are of one.
    pub fn package(&mut self) {
        if let Some(package) = self.naming.package.filter(|package| !package.is_empty()) {
            self.line(&format!("pkg: {}", shown(package)));
        }
    }

    /// The rows that the change lets pass by its own waivers: whoever reviews it decides on these.
    pub fn accepted(&mut self) {
        let lines = accepted(self.report, &self.naming);
        self.list("accepted by this change", &lines, true);
    }

    /// Benchmarks over their budgets, or whose budgets a waiver suspends; with all, those within.
    pub fn budgets(&mut self) {
        let over = budgets(self.report, is_over);
        let waived = budgets(self.report, |status| status == BudgetStatus::Waived);
        let met = budgets(self.report, |status| status == BudgetStatus::Met);
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
        let header = ["benchmark"].iter().chain(&BUDGET_FIGURES).map(|&name| name.to_owned());
        let header = header.collect();
        let cells = rows.iter().map(|row| {
            let name = self.naming.name(&row.package, &row.name, &row.configuration);
            std::iter::once(name).chain(budget_figures(self.report, row)).collect()
        });
        let lines = aligned(std::iter::once(header).chain(cells));
        for (i, line) in lines.into_iter().enumerate() {
            self.line(&line);
            if let Some(row) = i.checked_sub(1).and_then(|i| rows.get(i)) {
                let sentence = why_budget(self.report, row);
                self.wrapped(&sentence, "      ");
            }
        }
    }

    /// How the candidate's own policy differs from the one that decides.
    pub fn policy_changes(&mut self) {
        let lines = policy_changes(self.report);
        self.list("policy changed by the candidate", &lines, false);
    }
}
