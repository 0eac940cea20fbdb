//! Flags that say how rows are judged, which several commands share.

use super::message::Message;
use super::threshold::{Assume, Threshold, parse_alpha, parse_unit};
use crate::compare::Test;
use crate::config::Flags;
use crate::policy::{Correction, Date, Mode};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How rows are judged: flags over the policy file over defaults.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Judging {
    /// The policy file. Without it, allocgate.toml in this directory or above, up to the
    /// repository's root
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// Judge without any policy file
    #[arg(long)]
    pub no_config: bool,

    /// Read budgets from the Go source below DIR: lines //allocgate:max allocs/op=5 above benchmarks
    #[arg(long, value_name = "DIR")]
    pub source: Option<PathBuf>,

    /// Judge by the baseline's policy: a policy file, a directory that has one, or a git revision. A
    /// path begins with ./, ../ or /, or ends in .toml. This side's own policy counts where it is
    /// stricter, and with new waivers, which the report names first
    #[arg(long, value_name = "FILE|DIR|REV", allow_hyphen_values = true)]
    #[arg(conflicts_with = "no_config")]
    pub policy_from: Option<String>,

    /// The allowed change: a share of the baseline (10%), an amount (+16), or whichever of both is
    /// more (10%,+8); with UNIT= for one unit (allocs/op=0%). Repeatable. The default is 10%, and
    /// for B/op 10%,+8; a bare percentage leaves B/op its +8
    #[arg(long, value_name = "[UNIT=]THRESHOLD", value_parser = clap::value_parser!(Threshold))]
    pub threshold: Vec<Threshold>,

    /// The p-value up to which evidence is significant [default: 0.005]
    #[arg(long, value_parser = parse_alpha)]
    pub alpha: Option<f64>,

    /// The evidence that a failure needs, besides medians beyond the threshold [default: exceeds]
    #[arg(long, value_enum)]
    pub evidence: Option<Evidence>,

    /// What is done about many comparisons [default: none]
    #[arg(long, value_enum)]
    pub correction: Option<CorrectionWord>,

    /// Judge this unit, instead of B/op and allocs/op. Repeatable
    #[arg(long, value_name = "UNIT", value_parser = parse_unit)]
    pub unit: Vec<String>,

    /// Take a unit for exact: one value a side decides, without a test; UNIT=nothing is the default.
    /// Repeatable
    #[arg(long, value_name = "UNIT=exact", value_parser = clap::value_parser!(Assume))]
    pub assume: Vec<Assume>,

    /// Whether the verdict decides the exit code [default: enforce]
    #[arg(long, value_enum)]
    pub mode: Option<ModeWord>,

    /// The day on which waivers are judged [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = clap::value_parser!(Date))]
    pub today: Option<Date>,

    /// The change that is promised to be found, of commands that have a flag for it.
    #[arg(skip)]
    pub detect: Vec<Threshold>,

    /// Judge captures of runs that failed or were cut, or that are broken in part, by what they have
    #[arg(long)]
    pub allow_incomplete: bool,

    /// Judge packages that lost over half of their benchmarks, or benchmarks that lost their memory
    /// figures, by what is left
    #[arg(long)]
    pub allow_missing: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Evidence {
    /// One-sided: the candidate against the baseline moved by the allowed change
    Exceeds,
    /// Two-sided: the candidate against the baseline
    Differs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CorrectionWord {
    /// Nothing: alpha is that of each row
    None,
    /// Holm's: alpha is that of all rows together
    Holm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ModeWord {
    /// It does
    Enforce,
    /// It is shown, and the exit code is 0
    Report,
}

impl Evidence {
    pub fn test(self) -> Test {
        match self {
            Evidence::Exceeds => Test::Exceeds,
            Evidence::Differs => Test::Differs,
        }
    }
}

impl CorrectionWord {
    pub fn correction(self) -> Correction {
        match self {
            CorrectionWord::None => Correction::None,
            CorrectionWord::Holm => Correction::Holm,
        }
    }
}

impl ModeWord {
    fn mode(self) -> Mode {
        match self {
            ModeWord::Enforce => Mode::Enforce,
            ModeWord::Report => Mode::Report,
        }
    }
}

impl Judging {
    /// What the flags say of the policy.
    ///
    /// # Errors
    ///
    /// A flag that says two things of one unit.
    pub fn flags(&self) -> Result<Flags, Message> {
        once(self.threshold.iter().map(|t| t.unit.as_deref()), "--threshold")?;
        once(self.detect.iter().map(|t| t.unit.as_deref()), "--detect")?;
        once(self.assume.iter().map(|a| Some(&*a.unit)), "--assume")?;
        Ok(Flags {
            thresholds: self.threshold.iter().map(|t| (t.unit.clone(), t.allowance)).collect(),
            alpha: self.alpha,
            evidence: self.evidence.map(Evidence::test),
            correction: self.correction.map(CorrectionWord::correction),
            units: self.unit.clone(),
            assume: self.assume.iter().map(|a| (a.unit.clone(), a.assumption)).collect(),
            mode: self.mode.map(ModeWord::mode),
            detect: self.detect.iter().map(|t| (t.unit.clone(), t.allowance)).collect(),
            allow_incomplete: self.allow_incomplete,
            allow_missing: self.allow_missing,
            today: Some(self.today.unwrap_or_else(today)),
            arguments: self.arguments(),
        })
    }

    /// The flags as arguments, in one order whatever theirs was.
    pub fn arguments(&self) -> Vec<String> {
        let mut arguments = Vec::new();
        let mut add = |flag: &str, value: String| arguments.extend([format!("--{flag}"), value]);
        let path = |path: &PathBuf| path.to_string_lossy().into_owned();
        self.config.iter().for_each(|file| add("config", path(file)));
        self.source.iter().for_each(|dir| add("source", path(dir)));
        self.policy_from.iter().for_each(|from| add("policy-from", from.clone()));
        self.evidence.iter().for_each(|word| add("evidence", word_of(word)));
        self.alpha.iter().for_each(|alpha| add("alpha", alpha.to_string()));
        self.correction.iter().for_each(|word| add("correction", word_of(word)));
        self.unit.iter().for_each(|unit| add("unit", unit.clone()));
        self.threshold.iter().for_each(|threshold| add("threshold", threshold.to_string()));
        self.assume.iter().for_each(|assume| add("assume", assume.to_string()));
        self.mode.iter().for_each(|word| add("mode", word_of(word)));
        self.today.iter().for_each(|day| add("today", day.to_string()));
        let switches = [
            (self.no_config, "no-config"),
            (self.allow_incomplete, "allow-incomplete"),
            (self.allow_missing, "allow-missing"),
        ];
        let set = switches.into_iter().filter(|(is_set, _)| *is_set);
        arguments.extend(set.map(|(_, flag)| format!("--{flag}")));
        arguments
    }
}

/// A word as it is typed.
fn word_of<T: ValueEnum>(word: &T) -> String {
    word.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// The day that it is, in UTC.
fn today() -> Date {
    const DAY: u64 = 24 * 60 * 60;
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Date::from_unix_days(since_1970.map_or(0, |time| time.as_secs() / DAY))
}

/// Refuses a flag that is given twice for a unit, or twice for all.
fn once<'a>(units: impl Iterator<Item = Option<&'a str>>, flag: &str) -> Result<(), Message> {
    let mut seen: Vec<Option<&str>> = Vec::new();
    for unit in units {
        if seen.contains(&unit) {
            return Err(
                format!("{flag} was given twice for {}", unit.unwrap_or("all units")).into()
            );
        }
        seen.push(unit);
    }
    Ok(())
}
