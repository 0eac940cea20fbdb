//! Whether two captures can be judged at all.

use super::listed::Listed;
use super::remark::Remark;
use super::rule::Policy;
use crate::benchfmt::{Format, Section, text};
use crate::benchproc::{
    Benchmark, Capture, Content, Difference, Id, Located, Mismatch, Pairing, SourceFile, Which,
    mismatches,
};
use crate::benchunit::Direction;
use crate::compare::{Repetition, repetition};
use std::collections::{BTreeMap, HashSet};

/// Remarks that keep the captures from being judged, and others.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub causes: Vec<Remark>,
    pub notes: Vec<Remark>,
}

impl Remarks {
    /// Adds a remark, as a cause unless it is tolerated.
    pub fn add(&mut self, remark: Remark, tolerated: bool) {
        if tolerated { &mut self.notes } else { &mut self.causes }.push(remark);
    }

    /// What is to be said of one side's files.
    pub fn capture(&mut self, which: Which, capture: &Capture, policy: &Policy) {
        for file in &capture.files {
            let path = file.path.clone();
            match &file.content {
                Err(error) => {
                    let error = error.clone();
                    self.causes.push(Remark::Unreadable { which, path, error });
                }
                Ok(content) if content.format == Format::Utf16 => {
                    self.causes.push(Remark::Utf16 { which, path });
                }
                Ok(Content { first_nul: Some(line), .. }) => {
                    let binary = Remark::Binary { which, path, line: *line };
                    self.add(binary, policy.allow_incomplete);
                }
                Ok(content) if content.ends_mid_line => {
                    self.notes.push(Remark::EndsMidLine { path, line: content.lines });
                }
                Ok(_) => {}
            }
        }
        for section in &capture.sections {
            self.section(which, capture, section, policy);
        }
        for &file in &capture.filtered {
            self.notes.push(Remark::Filtered { which, path: capture.path(file).to_owned() });
        }
        self.repeated_files(which, capture);
        self.files_without_results(which, capture);
        if capture.recovered > 0 {
            self.notes.push(Remark::Recovered { which, results: capture.recovered });
        }
        self.syntax_errors(capture, policy);
    }

    /// A file in which nothing ran: a shard that was lost must not go unnoticed beside others.
    fn files_without_results(&mut self, which: Which, capture: &Capture) {
        let none_at_all = capture.samples.results() == 0;
        let silent = |file: &SourceFile| {
            let content = file.content.as_ref().ok()?;
            let text = content.format != Format::Utf16;
            let nothing = content.results == 0 && (none_at_all || content.passed == 0);
            (text && nothing).then(|| (file.path.clone(), content.bytes == 0))
        };
        let mut files: Vec<_> = capture.files.iter().filter_map(silent).collect();
        if none_at_all {
            files.truncate(1);
        }
        for (path, empty) in files {
            let files = capture.files.len();
            self.causes.push(Remark::NoResults { which, path, files, empty });
        }
    }

    fn section(&mut self, which: Which, capture: &Capture, at: &Located<Section>, policy: &Policy) {
        let path = capture.path(at.file).to_owned();
        let section = &at.what;
        let package = section.package.as_deref().map(text);
        let detail = section.detail.as_deref().map(text);
        let unfinished = section.unfinished.as_deref().map(text);
        let (ending, line) = (section.ending, section.line);
        let ended = Remark::Ended { which, package, ending, path, line, detail, unfinished };
        self.add(ended, policy.allow_incomplete);
    }

    /// A file that is given twice makes samples out of nothing.
    fn repeated_files(&mut self, which: Which, capture: &Capture) {
        let mut seen = HashSet::new();
        for (hash, path) in hashes(capture) {
            if !seen.insert(hash) {
                self.causes
                    .push(Remark::RepeatedFile { which: Some(which), path: path.to_owned() });
            }
        }
    }

