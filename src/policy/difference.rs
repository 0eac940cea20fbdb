//! How two policies differ, for those who review the change: what each difference comes to.

use super::budget::Budget;
use super::change::is_same_waiver;
use super::date::Date;
use super::rule::{Correction, Mode, Origin, Policy, Rule};
use super::waiver::Waiver;
use crate::benchunit::Direction;
use crate::compare::{Allowance, Assumption, Test};
use std::cmp::Ordering;
use std::collections::HashMap;

/// One difference between the policies.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyChange {
    /// What differs.
    pub subject: Subject,
    /// What the baseline's policy says; `None` if it says nothing.
    pub baseline: Option<String>,
    /// What the candidate's policy says; `None` if it says nothing.
    pub candidate: Option<String>,
    /// What follows from it.
    pub effect: Effect,
    /// Where it stands: on the candidate's side, if it is there.
    pub origin: Origin,
}

/// What of a policy differs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subject {
    /// The setting's key: `threshold`, `max`, `level` …; `rule` for a rule as a whole.
    pub key: &'static str,
    /// The pattern of packages.
    pub package: Option<String>,
    /// The pattern of benchmarks.
    pub benchmark: Option<String>,
    /// The unit.
    pub unit: Option<String>,
}

/// What follows from a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is stricter, and counts.
    Counts,
    /// It is less strict, and has no effect.
    DoesNotCount,
    /// It counts for those rows for which it is stricter.
    CountsWhereStricter,
    /// A waiver of the change's own: it holds, and is said first.
    Accepted,
}

impl Effect {
    /// That of a setting that grew or shrank, where more is stricter.
    fn of(order: Option<Ordering>) -> Effect {
        match order {
            Some(Ordering::Greater) => Effect::Counts,
            Some(_) => Effect::DoesNotCount,
            None => Effect::CountsWhereStricter,
        }
    }
}

/// How the candidate's policy differs from the baseline's.
pub(super) fn differences(baseline: &Policy, candidate: &Policy) -> Vec<PolicyChange> {
    let mut all = settings(baseline, candidate);
    all.extend(rules(baseline, candidate));
    all.extend(budgets(baseline, candidate));
    all.extend(waivers(baseline, candidate, candidate.today));
    // A rule for all units is one for each of them.
    let mut distinct: Vec<PolicyChange> = Vec::new();
    for change in all {
        // Those of a table follow one another.
        if !distinct.iter().rev().take(NEAR).any(|near| *near == change) {
            distinct.push(change);
        }
    }
    distinct
}

/// More than a table has keys, in as many units as people judge.
const NEAR: usize = 64;

fn settings(baseline: &Policy, candidate: &Policy) -> Vec<PolicyChange> {
    let level = |tolerated| if tolerated { "warn" } else { "fail" };
    let mut list: Vec<(&'static str, String, String, Effect)> = vec![(
        "mode",
        mode(baseline.mode).to_owned(),
        mode(candidate.mode).to_owned(),
        Effect::of(Some((candidate.mode == Mode::Enforce).cmp(&(baseline.mode == Mode::Enforce)))),
    )];
    let both = baseline.tolerated.by_key().into_iter().zip(candidate.tolerated.by_key());
    list.extend(both.map(|((key, b), (_, c))| {
        (key, level(b).to_owned(), level(c).to_owned(), Effect::of(Some(b.cmp(&c))))
    }));
    let detect = |policy: &Policy| {
        let promised = policy.detect.iter().map(|(unit, change)| format!("{unit} {change}"));
        promised.collect::<Vec<_>>().join(", ")
    };
    list.push(("detect", detect(baseline), detect(candidate), Effect::DoesNotCount));
    let [b, c] = [baseline, candidate].map(|policy| policy.confidence.to_string());
    list.push(("confidence", b, c, Effect::DoesNotCount));
    let list = list.into_iter().filter(|(_, b, c, _)| b != c);
    let change = |(key, b, c, effect)| PolicyChange {
        subject: Subject { key, ..Subject::default() },
        baseline: Some(b),
        candidate: Some(c),
        effect,
        origin: Origin::Default,
    };
    list.map(change).collect()
}

