//! Whether the sides have enough in common to be judged.

use super::listed::Listed;
use super::remark::Remark;
use super::remarks::Remarks;
use super::row::JudgedUnit;
use super::rule::{Level, Policy, Whose};
use crate::benchfmt::text;
use crate::benchproc::{Benchmark, Difference, Id, Mismatch, Pairing, Which, mismatches};
use crate::compare::{Repetition, repetition};
use std::collections::{BTreeMap, HashSet};

impl Remarks {
    /// What is to be said of how the sides pair.
    pub fn pairing(&mut self, pairing: &Pairing, units: &[JudgedUnit], policy: &Policy) {
        let numbers: Vec<Id> = units.iter().map(|unit| unit.id).collect();
        let found = mismatches(pairing);
        let mut explained: HashSet<Benchmark> = HashSet::new();
        for Mismatch { key, values, benchmarks } in found {
            let platform = matches!(key.as_str(), "goos" | "goarch" | "GOMAXPROCS" | "toolchain");
            if platform {
                explained.extend(&benchmarks);
            }
            let (values, benchmarks) = (values.map(Listed::one), benchmarks.len());
            let mismatch = Remark::Mismatch { key, values, benchmarks };
            if platform { &mut self.causes } else { &mut self.notes }.push(mismatch);
        }
        self.lost_platforms(pairing);
        self.lost_memory_figures(pairing, &numbers, policy);
        self.lost_packages(pairing, units, &explained, policy);
        self.configuration(pairing);
        match repetition(pairing, |package| self.not_run.is_identical(package)) {
            Repetition::None => {}
            Repetition::Whole => self.causes.push(Remark::SameCapture { package: None }),
            Repetition::Packages(packages) => {
                let cause = |package: &[u8]| Remark::SameCapture { package: Some(text(package)) };
                self.causes.extend(packages.into_iter().map(cause));
            }
        }
    }

    /// A platform or toolchain that only the baseline was measured on.
    fn lost_platforms(&mut self, pairing: &Pairing) {
        for key in ["goos", "goarch", "toolchain"] {
            let [b, c] = Which::BOTH.map(|which| pairing.values_of(which, key.as_bytes()));
            let named = |r: &Remark| matches!(r, Remark::Mismatch { key: k, .. } if k == key);
            let is_ignored = pairing.ignores(key.as_bytes());
            if is_ignored || c.is_empty() || b.iter().all(|v| c.contains(v)) {
                continue;
            }
            if self.causes.iter().any(named) {
                continue;
            }
            let values = [b, c].map(Listed::new);
            self.causes.push(Remark::Mismatch { key: key.to_owned(), values, benchmarks: 0 });
        }
    }

    fn lost_memory_figures(&mut self, pairing: &Pairing, units: &[Id], policy: &Policy) {
        let (mut common, mut lost, mut left_out) = (0, [vec![], vec![]], [vec![], vec![]]);
        for &benchmark in pairing.benchmarks().iter().filter(|&&b| pairing.has_both(b)) {
            common += 1;
            let has = |which, unit| pairing.has_unit(which, benchmark, unit);
            let prints = |which, unit| pairing.prints_unit(which, benchmark, unit);
            let [b, c] = [Which::Baseline, Which::Candidate];
            for (which, other) in [(b, c), (c, b)] {
                let missing = || units.iter().filter(|&&u| !has(which, u) && has(other, u));
                if missing().any(|&unit| !prints(which, unit)) {
                    lost[which as usize].push(benchmark);
                }
                if missing().any(|&unit| prints(which, unit)) {
                    left_out[which as usize].push(benchmark);
                }
            }
        }
        for (which, benchmark) in dropped(pairing, units) {
            common += 1;
            left_out[which as usize].push(benchmark);
        }
        for which in Which::BOTH {
            let [lost, left_out] = [&lost, &left_out].map(|lists| lists[which as usize].as_slice());
            if let [example, ..] = *lost {
                let benchmarks = (lost.len(), common);
                let remark = Remark::MemoryLost { which, benchmarks, example };
                self.cause(remark, policy.tolerated.missing);
            }
            if let [example, ..] = *left_out {
                let benchmarks = (left_out.len(), common);
                let remark = Remark::SelectedOnOneSide { which, benchmarks, example };
                self.cause(remark, policy.tolerated.missing);
            }
        }
    }

