//! The page that a table is written on.

use super::super::naming::Naming;
use super::super::v1::Report;
use super::Look;
use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Padding, Style};

/// Lists are cut here, but for those of regressions and causes.
pub(super) const LONGEST_LIST: usize = 10;

pub(super) struct Page<'a> {
    pub report: &'a Report,
    pub look: Look,
    pub naming: Naming<'a>,
    pub text: String,
}

impl<'a> Page<'a> {
    pub fn new(report: &'a Report, look: Look) -> Page<'a> {
        Page { report, look, naming: Naming::new(report), text: String::new() }
    }

    pub fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub fn heading(&mut self, title: &str) {
        self.line("");
        let heading = self.painted(title, "1");
        self.line(&heading);
    }

    pub fn painted(&self, text: &str, code: &str) -> String {
        if self.look.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    pub fn left_out(&mut self, n: usize) {
        if n > 0 {
            self.line(&format!("  and {n} more (--all shows them)"));
        }
    }

    /// A sentence, broken at spaces to the terminal's width.
    pub fn wrapped(&mut self, sentence: &str, indent: &str) {
        let width = self.look.width.unwrap_or(usize::MAX).max(40);
        let mut line = indent.to_owned();
        for word in sentence.split(' ') {
            let fits = line.chars().count() + 1 + word.chars().count() <= width;
            if line.len() > indent.len() {
                if fits {
                    line.push(' ');
                } else {
                    self.line(&line);
                    line = indent.to_owned();
                }
            }
            line.push_str(word);
        }
        self.line(&line);
    }

    /// Lines under a heading, if there are any; no more than some, unless all are asked for.
    pub fn list(&mut self, title: &str, lines: &[String], whole: bool) {
        if lines.is_empty() {
            return;
        }
        self.heading(&format!("{title} ({})", lines.len()));
        let most = if whole || self.look.all { lines.len() } else { LONGEST_LIST };
        for line in lines.iter().take(most) {
            self.wrapped(line, "  ");
        }
        self.left_out(lines.len().saturating_sub(most));
    }
}

/// Lines of aligned cells: the first two columns to the left, figures to the right.
pub(super) fn aligned(rows: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let mut builder = Builder::default();
    rows.for_each(|row| builder.push_record(row));
    let mut table = builder.build();
    table
        .with(Style::empty())
        .with(Padding::new(2, 0, 0, 0))
        .modify(Columns::new(2..), Alignment::right());
    table.to_string().lines().map(|line| line.trim_end().to_owned()).collect()
}
