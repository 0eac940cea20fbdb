//! Rows with their figures.

use super::super::order::{blocks, by_severity, is_unsure};
use super::super::text::{count, p_value, percent, shown, value};
use super::super::v1::{Row, Shift, Status, Unit};
use super::super::why::{change, why};
use super::page::{LONGEST_LIST, Page, aligned};

impl<'a> Page<'a> {
    /// Lists the rows of a status, each with a sentence if so asked.
    pub fn rows(&mut self, status: Status, title: &str, sentences: bool) {
        let rows = self.of(status, |_| true);
        self.listing(&rows, title, sentences, status == Status::Regression);
    }

    /// Inconclusive rows that keep the verdict from being had, and the number of the others.
    pub fn inconclusive(&mut self) {
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
    pub fn unsure(&mut self) {
        let rows = self.of(Status::Unchanged, is_unsure);
        self.listing(&rows, "past the threshold, not established", true, false);
    }

    fn of(&self, status: Status, wanted: impl Fn(&Row) -> bool) -> Vec<&'a Row> {
        let rows = self.report.rows.iter();
        let mut rows: Vec<&Row> = rows.filter(|row| row.status == status && wanted(row)).collect();
        by_severity(&mut rows);
        rows
    }

    pub fn listing(&mut self, rows: &[&Row], title: &str, sentences: bool, whole: bool) {
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

    /// The header and a block of text for each row.
    fn figures(&self, rows: &[&Row]) -> Vec<String> {
        let names: Vec<String> =
            rows.iter().map(|row| self.name(&row.package, &row.name, &row.configuration)).collect();
        let adjusted = rows.iter().any(|row| row.evidence.adjusted_p.is_some());
        let header = ["unit", "baseline", "candidate", "change", "p", "adjusted p", "n"];
        let header = kept(header.map(str::to_owned), adjusted);
        let cells = rows.iter().map(|row| kept(columns(row), adjusted));
        let figures = std::iter::once(header).chain(cells);
        let beside = std::iter::once("benchmark".to_owned()).chain(names.iter().cloned());
        let lines = aligned(
            beside.zip(figures.clone()).map(|(name, row)| [vec![name], row].concat()),
        );
        let widest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        if self.look.width.is_none_or(|width| widest <= width) {
            return lines;
        }
        // Too wide for the terminal: names go above their figures.
        let lines = aligned(figures.map(|row| [vec![String::new()], row].concat()));
        let named =
            std::iter::once(String::new()).chain(names.iter().map(|name| format!("  {name}\n")));
        named.zip(lines).map(|(name, line)| name + &line).collect()
    }

    pub fn unchanged(&mut self) {
        let same = self.of(Status::Unchanged, |row| row.shift == Shift::None);
        let within = self.of(Status::Unchanged, |row| row.shift != Shift::None && !is_unsure(row));
        let ignored = self.of(Status::Ignored, |_| true);
        let named =
            [(&same, "unchanged"), (&within, "within the threshold"), (&ignored, "ignored")];
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
}

/// Columns without that of adjusted p-values, unless there are some.
fn kept(columns: [String; 7], adjusted: bool) -> Vec<String> {
    let mut columns = columns.to_vec();
    if !adjusted {
        columns.remove(ADJUSTED);
    }
    columns
}

const ADJUSTED: usize = 5;

fn columns(row: &Row) -> [String; 7] {
    let p = |p: Option<f64>| p.map_or_else(|| "-".to_owned(), p_value);
    let n = match (row.baseline.n, row.candidate.n) {
        (a, b) if a == b => a.to_string(),
        (a, b) => format!("{a}+{b}"),
    };
    [
        shown(&row.unit).into_owned(),
        value(row.baseline.median.0),
        value(row.candidate.median.0),
        change(row),
        p(row.evidence.p),
        p(row.evidence.adjusted_p),
        n,
    ]
}

fn geomean(unit: &Unit) -> Option<String> {
    let ratio = unit.geomean_ratio?;
    let rows = count(unit.ratios, "row", "rows");
    Some(format!("{} {} ({rows})", shown(&unit.unit), percent(ratio)))
}
