//! What else is to be known: causes, notes, rows of one side, what to do next.

use super::super::next::{Step, steps};
use super::super::text::shown;
use super::super::told::{Sided, causes, sentences, tolerated};
use super::super::v1::{OneSided, Remark};
use super::page::{LONGEST_LIST, Page};

impl<'a> Page<'a> {
    pub fn causes(&mut self) {
        self.list("can't be judged", &self.sentences(causes(self.report)), true);
    }

    pub fn tolerated(&mut self) {
        let sentences = self.sentences(tolerated(self.report));
        self.list("not judged, which the policy lets pass", &sentences, true);
    }

    pub fn notes(&mut self) {
        self.list("notes", &self.sentences(&self.report.notes), false);
    }

    fn sentences(&self, remarks: &[Remark]) -> Vec<String> {
        sentences(self.report, remarks)
    }

    /// Benchmarks that one side lacks, each once with its units.
    pub fn one_sided(
        &mut self,
        title: &str,
        rows: &'a [OneSided],
        wanted: impl Fn(&OneSided) -> bool,
    ) {
        let sided = Sided::of(self.report, &self.naming, rows, wanted);
        if sided.names.is_empty() {
            return;
        }
        self.heading(&sided.heading(title));
        let most = if self.look.all { sided.names.len() } else { LONGEST_LIST };
        for (name, units) in sided.names.iter().take(most) {
            let units: Vec<_> = units.iter().map(|unit| shown(unit)).collect();
            self.line(&format!("  {name}  {}", units.join(", ")));
        }
        self.left_out(sided.names.len().saturating_sub(most));
    }

    pub fn next(&mut self) {
        let steps = steps(self.report, self.look.measured);
        if steps.is_empty() {
            return;
        }
        self.heading("next");
        for step in steps {
            match step {
                Step::Words(words) => self.line(&format!("  {words}")),
                Step::Command(command) => self.line(&format!("    {command}")),
                Step::Both(words, command) | Step::Here(words, command) => {
                    self.line(&format!("  {words} {command}"));
                }
                Step::Waiver(keys) => {
                    let keys = keys.iter().map(|(key, value)| format!("{key} = {value}, "));
                    self.line(&format!("    {}expires, link, reason", keys.collect::<String>()));
                }
            }
        }
    }
}
