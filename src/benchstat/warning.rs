//! What benchstat warns of.

use super::number::shortest;
use super::settings::Settings;

/// A warning about a cell or a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// The results of a cell differ in these fields, which no projection names.
    VaryIn(Vec<Vec<u8>>),
    /// A unit that is said to be exact has several values, from the first to the second.
    NotExact(f64, f64),
    /// There are too few values for a confidence interval.
    NoInterval,
    /// There are too few values for any difference to be significant.
    NoDifference,
    /// All values of both samples are equal.
    AllEqual,
    /// A sample has a value that is not a number. benchstat would not end here.
    NotANumber,
    /// The column lacks rows that the first one has.
    OtherRows,
    /// A centre is not positive.
    NoGeomean,
    /// A ratio is not positive.
    NoGeomeanOfRatios,
}

/// Sizes up to which benchstat looks for an interval, and for a difference.
const MOST: [u32; 2] = [50, 10];

impl Warning {
    /// Appends the warning in benchstat's words.
    pub fn write(&self, settings: &Settings, out: &mut Vec<u8>) {
        let need = |out: &mut Vec<u8>, needed: Option<u32>, most, what: &str, level| {
            let (sign, count) = needed.map_or((">", most), |needed| (">=", needed));
            out.extend_from_slice(format!("need {sign} {count} samples {what} level ").as_bytes());
            shortest(out, level);
        };
        match self {
            Warning::VaryIn(fields) => {
                out.extend_from_slice(b"benchmarks vary in ");
                out.extend_from_slice(&fields.join(&b", "[..]));
            }
            Warning::NotExact(low, high) => {
                out.extend_from_slice(b"exact distribution expected, but values range from ");
                shortest(out, *low);
                out.extend_from_slice(b" to ");
                shortest(out, *high);
            }
            Warning::NoInterval => {
                let needed = settings.needed_for_interval;
                need(out, needed, MOST[0], "for confidence interval at", settings.confidence);
            }
            Warning::NoDifference => {
                let needed = settings.needed_for_difference;
                need(out, needed, MOST[1], "to detect a difference at alpha", settings.alpha);
            }
            Warning::AllEqual => out.extend_from_slice(b"all samples are equal"),
            Warning::NotANumber => out.extend_from_slice(b"samples contain NaN"),
            Warning::OtherRows => out.extend_from_slice(
                b"benchmark set differs from baseline; geomeans may not be comparable",
            ),
            Warning::NoGeomean => {
                out.extend_from_slice(b"summaries must be >0 to compute geomean");
            }
            Warning::NoGeomeanOfRatios => {
                out.extend_from_slice(b"ratios must be >0 to compute geomean");
            }
        }
    }
}
