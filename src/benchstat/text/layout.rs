//! The widths of a table's columns: the layout algorithm of benchstat's tables.

use super::super::go_sort;

/// A cell that covers several columns, or what is needed of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub column: usize,
    pub columns: usize,
    /// In characters, without the margin.
    pub width: usize,
}

/// What is known of one column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Column {
    /// The widest left margin of a cell that begins here.
    pub margin: usize,
    /// The widest cell of this column alone, without margin; none where there is none.
    pub width: Option<usize>,
    /// Whether spans don't widen it.
    pub shrinks: bool,
}

/// Where columns are.
#[derive(Debug)]
pub(super) struct Layout {
    /// Where each column's margin begins, and the end of the table.
    pub offsets: Vec<usize>,
    pub margins: Vec<usize>,
}

impl Layout {
    /// Lays out columns. `spans` are in the order in which they are to be fitted.
    pub fn new(columns: &[Column], spans: &[Span]) -> Layout {
        let mut widths: Vec<usize> =
            columns.iter().map(|c| c.width.map_or(0, |width| width + c.margin)).collect();
        for span in spans {
            fit(span, columns, &mut widths);
        }
        let mut offsets = Vec::with_capacity(widths.len() + 1);
        let mut offset = 0;
        for width in widths {
            offsets.push(offset);
            offset += width;
        }
        offsets.push(offset);
        Layout { offsets, margins: columns.iter().map(|column| column.margin).collect() }
    }

    /// The width of a cell without its margin.
    pub fn width(&self, column: usize, columns: usize) -> isize {
        let width = self.offsets[column + columns] - self.offsets[column];
        width as isize - self.margins[column] as isize
    }
}

/// Widens columns until a span fits: the wider ones first, each to the average of what is needed.
fn fit(span: &Span, columns: &[Column], widths: &mut [usize]) {
    let range = span.column..span.column + span.columns;
    let needed = span.width + columns[span.column].margin;
    if widths[range.clone()].iter().sum::<usize>() >= needed {
        return;
    }
    let (fixed, mut growing): (Vec<usize>, Vec<usize>) =
        range.partition(|&column| columns[column].shrinks);
    let mut needed = needed - fixed.iter().map(|&column| widths[column]).sum::<usize>();
    go_sort::sort(&mut growing, |&a, &b| widths[a] > widths[b]);
    let mut left = growing.len();
    for column in growing {
        let average = needed.div_ceil(left);
        widths[column] = widths[column].max(average);
        // An excess is spread over the narrower columns; there may be more of it than is needed.
        needed = needed.saturating_sub(widths[column]);
        left -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_widens_the_narrow_columns_to_the_average() {
        let column = |width, shrinks| Column { margin: 0, width: Some(width), shrinks };
        let columns = [column(10, false), column(1, false), column(2, true), column(1, false)];
        let layout = Layout::new(&columns, &[Span { column: 0, columns: 4, width: 21 }]);
        assert_eq!(layout.offsets, [0, 10, 15, 17, 21]);
        assert_eq!(layout.width(1, 3), 11);
    }
}
