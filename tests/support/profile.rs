//! Profiles made field by field, so that any of them can be wrong.
#![allow(dead_code, clippy::unwrap_used)]

use std::io::Write;

/// A message that is being written.
#[derive(Clone, Default)]
pub struct Built(pub Vec<u8>);

impl Built {
    pub fn varint(mut self, mut number: u64) -> Built {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
        self
    }

    pub fn number(self, field: u64, number: i64) -> Built {
        self.varint(field << 3).varint(number as u64)
    }

    pub fn bytes(self, field: u64, bytes: &[u8]) -> Built {
        let mut built = self.varint(field << 3 | 2).varint(bytes.len() as u64);
        built.0.extend_from_slice(bytes);
        built
    }

    pub fn message(self, field: u64, message: Built) -> Built {
        self.bytes(field, &message.0)
    }

    pub fn strings(self, strings: &[&str]) -> Built {
        strings.iter().fold(self, |built, text| built.bytes(6, text.as_bytes()))
    }

    pub fn sample_type(self, kind: i64, unit: i64) -> Built {
        self.message(1, Built::default().number(1, kind).number(2, unit))
    }

    /// Numbers are packed, as Go writes them.
    pub fn sample(self, stack: &[u64], values: &[i64]) -> Built {
        self.message(2, Built::default().packed(1, stack.iter().copied()).values(values))
    }

    pub fn packed(self, field: u64, numbers: impl Iterator<Item = u64>) -> Built {
        self.message(field, numbers.fold(Built::default(), Built::varint))
    }

    pub fn values(self, values: &[i64]) -> Built {
        self.packed(2, values.iter().map(|value| *value as u64))
    }

    /// Lines are a function's id and a line, the innermost first.
    pub fn location(self, id: u64, lines: &[(u64, i64)]) -> Built {
        let location = Built::default().number(1, id as i64);
        self.message(
            4,
            lines.iter().fold(location, |built, (function, line)| {
                built.message(4, Built::default().number(1, *function as i64).number(2, *line))
            }),
        )
    }

    pub fn function(self, id: u64, name: i64, file: i64) -> Built {
        let function = Built::default().number(1, id as i64).number(2, name);
        self.message(5, function.number(4, file).number(5, 7))
    }

    pub fn function_of(self, id: u64, name: i64, file: i64, start_line: i64) -> Built {
        let function = Built::default().number(1, id as i64).number(2, name).number(3, name);
        self.message(5, function.number(4, file).number(5, start_line))
    }

    pub fn gzip(&self) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&self.0).unwrap();
        packed.finish().unwrap()
    }
}
