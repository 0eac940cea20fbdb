use super::ends::Ends;

/// A frame of a location: a function, and the line that it is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// An index into the profile's functions.
    pub function: u32,
    /// Counted from 1; 0 where it is not known.
    pub line: i64,
}

/// Locations in flat lists.
#[derive(Debug, Default)]
pub(super) struct Locations {
    lines: Vec<Line>,
    ends: Ends,
    /// The string that is the mapping's file; 0 is the empty one.
    files: Vec<u32>,
}

impl Locations {
    /// The next line of the location that is being read.
    pub fn line(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// The rest of that location.
    pub fn push(&mut self, file: u32) {
        self.ends.push(self.lines.len());
        self.files.push(file);
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn lines(&self, index: u32) -> &[Line] {
        &self.lines[self.ends.range(index)]
    }

    pub fn file(&self, index: u32) -> u32 {
        self.files[index as usize]
    }
}
