//! `--drill`: judge with a regression planted into the candidate on its way in.

use super::message::Message;
use crate::benchproc::{Alteration, Capture, Selecting, Selection};
use crate::policy::{Policy, direction_of};
use crate::proof::{Drill, Rows};
use crate::report::v1::Report;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Judges captures twice: as they are, to find a row that could fail, and with a regression planted
/// into that row. Whatever hinders it is no pass.
///
/// # Errors
///
/// What is selected can't be read, or standard input can't.
pub(super) fn judge(
    baseline: &[PathBuf],
    candidate: &[PathBuf],
    policy: &Policy,
    selecting: &Selecting<'_>,
) -> Result<Report, Message> {
    let stdin = stdin(baseline.iter().chain(candidate))?;
    let read = |operands, alteration| read(operands, &stdin, alteration);
    let undrilled = crate::check(read(baseline, None)?, read(candidate, None)?, policy, selecting)?;
    let baseline = read(baseline, None)?;
    let Some(drill) = Drill::new(&undrilled, |unit| direction_of(unit, &baseline)) else {
        return Ok(Drill::impossible(undrilled));
    };
    let rows = Rows::of_report(&undrilled, Selection::new(selecting)?);
    let candidate = read(candidate, Some(drill.alteration(rows)))?;
    Ok(drill.told(crate::check(baseline, candidate, policy, selecting)?))
}

/// What standard input holds, where it is an operand: it can be read only once.
fn stdin<'a>(mut operands: impl Iterator<Item = &'a PathBuf>) -> Result<Vec<u8>, Message> {
    let mut capture = Vec::new();
    if operands.any(|operand| is_stdin(operand)) {
        let failed = |error: io::Error| format!("failed to read standard input: {error}");
        io::stdin().lock().read_to_end(&mut capture).map_err(failed)?;
    }
    Ok(capture)
}

fn read(
    operands: &[PathBuf],
    stdin: &[u8],
    alteration: Option<Alteration>,
) -> Result<Capture, Message> {
    let mut capture = Capture { alteration, ..Capture::default() };
    for operand in operands {
        if is_stdin(operand) {
            capture.read_from("-", stdin).map_err(|error| Message::from(error.to_string()))?;
        } else {
            capture.add(std::slice::from_ref(operand));
        }
    }
    Ok(capture)
}

fn is_stdin(operand: &Path) -> bool {
    operand.as_os_str() == "-"
}
