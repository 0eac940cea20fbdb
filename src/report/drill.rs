//! What is said of a drill, before anything else: nobody is to take it for a verdict.

use super::text::{cut, shown, value};
use super::v1::{Mode, Report};

/// Names are cut here.
const LONGEST_NAME: usize = 200;

/// The line of a drill; none where nothing was planted.
pub(super) fn drill(report: &Report) -> Option<String> {
    let drill = report.drill.as_ref()?;
    let package = if drill.package.is_empty() { "" } else { "." };
    let name = format!("{}{package}{}", drill.package, drill.name);
    let name = shown(&cut(&name, LONGEST_NAME)).into_owned();
    let [before, after] = drill.medians.map(|median| value(median.0));
    let job = match report.policy.mode {
        Mode::Enforce => "this job must go red",
        Mode::Report => "this job can't go red, since mode = report makes the exit code 0",
    };
    let unit = shown(&drill.unit);
    Some(format!("DRILL: a regression was planted into {name} {unit} ({before} → {after}): {job}"))
}
