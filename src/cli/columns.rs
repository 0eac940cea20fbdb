//! Lines of text in columns.

/// Which way a column's cells are pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// Aligns rows of cells, two blanks between columns and as many before the first. Nothing stands
/// behind the last word of a line.
pub(super) fn columns(rows: &[Vec<String>], sides: &[Side]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..sides.len()).map(width).collect();
    let cell = |(cell, (side, &width)): (&String, (&Side, &usize))| match side {
        Side::Left => format!("  {cell:<width$}"),
        Side::Right => format!("  {cell:>width$}"),
    };
    let line = |row: &Vec<String>| {
        let line: String = row.iter().zip(sides.iter().zip(&widths)).map(cell).collect();
        format!("{}\n", line.trim_end())
    };
    rows.iter().map(line).collect()
}

/// A row of titles.
pub(super) fn head(titles: &[&str]) -> Vec<String> {
    titles.iter().map(|title| (*title).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_aligned_by_characters() {
        let rows =
            [["é", "1", "x"], ["long", "100", ""]].map(|row| row.map(str::to_owned).to_vec());
        let text = columns(&rows, &[Side::Left, Side::Right, Side::Left]);
        assert_eq!(text, "  é       1  x\n  long  100\n");
    }
}
