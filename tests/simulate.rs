//! The simulation of `examples/simulate`, in small.
#![allow(dead_code, clippy::expect_used)]

#[path = "../examples/simulate/noise.rs"]
mod noise;
#[path = "../examples/simulate/pulls.rs"]
mod pulls;
#[path = "../examples/simulate/random.rs"]
mod random;
#[path = "../examples/simulate/rules.rs"]
mod rules;
#[path = "../examples/simulate/share.rs"]
mod share;
#[path = "../examples/simulate/stopping.rs"]
mod stopping;
#[path = "../examples/simulate/table.rs"]
mod table;

use allocgate::policy::Policy;
use pulls::{Counts, Settings, simulate};
use random::Random;
use rules::{Level, Margin, RULES};

const PULL_REQUESTS: u64 = 8;

fn settings() -> Settings {
    Settings {
        seed: 7,
        pull_requests: PULL_REQUESTS,
        benchmarks: 150,
        samples: vec![3, 6],
        threads: 2,
    }
}

/// The rule's place in the table.
fn place(name: &str) -> usize {
    RULES.iter().position(|rule| rule.name == name).expect("a rule of that name")
}

fn all_failures(counts: &Counts, rule: &str) -> u64 {
    let rule = place(rule);
    counts.falsely[rule].iter().chain(&counts.rightly[rule]).sum()
}

#[test]
fn the_same_seed_gives_the_same_table_whatever_the_threads() {
    let [one, three] = [1, 3].map(|threads| table::table(&Settings { threads, ..settings() }));
    assert_eq!(one, three);
    let other = table::table(&Settings { seed: 8, ..settings() });
    assert_ne!(one, other);
    let rows = one.lines().filter(|line| line.starts_with('|')).count();
    assert_eq!(rows, 2 + 2 * RULES.len());
    let columns = one.lines().take_while(|line| line.starts_with('|'));
    assert!(columns.map(|line| line.matches('|').count()).all(|bars| bars == 10), "{one}");
}

#[test]
fn a_pull_request_is_the_same_whatever_comes_before_it() {
    let few = simulate(&Settings { pull_requests: 2, ..settings() }, 6);
    let more = simulate(&settings(), 6);
    let pairs = few.falsely.iter().flatten().zip(more.falsely.iter().flatten());
    assert!(pairs.clone().all(|(few, more)| few <= more));
    assert!(pairs.clone().any(|(few, more)| few < more));
}

#[test]
fn significance_alone_fails_nearly_every_pull_request_in_which_nothing_changed() {
    let falsely = simulate(&settings(), 6).falsely[place("p ≤ .05 alone")];
    assert!(falsely.iter().all(|&failed| failed + 2 >= PULL_REQUESTS), "{falsely:?}");
}

#[test]
fn three_samples_a_side_can_never_fail_at_the_usual_level() {
    let counts = simulate(&settings(), 3);
    for rule in ["p ≤ .05 alone", "p ≤ .05 and median > 5 %", "p ≤ .05 and median > M"] {
        assert_eq!(all_failures(&counts, rule), 0, "{rule}");
    }
    // Where no p-value is asked for, three samples cry wolf.
    assert!(all_failures(&counts, "median > 5 % alone") > 0);
}

#[test]
fn the_rule_that_is_called_the_gate_is_the_gates_default() {
    let policy = Policy::default();
    let rule = RULES[place("**the gate: exceeds .005 and median, 10 %**")];
    let general = policy.general().unwrap();
    assert_eq!(rule.evidence, Some((general.test, Margin::Gate, Level::Alone(general.alpha))));
    assert_eq!(rule.effect, Margin::Gate);
    let allowed: Vec<String> =
        policy.rules.iter().map(|rule| format!("{} {}", rule.unit, rule.allowance)).collect();
    assert_eq!(allowed, ["B/op 10%,+8", "allocs/op 10%"]);
}

#[test]
fn chance_has_the_moments_that_it_should_have() {
    let mut random = Random::stream(&[1, 2]);
    let moments = |mut draw: Box<dyn FnMut() -> f64 + '_>| {
        let values: Vec<f64> = (0..100_000).map(|_| draw()).collect();
        [1, 2, 4].map(|power| values.iter().map(|v| v.powi(power)).sum::<f64>() / 1e5)
    };
    let near = |found: [f64; 3], expected: [f64; 3]| {
        let pairs = found.into_iter().zip(expected);
        assert!(pairs.clone().all(|(a, b)| (a - b).abs() < 0.02 * (1.0 + b)), "{found:?}");
    };
    near(moments(Box::new(|| random.normal())), [0.0, 1.0, 3.0]);
    near(moments(Box::new(|| random.uniform())), [1.0 / 2.0, 1.0 / 3.0, 1.0 / 5.0]);
    near(moments(Box::new(|| f64::from(random.happens(0.3)))), [0.3; 3]);
    // The logarithm of what lies between 1 and e² is uniform up to 2.
    near(
        moments(Box::new(|| random.log_uniform(1.0, 7.38905609893065).ln())),
        [1.0, 4.0 / 3.0, 16.0 / 5.0],
    );
    assert_ne!(Random::stream(&[1, 2]).uniform(), Random::stream(&[2, 1]).uniform());
}

#[test]
fn holm_never_fails_with_six_samples_a_side() {
    // 300 rows, of which 23 were the most.
    let counts = simulate(&settings(), 6);
    for rule in ["Holm and median > M", "the gate with Holm at .05", "the gate with Holm at .005"] {
        assert_eq!(all_failures(&counts, rule), 0, "{rule}");
    }
}

#[test]
fn stopping_early_fails_what_the_fixed_number_fails_and_takes_fewer_samples() {
    let outcome = stopping::simulate(&Settings { pull_requests: 40, ..settings() });
    let [fixed, stopped, confirmed] = outcome.rows;
    assert_eq!(fixed, stopped);
    assert_eq!(outcome.falsely[0], outcome.falsely[1]);
    assert_eq!(outcome.found[0], outcome.found[1]);
    assert!(fixed.iter().zip(confirmed).all(|(all, confirmed)| confirmed <= *all));
    // A regression that doesn't vary is found; what is paid once is not, when it is measured again.
    assert_eq!(outcome.found.map(|found| found[0]), [40; 3]);
    assert_eq!(outcome.found.map(|found| found[5] > 0), [true, true, false]);
    let benchmarks = 40 * 150;
    let [all, few, again] = outcome.samples.map(|samples| samples[0] as f64 / benchmarks as f64);
    assert_eq!(all, 10.0);
    assert!((5.0..6.5).contains(&few) && few <= again && again < few + 0.1, "{few} {again}");
}
