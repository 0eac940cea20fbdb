//! What to do next, for whoever has the report alone.

use super::next::Step;

/// Words, each with the commands that follow them. Whoever reads a comment does not have the captures.
pub(super) fn advice(steps: &[Step]) -> Vec<(Option<&str>, Vec<String>)> {
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
    blocks
}

/// A table of the policy file, to be copied and completed.
fn waiver(keys: &[(&str, String)]) -> Vec<String> {
    let known = keys.iter().map(|(key, value)| format!("{key} = {value}"));
    let open = ["expires = YYYY-MM-DD", "link = \"https://...\"", "reason = \"...\""];
    let lines = known.chain(open.map(str::to_owned));
    std::iter::once("[[waiver]]".to_owned()).chain(lines).collect()
}
