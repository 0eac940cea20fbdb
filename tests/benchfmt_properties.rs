//! What holds of any capture.

mod benchfmt_support;

use allocgate::benchfmt::{BenchmarkLine, Sink, SyntaxError, read};
use benchfmt_support::{Records, read_bytes, testdata};
use proptest::prelude::*;
use std::io::{self, Read};

const CAPTURES: [&str; 9] = [
    "odd/fail.txt",
    "odd/json.txt",
    "odd/multi.txt",
    "odd/names.txt",
    "odd/panic.txt",
    "prints/end_nil.txt",
    "prints/fail.txt",
    "prints/json.txt",
    "prints/text.txt",
];

/// Hands out at most so many bytes at a time.
struct Trickle<'a> {
    rest: &'a [u8],
    step: usize,
}

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.step.min(buffer.len());
        self.rest.read(&mut buffer[..most])
    }
}

/// What test2json makes of texts: outputs torn at any place, packages in turns.
fn to_events(texts: &[(&str, &[u8])], mut cuts: impl Iterator<Item = usize>) -> String {
    let mut events = String::new();
    let mut rests: Vec<_> = texts.to_vec();
    while rests.iter().any(|(_, rest)| !rest.is_empty()) {
        for (package, rest) in &mut rests {
            let mut length = cuts.next().unwrap_or(1).min(rest.len());
            while std::str::from_utf8(&rest[..length]).is_err() {
                length += 1;
            }
            let output = serde_json::json!({
                "Action": "output", "Package": package, "Output": String::from_utf8_lossy(&rest[..length]),
            });
            events += &format!("{output}\n");
            *rest = &rest[length..];
        }
    }
    events
}

/// Where lines and header are doesn't matter here.
fn essence(records: Records) -> (Vec<String>, Vec<String>) {
    let (mut results, mut endings) = (records.results.clone(), records.endings());
    results.sort();
    endings.sort();
    (results, endings)
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let (_, input) = read_bytes(&bytes);
        prop_assert!(input.bytes == bytes.len() as u64);
    }

    #[test]
    fn damaged_captures_are_read_alike_in_any_steps(
        which in 0..CAPTURES.len(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..40),
        step in 1..5000usize,
    ) {
        let mut capture = testdata(CAPTURES[which]);
        for (index, byte) in damage {
            let at = index.index(capture.len());
            capture[at] = byte;
        }
        let (whole, input) = read_bytes(&capture);
        let mut trickled = Records::default();
        let also = read(Trickle { rest: &capture, step }, &mut trickled).unwrap();
        prop_assert_eq!(input, also);
        prop_assert_eq!(whole, trickled);
    }

    #[test]
    fn events_say_what_their_text_says(cuts in proptest::collection::vec(1..200usize, 1..300)) {
        let texts = [
            ("example.com/odd/ok", testdata("odd/fail.txt")),
            ("example.com/prints", testdata("prints/text.txt")),
            ("example.com/odd/panicky", testdata("odd/panic.txt")),
        ];
        let views: Vec<_> = texts.iter().map(|(package, text)| (*package, text.as_slice())).collect();
        let events = to_events(&views, cuts.iter().copied().cycle());
        let together = essence(read_bytes(events.as_bytes()).0);
        let mut apart = (Vec::new(), Vec::new());
        for (_, text) in &texts {
            let (results, endings) = essence(read_bytes(text).0);
            apart.0.extend(results);
            apart.1.extend(endings);
        }
        apart.0.sort();
        apart.1.sort();
        prop_assert_eq!(together, apart);
    }
}

/// Bytes without an end, from a small generator.
struct Noise {
    state: u64,
    newline: bool,
}

impl Read for Noise {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for byte in buffer.iter_mut() {
            self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            *byte = (self.state >> 56) as u8;
            if *byte == b'\n' && !self.newline {
                *byte = b' ';
            }
        }
        Ok(buffer.len())
    }
}

#[derive(Default)]
struct Count(usize);

impl Sink for Count {
    fn result(&mut self, _: &BenchmarkLine<'_>) {}

    fn syntax_error(&mut self, _: SyntaxError) {
        self.0 += 1;
    }
}

#[test]
fn noise_is_read_in_passing_one_endless_line_too() {
    for newline in [true, false] {
        let mut count = Count::default();
        let noise = Noise { state: 1, newline }.take(4_000_000);
        let input = read(noise, &mut count).unwrap();
        assert_eq!(input.bytes, 4_000_000);
        assert!(newline || count.0 == 1, "one line, too long");
    }
}
