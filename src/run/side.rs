//! The two sides of a comparison.

/// One of the two sides. Things of both are in arrays in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Baseline,
    Candidate,
}

impl Side {
    pub const BOTH: [Side; 2] = [Side::Baseline, Side::Candidate];

    pub fn other(self) -> Side {
        match self {
            Side::Baseline => Side::Candidate,
            Side::Candidate => Side::Baseline,
        }
    }
}
