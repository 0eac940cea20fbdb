//! From what is written down to the policy by which is judged.

use super::document::{BudgetTable, RuleTable, WaiverTable};
use super::error::ConfigError;
use super::flags::Flags;
use super::load::Loaded;
use super::print::Effective;
use super::settings::{Settings, meaning_of_assume, meaning_of_level};
use super::value::At;
use crate::policy::{
    Budget, Level, Origin, Pattern, PatternError, Policy, Rule, Scope, SetBy, Waiver, Whose,
};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Display;

/// Says which import paths a package pattern stands for.
pub type Resolve<'a> = &'a dyn Fn(&str) -> Result<Vec<String>, String>;

/// The policy that flags and a file make, and where each setting comes from.
///
/// # Errors
///
/// What makes no sense in the file or of a flag.
pub fn effective(
    file: Option<&Loaded>,
    resolve: Resolve<'_>,
    flags: &Flags,
) -> Result<Effective, ConfigError> {
    let mut settings = Settings { file, flags, settled: Vec::new() };
    let mut policy = settings.policy()?;
    let mut settled = settings.settled;
    if let Some(file) = file {
        settled.extend(file.document.run.settings(file));
        let known = RefCell::default();
        let builder = Builder { file, resolve, flags, known };
        let base = policy.rules.clone();
        for table in &file.document.rules {
            let rules = builder.rules(table, &base)?;
            policy.rules.extend(rules);
        }
        for table in &file.document.budgets {
            let budget = builder.budget(table)?;
            policy.budgets.push(budget);
        }
        for table in &file.document.waivers {
            let waiver = builder.waiver(table)?;
            policy.waivers.push(waiver);
        }
    }
    flags_for_known_units(flags, &policy)?;
    let path = file.map(|file| file.path().to_owned());
    let source = file.and_then(|file| {
        let at = file.document.source.as_ref()?;
        Some((at.to_string(), file.origin(at.span().start)))
    });
    policy.file = path.clone();
    Ok(Effective { policy, settings: settled, path, source })
}

/// A flag for a unit that is not judged would have no effect.
fn flags_for_known_units(flags: &Flags, policy: &Policy) -> Result<(), ConfigError> {
    let units = policy.units();
    let thresholds = flags.thresholds.iter().filter_map(|(unit, _)| unit.as_ref());
    let assumed = flags.assume.iter().map(|(unit, _)| unit);
    let named = thresholds.map(|u| ("--threshold", u)).chain(assumed.map(|u| ("--assume", u)));
    for (flag, unit) in named {
        if !units.contains(&unit.as_str()) {
            return Err(ConfigError::Whole(format!(
                "{flag} {unit}: the unit is not judged, only {}; name all units to judge with --unit",
                units.join(" and ")
            )));
        }
    }
    Ok(())
}

struct Builder<'a> {
    file: &'a Loaded,
    resolve: Resolve<'a>,
    flags: &'a Flags,
    /// What each kind of table is about, and where the table stands.
    known: RefCell<HashMap<About, Origin>>,
}

