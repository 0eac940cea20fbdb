/// A figure on both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Of the baseline.
    pub baseline: i64,
    /// Of the candidate.
    pub candidate: i64,
}

impl Sides {
    /// How much more the candidate has.
    pub fn growth(self) -> i128 {
        i128::from(self.candidate) - i128::from(self.baseline)
    }

    /// Sums end at the greatest number: figures may be anything.
    pub(super) fn add(&mut self, other: Sides) {
        self.baseline = self.baseline.saturating_add(other.baseline);
        self.candidate = self.candidate.saturating_add(other.candidate);
    }
}
