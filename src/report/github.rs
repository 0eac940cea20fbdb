//! Annotations, as the workflow commands of GitHub Actions.
//!
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use super::explained::{and_more, line, unsaid};
use super::problems::{About, Problem, Severity, problems};
use super::text::{count, cut, shown};
use super::v1::{Explanation, Mode, Report};
use std::collections::{BTreeSet, HashMap, HashSet};

/// GitHub shows so many annotations of a kind a step.
const MOST: usize = 10;

/// So many lines that allocate more are told in one of them.
const MOST_SITES: usize = 5;

/// It cuts a message at 4,096 characters; escapes may count.
const LONGEST: usize = 3000;

/// Renders a report as one line an annotation. What one line allocates more is one of them, at that line;
/// else what is wrong with one function, at the line of its declaration where that is known. Where the exit code is 0 whatever is found, none is an
/// error.
pub fn github(report: &Report) -> String {
    let groups = groups(report);
    let mut text = String::new();
    for command in ["error", "warning", "notice"] {
        let groups: Vec<_> = groups.iter().filter(|group| group.command == command).collect();
        // The last one tells of those that are left out.
        let most = if groups.len() > MOST { MOST - 1 } else { MOST };
        text.extend(groups.iter().take(most).map(|group| group.command()));
        if groups.len() > most {
            let title = property(&format!("allocgate: {} more of these", groups.len() - most));
            let message = "the log and the summary of the job have all of them";
            text.push_str(&format!("::{command} title={title}::{message}\n"));
        }
    }
    text
}

/// The problems of one function, or one of a capture as a whole.
struct Group<'a> {
    command: &'static str,
    problems: Vec<Problem<'a>>,
}

fn groups(report: &Report) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known: HashMap<(&str, Subject<'_>), usize> = HashMap::new();
    for problem in problems(report) {
        let command = match problem.severity {
            _ if report.policy.mode == Mode::Report => "notice",
            Severity::Failure | Severity::CannotJudge => "error",
            Severity::Warning => "warning",
            Severity::Waived => "notice",
        };
        let next = groups.len();
        let index = match subject(&problem) {
            Some(subject) => *known.entry((command, subject)).or_insert(next),
            None => next,
        };
        if index == next {
            groups.push(Group { command, problems: Vec::new() });
        }
        groups[index].problems.push(problem);
    }
    groups
}

/// What a group is about.
#[derive(PartialEq, Eq, Hash)]
enum Subject<'a> {
    /// A line that allocates more, whichever benchmarks show it.
    Line(&'a str, u32),
    /// A package and a function.
    Function(&'a str, &'a str),
}

/// Nothing of what is about a capture as a whole.
fn subject<'a>(problem: &Problem<'a>) -> Option<Subject<'a>> {
    let (package, function) = problem.about.as_ref()?.function();
    Some(match problem.allocates_at() {
        Some(place) => Subject::Line(&place.path, place.line.get()),
        None => Subject::Function(package, function),
    })
}

impl Group<'_> {
    fn command(&self) -> String {
        let first = self.problems.first();
        let place = first.and_then(Problem::place);
        let at = place.map_or_else(String::new, |place| {
            format!("file={},line={},", property(&shown(&place.path)), place.line)
        });
        let title = property(&self.title());
        format!("::{} {at}title={title}::{}\n", self.command, data(&message(&self.lines())))
    }

    /// That of the first problem, and how many more functions have one.
    fn title(&self) -> String {
        let about = self.problems.iter().filter_map(|problem| problem.about.as_ref());
        let functions: BTreeSet<_> = about.map(About::function).collect();
        let title = self.problems.first().map_or_else(String::new, Problem::title);
        match functions.len().saturating_sub(1) {
            0 => title,
            n => format!("{title}, and {}", count(n as u64, "more benchmark", "more benchmarks")),
        }
    }

    /// The lines that allocate more, which are what the annotation stands at; then what was judged, and what
    /// can't be said of these lines.
    fn lines(&self) -> Vec<String> {
        let explanations = self.explanations();
        let mut lines = once_each(explanations.iter().flat_map(|e| &e.sites).map(line));
        let others = lines.len().saturating_sub(MOST_SITES) as u64;
        let left_out = explanations.iter().map(|e| e.sites_left_out);
        let others = left_out.fold(others, u64::saturating_add);
        lines.truncate(MOST_SITES);
        lines.extend(and_more(others));
        lines.extend(self.problems.iter().map(Problem::line));
        lines.extend(once_each(explanations.into_iter().flat_map(unsaid)));
        lines
    }

    /// Of each benchmark one, however many of its units regressed.
    fn explanations(&self) -> Vec<&Explanation> {
        let known = self.problems.iter().filter_map(|problem| problem.explanation);
        let mut seen = BTreeSet::new();
        known.filter(|e| seen.insert((&e.package, &e.name))).collect()
    }
}

/// In their order, without those that were there before.
fn once_each(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    lines.filter(|line| seen.insert(line.clone())).collect()
}

/// As many lines as there is room for.
fn message(lines: &[String]) -> String {
    let mut message = String::new();
    for (i, line) in lines.iter().enumerate() {
        let line = cut(line, LONGEST);
        if message.chars().count() + line.chars().count() > LONGEST {
            message.push_str(&format!("and {} more", lines.len() - i));
            break;
        }
        message.push_str(&line);
        message.push('\n');
    }
    message.trim_end().to_owned()
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_whole_lines_and_says_what_is_left_out() {
        let lines: Vec<String> = (0..50).map(|i| format!("{i}{}", "é".repeat(990))).collect();
        let message = message(&lines);
        assert_eq!(message.lines().count(), 4);
        assert_eq!(message.lines().last(), Some("and 47 more"));
        assert!(message.chars().count() < 4096);
    }

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        assert_eq!(data("50%\r\n"), "50%25%0D%0A");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
