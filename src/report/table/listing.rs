//! Rows with their figures.

use super::super::accepted::is_accepted;
use super::super::columns::Columns;
use super::super::order::{blocks, is_unsure, rows_of};
use super::super::text::count;
use super::super::told::{counted, geomeans, quiet};
use super::super::v1::{Row, Status};
use super::super::why::why;
use super::page::{LONGEST_LIST, Page, aligned};

impl<'a> Page<'a> {
    /// Lists the rows of a status, each with a sentence if so asked.
    pub fn rows(&mut self, status: Status, title: &str, sentences: bool) {
        // What the change accepts was told before all else.
        let rows = self.of(status, |row| !is_accepted(self.report, row.waiver));
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
        rows_of(self.report, status, wanted)
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
        let name = |row: &&Row| self.naming.name(&row.package, &row.name, &row.configuration);
        let names: Vec<String> = rows.iter().map(name).collect();
        let columns = Columns::of(rows);
        let cells = rows.iter().map(|row| columns.figures(row));
        let figures = std::iter::once(columns.header()).chain(cells);
        let beside = std::iter::once("benchmark".to_owned()).chain(names.iter().cloned());
        let lines =
            aligned(beside.zip(figures.clone()).map(|(name, row)| [vec![name], row].concat()));
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
        let quiet = quiet(self.report);
        if self.look.all {
            for (rows, title) in &quiet {
                self.listing(rows, title, true, true);
            }
        }
        let counts = counted(&quiet);
        if !self.look.all && !counts.is_empty() {
            self.line("");
            self.wrapped(&format!("{counts} (--all shows them)"), "");
        }
        if let Some(geomeans) = geomeans(self.report) {
            if counts.is_empty() || self.look.all {
                self.line("");
            }
            self.wrapped(&geomeans, "");
        }
    }
}
