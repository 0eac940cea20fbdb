//! Which lines allocate more, and why.

use super::super::explained::{
    head, limit, more_explanations, more_sites, name, path, shares, why, worst_first,
};
use super::super::text::count;
use super::super::v1::{Explanation, Site};
use super::page::{LONGEST_LIST, Page};

/// Of each benchmark so many sites are shown.
const MOST_SITES: usize = 5;

impl Page<'_> {
    pub fn explanations(&mut self) {
        let all = worst_first(self.report);
        let most = if self.look.all { all.len() } else { LONGEST_LIST };
        let listed = most.min(all.len());
        if listed > 0 {
            let benchmarks = count(all.len() as u64, "benchmark", "benchmarks");
            self.heading(&format!("what allocates more ({benchmarks})"));
            all[..listed].iter().for_each(|&explanation| self.explanation(explanation));
            if let Some(more) = more_explanations(self.report, listed) {
                self.wrapped(&more, "  ");
            }
        }
    }

    fn explanation(&mut self, explanation: &Explanation) {
        let name = name(&self.naming, explanation);
        let shares = shares(explanation).map_or_else(String::new, |shares| format!(": {shares}"));
        self.wrapped(&format!("{name}{shares}"), "  ");
        let most = if self.look.all { explanation.sites.len() } else { MOST_SITES };
        let listed = most.min(explanation.sites.len());
        explanation.sites[..listed].iter().for_each(|site| self.site(site));
        for line in
            more_sites(explanation, listed).into_iter().chain(explanation.limits.iter().map(limit))
        {
            self.wrapped(&line, "    ");
        }
    }

    fn site(&mut self, site: &Site) {
        self.wrapped(&head(site), "    ");
        self.wrapped(&path(site), "      ");
        self.wrapped(&why(site), "      ");
    }
}
