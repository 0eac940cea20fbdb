//! Results → bytes: captures that Go's tools, and [`read`](super::read), read.

use super::line::BENCHMARK;
use super::open::Header;
use super::{BenchmarkLine, Config, UnitMetadata, Value};
use std::io::{self, Write};

/// Writes a capture as Go prints it: file configuration where it changes, result lines, `Unit` lines,
/// and at the end of each package's run what says that it passed.
///
/// What is read of it is what was written, but for the order of configuration keys after one was
/// removed; and a result without iterations whose first value is not a number is not read as one.
/// [`Writer::finish`] ends the last run: without it the capture reads as cut.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    /// What a reader knows by now.
    config: Vec<Entry>,
    /// Whether results were written since the last end of a run.
    open: bool,
}

/// A key and its value.
type Entry = (Box<[u8]>, Box<[u8]>);

impl<W: Write> Writer<W> {
    /// A capture of nothing yet.
    pub fn new(out: W) -> Writer<W> {
        Writer { out, config: Vec::new(), open: false }
    }

    /// Writes one result, after the configuration that it has.
    ///
    /// # Errors
    ///
    /// Those of the output.
    pub fn result(&mut self, line: &BenchmarkLine<'_>) -> io::Result<()> {
        self.configure(line.config)?;
        self.open = true;
        self.out.write_all(BENCHMARK)?;
        self.out.write_all(line.name)?;
        write!(self.out, "\t{:8}", line.iterations)?;
        for Value { value, unit } in line.values {
            write!(self.out, "\t{:>8} ", number(*value))?;
            self.out.write_all(unit)?;
        }
        self.out.write_all(b"\n")
    }

    /// Writes one pair of a `Unit` line.
    ///
    /// # Errors
    ///
    /// Those of the output.
    pub fn unit(&mut self, pair: &UnitMetadata<'_>) -> io::Result<()> {
        let UnitMetadata { unit, key, value, .. } = *pair;
        self.out.write_all(&[b"Unit ", unit, b" ", key, b"=", value, b"\n"].concat())
    }

    /// Ends the last run, and gives the output back.
    ///
    /// # Errors
    ///
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.end_run()?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// Tells what a reader would take to be otherwise.
    fn configure(&mut self, config: &Config) -> io::Result<()> {
        let known = self.config.iter().map(|(key, value)| (&**key, &**value));
        if config.iter().eq(known) {
            return Ok(());
        }
        let gone = |(key, _): &Entry| config.get(key).is_none();
        let removed: Vec<Box<[u8]>> =
            self.config.iter().filter(|pair| gone(pair)).map(|(key, _)| key.clone()).collect();
        for key in removed {
            self.set(&key, b"")?;
        }
        config.iter().try_for_each(|(key, value)| self.set(key, value))
    }

    /// Sets a key, or removes it where the value is empty. Go's header begins another run, so the one
    /// before ends.
    fn set(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        let old = self.config.iter().position(|(known, _)| **known == *key);
        match old {
            Some(position) if *self.config[position].1 == *value => return Ok(()),
            _ if self.open && matches!(Header::of(key), Some(header) if header != Header::Cpu) => {
                self.end_run()?;
            }
            _ => {}
        }
        match old {
            Some(position) if value.is_empty() => drop(self.config.remove(position)),
            Some(position) => self.config[position].1 = value.into(),
            None => self.config.push((key.into(), value.into())),
        }
        // A reader takes one carriage return for part of the line's end.
        let end: &[u8] = if value.ends_with(b"\r") { b"\r\n" } else { b"\n" };
        let blank: &[u8] = if value.is_empty() { b"" } else { b" " };
        self.out.write_all(&[key, b":", blank, value, end].concat())
    }

    /// What a test binary, and `go test` after it, print last.
    fn end_run(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.open) {
            return Ok(());
        }
        self.out.write_all(b"PASS\n")?;
        let package = self.config.iter().find(|(key, _)| **key == *b"pkg");
        // What a tab cuts off would make it another package's end.
        match package.filter(|(_, package)| !package.contains(&b'\t')) {
            Some((_, package)) => {
                self.out.write_all(&[b"ok  \t", &**package, b"\t1.000s\n"].concat())
            }
            None => Ok(()),
        }
    }
}

/// The shortest text that is read back as this very number; whole numbers have no point.
fn number(value: f64) -> String {
    match value {
        _ if value.is_nan() => "NaN".to_owned(),
        f64::INFINITY => "+Inf".to_owned(),
        f64::NEG_INFINITY => "-Inf".to_owned(),
        _ if value == 0.0 || (1e-6..1e21).contains(&value.abs()) => value.to_string(),
        _ => format!("{value:e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Sink, read};
    use super::*;

    struct Copy(Writer<Vec<u8>>);

    impl Sink for Copy {
        fn result(&mut self, line: &BenchmarkLine<'_>) {
            self.0.result(line).unwrap();
        }

        fn unit(&mut self, unit: &UnitMetadata<'_>) {
            self.0.unit(unit).unwrap();
        }
    }

    fn rewritten(capture: &str) -> String {
        let mut copy = Copy(Writer::new(Vec::new()));
        read(capture.as_bytes(), &mut copy).unwrap();
        String::from_utf8(copy.0.finish().unwrap()).unwrap()
    }

    #[test]
    fn a_capture_looks_as_go_prints_it() {
        let capture = "goos: linux\npkg: a/b\nUnit x better=higher\nBenchmarkX-8 100 12.5 ns/op\n";
        let expected = "Unit x better=higher\ngoos: linux\npkg: a/b\n\
            BenchmarkX-8\t     100\t    12.5 ns/op\nPASS\nok  \ta/b\t1.000s\n";
        assert_eq!(rewritten(capture), expected);
    }

    #[test]
    fn configuration_is_written_where_it_changes() {
        let capture = "a: 1\nBenchmarkX 1 1 x\nBenchmarkX 1 2 x\na:\nb: 2\nBenchmarkX 1 3 x\n";
        let expected = "a: 1\nBenchmarkX\t       1\t       1 x\nBenchmarkX\t       1\t       2 x\n\
            a:\nb: 2\nBenchmarkX\t       1\t       3 x\nPASS\n";
        assert_eq!(rewritten(capture), expected);
    }

    #[test]
    fn another_package_begins_after_the_end_of_the_one_before() {
        let text = rewritten("pkg: a\nBenchmarkX 1 1 x\npkg: b\nBenchmarkX 1 2 x\n");
        let ends = ["ok  \ta\t1.000s\npkg: b\n", "PASS\nok  \tb\t1.000s\n"];
        assert!(text.contains(ends[0]) && text.ends_with(ends[1]), "{text}");
    }

    #[test]
    fn numbers_are_short_and_whole_ones_have_no_point() {
        let texts = [64.0, 12.5, -0.0, 1e20, 1e300, 2.5e-9, -3.0, f64::NAN, f64::INFINITY];
        let expected =
            ["64", "12.5", "-0", "100000000000000000000", "1e300", "2.5e-9", "-3", "NaN", "+Inf"];
        assert_eq!(texts.map(number), expected);
    }
}
