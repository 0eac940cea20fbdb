//! Values with a prefix, short enough for a table.

use super::fixed::fixed;
use super::tokens::tokens;

/// Which prefixes a unit takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Powers of 1000: those of the International System of Units, such as `k` and `µ`.
    Decimal,
    /// Powers of 1024: those of ISO/IEC 80000, such as `Ki`. None makes a value larger.
    Binary,
}

impl Class {
    /// Binary if the unit's numerator has the word `B`, `MB` or `bytes`, otherwise decimal.
    pub fn of(unit: &[u8]) -> Class {
        let measures_bytes = tokens(unit)
            .any(|word| !word.in_denominator && matches!(word.text, b"B" | b"MB" | b"bytes"));
        if measures_bytes { Class::Binary } else { Class::Decimal }
    }
}

/// How to show values of like size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaler {
    /// Digits after the decimal point.
    pub precision: u8,
    /// What one of the prefix stands for: 1000 for `k`.
    pub factor: f64,
    /// The unit's prefix; empty for none.
    pub prefix: &'static str,
}

impl Scaler {
    /// The scaler that shows four significant digits of the value closest to zero, zeros left out,
    /// and five from 1000 up to 1024 of a binary prefix. Below the smallest prefix, digits are added
    /// after the point, to 10 at most.
    ///
    /// Conventions and thresholds are those of golang.org/x/perf/benchunit.
    pub fn common(values: impl IntoIterator<Item = f64>, class: Class) -> Scaler {
        let sizes = values.into_iter().map(f64::abs).filter(|&size| size != 0.0);
        // A NaN is not less than anything: it stays if it comes first, as in Go.
        let smallest = sizes.reduce(|least, next| if next < least { next } else { least });
        match smallest {
            None => Scaler { precision: 3, factor: 1.0, prefix: "" },
            Some(value) => Scaler::of(value, class),
        }
    }

    fn of(value: f64, class: Class) -> Scaler {
        let (steps, smallest) = match class {
            Class::Decimal => (&DECIMAL[..], &DECIMAL[DECIMAL.len() - 1]),
            Class::Binary => (&BINARY[..], &BINARY[BINARY.len() - 1]),
        };
        let scaler = steps.iter().find_map(|step| Some(step.scaler(step.precision(value)?)));
        scaler.unwrap_or_else(|| smallest.scaler(added_precision(value / smallest.factor)))
    }

    /// Appends the value as this scale shows it, with the prefix.
    pub fn write(&self, value: f64, out: &mut Vec<u8>) {
        fixed(out, value / self.factor, self.precision);
        out.extend_from_slice(self.prefix.as_bytes());
    }
}

/// A prefix, and the least values that show one, two and three digits after the point.
struct Step {
    factor: f64,
    prefix: &'static str,
    least: [f64; 3],
}

impl Step {
    fn precision(&self, value: f64) -> Option<u8> {
        Some(1 + self.least.iter().position(|&least| value >= least)? as u8)
    }

    fn scaler(&self, precision: u8) -> Scaler {
        Scaler { precision, factor: self.factor, prefix: self.prefix }
    }
}

/// The thresholds are where printing begins to round up to one more digit before the point: 99.995
/// would show as 100.00. Each is the floating-point number closest to the decimal one, which is
/// how benchstat makes them.
const DECIMAL: [Step; 8] = [
    Step { factor: 1e12, prefix: "T", least: [99.995e12, 9.9995e12, 0.99995e12] },
    Step { factor: 1e9, prefix: "G", least: [99.995e9, 9.9995e9, 0.99995e9] },
    Step { factor: 1e6, prefix: "M", least: [99.995e6, 9.9995e6, 0.99995e6] },
    Step { factor: 1e3, prefix: "k", least: [99.995e3, 9.9995e3, 0.99995e3] },
    Step { factor: 1e0, prefix: "", least: [99.995e0, 9.9995e0, 0.99995e0] },
    Step { factor: 1e-3, prefix: "m", least: [99.995e-3, 9.9995e-3, 0.99995e-3] },
    Step { factor: 1e-6, prefix: "µ", least: [99.995e-6, 9.9995e-6, 0.99995e-6] },
    Step { factor: 1e-9, prefix: "n", least: [99.995e-9, 9.9995e-9, 0.99995e-9] },
];

