//! Reads the modules of `testdata/budgets`.
#![allow(clippy::unwrap_used)]

use allocgate::gosource::{Directive, Files, Platform, Source, Wanted, read};
use std::path::Path;

fn module(name: &str) -> Source {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/budgets").join(name);
    read(&Files::below(&directory, Wanted::Tests).unwrap())
}

fn shown(directive: &Directive) -> String {
    let limits = directive.limits.iter().map(|limit| format!(" {}={}", limit.unit, limit.max));
    format!("{} {}{}", directive.package, directive.benchmark, limits.collect::<String>())
}

#[test]
fn each_benchmark_of_the_module_has_its_limits() {
    let source = module("module");
    assert_eq!(source.errors, []);
    let directives: Vec<String> = source.directives.iter().map(shown).collect();
    let expected = [
        "example.com/budgets/gate Met allocs/op=1 B/op=64",
        "example.com/budgets/gate Broken allocs/op=2",
        "example.com/budgets/gate Sub allocs/op=3 B/op=128",
        "example.com/budgets/gate Third allocs/op=0",
        "example.com/budgets/gate NotMeasured allocs/op=1",
        "example.com/budgets/gate Windows allocs/op=1",
    ];
    assert_eq!(directives, expected);
    let on = |goos| {
        let platform = Platform { goos, goarch: "amd64" };
        source.directives.iter().filter(|d| d.constraint.is_met(&platform)).count()
    };
    assert_eq!((on("linux"), on("windows")), (5, 6));
}

#[test]
fn a_directive_that_cannot_be_read_is_an_error() {
    let source = module("unreadable");
    assert_eq!((source.benchmarks.len(), source.directives.len()), (1, 0));
    let [error] = &*source.errors else { panic!("{source:?}") };
    let expected = "unreadable_test.go:7: allocs/op=five is no limit: ";
    assert!(error.to_string().starts_with(expected), "{error}");
}
