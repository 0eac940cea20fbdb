//! A sink that writes down what it is given, a line a record.
#![allow(dead_code, clippy::unwrap_used)]

use allocgate::benchfmt::{
    BenchmarkLine, Input, Options, Section, Sink, SyntaxError, UnitMetadata, read_with,
};
use std::path::Path;

#[derive(Debug, Default, PartialEq)]
pub struct Records {
    pub results: Vec<String>,
    pub units: Vec<String>,
    pub errors: Vec<String>,
    pub sections: Vec<Section>,
    pub recovered: usize,
}

impl Sink for Records {
    fn result(&mut self, result: &BenchmarkLine<'_>) {
        let mut text = format!("{} {}", result.name.escape_ascii(), result.iterations);
        for value in result.values {
            text += &format!(" {:?} {}", value.value, value.unit.escape_ascii());
        }
        for (key, value) in result.config.iter() {
            assert_eq!(result.config.get(key), Some(value), "the index agrees with the order");
            text += &format!(" {}={}", key.escape_ascii(), value.escape_ascii());
        }
        self.recovered += usize::from(result.recovered);
        self.results.push(text);
    }

    fn unit(&mut self, unit: &UnitMetadata<'_>) {
        let UnitMetadata { unit, key, value, line } = unit;
        let text = [*unit, *key, *value].map(|text| text.escape_ascii().to_string());
        self.units.push(format!("{line} {} {}={}", text[0], text[1], text[2]));
    }

    fn syntax_error(&mut self, error: SyntaxError) {
        let name = error.name.as_deref().map(|name| format!(" ({})", name.escape_ascii()));
        self.errors.push(format!("{}: {error}{}", error.line, name.unwrap_or_default()));
    }

    fn section(&mut self, section: Section) {
        self.sections.push(section);
    }
}

impl Records {
    /// Package, ending, number of results: a line a section.
    pub fn endings(&self) -> Vec<String> {
        self.sections.iter().map(ending).collect()
    }
}

fn ending(section: &Section) -> String {
    let text = |text: Option<&[u8]>| text.unwrap_or(b"-").escape_ascii().to_string();
    let Section { package, ending, results, detail, unfinished, .. } = section;
    let mut line = format!("{} {ending:?} {results}", text(package.as_deref()));
    if let Some(detail) = detail {
        line += &format!(" [{}]", text(Some(detail)));
    }
    if let Some(unfinished) = unfinished {
        line += &format!(" in {}", text(Some(unfinished)));
    }
    line
}

pub fn read_bytes(capture: &[u8]) -> (Records, Input) {
    read_as(&Options::default(), capture)
}

pub fn read_as(options: &Options, capture: &[u8]) -> (Records, Input) {
    let mut records = Records::default();
    let input = read_with(options, capture, &mut records).unwrap();
    (records, input)
}

/// A file of `testdata`.
pub fn testdata(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(path)).unwrap()
}
