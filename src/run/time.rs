//! The time that there is.

use std::time::{Duration, Instant};

/// How long may be measured, from a beginning on.
#[derive(Clone, Copy, Debug)]
pub struct TimeLimit {
    started: Instant,
    budget: Duration,
}

impl TimeLimit {
    /// So long, from now on.
    pub fn new(budget: Duration) -> TimeLimit {
        TimeLimit { started: Instant::now(), budget }
    }

    /// All of it.
    pub fn budget(&self) -> Duration {
        self.budget
    }

    /// What is left.
    pub fn left(&self) -> Duration {
        self.budget.saturating_sub(self.started.elapsed())
    }

    /// What a package may take of what is left: half, so that one that hangs leaves something to the
    /// others; all, if it is the last.
    pub(super) fn share(&self, packages_after: usize) -> Duration {
        if packages_after == 0 { self.left() } else { self.left() / 2 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_several_packages_leaves_half_to_the_others() {
        let limit = TimeLimit::new(Duration::from_secs(1000));
        assert!(limit.share(0) > Duration::from_secs(900));
        assert!(limit.share(1) <= Duration::from_secs(500));
        assert_eq!(TimeLimit::new(Duration::ZERO).left(), Duration::ZERO);
    }
}
