use super::*;
use crate::compare::{Allowance, Comparer, Shift};

fn question(test: Test, allowance: Allowance, direction: Direction) -> Question {
    Question {
        direction,
        allowance,
        test,
        alpha: 0.005,
        corrected: None,
        assumption: Assumption::Nothing,
        confidence: 0.95,
    }
}

fn exceeds() -> Question {
    question(Test::Exceeds, Allowance::new(10, 0), Direction::LowerIsBetter)
}

fn prospect(most: usize) -> Prospect {
    Prospect { most, floor: true }
}

/// Every multiset of so many of these values.
fn multisets(values: &[f64], size: usize) -> Vec<Vec<f64>> {
    match (values, size) {
        (_, 0) => vec![vec![]],
        ([], _) => vec![],
        ([first, rest @ ..], _) => {
            let with =
                multisets(values, size - 1).into_iter().map(|m| [&m[..], &[*first]].concat());
            with.chain(multisets(rest, size)).collect()
        }
    }
}

/// Whether the comparison establishes a change toward worse, at each of these levels.
fn worsens(question: &Question, comparer: &mut Comparer, sides: [&[f64]; 2]) -> Option<f64> {
    let [mut b, mut c] = sides.map(<[f64]>::to_vec);
    let (mut bn, mut cn) = (vec![1.0; b.len()], vec![1.0; c.len()]);
    let found = comparer.compare(question, (&mut b, &mut bn), (&mut c, &mut cn));
    let exact = found.evidence.significance == crate::compare::Significance::Assumed;
    let p = if exact { 0.0 } else { found.evidence.p };
    (found.beyond && found.shift == Shift::Worse).then_some(p)
}

/// Checks that nothing that comes makes a row fail that was said not to, and returns how many rows
/// were said not to.
fn none_fails(
    question: &Question,
    levels: &[f64],
    measured: [&[f64]; 2],
    to_come: &[[Vec<f64>; 2]],
    most: usize,
    floor: bool,
) -> usize {
    let mut comparer = Comparer::default();
    let safe = |&&alpha: &&f64| {
        let question = Question { alpha, ..*question };
        !question.could_worsen(measured[0], measured[1], Prospect { most, floor })
    };
    let safe: Vec<f64> = levels.iter().filter(safe).copied().collect();
    let highest = safe.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for [b, c] in to_come.iter().filter(|_| !safe.is_empty()) {
        let sides = [[measured[0], b].concat(), [measured[1], c].concat()];
        let p = worsens(question, &mut comparer, [&sides[0], &sides[1]]);
        assert!(p.is_none_or(|p| p > highest), "{question:?} {measured:?} {b:?} {c:?} {p:?}");
    }
    safe.len()
}

#[test]
fn no_continuation_of_four_makes_a_row_fail_that_could_not() {
    let values = [0.0, 1.0, 2.0, 3.0];
    let later = [0.0, 1.0, 1.5, 2.0, 3.0, 4.0];
    let levels = [0.02, 0.03, 0.05, 0.1, 0.2, 0.5];
    let mut safe = 0;
    for (k, test) in [(2, Test::Exceeds), (3, Test::Exceeds), (3, Test::Differs)] {
        let later = multisets(&later, 4 - k);
        let pairs = later.iter().flat_map(|b| later.iter().map(|c| [b.clone(), c.clone()]));
        let to_come: Vec<[Vec<f64>; 2]> = pairs.collect();
        for direction in [Direction::LowerIsBetter, Direction::HigherIsBetter] {
            for assumption in [Assumption::Nothing, Assumption::Exact] {
                let allowance = Allowance::new(10, if k == 2 { 1 } else { 0 });
                let question = Question { assumption, ..question(test, allowance, direction) };
                for b in multisets(&values, k) {
                    for c in multisets(&values, k) {
                        safe += none_fails(&question, &levels, [&b, &c], &to_come, 4, true);
                    }
                }
            }
        }
    }
    assert!(safe > 2000, "{safe}");
}

/// A generator that is the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % n
    }

    fn values(&mut self, n: usize, from: u64, spread: u64, half: bool) -> Vec<f64> {
        let value = |dice: &mut Dice| {
            let whole = (from + dice.below(spread)) as f64;
            if half { whole / 2.0 + 0.1 } else { whole }
        };
        (0..n).map(|_| value(self)).collect()
    }
}