fn mode(mode: Mode) -> &'static str {
    if mode == Mode::Enforce { "enforce" } else { "report" }
}

fn subject(key: &'static str, rule: &Rule) -> Subject {
    let (package, benchmark) = rule.scope.texts();
    let has_scope = package.is_some() || benchmark.is_some();
    Subject {
        key,
        package: package.map(str::to_owned),
        benchmark: benchmark.map(str::to_owned),
        unit: (rule.names_unit || !has_scope || matches!(key, "rule" | "threshold"))
            .then(|| rule.unit.clone()),
    }
}

fn rules(baseline: &Policy, candidate: &Policy) -> Vec<PolicyChange> {
    let [before, after] = [baseline, candidate].map(|policy| -> HashMap<_, &Rule> {
        policy.rules.iter().map(|rule| (about(rule), rule)).collect()
    });
    let mut changes = Vec::new();
    for rule in &candidate.rules {
        match before.get(&about(rule)) {
            Some(before) => changes.extend(fields(before, rule)),
            None => changes.push(PolicyChange {
                subject: subject("rule", rule),
                baseline: None,
                candidate: Some(summary(rule)),
                effect: Effect::CountsWhereStricter,
                origin: rule.origin.clone(),
            }),
        }
    }
    for rule in &baseline.rules {
        if !after.contains_key(&about(rule)) {
            changes.push(PolicyChange {
                subject: subject("rule", rule),
                baseline: Some(summary(rule)),
                candidate: None,
                effect: Effect::DoesNotCount,
                origin: rule.origin.clone(),
            });
        }
    }
    changes
}

/// The rows that a rule is about; whether it stands there by default.
fn about(rule: &Rule) -> ((Option<&str>, Option<&str>), &str, bool, bool) {
    (rule.scope.texts(), &rule.unit, rule.names_unit, rule.origin == Origin::Default)
}

fn summary(rule: &Rule) -> String {
    format!("threshold {}, alpha {}, level {}", rule.allowance, rule.alpha, rule.level)
}

/// What differs between two rules for the same rows.
fn fields(before: &Rule, after: &Rule) -> Vec<PolicyChange> {
    let by_alpha = after.alpha.partial_cmp(&before.alpha);
    let by_correction = is_holm(before).cmp(&is_holm(after));
    [
        (
            "threshold",
            before.allowance.to_string(),
            after.allowance.to_string(),
            by_allowance(before.allowance, after.allowance),
        ),
        ("alpha", before.alpha.to_string(), after.alpha.to_string(), by_alpha),
        ("evidence", test(before).to_owned(), test(after).to_owned(), None),
        ("assume", assumption(before).to_owned(), assumption(after).to_owned(), None),
        ("correction", correction(before).into(), correction(after).into(), Some(by_correction)),
        (
            "level",
            before.level.to_string(),
            after.level.to_string(),
            Some(after.level.cmp(&before.level)),
        ),
        (
            "missing",
            before.missing.to_string(),
            after.missing.to_string(),
            Some(after.missing.cmp(&before.missing)),
        ),
    ]
    .into_iter()
    .filter(|(_, before, after, _)| before != after)
    .map(|(key, b, c, order)| PolicyChange {
        subject: subject(key, after),
        baseline: Some(b),
        candidate: Some(c),
        effect: Effect::of(order),
        origin: match key {
            "threshold" => after.set_by.allowance.clone(),
            "alpha" => after.set_by.alpha.clone(),
            "assume" => after.set_by.assumption.clone(),
            "level" => after.set_by.level.clone(),
            "missing" => after.set_by.missing.clone(),
            _ => after.origin.clone(),
        },
    })
    .collect()
}

fn test(rule: &Rule) -> &'static str {
    if rule.test == Test::Exceeds { "exceeds" } else { "differs" }
}

fn assumption(rule: &Rule) -> &'static str {
    if rule.assumption == Assumption::Exact { "exact" } else { "nothing" }
}

fn is_holm(rule: &Rule) -> bool {
    rule.correction == Correction::Holm
}

