//! One run, once its arguments make sense: what it asks to be measured, and what becomes of it.

use super::captures::Captures;
use super::deciding::Deciders;
use super::ignoring::ignored;
use super::keeping::Keeping;
use super::progress::Display;
use super::settings::Settings;
use super::sides::Sides;
use super::{Run, list, saving};
use crate::benchproc::Selecting;
use crate::cli::check::real;
use crate::cli::ended::Ended;
use crate::cli::explaining::Kept;
use crate::cli::message::Message;
use crate::cli::policy::OfChange;
use crate::cli::reporting::Reports;
use crate::cli::{Exit, places};
use crate::report::{Report, own_toolchains, v1::Code};
use crate::run::{
    Asked, Cache, Candidate, Flags, Measured, Packages, Plan, RunError, TimeLimit, prepare,
};
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// As good as no limit: each process has its own.
pub(super) const FOREVER: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// What is to be measured, and judged by what.
pub(super) struct Gate<'a> {
    pub run: &'a Run,
    pub sides: Sides,
    pub decided: OfChange,
    pub settings: Settings,
    pub reports: Reports,
    pub keeping: Option<Keeping>,
}

/// What came of it.
pub(super) struct Judged {
    pub report: Report,
    /// What was measured, if anything was.
    pub captures: Option<Captures>,
    /// What explanations rest on.
    pub kept: Vec<Kept>,
}

impl Gate<'_> {
    /// Measures, judges, and writes the reports; or as much of that as is asked for.
    pub fn go(&self, stdout: &mut dyn Write, display: &mut Display<'_>) -> Result<Exit, Ended> {
        let judged = match self.judged(stdout, display)? {
            Ok(judged) => judged,
            Err(exit) => return Ok(exit),
        };
        let written = self.write(&judged, stdout, display);
        Ok(Exit::of_written(&judged.report, written))
    }

    /// Writes the reports, and what is beside them; says whether all could be, and the captures before.
    pub fn write(
        &self,
        judged: &Judged,
        stdout: &mut dyn Write,
        display: &mut Display<'_>,
    ) -> bool {
        let Judged { report, captures, kept } = judged;
        display.clear();
        let unkept = captures.as_ref().and_then(|captures| captures.unkept.as_ref());
        if let Some(error) = unkept {
            // The verdict is worth more.
            let _ = writeln!(display.stderr(), "error: {error}");
        }
        let written = self.reports.write(report, stdout, display.stderr());
        let texts = captures.as_ref().map(Captures::texts);
        let drawn = self.run.picturing.draw(report, texts, kept, display.stderr());
        written && drawn && unkept.is_none()
    }

    /// Measures, judges and explains; or does what else is asked for, and says how that ended.
    pub fn judged(
        &self,
        stdout: &mut dyn Write,
        display: &mut Display<'_>,
    ) -> Result<Result<Judged, Exit>, Ended> {
        let (run, policy) = (self.run, &self.decided.policy);
        let flags = self.settings.flags(run);
        let (limit, cache, written) = (TimeLimit::new(FOREVER), Cache::open()?, self.written());
        let plan = planned(self.asked(&flags, &limit, &written), &cache)?;
        let toolchains = plan.toolchains()?;
        let selecting = run.selecting.selecting();
        let ignore = ignored(selecting.ignore, &toolchains);
        let selecting = Selecting { ignore: ignore.as_deref(), ..selecting };
        let deciders = Deciders::new(policy, selecting, &self.settings);
        if run.list {
            return Ok(Err(list::show(&plan.listed(&deciders)?, stdout)));
        }
        if let Some(shortfall) = self.settings.shortfall(policy, plan.functions()) {
            display.tell(&shortfall);
        }
        let measured = plan.measure(&deciders, &mut |progress| display.show(progress))?;
        display.measured(&measured);
        if run.save_baseline {
            return Ok(Err(saving::saved(&measured, plan.has_neighbours(), display)));
        }
        let keeping = self.keeping.as_ref();
        let captures = Captures::of(&measured, keeping, run.shard, &run.packages);
        let mut report = captures.check(policy, &selecting).map_err(Message::from)?;
        self.note(&mut report, &deciders, &measured, &toolchains);
        report.revisions = Some(self.sides.revisions()?);
        let kept = self.explain(&plan, &mut report, display);
        Ok(Ok(Judged { report, captures: Some(captures), kept }))
    }

    pub fn asked<'b>(
        &'b self,
        flags: &'b Flags,
        limit: &'b TimeLimit,
        written: &'b [String],
    ) -> Asked<'b> {
        Asked {
            repository: &self.sides.root,
            baseline: &self.sides.baseline,
            candidate: self.sides.candidate(),
            packages: Packages::Named {
                directory: &self.sides.directory,
                patterns: &self.run.packages,
                shard: self.run.shard,
                baseline_only: self.run.save_baseline,
            },
            prepare: self.settings.prepare(),
            written,
            flags,
            limit,
        }
    }

    /// What is written below the root, which is no part of the candidate.
    pub fn written(&self) -> Vec<String> {
        let kept = self.keeping.iter().flat_map(|keeping| &keeping.files).map(|file| &**file);
        let written = self.reports.paths().chain(kept).chain(self.run.picturing.paths());
        written.filter_map(|path| below(path, &self.sides.root)).collect()
    }

    /// What only the run knows; and what it doesn't, having measured a part.
    fn note(
        &self,
        report: &mut Report,
        deciders: &Deciders<'_>,
        measured: &Measured,
        toolchains: &[String; 2],
    ) {
        let Run { packages, shard, judging, .. } = self.run;
        report.notes.extend(deciders.confirmed(report));
        if !packages.is_empty() || shard.is_some() || !measured.identical.is_empty() {
            report.notes.retain(|note| !ABOUT_OTHERS.contains(&note.code));
        }
        let [baseline, candidate] = toolchains;
        if baseline != candidate {
            report.notes.push(own_toolchains([baseline, candidate]));
        }
        if self.reports.has_places() && self.sides.candidate() == Candidate::WorkingTree {
            places::enter(report, judging.source.as_deref());
        }
    }
}

/// What there is to measure. Patterns that name nothing are misuse.
pub(super) fn planned<'a>(asked: Asked<'a>, cache: &'a Cache) -> Result<Plan<'a>, Ended> {
    prepare(asked, cache).map_err(|error| match error {
        RunError::NoModule | RunError::NothingNamed(_) => Message::from(error.to_string()).into(),
        error => error.into(),
    })
}

/// Notes on what was not measured.
const ABOUT_OTHERS: [Code; 3] =
    [Code::RuleMatchesNothing, Code::BudgetNotMeasured, Code::WaiverMatchesNothing];

/// Where a file lies, or will, below the root.
fn below(path: &Path, root: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    let path = real(&path).unwrap_or(path);
    let names = path.strip_prefix(root).ok()?.iter().map(|name| name.to_string_lossy());
    Some(names.collect::<Vec<_>>().join("/"))
}
