//! The orders that projections sort values by.

use crate::benchfmt;
use std::cmp::Ordering;

/// How the values of a field are sorted. Values that an order holds for equal are sorted as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::benchproc) enum SortOrder {
    /// By first appearance. The keys within `.config`, whose appearance x/perf does not record, sort
    /// as text instead.
    First,
    /// `@alpha`: as text, byte by byte.
    Alpha,
    /// `@num`: numbers by size, then what is none.
    Num,
    /// `@(a b c)`: as listed; of a value that is listed twice, the last place counts.
    Fixed(Vec<Vec<u8>>),
}

impl SortOrder {
    /// Compares two values; [`SortOrder::First`] sorts as text.
    pub fn compare(&self, a: &[u8], b: &[u8]) -> Ordering {
        let first = match self {
            SortOrder::First | SortOrder::Alpha => Ordering::Equal,
            SortOrder::Num => compare_numbers(number(a), number(b)),
            SortOrder::Fixed(values) => place(values, a).cmp(&place(values, b)),
        };
        first.then_with(|| a.cmp(b))
    }
}

/// Where a value is listed; one that isn't counts as the first.
fn place(values: &[Vec<u8>], value: &[u8]) -> usize {
    values.iter().rposition(|listed| listed == value).unwrap_or(0)
}

/// Numbers come before what is none, and those that are not a number last among them.
fn compare_numbers(a: Option<f64>, b: Option<f64>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan())),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// Each a thousand (or, with an `i`, 1,024) times the one before.
const PREFIXES: &[u8; 8] = b"KMGTPEZY";
// Literals, as powers by multiplication need not be the same everywhere.
const METRIC: [f64; 8] = [1e3, 1e6, 1e9, 1e12, 1e15, 1e18, 1e21, 1e24];
const IEC: [f64; 8] = [
    1024.0,
    1_048_576.0,
    1_073_741_824.0,
    1_099_511_627_776.0,
    1_125_899_906_842_624.0,
    1_152_921_504_606_846_976.0,
    1_180_591_620_717_411_303_424.0,
    1_208_925_819_614_629_174_706_176.0,
];

/// A number as Go reads it; or else the first run of digits and points in the text, with the metric
/// or IEC prefix behind it: `2k`, `size=1MiB`.
fn number(text: &[u8]) -> Option<f64> {
    if let Ok(number) = benchfmt::float(text) {
        return Some(number);
    }
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let start = text.iter().position(is_part)?;
    let digits = text[start..].iter().take_while(|byte| is_part(byte)).count();
    let (digits, rest) = text[start..].split_at(digits);
    let number = benchfmt::float(digits).ok()?;
    let prefix = rest.first().map(|&byte| if byte == b'k' { b'K' } else { byte });
    let place = prefix.and_then(|prefix| PREFIXES.iter().position(|&p| p == prefix));
    let factors = if rest.get(1) == Some(&b'i') { IEC } else { METRIC };
    Some(number * place.map_or(1.0, |place| factors[place]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(order: &SortOrder, mut values: Vec<&'a str>) -> Vec<&'a str> {
        values.sort_by(|a, b| order.compare(a.as_bytes(), b.as_bytes()));
        values
    }

    #[test]
    fn numbers_sort_by_size_with_their_prefixes() {
        let values =
            vec!["x", "10", "2k", "1Ki", "nan", "9", "1e3", "", "1MiB", "size=3k", "1.0", "1"];
        let expected =
            ["1", "1.0", "9", "10", "1e3", "1Ki", "2k", "size=3k", "1MiB", "nan", "", "x"];
        assert_eq!(sorted(&SortOrder::Num, values), expected);
        assert_eq!(number(b"1.2.3"), None);
        assert_eq!(number(b"7i"), Some(7.0));
    }

    #[test]
    fn each_prefix_is_the_power_that_go_computes() {
        for (i, &prefix) in PREFIXES.iter().enumerate() {
            assert_eq!(number(&[b'1', prefix]), format!("1e{}", 3 * (i + 1)).parse().ok());
            assert_eq!(number(&[b'1', prefix, b'i']), Some((1u128 << (10 * (i + 1))) as f64));
        }
    }

    #[test]
    fn a_listed_value_has_its_last_place_and_any_other_the_first() {
        let order = SortOrder::Fixed(["a", "b", "a"].map(|value| value.into()).to_vec());
        assert_eq!(sorted(&order, vec!["a", "b", "z"]), ["z", "b", "a"]);
    }
}
