//! What the compiler says of both sides, where that can be compared.

use super::sources::Sources;
use crate::explain::notes::Notes;
use crate::run::{Noted, Plan, Side};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::Duration;

/// Notes of both sides, or why there are none to compare.
pub(super) type Both = Result<[Notes; 2], String>;

/// Notes, each asked for once.
pub(super) struct Asking<'p, 'a> {
    plan: &'p Plan<'a>,
    /// Why those of the sides don't compare.
    incomparable: Option<String>,
    /// By whose tests packages are compiled for, and the packages.
    known: BTreeMap<(String, BTreeSet<String>), Rc<Both>>,
}

/// Since then the compiler names functions, and notes what `append` allocates.
const MINOR: u32 = 25;

impl<'p, 'a> Asking<'p, 'a> {
    pub fn new(plan: &'p Plan<'a>, toolchains: [&str; 2]) -> Asking<'p, 'a> {
        let minors = toolchains.map(minor);
        let is_alike = minors[0] == minors[1] || minors.iter().all(|minor| *minor >= Some(MINOR));
        let [baseline, candidate] = toolchains;
        let incomparable = (!is_alike).then(|| {
            format!("those of {baseline} and of {candidate} don't say the same of equal code")
        });
        Asking { plan, incomparable, known: BTreeMap::new() }
    }

    /// Those of packages, compiled for the tests of one.
    pub fn ask(
        &mut self,
        sources: &Sources,
        package: &str,
        of: BTreeSet<String>,
        deadline: Duration,
    ) -> Rc<Both> {
        let key = (package.to_owned(), of);
        if let Some(notes) = self.known.get(&key) {
            return notes.clone();
        }
        let notes = Rc::new(self.both(sources, package, &key.1, deadline));
        self.known.insert(key, notes.clone());
        notes
    }

    fn both(
        &self,
        sources: &Sources,
        package: &str,
        of: &BTreeSet<String>,
        deadline: Duration,
    ) -> Both {
        if of.is_empty() {
            return Ok(Default::default());
        }
        if let Some(why) = &self.incomparable {
            return Err(why.clone());
        }
        let read = |side: Side, index: usize| {
            let noted = self.plan.notes(side, package, of, deadline);
            match noted.map_err(|error| error.to_string())? {
                Noted::Said(said) => Ok(Notes::read(&said, &sources.places(false)[index])),
                Noted::Nothing => Ok(Notes::default()),
                Noted::Failed(why) => Err(format!("the {side}: {why}")),
            }
        };
        Ok([read(Side::Baseline, 0)?, read(Side::Candidate, 1)?])
    }
}

/// The 26 of `go1.26.1`.
fn minor(version: &str) -> Option<u32> {
    let rest = version.strip_prefix("go1.")?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_a_minor_number() {
        assert_eq!(minor("go1.26.1"), Some(26));
        assert_eq!(minor("go1.27rc1"), Some(27));
        assert_eq!(minor("devel go1.27-abc"), None);
    }
}
