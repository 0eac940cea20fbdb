//! What one operation allocates, and where.

use super::Frame;
use super::amount::Amount;
use super::pairing::Place;
use super::places::Places;
use super::stacks::{Root, Stacks, line_of};
use super::ways::Way;
use crate::pprof::{Line, Profile, Sample};
use std::collections::{BTreeMap, HashMap};
use thiserror::Error;

/// How many iterations the shorter profile has: of a single one `go test` makes its first run, which is like no
/// other.
pub const FEW: u64 = 2;

/// The profiles of one side of a benchmark, every allocation in them.
#[derive(Clone, Copy, Debug)]
pub struct SideProfiles<'a> {
    /// Of a process in which the benchmark ran [`FEW`] iterations; and one before, if it loops over `b.N`.
    pub few: &'a Profile,
    /// Of one in which it ran `iterations`; and likewise.
    pub many: &'a Profile,
    /// More than [`FEW`].
    pub iterations: u64,
    /// Where the files lie that it names.
    pub places: &'a Places,
}

/// A profile has no `alloc_objects` or no `alloc_space`: it is no heap profile of Go's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a profile doesn't say what was allocated: it has no alloc_objects or no alloc_space")]
pub struct NoAllocations;

/// What one side allocates.
#[derive(Clone, Debug, Default)]
pub(super) struct Allocations {
    /// By file and line.
    pub sites: BTreeMap<(String, u32), Allocated>,
    /// In one operation, in code of any repository.
    pub total: Amount,
    /// How many operations the longer profile has, if that can be told.
    pub operations: Option<u64>,
}

/// What is allocated at a line, or in libraries that are called from it.
#[derive(Clone, Debug, Default)]
pub(super) struct Allocated {
    /// The function that the line is in.
    pub function: String,
    /// The line of that function's beginning; 0 if it is not known.
    pub start: u32,
    pub operation: Amount,
    /// Before the first operation, or in it only.
    pub setup: Amount,
    /// The ways that lead there.
    pub routes: HashMap<Way, Route>,
    /// The frames of each place in the code that allocates.
    pub at: Vec<Vec<Frame>>,
}

/// A way to an allocation.
#[derive(Clone, Debug, Default)]
pub(super) struct Route {
    pub operation: Amount,
    /// From the site to the benchmark.
    pub frames: Vec<Frame>,
}

/// By on whose behalf: [`Root::Launch`], [`Root::First`], [`Root::Goroutine`].
type ByRoot = [Amount; 3];

/// Counts of both profiles, of whatever is counted.
#[derive(Clone, Copy, Default)]
struct Counts {
    few: ByRoot,
    many: ByRoot,
}

impl Counts {
    /// What one operation allocates, and what is allocated once in a run. Both processes run the benchmark alike
    /// but for their numbers of iterations, so that all else falls out of the difference: what it does before
    /// its loop, and what happens in a process but once, in a first run of one iteration if there is one.
    fn split(&self, launches: bool, iterations: u64) -> (Amount, Amount) {
        let run = |roots: &ByRoot| if launches { roots[0] } else { roots[1] };
        let of = |roots: &ByRoot| run(roots) + roots[2];
        let between = iterations.saturating_sub(FEW).max(1) as f64;
        let operation = ((of(&self.many) - of(&self.few)) / between).or_nothing();
        let setup = run(&self.few) - operation / (1.0 / FEW as f64);
        (operation, setup.or_nothing())
    }
}

#[derive(Default)]
struct Counted {
    site: Allocated,
    counts: Counts,
    routes: HashMap<Way, (Counts, Route)>,
}

impl Allocations {
    /// What one operation allocates in lines of the repository, and in what they call.
    pub fn own(&self) -> Amount {
        self.sites.values().map(|site| site.operation).sum()
    }

    /// Of a side.
    ///
    /// # Errors
    ///
    /// A profile is of something else.
    pub fn of(side: &SideProfiles<'_>) -> Result<Allocations, NoAllocations> {
        let mut counting = Counting::default();
        counting.add(side.few, side.places, false)?;
        counting.add(side.many, side.places, true)?;
        Ok(counting.allocations(side.iterations))
    }
}

#[derive(Default)]
struct Counting {
    sites: BTreeMap<(String, u32), Counted>,
    all: Counts,
}

