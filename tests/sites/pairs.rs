//! Which line of the candidate is which of the baseline.

use crate::heap::{Side, explained};
use allocgate::explain::Explanation;

/// Both sides allocate once at a line, so that nothing grows if these are one.
fn moved(baseline: Side<'_>, candidate: Side<'_>, diff: &str) -> Explanation {
    explained([baseline, candidate], diff, (0.0, 0.0))
}

fn side<'a>(frames: &'a [&'a str]) -> Side<'a> {
    Side::of(frames, 1, 16)
}

#[test]
fn a_line_that_others_pushed_down_is_the_same() {
    let shifted =
        "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -1,0 +2,3 @@\n+//\n+//\n+//\n";
    let found = moved(side(&["m.F m/a.go:10"]), side(&["m.F m/a.go:13"]), shifted);
    assert_eq!(found.sites, []);
    // As it would be otherwise: no diff, no source, and another line of the function.
    let apart = moved(side(&["m.F m/a.go:10"]), side(&["m.F m/a.go:13"]), "");
    assert_eq!(apart.sites.len(), 1);
}

#[test]
fn a_function_with_another_name_keeps_its_lines() {
    let found = moved(side(&["m.F m/a.go:10"]), side(&["m.G m/a.go:10"]), "");
    assert_eq!(found.sites, []);
}

#[test]
fn a_renamed_file_keeps_its_lines() {
    let renamed =
        "diff --git a/a.go b/b.go\nsimilarity index 100%\nrename from a.go\nrename to b.go\n";
    let found = moved(side(&["m.F m/a.go:10"]), side(&["m.F m/b.go:10"]), renamed);
    assert_eq!(found.sites, []);
}

/// A function that is gone from one file, and stands in another.
const MOVED: &str = "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -3,3 +2,0 @@\n-func F() {\n-\tx = new(int)\n-}\n\
diff --git a/b.go b/b.go\n--- a/b.go\n+++ b/b.go\n@@ -1,0 +2,3 @@\n+func F() {\n+\tx = new(int)\n+}\n";

#[test]
fn a_function_in_another_file_is_known_by_its_text() {
    let before =
        side(&["m.F m/a.go:4"]).source("a.go", "package m\n\nfunc F() {\n\tx = new(int)\n}\n");
    let after =
        side(&["m.F m/b.go:3"]).source("b.go", "package m\nfunc F() {\n\tx = new(int)\n}\n");
    assert_eq!(moved(before, after, MOVED).sites, []);
}

#[test]
fn a_line_that_is_nowhere_else_is_known_whatever_its_function() {
    let before =
        side(&["m.F m/a.go:4"]).source("a.go", "package m\n\nfunc F() {\n\tresult = new(int)\n}\n");
    let after = side(&["m.(*T).G m/b.go:3"])
        .source("b.go", "package m\nfunc F() {\n\tresult = new(int)\n}\n");
    assert_eq!(moved(before, after, MOVED).sites, []);
    // A short one may be any.
    let before = side(&["m.F m/a.go:4"]).source("a.go", "package m\n\nfunc F() {\n\tx = f()\n}\n");
    let after =
        side(&["m.(*T).G m/b.go:3"]).source("b.go", "package m\nfunc F() {\n\tx = f()\n}\n");
    assert_eq!(moved(before, after, MOVED).sites.len(), 1);
}

#[test]
fn a_line_that_was_written_anew_is_the_one_in_its_place() {
    let edited = "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -10 +10,2 @@\n-\tx = make([]byte, 8)\n+\t//\n+\tx = make([]byte, 64)\n";
    let before = Side::of(&["m.F m/a.go:10"], 1, 8);
    let after = Side::of(&["m.F m/a.go:11"], 1, 64);
    let found = explained([before, after], edited, (0.0, 56.0));
    let [site] = &*found.sites else { panic!("{found:?}") };
    assert_eq!(site.baseline_place.as_ref().map(|place| place.line), Some(10));
    assert_eq!(site.operation[0].unwrap().bytes, 8.0);
}

#[test]
fn equal_lines_of_a_function_are_paired_in_their_order() {
    let source = "package m\nfunc F() {\n\tx = new(int)\n\tx = new(int)\n}\n";
    let gone = "diff --git a/a.go b/a.go\ndeleted file mode 100644\n--- a/a.go\n+++ /dev/null\n@@ -1,5 +0,0 @@\n-package m\n-func F() {\n-\tx = new(int)\n-\tx = new(int)\n-}\n\
diff --git a/c.go b/c.go\nnew file mode 100644\n--- /dev/null\n+++ b/c.go\n@@ -0,0 +1,5 @@\n+package m\n+func F() {\n+\tx = new(int)\n+\tx = new(int)\n+}\n";
    let before =
        Side::of(&["m.F m/a.go:3"], 1, 8).and(&["m.F m/a.go:4"], 5, 40).source("a.go", source);
    let after =
        Side::of(&["m.F m/c.go:3"], 1, 8).and(&["m.F m/c.go:4"], 6, 48).source("c.go", source);
    let found = explained([before, after], gone, (1.0, 8.0));
    let [site] = &*found.sites else { panic!("{found:?}") };
    assert_eq!((site.place.line, site.growth().objects), (4, 1.0));
}

#[test]
fn a_line_that_is_on_both_sides_is_no_other() {
    // The call on line 10 allocates no more, and a new line before it does: as much as before.
    let inserted =
        "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -9,0 +10 @@\n+\tx = new(int)\n";
    let before = side(&["m.F m/a.go:10"]);
    let after = side(&["m.F m/a.go:10"]);
    let found = explained([before, after], inserted, (0.0, 0.0));
    let [site] = &*found.sites else { panic!("{found:?}") };
    assert_eq!((site.place.line, site.baseline_place.clone(), site.touched), (10, None, true));
    assert_eq!(found.by_sites.objects, 0.0);
}

#[test]
fn without_a_diff_lines_are_told_by_their_text() {
    let text = |lines: &str| format!("package m\n{lines}func F() {{\n\tresult = new(int)\n}}\n");
    let (short, long) = (text(""), text("//\n//\n"));
    let before = side(&["m.F m/a.go:3"]).source("a.go", &short);
    let after = side(&["m.F m/a.go:5"]).source("a.go", &long);
    assert_eq!(moved(before, after, crate::heap::UNKNOWN).sites, []);
}

#[test]
fn a_line_that_calls_something_else_is_another() {
    let edited = "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -10 +10,2 @@\n-\treturn slugRE.Replace(s)\n+\tre := regexp.MustCompile(p)\n+\treturn re.Replace(s)\n";
    let compile: &[&str] = &["regexp.MustCompile regexp/regexp.go:1", "m.F m/a.go:10"];
    let replace: &[&str] = &["regexp.(*Regexp).Replace regexp/regexp.go:2", "m.F m/a.go:10"];
    let replaced: &[&str] = &["regexp.(*Regexp).Replace regexp/regexp.go:2", "m.F m/a.go:11"];
    let after = Side::of(compile, 11, 900).and(replaced, 4, 64);
    let found = explained([Side::of(replace, 4, 64), after], edited, (11.0, 900.0));
    let [site] = &*found.sites else { panic!("{found:?}") };
    assert_eq!((site.place.line, site.baseline_place.as_ref()), (10, None));
}
