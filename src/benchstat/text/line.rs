//! One line of a table.

use super::layout::Layout;

/// Where a text stands within its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Center,
    Right,
}

/// A line while its cells are written, left to right.
pub(super) struct Line<'a> {
    layout: &'a Layout,
    out: &'a mut Vec<u8>,
    /// Where the next character goes. A header that didn't fit is beyond its cell.
    position: isize,
}

/// A width that package fmt of Go takes for a mistake, and what it writes then.
const TOO_WIDE: usize = 1_000_000;
const BAD_WIDTH: &[u8] = b"%!(BADWIDTH)";

impl<'a> Line<'a> {
    pub fn new(layout: &'a Layout, out: &'a mut Vec<u8>) -> Line<'a> {
        Line { layout, out, position: 0 }
    }

    /// Writes one cell; nothing for one that is blank, to leave no spaces at the end of lines.
    pub fn cell(
        &mut self,
        column: usize,
        columns: usize,
        margin: &str,
        align: Align,
        value: &[u8],
    ) {
        if is_blank(value) && is_blank(margin.as_bytes()) {
            return;
        }
        // Where something didn't fit, the way is negative: benchstat writes that many spaces, too.
        let way = self.layout.offsets[column] as isize - self.position;
        self.pad(way);
        let margins = self.layout.margins[column];
        self.pad((margins - margin.chars().count()) as isize);
        self.out.extend_from_slice(margin.as_bytes());
        self.position += way + margins as isize;
        let room = self.layout.width(column, columns);
        let free = room - width(value) as isize;
        let before = match align {
            Align::Left => 0,
            // Go divides toward zero, as here; a negative width pads all the same.
            Align::Center => free / 2,
            Align::Right => free.max(0),
        };
        let padded = self.pad(before);
        self.out.extend_from_slice(value);
        self.position += (padded + width(value)) as isize;
    }

    /// Writes spaces as `%*s` does with this width and nothing to show: how many characters.
    fn pad(&mut self, spaces: isize) -> usize {
        let count = spaces.unsigned_abs();
        if count > TOO_WIDE {
            self.out.extend_from_slice(BAD_WIDTH);
            return BAD_WIDTH.len();
        }
        self.out.resize(self.out.len() + count, b' ');
        count
    }
}

/// The number of characters; a byte that is no UTF-8 is one.
pub(super) fn width(text: &[u8]) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.utf8_chunks().map(|chunk| chunk.valid().chars().count() + chunk.invalid().len()).sum()
}

fn is_blank(text: &[u8]) -> bool {
    let Some(first) = text.first() else { return true };
    !first.is_ascii_graphic() && std::str::from_utf8(text).is_ok_and(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn bytes_that_are_no_utf_8_count_one_each() {
        for (text, expected) in [(&b"abc"[..], 3), ("µs".as_bytes(), 2), (b"\xFFa\xE2\x82", 4)] {
            assert_eq!(width(text), expected, "{text:?}");
        }
    }
}