impl Counting {
    fn add(
        &mut self,
        profile: &Profile,
        places: &Places,
        is_many: bool,
    ) -> Result<(), NoAllocations> {
        let kinds = ["alloc_objects", "alloc_space"].map(|kind| profile.sample_type(kind));
        let [Some(objects), Some(bytes)] = kinds else { return Err(NoAllocations) };
        let mut stacks = Stacks::of(profile, places);
        for sample in profile.samples() {
            let amount = Amount {
                objects: sample.values[objects] as f64,
                bytes: sample.values[bytes] as f64,
            };
            let root = match stacks.root(sample.stack) {
                Root::Launch => 0,
                Root::First => 1,
                Root::Goroutine => 2,
                Root::Program => continue,
            };
            let of = |counts: &mut Counts| match is_many {
                true => counts.many[root] += amount,
                false => counts.few[root] += amount,
            };
            of(&mut self.all);
            self.at_site(&mut stacks, &sample, &of);
        }
        Ok(())
    }

    fn at_site(&mut self, stacks: &mut Stacks<'_>, sample: &Sample<'_>, of: &dyn Fn(&mut Counts)) {
        let Some((at, frame)) = stacks.site(sample.stack) else { return };
        let lines = stacks.profile.location(sample.stack[at]);
        let line = &lines[frame];
        let path = stacks.file(line).unwrap_or_default().to_owned();
        let counted = self.sites.entry((path, line_of(line))).or_default();
        of(&mut counted.counts);
        // A closure may stand in the same line as what it is in: both sides call the place alike.
        let function = stacks.function(line);
        if counted.site.function.is_empty() || function < counted.site.function {
            counted.site.function = function;
            let start = stacks.profile.function(line.function).start_line;
            counted.site.start = start.try_into().unwrap_or(0);
        }
        let frames = stacks.frames(sample.stack[at]);
        if !counted.site.at.contains(&frames) {
            counted.site.at.push(frames);
        }
        let calls = calls(stacks, &sample.stack[at..], frame);
        let way = Way {
            lines: calls.iter().map(line_on).collect(),
            leaf: leaf(stacks, sample.stack, at, frame),
        };
        let (counts, route) = counted.routes.entry(way).or_default();
        of(counts);
        if route.frames.is_empty() {
            route.frames = calls;
        }
    }

    fn allocations(self, iterations: u64) -> Allocations {
        let launches = self.all.many[0].objects > 0.0;
        let loops = self.all.many[1].objects > self.all.few[1].objects;
        let sites = self.sites.into_iter().map(|(place, counted)| {
            let Counted { mut site, counts, routes } = counted;
            (site.operation, site.setup) = counts.split(launches, iterations);
            site.routes = routes
                .into_iter()
                .map(|(names, (counts, route))| {
                    (names, Route { operation: counts.split(launches, iterations).0, ..route })
                })
                .collect();
            (place, site)
        });
        let total = self.all.split(launches, iterations).0;
        let operations =
            (launches || loops).then(|| iterations.saturating_add(u64::from(launches)));
        Allocations { sites: sites.collect(), total, operations }
    }
}

/// Of a longer way both ends are kept, so many frames each.
const LONGEST: usize = 32;

/// The calls from a site to the benchmark, or as far as the stack goes: what runs benchmarks is left out.
fn calls(stacks: &Stacks<'_>, stack: &[u32], frame: usize) -> Vec<Frame> {
    let lines = |index: usize| stacks.profile.location(stack[index]).iter();
    let all =
        (0..stack.len()).flat_map(|index| lines(index).skip(if index == 0 { frame } else { 0 }));
    let is_own = |line: &&Line| !stacks.name(line).starts_with("testing.");
    let mut own: Vec<&Line> = all.take_while(is_own).collect();
    if own.len() > 2 * LONGEST {
        own.drain(LONGEST..own.len() - LONGEST);
    }
    own.into_iter().map(|line| stacks.frame(line, false)).collect()
}

/// A line of the repository, or a function of other code.
fn line_on(call: &Frame) -> Place {
    if call.path.is_empty() { (call.function.clone(), 0) } else { (call.path.clone(), call.line) }
}

/// What a site's line calls, on the way to what allocates.
fn leaf(stacks: &Stacks<'_>, stack: &[u32], at: usize, frame: usize) -> Option<String> {
    let lines = stacks.profile.location(stack[at]);
    let before = |at: usize| stacks.profile.location(stack[at]).last();
    let called: Option<&Line> = match frame.checked_sub(1) {
        Some(inner) => lines.get(inner),
        None => at.checked_sub(1).and_then(before),
    };
    called.map(|line| stacks.function(line))
}
