//! Units of measurement: what they are called, which way is better, and how values are shown.
//!
//! The gate compares units as Go prints them (`ns/op`, `B/op`, `allocs/op`, `MB/s`). benchstat tidies
//! them first, to `sec/op` and `B/s`: see [`tidy`]. [`Scaler`] shows values of tidied units.

mod fixed;
mod scale;
mod tidy;
mod tokens;

pub use fixed::{fixed, fixed_signed};
pub use scale::{Class, Scaler};
pub use tidy::tidy;

/// Which way a unit gets better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smaller values are better, as for `allocs/op`.
    LowerIsBetter,
    /// Larger values are better, as for `MB/s`.
    HigherIsBetter,
}

impl Direction {
    /// The direction of a unit that package testing prints by itself; `None` for any other unit,
    /// whose direction is never assumed.
    pub fn of_go_unit(unit: &str) -> Option<Direction> {
        match unit {
            "ns/op" | "B/op" | "allocs/op" => Some(Direction::LowerIsBetter),
            "MB/s" => Some(Direction::HigherIsBetter),
            _ => None,
        }
    }

    /// The direction that a `Unit UNIT better=VALUE` line states.
    pub fn from_better(value: &str) -> Option<Direction> {
        match value {
            "lower" => Some(Direction::LowerIsBetter),
            "higher" => Some(Direction::HigherIsBetter),
            _ => None,
        }
    }
}

/// Bytes allocated per operation, as `-benchmem` prints it.
pub const BYTES: &str = "B/op";
/// Allocations per operation, as `-benchmem` prints it.
pub const ALLOCS: &str = "allocs/op";

/// The unit that a user means: the words of older benchstat versions stand for Go's own.
pub fn canonical(unit: &str) -> &str {
    match unit {
        "alloc/op" => BYTES,
        "time/op" => "ns/op",
        "speed" => "MB/s",
        other => other,
    }
}

/// Whether Go prints the unit's values rounded to integers.
pub fn is_printed_as_integer(unit: &str) -> bool {
    matches!(unit, BYTES | ALLOCS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_words_of_benchstat_name_the_units_they_stood_for() {
        // The table headed "alloc/op" showed B/op; "allocs/op" always was allocs/op.
        assert_eq!(canonical("alloc/op"), "B/op");
        assert_eq!(canonical("time/op"), "ns/op");
        assert_eq!(canonical("allocs/op"), "allocs/op");
    }

    #[test]
    fn a_custom_unit_has_no_direction_of_its_own() {
        assert_eq!(Direction::of_go_unit("req/s"), None);
        assert_eq!(Direction::of_go_unit("MB/s"), Some(Direction::HigherIsBetter));
    }
}
