//! Null distributions of shapes met before.

use super::null::Null;
use super::ranking::Shape;
use std::collections::HashMap;

/// How much memory the distributions kept may take, in bytes: some 600 of 10 against 10, or 25 of
/// 50 against 50. More would be met again less often than it costs to hold.
const LIMIT: usize = 1 << 20;

/// Keeps distributions by shape. Benchmarks run the same number of times and often tie in the
/// same way, so that thousands of comparisons share a few shapes.
#[derive(Clone, Debug, Default)]
pub(super) struct Cache {
    nulls: HashMap<Shape, Null>,
    held: usize,
}

impl Cache {
    /// The distribution of this shape, or none if it is beyond the budget of [`Null::new`].
    pub(super) fn get(&mut self, shape: &Shape) -> Option<&Null> {
        if !self.nulls.contains_key(shape) {
            self.insert(shape, Null::new(shape)?);
        }
        self.nulls.get(shape)
    }

    /// Remembers a distribution. When memory is full everything is forgotten: shapes still in
    /// use come back at once, and none has to be tracked.
    fn insert(&mut self, shape: &Shape, null: Null) {
        let size = null.size() + size_of::<Shape>() + size_of_val(shape.ties());
        if self.held + size > LIMIT {
            self.nulls.clear();
            self.held = 0;
        }
        self.held += size;
        self.nulls.insert(shape.clone(), null);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Ranking;
    use super::*;

    #[test]
    fn a_shape_met_again_is_not_counted_again() {
        let ranking = Ranking::new(&[1, 2, 3], &[2, 3, 4]);
        let mut cache = Cache::default();
        let first = cache.get(ranking.shape()).map(std::ptr::from_ref);
        let again = cache.get(ranking.shape()).map(std::ptr::from_ref);
        assert!(first.is_some());
        assert_eq!(first, again);
    }

    #[test]
    fn memory_stays_below_the_limit() {
        let mut cache = Cache { held: LIMIT - 100, ..Cache::default() };
        let [one, two] = [1, 2].map(|last| Ranking::new(&[1, 2, 3], &[last; 2]));
        assert!(cache.get(one.shape()).is_some());
        assert_eq!(cache.nulls.len(), 1);
        cache.held = LIMIT;
        assert!(cache.get(two.shape()).is_some());
        assert_eq!(cache.nulls.len(), 1);
        assert!(cache.held < LIMIT);
    }
}