fn correction(rule: &Rule) -> &'static str {
    if is_holm(rule) { "holm" } else { "none" }
}

/// Greater where less is allowed after than before; `None` where it is less of one part and more of
/// the other.
fn by_allowance(before: Allowance, after: Allowance) -> Option<Ordering> {
    let percent = before.percent.to_f64().total_cmp(&after.percent.to_f64());
    let absolute = before.absolute.to_f64().total_cmp(&after.absolute.to_f64());
    match (percent, absolute) {
        (a, b) if a == b || b == Ordering::Equal => Some(a),
        (Ordering::Equal, b) => Some(b),
        _ => None,
    }
}

fn budget_subject(budget: &Budget) -> Subject {
    let (package, benchmark) = budget.scope.texts();
    Subject {
        key: "max",
        package: package.map(str::to_owned),
        benchmark: benchmark.map(str::to_owned),
        unit: Some(budget.unit.clone()),
    }
}

fn budgets(baseline: &Policy, candidate: &Policy) -> Vec<PolicyChange> {
    fn about(budget: &Budget) -> ((Option<&str>, Option<&str>), &str) {
        (budget.scope.texts(), &budget.unit)
    }
    let [before, after] = [baseline, candidate].map(|policy| -> HashMap<_, f64> {
        policy.budgets.iter().rev().map(|budget| (about(budget), budget.max)).collect()
    });
    let change = |budget: &Budget, [before, after]: [Option<f64>; 2]| {
        let is_higher_better =
            Direction::of_go_unit(&budget.unit) == Some(Direction::HigherIsBetter);
        let sign = if is_higher_better { -1.0 } else { 1.0 };
        let worst = |max: Option<f64>| max.map_or(f64::INFINITY, |max| sign * max);
        PolicyChange {
            subject: budget_subject(budget),
            baseline: before.map(|max| max.to_string()),
            candidate: after.map(|max| max.to_string()),
            effect: Effect::of(worst(before).partial_cmp(&worst(after))),
            origin: budget.origin.clone(),
        }
    };
    let is_gone = |budget: &&Budget| !after.contains_key(&about(budget));
    let gone = baseline.budgets.iter().filter(is_gone).map(|b| change(b, [Some(b.max), None]));
    let was = |budget: &Budget| before.get(&about(budget)).copied();
    let there = candidate.budgets.iter().map(|b| change(b, [was(b), Some(b.max)]));
    there.filter(|c| c.baseline != c.candidate).chain(gone).collect()
}

fn waivers(baseline: &Policy, candidate: &Policy, today: Option<Date>) -> Vec<PolicyChange> {
    let text = |w: &Waiver| format!("up to {} until {}", w.max, w.expires);
    let is_same_row = |a: &Waiver, b: &Waiver| (&a.scope, &a.unit) == (&b.scope, &b.unit);
    let change = |w: &Waiver, before: Option<&Waiver>, after: Option<&Waiver>, effect| {
        let (package, benchmark) = w.scope.texts();
        let [package, benchmark] = [package, benchmark].map(|text| text.map(str::to_owned));
        PolicyChange {
            subject: Subject { key: "waiver", package, benchmark, unit: Some(w.unit.clone()) },
            baseline: before.map(text),
            candidate: after.map(text),
            effect,
            origin: w.origin.clone(),
        }
    };
    let after = candidate.waivers.iter().map(|w| {
        let before = baseline.waivers.iter().find(|b| is_same_row(b, w));
        let is_known = before.is_some_and(|before| is_same_waiver(before, w));
        let effect = match (is_known, w.is_expired(today)) {
            (true, _) => Effect::Counts,
            (false, true) => Effect::DoesNotCount,
            (false, false) => Effect::Accepted,
        };
        change(w, before, Some(w), effect)
    });
    let gone =
        baseline.waivers.iter().filter(|b| !candidate.waivers.iter().any(|c| is_same_row(b, c)));
    let gone = gone.map(|w| change(w, Some(w), None, Effect::Counts));
    after.filter(|c| c.baseline != c.candidate).chain(gone).collect()
}
