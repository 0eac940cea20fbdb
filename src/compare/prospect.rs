//! How far samples that are still to come could carry a comparison.

use super::question::{Assumption, Question, Test};
use super::scale::{Floats, Grid, Scale};
use crate::benchunit::Direction;
use crate::stats::{self, Ranking};

/// What is known of samples that are still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// How many samples a side there will be in all; a side that has more keeps them.
    pub most: usize,
    /// Whether none will be below 0, if none was so far.
    pub floor: bool,
}

/// A value of a sample of which all are there, toward worse.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Place<C> {
    /// Better than whatever was measured.
    Best,
    /// As measured.
    Measured(C),
    /// Worse than whatever was measured.
    Worst,
}

/// Two samples, filled up with the worst that could come, in ascending order toward worse.
struct Filled {
    baseline: Vec<f64>,
    candidate: Vec<f64>,
    /// What was measured, likewise.
    measured: [Vec<f64>; 2],
}

impl Question {
    /// Whether there are values yet to come with which the samples would establish a change toward
    /// worse by more than the allowance. False is certain; true may be said of samples that no values
    /// could make so.
    ///
    /// The worst that could come is a baseline better, and a candidate worse, than all that was
    /// measured. It moves each median as far as it goes. Of the evidence it is the worst as far as
    /// U goes, but p depends on which values are equal, too; so p is held against the least that
    /// samples can have that overlap as far as these ([`stats::least_p`]), which is known for up to
    /// ten a side. Of `differs`, which looks at both tails, and of more samples, the medians alone are
    /// certain.
    pub fn could_worsen(&self, baseline: &[f64], candidate: &[f64], prospect: Prospect) -> bool {
        let all = || baseline.iter().chain(candidate);
        let has_negative = all().any(|&v| v < 0.0);
        // More than all of a negative value turns the order of moved ones round.
        let turns = self.allowance.percent.to_f64() > 100.0
            && (has_negative || self.direction == Direction::HigherIsBetter);
        if turns || all().any(|v| !v.is_finite()) {
            return true;
        }
        let floor = prospect.floor && !has_negative;
        let filled = Filled::new(self, baseline, candidate, Prospect { floor, ..prospect });
        // What is to come may fit on no grid, and then is compared as floats, as all others are.
        let floats = Floats::new(&self.allowance);
        let grid = Grid::fitting(&[baseline, candidate], &self.allowance);
        filled.could_worsen(self, &floats)
            || grid.is_some_and(|grid| filled.could_worsen(self, &grid))
    }
}

impl Filled {
    fn new(question: &Question, baseline: &[f64], candidate: &[f64], prospect: Prospect) -> Filled {
        let is_lower = question.direction == Direction::LowerIsBetter;
        let sign = if is_lower { 1.0 } else { -1.0 };
        let measured = [baseline, candidate].map(|values| {
            let mut values: Vec<f64> = values.iter().map(|v| sign * v).collect();
            values.sort_unstable_by(f64::total_cmp);
            values
        });
        // Nothing is less than nothing: of an end that 0 bounds, 0 is the worst.
        let best = if prospect.floor && is_lower { 0.0 } else { f64::NEG_INFINITY };
        let worst = if prospect.floor && !is_lower { 0.0 } else { f64::INFINITY };
        let fill = |worst, measured: &[f64]| {
            let missing = prospect.most.saturating_sub(measured.len());
            let mut filled = [measured, &vec![worst; missing]].concat();
            filled.sort_unstable_by(f64::total_cmp);
            filled
        };
        let [b, c] = &measured;
        Filled { baseline: fill(best, b), candidate: fill(worst, c), measured }
    }

    fn could_worsen<S: Scale>(&self, question: &Question, scale: &S) -> bool {
        let medians = is_beyond(scale, &self.baseline, &self.candidate);
        medians && (self.is_exact(question, scale) || self.could_be_significant(question, scale))
    }

    /// Whether each side has one value, as was assumed, beyond the allowance: no test is asked then.
    fn is_exact<S: Scale>(&self, question: &Question, scale: &S) -> bool {
        let [b, c] = &self.measured;
        let is_constant = |values: &[f64]| values.first() == values.last();
        question.assumption == Assumption::Exact
            && is_constant(b)
            && is_constant(c)
            && is_beyond(scale, b, c)
    }

    fn could_be_significant<S: Scale>(&self, question: &Question, scale: &S) -> bool {
        let n = self.candidate.len();
        if question.test != Test::Exceeds || self.baseline.len() != n {
            return true;
        }
        let moved = places(&self.baseline, |v| scale.moved(v));
        let still = places(&self.candidate, |v| scale.still(v));
        let ranking = Ranking::new(&moved, &still);
        let overlap = ranking.shape().max_twice_u() - ranking.twice_u();
        // A correction may take a level for reached that is missed by rounding.
        let level = question.alpha * (1.0 + 1e-12);
        stats::least_p(n, overlap).is_none_or(|p| p.partial_cmp(&level).is_none_or(|o| o.is_le()))
    }
}

/// Whether the candidate's median is worse by more than the allowance, or could be by any amount.
fn is_beyond<S: Scale>(scale: &S, baseline: &[f64], candidate: &[f64]) -> bool {
    let middle = |sorted: &[f64]| [(sorted.len() - 1) / 2, sorted.len() / 2].map(|i| sorted[i]);
    let [b, c] = [middle(baseline), middle(candidate)];
    let is_open = b.iter().chain(&c).any(|v| v.is_infinite());
    is_open || scale.middle_still(c) > scale.middle_moved(b)
}

fn places<C>(values: &[f64], cell: impl Fn(f64) -> C) -> Vec<Place<C>> {
    let place = |&v: &f64| match v {
        f64::NEG_INFINITY => Place::Best,
        f64::INFINITY => Place::Worst,
        v => Place::Measured(cell(v)),
    };
    values.iter().map(place).collect()
}

#[cfg(test)]
mod tests;