#[test]
fn no_continuation_that_chance_or_malice_finds_makes_a_row_fail_that_could_not() {
    let mut dice = Dice(1);
    let mut safe = 0;
    for _ in 0..4000 {
        let most = 4 + dice.below(9) as usize;
        let k = 1 + dice.below(most as u64) as usize;
        let j = if dice.below(8) == 0 { 1 + dice.below(most as u64) as usize } else { k };
        let (base, spread, half) = (dice.below(30), 1 + dice.below(5), dice.below(3) == 0);
        let b = dice.values(k, base, spread, half);
        let shifted = base + dice.below(4);
        let spread = 1 + dice.below(5);
        let c = dice.values(j, shifted, spread, half);
        let to_come: Vec<[Vec<f64>; 2]> = (0..30)
            .map(|i| {
                // Better and worse than all, near them, or among them.
                let low = if i % 3 == 0 { 0 } else { base };
                let high = if i % 2 == 0 { base + 40 } else { base };
                let (b, c) = (1 + dice.below(4), 1 + dice.below(6));
                [dice.values(most - k, low, b, half), dice.values(most - j, high, c, half)]
            })
            .collect();
        let test = if dice.below(4) == 0 { Test::Differs } else { Test::Exceeds };
        let direction =
            if dice.below(2) == 0 { Direction::LowerIsBetter } else { Direction::HigherIsBetter };
        let allowance = Allowance::new([0, 5, 10, 150][dice.below(4) as usize], dice.below(3));
        let to_come: Vec<[Vec<f64>; 2]> = match direction {
            Direction::LowerIsBetter => to_come,
            Direction::HigherIsBetter => to_come.into_iter().map(|[b, c]| [c, b]).collect(),
        };
        let to_come: Vec<[Vec<f64>; 2]> = to_come
            .into_iter()
            .filter(|[x, y]| x.len() == most - k && y.len() == most - j)
            .collect();
        let question = question(test, allowance, direction);
        let levels = [0.001, 0.005, 0.01, 0.05];
        safe += none_fails(&question, &levels, [&b, &c], &to_come, most, dice.below(2) == 0);
    }
    assert!(safe > 2000, "{safe}");
}

#[test]
fn five_equal_samples_a_side_can_no_more_fail_among_ten() {
    for (allowance, value) in [(Allowance::new(10, 8), 4096.0), (Allowance::new(10, 0), 3.0)] {
        let question = Question { allowance, ..exceeds() };
        for value in [value, 0.0] {
            let side = [value; 5];
            assert!(!question.could_worsen(&side, &side, prospect(10)), "{allowance} {value}");
        }
        // Four are too few to tell.
        assert!(question.could_worsen(&[value; 4], &[value; 4], prospect(10)));
    }
    // Unless nothing can be so much better that nothing is worse than allowed.
    let bytes = Question { allowance: Allowance::new(10, 8), ..exceeds() };
    assert!(!bytes.could_worsen(&[0.0; 4], &[0.0; 4], prospect(10)));
}

#[test]
fn a_row_beyond_its_threshold_can_fail() {
    assert!(exceeds().could_worsen(&[10.0; 5], &[12.0; 5], prospect(10)));
    assert!(exceeds().could_worsen(&[10.0; 10], &[12.0; 10], prospect(10)));
    assert!(!exceeds().could_worsen(&[10.0; 10], &[11.0; 10], prospect(10)));
    let exact = Question { assumption: Assumption::Exact, ..exceeds() };
    assert!(exact.could_worsen(&[10.0; 9], &[12.0; 9], prospect(10)));
    assert!(!exact.could_worsen(&[10.0; 9], &[10.0; 9], prospect(10)));
}

#[test]
fn what_is_no_number_is_in_doubt() {
    assert!(exceeds().could_worsen(&[f64::NAN; 9], &[1.0; 9], prospect(10)));
    assert!(exceeds().could_worsen(&[1.0; 9], &[f64::INFINITY; 9], prospect(10)));
}

#[test]
fn without_a_floor_less_than_nothing_may_come() {
    let side = [0.0; 5];
    assert!(exceeds().could_worsen(&side, &side, Prospect { most: 10, floor: false }));
    let below = [-1.0; 5];
    assert!(
        exceeds().could_worsen(&below, &below, Prospect { most: 10, floor: true })
            == exceeds().could_worsen(&below, &below, Prospect { most: 10, floor: false })
    );
}
