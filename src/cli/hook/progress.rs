//! What is told while benchmarks run, and of those that did not.

use super::Session;
use crate::run::{Measured, Progress, TimeLimit};

/// What is told of progress.
pub(super) fn line(progress: &Progress<'_>) -> Option<String> {
    Some(match progress {
        Progress::Building { .. } | Progress::Round { .. } | Progress::Done { .. } => return None,
        Progress::Package { package, number, of, is_kept } => {
            let kept = if *is_kept { ", its baseline from the cache" } else { "" };
            format!("[{number}/{of}] {package}{kept}")
        }
        Progress::Failed { package, is_baseline, why } => {
            let side = if *is_baseline { "baseline" } else { "candidate" };
            let indented: Vec<String> = why.lines().map(|line| format!("  {line}")).collect();
            format!("{package}: the {side} failed\n{}", indented.join("\n"))
        }
    })
}

/// Names what was not measured; says whether that is nothing.
pub(super) fn tell_of(measured: &Measured, limit: &TimeLimit, session: &mut Session<'_>) -> bool {
    let Measured { pairs, no_time, broken_baselines, without_results, .. } = measured;
    if !no_time.is_empty() {
        let budget = limit.budget();
        session.tell(&format!("not measured within {budget:?}: {}", listed(no_time)));
        session.tell("CI judges what is left; --budget gives more time, --benchtime needs less");
    }
    if !broken_baselines.is_empty() {
        session.tell(&format!("nothing to compare with: {}", listed(broken_baselines)));
        session.tell("budgets hold without a baseline");
    }
    if !without_results.is_empty() {
        session.tell(&format!("not measured, printed no result: {}", listed(without_results)));
    }
    let all = [no_time, broken_baselines, without_results];
    let is_complete = all.iter().all(|packages| packages.is_empty());
    if is_complete && pairs.is_empty() {
        session.tell("no benchmark is reached by the change");
    }
    is_complete
}

/// So many names make a line.
const MOST_NAMED: usize = 10;

fn listed(packages: &[String]) -> String {
    let named = packages[..packages.len().min(MOST_NAMED)].join(", ");
    match packages.len().saturating_sub(MOST_NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
