//! The policy that a command is to judge by, from flags, files and git.

mod side;

use super::judging::Judging;
use super::message::Message;
use crate::config::{Effective, Flags, effective as effective_of};
use crate::policy::{Effect, Origin, PolicyChange, Subject};
use side::Side;

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
    let baseline = Side::named(from, judging)?;
    let mut judge = of_side(&baseline, &baseline, &flags)?;
    // Where a side has no file, the other's says what both agree on.
    let settings = if own.file.is_some() { &own } else { &baseline };
    let change = of_side(settings, &own, &flags)?.policy;
    judge.policy = judge.policy.with_change(change);
    if let (Some(file), None) = (&baseline.file, &own.file) {
        judge.policy.changes.push(gone(file.path()));
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

/// That the candidate's side has no policy file any more.
fn gone(path: &str) -> PolicyChange {
    PolicyChange {
        subject: Subject { key: "policy file", ..Subject::default() },
        baseline: Some(path.to_owned()),
        candidate: None,
        effect: Effect::DoesNotCount,
        origin: Origin::Default,
    }
}
