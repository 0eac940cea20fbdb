//! The page that a table is written on.

use super::super::text::{cut, shown};
use super::super::v1::Report;
use super::Look;
use std::collections::BTreeMap;
use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Padding, Style};

/// Lists are cut here, but for those of regressions and causes.
pub(super) const LONGEST_LIST: usize = 10;
const LONGEST_NAME: usize = 200;

pub(super) struct Page<'a> {
    pub report: &'a Report,
    pub look: Look,
    /// The package of every row, if there is but one: it is said once.
    pub package: Option<&'a str>,
    /// Whether there is more than one platform: then every name has its own.
    platforms: bool,
    pub text: String,
}

impl<'a> Page<'a> {
    pub fn new(report: &'a Report, look: Look) -> Page<'a> {
        let (package, platforms) = (only_package(report), has_platforms(report));
        Page { report, look, package, platforms, text: String::new() }
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

    /// A benchmark's name with what tells it from others of its name.
    pub fn name(&self, package: &str, name: &str, configuration: &BTreeMap<String, String>) -> String {
        let mut full = shown(&cut(name, LONGEST_NAME)).into_owned();
        if self.package.is_none() && !package.is_empty() {
            full = format!("{}.{full}", shown(&cut(package, LONGEST_NAME)));
        }
        let platform = |key: &str| matches!(key, "goos" | "goarch");
        for (key, value) in configuration.iter().filter(|(k, _)| self.platforms || !platform(k)) {
            let pair = format!("{key}={value}");
            full.push_str(&format!(" [{}]", shown(&cut(&pair, LONGEST_NAME))));
        }
        full
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

/// The package of every row, if there is but one.
fn only_package(report: &Report) -> Option<&str> {
    let rows = report.rows.iter().map(|row| &*row.package);
    let one_sided = report.added.iter().chain(&report.removed).map(|row| &*row.package);
    let mut packages = rows.chain(one_sided);
    let first = packages.next()?;
    packages.all(|package| package == first).then_some(first)
}

/// Whether rows are of more than one platform.
fn has_platforms(report: &Report) -> bool {
    let one_sided = report.added.iter().chain(&report.removed).map(|row| &row.configuration);
    let all = report.rows.iter().map(|row| &row.configuration).chain(one_sided);
    let mut platforms = all.map(|c| (c.get("goos"), c.get("goarch")));
    let first = platforms.next();
    platforms.any(|platform| Some(platform) != first)
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
