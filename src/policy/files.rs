//! What is to be said of the captures' files: whether they can be judged at all.

use super::budget::units;
use super::not_run::Agreed;
use super::remark::Remark;
use super::remarks::Remarks;
use super::rule::Policy;
use crate::benchfmt::{Format, Section, text};
use crate::benchproc::{
    Capture, Content, Located, Metadata, Pairing, Selection, SourceFile, Which,
};
use crate::benchunit::Direction;
use std::collections::HashSet;

impl Remarks {
    /// What is to be said of both sides as they were read. A baseline without files is none.
    pub fn captures(
        &mut self,
        baseline: &Capture,
        candidate: &Capture,
        policy: &Policy,
        selection: &Selection,
    ) {
        self.not_run = Agreed::of(baseline, candidate);
        self.notes.extend(self.not_run.remarks());
        if !baseline.files.is_empty() {
            self.capture(Which::Baseline, baseline, policy);
        }
        self.capture(Which::Candidate, candidate, policy);
        self.parts(baseline, candidate, policy);
        self.too_varied(baseline, candidate, selection);
        self.unit_lines(baseline, baseline);
        self.unit_lines(candidate, baseline);
    }

    /// What is to be said of one side's files.
    fn capture(&mut self, which: Which, capture: &Capture, policy: &Policy) {
        for file in &capture.files {
            let path = file.path.clone();
            match &file.content {
                Err(error) => {
                    let (error, missing) = (error.message.clone(), error.is_missing);
                    self.causes.push(Remark::Unreadable { which, path, error, missing });
                }
                Ok(content) if content.format == Format::Utf16 => {
                    self.causes.push(Remark::Utf16 { which, path });
                }
                Ok(Content { first_nul: Some(line), .. }) => {
                    let binary = Remark::Binary { which, path, line: *line };
                    self.cause(binary, policy.tolerated.incomplete);
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
        // What was not run was not to have any.
        let none_at_all = capture.samples.results() == 0 && self.not_run.is_empty();
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
        self.cause(ended, policy.tolerated.incomplete);
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
            self.cause(more, policy.tolerated.incomplete);
        }
    }

    /// `Unit` lines can neither turn the direction of Go's own units round, nor contradict the
    /// baseline's, nor change the evidence.
    fn unit_lines(&mut self, capture: &Capture, baseline: &Capture) {
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

    /// A maximum makes no sense where more is better, and the candidate alone says that it is.
    pub fn budget_directions(&mut self, baseline: &Capture, candidate: &Capture, policy: &Policy) {
        for unit in units(policy) {
            let is_better = |m: &Located<Metadata>| {
                m.what.unit == unit && m.what.key == "better" && m.what.value == "higher"
            };
            let says_so = candidate.metadata.iter().any(is_better);
            if direction_of(unit, baseline).is_none() && says_so {
                self.causes.push(Remark::DirectionUnknown { unit: unit.to_owned() });
            }
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

/// The files that have results which were measured for them, by the hash of their bytes.
fn hashes(capture: &Capture) -> impl Iterator<Item = (&str, &str)> {
    capture.files.iter().filter_map(|file| {
        let content =
            file.content.as_ref().ok().filter(|content| content.results > content.reused)?;
        Some((content.sha256.as_str(), file.path.as_str()))
    })
}
