//! Tables where one of the two places that they go to takes no text.
#![allow(clippy::unwrap_used)]

use allocgate::benchproc::{Expressions, InputName, Layout, read_inputs};
use allocgate::benchstat::{Format, Messages, Only, Settings, Tables};
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Two tables, with warnings of both.
fn case() -> PathBuf {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/benchstat");
    cases.join("168-csv-two-tables-rows")
}

fn tables() -> Tables {
    let named = |name: &str| {
        let mut argument = OsString::from(format!("{name}="));
        argument.push(case().join(name));
        argument
    };
    let inputs = read_inputs(&InputName::of(&["a.txt", "b.txt"].map(named)));
    let messages = Messages::new(&inputs);
    let layout = Layout::new(&Expressions {
        filter: "*",
        table: ".config",
        row: ".fullname",
        col: ".file",
        ignore: "",
    });
    Tables::new(inputs, messages, layout.unwrap(), Settings::default())
}

/// Takes no text.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn expected(stream: &str) -> String {
    std::fs::read_to_string(case().join(stream)).unwrap()
}

#[test]
fn notes_that_cannot_be_written_leave_all_of_the_output_written() {
    let mut out = Vec::new();
    tables().write(Format::Csv, &mut out, &mut Full).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), expected("stdout"));
    assert!(!expected("stderr").is_empty(), "there are no notes");
}

#[test]
fn a_number_of_hidden_rows_that_cannot_be_written_is_no_error() {
    let mut tables = tables();
    tables.only = Some(Only::Significant);
    let mut notes = Vec::new();
    tables.write(Format::Csv, &mut Vec::new(), &mut notes).unwrap();
    assert!(String::from_utf8(notes).unwrap().contains("hidden: "), "no row is hidden");
    tables.write(Format::Csv, &mut Vec::new(), &mut Full).unwrap();
}

#[test]
fn output_that_cannot_be_written_is_an_error_in_each_format() {
    for format in [Format::Text, Format::Csv, Format::Markdown] {
        let written = tables().write(format, &mut Full, &mut Vec::new());
        assert_eq!(written.unwrap_err().kind(), ErrorKind::StorageFull, "{format:?}");
    }
}
