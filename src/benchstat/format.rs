//! The texts of cells, as all formats show them.

use super::number::{fixed, fixed_signed};
use super::table::{Cell, Comparison};

impl Cell {
    /// Appends the half-width of the confidence interval in percent of the centre: `2%`; `∞` where
    /// an end is infinite, `?` where the signs differ.
    pub(super) fn write_range(&self, out: &mut Vec<u8>) {
        let &Cell { center, low, high, .. } = self;
        if low.is_infinite() || high.is_infinite() {
            out.extend_from_slice("∞".as_bytes());
        } else if sign(center) != sign(low) || sign(center) != sign(high) {
            out.push(b'?');
        } else if center == 0.0 {
            out.extend_from_slice(b"0%");
        } else {
            fixed(out, 100.0 * larger(high / center - 1.0, 1.0 - low / center), 0);
            out.push(b'%');
        }
    }
}

/// −1, 0 or 1; not a number for what is none, which equals nothing.
fn sign(value: f64) -> f64 {
    if value == 0.0 { 0.0 } else { value.signum() }
}

/// As Go's math.Max: not a number if either is none.
fn larger(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
}

impl Comparison {
    /// Appends the change in percent, `~` where it is not significant, `?` from 0.
    pub(super) fn write_delta(&self, center: f64, out: &mut Vec<u8>) {
        match self.change(center) {
            _ if !self.is_significant => out.push(b'~'),
            _ if self.base == center => out.extend_from_slice(b"0.00%"),
            None => out.push(b'?'),
            Some(percent) => write_percent(percent, out),
        }
    }

    /// Appends `p=0.005 n=6+5`, shortened where sizes are equal or p is 0.
    pub(super) fn write_evidence(&self, out: &mut Vec<u8>) {
        if self.p != 0.0 {
            out.extend_from_slice(b"p=");
            fixed(out, self.p, 3);
            out.push(b' ');
        }
        let [n1, n2] = self.sizes;
        out.extend_from_slice(b"n=");
        integer(out, n1);
        if n1 != n2 {
            out.push(b'+');
            integer(out, n2);
        }
    }
}

/// Appends a change in percent with its sign.
pub(super) fn write_percent(percent: f64, out: &mut Vec<u8>) {
    fixed_signed(out, percent, 2);
    out.push(b'%');
}

/// Appends a whole number.
pub(super) fn integer(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(number.to_string().as_bytes());
}
