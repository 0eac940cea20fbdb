//! Which lines allocate more, of the rows of a report: `run` makes profiles and asks the compiler, `explain`
//! tells sites and reasons by them.

mod change;
mod picturing;
mod sources;
mod when;

pub(super) use change::touched;
pub(super) use picturing::Picturing;
pub(super) use when::When;

use crate::explain::notes::Notes;
use crate::explain::touched::Touched;
use crate::explain::{Benchmark, Grown, Places, SideProfiles};
use crate::pprof::{Limits, Profile, ProfileError, read};
use crate::report::v1::{Explanation, LimitCode, Report};
use crate::report::{Explained, Regressed, explanation, unexplained};
use crate::run::{Plan, Profiled, Profiler, Profiles, RunError, Side, ToProfile};
use sources::{Sources, of_both};
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

/// The profiles of a benchmark.
pub(super) struct Kept {
    pub package: String,
    pub name: String,
    /// How many operations are in it, besides the first.
    pub iterations: u64,
    /// The longer ones, as Go wrote them.
    pub profiles: [Vec<u8>; 2],
}

/// What explains benchmarks, while both sides are there.
pub(super) struct Explaining<'p, 'a> {
    plan: &'p Plan<'a>,
    profiler: Profiler<'p, 'a>,
    /// What lies between the sides, if that could be had.
    touched: Option<Touched>,
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
            touched,
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

    fn one(
        &mut self,
        benchmark: &Regressed<'_>,
        report: &Report,
    ) -> Result<(Explanation, Option<Kept>), RunError> {
        let Regressed { package, name, iterations } = *benchmark;
        let wanted = ToProfile { package, name, iterations };
        match self.profiler.profile(&wanted)? {
            Profiled::Not(why) => Ok((unexplained(benchmark, &why), None)),
            Profiled::Both { sides, iterations, is_untrimmed } => match Read::of(&sides) {
                Err(error) => Ok((unexplained(benchmark, &error.to_string()), None)),
                Ok(read) => {
                    let explanation =
                        self.sites(benchmark, report, &read, iterations, is_untrimmed)?;
                    let [baseline, candidate] = *sides;
                    let kept = Kept {
                        package: package.to_owned(),
                        name: name.to_owned(),
                        iterations,
                        profiles: [baseline.many, candidate.many],
                    };
                    Ok((explanation, Some(kept)))
                }
            },
        }
    }

    fn sites(
        &mut self,
        regressed: &Regressed<'_>,
        report: &Report,
        read: &Read,
        iterations: u64,
        is_untrimmed: bool,
    ) -> Result<Explanation, RunError> {
        let places = self.sources.places(is_untrimmed).clone();
        let side = |index: usize| SideProfiles {
            once: &read.once[index],
            many: &read.many[index],
            iterations,
            places: &places[index],
        };
        let unknown = Touched::default();
        let touched = self.touched.clone();
        let files = of_both(self.plan);
        let benchmark = Benchmark {
            sides: [side(0), side(1)],
            sources: [&files[0], &files[1]],
            touched: touched.as_ref().unwrap_or(&unknown),
            grown: regressed.growth(report),
        };
        let grown = Grown::of(&benchmark);
        let notes = self.notes(regressed.package, grown.packages())?;
        let [baseline, candidate] = &*notes;
        let explained = grown.explained([baseline, candidate]);
        let mut limits = Vec::new();
        if touched.is_none() {
            limits.push(LimitCode::NoDiff);
        }
        if !explained.sites.is_empty() && candidate.findings.is_empty() {
            limits.push(LimitCode::NoCompilerNotes);
        }
        if self.differs_in_toolchain {
            limits.push(LimitCode::ProfilesDifferInToolchain);
        }
        let printed = read.memory;
        Ok(explanation(report, regressed, &Explained { explained, iterations, printed, limits }))
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

/// The profiles of both sides.
struct Read {
    once: [Profile; 2],
    many: [Profile; 2],
    /// What was printed with the longer ones.
    memory: [[Option<u64>; 2]; 2],
}

impl Read {
    fn of(sides: &[Profiles; 2]) -> Result<Read, ProfileError> {
        let profile = |bytes: &[u8]| read(bytes, Limits::default());
        let [baseline, candidate] = sides;
        Ok(Read {
            once: [profile(&baseline.once)?, profile(&candidate.once)?],
            many: [profile(&baseline.many)?, profile(&candidate.many)?],
            memory: [baseline.memory, candidate.memory],
        })
    }
}
