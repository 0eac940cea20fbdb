//! What to do next.

use super::super::advice::advice;
use super::super::next::steps;
use super::super::text::capital;
use super::super::v1::Report;
use super::section::words;
use crate::gfm;

/// What to do, and the commands to be copied, in at most so many bytes. What a drill planted is not to
/// be measured again.
pub(super) fn tail(report: &Report, room: usize) -> String {
    let steps = if report.drill.is_none() { steps(report, None) } else { Vec::new() };
    let mut text = String::new();
    let mut left_out = false;
    for (words, commands) in advice(&steps) {
        let block = block(words, &commands);
        if HEADING.len() + text.len() + block.len() + LEFT_OUT.len() > room {
            left_out = true;
        } else {
            text.push_str(&block);
        }
    }
    if left_out {
        text.push_str(LEFT_OUT);
    }
    let whole = if text.is_empty() { text } else { HEADING.to_owned() + &text };
    if whole.len() <= room { whole } else { String::new() }
}

const HEADING: &str = "#### Next\n\n";
const LEFT_OUT: &str = "*What is too long to be typed is left out here; the table has it.*\n";

fn block(say: Option<&str>, commands: &[String]) -> String {
    let say = say.map_or_else(String::new, |say| format!("{}\n\n", words(&capital(say))));
    if commands.is_empty() {
        return say;
    }
    format!("{say}{}\n", gfm::fenced(commands.iter().map(String::as_str)))
}
