//! Explaining by itself: the rows of a saved report, or benchmarks that are measured for that.

use super::gate::{FOREVER, Gate, Judged, planned};
use super::progress::Display;
use super::{Run, ended};
use crate::cli::Exit;
use crate::cli::ended::Ended;
use crate::cli::explaining::Picturing;
use crate::cli::message::Message;
use crate::cli::reporting::Reports;
use crate::report::v1::{Explanation, Limit, LimitCode, Verdict};
use crate::report::{Report, regressed, verdict_line};
use crate::run::{Cache, TimeLimit};
use clap::{ArgMatches, Args, Command, FromArgMatches};
use std::io::Write;
use std::time::Duration;

/// What is explained.
pub(in crate::cli) enum Explainable {
    /// What fails in a report.
    Report(Box<Report>),
    /// What is measured.
    Benchmarks,
}

/// What is asked for, as `run`'s arguments say it.
pub(in crate::cli) struct Asked {
    pub arguments: Vec<String>,
    pub explainable: Explainable,
    pub timeout: Duration,
    pub picturing: Picturing,
    pub reports: Reports,
}

/// Explains, and writes the reports; nothing is judged.
pub(in crate::cli) fn explain(
    asked: Asked,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Result<Exit, Message> {
    let Asked { arguments, explainable, timeout, picturing, reports } = asked;
    let run = Run { picturing, timeout, explains_all: true, ..parsed(arguments)? };
    ended("explain", stderr, |display| {
        let gate = run.gate(reports, display)?;
        match explainable {
            Explainable::Benchmarks => gate.explain_measured(stdout, display),
            Explainable::Report(report) => gate.explain_report(*report, stdout, display),
        }
    })
}

/// What `run` would make of arguments.
fn parsed(arguments: Vec<String>) -> Result<Run, Message> {
    let command = Run::augment_args(Command::new("run").no_binary_name(true));
    let matches = command.try_get_matches_from(arguments);
    let run = matches.and_then(|matches: ArgMatches| Run::from_arg_matches(&matches));
    run.map_err(|error| Message::from(error.to_string()))
}

/// Where nothing grew that did, the working tree is most likely not what it was.
fn may_have_changed(explanations: &mut [Explanation]) {
    for explanation in explanations.iter_mut().filter(|explanation| explanation.sites.is_empty()) {
        let detail = Some("the working tree is not what it was".to_owned());
        explanation.limits.push(Limit { code: LimitCode::OtherRevisions, detail });
    }
}

impl Gate<'_> {
    /// Explains what fails in a report, whose captures are not there any more.
    fn explain_report(
        &self,
        mut report: Report,
        stdout: &mut dyn Write,
        display: &mut Display<'_>,
    ) -> Result<Exit, Ended> {
        let benchmarks = regressed(&report);
        let mut kept = Vec::new();
        if !benchmarks.is_empty() {
            let flags = self.settings.flags(self.run);
            let (limit, cache, written) = (TimeLimit::new(FOREVER), Cache::open()?, self.written());
            let plan = planned(self.asked(&flags, &limit, &written), &cache)?;
            let came = self.came(&plan, &benchmarks, display)?;
            let now = self.sides.revisions()?;
            let is_other = report.revisions.as_ref().is_some_and(|measured| *measured != now);
            if is_other {
                display.tell(
                    "WARNING: the report is of other revisions than those that are explained",
                );
            }
            report.explanations_left_out = came.left_out as u64;
            report.explanations = came.explanations;
            if is_other {
                let limit = Limit { code: LimitCode::OtherRevisions, detail: None };
                let limits =
                    report.explanations.iter_mut().map(|explanation| &mut explanation.limits);
                limits.for_each(|limits| limits.push(limit.clone()));
            }
            let is_now = report.revisions.as_ref().is_some_and(|now| now.candidate.working_tree);
            if is_now && !is_other {
                may_have_changed(&mut report.explanations);
            }
            kept = came.kept;
        }
        let has_answer = report.explanations.is_empty()
            || report.explanations.iter().any(|explanation| explanation.iterations > 0);
        let written = self.write(&Judged { report, captures: None, kept }, stdout, display);
        Ok(match (written, has_answer) {
            (false, _) => Exit::Usage,
            (true, false) => Exit::CannotJudge,
            (true, true) => Exit::Pass,
        })
    }

    /// Explains all that can be measured.
    fn explain_measured(
        &self,
        stdout: &mut dyn Write,
        display: &mut Display<'_>,
    ) -> Result<Exit, Ended> {
        let judged = match self.judged(stdout, display)? {
            Ok(judged) => judged,
            Err(exit) => return Ok(exit),
        };
        let report = &judged.report;
        if report.explanations.is_empty() && report.verdict == Verdict::CannotJudge {
            display.tell(&format!("nothing is explained: {}", verdict_line(report)));
            return Ok(Exit::CannotJudge);
        }
        let written = self.write(&judged, stdout, display);
        Ok(if written { Exit::Pass } else { Exit::Usage })
    }
}
