//! Elementary functions, equal to the last bit on every machine.
//!
//! They compute what package math of Go computes on amd64 with fused multiplication, operation by
//! operation: benchstat's figures rest on that, and their last digits are printed. Any machine
//! gives the same bits, as each operation is one that IEEE 754 defines. Errors are about a unit in the
//! last place for [`exp`] and [`ln`], a few units for the others.

mod erfc;
mod exp;
mod factorial;
mod ln;

pub use erfc::erfc;
pub use exp::exp;
pub use factorial::{choose_by_logarithms, ln_factorial};
pub use ln::ln;

/// c₀ + x·(c₁ + x·(c₂ + …)), each operation rounded.
fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    let (last, others) = coefficients.split_last().unwrap_or((&0.0, &[]));
    others.iter().rev().fold(*last, |sum, coefficient| coefficient + x * sum)
}
