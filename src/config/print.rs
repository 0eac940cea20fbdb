//! The policy in effect, as a policy file in which each line says where it comes from.

use super::text::{comment, quoted};
use crate::policy::{Budget, Origin, Policy, Rule, Scope, Waiver, Whose};
use std::fmt::Write;

/// A policy and where its settings come from.
#[derive(Clone, Debug)]
pub struct Effective {
    /// The policy.
    pub policy: Policy,
    /// The settings of the policy as a whole, in order.
    pub settings: Vec<Setting>,
    /// The policy file, if there is one.
    pub path: Option<String>,
    /// The Go files that it names for directives.
    pub source: Option<(String, Origin)>,
}

/// A setting of the policy as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its key; with a table, joined by a point: `threshold."B/op"`.
    pub key: String,
    /// Its value in TOML.
    pub value: String,
    /// Where it comes from.
    pub origin: Origin,
}

impl Effective {
    /// The policy as TOML, which gives the same policy where it is read.
    pub fn to_toml(&self) -> String {
        let lines: Vec<[String; 2]> = self
            .settings
            .iter()
            .map(|s| [format!("{} = {}", s.key, s.value), comment(&s.origin.to_string())])
            .collect();
        let mut text = beside(&lines);
        if let Some((source, origin)) = &self.source {
            let origin = comment(&origin.to_string());
            text = format!("source = {}  # {origin}\n{text}", quoted(source));
        }
        // A rule for several units stands in the policy once for each.
        let mut told: Vec<&Origin> = Vec::new();
        for rule in self.policy.rules.iter().filter(|rule| rule.origin != Origin::Default) {
            if !told.contains(&&rule.origin) {
                told.push(&rule.origin);
                let units = self.policy.rules.iter().filter(|r| r.origin == rule.origin);
                let units = units.filter(|rule| !self.is_overruled(rule));
                units.for_each(|rule| text.push_str(&of_side(rule_table(rule), rule.whose)));
            }
        }
        let budgets = self.policy.budgets.iter();
        budgets.for_each(|budget| text.push_str(&of_side(budget_table(budget), budget.whose)));
        self.policy.waivers.iter().for_each(|w| text.push_str(&waiver_table(w, &self.policy)));
        text
    }

    /// Whether a rule for all units decides nothing of its unit: another is for the same rows of this
    /// unit. Printed with their units, there would be two of them.
    fn is_overruled(&self, rule: &Rule) -> bool {
        let is_same = |other: &Rule| {
            (other.scope.texts(), &other.unit, other.whose)
                == (rule.scope.texts(), &rule.unit, rule.whose)
        };
        !rule.names_unit && self.policy.rules.iter().any(|r| r.names_unit && is_same(r))
    }
}

/// Lines with their comments, these one below the other.
fn beside(lines: &[[String; 2]]) -> String {
    let width = lines.iter().map(|[line, _]| line.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for [line, comment] in lines {
        // Writing to a text never fails.
        let _ = writeln!(text, "{line:width$}  # {comment}");
    }
    text
}

fn table(kind: &str, origin: &Origin, note: &str, keys: &[(&str, String)]) -> String {
    let lines = keys.iter().map(|(key, value)| format!("{key} = {value}\n"));
    let origin = comment(&origin.to_string());
    format!("\n[[{kind}]]  # {origin}{note}\n{}", lines.collect::<String>())
}

fn scope(scope: &Scope) -> Vec<(&'static str, String)> {
    let (package, benchmark) = scope.texts();
    let package = package.map(|text| {
        let paths: Vec<&str> = scope.packages.iter().map(|p| p.text()).collect();
        let stands_for = if paths == [text] {
            String::new()
        } else {
            format!("  # {}", comment(&paths.join(", ")))
        };
        ("package", quoted(text) + &stands_for)
    });
    package.into_iter().chain(benchmark.map(|text| ("benchmark", quoted(text)))).collect()
}

fn rule_table(rule: &Rule) -> String {
    let mut keys: Vec<(&str, String)> = Vec::new();
    keys.extend(rule.name.as_ref().map(|name| ("name", quoted(name))));
    keys.extend(scope(&rule.scope));
    let exact =
        if rule.assumption == crate::compare::Assumption::Exact { "exact" } else { "nothing" };
    let from =
        |origin: &Origin, text: String| format!("{text}  # {}", comment(&origin.to_string()));
    keys.extend([
        ("unit", quoted(&rule.unit)),
        ("threshold", from(&rule.set_by.allowance, quoted(&rule.allowance.to_string()))),
        ("alpha", from(&rule.set_by.alpha, rule.alpha.to_string())),
        ("assume", from(&rule.set_by.assumption, quoted(exact))),
        ("level", from(&rule.set_by.level, quoted(&rule.level.to_string()))),
        ("missing", from(&rule.set_by.missing, quoted(&rule.missing.to_string()))),
    ]);
    table("rule", &rule.origin, whose(rule.whose), &keys)
}

/// A table as it is, or in comments: what is of the candidate's side is no part of the policy by which
/// is judged.
fn of_side(table: String, whose: Whose) -> String {
    match whose {
        Whose::Judge => table,
        Whose::Change => table
            .trim_start()
            .lines()
            .fold("\n".to_owned(), |text, line| format!("{text}# {line}\n")),
    }
}

fn whose(whose: Whose) -> &'static str {
    match whose {
        Whose::Judge => "",
        Whose::Change => ", of the candidate's side: it counts where it is stricter",
    }
}

fn budget_table(budget: &Budget) -> String {
    let mut keys = scope(&budget.scope);
    keys.extend([("unit", quoted(&budget.unit)), ("max", budget.max.to_string())]);
    let directive = if budget.is_directive { ", a directive" } else { "" };
    table("budget", &budget.origin, &format!("{directive}{}", whose(budget.whose)), &keys)
}

fn waiver_table(waiver: &Waiver, policy: &Policy) -> String {
    let mut keys = scope(&waiver.scope);
    keys.extend([
        ("unit", quoted(&waiver.unit)),
        ("max", waiver.max.to_string()),
        ("expires", waiver.expires.to_string()),
        ("link", quoted(&waiver.link)),
        ("reason", quoted(&waiver.reason)),
    ]);
    let expired =
        if waiver.is_expired(policy.today) { ", expired: it lets nothing pass" } else { "" };
    let new = if waiver.is_new { ", accepted by the candidate's side" } else { "" };
    table("waiver", &waiver.origin, &format!("{expired}{new}"), &keys)
}
