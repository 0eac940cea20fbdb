//! The policy that a command is to judge by, from flags, files and git.

mod side;

use super::judging::Judging;
use super::message::Message;
use crate::config::{Effective, Flags, Loaded, effective as effective_of};
use crate::policy::{Effect, Origin, Policy, PolicyChange, Subject};
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
        return of_side(&own, &own, &flags);
    };
    between(&Side::named(from, judging)?, &own, &flags)
}

/// The policy by which a change is judged.
pub(super) struct OfChange {
    pub policy: Policy,
    /// What is wrong with the baseline's own, if the candidate's stands in for it.
    pub broken_baseline: Option<Message>,
    /// The files of both sides, the baseline's first.
    pub files: [Option<Loaded>; 2],
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
    let pushed = |error: Message| error.after("the policy that is pushed is broken: ");
    let own = Side::of_commit(candidate, directory, judging);
    of_sides(Side::of_commit(baseline, directory, judging), own, judging).map_err(pushed)
}

/// The same for a candidate that is a commit, or, without one, what is here. Flags may name another policy
/// than the baseline's.
///
/// # Errors
///
/// As for [`of_commits`].
pub(super) fn of_change(
    baseline: &str,
    candidate: Option<&str>,
    directory: &str,
    judging: &Judging,
) -> Result<OfChange, Message> {
    let from = judging.policy_from.clone().unwrap_or_else(|| short(baseline).to_owned());
    let judging = Judging { policy_from: Some(from.clone()), ..judging.clone() };
    let own = match candidate {
        None => Side::own(&judging),
        Some(commit) => Side::of_commit(commit, directory, &judging),
    };
    of_sides(Side::named(&from, &judging), own, &judging)
}

fn of_sides(
    baseline: Result<Side, Message>,
    own: Result<Side, Message>,
    judging: &Judging,
) -> Result<OfChange, Message> {
    let flags = judging.flags()?;
    let alone = |side: &Side| of_side(side, side, &flags);
    let own = own?;
    let own_alone = alone(&own)?;
    let (policy, broken_baseline, before) =
        match baseline.and_then(|side| alone(&side).map(|_| side)) {
            Ok(baseline) => (between(&baseline, &own, &flags)?.policy, None, baseline.file),
            Err(error) => (own_alone.policy, Some(error), None),
        };
    Ok(OfChange { policy, broken_baseline, files: [before, own.file] })
}

/// The baseline's policy, with what a change makes stricter.
fn between(baseline: &Side, own: &Side, flags: &Flags) -> Result<Effective, Message> {
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
fn of_side(settings: &Side, directives: &Side, flags: &Flags) -> Result<Effective, Message> {
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
