//! How much is allocated.

use std::ops::{Add, AddAssign, Div, Sub};

/// Objects and their bytes: of a profile, or, divided, of one operation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Amount {
    /// Objects.
    pub objects: f64,
    /// Bytes.
    pub bytes: f64,
}

impl Amount {
    /// Nothing where it would be less.
    pub(super) fn or_nothing(self) -> Amount {
        Amount { objects: self.objects.max(0.0), bytes: self.bytes.max(0.0) }
    }
}

impl Add for Amount {
    type Output = Amount;

    fn add(self, other: Amount) -> Amount {
        Amount { objects: self.objects + other.objects, bytes: self.bytes + other.bytes }
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Amount) {
        *self = *self + other;
    }
}

impl Sub for Amount {
    type Output = Amount;

    fn sub(self, other: Amount) -> Amount {
        Amount { objects: self.objects - other.objects, bytes: self.bytes - other.bytes }
    }
}

impl Div<f64> for Amount {
    type Output = Amount;

    fn div(self, by: f64) -> Amount {
        Amount { objects: self.objects / by, bytes: self.bytes / by }
    }
}

impl std::iter::Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(amounts: I) -> Amount {
        amounts.fold(Amount::default(), Add::add)
    }
}
