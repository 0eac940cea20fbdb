//! One benchmark: profiled, and explained.

use super::declared::Declared;
use super::drawing::{BYTES, OBJECTS};
use super::read::Read;
use super::sources::of_both;
use super::{Explaining, Kept};
use crate::explain::notes::Notes;
use crate::explain::{self, Benchmark, FEW, Grown, NoAllocations, SideProfiles};
use crate::report::v1::{Explanation, Limit, LimitCode};
use crate::report::{Explained, Regressed, explanation, unexplained};
use crate::run::{Profiled, Profiles, RunError, Side, ToProfile};

/// How profiles came about.
struct Ran {
    iterations: u64,
    is_untrimmed: bool,
}

impl Explaining<'_, '_> {
    /// Says why a benchmark allocates more, and hands over what that rests on.
    pub(super) fn one(
        &mut self,
        benchmark: &Regressed<'_>,
    ) -> Result<(Explanation, Option<Kept>), RunError> {
        let Regressed { package, name, iterations, .. } = *benchmark;
        let [goos, goarch] = self.plan.platform();
        if !benchmark.is_of([goos, goarch]) {
            let why = format!("it was measured elsewhere, and this is {goos}/{goarch}");
            return Ok((unexplained(benchmark, &why), None));
        }
        let wanted = ToProfile { package, name, iterations, few: FEW };
        let profiled = self.profiler.profile(&wanted, self.limit.left())?;
        let (sides, ran) = match profiled {
            Profiled::Both { sides, iterations, is_untrimmed } => {
                (sides, Ran { iterations, is_untrimmed })
            }
            Profiled::Not(why) => return Ok((unexplained(benchmark, &why), None)),
        };
        let read = match Read::of(&sides) {
            Ok(read) => read,
            Err(error) => return Ok((unexplained(benchmark, &error.to_string()), None)),
        };
        let (explained, limits) = match self.sites(benchmark, &read, &ran) {
            Ok(found) => found,
            Err(error) => return Ok((unexplained(benchmark, &error.to_string()), None)),
        };
        let operations = explained.operations;
        let printed = sides.each_ref().map(|side| side.memory);
        let found = Explained { explained, iterations: ran.iterations, printed, limits };
        let explanation = explanation(benchmark, &found);
        let kept = self.kept(benchmark, &explanation, operations, *sides);
        Ok((explanation, Some(kept)))
    }

    fn sites(
        &mut self,
        regressed: &Regressed<'_>,
        read: &Read,
        ran: &Ran,
    ) -> Result<(explain::Explanation, Vec<Limit>), NoAllocations> {
        let places = self.sources.places(ran.is_untrimmed);
        let side = |index: usize| SideProfiles {
            few: &read.few[index],
            many: &read.many[index],
            iterations: ran.iterations,
            places: &places[index],
        };
        let files = of_both(self.plan);
        let benchmark = Benchmark {
            sides: [side(0), side(1)],
            sources: [&files[0], &files[1]],
            touched: self.touched.as_ref(),
            grown: regressed.growth(),
            measured: regressed.iterations,
        };
        let grown = Grown::of(&benchmark)?;
        let (of, left) = (grown.packages(), self.limit.left());
        let notes = self.asking.ask(&self.sources, regressed.package, of, left);
        let nothing = [Notes::default(), Notes::default()];
        let [baseline, candidate] = notes.as_ref().as_ref().unwrap_or(&nothing);
        let explained = grown.explained([baseline, candidate]);
        let limit = |code, detail: Option<&String>| Limit { code, detail: detail.cloned() };
        let unnoted = notes.as_ref().as_ref().err();
        let limits = [
            self.touched.is_none().then(|| limit(LimitCode::NoDiff, None)),
            unnoted.map(|why| limit(LimitCode::NoCompilerNotes, Some(why))),
            self.differs_in_toolchain.then(|| limit(LimitCode::ProfilesDifferInToolchain, None)),
        ];
        Ok((explained, limits.into_iter().flatten().collect()))
    }

    fn kept(
        &self,
        benchmark: &Regressed<'_>,
        explanation: &Explanation,
        operations: [u64; 2],
        sides: [Profiles; 2],
    ) -> Kept {
        let file = |path: &str| self.plan.file(Side::Candidate, path);
        Kept {
            package: explanation.package.to_string(),
            name: explanation.name.to_string(),
            kind: if benchmark.growth().objects > 0.0 { OBJECTS } else { BYTES },
            operations,
            profiles: sides.map(|side| side.many),
            declared: Declared::of(explanation, &file),
        }
    }
}
