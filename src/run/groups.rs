//! How many iterations each benchmark is measured at.

use super::expression::{LONGEST_ARGUMENT, of_name};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The numbers of iterations, of which every benchmark has one: so few processes suffice for a package.
const CLASSES: [u64; 4] = [1000, 100, 20, 5];

/// An operation that takes longer is measured one by one.
const LONG: Duration = Duration::from_secs(1);

/// An operation that takes longer isn't tried again only to know better how long it takes.
const TOO_LONG: Duration = Duration::from_secs(2);

/// A benchmark that is to be measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Its name without the suffix.
    pub stem: String,
    pub cpu: u32,
    pub iterations: u64,
    /// About how long an operation takes.
    pub operation: Duration,
}

impl Target {
    /// About how long one sample takes.
    fn time(&self) -> Duration {
        self.operation.saturating_mul(self.iterations.try_into().unwrap_or(u32::MAX))
    }
}

/// The most iterations that fit into a time, of those that there are; 5 where none does, since what is
/// allocated only now and then should be seen, unless even that takes long.
pub(super) fn iterations(operation: Duration, time: Duration) -> u64 {
    let fits = |&&class: &&u64| operation.as_nanos() * u128::from(class) <= time.as_nanos();
    let most = CLASSES.iter().find(fits).copied();
    most.unwrap_or(if operation > LONG { 1 } else { 5 })
}

/// Whether a first look, at one iteration with all that happens but once, may have been wrong.
pub(super) fn is_worth_another_look(operation: Duration, time: Duration) -> bool {
    iterations(operation, time) < CLASSES[0] && operation <= TOO_LONG
}

/// Benchmarks that share a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub cpu: u32,
    pub iterations: u64,
    /// Names without suffixes; empty for all that are asked for.
    pub stems: Vec<String>,
}

impl Group {
    /// The same without what functions have, by their names with `Benchmark`; none if nothing is left.
    pub fn without(&self, functions: &BTreeSet<String>) -> Option<Group> {
        let is_left = |stem: &&String| !functions.contains(&function_of(stem));
        let stems: Vec<String> = self.stems.iter().filter(is_left).cloned().collect();
        (!stems.is_empty()).then(|| Group { stems, ..self.clone() })
    }
}

/// The processes that measure benchmarks, the quick ones first. None is to take longer than `longest`,
/// unless one benchmark does.
pub(super) fn groups<'a>(
    targets: impl IntoIterator<Item = &'a Target>,
    longest: Duration,
) -> Vec<Group> {
    let mut alike: BTreeMap<(u32, Reverse<u64>), Vec<&Target>> = BTreeMap::new();
    for target in targets {
        let key = (target.cpu, Reverse(target.iterations));
        alike.entry(key).or_default().push(target);
    }
    let mut groups = Vec::new();
    for ((cpu, Reverse(iterations)), targets) in alike {
        for stems in shares(&targets, longest) {
            groups.push(Group { cpu, iterations, stems });
        }
    }
    groups
}

/// Targets in as many lots as it takes for each to be short, in time and as an argument.
fn shares(targets: &[&Target], longest: Duration) -> Vec<Vec<String>> {
    let mut lots: Vec<Vec<String>> = Vec::new();
    let (mut time, mut length) = (Duration::ZERO, 0);
    for target in targets {
        time += target.time();
        length += of_name(&target.stem).len() + 1;
        match lots.last_mut() {
            Some(lot) if time <= longest && length <= LONGEST_ARGUMENT => {
                lot.push(target.stem.clone());
            }
            _ => {
                (time, length) = (target.time(), of_name(&target.stem).len() + 1);
                lots.push(vec![target.stem.clone()]);
            }
        }
    }
    lots
}

/// The function of a benchmark, with `Benchmark`, by its name without suffix.
pub(super) fn function_of(stem: &str) -> String {
    format!("Benchmark{}", stem.split('/').next().unwrap_or(stem))
}

/// A name without the suffix that a GOMAXPROCS gives it.
pub(super) fn stem(name: &str, cpu: u32) -> &str {
    match cpu {
        1 => name,
        _ => name.strip_suffix(&format!("-{cpu}")).unwrap_or(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iterations_fill_the_time_and_are_few_where_an_operation_is_long() {
        let time = Duration::from_millis(200);
        for (operation, expected) in [
            (Duration::from_nanos(3), 1000),
            (Duration::from_micros(200), 1000),
            (Duration::from_micros(201), 100),
            (Duration::from_millis(3), 20),
            (Duration::from_millis(11), 5),
            (Duration::from_millis(900), 5),
            (Duration::from_secs(30), 1),
        ] {
            assert_eq!(iterations(operation, time), expected, "{operation:?}");
        }
    }

    fn target(stem: &str, cpu: u32, iterations: u64, milliseconds: u64) -> Target {
        let operation = Duration::from_millis(milliseconds);
        Target { stem: stem.to_owned(), cpu, iterations, operation }
    }

    fn group(stems: &[&str], cpu: u32, iterations: u64) -> Group {
        let stems = stems.iter().map(|stem| (*stem).to_owned()).collect();
        Group { cpu, iterations, stems }
    }

    const LONGEST: Duration = Duration::from_secs(60);

    #[test]
    fn benchmarks_of_equal_iterations_share_a_process() {
        let targets = [
            target("A", 1, 5, 0),
            target("B/x", 1, 1000, 0),
            target("C", 1, 5, 0),
            target("A", 2, 5, 0),
        ];
        let expected = [group(&["B/x"], 1, 1000), group(&["A", "C"], 1, 5), group(&["A"], 2, 5)];
        assert_eq!(groups(&targets, LONGEST), expected);
    }

    #[test]
    fn a_process_that_would_take_long_is_several() {
        let slow: Vec<Target> = (0..5).map(|i| target(&format!("S{i}"), 1, 5, 5_000)).collect();
        let sizes: Vec<usize> = groups(&slow, LONGEST).iter().map(|g| g.stems.len()).collect();
        assert_eq!(sizes, [2, 2, 1]);
        assert_eq!(groups(&[target("S", 1, 5, 100_000)], LONGEST).len(), 1);
        let many: Vec<Target> =
            (0..9000).map(|i| target(&format!("E/case_number_{i}"), 1, 5, 0)).collect();
        let lots = groups(&many, LONGEST);
        assert!(lots.len() > 1);
        assert_eq!(lots.iter().map(|lot| lot.stems.len()).sum::<usize>(), 9000);
    }

    #[test]
    fn what_is_broken_is_left_out() {
        let broken = BTreeSet::from(["BenchmarkA".to_owned()]);
        let whole = group(&["A", "A/x", "AB"], 1, 5);
        assert_eq!(whole.without(&broken), Some(group(&["AB"], 1, 5)));
        assert_eq!(group(&["A/x"], 1, 5).without(&broken), None);
    }

    #[test]
    fn the_suffix_alone_is_cut_off() {
        assert_eq!((stem("X/n-4", 1), stem("X/n-4-2", 2), stem("X", 8)), ("X/n-4", "X/n-4", "X"));
    }
}
