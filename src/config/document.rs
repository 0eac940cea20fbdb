//! `allocgate.toml` as it is written. Everything is optional; what it means is decided elsewhere.

use super::per_unit::PerUnit;
use super::value::{Alpha, At, Day, Link, Max, Reason, Threshold, Unit};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The policy of a repository.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Document {
    /// The units to judge, instead of B/op and allocs/op.
    pub units: Option<At<Vec<Unit>>>,
    /// The allowed change where no rule says otherwise: one for all units, or a table of one for
    /// each.
    pub threshold: Option<At<PerUnit<Threshold>>>,
    /// What is known of a unit's distribution: a table of units.
    pub assume: Option<BTreeMap<Unit, At<Assume>>>,
    /// The evidence that a failure needs.
    pub evidence: Option<At<Evidence>>,
    /// The p-value up to which evidence is significant.
    pub alpha: Option<At<Alpha>>,
    /// What is done about many comparisons.
    pub correction: Option<At<CorrectionWord>>,
    /// The confidence level of the intervals in reports.
    pub confidence: Option<At<Alpha>>,
    /// Whether the verdict decides the exit code.
    pub mode: Option<At<ModeWord>>,
    /// The directory of the Go files whose directives are budgets, relative to this file: `.`.
    pub source: Option<At<String>>,
    /// The change that the gate promises to find, which `allocgate selftest` plants.
    pub detect: Option<At<PerUnit<Threshold>>>,
    /// What follows where something can't be judged, by cause.
    pub on_cannot_judge: OnCannotJudge,
    /// How `allocgate run` measures.
    pub run: RunTable,
    /// Rules for part of the rows. The narrowest decides.
    #[serde(rename = "rule")]
    pub rules: Vec<At<RuleTable>>,
    /// The worst values that benchmarks may have.
    #[serde(rename = "budget")]
    pub budgets: Vec<At<BudgetTable>>,
    /// Rows that may fail for a while.
    #[serde(rename = "waiver")]
    pub waivers: Vec<At<WaiverTable>>,
}

/// How `allocgate run` measures; nothing of it decides what is judged.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RunTable {
    /// A shell command that is run in each side's checkout before anything is built there.
    #[cfg_attr(test, schemars(regex(pattern = r"\S")))]
    pub prepare: Option<At<String>>,
    /// Benchmarks, as globs of their functions' names, that are measured at the default GOMAXPROCS,
    /// too.
    pub parallel: Vec<At<String>>,
    /// For how long, or how often, each benchmark runs for one sample: `200ms`, `100x`.
    #[cfg_attr(test, schemars(regex(pattern = r"^([0-9]+x|([0-9]+(ms|s|m|h))+)$")))]
    pub benchtime: Option<At<String>>,
    /// The samples a side.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub count: Option<At<u32>>,
}

/// How the rows of a part are judged.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleTable {
    /// What reports call it.
    pub name: Option<String>,
    /// The packages, as the go command's patterns: `./codec/...`.
    pub package: Option<At<String>>,
    /// The benchmarks, as a glob of full names: `Encode/*`.
    pub benchmark: Option<At<String>>,
    /// The unit; without it, every unit that is judged.
    pub unit: Option<Unit>,
    /// The allowed change.
    pub threshold: Option<At<Threshold>>,
    /// The p-value up to which evidence is significant.
    pub alpha: Option<At<Alpha>>,
    /// What is known of the distribution.
    pub assume: Option<At<Assume>>,
    /// What follows from a regression.
    pub level: Option<At<LevelWord>>,
    /// What follows if the candidate has no such row any more.
    pub missing: Option<At<LevelWord>>,
}

/// The worst value that benchmarks may have.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BudgetTable {
    /// The packages, as the go command's patterns.
    pub package: Option<At<String>>,
    /// The benchmarks, as a glob of full names.
    pub benchmark: Option<At<String>>,
    /// The unit.
    pub unit: Unit,
    /// The worst median that is allowed.
    pub max: At<Max>,
}

/// A row that may fail for a while.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WaiverTable {
    /// The package: an import path, or `./codec`.
    pub package: Option<At<String>>,
    /// The benchmark's full name; its GOMAXPROCS suffix may be left out.
    pub benchmark: At<String>,
    /// The unit.
    pub unit: Unit,
    /// The worst median that is let pass.
    pub max: At<Max>,
    /// The last day on which it holds.
    pub expires: At<Day>,
    /// Where it was decided.
    pub link: Link,
    /// Why.
    pub reason: Reason,
}

/// What follows where something can't be judged.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct OnCannotJudge {
    /// The baseline is missing or has no results, though the candidate has.
    pub no_baseline: Option<At<FailOrWarn>>,
    /// Neither side has benchmarks, though their runs passed.
    pub nothing_to_measure: Option<At<FailOrWarn>>,
    /// A capture is of a failed or unfinished run, or broken in part.
    pub incomplete: Option<At<FailOrWarn>>,
    /// Packages lost over half of their rows, or benchmarks their memory figures.
    pub missing: Option<At<FailOrWarn>>,
    /// Rows have too few samples to fail.
    pub too_few_samples: Option<At<FailOrWarn>>,
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
            #[cfg_attr(test, derive(schemars::JsonSchema))]
            #[serde(rename_all = "kebab-case")]
            pub enum $name {
                $($(#[$variant_doc])* $variant),*
            }
        )*
    };
}

words! {
    /// The evidence that a failure needs.
    Evidence {
        /// One-sided, against the baseline moved by the allowed change.
        Exceeds,
        /// Two-sided, against the baseline.
        Differs,
    }
    /// What is known of a distribution.
    Assume {
        /// Nothing: the test decides.
        Nothing,
        /// Every measurement gives the same value: one a side decides.
        Exact,
    }
    /// What is done about many comparisons.
    CorrectionWord {
        /// Nothing.
        None,
        /// Holm's correction: alpha is that of all rows together.
        Holm,
    }
    /// Whether the verdict decides the exit code.
    ModeWord {
        /// It does.
        Enforce,
        /// It is shown, and the exit code is 0.
        Report,
    }
    /// What follows.
    LevelWord {
        /// The verdict is fail.
        Fail,
        /// It is reported.
        Warn,
        /// Nothing.
        Ignore,
    }
    /// What follows where something can't be judged.
    FailOrWarn {
        /// There is no verdict: exit code 3.
        Fail,
        /// It is reported.
        Warn,
    }
}
