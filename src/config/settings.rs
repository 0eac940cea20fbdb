//! Settings of the policy as a whole: each from a flag, else from the file, else by default.

use super::document::{
    Assume, CorrectionWord, Document, Evidence, FailOrWarn, LevelWord, ModeWord,
};
use super::error::ConfigError;
use super::flags::Flags;
use super::load::Loaded;
use super::per_unit::PerUnit;
use super::print::Setting;
use super::text::quoted;
use super::value::{At, Threshold, Unit};
use crate::benchunit::{ALLOCS, BYTES};
use crate::compare::{Allowance, Assumption, ParsedAllowance, Test};
use crate::policy::{
    ALPHA, Correction, Level, Mode, Origin, Policy, Rule, SetBy, Tolerated, allowance, detect,
};
use std::collections::BTreeMap;

/// Settles settings one after the other, and remembers where each comes from.
pub(super) struct Settings<'a> {
    pub file: Option<&'a Loaded>,
    pub flags: &'a Flags,
    pub settled: Vec<Setting>,
}

impl<'a> Settings<'a> {
    fn document(&self) -> Option<&'a Document> {
        self.file.map(|file| &file.document)
    }

    /// Where a value of the file stands.
    pub fn origin<T>(&self, at: &At<T>) -> Origin {
        self.file.map_or(Origin::Default, |file| file.origin(at.span().start))
    }

    /// A setting: the flag's, else the file's, else the default.
    fn settle<F, T: Clone>(
        &mut self,
        key: &str,
        flag: Option<T>,
        file: impl Fn(&'a Document) -> Option<&'a At<F>>,
        meaning: impl Fn(&F) -> T,
        default: T,
        show: impl Fn(&T) -> String,
    ) -> T
    where
        F: 'a,
    {
        let at = self.document().and_then(file);
        let (value, origin) = match (flag, at) {
            (Some(flag), _) => (flag, Origin::Flag),
            (None, Some(at)) => (meaning(at), self.origin(at)),
            (None, None) => (default, Origin::Default),
        };
        self.settled.push(Setting { key: key.to_owned(), value: show(&value), origin });
        value
    }

    /// The policy without rules of the file, budgets and waivers.
    pub fn policy(&mut self) -> Result<Policy, ConfigError> {
        let default = Policy::default();
        let flags = self.flags;
        let units = self.units()?;
        let test = self.settle(
            "evidence",
            flags.evidence,
            |d| d.evidence.as_ref(),
            |word| if *word == Evidence::Exceeds { Test::Exceeds } else { Test::Differs },
            Test::Exceeds,
            |test| quoted(if *test == Test::Exceeds { "exceeds" } else { "differs" }),
        );
        let alpha = self.settle(
            "alpha",
            flags.alpha,
            |d| d.alpha.as_ref(),
            |alpha| alpha.0,
            ALPHA,
            f64::to_string,
        );
        let correction = self.settle(
            "correction",
            flags.correction,
            |d| d.correction.as_ref(),
            |word| match word {
                CorrectionWord::None => Correction::None,
                CorrectionWord::Holm => Correction::Holm,
            },
            Correction::None,
            |c| quoted(if *c == Correction::Holm { "holm" } else { "none" }),
        );
        let confidence = self.settle(
            "confidence",
            None,
            |d| d.confidence.as_ref(),
            |level| level.0,
            default.confidence,
            f64::to_string,
        );
        let mode = self.settle(
            "mode",
            flags.mode,
            |d| d.mode.as_ref(),
            |word| if *word == ModeWord::Report { Mode::Report } else { Mode::Enforce },
            default.mode,
            |mode| quoted(if *mode == Mode::Report { "report" } else { "enforce" }),
        );
        let alpha_by = self.settled.iter().find(|setting| setting.key == "alpha");
        let alpha_by = alpha_by.map(|setting| setting.origin.clone()).unwrap_or_default();
        let set_by = SetBy { alpha: alpha_by, ..SetBy::default() };
        let base = Rule { test, alpha, correction, set_by, ..Rule::new("") };
        let rules = self.default_rules(&units, &base)?;
        let detect = self.detect(&units)?;
        let tolerated = self.tolerated();
        let (today, arguments) = (flags.today, flags.arguments.clone());
        Ok(Policy { rules, confidence, mode, tolerated, today, detect, arguments, ..default })
    }

    fn units(&mut self) -> Result<Vec<String>, ConfigError> {
        let flag = (!self.flags.units.is_empty()).then(|| self.flags.units.clone());
        let default = [BYTES, ALLOCS].map(str::to_owned).to_vec();
        let units = self.settle(
            "units",
            flag,
            |d| d.units.as_ref(),
            |units| units.iter().map(|unit| unit.0.clone()).collect(),
            default,
            |units| format!("[{}]", units.iter().map(|u| quoted(u)).collect::<Vec<_>>().join(", ")),
        );
        let mut distinct: Vec<String> = Vec::new();
        for unit in units {
            if !distinct.contains(&unit) {
                distinct.push(unit);
            }
        }
        match (self.document().and_then(|d| d.units.as_ref()), self.file) {
            (Some(at), Some(file)) if distinct.is_empty() => {
                Err(file.text().error(&at.span(), "name at least one unit"))
            }
            _ => Ok(distinct),
        }
    }

    /// The rule of each unit that decides where no other does.
    fn default_rules(&mut self, units: &[String], base: &Rule) -> Result<Vec<Rule>, ConfigError> {
        let mut rules = Vec::new();
        let thresholds = self.document().and_then(|d| d.threshold.as_ref());
        let assumed = self.document().and_then(|d| d.assume.as_ref());
        self.known(units, "threshold", thresholds.into_iter().flat_map(|t| keys(t)))?;
        self.known(units, "assume", assumed.into_iter().flatten())?;
        for unit in units {
            let mut rule = Rule { unit: unit.clone(), ..base.clone() };
            rule.allowance = Rule::new(unit).allowance;
            let (stated, origin) = self.per_unit(thresholds, &self.flags.thresholds, unit);
            if let Some((stated, for_all)) = stated {
                rule.allow(stated, for_all, origin.clone());
            }
            self.unit_setting("threshold", unit, quoted(&rule.allowance.to_string()), origin);
            (rule.assumption, rule.set_by.assumption) = self.assumption(assumed, unit);
            rules.push(rule);
        }
        for rule in rules.iter().filter(|rule| rule.assumption == Assumption::Exact) {
            let origin = rule.set_by.assumption.clone();
            self.unit_setting("assume", &rule.unit, quoted("exact"), origin);
        }
        Ok(rules)
    }

    fn assumption(
        &self,
        assumed: Option<&'a BTreeMap<Unit, At<Assume>>>,
        unit: &str,
    ) -> (Assumption, Origin) {
        let flag = self.flags.assume.iter().rev().find(|(of, _)| of == unit);
        let file = assumed.and_then(|map| map.get(&Unit(unit.to_owned())));
        match (flag, file) {
            (Some((_, assumption)), _) => (*assumption, Origin::Flag),
            (None, Some(at)) => (meaning_of_assume(**at), self.origin(at)),
            (None, None) => (Assumption::Nothing, Origin::Default),
        }
    }

    fn detect(&mut self, units: &[String]) -> Result<Vec<(String, Allowance)>, ConfigError> {
        let file = self.document().and_then(|d| d.detect.as_ref());
        self.known(units, "detect", file.into_iter().flat_map(|t| keys(t)))?;
        let mut list = Vec::new();
        for unit in units {
            let (stated, origin) = self.per_unit(file, &self.flags.detect, unit);
            let promised = match stated {
                Some((stated, for_all)) => allowance(detect(unit), stated, for_all),
                None => detect(unit),
            };
            self.unit_setting("detect", unit, quoted(&promised.to_string()), origin);
            list.push((unit.clone(), promised));
        }
        Ok(list)
    }

    /// What is stated for a unit, and whether for all: by flags before the file, and for the unit
    /// before all.
    fn per_unit(
        &self,
        file: Option<&'a At<PerUnit<Threshold>>>,
        flags: &[(Option<String>, ParsedAllowance)],
        unit: &str,
    ) -> (Option<(ParsedAllowance, bool)>, Origin) {
        let flag = |wanted: Option<&str>| {
            let found = flags.iter().rev().find(|(of, _)| of.as_deref() == wanted);
            found.map(|(_, allowance)| (*allowance, wanted.is_none()))
        };
        if let Some(found) = flag(Some(unit)).or_else(|| flag(None)) {
            return (Some(found), Origin::Flag);
        }
        let Some(at) = file else { return (None, Origin::Default) };
        match &**at {
            PerUnit::All(threshold) => (Some((threshold.0, true)), self.origin(at)),
            PerUnit::Each(map) => match map.get(&Unit(unit.to_owned())) {
                Some(at) => (Some((at.0, false)), self.origin(at)),
                None => (None, Origin::Default),
            },
        }
    }

    /// Refuses what is said of a unit that is not judged: it would have no effect.
    fn known<T: 'a>(
        &self,
        units: &[String],
        key: &str,
        stated: impl Iterator<Item = (&'a Unit, &'a At<T>)>,
    ) -> Result<(), ConfigError> {
        let Some(file) = self.file else { return Ok(()) };
        for (unit, at) in stated {
            // Flags may well judge fewer units than the file speaks of.
            if self.flags.units.is_empty() && !units.contains(&unit.0) {
                let message = format!(
                    "{key} for {}: the unit is not judged, only {}; name all units to judge in units",
                    unit.0,
                    units.join(" and ")
                );
                return Err(file.text().error(&at.span(), message));
            }
        }
        Ok(())
    }

    fn unit_setting(&mut self, key: &str, unit: &str, value: String, origin: Origin) {
        self.settled.push(Setting { key: format!("{key}.{}", quoted(unit)), value, origin });
    }

    fn tolerated(&mut self) -> Tolerated {
        let flags = self.flags;
        let warn = |set: bool| set.then_some(true);
        let mut cause =
            |key: &str, flag: Option<bool>, file: fn(&Document) -> Option<&At<FailOrWarn>>| {
                self.settle(
                    &format!("on-cannot-judge.{key}"),
                    flag,
                    file,
                    |word| *word == FailOrWarn::Warn,
                    false,
                    |warns| quoted(if *warns { "warn" } else { "fail" }),
                )
            };
        Tolerated {
            no_baseline: cause("no-baseline", None, |d| d.on_cannot_judge.no_baseline.as_ref()),
            nothing_to_measure: cause("nothing-to-measure", None, |d| {
                d.on_cannot_judge.nothing_to_measure.as_ref()
            }),
            incomplete: cause("incomplete", warn(flags.allow_incomplete), |d| {
                d.on_cannot_judge.incomplete.as_ref()
            }),
            missing: cause("missing", warn(flags.allow_missing), |d| {
                d.on_cannot_judge.missing.as_ref()
            }),
            too_few_samples: cause("too-few-samples", None, |d| {
                d.on_cannot_judge.too_few_samples.as_ref()
            }),
        }
    }
}

fn keys(thresholds: &At<PerUnit<Threshold>>) -> Vec<(&Unit, &At<Threshold>)> {
    match &**thresholds {
        PerUnit::All(_) => Vec::new(),
        PerUnit::Each(map) => map.iter().collect(),
    }
}

/// What a word of the file means.
pub(super) fn meaning_of_assume(word: Assume) -> Assumption {
    match word {
        Assume::Nothing => Assumption::Nothing,
        Assume::Exact => Assumption::Exact,
    }
}

/// What a word of the file means.
pub(super) fn meaning_of_level(word: LevelWord) -> Level {
    match word {
        LevelWord::Fail => Level::Fail,
        LevelWord::Warn => Level::Warn,
        LevelWord::Ignore => Level::Ignore,
    }
}
