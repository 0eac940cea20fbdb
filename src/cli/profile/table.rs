//! A difference for people.

use super::super::columns::{Side, columns, head};
use super::figures::Figures;
use crate::pprof::{Difference, Frame, Row};
use crate::report::shown;

/// Callers that stand below a row.
const CALLERS: usize = 6;

/// The rows, each with its call path below. Where there are more that changed, `elsewhere` says how to see them.
pub(in crate::cli) fn table(
    difference: &Difference,
    rows: &[&Row],
    changed: usize,
    elsewhere: &str,
    figures: Figures,
) -> String {
    let mut cells = vec![head(&["growth", "baseline", "candidate", "with callees", ""])];
    cells.extend(rows.iter().map(|row| line(row, figures)));
    let sides = [Side::Right, Side::Right, Side::Right, Side::Right, Side::Left];
    let text = columns(&cells, &sides);
    let mut out = total(difference, figures) + "\n\n";
    if rows.is_empty() {
        return out + "nothing grew or shrank\n";
    }
    let mut lines = text.lines();
    out.extend(lines.next().map(|line| format!("{line}\n")));
    for (line, row) in lines.zip(rows) {
        out += &format!("{line}\n{}", callers(difference, row));
    }
    if changed > rows.len() {
        out += &format!("\n  and {} more; {elsewhere}\n", changed - rows.len());
    }
    out
}

/// One line that says what is compared.
pub(in crate::cli) fn total(difference: &Difference, figures: Figures) -> String {
    let total = difference.total;
    let (kind, unit) = (shown(&difference.value.kind), shown(&difference.value.unit));
    let per = if figures.operations.is_some() { "/op" } else { "" };
    let [before, after] = [total.baseline, total.candidate].map(|figure| figures.plain(figure));
    let growth = figures.signed(total.growth());
    format!("{kind} ({unit}{per}): {before} in the baseline, {after} in the candidate, {growth}")
}

fn line(row: &Row, figures: Figures) -> Vec<String> {
    vec![
        figures.signed(row.flat.growth()),
        figures.plain(row.flat.baseline),
        figures.plain(row.flat.candidate),
        figures.signed(row.cum.growth()),
        place(&row.site),
    ]
}

/// Those that call the row, the nearest first; one that calls itself stands once.
fn callers(difference: &Difference, row: &Row) -> String {
    // Of a function or a package the path says at which line.
    let own = usize::from(difference.path(row).next() == Some(&row.site));
    let mut path = difference.path(row).skip(own).peekable();
    let mut out = String::new();
    for _ in 0..CALLERS {
        let Some(frame) = path.next() else { break };
        let mut times = 1;
        while path.next_if_eq(&frame).is_some() {
            times += 1;
        }
        let times = if times > 1 { format!(" ×{times}") } else { String::new() };
        out += &format!(" ← {}{times}", caller(frame));
    }
    match path.count() {
        0 if out.is_empty() => out,
        0 => format!("     {out}\n"),
        more => format!("     {out} ← {more} more\n"),
    }
}

fn place(frame: &Frame) -> String {
    located(&shown(&frame.name), frame)
}

fn caller(frame: &Frame) -> String {
    located(&shown(crate::symbol::short(&frame.name)), frame)
}

/// A name with the file, without its directories, and the line.
fn located(name: &str, frame: &Frame) -> String {
    let file = frame.file.rsplit('/').next().unwrap_or_default();
    match (file, frame.line) {
        ("", _) | (_, 0) => name.to_owned(),
        (file, line) => format!("{name} {}:{line}", shown(file)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pprof::{By, Filter, Limits, diff, read};

    /// A file that nobody called a command for has no flags.
    #[test]
    fn where_more_rows_are_is_for_the_caller_to_say() {
        let [baseline, candidate] = ["baseline", "candidate"].map(|side| {
            let path =
                format!("{}/testdata/profiles/demo/{side}.pb.gz", env!("CARGO_MANIFEST_DIR"));
            read(&std::fs::read(path).unwrap(), Limits::default()).unwrap()
        });
        let difference =
            diff(&baseline, &candidate, "alloc_objects", By::Line, &Filter::default()).unwrap();
        let rows: Vec<&Row> = difference.rows.iter().take(1).collect();
        let figures = Figures { operations: None };
        let text = table(&difference, &rows, 3, "others have them", figures);
        assert!(text.ends_with("\n  and 2 more; others have them\n"), "{text}");
        assert!(!table(&difference, &rows, 1, "others have them", figures).contains("more;"));
    }
}