    /// A file that both sides have was measured on one of them at most. Two captures that are one
    /// were named already.
    pub fn shared_files(&mut self, baseline: &Capture, candidate: &Capture) {
        if self.causes.contains(&Remark::SameCapture { package: None }) {
            return;
        }
        let known: HashSet<&str> = hashes(baseline).map(|(hash, _)| hash).collect();
        for (_, path) in hashes(candidate).filter(|(hash, _)| known.contains(hash)) {
            self.causes.push(Remark::RepeatedFile { which: None, path: path.to_owned() });
        }
    }

    /// Lines that could not be read are notes; more than anybody lists are a broken capture.
    fn syntax_errors(&mut self, capture: &Capture, policy: &Policy) {
        for Located { file, what } in &capture.errors {
            let path = capture.path(*file).to_owned();
            let (line, error) = (what.line, what.to_string());
            self.notes.push(Remark::SyntaxError { path, line, error });
        }
        if capture.unlisted > 0 {
            let more = Remark::MoreSyntaxErrors { count: capture.unlisted };
            self.add(more, policy.allow_incomplete);
        }
    }

    /// `Unit` lines can neither turn the direction of Go's own units round, nor contradict the
    /// baseline's, nor change the evidence.
    pub fn unit_lines(&mut self, capture: &Capture, baseline: &Capture) {
        for Located { file, what } in &capture.metadata {
            let direction = direction_of(&what.unit, baseline);
            let ignored = match what.key.as_str() {
                "better" => direction.is_some() && direction != Direction::from_better(&what.value),
                "assume" => what.value != "nothing",
                _ => false,
            };
            if ignored {
                let path = capture.path(*file).to_owned();
                let text = format!("{} {}={}", what.unit, what.key, what.value);
                self.notes.push(Remark::UnitLineIgnored { path, line: what.line, text });
            }
        }
    }

    /// What is to be said of how the sides pair.
    pub fn pairing(&mut self, pairing: &Pairing, units: &[Id], policy: &Policy) {
        let found = mismatches(pairing);
        let mut explained: HashSet<Benchmark> = HashSet::new();
        for Mismatch { key, values, benchmarks } in found {
            let platform = matches!(key.as_str(), "goos" | "goarch" | "GOMAXPROCS");
            if platform {
                explained.extend(&benchmarks);
            }
            let (values, benchmarks) = (values.map(Listed::one), benchmarks.len());
            self.add(Remark::Mismatch { key, values, benchmarks }, !platform);
        }
        self.lost_platforms(pairing);
        self.lost_memory_figures(pairing, units, policy);
        self.lost_packages(pairing, units, &explained, policy);
        self.configuration(pairing);
        match repetition(pairing) {
            Repetition::None => {}
            Repetition::Whole => self.causes.push(Remark::SameCapture { package: None }),
            Repetition::Packages(packages) => {
                let cause = |package: &[u8]| Remark::SameCapture { package: Some(text(package)) };
                self.causes.extend(packages.into_iter().map(cause));
            }
        }
    }

