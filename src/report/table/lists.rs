//! What else is to be known: causes, notes, rows of one side, what to do next.

use super::super::next::steps;
use super::super::sentence::remark;
use super::super::text::{count, shown};
use super::super::v1::{OneSided, Remark, Verdict};
use super::page::{LONGEST_LIST, Page};
use std::collections::BTreeMap;

impl<'a> Page<'a> {
    /// Whether a side has nothing: then the other's rows were neither removed nor added.
    fn has_no_results(&self) -> bool {
        [&self.report.baseline, &self.report.candidate]
            .iter()
            .any(|files| files.iter().all(|file| file.results == 0))
    }

    /// A single cause stands in the first line already.
    pub fn causes(&mut self) {
        if self.report.causes.len() > 1 {
            self.list("can't be judged", &self.sentences(&self.report.causes), true);
        }
    }

    /// A single one stands in the line of a pass already.
    pub fn tolerated(&mut self) {
        let tolerated = &self.report.tolerated;
        if self.report.verdict == Verdict::Pass && tolerated.len() == 1 {
            return;
        }
        let sentences = self.sentences(&self.report.tolerated);
        self.list("not judged, which the policy lets pass", &sentences, true);
    }

    pub fn notes(&mut self) {
        self.list("notes", &self.sentences(&self.report.notes), false);
    }

    fn sentences(&self, remarks: &[Remark]) -> Vec<String> {
        remarks.iter().map(|r| remark(self.report, r)).collect()
    }

    /// Benchmarks that one side lacks, each once with its units.
    pub fn one_sided(
        &mut self,
        title: &str,
        rows: &'a [OneSided],
        wanted: impl Fn(&OneSided) -> bool,
    ) {
        let mut names: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
        let rows: Vec<&OneSided> = rows.iter().filter(|row| wanted(row)).collect();
        for row in &rows {
            let name = self.name(&row.package, &row.name, &row.configuration);
            names.entry((&row.package, name)).or_default().push(&row.unit);
        }
        if names.is_empty() || self.has_no_results() {
            return;
        }
        let benchmarks = count(names.len() as u64, "benchmark", "benchmarks");
        let rows = count(rows.len() as u64, "row", "rows");
        self.heading(&format!("{title} ({benchmarks}, {rows})"));
        let most = if self.look.all { names.len() } else { LONGEST_LIST };
        for ((_, name), units) in names.iter().take(most) {
            let units: Vec<_> = units.iter().map(|unit| shown(unit)).collect();
            self.line(&format!("  {name}  {}", units.join(", ")));
        }
        self.left_out(names.len().saturating_sub(most));
    }

    pub fn next(&mut self) {
        let steps = steps(self.report);
        if !steps.is_empty() {
            self.heading("next");
            for step in steps {
                self.line(&format!("  {step}"));
            }
        }
    }
}
