//! Rows by name, and the lines of a capture that are theirs.

use crate::benchfmt::BenchmarkLine;
use crate::benchproc::Selection;
use crate::report::v1;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What a row is called in a report.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowName {
    /// The import path; empty if the capture names none, or it is ignored.
    pub package: Arc<str>,
    /// The full name without `Benchmark`, and without what is ignored of it.
    pub name: Arc<str>,
    /// The unit.
    pub unit: Arc<str>,
    /// What else tells the benchmark from others of its name.
    pub configuration: Arc<BTreeMap<String, String>>,
}

impl From<&v1::Row> for RowName {
    fn from(row: &v1::Row) -> RowName {
        RowName {
            package: row.package.clone(),
            name: row.name.clone(),
            unit: row.unit.clone(),
            configuration: row.configuration.clone(),
        }
    }
}

/// Finds the rows that results belong to.
#[derive(Debug)]
pub struct Rows {
    names: Vec<RowName>,
    by_name: HashMap<Arc<str>, Vec<usize>>,
    selection: Selection,
}

impl Rows {
    /// Rows of a report of what `selection` selects.
    pub fn new(names: Vec<RowName>, selection: Selection) -> Rows {
        let mut by_name: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
        for (i, row) in names.iter().enumerate() {
            by_name.entry(row.name.clone()).or_default().push(i);
        }
        Rows { names, by_name, selection }
    }

    /// The rows of a report of what `selection` selects.
    pub fn of_report(report: &v1::Report, selection: Selection) -> Rows {
        Rows::new(report.rows.iter().map(RowName::from).collect(), selection)
    }

    /// The rows, by number.
    pub fn names(&self) -> &[RowName] {
        &self.names
    }

    /// For each value of a result, the number of the row that it is in. Keys that one line has and
    /// another lacks tell them apart, so of several rows that fit it is the one that says most.
    pub(super) fn of<'a>(
        &'a self,
        line: &'a BenchmarkLine<'_>,
    ) -> impl Iterator<Item = Option<usize>> + 'a {
        let called = self.selection.called(line.name);
        let rows = self.by_name.get(&*String::from_utf8_lossy(&called));
        let fitting = rows.into_iter().flatten().filter(|&&row| self.names[row].fits(line));
        let fitting: Vec<usize> = fitting.copied().collect();
        line.values.iter().map(move |value| {
            let of_unit = |&&row: &&usize| is(value.unit, &self.names[row].unit);
            fitting.iter().filter(of_unit).max_by_key(|&&row| self.names[row].says()).copied()
        })
    }
}

impl RowName {
    fn fits(&self, line: &BenchmarkLine<'_>) -> bool {
        let has = |key: &str, value: &str| {
            line.config.get(key.as_bytes()).is_some_and(|found| is(found, value))
        };
        (self.package.is_empty() || has("pkg", &self.package))
            && self.configuration.iter().all(|(key, value)| has(key, value))
    }

    /// How much it says of its lines.
    fn says(&self) -> usize {
        usize::from(!self.package.is_empty()) + self.configuration.len()
    }
}

/// Reports are text: bytes that are no UTF-8 were replaced.
fn is(bytes: &[u8], text: &str) -> bool {
    String::from_utf8_lossy(bytes) == text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchfmt::{Sink, read};
    use crate::benchproc::Selecting;

    fn row(package: &str, name: &str, configuration: &[(&str, &str)]) -> RowName {
        let pairs = configuration.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        RowName {
            package: package.into(),
            name: name.into(),
            unit: "B/op".into(),
            configuration: Arc::new(pairs.collect()),
        }
    }

    struct Found<'a>(&'a Rows, Vec<Vec<Option<usize>>>);

    impl Sink for Found<'_> {
        fn result(&mut self, line: &BenchmarkLine<'_>) {
            self.1.push(self.0.of(line).collect());
        }
    }

    fn found(rows: Vec<RowName>, ignore: &str, capture: &str) -> Vec<Vec<Option<usize>>> {
        let selecting = Selecting { ignore: Some(ignore), ..Selecting::default() };
        let rows = Rows::new(rows, Selection::new(&selecting).unwrap());
        let mut found = Found(&rows, Vec::new());
        read(capture.as_bytes(), &mut found).unwrap();
        found.1
    }

    #[test]
    fn a_line_is_of_the_row_with_its_package_name_unit_and_configuration() {
        let rows = vec![row("a", "X-8", &[]), row("b", "X-8", &[]), row("b", "Y-8", &[])];
        let capture = "pkg: b\nBenchmarkX-8 1 9 ns/op 8 B/op\nBenchmarkY-8 1 8 B/op 8 B/op\n\
            pkg: c\nBenchmarkX-8 1 8 B/op\n";
        let expected = vec![vec![None, Some(1)], vec![Some(2), Some(2)], vec![None]];
        assert_eq!(found(rows, "", capture), expected);
    }

    #[test]
    fn a_row_that_says_more_takes_its_lines_from_one_that_says_less() {
        let rows = vec![row("", "X", &[]), row("", "X", &[("goarch", "arm64")])];
        let capture = "BenchmarkX 1 8 B/op\ngoarch: arm64\nBenchmarkX 1 8 B/op\n\
            goarch: amd64\nBenchmarkX 1 8 B/op\n";
        assert_eq!(found(rows, "", capture), [[Some(0)], [Some(1)], [Some(0)]]);
    }

    #[test]
    fn names_fit_without_what_is_ignored_of_them() {
        let rows = vec![row("", "X/b=2", &[])];
        let capture = "BenchmarkX/a=1/b=2-8 1 8 B/op\nBenchmarkX/a=2/b=3-8 1 8 B/op\n";
        assert_eq!(found(rows, "/a,/gomaxprocs", capture), [[Some(0)], [None]]);
    }
}
