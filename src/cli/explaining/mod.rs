//! Which lines allocate more, of the rows of a report: `run` makes profiles and asks the compiler, `explain`
//! tells sites and reasons by them.

mod change;
mod declared;
mod drawing;
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

use crate::explain::Places;
use crate::explain::notes::Notes;
use crate::explain::touched::Touched;
use crate::report::Regressed;
use crate::report::v1::{Explanation, Report};
use crate::run::{Plan, Profiler, RunError, Side};
use declared::Declared;
use sources::Sources;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// So many benchmarks are explained, the worst first: a reader has seen enough by then.
const MOST: usize = 20;

/// After so long none is begun any more.
const LONGEST: Duration = Duration::from_secs(5 * 60);

/// What came of explaining a report's rows.
#[derive(Default)]
pub(super) struct Came {
    pub explanations: Vec<Explanation>,
    /// How many more there are to explain.
    pub left_out: usize,
    /// What the explanations rest on, one for each that has sites.
    pub kept: Vec<Kept>,
}

/// What an explanation rests on.
pub(super) struct Kept {
    pub package: String,
    pub name: String,
    /// How many operations are in the profiles.
    pub operations: u64,
    /// As Go wrote them.
    pub profiles: [Vec<u8>; 2],
    /// Where the candidate declares the benchmark, if that is known.
    declared: Option<Declared>,
}

/// What explains benchmarks, while both sides are there.
pub(super) struct Explaining<'p, 'a> {
    plan: &'p Plan<'a>,
    profiler: Profiler<'p, 'a>,
    /// What lies between the sides, if that could be had.
    touched: Option<Rc<Touched>>,
    sources: Sources,
    /// By packages, and by whose tests these are compiled for.
    notes: BTreeMap<(String, BTreeSet<String>), Rc<[Notes; 2]>>,
    began: Instant,
    differs_in_toolchain: bool,
}

impl<'p, 'a> Explaining<'p, 'a> {
    pub fn new(plan: &'p Plan<'a>, touched: Option<Touched>) -> Result<Self, RunError> {
        let [baseline, candidate] = plan.toolchains()?;
        Ok(Explaining {
            plan,
            profiler: plan.profiler(),
            touched: touched.map(Rc::new),
            sources: Sources::of(plan)?,
            notes: BTreeMap::new(),
            began: Instant::now(),
            differs_in_toolchain: baseline != candidate,
        })
    }

    /// Explains benchmarks in their order, as far as there is time.
    pub fn all(
        &mut self,
        benchmarks: &[Regressed<'_>],
        report: &Report,
        tell: &mut dyn FnMut(&Regressed<'_>, usize, usize),
    ) -> Result<Came, RunError> {
        let mut came = Came::default();
        let of = benchmarks.len().min(MOST);
        for (index, benchmark) in benchmarks.iter().take(MOST).enumerate() {
            if self.began.elapsed() > LONGEST {
                break;
            }
            tell(benchmark, index + 1, of);
            let (explanation, kept) = self.one(benchmark, report)?;
            came.explanations.push(explanation);
            came.kept.extend(kept);
        }
        came.left_out = benchmarks.len() - came.explanations.len();
        Ok(came)
    }

    /// What the compiler says of both sides.
    fn notes(&mut self, package: &str, of: BTreeSet<String>) -> Result<Rc<[Notes; 2]>, RunError> {
        let key = (package.to_owned(), of);
        if let Some(notes) = self.notes.get(&key) {
            return Ok(notes.clone());
        }
        let read = |side: Side, places: &Places| -> Result<Notes, RunError> {
            if key.1.is_empty() {
                return Ok(Notes::default());
            }
            Ok(Notes::read(&self.plan.notes(side, package, &key.1)?, places))
        };
        let [older, newer] = self.sources.places(false);
        let notes = Rc::new([read(Side::Baseline, older)?, read(Side::Candidate, newer)?]);
        self.notes.insert(key, notes.clone());
        Ok(notes)
    }
}
