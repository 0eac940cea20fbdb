//! What to do next.

use super::super::next::{Step, steps};
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
    for block in blocks(&steps) {
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

/// Words, each with the commands that follow them. Whoever reads a comment does not have the captures.
fn blocks(steps: &[Step]) -> Vec<String> {
    let mut blocks: Vec<(Option<&str>, Vec<String>)> = Vec::new();
    for step in steps {
        let lines = match step {
            Step::Here(..) => continue,
            Step::Words(words) => {
                blocks.push((Some(words), Vec::new()));
                continue;
            }
            Step::Both(words, command) => {
                blocks.push((Some(words), vec![command.clone()]));
                continue;
            }
            Step::Command(command) => vec![command.clone()],
            Step::Waiver(keys) => waiver(keys),
        };
        match blocks.last_mut() {
            Some((_, before)) => before.extend(lines),
            None => blocks.push((None, lines)),
        }
    }
    blocks.into_iter().map(|(words, commands)| block(words, &commands)).collect()
}

/// A table of the policy file, to be copied and completed.
fn waiver(keys: &[(&str, String)]) -> Vec<String> {
    let known = keys.iter().map(|(key, value)| format!("{key} = {value}"));
    let open = ["expires = YYYY-MM-DD", "link = \"https://...\"", "reason = \"...\""];
    let lines = known.chain(open.map(str::to_owned));
    std::iter::once("[[waiver]]".to_owned()).chain(lines).collect()
}

fn block(say: Option<&str>, commands: &[String]) -> String {
    let say = say.map_or_else(String::new, |say| format!("{}\n\n", words(&capital(say))));
    if commands.is_empty() {
        return say;
    }
    format!("{say}{}\n", gfm::fenced(commands.iter().map(String::as_str)))
}
