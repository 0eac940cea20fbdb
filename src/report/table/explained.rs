//! Which lines allocate more, and why.

use super::super::explained::{Told, head, more_explanations, name, path, shares, told, why};
use super::super::text::count;
use super::super::v1::{Explanation, Site};
use super::page::Page;

/// So many benchmarks are shown, which is as many as are explained; of each so many sites.
const MOST: usize = 20;
const MOST_SITES: usize = 5;

impl Page<'_> {
    /// The explanations as a page of their own.
    pub fn explained(&mut self) {
        let sites = |explanation: &&Explanation| !explanation.sites.is_empty();
        let all = self.report.explanations.len() as u64;
        let more = self.report.explanations.iter().filter(sites).count() as u64;
        let line = match (all, self.report.explanations_left_out) {
            (0, 0) => "nothing regressed: there is nothing to explain".to_owned(),
            (0, left) => format!("{} not explained", count(left, "benchmark is", "benchmarks are")),
            (all, left) => format!(
                "lines that allocate more were found for {more} of {}",
                count(all.saturating_add(left), "benchmark", "benchmarks")
            ),
        };
        self.line(&line);
        self.package();
        self.explanations();
    }

    pub fn explanations(&mut self) {
        let all = &self.report.explanations;
        let most = if self.look.all { all.len() } else { MOST };
        let listed = most.min(all.len());
        if listed > 0 {
            let benchmarks = count(all.len() as u64, "benchmark", "benchmarks");
            self.heading(&format!("what allocates more ({benchmarks})"));
            for (index, explanation) in all[..listed].iter().enumerate() {
                self.explanation(explanation, &all[..index]);
            }
            if let Some(more) = more_explanations(self.report, listed) {
                self.wrapped(&more, "  ");
            }
        }
    }

    fn explanation(&mut self, explanation: &Explanation, before: &[Explanation]) {
        let name = name(&self.naming, explanation);
        let shares = shares(explanation).map_or_else(String::new, |shares| format!(": {shares}"));
        self.wrapped(&format!("{name}{shares}"), "  ");
        let (most, before) =
            if self.look.all { (usize::MAX, &[][..]) } else { (MOST_SITES, before) };
        let told: Vec<Told<'_>> = told(&self.naming, explanation, before, most).collect();
        for told in told {
            match told {
                Told::Site(site) => self.site(site),
                Told::Shares(_) => {}
                Told::Words(words) => self.wrapped(&words, "    "),
            }
        }
    }

    fn site(&mut self, site: &Site) {
        self.wrapped(&head(site), "    ");
        self.wrapped(&path(site), "      ");
        self.wrapped(&why(site), "      ");
    }
}
