//! The policy that a command is to judge by, from flags, files and git.

mod side;

use super::judging::Judging;
use super::message::Message;
use crate::config::{Effective, Flags, effective as effective_of};
use crate::policy::{Effect, Origin, PolicyChange, Subject};
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

/// That of a commit, where another would change it. Neither has to be checked out; both are full object
/// ids.
///
/// # Errors
///
/// What is wrong with a file or a directive, or git can't be asked.
pub(super) fn of_commits(baseline: &str, candidate: &str) -> Result<Effective, Message> {
    let judging = Judging::default();
    let of = |commit| Side::of_commit(commit, &judging);
    between(&of(baseline)?, &of(candidate)?, &judging.flags()?)
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
