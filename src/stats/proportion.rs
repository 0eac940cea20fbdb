//! How probable something is that was seen to happen in some of a number of trials.

use super::elementary::{exp, ln, ln_factorial};
use super::interval::Interval;

/// The Clopper–Pearson interval of the probability behind `failures` in `trials` independent trials:
/// all probabilities at which neither so many failures or more, nor so many or fewer, is less probable
/// than (1 − `confidence`)/2. It covers the true one with at least that confidence, which is given
/// back in the result.
///
/// The ends are where a tail of the binomial distribution, summed term by term, has that probability.
/// Ten digits are right up to a million trials, six up to 10⁹; time grows with the square root.
/// Without trials it is \[0, 1\], as it is for a confidence of 1 or NaN; one below 0 is 0. More
/// failures than trials are as many.
///
/// Source: C. J. Clopper and E. S. Pearson, "The Use of Confidence or Fiducial Limits Illustrated in
/// the Case of the Binomial", Biometrika 26 (1934), 404–413.
pub fn proportion_interval(failures: u64, trials: u64, confidence: f64) -> Interval {
    let confidence = sane(confidence);
    let beyond = (1.0 - confidence) / 2.0;
    let (failures, successes) = (failures.min(trials), trials.saturating_sub(failures));
    Interval {
        low: if failures == 0 { 0.0 } else { low(failures, trials, beyond) },
        high: if successes == 0 { 1.0 } else { high(successes, trials, beyond) },
        confidence,
    }
}

/// The probability behind `failures` in `trials` independent trials that is not exceeded, with this
/// confidence: the largest at which so many failures or fewer have probability 1 − `confidence`. Of
/// none in n it is 1 − (1 − `confidence`)^(1/n).
///
/// That is one end of [`proportion_interval`] at the confidence 2·`confidence` − 1, with all that is said
/// there. Below one half it means nothing.
pub fn proportion_upper_bound(failures: u64, trials: u64, confidence: f64) -> f64 {
    match trials.saturating_sub(failures) {
        0 => 1.0,
        successes => high(successes, trials, 1.0 - sane(confidence)),
    }
}

fn sane(confidence: f64) -> f64 {
    if confidence.is_nan() { 1.0 } else { confidence.clamp(0.0, 1.0) }
}

/// The probability p of a failure at which `failures` or more have the probability `beyond`.
fn low(failures: u64, trials: u64, beyond: f64) -> f64 {
    let tail = Tail::new(failures, trials);
    let estimate = failures as f64 / trials as f64;
    let falls_short = |p: f64| tail.probability(ln(p), libm::log1p(-p), p / (1.0 - p)) < beyond;
    bisect(0.0, estimate, falls_short)
}

/// The probability p of a failure at which `successes` or more have the probability `beyond`. Looking
/// for the failure's rather than the success's keeps small ones precise.
fn high(successes: u64, trials: u64, beyond: f64) -> f64 {
    let tail = Tail::new(successes, trials);
    let estimate = (trials - successes) as f64 / trials as f64;
    let exceeds = |p: f64| tail.probability(libm::log1p(-p), ln(p), (1.0 - p) / p) >= beyond;
    bisect(estimate, 1.0, exceeds)
}

/// Where a condition that holds from `low` on ceases to hold before `high`.
fn bisect(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return middle;
        } else if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// So many events or more, of so many trials.
struct Tail {
    events: f64,
    others: f64,
    /// ln C(trials, events).
    ln_ways: f64,
}

impl Tail {
    fn new(events: u64, trials: u64) -> Tail {
        let others = trials - events;
        Tail { events: events as f64, others: others as f64, ln_ways: ln_choose(trials, events) }
    }

    /// The tail's probability, given the logarithms of an event's and of its complement's, and the
    /// odds. Where an event is no more probable than the share that was seen, terms decrease from the
    /// first on.
    fn probability(&self, ln_event: f64, ln_other: f64, odds: f64) -> f64 {
        let first = exp(self.ln_ways + self.events * ln_event + self.others * ln_other);
        let (mut term, mut sum, mut more) = (1.0, 1.0, 0.0);
        while term > sum * f64::EPSILON / 16.0 {
            term *= (self.others - more) / (self.events + more + 1.0) * odds;
            sum += term;
            more += 1.0;
        }
        first * sum
    }
}

/// Up to so many factors a sum of their logarithms is exacter than a difference of factorials'.
const FEW: u64 = 1000;

/// ln C(n, k).
fn ln_choose(n: u64, k: u64) -> f64 {
    let k = k.min(n - k);
    if k <= FEW {
        (0..k).map(|i| ln((n - i) as f64 / (i + 1) as f64)).sum()
    } else {
        let [n, k, rest] = [n, k, n - k].map(|n| ln_factorial(n as usize));
        n - k - rest
    }
}

#[cfg(test)]
mod tests;
