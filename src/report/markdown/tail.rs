//! What to do next.

use super::super::next::{Step, steps};
use super::super::text::capital;
use super::super::v1::Report;
use super::section::words;
use crate::gfm;

/// What to do, and the commands to be copied, in at most so many bytes. What a drill planted is not to
/// be measured again.
pub(super) fn tail(report: &Report, room: usize) -> String {
    let steps = if report.drill.is_none() { steps(report) } else { Vec::new() };
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

/// Words, each with the commands that follow them.
fn blocks(steps: &[Step]) -> Vec<String> {
    let mut blocks: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
    for step in steps {
        match step {
            Step::Words(words) => blocks.push((Some(words), Vec::new())),
            Step::Both(words, command) => blocks.push((Some(words), vec![command])),
            Step::Command(command) => match blocks.last_mut() {
                Some((_, commands)) => commands.push(command),
                None => blocks.push((None, vec![command])),
            },
        }
    }
    blocks.into_iter().map(|(words, commands)| block(words, &commands)).collect()
}

fn block(say: Option<&str>, commands: &[&str]) -> String {
    let say = say.map_or_else(String::new, |say| format!("{}\n\n", capital(&words(say))));
    if commands.is_empty() {
        return say;
    }
    format!("{say}{}\n", gfm::fenced(commands.iter().copied()))
}
