//! One commit that is pushed, from what changed to the exit code.

use super::policies::{Group, groups};
use super::progress::{line, tell_of};
use super::pushed::Push;
use super::verdict::Verdict;
use super::{Session, incomplete, worse};
use crate::cli::Exit;
use crate::cli::ended::Ended;
use crate::cli::judging::Judging;
use crate::cli::policy::{of_commits, short};
use crate::host::Git;
use crate::run::{
    Asked, Cache, Candidate, Deciding, Flags, Measured, Packages, Pair, Plan, Progress, RunError,
    TimeLimit, may_matter, prepare,
};
use std::collections::BTreeSet;
use std::path::Path;

/// What is to be judged, and how.
pub(super) struct One<'a> {
    pub root: &'a Path,
    pub git: &'a Git,
    pub push: &'a Push,
    pub flags: &'a Flags,
    pub limit: &'a TimeLimit,
    pub ways: Ways,
}

/// What is no reason to stop a push, and what is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ways {
    /// Something was not measured: stop.
    pub strict: bool,
    /// Benchmarks are gone, and no rule misses them: go on.
    pub allow_missing: bool,
}

impl One<'_> {
    /// Measures what the change reaches, and judges it.
    pub fn judge(&self, session: &mut Session<'_>) -> Result<Exit, Ended> {
        let Push { baseline, candidate } = self.push;
        let changed = self.git.changed(baseline, candidate)?;
        if !may_matter(self.git, baseline, candidate, &changed)? {
            return Ok(Exit::Pass);
        }
        session.tell(&format!("{} against {}", short(candidate), short(baseline)));
        let cache = Cache::open()?;
        let commands = commands(self.push);
        let Some(plan) = in_time(prepare(self.asked(&changed, &commands), &cache))? else {
            return Ok(self.without_time(session));
        };
        // What is wrong with a policy is said before anything is measured.
        let directories = plan.directories();
        let groups = groups(self.git, self.push, directories, self.ways.allow_missing)?;
        groups.iter().for_each(|group| tell_of_policy(group, session));
        let measured = measure(&plan, session)?;
        let is_complete = tell_of(&measured, self.limit, session);
        let mut exit = Exit::Pass;
        for group in groups {
            exit = worse(exit, self.verdict(group, &measured, session)?);
        }
        Ok(match exit {
            Exit::Pass if !is_complete => incomplete(self.ways.strict, session),
            exit => exit,
        })
    }

    fn asked<'a>(&'a self, changed: &'a [String], commands: &'a [Option<String>; 2]) -> Asked<'a> {
        let Push { baseline, candidate } = self.push;
        let (repository, flags, limit) = (self.root, self.flags, self.limit);
        let (candidate, packages) = (Candidate::Commit(candidate), Packages::Reached(changed));
        let (prepare, written) = (commands.each_ref().map(Option::as_deref), &[]);
        Asked { repository, baseline, candidate, packages, prepare, written, flags, limit }
    }

    fn verdict(
        &self,
        group: Group,
        measured: &Measured,
        session: &mut Session<'_>,
    ) -> Result<Exit, Ended> {
        let is_of = |pair: &&Pair| group.directories.contains(&pair.directory);
        let pairs: Vec<&Pair> = measured.pairs.iter().filter(is_of).collect();
        if pairs.is_empty() {
            return Ok(Exit::Pass);
        }
        Verdict { flags: self.flags, pairs: &pairs, ways: self.ways }.tell(group, session)
    }

    fn without_time(&self, session: &mut Session<'_>) -> Exit {
        let budget = self.limit.budget();
        session.tell(&format!("nothing was measured within {budget:?}: see --budget"));
        incomplete(self.ways.strict, session)
    }
}

/// The commands that make what is not in the repository, by the files at its root. What is wrong with
/// these is said of the packages that they decide on.
fn commands(push: &Push) -> [Option<String>; 2] {
    let from = short(&push.baseline).to_owned();
    let judging = Judging { policy_from: Some(from), ..Judging::default() };
    let of_change = of_commits(&push.baseline, &push.candidate, "", &judging);
    of_change.map(|of_change| of_change.prepare()).unwrap_or_default()
}

fn measure(plan: &Plan<'_>, session: &mut Session<'_>) -> Result<Measured, RunError> {
    plan.measure(&Fixed, &mut |progress: &Progress<'_>| {
        if let Some(line) = line(progress) {
            session.tell(&line);
        }
    })
}

/// As many samples of each benchmark as are asked for: a push waits for no others.
struct Fixed;

impl Deciding for Fixed {
    fn undecided(&self, _: [&[u8]; 2]) -> BTreeSet<String> {
        BTreeSet::new()
    }

    fn to_confirm(&self, _: [&[u8]; 2]) -> BTreeSet<String> {
        BTreeSet::new()
    }

    fn is_parallel(&self, _: &str) -> bool {
        false
    }

    fn needs_figures(&self, _: &str) -> bool {
        true
    }
}

/// Nothing where the time was over before that.
fn in_time<T>(result: Result<T, RunError>) -> Result<Option<T>, RunError> {
    match result {
        Err(error) if error.is_deadline() => Ok(None),
        result => result.map(Some),
    }
}

/// The change decides on itself, if the remote has nothing to decide by: nobody is to overlook that.
fn tell_of_policy(group: &Group, session: &mut Session<'_>) {
    if let Some(error) = &group.broken_baseline {
        session.tell("WARNING: the policy that the remote has is broken:");
        session.tell(&error.to_string());
        session.tell("WARNING: the policy that is pushed decides on itself instead");
    }
}
