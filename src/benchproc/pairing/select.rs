//! Keeping of two sides what is judged.
//!
//! What is not selected is forgotten before anything else is made of the results, so that all that
//! follows is as if the captures held nothing else. Two things are remembered: which units a result
//! that is judged has beside those that are, and which benchmarks a side had.

use crate::benchproc::pairing::dropped::Dropped;
use crate::benchproc::pairing::selection::Selection;
use crate::benchproc::query::extract::{Extractor, Subject};
use crate::benchproc::query::filter::Kept;
use crate::benchproc::store::intern::{Id, Interner};
use crate::benchproc::store::merged::{Merged, Side};
use crate::benchproc::store::numbering::Numbering;
use crate::benchproc::store::place::Place;
use crate::benchunit;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The unit, in a side's shapes, of a value that is not selected. No text has this number.
pub(in crate::benchproc) const HIDDEN: Id = Id::MAX;

/// The fields that a selection asks about, by their keys, with their distinct values.
pub type Alternatives = Vec<(Vec<u8>, Vec<Vec<u8>>)>;

/// What was not selected.
#[derive(Debug, Default)]
pub(in crate::benchproc) struct LeftOut {
    /// How many results have values of a unit that were left out.
    pub units: BTreeMap<Id, u64>,
    /// For each side that had results and from which nothing was selected, what there is to select.
    pub alternatives: [Option<Alternatives>; 2],
    /// For each side, the benchmarks of results that were left out.
    pub(super) dropped: [Dropped; 2],
}

impl Merged {
    /// Forgets what is not selected.
    pub fn select(&mut self, selection: &Selection) -> LeftOut {
        let mut left_out = LeftOut::default();
        if selection.is_open() {
            return left_out;
        }
        let nowhere = self.text.intern(b"");
        let remembered = left_out.alternatives.iter_mut().zip(&mut left_out.dropped);
        for (side, (alternatives, dropped)) in self.sides.iter_mut().zip(remembered) {
            let plan = Plan::new(side, selection, &self.text, nowhere);
            if !side.series.is_empty() && !plan.keeps_a_value() {
                *alternatives = Some(side.alternatives(selection, &self.text, nowhere));
            }
            for (&unit, results) in &plan.left_out {
                *left_out.units.entry(unit).or_default() += results;
            }
            *dropped = Dropped::new(side, &plan.dropped, &self.text);
            side.follow(plan);
        }
        left_out
    }
}

/// What becomes of a side.
struct Plan {
    series: Numbering<u32>,
    /// Old shapes, and which of their values are left out.
    shapes: Numbering<(u32, Option<Vec<bool>>)>,
    /// The series and shape of each run that is kept.
    runs: Vec<Option<(u32, u32)>>,
    left_out: HashMap<Id, u64>,
    /// The series of runs that are not kept.
    dropped: HashSet<u32>,
}

impl Plan {
    /// `nowhere` is the path of results that come from no file.
    fn new(side: &Side, selection: &Selection, text: &Interner, nowhere: Id) -> Plan {
        let mut plan = Plan {
            series: Numbering::default(),
            shapes: Numbering::default(),
            runs: Vec::with_capacity(side.columns.runs().len()),
            left_out: HashMap::new(),
            dropped: HashSet::new(),
        };
        let mut known: HashMap<(Id, u32, u32), Kept> = HashMap::new();
        for (i, run) in side.columns.runs().iter().enumerate() {
            let place =
                Place { side, label: side.path_of(i).unwrap_or(nowhere), series: run.series };
            let kept = known.entry((place.label, run.series, run.shape));
            let kept = kept.or_insert_with(|| keeps(selection, place, run.shape, text));
            plan.left_out(side, run.shape, run.rows() as u64, kept);
            let values = match kept {
                Kept::None => {
                    plan.runs.push(None);
                    plan.dropped.insert(run.series);
                    continue;
                }
                Kept::All => None,
                Kept::Some(values) => Some(values.clone()),
            };
            let numbers = (plan.series.number(run.series), plan.shapes.number((run.shape, values)));
            plan.runs.push(Some(numbers));
        }
        plan
    }

