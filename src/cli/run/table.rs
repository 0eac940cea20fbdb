//! How much the two sides' files have measured, and what of it counts.

use super::settings::{BENCHTIME, COUNT, benchtime};
use crate::cli::policy::OfChange;
use crate::config::{Loaded, RunTable};
use crate::policy::{Effect, Origin, PolicyChange, Subject};
use crate::run::Benchtime;
use std::cmp::Ordering;
use std::fmt::Display;

/// The settings that hold, and where a change's own differ from them.
pub(super) struct Table {
    pub benchtime: Benchtime,
    pub count: u32,
    pub changes: Vec<PolicyChange>,
}

impl Table {
    /// As with the rest of the policy, the baseline's file decides, or the defaults where it says nothing; of
    /// the candidate's counts what measures more. Where the baseline's is broken, the candidate's decides.
    pub fn of(decided: &OfChange) -> Table {
        let [deciding, own] = &decided.files;
        let deciding = if decided.broken_baseline.is_some() { own } else { deciding };
        let both = [deciding, own].map(Option::as_ref);
        let mut changes = Vec::new();
        let times = both.map(written_benchtime).map(|time| time.unwrap_or(BENCHTIME));
        let benchtime = stricter(times, more_time, |effect| {
            let at = own.as_ref().and_then(|file| {
                origin(file, |table| table.benchtime.as_ref().map(|at| at.span().start))
            });
            changes.push(change("run.benchtime", times, effect, at));
        });
        let counts = both.map(written_count).map(|count| count.unwrap_or(COUNT));
        let count = stricter(
            counts,
            |own, other| Some(own.cmp(other)),
            |effect| {
                let at = own.as_ref().and_then(|file| {
                    origin(file, |table| table.count.as_ref().map(|at| at.span().start))
                });
                changes.push(change("run.count", counts, effect, at));
            },
        );
        Table { benchtime, count, changes }
    }
}

/// The candidate's value if it is stricter, else the baseline's; tells what follows where they differ.
fn stricter<T: Copy + PartialEq>(
    [baseline, candidate]: [T; 2],
    order: impl Fn(&T, &T) -> Option<Ordering>,
    tell: impl FnOnce(Effect),
) -> T {
    if baseline == candidate {
        return baseline;
    }
    let counts = order(&candidate, &baseline) == Some(Ordering::Greater);
    tell(if counts { Effect::Counts } else { Effect::DoesNotCount });
    if counts { candidate } else { baseline }
}

/// A time and a number of iterations don't compare: which is more is different for each benchmark.
fn more_time(own: &Benchtime, other: &Benchtime) -> Option<Ordering> {
    match (own, other) {
        (Benchtime::Time(own), Benchtime::Time(other)) => Some(own.cmp(other)),
        (Benchtime::Iterations(own), Benchtime::Iterations(other)) => Some(own.cmp(other)),
        _ => None,
    }
}

fn written_benchtime(file: Option<&Loaded>) -> Option<Benchtime> {
    // What it holds was read with the file.
    benchtime(file?.document.run.benchtime.as_ref()?).ok()
}

fn written_count(file: Option<&Loaded>) -> Option<u32> {
    file?.document.run.count.as_ref().map(|count| **count)
}

fn origin(file: &Loaded, start: impl Fn(&RunTable) -> Option<usize>) -> Option<Origin> {
    start(&file.document.run).map(|start| file.origin(start))
}

fn change<T: Display>(
    key: &'static str,
    [baseline, candidate]: [T; 2],
    effect: Effect,
    origin: Option<Origin>,
) -> PolicyChange {
    PolicyChange {
        subject: Subject { key, ..Subject::default() },
        baseline: Some(baseline.to_string()),
        candidate: Some(candidate.to_string()),
        effect,
        origin: origin.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;

    /// What holds under the texts of both files.
    fn holds(baseline: Option<&str>, candidate: Option<&str>) -> (String, u32, Vec<Effect>) {
        let loaded = |text: &str| Loaded::parse("allocgate.toml", text.into()).unwrap();
        let files = [baseline, candidate].map(|text| text.map(loaded));
        let policy = Policy::default();
        let decided = OfChange { policy, broken_baseline: None, own_files: [None, None], files };
        let table = Table::of(&decided);
        let effects = table.changes.iter().map(|change| change.effect).collect();
        (table.benchtime.to_string(), table.count, effects)
    }

    #[test]
    fn a_change_has_more_measured_and_never_less() {
        let defaults = ("200ms".to_owned(), 10, vec![]);
        assert_eq!(holds(None, None), defaults);
        let no_effect = vec![Effect::DoesNotCount, Effect::DoesNotCount];
        for less in ["benchtime = \"1ms\"\ncount = 5", "benchtime = \"1x\"\ncount = 9"] {
            let less = format!("[run]\n{less}\n");
            let expected = ("200ms".to_owned(), 10, no_effect.clone());
            assert_eq!(holds(None, Some(&less)), expected);
            assert_eq!(holds(Some("alpha = 0.01\n"), Some(&less)), expected);
        }
        let more = "[run]\nbenchtime = \"1s\"\ncount = 20\n";
        let counts = vec![Effect::Counts, Effect::Counts];
        assert_eq!(holds(None, Some(more)), ("1s".to_owned(), 20, counts));
        assert_eq!(holds(Some(more), None), ("1s".to_owned(), 20, no_effect));
        assert_eq!(holds(Some(more), Some(more)), ("1s".to_owned(), 20, vec![]));
        let [few, many] = ["10x", "1000x"].map(|n| format!("[run]\nbenchtime = \"{n}\"\n"));
        assert_eq!(holds(Some(&few), Some(&many)).0, "1000x");
        assert_eq!(holds(Some(&many), Some(&few)).0, "1000x");
    }
}
