//! Many tests at once.

/// Holm's step-down correction of a family of tests: among all of them, the probability of even one
/// false rejection is at most alpha, however the tests depend on each other.
///
/// Of m p-values in ascending order, the hypothesis of the i-th is rejected if (m − j + 1)·p₍ⱼ₎ ≤ alpha
/// for every j up to i. Source: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure",
/// Scandinavian Journal of Statistics 6 (1979), 65–70.
///
/// A level that is reached exactly counts as reached. As floating-point numbers, 3·0.05 is more than
/// 0.15, and so is 0.15/3 less than 0.05; therefore a product that exceeds alpha by no more than four
/// units of 2⁻⁵² is taken to be alpha. Rounding p, alpha and their product can't add up to as much,
/// and p-values that are counted, k/C(n₁ + n₂, n₁), come no closer to a level of few digits without
/// being equal to it, up to 27 against 27 samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Holm {
    alpha: f64,
    /// Ascending.
    p_values: Vec<f64>,
    /// Of each p-value; ascending, too.
    adjusted: Vec<f64>,
}

/// How much larger than alpha a product may be by rounding alone.
const ROUNDING: f64 = 1.0 + 4.0 * f64::EPSILON;

impl Holm {
    /// The correction of a whole family at a level. The p-values, in any order, are in (0, 1]; NaN
    /// counts as 1. A level that is NaN or not positive rejects nothing.
    pub fn new(mut p_values: Vec<f64>, alpha: f64) -> Holm {
        for p in &mut p_values {
            *p = p.min(1.0); // Of NaN and a number, this is the number.
        }
        p_values.sort_unstable_by(f64::total_cmp);
        let left = (1..=p_values.len()).rev();
        let products = p_values.iter().zip(left).map(|(&p, left)| product(left, p, alpha));
        let running = products.scan(0.0f64, |largest, product| {
            *largest = largest.max(product.min(1.0));
            Some(*largest)
        });
        let adjusted = running.collect();
        Holm { alpha, p_values, adjusted }
    }

    /// The number of tests in the family, m.
    pub fn size(&self) -> usize {
        self.p_values.len()
    }

    /// The largest p-value whose hypothesis is rejected; None if none is. All p-values up to it are
    /// rejected, equal ones together.
    pub fn cutoff(&self) -> Option<f64> {
        let rejected = self.adjusted.partition_point(|&adjusted| adjusted <= self.alpha);
        self.p_values[..rejected].last().copied()
    }

    /// The adjusted p-value of the member with this p-value: the smallest level at which the family's
    /// correction rejects it, max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎). It is at most alpha just if
    /// p is at most [`Holm::cutoff`].
    ///
    /// For a p-value that is no member's it is that of the next larger member, or 1 if there is none.
    pub fn adjusted(&self, p: f64) -> f64 {
        let p = p.min(1.0);
        let index = self.p_values.partition_point(|&member| member < p);
        self.adjusted.get(index).copied().unwrap_or(1.0)
    }

    /// alpha/m, the level of the smallest p-value; alpha in an empty family.
    pub fn first_level(&self) -> f64 {
        self.alpha / self.size().max(1) as f64
    }

    /// Whether m·p ≤ alpha, computed as for the members. If it is not so for the smallest p-value that
    /// a member's samples can have, the member can't be rejected when all others are true: no
    /// regression of it, however large, can be found alone.
    pub fn can_reject(&self, smallest_p: f64) -> bool {
        product(self.size().max(1), smallest_p, self.alpha) <= self.alpha
    }
}

/// p times the number of tests left, less what may be rounding. One test is no product: its p is
/// compared with alpha as it would be without a family.
fn product(left: usize, p: f64, alpha: f64) -> f64 {
    let product = left as f64 * p;
    if left > 1 && product > alpha && product <= alpha * ROUNDING { alpha } else { product }
}

#[cfg(test)]
mod tests;