    fn left_out(&mut self, side: &Side, shape: u32, results: u64, kept: &Kept) {
        if *kept == Kept::All {
            return;
        }
        let is_kept = |i: usize| matches!(kept, Kept::Some(values) if values[i]);
        for (_, &unit) in
            side.shapes[shape as usize].iter().enumerate().filter(|(i, _)| !is_kept(*i))
        {
            *self.left_out.entry(unit).or_default() += results;
        }
    }

    fn keeps_a_value(&self) -> bool {
        let all_left_out = |values: &Vec<bool>| !values.contains(&true);
        self.shapes.items().iter().any(|(_, values)| !values.as_ref().is_some_and(all_left_out))
    }
}

fn keeps(selection: &Selection, place: Place<'_>, shape: u32, text: &Interner) -> Kept {
    let printed = || place.side.shapes[shape as usize].iter().map(|&unit| text.get(unit));
    // What a unit is tidied to does not depend here on the value, as it does for benchstat.
    let tidied: Vec<Cow<'_, [u8]>> = printed().map(|unit| benchunit::tidy(unit).0).collect();
    let units: Vec<[&[u8]; 2]> =
        tidied.iter().zip(printed()).map(|(tidied, printed)| [&**tidied, printed]).collect();
    selection.keeps(place, &units, text)
}

impl Side {
    /// The path of the file that a run comes from.
    fn path_of(&self, run: usize) -> Option<Id> {
        let after = self.files.partition_point(|&(first, _)| first as usize <= run);
        self.files[..after].last().map(|&(_, path)| path)
    }

    fn follow(&mut self, plan: Plan) {
        let mut configurations = Numbering::default();
        let kept = plan.series.items().iter().map(|&old| self.series[old as usize]);
        let series = kept.map(|mut series| {
            series.configuration = configurations.number(series.configuration);
            series
        });
        self.series = series.collect();
        let configuration = |&old: &u32| std::mem::take(&mut self.configurations[old as usize]);
        self.configurations = configurations.items().iter().map(configuration).collect();
        let shapes = plan.shapes.items().iter();
        (self.printed, self.shapes) = shapes
            .map(|(old, values)| {
                let printed = &self.printed[*old as usize];
                (printed.clone(), visible(printed, values.as_ref()))
            })
            .unzip();
        self.columns.renumber(|run, _| plan.runs[run]);
        self.files.clear();
    }

    /// What could be selected by the fields that a selection asks about.
    fn alternatives(&self, selection: &Selection, text: &Interner, nowhere: Id) -> Alternatives {
        let fields = selection.fields().into_iter();
        let named = fields.map(|field| match field {
            Some(field) => (field.key().into_owned(), self.values_of_field(field, text, nowhere)),
            None => (b".unit".to_vec(), self.printed_units(text)),
        });
        named.collect()
    }

    fn printed_units(&self, text: &Interner) -> Vec<Vec<u8>> {
        let units: BTreeSet<Id> = self.printed.iter().flatten().copied().collect();
        let units: BTreeSet<&[u8]> = units.into_iter().map(|unit| text.get(unit)).collect();
        units.into_iter().map(<[u8]>::to_vec).collect()
    }

    fn values_of_field(&self, field: &Extractor, text: &Interner, nowhere: Id) -> Vec<Vec<u8>> {
        let mut values = BTreeSet::new();
        let mut add = |label: Id, series: u32| {
            let place = Place { side: self, label, series };
            let config = |key: &[u8]| place.config(text, key).map(|id| text.get(id));
            let subject = Subject { name: text.get(place.name()), config: &config };
            values.insert(field.extract(&subject).into_owned());
        };
        if *field == Extractor::Config(b".file".to_vec()) {
            self.files.iter().for_each(|&(_, path)| add(path, 0));
        } else {
            (0..self.series.len() as u32).for_each(|series| add(nowhere, series));
        }
        values.remove(&b""[..]);
        values.into_iter().collect()
    }
}

/// The units of a kind of line, but for those of values that are left out.
fn visible(printed: &[Id], values: Option<&Vec<bool>>) -> Box<[Id]> {
    let is_left_out = |i: usize| values.is_some_and(|values| !values[i]);
    let unit = |(i, &unit): (usize, &Id)| if is_left_out(i) { HIDDEN } else { unit };
    printed.iter().enumerate().map(unit).collect()
}
