//! How many iterations each benchmark is measured at.

use super::binary::Group;
use super::expression::named;
use std::collections::BTreeMap;
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

/// The processes that measure benchmarks, the quick ones first.
pub(super) fn groups<'a>(targets: impl IntoIterator<Item = &'a Target>) -> Vec<Group> {
    let mut alike: BTreeMap<(u32, std::cmp::Reverse<u64>), Vec<&str>> = BTreeMap::new();
    for target in targets {
        let key = (target.cpu, std::cmp::Reverse(target.iterations));
        alike.entry(key).or_default().push(&target.stem);
    }
    let group = |((cpu, iterations), names): ((u32, std::cmp::Reverse<u64>), Vec<&str>)| {
        let iterations = iterations.0;
        named(names).into_iter().map(move |expression| Group { expression, iterations, cpu })
    };
    alike.into_iter().flat_map(group).collect()
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

    #[test]
    fn benchmarks_of_equal_iterations_share_a_process() {
        let target =
            |stem: &str, cpu, iterations| Target { stem: stem.to_owned(), cpu, iterations };
        let targets =
            [target("A", 1, 5), target("B/x", 1, 1000), target("C", 1, 5), target("A", 2, 5)];
        let groups = groups(&targets);
        let of = |expression: &str, iterations, cpu| {
            let expression = expression.to_owned();
            Group { expression, iterations, cpu }
        };
        let expected = [
            of("^BenchmarkB$/^x$", 1000, 1),
            of("^BenchmarkA$|^BenchmarkC$", 5, 1),
            of("^BenchmarkA$", 5, 2),
        ];
        assert_eq!(groups, expected);
    }

    #[test]
    fn the_suffix_alone_is_cut_off() {
        assert_eq!((stem("X/n-4", 1), stem("X/n-4-2", 2), stem("X", 8)), ("X/n-4", "X/n-4", "X"));
    }
}
