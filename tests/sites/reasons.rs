//! Why a line allocates more.

use crate::heap::{Side, explained};
use allocgate::explain::{Reason, Site};

const F: &[&str] = &["m.F m/a.go:4", "m.BenchmarkF m/a_test.go:5"];

/// Line 4 of `a.go` is the change's.
const TOUCHED: &str =
    "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -4 +4 @@\n-\told\n+\tnew\n";

/// The only site.
fn site(sides: [Side<'_>; 2], diff: &str, grown: (f64, f64)) -> Site {
    let found = explained(sides, diff, grown);
    let [site] = &*found.sites else { panic!("{found:?}") };
    site.clone()
}

#[test]
fn a_place_that_did_not_allocate_is_new() {
    let site = site([Side::default(), Side::of(F, 1, 16)], TOUCHED, (1.0, 16.0));
    assert_eq!((site.reason, site.touched), (Reason::NewSite, true));
    assert_eq!(site.operation[0], None);
}

#[test]
fn the_same_place_is_more_often_called_or_has_larger_objects() {
    for (objects, bytes, reason) in
        [(3, 48, Reason::MoreCalls), (2, 64, Reason::Larger), (3, 96, Reason::MoreCalls)]
    {
        let (more, larger) = (objects as f64 - 2.0, bytes as f64 - 32.0);
        let site = site([Side::of(F, 2, 32), Side::of(F, objects, bytes)], "", (more, larger));
        assert_eq!(site.reason, reason, "{objects} {bytes}");
    }
}

#[test]
fn more_calls_are_shown_where_the_change_calls() {
    let caller = TOUCHED.replace("a.go", "b.go");
    let called: &[&str] = &["m.F m/a.go:9", "m.G m/b.go:4", "m.BenchmarkF m/a_test.go:5"];
    let site = site([Side::of(called, 1, 16), Side::of(called, 2, 32)], &caller, (1.0, 16.0));
    assert_eq!((site.reason, site.touched), (Reason::MoreCalls, false));
    assert_eq!((&*site.annotate.path, site.annotate.line), ("b.go", 4));
    assert_eq!((&*site.place.path, site.place.line), ("a.go", 9));
}

#[test]
fn what_grows_is_told_by_the_line_or_by_the_size_that_is_gone() {
    let lost = "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -3 +3 @@\n-\tout := make([]string, 0, n)\n+\tvar out []string\n";
    let before = Side::default().source(
        "a.go",
        "package m\nfunc F() {\n\tout := make([]string, 0, n)\n\tout = append(out, s)\n}\n",
    );
    let after = Side::of(F, 4, 240)
        .source("a.go", "package m\nfunc F() {\n\tvar out []string\n\tout = append(out, s)\n}\n");
    let found = site([before, after], lost, (4.0, 240.0));
    assert_eq!(found.reason, Reason::Growth);
    assert_eq!(found.lost_pre_size.map(|place| place.line), Some(3));
    // The line of the change that the size was on.
    assert_eq!(found.annotate.line, 3);

    let after = Side::of(F, 1, 16).source("a.go", "package m\n\nfunc F() {\n\tm[k] = v\n}\n");
    let found = site([Side::default(), after], "", (1.0, 16.0));
    assert_eq!((found.reason, found.lost_pre_size), (Reason::Growth, None));
}

#[test]
fn a_buffer_that_is_grown_no_more_grows_in_a_library() {
    let lost = "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -3 +2,0 @@\n-\tbuf.Grow(n)\n";
    let write: &[&str] = &["strings.(*Builder).WriteString strings/builder.go:1", "m.F m/a.go:3"];
    let before = Side::default()
        .source("a.go", "package m\nfunc F() {\n\tbuf.Grow(n)\n\tbuf.WriteString(s)\n}\n");
    let after =
        Side::of(write, 2, 48).source("a.go", "package m\nfunc F() {\n\tbuf.WriteString(s)\n}\n");
    let found = site([before, after], lost, (2.0, 48.0));
    assert_eq!(
        (found.reason, found.lost_pre_size.map(|place| place.line)),
        (Reason::Growth, Some(3))
    );
}

/// As Go 1.26 prints it.
const MOVED: &str = "# m\n\
m/a.go:4:8: r escapes to heap in F:\n\
m/a.go:4:8:   flow: {heap} ← &r:\n\
m/a.go:4:8:     from &r (address-of) at m/a.go:6:9\n\
m/a.go:4:8:     from e.trace(&r) (call parameter) at m/a.go:6:8\n\
m/a.go:4:8: moved to heap: r\n";

#[test]
fn what_the_compiler_moves_to_the_heap_anew_is_the_reason() {
    let step = TOUCHED.replace("-4 +4", "-6 +6");
    let after = Side::of(F, 1, 48).notes(MOVED);
    let found = site([Side::default(), after], &step, (1.0, 48.0));
    assert_eq!(found.reason, Reason::NewEscape);
    let escape = &found.escapes[0];
    assert_eq!((&*escape.expression, escape.flow.len()), ("r", 2));
    // Not on the line of the variable, which the change left alone, but where its address is taken.
    assert_eq!((found.touched, found.annotate.line), (false, 6));
}

#[test]
fn what_escaped_before_is_no_reason() {
    let before = Side::of(F, 1, 48).notes(MOVED);
    let after = Side::of(F, 2, 96).notes(MOVED);
    let found = site([before, after], "", (1.0, 48.0));
    assert_eq!((found.reason, found.escapes), (Reason::MoreCalls, Vec::new()));
}

#[test]
fn an_inlined_function_s_escape_is_shown_in_the_function() {
    let inlined: &[&str] = &["m.F m/a.go:4", "+m.BenchmarkF m/a_test.go:5"];
    let notes = "# m\nm/a_test.go:5:3: r escapes to heap in BenchmarkF:\nm/a.go:4:8: r escapes to heap in F:\n";
    let after = Side::of(inlined, 1, 48).notes(notes);
    let found = site([Side::default(), after], "", (1.0, 48.0));
    let [escape] = &*found.escapes else { panic!("{found:?}") };
    assert_eq!((&*escape.path, escape.line), ("a.go", 4));
}

#[test]
fn the_largest_growth_comes_first() {
    let other: &[&str] = &["m.G m/b.go:9", "m.BenchmarkF m/a_test.go:6"];
    let after = Side::of(F, 1, 16).and(other, 5, 80);
    let found = explained([Side::default(), after], "", (6.0, 96.0));
    let lines: Vec<u32> = found.sites.iter().map(|site| site.place.line).collect();
    assert_eq!(lines, [9, 4]);
}

#[test]
fn a_size_that_is_gone_is_no_reason_for_what_does_not_grow() {
    let lost = "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -3 +3 @@\n-\tout := make([]string, 0, n)\n+\tvar out []string\n";
    let text =
        |first: &str| format!("package m\nfunc F() {{\n{first}\n\ts := strconv.Itoa(n)\n}}\n");
    let (older, newer) = (text("\tout := make([]string, 0, n)"), text("\tvar out []string"));
    let inside: &[&str] = &["strconv.Itoa strconv/itoa.go:35", "m.F m/a.go:4"];
    let before = Side::of(inside, 1, 16).source("a.go", &older);
    let after = Side::of(inside, 2, 32).source("a.go", &newer);
    let found = site([before, after], lost, (1.0, 16.0));
    assert_eq!((found.reason, found.lost_pre_size), (Reason::MoreCalls, None));
}

#[test]
fn what_is_inlined_beside_it_is_no_reason_of_a_place() {
    // All that is inlined into the benchmark is noted at the line of the call, what else it may be.
    let inlined: &[&str] = &["m.F m/a.go:4", "+m.BenchmarkF m/a_test.go:5"];
    let notes = "# m\nm/a_test.go:5:3: string(b) escapes to heap in BenchmarkF:\n";
    let found = site([Side::default(), Side::of(inlined, 1, 48).notes(notes)], "", (1.0, 48.0));
    assert_eq!((found.reason, found.escapes), (Reason::NewSite, Vec::new()));
}

#[test]
fn what_a_library_allocates_is_no_escape_of_the_line() {
    let inside: &[&str] = &["fmt.Sprintf fmt/print.go:240", "m.F m/a.go:4"];
    let notes = "# m\nm/a.go:4:3: x escapes to heap in F:\n";
    let after = Side::of(inside, 1, 16).notes(notes);
    let found = site([Side::default(), after.clone()], "", (1.0, 16.0));
    assert_eq!((found.reason, found.leaf()), (Reason::Library, Some("fmt.Sprintf")));
    assert_eq!(found.escapes, []);
    // Where both allocate, both are told, the larger part first.
    let found = site([Side::default(), after.and(F, 2, 32)], "", (3.0, 48.0));
    assert_eq!((found.reason, found.escapes.len()), (Reason::NewEscape, 1));
    let parts: Vec<_> =
        found.parts.iter().map(|p| (p.inside.as_deref(), p.growth.objects)).collect();
    assert_eq!(parts, [(None, 2.0), (Some("fmt.Sprintf"), 1.0)]);
}

#[test]
fn all_that_escapes_in_a_line_is_named_but_for_constants_and_what_grows() {
    let notes = ["x", "y", "\"text\"", "512", "append(out, x)"]
        .map(|what| format!("m/a.go:4:3: {what} escapes to heap in F:\n"));
    let notes = format!("# m\n{}", notes.concat());
    let found = site([Side::default(), Side::of(F, 2, 32).notes(&notes)], "", (2.0, 32.0));
    let names: Vec<&str> = found.escapes.iter().map(|escape| &*escape.expression).collect();
    assert_eq!(names, ["x", "y"]);
}

#[test]
fn an_append_that_is_written_otherwise_grows_and_does_not_escape() {
    let note = |what: &str| format!("# m\nm/a.go:4:3: {what} escapes to heap in F:\n");
    let (older, newer) = (note("append(out, x)"), note("append(out, y)"));
    let text = "package m\n\nfunc F() {\n\tout = append(out, y)\n}\n";
    let after = Side::of(F, 1, 16).notes(&newer).source("a.go", text);
    let found = site([Side::default().notes(&older), after], TOUCHED, (1.0, 16.0));
    assert_eq!(found.reason, Reason::Growth);
}

#[test]
fn a_second_call_is_told_by_its_own_line() {
    let second = "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -19,0 +20,2 @@\n+\thdr := buf(64)\n+\tuse(hdr)\n";
    let old: &[&str] = &["m.buf m/hlp.go:3", "m.Serve m/a.go:20", "m.BenchmarkServe m/a_test.go:5"];
    let moved: &[&str] =
        &["m.buf m/hlp.go:3", "m.Serve m/a.go:22", "m.BenchmarkServe m/a_test.go:5"];
    let new: &[&str] = &["m.buf m/hlp.go:3", "m.Serve m/a.go:20", "m.BenchmarkServe m/a_test.go:5"];
    let after = Side::of(moved, 1, 64).and(new, 1, 64);
    let found = site([Side::of(old, 1, 64), after], second, (1.0, 64.0));
    assert_eq!(found.reason, Reason::MoreCalls);
    assert_eq!(found.path[1].line, 20);
    assert_eq!((&*found.annotate.path, found.annotate.line), ("a.go", 20));
}

#[test]
fn another_size_is_no_lost_size() {
    let edited = "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -4 +4 @@\n-\tx := make([]int, 100)\n+\tx := make([]int, 400)\n";
    let text = |n: &str| format!("package m\n\nfunc F() {{\n\tx := make([]int, {n})\n}}\n");
    let note = |n: &str| format!("# m\nm/a.go:4:3: make([]int, {n}) escapes to heap in F:\n");
    let (older, newer) = (text("100"), text("400"));
    let (before, after) = (note("100"), note("400"));
    let before = Side::of(F, 1, 896).notes(&before).source("a.go", &older);
    let after = Side::of(F, 1, 3200).notes(&after).source("a.go", &newer);
    let found = site([before, after], edited, (0.0, 2304.0));
    assert_eq!((found.reason, found.lost_pre_size), (Reason::Larger, None));
}
