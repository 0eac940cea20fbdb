//! The table at different widths.
#![cfg(feature = "cli")]
#![allow(clippy::expect_used)]

use allocgate::report::{Look, table};
use allocgate::{Capture, Policy, Selecting, check};
use std::path::PathBuf;

fn page(width: Option<usize>) -> String {
    let read = |version: &str| {
        let path = format!("testdata/real/html_template.{version}.fix-cpu1.txt");
        Capture::read(&[PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)])
    };
    let report = check(read("1.25.5"), read("1.27.3"), &Policy::default(), &Selecting::default());
    table(&report.expect("a report"), Look { width, ..Look::default() })
}

/// What comes before the commands, which are not broken: they are to be pasted.
fn body(page: &str) -> &str {
    page.split("\nnext\n").next().unwrap_or_default()
}

#[test]
fn names_go_above_their_figures_where_the_terminal_is_narrow() {
    let narrow = page(Some(64));
    assert!(narrow.contains("\n  JSValEscaperWithStrNoSpecials\n    B/op "), "{narrow}");
    let widest = body(&narrow).lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(64), "{widest:?}\n{narrow}");
}

#[test]
fn nothing_is_lost_where_it_is_narrow() {
    let words = |page: &str| {
        let mut words: Vec<String> = body(page).split_whitespace().map(str::to_owned).collect();
        // The narrow table has no heading above the names.
        words.retain(|word| word != "benchmark");
        words.sort();
        words
    };
    assert_eq!(words(&page(Some(64))), words(&page(None)));
}

#[test]
fn a_wide_terminal_changes_nothing() {
    assert_eq!(page(Some(200)), page(None));
}
