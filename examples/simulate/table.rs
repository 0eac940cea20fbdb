//! What was found, as a Markdown table.

use super::noise::PROFILES;
use super::pulls::{Counts, REGRESSIONS, Settings, simulate};
use super::rules::RULES;
use allocgate::stats::proportion_upper_bound;

/// Simulates, and says what came of it.
pub fn table(settings: &Settings) -> String {
    let counts: Vec<(usize, Counts)> =
        settings.samples.iter().map(|&n| (n, simulate(settings, n))).collect();
    let mut text = header();
    for (i, rule) in RULES.iter().enumerate() {
        for (n, counts) in &counts {
            let cells = counts.falsely[i].iter().chain(&counts.rightly[i]);
            let cells = cells.map(|&count| cell(count, settings.pull_requests));
            text += &line([rule.name.to_owned(), n.to_string()].into_iter().chain(cells));
        }
    }
    text + &note(settings)
}

fn header() -> String {
    let falsely = PROFILES.map(|profile| format!("fails falsely, {}", profile.name));
    let names = ["rule".to_owned(), "n".to_owned()].into_iter().chain(falsely);
    let header = line(names.chain(REGRESSIONS.map(|regression| regression.name.to_owned())));
    let figures = 1 + PROFILES.len() + REGRESSIONS.len();
    header + "|---|" + &"---:|".repeat(figures) + "\n"
}

/// A line of a table.
pub fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    format!("| {} |\n", cells.join(" | "))
}

/// A rate with its standard error, which 0 and 1 don't have.
pub fn cell(count: u64, of: u64) -> String {
    let rate = count as f64 / of as f64;
    if count == 0 || count == of {
        return rate.to_string();
    }
    let (error, digits) = ((rate * (1.0 - rate) / of as f64).sqrt(), if of < 1000 { 3 } else { 4 });
    format!("{rate:.digits$} ± {error:.digits$}")
}

fn note(settings: &Settings) -> String {
    let Settings { pull_requests, benchmarks, seed, .. } = settings;
    let bound = 100.0 * proportion_upper_bound(0, *pull_requests, 0.95);
    format!(
        "\n{pull_requests} pull requests of {benchmarks} benchmarks for each figure, seed {seed}. \
         ± is the standard error; a rate of 0 may be up to {bound:.1} %, with 95 % confidence.\n"
    )
}
