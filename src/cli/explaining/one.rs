//! One benchmark: profiled, and explained.

use super::declared::Declared;
use super::read::Read;
use super::sources::of_both;
use super::{Explaining, Kept};
use crate::explain::notes::Notes;
use crate::explain::touched::Touched;
use crate::explain::{self, Benchmark, Grown, SideProfiles};
use crate::report::v1::{Explanation, LimitCode, Report};
use crate::report::{Explained, Regressed, explanation, unexplained};
use crate::run::{Profiled, Profiles, RunError, Side, ToProfile};
use std::rc::Rc;

impl Explaining<'_, '_> {
    /// Says why a benchmark allocates more, and hands over what that rests on.
    pub(super) fn one(
        &mut self,
        benchmark: &Regressed<'_>,
        report: &Report,
    ) -> Result<(Explanation, Option<Kept>), RunError> {
        let Regressed { package, name, iterations } = *benchmark;
        let (sides, iterations, is_untrimmed) =
            match self.profiler.profile(&ToProfile { package, name, iterations })? {
                Profiled::Both { sides, iterations, is_untrimmed } => {
                    (sides, iterations, is_untrimmed)
                }
                Profiled::Not(why) => return Ok((unexplained(benchmark, &why), None)),
            };
        let read = match Read::of(&sides) {
            Ok(read) => read,
            Err(error) => return Ok((unexplained(benchmark, &error.to_string()), None)),
        };
        let (explained, limits) =
            self.sites(benchmark, report, &read, (iterations, is_untrimmed))?;
        let operations = explained.operations[1];
        let printed = sides.each_ref().map(|side| side.memory);
        let found = Explained { explained, iterations, printed, limits };
        let explanation = explanation(report, benchmark, &found);
        let kept = self.kept(&explanation, operations, *sides);
        Ok((explanation, Some(kept)))
    }

    fn sites(
        &mut self,
        regressed: &Regressed<'_>,
        report: &Report,
        read: &Read,
        (iterations, is_untrimmed): (u64, bool),
    ) -> Result<(explain::Explanation, Vec<LimitCode>), RunError> {
        let places = self.sources.places(is_untrimmed).clone();
        let side = |index: usize| SideProfiles {
            once: &read.once[index],
            many: &read.many[index],
            iterations,
            places: &places[index],
        };
        let (touched, is_known) = self.touched();
        let files = of_both(self.plan);
        let benchmark = Benchmark {
            sides: [side(0), side(1)],
            sources: [&files[0], &files[1]],
            touched: &touched,
            grown: regressed.growth(report),
        };
        let grown = Grown::of(&benchmark);
        let notes = self.notes(regressed.package, grown.packages())?;
        let [baseline, candidate] = &*notes;
        let explained = grown.explained([baseline, candidate]);
        let lacks_notes = !explained.sites.is_empty() && *candidate == Notes::default();
        let limits = [
            (!is_known, LimitCode::NoDiff),
            (lacks_notes, LimitCode::NoCompilerNotes),
            (self.differs_in_toolchain, LimitCode::ProfilesDifferInToolchain),
        ];
        let limits = limits.into_iter().filter_map(|(is, code)| is.then_some(code));
        Ok((explained, limits.collect()))
    }

    /// What lies between the sides, and whether that is known: otherwise it is taken for nothing.
    fn touched(&self) -> (Rc<Touched>, bool) {
        match &self.touched {
            Some(touched) => (touched.clone(), true),
            None => (Rc::default(), false),
        }
    }

    fn kept(&self, explanation: &Explanation, operations: u64, sides: [Profiles; 2]) -> Kept {
        let file = |path: &str| self.plan.file(Side::Candidate, path);
        Kept {
            package: explanation.package.to_string(),
            name: explanation.name.to_string(),
            operations,
            profiles: sides.map(|side| side.many),
            declared: Declared::of(explanation, &file),
        }
    }
}
