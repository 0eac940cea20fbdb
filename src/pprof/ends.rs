use std::ops::Range;

/// Where lists end that lie behind one another in a longer one.
#[derive(Debug, Default)]
pub(super) struct Ends(Vec<usize>);

impl Ends {
    /// The next list goes as far as the longer one does now.
    pub fn push(&mut self, end: usize) {
        self.0.push(end);
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Where a list is.
    pub fn range(&self, index: u32) -> Range<usize> {
        let index = index as usize;
        index.checked_sub(1).map_or(0, |before| self.0[before])..self.0[index]
    }
}
