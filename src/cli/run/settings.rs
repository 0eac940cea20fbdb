//! How benchmarks are measured: flags over the policy file over defaults.

use super::Run;
use super::table::Table;
use crate::cli::message::Message;
use crate::cli::policy::OfChange;
use crate::config;
use crate::policy::{Pattern, Policy, PolicyChange, samples_needed};
use crate::run::{Benchtime, Flags, Shard};
use std::time::Duration;

/// For so long each benchmark runs for one sample, if nothing else is said.
pub(super) const BENCHTIME: Benchtime = Benchtime::Time(Duration::from_millis(200));

/// The samples a side of what might fail.
pub(super) const COUNT: u32 = 10;

/// The fewest samples, whatever the policy: the median of fewer is one of the values.
const LEAST: u32 = 5;

/// What is settled.
pub(super) struct Settings {
    benchtime: Benchtime,
    /// The samples of benchmarks that can't fail.
    pub least: u32,
    /// Those of benchmarks that might.
    pub most: u32,
    prepare: [Option<String>; 2],
    /// Benchmarks that are also measured at the default GOMAXPROCS.
    pub parallel: Vec<Pattern>,
    /// What the candidate's file has otherwise.
    pub changes: Vec<PolicyChange>,
}

impl Settings {
    /// What flags say, or else the files. More samples are taken than these say where the policy needs more.
    ///
    /// # Errors
    ///
    /// A flag that asks for fewer samples than those by which something can fail.
    pub fn of(run: &Run, decided: &OfChange) -> Result<Settings, Message> {
        let table = Table::of(decided);
        let least = samples_needed(&decided.policy, 1).and_then(|needed| needed.try_into().ok());
        let least = least.unwrap_or(LEAST).max(LEAST);
        if let Some(count) = run.count.filter(|count| *count < least) {
            return Err(Message::from(format!(
                "--count {count}: {least} samples are the fewest by which a row can fail by this policy"
            )));
        }
        let parallel = decided.files.iter().flatten().flat_map(|file| &file.document.run.parallel);
        Ok(Settings {
            benchtime: run.benchtime.unwrap_or(table.benchtime),
            least,
            most: run.count.unwrap_or(table.count).max(least),
            prepare: decided.prepare(),
            parallel: parallel.filter_map(|glob| Pattern::benchmark(glob).ok()).collect(),
            changes: table.changes,
        })
    }

    /// What to say beforehand of a policy whose correction asks for more samples than are taken. There are
    /// as many rows at least as benchmark functions times units; sub-benchmarks are not known yet.
    pub fn shortfall(&self, policy: &Policy, functions: usize) -> Option<String> {
        let rows = functions * policy.units().len();
        let needed = samples_needed(policy, rows);
        if needed.is_some_and(|needed| needed <= self.most as usize) {
            return None;
        }
        let more = needed.map_or_else(
            || "more than any number of samples can show".to_owned(),
            |needed| format!("{needed} samples a side: --count {needed}"),
        );
        let most = self.most;
        Some(format!(
            "the policy corrects for at least {rows} rows: one that changes alone needs {more}; {most} are taken"
        ))
    }

    /// The commands that make what is not in the repository.
    pub fn prepare(&self) -> [Option<&str>; 2] {
        self.prepare.each_ref().map(Option::as_deref)
    }

    /// How benchmarks are run.
    pub fn flags(&self, run: &Run) -> Flags {
        Flags {
            bench: run.selecting.bench().unwrap_or(".").to_owned(),
            benchtime: self.benchtime,
            least: self.least,
            most: self.most,
            cpu: 1,
            timeout: run.timeout,
            runs_identical: run.no_skip_identical || run.save_baseline,
            is_thorough: true,
            own_toolchains: run.own_toolchains,
            caches: !run.no_cache && !run.own_toolchains,
        }
    }
}

/// Reads a time, or a number of iterations.
pub(super) fn benchtime(text: &str) -> Result<Benchtime, String> {
    config::benchtime(text).map(|benchtime| match benchtime {
        config::Benchtime::Time(time) => Benchtime::Time(time),
        config::Benchtime::Iterations(iterations) => Benchtime::Iterations(iterations.into()),
    })
}

/// Reads a part: `3/16`.
pub(super) fn shard(text: &str) -> Result<Shard, String> {
    let numbers = text.split_once('/').and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
    let shard = numbers.filter(|(_, of)| *of <= 10_000).and_then(|(k, n)| Shard::new(k, n));
    shard.ok_or_else(|| "write a part and the number of parts, such as 3/16".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_counted_from_one() {
        assert_eq!(shard("3/16").unwrap().number(), 3);
        for text in ["", "0/3", "4/3", "1", "1/0", "a/b", "-1/3", "1/99999"] {
            assert!(shard(text).is_err(), "{text}");
        }
    }
}
