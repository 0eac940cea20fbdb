//! Several inputs over one set of numbers.

use crate::benchproc::store::columns::Columns;
use crate::benchproc::store::configuration::Configuration;
use crate::benchproc::store::intern::{Id, Interner};
use crate::benchproc::store::samples::{Samples, Series};

/// Inputs with their text in one interner: the gate's two sides, baseline first, or files.
#[derive(Debug)]
pub(in crate::benchproc) struct Merged {
    pub text: Interner,
    pub sides: Vec<Side>,
}

/// One input's series and values; numbers of text are those of [`Merged::text`].
#[derive(Debug)]
pub(in crate::benchproc) struct Side {
    pub configurations: Vec<Configuration>,
    pub series: Vec<Series>,
    /// The units of each kind of line.
    pub shapes: Vec<Box<[Id]>>,
    /// The same units as printed, which differ where they were tidied, or are not selected.
    pub printed: Vec<Box<[Id]>>,
    pub columns: Columns,
    /// Where the runs of each file begin, and its path; as long as all runs are there.
    pub files: Vec<(u32, Id)>,
    /// The names of series as they were read, if they are others now.
    pub read_names: Option<Vec<Id>>,
}

impl Merged {
    /// Takes the inputs; the text of all but the first is renumbered.
    pub fn new(inputs: impl IntoIterator<Item = Samples>) -> Merged {
        let mut merged = Merged { text: Interner::default(), sides: Vec::new() };
        inputs.into_iter().for_each(|samples| merged.take(samples));
        merged
    }

    fn take(&mut self, mut samples: Samples) {
        samples.columns.close();
        if self.text.is_empty() {
            self.text = std::mem::take(&mut samples.text);
            self.sides.push(Side::new(samples, |id| id));
            return;
        }
        let (text, theirs) = (&mut self.text, std::mem::take(&mut samples.text));
        let numbers: Vec<Id> =
            (0..theirs.len() as Id).map(|id| text.intern(theirs.get(id))).collect();
        drop(theirs);
        self.sides.push(Side::new(samples, |id| numbers[id as usize]));
    }
}

impl Side {
    /// The name of a series as it was read.
    pub fn name_as_read(&self, series: u32) -> Id {
        let name = self.read_names.as_ref().map(|names| names[series as usize]);
        name.unwrap_or(self.series[series as usize].name)
    }

    fn new(samples: Samples, number: impl Fn(Id) -> Id) -> Side {
        let pair = |&(key, value): &(Id, Id)| (number(key), number(value));
        let configurations = samples.configurations.iter().map(|c| c.iter().map(pair).collect());
        let mut series = samples.series.into_items();
        for s in &mut series {
            s.name = number(s.name);
        }
        let shapes = || samples.shapes.iter();
        let printed = shapes().map(|s| s.iter().map(|unit| number(unit.printed)).collect());
        let units = shapes().map(|s| s.iter().map(|unit| number(unit.tidied)).collect());
        let files = samples.files.into_iter().map(|(run, path)| (run, number(path)));
        Side {
            configurations: configurations.collect(),
            series,
            printed: printed.collect(),
            shapes: units.collect(),
            columns: samples.columns,
            files: files.collect(),
            read_names: None,
        }
    }
}
