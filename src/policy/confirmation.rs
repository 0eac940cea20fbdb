//! Regressions that are measured again: what is an operation's own, and what is paid once.

/// How much worse a candidate was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Excess {
    /// In the unit, from median to median.
    pub change: f64,
    /// Over so many iterations.
    pub iterations: f64,
}

/// What is paid once is spread over the iterations: over four times as many it is a quarter, where what
/// each operation costs stays. This lies between the two.
const SHRUNK: f64 = 0.5;

impl Excess {
    /// Whether there is so much less of it than there was over fewer iterations that it is not an
    /// operation's own.
    pub fn has_shrunk_from(self, before: Excess) -> bool {
        self.iterations > before.iterations && self.change.abs() < SHRUNK * before.change.abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has_shrunk(before: [f64; 2], now: [f64; 2]) -> bool {
        let [before, now] = [before, now].map(|[change, iterations]| Excess { change, iterations });
        now.has_shrunk_from(before)
    }

    #[test]
    fn what_is_paid_once_shrinks_with_more_iterations_and_what_each_costs_stays() {
        assert!(has_shrunk([40.0, 100.0], [10.0, 400.0]));
        assert!(!has_shrunk([40.0, 100.0], [40.0, 400.0]));
        // Of units of which more is better, too.
        assert!(has_shrunk([-40.0, 100.0], [-10.0, 400.0]));
    }

    #[test]
    fn half_of_it_is_not_enough_and_less_of_it_over_as_many_iterations_is_noise() {
        assert!(!has_shrunk([40.0, 100.0], [20.0, 400.0]));
        assert!(has_shrunk([40.0, 100.0], [19.0, 400.0]));
        assert!(!has_shrunk([40.0, 100.0], [10.0, 100.0]));
        assert!(!has_shrunk([f64::INFINITY, 100.0], [f64::INFINITY, 400.0]));
    }
}
