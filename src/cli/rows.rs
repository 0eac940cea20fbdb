//! Rows of proofs as people read them.

use crate::compare::Allowance;
use crate::proof::RowName;
use crate::report::{shown, value};
use std::collections::{BTreeMap, BTreeSet};

/// Names rows: with their package where there are several, and with what else tells some apart.
pub(super) struct Names {
    packages: usize,
    keys: BTreeSet<String>,
}

impl Names {
    /// Of such rows.
    pub fn new<'a>(rows: impl Iterator<Item = &'a RowName>) -> Names {
        let (mut packages, mut values) = (BTreeSet::new(), BTreeMap::new());
        for row in rows {
            packages.insert(row.package.clone());
            for (key, value) in &*row.configuration {
                let known: &mut BTreeSet<String> = values.entry(key.clone()).or_default();
                known.insert(value.clone());
            }
        }
        let several = values.into_iter().filter(|(_, values)| values.len() > 1);
        Names { packages: packages.len(), keys: several.map(|(key, _)| key).collect() }
    }

    /// Names that have their package, be there one or several.
    pub fn with_packages(self) -> Names {
        Names { packages: usize::MAX, ..self }
    }

    /// What a row's benchmark is called, safe to print.
    pub fn name(&self, row: &RowName) -> String {
        let package = match self.packages {
            0 | 1 => String::new(),
            _ if row.package.is_empty() => String::new(),
            _ => format!("{}.", row.package),
        };
        let told = row.configuration.iter().filter(|(key, _)| self.keys.contains(*key));
        let told: String = told.map(|(key, value)| format!(" {key}={value}")).collect();
        cut(&shown(&format!("{package}{}{told}", row.name)))
    }
}

/// Names are cut here.
const LONGEST: usize = 100;

fn cut(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// A change between two medians: `2 → 11 (+450%)`.
pub(super) fn change(from: f64, to: f64) -> String {
    let figures = format!("{} → {}", value(from), value(to));
    match to / from {
        ratio if from != 0.0 && ratio.is_finite() => {
            format!("{figures} ({:+.1}%)", (ratio - 1.0) * 100.0)
        }
        _ => figures,
    }
}

/// Changes by unit: `25%`, or `B/op 25%,+16; allocs/op 25%` where they are not all the same.
pub(super) fn by_unit<'a>(changes: impl Iterator<Item = (&'a str, Allowance)>) -> String {
    let mut units: Vec<(&str, Allowance)> = Vec::new();
    for (unit, change) in changes {
        if units.iter().all(|(known, _)| *known != unit) {
            units.push((unit, change));
        }
    }
    match units.as_slice() {
        [(_, first), others @ ..] if others.iter().all(|(_, other)| other == first) => {
            first.to_string()
        }
        units => {
            let text = |(unit, change): &(&str, Allowance)| format!("{} {change}", shown(unit));
            units.iter().map(text).collect::<Vec<_>>().join("; ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn row(package: &str, goos: &str) -> RowName {
        RowName {
            package: package.into(),
            name: "X-8".into(),
            unit: "B/op".into(),
            configuration: Arc::new([("goos".to_owned(), goos.to_owned())].into()),
        }
    }

    #[test]
    fn names_say_what_tells_rows_apart_and_no_more() {
        let name = |rows: &[RowName]| Names::new(rows.iter()).name(&rows[0]);
        assert_eq!(name(&[row("a", "linux")]), "X-8");
        assert_eq!(name(&[row("a", "linux"), row("b", "linux")]), "a.X-8");
        assert_eq!(name(&[row("a", "linux"), row("a", "darwin")]), "X-8 goos=linux");
    }

    #[test]
    fn a_change_from_nothing_has_no_share() {
        assert_eq!(change(2.0, 11.0), "2 → 11 (+450.0%)");
        assert_eq!(change(0.0, 1.0), "0 → 1");
    }

    #[test]
    fn equal_promises_are_one() {
        let [a, b] = [Allowance::new(25, 0), Allowance::new(25, 16)];
        assert_eq!(by_unit([("x", a), ("y", a)].into_iter()), "25%");
        assert_eq!(by_unit([("x", a), ("y", b)].into_iter()), "x 25%; y 25%,+16");
    }
}
