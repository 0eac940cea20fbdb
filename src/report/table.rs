//! The report for a terminal or a log: what a tired engineer reads in a red build.

use super::next::steps;
use super::order::{blocks, by_severity, is_unsure};
use super::sentence::{change, remark, verdict, why};
use super::text::{count, cut, p_value, percent, shown, value};
use super::v1::{OneSided, Report, Row, Shift, Status, Unit, Verdict};
use std::collections::BTreeMap;
use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Padding, Style};

/// How the table is to look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Columns of the terminal; `None` for as many as the text takes.
    pub width: Option<usize>,
    /// With ANSI colours.
    pub color: bool,
    /// With unchanged rows, and lists in full.
    pub all: bool,
}

/// Renders a report.
pub fn table(report: &Report, look: Look) -> String {
    let (package, platforms) = (only_package(report), has_platforms(report));
    let mut page = Page { report, look, package, platforms, text: String::new() };
    page.verdict();
    page.rows(Status::Regression, "regressions", true);
    page.causes();
    page.inconclusive();
    page.unsure();
    page.one_sided("removed", &report.removed);
    page.one_sided("added", &report.added);
    page.rows(Status::Rounding, "excused as rounding", true);
    page.rows(Status::Improvement, "improvements", false);
    page.unchanged();
    page.notes();
    page.next();
    page.text
}

/// Lists are cut here, but for those of regressions and causes.
const LONGEST_LIST: usize = 10;
const LONGEST_NAME: usize = 200;

struct Page<'a> {
    report: &'a Report,
    look: Look,
    /// The package of every row, if there is but one: it is said once.
    package: Option<&'a str>,
    /// Whether there is more than one platform: then every name has its own.
    platforms: bool,
    text: String,
}