    /// A platform that only the baseline was measured on.
    fn lost_platforms(&mut self, pairing: &Pairing) {
        for key in ["goos", "goarch"] {
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
                self.add(Remark::MemoryLost { which, benchmarks, example }, policy.allow_missing);
            }
            if let [example, ..] = *left_out {
                let benchmarks = (left_out.len(), common);
                let remark = Remark::SelectedOnOneSide { which, benchmarks, example };
                self.add(remark, policy.allow_missing);
            }
        }
    }

    fn lost_packages(
        &mut self,
        pairing: &Pairing,
        units: &[Id],
        explained: &HashSet<Benchmark>,
        policy: &Policy,
    ) {
        let mut packages: BTreeMap<&[u8], (usize, usize)> = BTreeMap::new();
        let mut comparable = 0;
        for &benchmark in pairing.benchmarks() {
            let has = |which, unit: &Id| pairing.has_unit(which, benchmark, *unit);
            let had = units.iter().filter(|u| has(Which::Baseline, u)).count();
            let both = |u: &&Id| has(Which::Baseline, u) && has(Which::Candidate, u);
            let has = units.iter().filter(both).count();
            comparable += has;
            // Benchmarks of another platform, or without their figures, were named already.
            let dropped = pairing.has_dropped(Which::Candidate, benchmark);
            let named = explained.contains(&benchmark) || pairing.has_both(benchmark) || dropped;
            if has == had || !named {
                let entry = packages.entry(pairing.key(benchmark).package()).or_default();
                *entry = (entry.0 + had - has, entry.1 + had);
            }
        }
        // A side of which nothing is selected lost nothing.
        let selected = pairing.is_selected_of_both();
        let packages = packages.into_iter().filter(|(_, (lost, of))| selected && 2 * lost > *of);
        for (package, rows) in packages {
            let lost = Remark::PackageLost { package: text(package), rows };
            self.add(lost, policy.allow_missing);
        }
        // Whatever else was found says why.
        let explains = |remark: &Remark| {
            matches!(
                remark,
                Remark::NothingSelected { .. }
                    | Remark::PackageLost { .. }
                    | Remark::MemoryLost { .. }
                    | Remark::SelectedOnOneSide { .. }
                    | Remark::Mismatch { .. }
                    | Remark::UnitAbsent { .. }
                    | Remark::DirectionUnknown { .. }
            )
        };
        if comparable == 0 && !self.causes.iter().any(explains) {
            self.causes.push(Remark::NothingComparable);
        }
    }

    fn configuration(&mut self, pairing: &Pairing) {
        self.notes.extend(pairing.splitting_keys().map(|key| Remark::Split { key: text(key) }));
        self.notes.extend(pairing.pooled_keys().map(|key| Remark::Pooled { key: text(key) }));
        self.notes.extend(pairing.lacking_keys().map(|key| Remark::KeyIgnored { key: text(key) }));
        for Difference { key, values } in pairing.differing_keys() {
            let values = values.map(Listed::new);
            self.notes.push(Remark::ConfigurationDiffers { key: text(key), values });
        }
    }

    /// Broken lines of a benchmark that one side has no readable result of, though the other has.
    pub fn broken_benchmarks(&mut self, which: Which, capture: &Capture, pairing: &Pairing) {
        let missing: HashSet<&[u8]> = pairing
            .benchmarks()
            .iter()
            .filter(|&&b| !pairing.has(which, b))
            .map(|&b| pairing.key(b).name())
            .collect();
        let mut named = HashSet::new();
        for Located { file, what } in &capture.errors {
            let is_missing = |name: &&[u8]| missing.contains(&*pairing.called(name));
            let Some(name) = what.name.as_deref().filter(is_missing) else {
                continue;
            };
            if named.insert(name) {
                let path = capture.path(*file).to_owned();
                let (line, name) = (what.line, text(name));
                self.causes.push(Remark::BrokenBenchmark { which, path, line, name });
            }
        }
    }
}

/// Which way a unit gets better: Go says it of its own units, the baseline of others. The candidate
/// has no say in how it is judged.
pub fn direction_of(unit: &str, baseline: &Capture) -> Option<Direction> {
    let lines = baseline.metadata.iter().map(|m| &m.what);
    let mut better = lines.filter(|m| m.unit == unit && m.key == "better");
    let declared = || better.next().and_then(|m| Direction::from_better(&m.value));
    Direction::of_go_unit(unit).or_else(declared)
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

/// The files that have results, by the hash of their bytes.
fn hashes(capture: &Capture) -> impl Iterator<Item = (&str, &str)> {
    capture.files.iter().filter_map(|file| {
        let content = file.content.as_ref().ok().filter(|content| content.results > 0)?;
        Some((content.sha256.as_str(), file.path.as_str()))
    })
}
