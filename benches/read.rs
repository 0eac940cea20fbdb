//! How fast captures are read, in MB/s of a file that is read along, beside the fastest thing one
//! can do to the same file: counting its newlines.
#![allow(clippy::print_stdout)]

use allocgate::benchfmt::{BenchmarkLine, Sink, read};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

const ROUNDS: usize = 9;
const SIZE: usize = 100_000_000;

/// Sums values, so that none is left unread.
#[derive(Default)]
struct Sum {
    results: u64,
    total: f64,
}

impl Sink for Sum {
    fn result(&mut self, result: &BenchmarkLine<'_>) {
        self.results += 1;
        self.total += result.values.iter().map(|value| value.value).sum::<f64>();
    }
}

fn main() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    for (form, capture) in [("text", text()), ("test2json", events())] {
        let path = folder.path().join(form);
        File::create(&path)?.write_all(&capture)?;
        let bytes = capture.len();
        let newlines = rate(bytes, median(|| count_newlines(&path))?);
        let results = rate(bytes, median(|| sum(&path))?);
        println!("{form:9}  {results:6.0} MB/s read  {newlines:6.0} MB/s newlines");
    }
    Ok(())
}

/// A capture of `go test -bench . -benchmem -count 10 ./...`.
fn text() -> Vec<u8> {
    let mut capture = Vec::with_capacity(SIZE + 100_000);
    for package in 0.. {
        if capture.len() >= SIZE {
            break;
        }
        header(&mut capture, package);
        for row in 0..1000usize {
            result(&mut capture, package, row);
        }
        capture.extend_from_slice(format!("PASS\nok  \texample.com/p{package}\t1.5s\n").as_bytes());
    }
    capture
}

fn header(capture: &mut Vec<u8>, package: usize) {
    let lines = format!("goos: linux\ngoarch: amd64\npkg: example.com/p{package}\ncpu: generic\n");
    capture.extend_from_slice(lines.as_bytes());
}

fn result(capture: &mut Vec<u8>, package: usize, row: usize) {
    let (name, noise) = (row / 10, (row * 7919 + package * 104_729) % 1000);
    let line = format!(
        "BenchmarkEncode/format=json/size={name}-8         \t{:8}\t{:10}.{} ns/op\t{:8} B/op\t{:8} allocs/op\n",
        1000 + noise,
        100 + noise,
        noise % 10,
        64 * name + noise,
        name,
    );
    capture.extend_from_slice(line.as_bytes());
}

/// The same as events.
fn events() -> Vec<u8> {
    let text = text();
    let mut capture = Vec::with_capacity(SIZE + 1000);
    for line in text.split(|&byte| byte == b'\n') {
        if capture.len() >= SIZE {
            break;
        }
        let output = String::from_utf8_lossy(line).replace('\t', "\\t");
        let event = format!(
            "{{\"Time\":\"2026-01-02T03:04:05.678901234Z\",\"Action\":\"output\",\"Package\":\"example.com/p\",\"Output\":\"{output}\\n\"}}\n"
        );
        capture.extend_from_slice(event.as_bytes());
    }
    capture
}

fn sum(path: &Path) -> io::Result<f64> {
    let mut sum = Sum::default();
    read(File::open(path)?, &mut sum)?;
    Ok(sum.total + sum.results as f64)
}

fn count_newlines(path: &Path) -> io::Result<f64> {
    let (mut file, mut buffer, mut count) = (File::open(path)?, vec![0; 256 * 1024], 0);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(count as f64);
        }
        count += memchr::memchr_iter(b'\n', &buffer[..read]).count();
    }
}

fn median(mut work: impl FnMut() -> io::Result<f64>) -> io::Result<Duration> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        std::hint::black_box(work()?);
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times[ROUNDS / 2])
}

fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}