impl<'a> Page<'a> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, title: &str) {
        self.line("");
        let heading = self.painted(title, "1");
        self.line(&heading);
    }

    fn painted(&self, text: &str, code: &str) -> String {
        if self.look.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn verdict(&mut self) {
        let code = match self.report.verdict {
            Verdict::Pass => "1;32",
            Verdict::Fail => "1;31",
            Verdict::CannotJudge => "1;33",
        };
        let line = self.painted(&verdict(self.report), code);
        self.line(&line);
        if let Some(package) = self.package.filter(|package| !package.is_empty()) {
            self.line(&format!("pkg: {}", shown(package)));
        }
    }

    /// Lists the rows of a status, each with a sentence if so asked.
    fn rows(&mut self, status: Status, title: &str, sentences: bool) {
        let rows = self.of(status, |_| true);
        self.listing(&rows, title, sentences, status == Status::Regression);
    }

    /// Inconclusive rows that keep the verdict from being had, and the number of the others.
    fn inconclusive(&mut self) {
        let all = self.look.all;
        let rows = self.of(Status::Inconclusive, |row| all || blocks(row.reason));
        self.listing(&rows, "inconclusive", true, false);
        let others = self.of(Status::Inconclusive, |row| !blocks(row.reason)).len();
        if others > 0 && !all {
            self.line("");
            let rows = count(others as u64, "row", "rows");
            self.wrapped(
                &format!("inconclusive, none past its threshold: {rows} (--all shows them)"),
                "",
            );
        }
    }

    /// Rows that would be regressions if their samples were not so mixed.
    fn unsure(&mut self) {
        let rows = self.of(Status::Unchanged, is_unsure);
        self.listing(&rows, "past the threshold, not established", true, false);
    }

    /// Whether a side has nothing: then the other's rows were neither removed nor added.
    fn has_no_results(&self) -> bool {
        [&self.report.baseline, &self.report.candidate]
            .iter()
            .any(|files| files.iter().all(|file| file.results == 0))
    }

    fn of(&self, status: Status, wanted: impl Fn(&Row) -> bool) -> Vec<&'a Row> {
        let rows = self.report.rows.iter();
        let mut rows: Vec<&Row> = rows.filter(|row| row.status == status && wanted(row)).collect();
        by_severity(&mut rows);
        rows
    }

    fn listing(&mut self, rows: &[&Row], title: &str, sentences: bool, whole: bool) {
        if rows.is_empty() {
            return;
        }
        self.heading(&format!("{title} ({})", rows.len()));
        let most = if whole || self.look.all { rows.len() } else { LONGEST_LIST };
        let shown_rows = &rows[..most.min(rows.len())];
        for (i, line) in self.figures(shown_rows).into_iter().enumerate() {
            self.line(&line);
            // The header stands before the first row.
            if let Some(row) = i.checked_sub(1).and_then(|i| shown_rows.get(i))
                && sentences
            {
                let sentence = why(self.report, row);
                self.wrapped(&sentence, "      ");
            }
        }
        self.left_out(rows.len() - shown_rows.len());
    }

    fn left_out(&mut self, n: usize) {
        if n > 0 {
            self.line(&format!("  and {n} more (--all shows them)"));
        }
    }

    /// The header and a block of text for each row.
    fn figures(&self, rows: &[&Row]) -> Vec<String> {
        let names: Vec<String> =
            rows.iter().map(|row| self.name(&row.package, &row.name, &row.configuration)).collect();
        let header = ["unit", "baseline", "candidate", "change", "p", "n"].map(str::to_owned);
        let figures = std::iter::once(header).chain(rows.iter().map(|row| columns(row)));
        let beside = std::iter::once("benchmark".to_owned()).chain(names.iter().cloned());
        let lines = aligned(
            beside.zip(figures.clone()).map(|(name, row)| [vec![name], row.to_vec()].concat()),
        );
        let widest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        if self.look.width.is_none_or(|width| widest <= width) {
            return lines;
        }
        // Too wide for the terminal: names go above their figures.
        let lines = aligned(figures.map(|row| [vec![String::new()], row.to_vec()].concat()));
        let named =
            std::iter::once(String::new()).chain(names.iter().map(|name| format!("  {name}\n")));
        named.zip(lines).map(|(name, line)| name + &line).collect()
    }

    /// A benchmark's name with what tells it from others of its name.
    fn name(&self, package: &str, name: &str, configuration: &BTreeMap<String, String>) -> String {
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
    fn wrapped(&mut self, sentence: &str, indent: &str) {
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

    /// A single cause stands in the first line already.
    fn causes(&mut self) {
        if self.report.causes.len() > 1 {
            self.heading(&format!("can't be judged ({})", self.report.causes.len()));
            for cause in &self.report.causes {
                self.wrapped(&remark(self.report, cause), "  ");
            }
        }
    }

    /// Benchmarks that one side lacks, each once with its units.
    fn one_sided(&mut self, title: &str, rows: &'a [OneSided]) {
        let mut names: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
        for row in rows {
            let name = self.name(&row.package, &row.name, &row.configuration);
            names.entry((&row.package, name)).or_default().push(&row.unit);
        }
        if names.is_empty() || self.has_no_results() {
            return;
        }
        let benchmarks = count(names.len() as u64, "benchmark", "benchmarks");
        let rows = count(rows.len() as u64, "row", "rows");
        self.heading(&format!("{title} ({benchmarks}, {rows})"));
        let most = if self.look.all { names.len() } else { LONGEST_LIST };
        for ((_, name), units) in names.iter().take(most) {
            let units: Vec<_> = units.iter().map(|unit| shown(unit)).collect();
            self.line(&format!("  {name}  {}", units.join(", ")));
        }
        self.left_out(names.len().saturating_sub(most));
    }

    fn unchanged(&mut self) {
        let same = self.of(Status::Unchanged, |row| row.shift == Shift::None);
        let within = self.of(Status::Unchanged, |row| row.shift != Shift::None && !is_unsure(row));
        let named = [(&same, "unchanged"), (&within, "within the threshold")];
        if self.look.all {
            for (rows, title) in named {
                self.listing(rows, title, true, true);
            }
        }
        let counts = named.map(|(rows, title)| (rows.len() as u64, title));
        let counts = counts.iter().filter(|(n, _)| *n > 0);
        let counts = counts.map(|(n, title)| format!("{title}: {}", count(*n, "row", "rows")));
        let counts = counts.collect::<Vec<_>>().join(", ");
        if !self.look.all && !counts.is_empty() {
            self.line("");
            self.wrapped(&format!("{counts} (--all shows them)"), "");
        }
        let geomeans: Vec<String> = self.report.units.iter().filter_map(geomean).collect();
        if !geomeans.is_empty() {
            if counts.is_empty() || self.look.all {
                self.line("");
            }
            self.wrapped(&format!("geomean: {}", geomeans.join(", ")), "");
        }
    }

    fn notes(&mut self) {
        let notes = &self.report.notes;
        if !notes.is_empty() {
            self.heading(&format!("notes ({})", notes.len()));
            let most = if self.look.all { notes.len() } else { LONGEST_LIST };
            for note in notes.iter().take(most) {
                self.wrapped(&remark(self.report, note), "  ");
            }
            self.left_out(notes.len().saturating_sub(most));
        }
    }

    fn next(&mut self) {
        let steps = steps(self.report);
        if !steps.is_empty() {
            self.heading("next");
            for step in steps {
                self.line(&format!("  {step}"));
            }
        }
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

fn columns(row: &Row) -> [String; 6] {
    let p = match row.evidence.p {
        Some(p) => p_value(p),
        None => "-".to_owned(),
    };
    let n = match (row.baseline.n, row.candidate.n) {
        (a, b) if a == b => a.to_string(),
        (a, b) => format!("{a}+{b}"),
    };
    [
        shown(&row.unit).into_owned(),
        value(row.baseline.median.0),
        value(row.candidate.median.0),
        change(row),
        p,
        n,
    ]
}

/// Lines of aligned cells: the first two columns to the left, figures to the right.
fn aligned(rows: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let mut builder = Builder::default();
    rows.for_each(|row| builder.push_record(row));
    let mut table = builder.build();
    table
        .with(Style::empty())
        .with(Padding::new(2, 0, 0, 0))
        .modify(Columns::new(2..), Alignment::right());
    table.to_string().lines().map(|line| line.trim_end().to_owned()).collect()
}

fn geomean(unit: &Unit) -> Option<String> {
    let ratio = unit.geomean_ratio?;
    let rows = count(unit.ratios, "row", "rows");
    Some(format!("{} {} ({rows})", shown(&unit.unit), percent(ratio)))
}
