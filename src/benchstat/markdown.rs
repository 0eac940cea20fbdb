//! Tables in the Markdown of GitHub and GitLab.

use super::format::write_percent;
use super::settings::Settings;
use super::table::{Cell, Geomean, Table};
use super::warning::Warning;
use crate::benchunit::{Class, Scaler};
use std::collections::HashMap;
use std::io::{self, Write};

/// Appends a line of the table's key; an empty one separates tables.
pub(super) fn heading(line: &[u8], out: &mut Vec<u8>) {
    if !line.is_empty() {
        code(line, out);
        // Two spaces break the line.
        out.extend_from_slice(b"  ");
    }
    out.push(b'\n');
}

/// Writes a table and its warnings.
pub(super) fn write(table: &Table<'_>, settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let class = Class::of(table.source.unit());
    let mut rows =
        Rows { class, settings, bytes: Vec::new(), notes: Vec::new(), numbers: HashMap::new() };
    rows.header(table);
    for &row in &table.shown {
        rows.row(table, row);
        if rows.bytes.len() > FULL {
            out.write_all(&rows.bytes)?;
            rows.bytes.clear();
        }
    }
    if table.has_geomeans() {
        rows.geomeans(table);
    }
    rows.footnotes();
    out.write_all(&rows.bytes)
}

/// So many bytes are written at once.
const FULL: usize = 1 << 18;

struct Rows<'a> {
    class: Class,
    settings: &'a Settings,
    bytes: Vec<u8>,
    /// Warnings, in the order of their numbers.
    notes: Vec<Vec<u8>>,
    numbers: HashMap<Vec<u8>, usize>,
}

impl Rows<'_> {
    /// The names of the columns, and below them how figures are aligned.
    fn header(&mut self, table: &Table<'_>) {
        self.bytes.extend_from_slice(b"|  |");
        let mut names = vec![Vec::new(); table.source.columns()];
        for labels in table.source.column_labels() {
            for (name, label) in names.iter_mut().zip(labels) {
                if !name.is_empty() && !label.is_empty() {
                    name.push(b' ');
                }
                name.extend_from_slice(label);
            }
        }
        for (i, name) in names.iter().enumerate() {
            self.bytes.push(b' ');
            code(name, &mut self.bytes);
            self.bytes.extend_from_slice(if name.is_empty() { b"" } else { b" " });
            words(table.source.unit(), &mut self.bytes);
            self.bytes.extend_from_slice(if i > 0 { b" | vs base | evidence |" } else { b" |" });
        }
        self.bytes.extend_from_slice(b"\n|:---|");
        for i in 0..names.len() {
            self.bytes.extend_from_slice(if i > 0 { b"---:|---:|:---|" } else { b"---:|" });
        }
        self.bytes.push(b'\n');
    }

    fn row(&mut self, table: &Table<'_>, row: u32) {
        let mut label = Vec::new();
        table.source.row_label(row as usize, &mut label);
        self.bytes.extend_from_slice(b"| ");
        code(&label, &mut self.bytes);
        self.bytes.extend_from_slice(b" |");
        let cells = table.cells(row);
        let scaler = Scaler::common(cells.iter().map(|cell| cell.center), self.class);
        let mut next = 0;
        for cell in cells {
            self.skip(next, cell.column as usize);
            next = cell.column as usize + 1;
            self.cell(cell, &scaler);
        }
        self.skip(next, table.source.columns());
        self.bytes.push(b'\n');
    }

    /// Leaves columns empty.
    fn skip(&mut self, from: usize, to: usize) {
        for column in from..to {
            self.bytes.extend_from_slice(if column > 0 { b" | | |" } else { b" |" });
        }
    }

    fn cell(&mut self, cell: &Cell, scaler: &Scaler) {
        self.bytes.push(b' ');
        scaler.write(cell.center, &mut self.bytes);
        self.bytes.extend_from_slice(" ± ".as_bytes());
        cell.write_range(&mut self.bytes);
        self.marks(cell.warnings.as_slice().iter());
        self.bytes.extend_from_slice(b" |");
        match &cell.comparison {
            Some(comparison) => {
                self.bytes.push(b' ');
                comparison.write_delta(cell.center, &mut self.bytes);
                self.bytes.extend_from_slice(b" | ");
                comparison.write_evidence(&mut self.bytes);
                self.marks(comparison.warning().iter());
                self.bytes.extend_from_slice(b" |");
            }
            None if cell.column > 0 => self.bytes.extend_from_slice(b" | |"),
            None => {}
        }
    }

    fn geomeans(&mut self, table: &Table<'_>) {
        self.bytes.extend_from_slice(b"| geomean |");
        for (i, geomean) in table.geomeans.iter().enumerate() {
            let Geomean { center, ratio, warnings } = geomean;
            self.bytes.push(b' ');
            if let Some(center) = *center {
                Scaler::common([center], self.class).write(center, &mut self.bytes);
            }
            self.marks(warnings.iter());
            self.bytes.extend_from_slice(b" |");
            if i > 0 {
                self.bytes.push(b' ');
                match ratio {
                    Some(ratio) => write_percent((ratio - 1.0) * 100.0, &mut self.bytes),
                    None => self.bytes.push(b'?'),
                }
                self.bytes.extend_from_slice(b" | |");
            }
        }
        self.bytes.push(b'\n');
    }

    /// The numbers of warnings, raised.
    fn marks<'w>(&mut self, warnings: impl Iterator<Item = &'w Warning>) {
        for warning in warnings {
            let mut text = Vec::new();
            warning.write(self.settings, &mut text);
            let notes = &mut self.notes;
            let number = *self.numbers.entry(text).or_insert_with_key(|text| {
                notes.push(text.clone());
                notes.len()
            });
            self.bytes.extend_from_slice(format!(" <sup>{number}</sup>").as_bytes());
        }
    }

    fn footnotes(&mut self) {
        if !self.notes.is_empty() {
            self.bytes.push(b'\n');
        }
        for (number, note) in (1..).zip(std::mem::take(&mut self.notes)) {
            self.bytes.extend_from_slice(format!("<sup>{number}</sup> ").as_bytes());
            words(&note, &mut self.bytes);
            self.bytes.extend_from_slice(b"  \n");
        }
    }
}

