//! The policy in its outer form.

use super::rows::outer_level;
use super::v1;
use crate::benchproc::Selecting;
use crate::compare::{Assumption, Test};
use crate::policy::{
    Budget, Correction, Effect, Mode, Origin, Policy, PolicyChange, Rule, Waiver, Whose,
};
use crate::stats;

pub(super) fn outer_policy(policy: &Policy, selecting: &Selecting<'_>) -> v1::Policy {
    let general = policy.general().cloned().unwrap_or_else(|| Rule::new(""));
    let needed = stats::samples_needed(general.alpha, general.tails());
    let tolerated = policy.tolerated.by_key().into_iter().filter(|(_, tolerated)| *tolerated);
    // The day matters to waivers alone: without them reports of two days are equal.
    let today = policy.today.filter(|_| !policy.waivers.is_empty());
    v1::Policy {
        evidence: test(general.test),
        alpha: general.alpha,
        correction: match general.correction {
            Correction::None => v1::Correction::None,
            Correction::Holm => v1::Correction::Holm,
        },
        confidence: policy.confidence,
        samples_needed: needed.map(|n| n as u64),
        mode: match policy.mode {
            Mode::Enforce => v1::Mode::Enforce,
            Mode::Report => v1::Mode::Report,
        },
        tolerated: tolerated.map(|(key, _)| key.to_owned()).collect(),
        today: today.map(|today| today.to_string()),
        rules: policy.rules.iter().map(outer_rule).collect(),
        budgets: policy.budgets.iter().map(outer_budget).collect(),
        waivers: policy.waivers.iter().map(outer_waiver).collect(),
        changes: policy.changes.iter().map(outer_change).collect(),
        file: policy.file.clone(),
        arguments: policy.arguments.clone(),
        bench: selecting.bench.map(str::to_owned),
        filter: selecting.filter.map(str::to_owned),
        ignore: selecting.ignore.map(str::to_owned),
    }
}

fn test(test: Test) -> v1::Test {
    match test {
        Test::Exceeds => v1::Test::Exceeds,
        Test::Differs => v1::Test::Differs,
    }
}

fn outer_rule(rule: &Rule) -> v1::Rule {
    let (package, benchmark) = rule.scope.texts();
    v1::Rule {
        name: rule.name.clone(),
        package: package.map(str::to_owned),
        benchmark: benchmark.map(str::to_owned),
        unit: rule.unit.clone(),
        threshold: rule.allowance.to_string(),
        threshold_origin: outer_origin(&rule.set_by.allowance),
        evidence: test(rule.test),
        alpha: rule.alpha,
        exact: rule.assumption == Assumption::Exact,
        level: outer_level(rule.level),
        missing: outer_level(rule.missing),
        origin: outer_origin(&rule.origin),
        of_change: rule.whose == Whose::Change,
    }
}

fn outer_origin(origin: &Origin) -> v1::Origin {
    match origin {
        Origin::Default => v1::Origin::Default,
        Origin::Flag => v1::Origin::Flag,
        Origin::File { path, line } => v1::Origin::File { path: path.to_string(), line: *line },
    }
}

fn outer_budget(budget: &Budget) -> v1::Budget {
    let (package, benchmark) = budget.scope.texts();
    v1::Budget {
        package: package.map(str::to_owned),
        benchmark: benchmark.map(str::to_owned),
        unit: budget.unit.clone(),
        max: v1::Number(budget.max),
        directive: budget.is_directive,
        origin: outer_origin(&budget.origin),
        of_change: budget.whose == Whose::Change,
    }
}

fn outer_waiver(waiver: &Waiver) -> v1::Waiver {
    let (package, benchmark) = waiver.scope.texts();
    v1::Waiver {
        package: package.map(str::to_owned),
        benchmark: benchmark.unwrap_or("*").to_owned(),
        unit: waiver.unit.clone(),
        max: v1::Number(waiver.max),
        expires: waiver.expires.to_string(),
        link: waiver.link.clone(),
        reason: waiver.reason.clone(),
        origin: outer_origin(&waiver.origin),
        of_change: waiver.is_new,
    }
}

fn outer_change(change: &PolicyChange) -> v1::PolicyChange {
    v1::PolicyChange {
        key: change.subject.key.to_owned(),
        package: change.subject.package.clone(),
        benchmark: change.subject.benchmark.clone(),
        unit: change.subject.unit.clone(),
        baseline: change.baseline.clone(),
        candidate: change.candidate.clone(),
        effect: match change.effect {
            Effect::Counts => v1::Effect::Counts,
            Effect::DoesNotCount => v1::Effect::DoesNotCount,
            Effect::CountsWhereStricter => v1::Effect::CountsWhereStricter,
            Effect::Accepted => v1::Effect::Accepted,
        },
        origin: outer_origin(&change.origin),
    }
}
