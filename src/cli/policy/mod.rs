//! The policy that a command is to judge by, from flags, files and git.

mod error;
mod side;

use super::judging::Judging;
use super::message::Message;
use crate::config::{ConfigError, Effective, Flags, Loaded, effective as effective_of};
use crate::policy::{Effect, Origin, Policy, PolicyChange, Subject};
use error::PolicyError;
use side::Side;

pub(super) use side::short;

/// The policy in effect.
///
/// # Errors
///
/// What is wrong with a flag, a file or a directive.
pub(super) fn effective(judging: &Judging) -> Result<Effective, Message> {
    let flags = judging.flags()?;
    let own = Side::own(judging)?;
    let Some(from) = &judging.policy_from else {
        return Ok(of_side(&own, &own, &flags)?);
    };
    Ok(between(&Side::named(from, judging)?, &own, &flags)?)
}

/// The policy by which a change is judged.
pub(super) struct OfChange {
    pub policy: Policy,
    /// What is wrong with the baseline's own, if the candidate's stands in for it.
    pub broken_baseline: Option<Message>,
    /// The files that decide: the baseline's, or what stands in its place, and the candidate's.
    pub files: [Option<Loaded>; 2],
    /// The files of the two sides themselves, the baseline's first.
    pub own_files: [Option<Loaded>; 2],
}

impl OfChange {
    /// The commands that make what is not in the repository: each side's own.
    pub fn prepare(&self) -> [Option<String>; 2] {
        let command = |file: &Option<Loaded>| {
            file.as_ref()?.document.run.prepare.as_ref().map(|text| text.to_string())
        };
        self.own_files.each_ref().map(command)
    }
}

/// That of a directory of the baseline, with what the candidate makes stricter; the candidate's alone where
/// the baseline's is broken. Neither has to be checked out; both are full object ids.
///
/// # Errors
///
/// What is wrong with the candidate's file or a directive, or git can't be asked.
pub(super) fn of_commits(
    baseline: &str,
    candidate: &str,
    directory: &str,
    judging: &Judging,
) -> Result<OfChange, Message> {
    let pushed = |error| Message::from(error).after("the policy that is pushed is broken: ");
    let own = Side::of_commit(candidate, directory, judging).map_err(pushed)?;
    of_sides(Side::of_commit(baseline, directory, judging), own, judging)
}

/// The same for a candidate that is a commit, or, without one, what is here. Where a flag names another
/// policy than the baseline's, that one has to make sense.
///
/// # Errors
///
/// As for [`of_commits`], and what is wrong with the policy that a flag names.
pub(super) fn of_change(
    baseline: &str,
    candidate: Option<&str>,
    directory: &str,
    judging: &Judging,
) -> Result<OfChange, Message> {
    let of_baseline = Side::of_commit(baseline, directory, judging);
    let from = judging.policy_from.clone().unwrap_or_else(|| baseline.to_owned());
    // In its place directives of all of the working tree count.
    let of_change = Judging { policy_from: Some(from), ..judging.clone() };
    let own = match candidate {
        None => Side::own(&of_change)?,
        Some(commit) => Side::of_commit(commit, directory, &of_change)?,
    };
    let Some(from) = &judging.policy_from else {
        return of_sides(of_baseline, own, &of_change);
    };
    let before = file_of(&of_baseline);
    if let Err(PolicyError::NotFound(error)) = of_baseline {
        return Err(error);
    }
    let flags = of_change.flags()?;
    let named = Side::named(from, &of_change)?;
    let policy = between(&named, &own, &flags)?.policy;
    let own_files = [before, own.file.clone()];
    Ok(OfChange { policy, broken_baseline: None, files: [named.file, own.file], own_files })
}

fn of_sides(
    baseline: Result<Side, PolicyError>,
    own: Side,
    judging: &Judging,
) -> Result<OfChange, Message> {
    let flags = judging.flags()?;
    let own_alone = of_side(&own, &own, &flags)?;
    let before = file_of(&baseline);
    let own_files = [before, own.file.clone()];
    match baseline.and_then(|side| makes_sense(&side).map(|()| side)) {
        Ok(baseline) => {
            let policy = between(&baseline, &own, &flags)?.policy;
            let files = [baseline.file, own.file];
            Ok(OfChange { policy, broken_baseline: None, files, own_files })
        }
        Err(PolicyError::Broken(error)) => {
            let (policy, files) = (own_alone.policy, [None, own.file]);
            Ok(OfChange { policy, broken_baseline: Some(error), files, own_files })
        }
        Err(PolicyError::NotFound(error)) => Err(error),
    }
}

/// The file that a side has, if it can be read.
fn file_of(side: &Result<Side, PolicyError>) -> Option<Loaded> {
    side.as_ref().ok()?.file.clone()
}

/// Whether what a side has written down is a policy by itself, whatever flags add to it.
fn makes_sense(side: &Side) -> Result<(), PolicyError> {
    of_side(side, side, &Flags::default())?;
    Ok(())
}

/// The baseline's policy, with what a change makes stricter.
fn between(baseline: &Side, own: &Side, flags: &Flags) -> Result<Effective, ConfigError> {
    let mut judge = of_side(baseline, baseline, flags)?;
    // Where a side has no file, the other's says what both agree on.
    let settings = if own.file.is_some() { own } else { baseline };
    let change = of_side(settings, own, flags)?.policy;
    judge.policy = judge.policy.with_change(change);
    let paths = [baseline, own].map(|side| side.file.as_ref().map(|file| file.path().to_owned()));
    if paths[0].is_some() != paths[1].is_some() {
        judge.policy.changes.insert(0, file_change(paths));
    }
    Ok(judge)
}

/// The policy of one side's file and another's directives.
fn of_side(settings: &Side, directives: &Side, flags: &Flags) -> Result<Effective, ConfigError> {
    let resolve = |pattern: &str| settings.resolve(pattern);
    let mut effective = effective_of(settings.file.as_ref(), &resolve, flags)?;
    effective.policy.budgets.extend(directives.budgets.iter().cloned());
    Ok(effective)
}

/// That one side alone has a policy file: the other's is what holds without any.
fn file_change([baseline, candidate]: [Option<String>; 2]) -> PolicyChange {
    let is_gone = candidate.is_none();
    PolicyChange {
        subject: Subject { key: "policy file", ..Subject::default() },
        baseline,
        candidate,
        effect: if is_gone { Effect::DoesNotCount } else { Effect::CountsWhereStricter },
        origin: Origin::Default,
    }
}
