//! What is told while benchmarks run, and of those that did not.

use super::Session;
use crate::cli::telling::{failed, named};
use crate::run::{Measured, Progress, TimeLimit};

/// What is told of progress.
pub(super) fn line(progress: &Progress<'_>) -> Option<String> {
    Some(match progress {
        Progress::Building { .. } | Progress::Round { .. } | Progress::Done { .. } => return None,
        Progress::Package { package, number, of, is_kept } => {
            let kept = if *is_kept { ", its baseline from the cache" } else { "" };
            format!("[{number}/{of}] {package}{kept}")
        }
        Progress::Failed { package, is_baseline, why } => failed(package, *is_baseline, why),
    })
}

/// Names what was not measured; says whether that is nothing.
pub(super) fn tell_of(measured: &Measured, limit: &TimeLimit, session: &mut Session<'_>) -> bool {
    let Measured { pairs, no_time, broken_baselines, without_results, .. } = measured;
    if !no_time.is_empty() {
        let budget = limit.budget();
        session.tell(&format!("not measured within {budget:?}: {}", named(no_time)));
        session.tell("CI judges what is left; --budget gives more time, --benchtime needs less");
    }
    if !broken_baselines.is_empty() {
        session.tell(&format!("nothing to compare with: {}", named(broken_baselines)));
        session.tell("budgets hold without a baseline");
    }
    if !without_results.is_empty() {
        session.tell(&format!("not measured, printed no result: {}", named(without_results)));
    }
    let all = [no_time, broken_baselines, without_results];
    let is_complete = all.iter().all(|packages| packages.is_empty());
    if is_complete && pairs.is_empty() {
        session.tell("no benchmark is reached by the change");
    }
    is_complete
}
