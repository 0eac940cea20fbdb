//! Both sides over one set of numbers.

use super::columns::Columns;
use super::intern::{Id, Interner};
use super::samples::{Configuration, Samples, Series};

/// The sides, baseline first, with their text in one interner.
#[derive(Debug)]
pub(super) struct Merged {
    pub text: Interner,
    pub sides: [Side; 2],
}

/// One side's series and values; numbers of text are those of [`Merged::text`].
#[derive(Debug)]
pub(super) struct Side {
    pub configurations: Vec<Configuration>,
    pub series: Vec<Series>,
    pub shapes: Vec<Box<[Id]>>,
    pub columns: Columns,
}

impl Merged {
    /// Takes both sides; the candidate's text is renumbered.
    pub fn new(mut baseline: Samples, candidate: Samples) -> Merged {
        let mut text = std::mem::take(&mut baseline.text);
        let numbers: Vec<Id> =
            (0..candidate.text.len() as Id).map(|id| text.intern(candidate.text.get(id))).collect();
        let baseline = Side::new(baseline, |id| id);
        let candidate = Side::new(candidate, |id| numbers[id as usize]);
        Merged { text, sides: [baseline, candidate] }
    }
}

impl Side {
    fn new(samples: Samples, number: impl Fn(Id) -> Id) -> Side {
        let mut configurations = samples.configurations.into_items();
        for (key, value) in configurations.iter_mut().flatten() {
            (*key, *value) = (number(*key), number(*value));
        }
        let mut series = samples.series.into_items();
        for s in &mut series {
            s.name = number(s.name);
        }
        let mut shapes = samples.shapes.into_items();
        for unit in shapes.iter_mut().flatten() {
            *unit = number(*unit);
        }
        Side { configurations, series, shapes, columns: samples.columns }
    }
}
