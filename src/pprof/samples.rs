use super::ends::Ends;

/// A stack and its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample<'a> {
    /// Indexes of locations, the leaf first.
    pub stack: &'a [u32],
    /// As many as the profile has sample types, in their order.
    pub values: &'a [i64],
    /// The label `bytes`: the size of each object, in Go's heap profiles.
    pub bytes: Option<i64>,
}

/// Samples in flat lists: there may be millions.
#[derive(Debug, Default)]
pub(super) struct Samples {
    stacks: Vec<u32>,
    ends: Ends,
    values: Vec<i64>,
    /// Values of each.
    width: usize,
    /// [`NONE`] where there is no label.
    bytes: Vec<i64>,
}

/// No object has this size.
const NONE: i64 = i64::MIN;

impl Samples {
    /// None yet, of so many values each.
    pub fn of(width: usize) -> Samples {
        Samples { width, ..Samples::default() }
    }

    /// The next location of the sample that is being read.
    pub fn location(&mut self, index: u32) {
        self.stacks.push(index);
    }

    /// The rest of that sample.
    pub fn push(&mut self, values: &[i64], bytes: Option<i64>) {
        self.ends.push(self.stacks.len());
        self.values.extend_from_slice(values);
        self.bytes.push(bytes.unwrap_or(NONE));
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn get(&self, index: usize) -> Sample<'_> {
        Sample {
            // Limits keep the number of samples below 2³².
            stack: &self.stacks[self.ends.range(index as u32)],
            values: &self.values[index * self.width..(index + 1) * self.width],
            bytes: Some(self.bytes[index]).filter(|bytes| *bytes != NONE),
        }
    }
}