/// The kind of a table, and what it is about: package, benchmark, unit.
type About = (&'static str, Option<String>, Option<String>, Option<String>);

impl Builder<'_> {
    /// Refuses a second table for the same.
    fn once<T>(
        &self,
        table: &At<T>,
        kind: &'static str,
        rows: &str,
        scope: &Scope,
        unit: Option<&String>,
    ) -> Result<(), ConfigError> {
        let (package, benchmark) = scope.texts();
        // The word is no part of names.
        let stem = |text: &str| text.strip_prefix("Benchmark").unwrap_or(text).to_owned();
        let about = (kind, package.map(str::to_owned), benchmark.map(stem), unit.cloned());
        match self.known.borrow_mut().insert(about, self.origin(table)) {
            Some(same) => Err(self.error(table, format!("a {kind} for the same {rows} as {same}"))),
            None => Ok(()),
        }
    }

    fn error<T>(&self, at: &At<T>, message: impl Display) -> ConfigError {
        self.file.text().error(&at.span(), message.to_string())
    }

    fn origin<T>(&self, at: &At<T>) -> Origin {
        self.file.origin(at.span().start)
    }

    fn scope(
        &self,
        package: Option<&At<String>>,
        benchmark: Option<&At<String>>,
        read: fn(&str) -> Result<Pattern, PatternError>,
    ) -> Result<Scope, ConfigError> {
        let mut scope = Scope::default();
        if let Some(at) = package {
            let paths = (self.resolve)(at).map_err(|e| self.error(at, format!("package: {e}")))?;
            let patterns = paths.iter().map(|path| Pattern::package(path));
            scope.packages = patterns
                .collect::<Result<_, _>>()
                .map_err(|e| self.error(at, format!("package: {e}")))?;
            scope.package = Some(at.to_string());
        }
        if let Some(at) = benchmark {
            scope.benchmark =
                Some(read(at).map_err(|e| self.error(at, format!("benchmark: {e}")))?);
        }
        Ok(scope)
    }

    /// The rules of a table: one for each unit that it is about.
    fn rules(&self, table: &At<RuleTable>, base: &[Rule]) -> Result<Vec<Rule>, ConfigError> {
        let scope =
            self.scope(table.package.as_ref(), table.benchmark.as_ref(), Pattern::benchmark)?;
        let origin = self.origin(table);
        let named = table.unit.as_ref().map(|unit| &unit.0);
        self.once(table, "rule", "rows", &scope, named)?;
        let units = match named {
            Some(unit) => match base.iter().find(|rule| rule.unit == *unit) {
                Some(rule) => vec![rule.clone()],
                // A unit that is judged within the rule's scope alone.
                None => vec![unit_rule(unit, base)],
            },
            None => base.to_vec(),
        };
        let rule = |base: Rule| self.rule(table, base, scope.clone(), origin.clone());
        Ok(units.into_iter().map(rule).collect())
    }

    fn rule(&self, table: &At<RuleTable>, base: Rule, scope: Scope, origin: Origin) -> Rule {
        let names_unit = table.unit.is_some();
        let mut rule = Rule { name: table.name.clone(), scope, names_unit, origin, ..base };
        if let Some(at) = &table.threshold
            && rule.set_by.allowance != Origin::Flag
        {
            rule.allowance = Rule::new(&rule.unit).allowance;
            rule.allow(at.0, !names_unit, self.origin(at));
        }
        if let Some(alpha) = table.alpha.as_ref().filter(|_| self.flags.alpha.is_none()) {
            (rule.alpha, rule.set_by.alpha) = (alpha.0, self.origin(alpha));
        }
        let is_assumed = self.flags.assume.iter().any(|(unit, _)| *unit == rule.unit);
        if let Some(assume) = table.assume.as_ref().filter(|_| !is_assumed) {
            rule.assumption = meaning_of_assume(**assume);
            rule.set_by.assumption = self.origin(assume);
        }
        if let Some(level) = &table.level {
            (rule.level, rule.set_by.level) = (meaning_of_level(**level), self.origin(level));
        }
        if let Some(level) = &table.missing {
            (rule.missing, rule.set_by.missing) = (meaning_of_level(**level), self.origin(level));
        } else if rule.level == Level::Ignore {
            // Nobody misses what is ignored.
            (rule.missing, rule.set_by.missing) = (Level::Ignore, rule.set_by.level.clone());
        }
        rule
    }

    fn budget(&self, table: &At<BudgetTable>) -> Result<Budget, ConfigError> {
        let scope =
            self.scope(table.package.as_ref(), table.benchmark.as_ref(), Pattern::benchmark)?;
        let (unit, origin) = (table.unit.0.clone(), self.origin(table));
        self.once(table, "budget", "rows", &scope, Some(&unit))?;
        let (max, whose) = (table.max.0, Whose::Judge);
        let (platforms, expected_on) = (None, None);
        let is_directive = false;
        Ok(Budget { scope, unit, max, origin, is_directive, platforms, expected_on, whose })
    }

    fn waiver(&self, table: &At<WaiverTable>) -> Result<Waiver, ConfigError> {
        if let Some(at) = table.package.as_ref().filter(|package| package.contains("...")) {
            return Err(self.error(at, "package: a waiver is for one row; name one package"));
        }
        let benchmark = Some(&table.benchmark);
        let scope = self.scope(table.package.as_ref(), benchmark, Pattern::one_benchmark)?;
        let (unit, origin) = (table.unit.0.clone(), self.origin(table));
        self.once(table, "waiver", "row", &scope, Some(&unit))?;
        Ok(Waiver {
            scope,
            unit,
            max: table.max.0,
            expires: table.expires.0,
            link: table.link.0.clone(),
            reason: table.reason.0.clone(),
            origin,
            is_new: false,
        })
    }
}

/// What holds for a unit that a rule alone is about: the evidence that the others need.
fn unit_rule(unit: &str, base: &[Rule]) -> Rule {
    let new = Rule::new(unit);
    let Some(Rule { test, alpha, correction, set_by, .. }) = base.first() else { return new };
    let set_by = SetBy { alpha: set_by.alpha.clone(), ..SetBy::default() };
    Rule { test: *test, alpha: *alpha, correction: *correction, set_by, ..new }
}
