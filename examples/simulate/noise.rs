//! What benchmarks print when nothing changed.
//!
//! Profiles and model are numbers of our own, not measurements. Those of the profiles were given; those
//! of the model were set so that the table has the rates by which the gate's default was first chosen.

use super::random::Random;

/// How noisy a project's benchmarks are.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// What it is called.
    pub name: &'static str,
    /// The share of benchmarks whose allocs/op never varies.
    pub constant_allocs: f64,
    /// The share of benchmarks whose B/op never varies.
    pub constant_bytes: f64,
    /// The share of benchmarks whose B/op varies by [`Model::wide`]; what remains varies by
    /// [`Model::narrow`].
    pub wide_bytes: f64,
}

/// The profiles of the table.
pub const PROFILES: [Profile; 2] = [
    Profile { name: "typical", constant_allocs: 0.97, constant_bytes: 0.70, wide_bytes: 0.0 },
    Profile { name: "noisy", constant_allocs: 0.85, constant_bytes: 0.40, wide_bytes: 0.30 },
];

/// How values are made.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// allocs/op that benchmarks have, from and to; the logarithm is uniform.
    pub allocs: (f64, f64),
    /// B/op that benchmarks have, likewise.
    pub bytes: (f64, f64),
    /// Standard deviation of B/op that varies little, as a share of its mean.
    pub narrow: f64,
    /// The same of B/op that varies much.
    pub wide: f64,
    /// Standard deviation in bytes that either has besides: setup and growth, spread over the iterations.
    pub amortised: f64,
    /// Every process has a mean B/op of its own. Its standard deviation, as a share of that within a
    /// process.
    pub drift: f64,
    /// The same of allocs/op.
    pub allocs_drift: f64,
}

/// The model that the table is made with.
pub const MODEL: Model = Model {
    allocs: (1.0, 1000.0),
    bytes: (64.0, 131_072.0),
    narrow: 0.0075,
    wide: 0.03,
    amortised: 4.0,
    drift: 0.28,
    allocs_drift: 0.15,
};

/// Where one benchmark's values of one unit come from.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// The same value every time.
    Constant(f64),
    /// A whole number or, with this probability, the next: a mean between the two, printed without its
    /// fraction.
    Flipping(f64, f64),
    /// Normal, of this mean and standard deviation, printed as a whole number.
    Spread(f64, f64),
}

impl Source {
    /// A benchmark's allocs/op.
    pub fn allocs(profile: &Profile, model: &Model, random: &mut Random) -> Source {
        let whole = random.log_uniform(model.allocs.0, model.allocs.1).floor();
        if random.happens(profile.constant_allocs) {
            Source::Constant(whole)
        } else {
            Source::Flipping(whole, random.uniform())
        }
    }

    /// A benchmark's B/op.
    pub fn bytes(profile: &Profile, model: &Model, random: &mut Random) -> Source {
        let mean = random.log_uniform(model.bytes.0, model.bytes.1);
        let place = random.uniform();
        if place < profile.constant_bytes {
            Source::Constant(mean.floor())
        } else {
            let wide = place < profile.constant_bytes + profile.wide_bytes;
            let relative = mean * if wide { model.wide } else { model.narrow };
            let deviation = relative * relative + model.amortised * model.amortised;
            Source::Spread(mean, deviation.sqrt())
        }
    }

    /// The values that one process prints.
    pub fn sample(&self, model: &Model, random: &mut Random, values: &mut [f64]) {
        let process = random.normal();
        match *self {
            Source::Constant(value) => values.fill(value),
            Source::Flipping(whole, share) => {
                let deviation = (share * (1.0 - share)).sqrt();
                let share = share + model.allocs_drift * process * deviation;
                values.fill_with(|| whole + f64::from(u8::from(random.happens(share))));
            }
            Source::Spread(mean, deviation) => {
                let mean = mean + model.drift * process * deviation;
                values.fill_with(|| (mean + deviation * random.normal()).round().max(0.0));
            }
        }
    }
}
