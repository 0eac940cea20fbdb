//! Which lines allocate more, of the rows of a report: `run` makes profiles and asks the compiler, `explain`
//! tells sites and reasons by them.

mod change;
mod declared;
mod drawing;
mod noted;
mod one;
mod picturing;
mod postmortem;
mod read;
mod skeleton;
mod sources;
mod when;

pub(super) use change::touched;
pub(super) use picturing::Picturing;
pub(super) use when::When;

use crate::explain::touched::Touched;
use crate::report::Regressed;
use crate::report::v1::Explanation;
use crate::run::{Plan, Profiler, RunError, TimeLimit};
use declared::Declared;
use noted::Asking;
use sources::Sources;
use std::time::Duration;

/// So many benchmarks are explained, the worst first: a reader has seen enough by then.
const MOST: usize = 20;

/// So long all of them may take: a job has a limit of its own, and a verdict to write before that.
const LONGEST: Duration = Duration::from_secs(5 * 60);

/// What came of explaining a report's rows.
#[derive(Default)]
pub(super) struct Came {
    pub explanations: Vec<Explanation>,
    /// How many more there are to explain.
    pub left_out: usize,
    /// Why it came to an end before it was done.
    pub ended: Option<RunError>,
    /// What the explanations rest on, one for each that has sites.
    pub kept: Vec<Kept>,
}

/// What an explanation rests on.
pub(super) struct Kept {
    pub package: String,
    pub name: String,
    /// What its rows have more of: the kind of a profile's values.
    pub kind: &'static str,
    /// How many operations are in the profile of each side.
    pub operations: [u64; 2],
    /// As Go wrote them.
    pub profiles: [Vec<u8>; 2],
    /// Where the candidate declares the benchmark, if that is known.
    declared: Option<Declared>,
}

impl Kept {
    /// How often each side ran, where that is not the same.
    fn differing(&self) -> String {
        match self.operations {
            [baseline, candidate] if baseline == candidate => String::new(),
            [baseline, candidate] => {
                format!(": {baseline} operations of the baseline, {candidate} of the candidate")
            }
        }
    }
}

/// What explains benchmarks, while both sides are there.
pub(super) struct Explaining<'p, 'a> {
    plan: &'p Plan<'a>,
    profiler: Profiler<'p, 'a>,
    /// What lies between the sides, if that could be had.
    touched: Option<Touched>,
    sources: Sources,
    asking: Asking<'p, 'a>,
    limit: TimeLimit,
    differs_in_toolchain: bool,
}

impl<'p, 'a> Explaining<'p, 'a> {
    pub fn new(plan: &'p Plan<'a>, touched: Option<Touched>) -> Result<Self, RunError> {
        let [baseline, candidate] = plan.toolchains()?;
        Ok(Explaining {
            plan,
            profiler: plan.profiler(),
            touched,
            sources: Sources::of(plan)?,
            asking: Asking::new(plan, [&baseline, &candidate]),
            limit: TimeLimit::new(LONGEST),
            differs_in_toolchain: baseline != candidate,
        })
    }

    /// Explains benchmarks in their order, as far as there is time. What is explained stays so if this process
    /// is asked to end meanwhile.
    pub fn all(
        &mut self,
        benchmarks: &[Regressed<'_>],
        tell: &mut dyn FnMut(&Regressed<'_>, usize, usize),
    ) -> Came {
        let mut came = Came::default();
        let of = benchmarks.len().min(MOST);
        for (index, benchmark) in benchmarks.iter().take(MOST).enumerate() {
            if self.limit.left().is_zero() {
                break;
            }
            tell(benchmark, index + 1, of);
            match self.one(benchmark) {
                Ok((explanation, kept)) => {
                    came.explanations.push(explanation);
                    came.kept.extend(kept);
                }
                Err(error) => {
                    came.ended = Some(error);
                    break;
                }
            }
        }
        came.left_out = benchmarks.len() - came.explanations.len();
        came
    }
}
