//! From samples to a table's numbers.

use super::quantile::Medians;
use super::settings::Settings;
use super::sort::sort;
use super::table::{self, Cell, Comparison, Doubt, Geomean, LOT, Rows, Table};
use super::utest::{Outcome, UTest};
use super::warning::Warning;
use crate::benchproc::{self, Cell as Source};
use crate::lots;
use crate::stats;
use std::convert::Infallible;
use std::ops::Range;

/// Computes tables, and keeps for the next ones what took a while to compute.
pub(super) struct Computers<'a> {
    settings: &'a Settings,
    /// One a thread.
    computers: Vec<Computer<'a>>,
}

/// What a table is computed from, and whether its unit is said to be exact: nothing is tested then.
pub(super) type Uncomputed<'a> = (benchproc::Table<'a>, bool);

impl<'a> Computers<'a> {
    pub fn new(settings: &'a Settings) -> Computers<'a> {
        Computers { settings, computers: Vec::new() }
    }

    /// Computes some tables side by side.
    pub fn compute<'t>(&mut self, sources: &[Uncomputed<'t>]) -> Vec<Table<'t>> {
        let mut tables: Vec<Table<'t>> = sources.iter().map(Table::empty).collect();
        let lots: Vec<(usize, Range<usize>)> = sources
            .iter()
            .enumerate()
            .flat_map(|(i, (source, _))| {
                let rows = source.rows();
                (0..rows).step_by(LOT).map(move |start| (i, start..rows.min(start + LOT)))
            })
            .collect();
        let work = |computer: &mut Computer<'_>, lot: Range<usize>| {
            let (table, rows) = &lots[lot.start];
            (*table, computer.rows(&sources[*table], rows.clone()))
        };
        let take = |(table, rows): (usize, Rows)| {
            tables[table].lots.push(rows);
            Ok::<(), Infallible>(())
        };
        let new = || Computer::new(self.settings);
        let Ok(()) = lots::in_order_again(&mut self.computers, lots.len(), 1, new, work, take);
        if let [table] = &tables[..]
            && table.source.rows() > LOT
        {
            // A large table comes to its own soon, and memory is needed for writing this one.
            self.computers.clear();
        }
        tables.iter_mut().for_each(|table| table.geomeans = geomeans(table));
        tables
    }
}

impl<'a> Table<'a> {
    fn empty(&(source, exact): &Uncomputed<'a>) -> Table<'a> {
        let lots = Vec::with_capacity(source.rows().div_ceil(LOT));
        let shown = (0..source.rows() as u32).collect();
        Table { source, lots, exact, geomeans: Vec::new(), shown }
    }
}

/// Computes rows.
struct Computer<'a> {
    settings: &'a Settings,
    medians: Medians,
    utest: UTest,
    exact: bool,
    base: Vec<f64>,
    values: Vec<f64>,
}