/// Appends what a capture or a label says. Mentions and references are looked for in the text that
/// is shown, where a character reference is the character again; but not in code.
fn code(text: &[u8], out: &mut Vec<u8>) {
    if !text.is_empty() {
        out.extend_from_slice(b"<code>");
        escaped(text, out);
        out.extend_from_slice(b"</code>");
    }
}

/// Appends words, as code if they are more than that.
fn words(text: &[u8], out: &mut Vec<u8>) {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b" /-.,=+;>".contains(byte);
    if text.iter().all(plain) { escaped(text, out) } else { code(text, out) }
}

/// Appends text so that nothing in it is markup or a control character: whoever measured chose the
/// names. Letters, digits and what is harmless where it stands stay; the rest is written as a
/// reference.
fn escaped(text: &[u8], out: &mut Vec<u8>) {
    let text = String::from_utf8_lossy(text);
    let (mut before, mut rest) = (None, text.chars());
    while let Some(character) = rest.next() {
        let after = rest.clone().next();
        match character {
            _ if is_harmless(before, character, after)
                && !(character == '.' && ends_with_www(out)) =>
            {
                let mut utf8 = [0; 4];
                out.extend_from_slice(character.encode_utf8(&mut utf8).as_bytes());
            }
            _ if character.is_control() => out.extend_from_slice("\u{FFFD}".as_bytes()),
            _ => out.extend_from_slice(format!("&#{};", u32::from(character)).as_bytes()),
        }
        before = Some(character);
    }
}

/// Whether a character can't be markup between these. Within a word, `_` doesn't emphasize; before
/// a space, `:` doesn't end the scheme of a link.
fn is_harmless(before: Option<char>, character: char, after: Option<char>) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match character {
        '_' => in_word(before) && in_word(after),
        ':' => after == Some(' '),
        _ => " /-.,=%+;?".contains(character) || character.is_alphanumeric(),
    }
}

/// Whether a `.` would make a link.
fn ends_with_www(text: &[u8]) -> bool {
    text.last_chunk::<3>().is_some_and(|end| end.eq_ignore_ascii_case(b"www"))
}

#[cfg(test)]
mod tests {
    use super::{code, words};

    fn made(make: impl Fn(&[u8], &mut Vec<u8>), text: &str) -> String {
        let mut out = Vec::new();
        make(text.as_bytes(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn names_are_text_whatever_they_look_like() {
        for (text, expected) in [
            ("Encode/format=json-8", "Encode/format=json-8"),
            ("a|b", "a&#124;b"),
            ("<img>`x`", "&#60;img&#62;&#96;x&#96;"),
            ("</code>", "&#60;/code&#62;"),
            ("@all [x](y) #1", "&#64;all &#91;x&#93;&#40;y&#41; &#35;1"),
            ("Www.x", "Www&#46;x"),
            ("a_b _c_ d__e", "a_b &#95;c&#95; d&#95;&#95;e"),
            ("pkg: https://x", "pkg: https&#58;//x"),
            ("a\u{1b}[1m\u{202e}", "a\u{FFFD}&#91;1m&#8238;"),
        ] {
            assert_eq!(made(code, text), format!("<code>{expected}</code>"));
        }
        assert_eq!(made(code, ""), "");
    }

    #[test]
    fn units_and_warnings_are_code_only_where_they_might_be_more_than_words() {
        assert_eq!(made(words, "B/op"), "B/op");
        assert_eq!(made(words, "need >= 6"), "need &#62;= 6");
        assert_eq!(made(words, "@all/op"), "<code>&#64;all/op</code>");
        assert_eq!(
            made(words, "vary in .fullname, x@y"),
            "<code>vary in .fullname, x&#64;y</code>"
        );
    }
}
