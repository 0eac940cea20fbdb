//! Times that are other times.

/// A value that differs by a hair from this one, by 0.01 % to 0.5 % and away from zero, as two runs
/// always differ: the same times in both captures would be taken for one capture twice. `number`,
/// that of the line, decides by how much.
pub(super) fn hair(value: f64, number: u64) -> f64 {
    // Multiples of the golden ratio are spread evenly over the unit interval.
    let spread = (number as f64 * 0.618_033_988_749_895).fract();
    let altered = value * (1.0001 + 0.0049 * spread);
    // No more digits than Go prints of a time.
    format!("{altered:.6e}").parse().unwrap_or(altered)
}

#[cfg(test)]
mod tests {
    use super::hair;

    #[test]
    fn a_time_moves_by_a_hair_and_keeps_its_sign() {
        for number in 0..10_000 {
            for value in [7_297_793.0, 0.3, -12.5, 1e-9, 3e300] {
                let ratio = hair(value, number) / value;
                assert!((1.000_09..1.005_01).contains(&ratio), "{value} {number}");
            }
        }
        assert_eq!(hair(0.0, 1), 0.0);
        assert_eq!(hair(f64::INFINITY, 1), f64::INFINITY);
        assert!(hair(f64::NAN, 1).is_nan());
    }

    #[test]
    fn equal_times_become_different_ones() {
        let mut times: Vec<u64> = (0..1000).map(|number| hair(100.0, number).to_bits()).collect();
        times.sort_unstable();
        times.dedup();
        assert!(times.len() > 990, "{}", times.len());
    }
}
