//! Explaining what fails, while both sides are there.

use super::gate::Gate;
use super::progress::Display;
use crate::cli::explaining::{Came, Explaining, Kept, touched};
use crate::report::{Regressed, Report, measured, regressed, verdict_line};
use crate::run::{Plan, RunError};

impl Gate<'_> {
    /// Explains what fails, if that is wanted, and hands over what the explanations rest on. That something
    /// can't be explained is no reason to lose a verdict.
    pub(super) fn explain(
        &self,
        plan: &Plan<'_>,
        report: &mut Report,
        display: &mut Display<'_>,
    ) -> Vec<Kept> {
        let run = self.run;
        if !(run.explains_all || run.explain.is_now() || run.picturing.is_wanted()) {
            return Vec::new();
        }
        let benchmarks = if run.explains_all { measured(report) } else { regressed(report) };
        if benchmarks.is_empty() {
            return Vec::new();
        }
        if !run.explains_all {
            // Whoever's time is over by then knows it at least.
            display.tell(&verdict_line(report));
        }
        let all = benchmarks.len();
        let came = self.came(plan, &benchmarks, display).unwrap_or_else(|error| {
            display.tell(&format!("WARNING: can't explain what fails: {error}"));
            Came { left_out: all, ..Came::default() }
        });
        report.explanations = came.explanations;
        report.explanations_left_out = came.left_out as u64;
        came.kept
    }

    pub(super) fn came(
        &self,
        plan: &Plan<'_>,
        benchmarks: &[Regressed<'_>],
        display: &mut Display<'_>,
    ) -> Result<Came, RunError> {
        let touched = touched(&self.sides.root, &self.sides.baseline, self.sides.candidate());
        let touched = touched.map_err(|why| display.tell(&format!("WARNING: no diff: {why}"))).ok();
        let mut explaining = Explaining::new(plan, touched)?;
        let came = explaining.all(benchmarks, &mut |benchmark, number, of| {
            display.explaining(benchmark.name, number, of);
        });
        match came.ended {
            Some(error) if came.explanations.is_empty() => Err(error),
            Some(ref error) => {
                display.tell(&format!("WARNING: not all is explained: {error}"));
                Ok(came)
            }
            None => Ok(came),
        }
    }
}