impl<'a> Computer<'a> {
    fn new(settings: &'a Settings) -> Computer<'a> {
        Computer {
            settings,
            medians: Medians::new(settings.confidence),
            utest: UTest::new(settings.alpha),
            exact: false,
            base: Vec::new(),
            values: Vec::new(),
        }
    }

    fn rows(&mut self, (source, exact): &Uncomputed<'_>, lot: Range<usize>) -> Rows {
        self.exact = *exact;
        let mut rows = Rows::default();
        for row in lot {
            self.row(source, row, &mut rows.cells);
            rows.ends.push(rows.cells.len() as u32);
        }
        rows.cells.shrink_to_fit();
        rows
    }

    fn row(&mut self, table: &benchproc::Table<'_>, row: usize, cells: &mut Vec<Cell>) {
        let mut base = None;
        for source in table.cells(row) {
            self.values.clear();
            source.values(&mut self.values);
            sort(&mut self.values);
            let mut cell = self.summary(&source);
            if source.column == 0 {
                base = Some(cell.center);
                std::mem::swap(&mut self.base, &mut self.values);
            } else if let Some(base) = base {
                cell.comparison = Some(self.compare(base));
            }
            cells.push(cell);
        }
    }

    fn summary(&mut self, source: &Source<'_>) -> Cell {
        let varying = source.varying();
        let mut warnings = Vec::new();
        if !varying.is_empty() {
            warnings.push(Warning::VaryIn(varying.into_iter().map(<[u8]>::to_vec).collect()));
        }
        let (values, last) = (&self.values, self.values[self.values.len() - 1]);
        let (center, low, high) = if self.exact {
            let (mode, count) = mode(values);
            if count < values.len() {
                warnings.push(Warning::NotExact(values[0], last));
            }
            (mode, values[0], last)
        } else {
            let (median, low, high) = self.medians.of(values);
            if low.is_infinite() || high.is_infinite() {
                warnings.push(Warning::NoInterval);
            }
            (median, low, high)
        };
        let range = table::Range::new(center, low, high);
        let column = source.column as u32;
        Cell { column, center, range, warnings: warnings.into(), comparison: None }
    }

    fn compare(&mut self, base: f64) -> Comparison {
        let sizes = [self.base.len() as u32, self.values.len() as u32];
        if self.exact {
            return Comparison { base, p: 0.0, sizes, is_significant: true, doubt: None };
        }
        let alpha = self.settings.alpha;
        let (p, doubt) = match self.utest.test(&self.base, &self.values) {
            Outcome::P(p) => (p, None),
            Outcome::AllEqual => (1.0, Some(Doubt::AllEqual)),
            Outcome::NotANumber => (1.0, Some(Doubt::NotANumber)),
        };
        let needed = self.settings.needed_for_difference.unwrap_or(MOST_NEEDED);
        let small = sizes.iter().all(|&n| n < needed);
        let doubt = doubt.or((p > alpha && small).then_some(Doubt::NoDifference));
        // An alpha that is not a number hides nothing.
        Comparison { base, p, sizes, is_significant: !is_larger(p, alpha), doubt }
    }
}

fn is_larger(a: f64, b: f64) -> bool {
    a > b
}

/// The number of values that benchstat asks for where its table of smallest p-values ends.
const MOST_NEEDED: u32 = 10;

/// The first of the values that occur most often in sorted ones, and how often it does.
fn mode(sorted: &[f64]) -> (f64, usize) {
    let (mut mode, mut most, mut start) = (sorted[0], 1, 0);
    for (i, value) in sorted.iter().enumerate() {
        if *value != sorted[start] {
            start = i;
        }
        if i + 1 - start > most {
            (mode, most) = (sorted[start], i + 1 - start);
        }
    }
    (mode, most)
}

/// The geometric means of each column: of its centres, and of their ratios to the first column's.
fn geomeans(table: &Table<'_>) -> Vec<Geomean> {
    let count = table.source.columns();
    let mut centers = vec![Vec::new(); count];
    let mut ratios = vec![Vec::new(); count];
    for cell in table.all_cells() {
        centers[cell.column as usize].push(cell.center);
        if let Some(comparison) = &cell.comparison {
            ratios[cell.column as usize].push(ratio(cell.center, comparison.base));
        }
    }
    let compared = centers[0].len();
    let columns = centers.into_iter().zip(ratios).enumerate();
    columns
        .map(|(i, (centers, ratios))| geomean(&centers, (i > 0).then_some(&ratios), compared))
        .collect()
}

/// None from 0 to anything else.
fn ratio(center: f64, base: f64) -> Option<f64> {
    match base {
        _ if center == base => Some(1.0),
        0.0 => None,
        _ => Some(center / base),
    }
}

fn geomean(centers: &[f64], ratios: Option<&Vec<Option<f64>>>, compared: usize) -> Geomean {
    let defined = |mean: Option<f64>| mean.filter(|mean| !mean.is_nan());
    let mut geomean = Geomean::default();
    if ratios.is_some_and(|ratios| ratios.len() != compared) {
        geomean.warnings.push(Warning::OtherRows);
    }
    geomean.center = defined(stats::geomean(centers.iter().copied()));
    if geomean.center.is_none() {
        geomean.warnings.push(Warning::NoGeomean);
    }
    // A ratio from 0 leaves out the mean, without a word.
    let Some(ratios) = ratios.and_then(|r| r.iter().copied().collect::<Option<Vec<f64>>>()) else {
        return geomean;
    };
    geomean.ratio = defined(stats::geomean(ratios));
    if geomean.ratio.is_none() {
        geomean.warnings.push(Warning::NoGeomeanOfRatios);
    }
    geomean
}
