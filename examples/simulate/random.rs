//! Chance that is the same on every machine, in any number of streams.

use allocgate::stats::elementary::{exp, ln};

/// The generator xoshiro256++ of D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number
/// Generators", ACM Transactions on Mathematical Software 47 (2021), 36.
#[derive(Clone, Debug)]
pub struct Random {
    state: [u64; 4],
    /// The second of two normal numbers that were made at once.
    spare: Option<f64>,
}

impl Random {
    /// A stream of its own for every list of numbers.
    pub fn stream(numbers: &[u64]) -> Random {
        let mut mixed = numbers.iter().fold(0, |state, number| splitmix(state ^ *number).1);
        let state = std::array::from_fn(|_| {
            let (next, output) = splitmix(mixed);
            mixed = next;
            output
        });
        Random { state, spare: None }
    }

    fn next(&mut self) -> u64 {
        let s = &mut self.state;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// From 0 up to, but not, 1.
    pub fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True with this probability.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// Between two numbers above 0, the logarithm being uniform.
    pub fn log_uniform(&mut self, low: f64, high: f64) -> f64 {
        exp(ln(low) + self.uniform() * (ln(high) - ln(low)))
    }

    /// Normal, of mean 0 and variance 1, by Marsaglia's polar method.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                let factor = (-2.0 * ln(square) / square).sqrt();
                self.spare = Some(y * factor);
                return x * factor;
            }
        }
    }
}

/// The next state of splitmix64, and its output.
fn splitmix(state: u64) -> (u64, u64) {
    let state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (state, z ^ (z >> 31))
}
