//! The texts of cells, as all formats show them.

use super::number::{fixed, fixed_signed};
use super::table::{Cell, Comparison, Range};

impl Cell {
    /// Appends the half-width of the confidence interval in percent of the centre: `2%`; `∞` where
    /// an end is infinite, `?` where the signs differ.
    pub(super) fn write_range(&self, out: &mut Vec<u8>) {
        match self.range {
            Range::Infinite => out.extend_from_slice("∞".as_bytes()),
            Range::AcrossZero => out.push(b'?'),
            Range::Percent(percent) => {
                fixed(out, percent, 0);
                out.push(b'%');
            }
        }
    }
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
    out.extend_from_slice(itoa(number, &mut [0; 10]));
}

/// The digits of a number, in room for the largest.
fn itoa(mut number: u32, room: &mut [u8; 10]) -> &[u8] {
    let mut start = room.len();
    loop {
        start -= 1;
        room[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return &room[start..];
        }
    }
}
