//! Numbers of iterations and samples with which benchmarks can be judged.

/// With fewer samples a side, no row can fail at the default alpha.
const FEWEST: u32 = 5;

/// More are a slip of the finger.
const MOST: u32 = 1000;

/// A number of samples by which something can fail.
pub(super) fn samples(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(number @ FEWEST..=MOST) => Ok(number),
        Ok(..FEWEST) => Err(format!(
            "{FEWEST} samples are the fewest by which a row can fail: with fewer no push could be judged"
        )),
        _ => Err(format!("write a number of samples, from {FEWEST} to {MOST}")),
    }
}

/// Fixed numbers of iterations alone.
pub(super) fn iterations(text: &str) -> Result<u64, String> {
    let number = text.strip_suffix('x').and_then(|number| number.parse::<u32>().ok());
    match number {
        Some(number @ 1..) => Ok(number.into()),
        _ => Err("write a number of iterations, such as 100x: at durations both sides iterate \
                  differently, and allocations don't compare"
            .to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Rule;
    use crate::stats::samples_needed;

    #[test]
    fn the_fewest_samples_are_those_that_the_default_alpha_needs() {
        for unit in ["B/op", "allocs/op"] {
            let rule = Rule::new(unit);
            assert_eq!(samples_needed(rule.alpha, rule.tails()), Some(FEWEST as usize));
        }
    }

    #[test]
    fn numbers_of_samples_by_which_nothing_could_fail_say_so() {
        assert_eq!((samples("5"), samples("1000")), (Ok(5), Ok(1000)));
        for few in ["0", "1", "4"] {
            assert!(samples(few).unwrap_err().starts_with("5 samples are the fewest"), "{few}");
        }
        for other in ["", "-1", "1001", "6x", "99999999999"] {
            assert!(samples(other).unwrap_err().ends_with("from 5 to 1000"), "{other}");
        }
    }
}
