//! Measuring that stops early for passing: what is called decided never fails, whatever comes.
#![allow(clippy::unwrap_used)]

#[path = "judge/support.rs"]
mod support;

use allocgate::compare::{Assumption, Test};
use allocgate::policy::{Correction, Level, Policy, Rule, Undecided, undecided};
use allocgate::report::v1::Status;
use allocgate::{Selecting, Selection};
use std::collections::BTreeSet;
use support::dice::Dice;
use support::{judge_under, read};

/// Per benchmark, the pairs of B/op and allocs/op of each sample.
type Side = Vec<Vec<[u64; 2]>>;

/// A capture; no time is another's.
fn capture(side: &Side, seed: u64) -> String {
    let mut text = "goos: linux\ngoarch: amd64\npkg: example.com/m\n".to_owned();
    for (benchmark, samples) in side.iter().enumerate() {
        for (i, [bytes, allocs]) in samples.iter().enumerate() {
            let time = seed * 1_000_000 + benchmark as u64 * 1000 + i as u64;
            text += &format!(
                "BenchmarkB{benchmark}-4 100 {time} ns/op {bytes} B/op {allocs} allocs/op\n"
            );
        }
    }
    text + "PASS\nok  \texample.com/m\t1.0s\n"
}

fn in_doubt(policy: &Policy, sides: [&Side; 2], most: usize) -> BTreeSet<String> {
    let [b, c] = [(sides[0], 1), (sides[1], 2)].map(|(side, seed)| read(&[capture(side, seed)]));
    let selection = Selection::new(&Selecting::default()).unwrap();
    let list = undecided(b, c, policy, &selection, most);
    list.into_iter()
        .map(|Undecided { package, name }| {
            assert_eq!(package, "example.com/m");
            name
        })
        .collect()
}

/// The benchmarks that fail, or are warned about.
fn worse(policy: &Policy, sides: [&Side; 2]) -> BTreeSet<String> {
    let report = judge_under(policy, capture(sides[0], 1), capture(sides[1], 2));
    let rows = report.rows.into_iter();
    let worse = rows.filter(|row| matches!(row.status, Status::Regression | Status::Warning));
    worse.map(|row| row.name.to_string()).collect()
}

fn with(change: impl Fn(&mut Rule)) -> Policy {
    let mut policy = Policy::default();
    policy.rules.iter_mut().for_each(change);
    policy
}

fn policies() -> Vec<Policy> {
    vec![
        Policy::default(),
        with(|rule| rule.alpha = 0.05),
        with(|rule| (rule.test, rule.alpha) = (Test::Differs, 0.05)),
        with(|rule| rule.assumption = Assumption::Exact),
        with(|rule| rule.level = Level::Warn),
        with(|rule| (rule.correction, rule.alpha) = (Correction::Holm, 0.05)),
        Policy::default().with_change(with(|rule| rule.alpha = 0.05)),
    ]
}

/// A benchmark's samples: constant, of two neighbours, or of several values.
fn samples(dice: &mut Dice, n: usize, bytes: usize, allocs: usize, spread: usize) -> Vec<[u64; 2]> {
    let mut value = |of: usize| (of + dice.below(spread)) as u64;
    (0..n).map(|_| [value(8 * bytes), value(allocs)]).collect()
}

#[test]
fn what_is_decided_never_fails_whatever_comes() {
    let mut dice = Dice(3);
    let (mut decided, mut failed) = (0, 0);
    for policy in policies() {
        for _ in 0..40 {
            let most = [6, 10, 13][dice.below(3)];
            let so_far = most / 2 + dice.below(most - most / 2);
            let base: Vec<(usize, usize)> =
                (0..8).map(|_| (dice.below(20), dice.below(12))).collect();
            let mut side = |shift: usize, n: usize| -> Side {
                base.iter()
                    .map(|&(bytes, allocs)| {
                        let spread = [1, 1, 2, 4][dice.below(4)];
                        let shift = if dice.percent(30) { shift } else { 0 };
                        samples(&mut dice, n, bytes + shift, allocs + shift, spread)
                    })
                    .collect()
            };
            let measured = [side(0, so_far), side(1, so_far)];
            // What comes is as it was, better and worse by far, or nothing and much.
            let later = [0, 30].map(|far| [side(0, most - so_far), side(far, most - so_far)]);
            let nothing: Side = vec![vec![[0, 0]; most - so_far]; base.len()];
            let much: Side = vec![vec![[9999, 999]; most - so_far]; base.len()];
            let names: BTreeSet<String> = (0..base.len()).map(|i| format!("B{i}-4")).collect();
            let doubted = in_doubt(&policy, measured.each_ref(), most);
            let safe: BTreeSet<&String> = names.difference(&doubted).collect();
            decided += safe.len();
            // Nor does it fail as it is.
            let now = worse(&policy, measured.each_ref());
            for later in later.into_iter().chain([[nothing, much]]) {
                let all = [0, 1].map(|i| -> Side {
                    let pairs = measured[i].iter().zip(&later[i]);
                    pairs.map(|(a, b)| [&a[..], b].concat()).collect()
                });
                let found = worse(&policy, all.each_ref());
                failed += found.len();
                assert!(found.iter().chain(&now).all(|name| !safe.contains(name)), "{policy:?}");
            }
        }
    }
    assert!(decided > 300 && failed > 300, "{decided} {failed}");
}

#[test]
fn five_equal_samples_suffice_and_a_regression_needs_all() {
    let constant = |of: [u64; 2], n| vec![of; n];
    let baseline: Side = vec![constant([4096, 12], 5), constant([0, 0], 5), constant([64, 2], 5)];
    let candidate: Side = vec![constant([4096, 12], 5), constant([0, 0], 5), constant([80, 3], 5)];
    let policy = Policy::default();
    let found = in_doubt(&policy, [&baseline, &candidate], 10);
    assert_eq!(found, BTreeSet::from(["B2-4".to_owned()]));
    // One that only has more bytes is in doubt as well, and one that got better is not.
    let more: Side = vec![constant([5000, 12], 5), constant([0, 0], 5), constant([64, 1], 5)];
    assert_eq!(in_doubt(&policy, [&baseline, &more], 10), BTreeSet::from(["B0-4".to_owned()]));
    let ignoring = with(|rule| rule.level = Level::Ignore);
    assert_eq!(in_doubt(&ignoring, [&baseline, &candidate], 10), BTreeSet::new());
    // What the change's own, stricter policy would fail needs them as well.
    let both = ignoring.with_change(Policy::default());
    assert_eq!(in_doubt(&both, [&baseline, &candidate], 10), found);
}

#[test]
fn what_one_side_lacks_is_in_doubt_where_that_fails() {
    let two: Side = vec![vec![[64, 2]; 5], vec![[64, 2]; 5]];
    let one: Side = vec![vec![[64, 2]; 5]];
    let strict = with(|rule| rule.missing = Level::Fail);
    assert_eq!(in_doubt(&strict, [&two, &one], 10), BTreeSet::from(["B1-4".to_owned()]));
    assert_eq!(in_doubt(&strict, [&one, &two], 10), BTreeSet::new());
    assert_eq!(in_doubt(&Policy::default(), [&two, &one], 10), BTreeSet::new());
}