/// From 1000 up to 1024 a value keeps its prefix rather than begin the next with a zero.
const BINARY: [Step; 5] =
    [binary(4, "Ti"), binary(3, "Gi"), binary(2, "Mi"), binary(1, "Ki"), binary(0, "")];

/// Multiplying by a power of two leaves the thresholds' digits as they are.
const fn binary(power: u32, prefix: &'static str) -> Step {
    let factor = (1u64 << (10 * power)) as f64;
    Step { factor, prefix, least: [99.995 * factor, 9.9995 * factor, 0.99995 * factor] }
}

/// Digits after the point for a value below one of the smallest prefix: 3, and one more for each
/// tenth that it is smaller.
fn added_precision(value: f64) -> u8 {
    const LEAST: [f64; 7] =
        [9.9995e-1, 9.9995e-2, 9.9995e-3, 9.9995e-4, 9.9995e-5, 9.9995e-6, 9.9995e-7];
    3 + LEAST.iter().position(|&least| value >= least).unwrap_or(LEAST.len()) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: f64, class: Class) -> String {
        let mut out = Vec::new();
        Scaler::common([value], class).write(value, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn bytes_above_the_stroke_make_a_unit_binary() {
        for (unit, class) in [
            ("B/op", Class::Binary),
            ("MB/s", Class::Binary),
            ("heap-bytes", Class::Binary),
            ("sec/op", Class::Decimal),
            ("op/B", Class::Decimal),
            ("KB/s", Class::Decimal),
        ] {
            assert_eq!(Class::of(unit.as_bytes()), class, "{unit}");
        }
    }

    #[test]
    fn four_digits_show_whatever_the_size() {
        for (value, expected) in [
            (123456789.0, "123.5M"),
            (99.995, "100.0"),
            (99.994, "99.99"),
            (0.99995e-3, "1.000m"),
            (0.99994e-3, "999.9µ"),
            (-1234.0, "-1.234k"),
            (1.5e15, "1500.0T"),
            (1e-10, "0.1000n"),
            (1e-20, "0.0000000000n"),
            (0.0, "0.000"),
        ] {
            assert_eq!(shown(value, Class::Decimal), expected, "{value}");
        }
    }

    #[test]
    fn binary_prefixes_begin_where_a_full_one_is_reached() {
        for (value, expected) in [
            (1000.0, "1000.0"),
            (1023.9, "1023.9"),
            (1023.99, "1.000Ki"),
            (1020.0 * 1024.0, "1020.0Ki"),
            (0.5, "0.5000"),
            (1e-9, "0.0000000010"),
        ] {
            assert_eq!(shown(value, Class::Binary), expected, "{value}");
        }
    }

    #[test]
    fn the_value_closest_to_zero_sets_the_scale_for_all() {
        let scaler = Scaler::common([0.0, -2e6, 3e3, 5e9], Class::Decimal);
        assert_eq!(scaler, Scaler { precision: 3, factor: 1e3, prefix: "k" });
        assert_eq!(Scaler::common([], Class::Decimal).precision, 3);
    }

    #[test]
    fn what_is_no_number_has_a_scale() {
        assert_eq!(shown(f64::NAN, Class::Decimal), "NaNn");
        assert_eq!(shown(f64::INFINITY, Class::Binary), "+InfTi");
        assert_eq!(Scaler::common([f64::NAN, 1e6], Class::Decimal).precision, 10);
        assert_eq!(Scaler::common([1e6, f64::NAN], Class::Decimal).prefix, "M");
    }
}