    fn lost_packages(
        &mut self,
        pairing: &Pairing,
        units: &[JudgedUnit],
        explained: &HashSet<Benchmark>,
        policy: &Policy,
    ) {
        let mut packages: BTreeMap<&[u8], (usize, usize)> = BTreeMap::new();
        let mut comparable = 0;
        for &benchmark in pairing.benchmarks() {
            let has = |which, unit: &JudgedUnit| pairing.has_unit(which, benchmark, unit.id);
            let both = |u: &JudgedUnit| has(Which::Baseline, u) && has(Which::Candidate, u);
            comparable += units.iter().filter(|unit| both(unit)).count();
            // What follows from others that are missing, a rule says.
            // Rules of the change's own say nothing here: they could dilute what was lost.
            let is_expected = |unit: &&JudgedUnit| {
                let rule = policy.deciding(unit.chain(Whose::Judge), &pairing.key(benchmark));
                rule.is_some_and(|rule| policy.rules[rule].missing == Level::Warn)
            };
            let expected = units.iter().filter(is_expected);
            let had = expected.clone().filter(|u| has(Which::Baseline, u)).count();
            let has = expected.filter(|unit| both(unit)).count();
            // Benchmarks of another platform, or without their figures, were named already.
            let dropped = pairing.has_dropped(Which::Candidate, benchmark);
            let named = explained.contains(&benchmark) || pairing.has_both(benchmark) || dropped;
            if has == had || !named {
                let entry = packages.entry(pairing.key(benchmark).package()).or_default();
                *entry = (entry.0 + had - has, entry.1 + had);
            }
        }
        let is_of_parts = |remark: &Remark| {
            matches!(remark, Remark::PartsMissing { which: Which::Candidate, .. })
        };
        let lacks_parts = self.causes.iter().chain(&self.tolerated).any(is_of_parts);
        // A side of which nothing is selected lost nothing.
        let selected = pairing.is_selected_of_both();
        let failed = self.failed(Which::Candidate);
        // With a part that did not arrive, packages are lost as a whole.
        let is_explained =
            |package: &[u8], lost, of| failed.contains(&text(package)) || lacks_parts && lost == of;
        let packages = packages.into_iter().filter(|&(package, (lost, of))| {
            selected && 2 * lost > of && !is_explained(package, lost, of)
        });
        for (package, rows) in packages {
            let lost = Remark::PackageLost { package: text(package), rows };
            self.cause(lost, policy.tolerated.missing);
        }
        // Whatever else was found says why.
        let explains = |remark: &Remark| {
            matches!(
                remark,
                Remark::NothingSelected { .. }
                    | Remark::Ended { .. }
                    | Remark::PartsMissing { .. }
                    | Remark::PackageLost { .. }
                    | Remark::MemoryLost { .. }
                    | Remark::SelectedOnOneSide { .. }
                    | Remark::Mismatch { .. }
                    | Remark::UnitAbsent { .. }
                    | Remark::DirectionUnknown { .. }
            )
        };
        // Where nothing can differ, and the baseline has nothing else, nothing is missing; of what is
        // gone that was said.
        let measured = |&&b: &&Benchmark| {
            let key = pairing.key(b);
            let package = key.package();
            let is_known = self.not_run.is_identical(package) || self.not_run.is_gone(package);
            pairing.has(Which::Baseline, b) && !is_known
        };
        let is_settled =
            !self.not_run.is_empty() && !pairing.benchmarks().iter().any(|b| measured(&b));
        if comparable == 0 && !is_settled && !self.causes.iter().any(explains) {
            self.causes.push(Remark::NothingComparable);
        }
    }

    fn configuration(&mut self, pairing: &Pairing) {
        // Toolchains that differ are a cause.
        let splitting = pairing.splitting_keys().filter(|key| *key != b"toolchain");
        self.notes.extend(splitting.map(|key| Remark::Split { key: text(key) }));
        self.notes.extend(pairing.pooled_keys().map(|key| Remark::Pooled { key: text(key) }));
        self.notes.extend(pairing.lacking_keys().map(|key| Remark::KeyIgnored { key: text(key) }));
        for Difference { key, values } in pairing.differing_keys() {
            let values = values.map(Listed::new);
            self.notes.push(Remark::ConfigurationDiffers { key: text(key), values });
        }
    }
}

/// Benchmarks of both sides of which one has nothing selected, with that side. Where it has nothing
/// at all selected, that is said by itself.
fn dropped(pairing: &Pairing, units: &[Id]) -> Vec<(Which, Benchmark)> {
    let selected = Which::BOTH.iter().all(|&which| pairing.alternatives(which).is_none());
    let is_judged = |benchmark| {
        let has = |which| units.iter().any(|&unit| pairing.has_unit(which, benchmark, unit));
        Which::BOTH.into_iter().any(has)
    };
    let dropped = |&benchmark: &Benchmark| {
        let which = Which::BOTH.into_iter().find(|&w| pairing.has_dropped(w, benchmark))?;
        (selected && is_judged(benchmark)).then_some((which, benchmark))
    };
    pairing.benchmarks().iter().filter_map(dropped).collect()
}
