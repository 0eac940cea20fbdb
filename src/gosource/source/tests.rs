use super::*;
use crate::gosource::Platform;

const BENCHMARK: &str = "func BenchmarkX(b *testing.B) {\n}\n";

fn source(files: &[(&str, &str)]) -> Source {
    let mut all = Files::default();
    all.insert("go.mod", b"module example.com/m\n".to_vec()).unwrap();
    for (path, text) in files {
        all.insert(path, text.as_bytes().to_vec()).unwrap();
    }
    read(&all)
}

/// What one file, `a_test.go`, gives: limits of each directive, and errors.
fn read_one(text: &str) -> (Vec<String>, Vec<String>) {
    let source = source(&[("a_test.go", text)]);
    let limits = |directive: &Directive| -> String {
        let limits = directive.limits.iter().map(|limit| format!(" {}={}", limit.unit, limit.max));
        format!("{} {}:{}", directive.line, directive.benchmark, limits.collect::<String>())
    };
    let errors = source.errors.iter().map(SourceError::to_string);
    (source.directives.iter().map(limits).collect(), errors.collect())
}

#[test]
fn a_directive_names_its_benchmark_and_where_both_are() {
    let text = format!("package a_test\n\n// X.\n//\n//allocgate:max allocs/op=5\n{BENCHMARK}");
    let source = source(&[("a/b/a_test.go", &text), ("a/b/b.go", &text)]);
    let [benchmark] = &*source.benchmarks else { panic!("{source:?}") };
    assert_eq!((&*benchmark.package, &*benchmark.name), ("example.com/m/a/b", "X"));
    assert_eq!((&*benchmark.path, benchmark.line), ("a/b/a_test.go", 6));
    let [directive] = &*source.directives else { panic!("{source:?}") };
    assert_eq!((&*directive.package, &*directive.benchmark), ("example.com/m/a/b", "X"));
    assert_eq!((&*directive.path, directive.line), ("a/b/a_test.go", 5));
    assert_eq!(directive.limits, [Limit { unit: "allocs/op".to_owned(), max: 5.0 }]);
    assert_eq!(source.errors, []);
}

#[test]
fn directives_above_one_function_are_merged() {
    let text = format!("//allocgate:max a=1 b=2\n// Why.\n//allocgate:max c=3\n{BENCHMARK}");
    assert_eq!(read_one(&text), (vec!["1 X: a=1 b=2 c=3".to_owned()], vec![]));
}

#[test]
fn a_unit_has_one_limit() {
    let within = format!("//allocgate:max a=1 a=2 b=3\n{BENCHMARK}");
    let error = |line| vec![format!("a_test.go:{line}: a has a limit already")];
    assert_eq!(read_one(&within), (vec!["1 X: a=1 b=3".to_owned()], error(1)));
    let among = format!("//allocgate:max a=1\n//allocgate:max b=1 a=1\n{BENCHMARK}");
    assert_eq!(read_one(&among), (vec!["1 X: a=1 b=1".to_owned()], error(2)));
}

#[test]
fn what_is_wrong_with_a_directive_is_said_wherever_it_stands() {
    for (text, error) in [
        (format!("\n//allocgate:mx a=1\n{BENCHMARK}"), "2: allocgate:mx is no directive; "),
        (format!("//allocgate:max a=b\n{BENCHMARK}"), "1: a=b is no limit: "),
        (format!("//allocgate:max\n{BENCHMARK}"), "1: allocgate:max has no limit, "),
        (format!("// allocgate:max a=1\n{BENCHMARK}"), "1: a directive begins with //allocgate:, "),
        (format!("//allocgate:max a=1\n\n{BENCHMARK}"), "1: stands directly above no benchmark"),
        ("//allocgate:max a=b\n".to_owned(), "1: a=b is no limit: "),
        ("func TestX() { // allocgate:max a=1\n}".to_owned(), "1: a directive begins with "),
    ] {
        let (directives, errors) = read_one(&text);
        assert_eq!((directives.len(), errors.len()), (0, 1), "{text}");
        assert!(errors[0].starts_with(&format!("a_test.go:{error}")), "{}", errors[0]);
    }
}

#[test]
fn a_directive_in_no_package_is_an_error_and_a_benchmark_there_is_left_out() {
    let text = format!("//allocgate:max a=1\n{BENCHMARK}func BenchmarkY(b *testing.B) {{}}\n");
    let in_no_module = source(&[("a/go.mod", ""), ("a/b/a_test.go", &text)]);
    assert_eq!((in_no_module.benchmarks.len(), in_no_module.directives.len()), (0, 0));
    let errors: Vec<String> = in_no_module.errors.iter().map(SourceError::to_string).collect();
    let why = "is in no known package: a/go.mod has no module path that can be read";
    assert_eq!(errors, [format!("a/b/a_test.go:1: {why}")]);
    let mut files = Files::default();
    files.insert("a_test.go", text.into()).unwrap();
    let why = "is in no known package: no go.mod is there or above";
    assert_eq!(read(&files).errors[0].message, why);
}

#[test]
fn a_benchmark_under_two_constraints_is_kept_twice() {
    let limited = |n: u32| format!("package a\n\n//allocgate:max a={n}\n{BENCHMARK}");
    let source = source(&[
        ("a_linux_test.go", &limited(1)),
        ("a_other_test.go", &format!("//go:build !linux\n\n{}", limited(2))),
    ]);
    for (goos, max) in [("linux", 1.0), ("windows", 2.0)] {
        let platform = Platform { goos, goarch: "amd64" };
        let met = source.directives.iter().filter(|d| d.constraint.is_met(&platform));
        assert_eq!(met.map(|d| d.limits[0].max).collect::<Vec<_>>(), [max]);
    }
    assert_eq!(source.benchmarks.len(), 2);
}

#[test]
fn what_a_broken_file_has_before_the_break_is_kept() {
    let (directives, errors) =
        read_one(&format!("//go:build a b\n\n//allocgate:max a=1\n{BENCHMARK}var x = `\n"));
    assert_eq!(directives, ["3 X: a=1"]);
    let expected = [
        "a_test.go:1: build constraint: b is not expected",
        "a_test.go:6: a raw string is not closed",
    ];
    assert_eq!(errors, expected);
}

#[test]
fn a_broken_file_without_directives_is_gos_to_complain_of() {
    let broken = format!("//go:build a b\n\n{BENCHMARK}func x() {{ (\n");
    let other = format!("package a\n\n//allocgate:max a=1\n{BENCHMARK}");
    let source = source(&[("a/a_test.go", &broken), ("b/b_test.go", &other)]);
    assert_eq!(source.errors, []);
    assert_eq!((source.benchmarks.len(), source.directives.len()), (2, 1));
}
