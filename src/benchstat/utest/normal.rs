//! The normal approximation, as benchstat computes it.

use super::Outcome;
use crate::stats::{Ranking, elementary::erfc};
use std::f64::consts::SQRT_2;

/// 2·min(Φ(z), 1 − Φ(z)) for z = (u − n1·n2/2 ∓ ½)/σ, corrected for ties and continuity.
///
/// 1 − Φ(z) loses what Φ(z) has beyond 1: far above the mean, for z > 8.3, p is 0, while as far below
/// it is not. There is nothing to test where σ is 0.
pub(super) fn p(ranking: &Ranking) -> Outcome {
    let pairs = (ranking.n1() * ranking.n2()) as f64;
    let deviation = deviation(ranking, pairs);
    if deviation == 0.0 {
        return Outcome::AllEqual;
    }
    let distance = ranking.twice_u() as f64 / 2.0 - pairs / 2.0;
    let continuity = if distance == 0.0 { 0.0 } else { 0.5f64.copysign(distance) };
    let z = (distance - continuity) / deviation;
    let below = erfc(-z / SQRT_2) / 2.0;
    Outcome::P(2.0 * below.min(1.0 - below))
}

/// σ² = n1·n2·((N + 1) − Σ(t³ − t)/(N·(N − 1)))/12, the sum over groups of t equal values, in whole
/// numbers.
fn deviation(ranking: &Ranking, pairs: f64) -> f64 {
    let n = (ranking.n1() + ranking.n2()) as f64;
    let cubes = ranking.ties().iter().map(|&t| i64::from(t)).map(|t| {
        // As in Go, a group of more than two million values overflows.
        t.wrapping_mul(t).wrapping_mul(t).wrapping_sub(t)
    });
    let ties = cubes.fold(0, i64::wrapping_add) as f64;
    (pairs * ((n + 1.0) - ties / (n * (n - 1.0))) / 12.0).sqrt()
}
