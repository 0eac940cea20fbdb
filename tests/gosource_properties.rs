//! What holds of any Go source.
#![allow(clippy::unwrap_used)]

use allocgate::gosource::{Files, Source, Wanted, read};
use proptest::prelude::*;
use std::path::Path;

const SOURCES: [&str; 3] = [
    "testdata/budgets/module/gate/gate_test.go",
    "testdata/budgets/module/gate/gate_windows_test.go",
    "testdata/budgets/unreadable/unreadable_test.go",
];

/// What scanning turns on.
const FRAGMENTS: [&str; 24] = [
    "//allocgate:max a=1\n",
    "// allocgate:mx a\n",
    "//allocgate:max a=1 a=2",
    "func BenchmarkX(b *testing.B) {\n",
    "func BenchmarkY",
    "func ",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "`",
    "\\",
    "/*",
    "*/",
    "//go:build linux && (a || !b)\n",
    "// +build a,b c\n",
    "package a\n",
    "\n",
    "\r\n",
    "é",
];

fn source(which: usize) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(SOURCES[which])).unwrap()
}

fn read_one(bytes: &[u8]) -> Source {
    let mut files = Files::default();
    files.insert("go.mod", b"module example.com/m\n".to_vec()).unwrap();
    files.insert("a/a_test.go", bytes.to_vec()).unwrap();
    read(&files)
}

/// Whatever is found is where it is said to be.
fn hold(bytes: &[u8]) -> Source {
    let source = read_one(bytes);
    let lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
    let has = |line: u32, word: &[u8]| {
        let line = lines[line as usize - 1];
        line.windows(word.len()).any(|window| window == word)
    };
    for benchmark in &source.benchmarks {
        assert!(has(benchmark.line, b"func"), "{benchmark:?}");
    }
    for directive in &source.directives {
        assert!(has(directive.line, b"allocgate:"), "{directive:?}");
        assert!(!directive.limits.is_empty());
    }
    assert!(
        source.errors.iter().all(|error| error.line.is_some_and(|l| l as usize <= lines.len()))
    );
    source
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        hold(&bytes);
    }

    #[test]
    fn any_fragments_of_go_are_read(
        fragments in proptest::collection::vec(proptest::sample::select(&FRAGMENTS[..]), 0..60),
    ) {
        hold(fragments.concat().as_bytes());
    }

    #[test]
    fn damaged_source_is_read(
        which in 0..SOURCES.len(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..40),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = source(which);
        for (index, byte) in damage {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.map_or(bytes.len(), |cut| cut.index(bytes.len())));
        hold(&bytes);
    }

    #[test]
    fn source_that_ends_early_has_no_more_than_the_whole(
        which in 0..SOURCES.len(),
        at in any::<prop::sample::Index>(),
    ) {
        let bytes = source(which);
        let (whole, part) = (hold(&bytes), hold(&bytes[..at.index(bytes.len())]));
        prop_assert_eq!(&part.benchmarks[..], &whole.benchmarks[..part.benchmarks.len()]);
        prop_assert_eq!(&part.directives[..], &whole.directives[..part.directives.len()]);
    }

    #[test]
    fn line_ends_of_either_kind_are_alike(
        fragments in proptest::collection::vec(proptest::sample::select(&FRAGMENTS[..]), 0..60),
    ) {
        let unix = fragments.concat().replace('\r', "");
        let windows = unix.replace('\n', "\r\n");
        prop_assert_eq!(read_one(unix.as_bytes()), read_one(windows.as_bytes()));
    }

    #[test]
    fn any_module_and_any_pattern_are_read(
        go_mod in proptest::collection::vec(any::<u8>(), 0..200),
        directive in "(module|require)?[ (\n]{0,2}[\"a-z./`]{0,9}[\") \n]{0,2}",
        names in proptest::collection::vec("[./a]{0,6}", 3),
    ) {
        let mut files = Files::default();
        files.insert("a/go.mod", go_mod).unwrap();
        files.insert(&names[0], directive.clone().into_bytes()).unwrap();
        files.insert("go.mod", directive.into_bytes()).unwrap();
        let _ = files.expand(&names[1]);
        let local = files.expand(&format!("./{}", names[1]));
        // A go.mod that names no module makes a directory nobody's, whatever lies above.
        let is_nobodys = ["", "a"].iter().any(|directory| files.import_path(directory).is_none());
        prop_assert!(local.is_ok() || is_nobodys || names[1].contains('.'));
        files.import_path(&names[2]);
        Wanted::Tests.takes(&names[2]);
    }
}
