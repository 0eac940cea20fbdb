//! What one operation allocates.

use crate::heap::{FIRST, LAUNCH, MAIN, OPERATIONS, Side, below, explained};
use allocgate::explain::Reason;

const F: &[&str] = &["m.F m/a.go:10", "m.BenchmarkF m/a_test.go:5"];
const SETUP: &[&str] = &["m.New m/a.go:20", "m.BenchmarkF m/a_test.go:3"];

fn nothing() -> Side<'static> {
    Side::default()
}

#[test]
fn what_a_loop_over_n_allocates_is_divided_by_its_operations() {
    let found = explained([nothing(), Side::of(F, 2, 96)], "", (2.0, 96.0));
    let [site] = &*found.sites else { panic!("{found:?}") };
    assert_eq!((&*site.place.path, site.place.line), ("a.go", 10));
    assert_eq!((site.growth().objects, site.growth().bytes), (2.0, 96.0));
    assert_eq!(found.by_sites, site.growth());
    // A side that allocates nothing runs as often as the other, for all that is known.
    assert_eq!(found.operations, [OPERATIONS + 1; 2]);
}

#[test]
fn a_loop_by_loop_has_no_second_run() {
    let mut side = nothing();
    side.few.push((below(F, FIRST), 3 * 2, 48 * 2));
    side.many.push((below(F, FIRST), 3 * OPERATIONS as i64, 48 * OPERATIONS as i64));
    let found = explained([nothing(), side], "", (3.0, 48.0));
    assert_eq!(found.sites[0].growth().objects, 3.0);
    assert_eq!(found.operations[1], OPERATIONS);
}

#[test]
fn setup_is_no_operation() {
    let mut side = Side::of(F, 1, 16);
    for (frames, root) in [(SETUP, LAUNCH), (SETUP, FIRST)] {
        side.many.push((below(frames, root), 50, 5000));
    }
    for root in [LAUNCH, FIRST] {
        side.few.push((below(SETUP, root), 50, 5000));
    }
    let found = explained([nothing(), side], "", (1.0, 16.0));
    assert_eq!(found.sites.len(), 1, "{found:?}");
    assert_eq!(found.sites[0].place.line, 10);
    assert_eq!(found.by_sites.objects, 1.0);
}

#[test]
fn setup_is_told_where_operations_do_not_explain_the_row() {
    let mut side = nothing();
    let many = 200 * OPERATIONS as i64;
    side.many.push((below(SETUP, LAUNCH), many, 16 * many));
    side.many.push((below(SETUP, FIRST), many, 16 * many));
    side.few.push((below(SETUP, LAUNCH), many, 16 * many));
    side.few.push((below(SETUP, FIRST), many, 16 * many));
    let found = explained([nothing(), side], "", (200.0, 3200.0));
    assert_eq!(found.sites[0].reason, Reason::Setup);
    assert_eq!(found.sites[0].setup[1].unwrap().objects, many as f64);
    // It is in the row, spread over the iterations that were measured.
    assert_eq!(found.by_sites.objects, 200.0);
}

#[test]
fn goroutines_are_of_the_benchmark_and_what_the_program_does_is_not() {
    let mut side = nothing();
    let goroutine: &[&str] = &["m.F m/a.go:10", "m.work m/a.go:30"];
    let operations = OPERATIONS as i64;
    // Both processes run one operation first, and this one two more.
    side.few.push((goroutine, 4 * 3, 64 * 3));
    side.many.push((goroutine, 4 * (operations + 1), 64 * (operations + 1)));
    side.many.push((below(&["m.init m/a.go:2"], MAIN), 1_000_000, 1_000_000));
    // What makes it a loop over b.N.
    let side = side.and(F, 1, 16);
    let found = explained([nothing(), side], "", (5.0, 80.0));
    let lines: Vec<u32> = found.sites.iter().map(|site| site.place.line).collect();
    assert_eq!(lines, [10]);
    assert_eq!(found.sites[0].growth().objects, 5.0);
}

#[test]
fn a_site_is_the_innermost_line_of_the_repository() {
    let inside: &[&str] = &[
        "bytes.growSlice bytes/buffer.go:249",
        "+bytes.(*Buffer).grow bytes/buffer.go:151",
        "bytes.(*Buffer).Write bytes/buffer.go:180",
        "m.write m/b.go:7",
        "+m.F m/a.go:10",
        "m.BenchmarkF m/a_test.go:5",
    ];
    let other: &[&str] = &["fmt.Sprint fmt/print.go:1", "m.write m/b.go:7", "m.F m/a.go:10"];
    let side = Side::of(inside, 2, 64).and(other, 1, 8);
    let found = explained([nothing(), side], "", (3.0, 72.0));
    let [site] = &*found.sites else { panic!("{found:?}") };
    assert_eq!((&*site.function, &*site.place.path, site.place.line), ("m.write", "b.go", 7));
    assert_eq!(site.leaf(), Some("bytes.(*Buffer).Write"));
    let path: Vec<&str> = site.path.iter().map(|frame| &*frame.function).collect();
    assert_eq!(path, ["m.write", "m.F", "m.BenchmarkF"]);
    assert_eq!(site.growth().objects, 3.0);
    assert_eq!(site.reason, Reason::Library);
}

#[test]
fn the_way_is_the_one_that_grew_not_the_one_that_is_wide() {
    let old: &[&str] = &["m.F m/a.go:10", "m.Old m/a.go:20"];
    let new: &[&str] = &["m.F m/a.go:10", "m.New m/a.go:30"];
    let (before, after) = (Side::of(old, 9, 144), Side::of(old, 9, 144).and(new, 1, 16));
    let found = explained([before, after], "", (1.0, 16.0));
    assert_eq!(found.sites[0].path[1].function, "m.New");
}

#[test]
fn noise_is_nothing() {
    let mut side = Side::of(F, 1, 16);
    // What pools do now and then.
    side.many.push((below(SETUP, LAUNCH), 15, 720));
    let found = explained([Side::of(F, 1, 16), side], "", (0.0, 0.0));
    assert_eq!(found.sites, []);
}

#[test]
fn setup_does_not_stand_for_bytes_where_only_objects_shrank() {
    let mut before = Side::of(F, 20, 320);
    before.few.push((below(SETUP, LAUNCH), 9000, 90_000));
    let mut after = Side::of(F, 10, 640);
    after.few.push((below(SETUP, LAUNCH), 90_000, 900_000));
    let found = explained([before, after], "", (-10.0, 320.0));
    let reasons: Vec<Reason> = found.sites.iter().map(|site| site.reason).collect();
    assert_eq!(reasons, [Reason::Larger]);
}

#[test]
fn setup_is_a_share_of_the_iterations_that_were_measured() {
    let mut side = nothing();
    // A hundred objects once, which a thousand operations share.
    side.few.push((below(SETUP, FIRST), 100, 1600));
    side.many.push((below(SETUP, FIRST), 100, 1600));
    let grown = |objects| explained([nothing(), side.clone()], "", (objects, 0.0)).sites.len();
    assert_eq!(grown(0.1), 1);
    // Of a row that grew by ten they are no part.
    assert_eq!(grown(10.0), 0);
}

#[test]
fn a_closure_in_the_same_line_does_not_change_what_a_place_is_called() {
    let closure: &[&str] = &["m.F.func1 m/a.go:10", "m.F m/a.go:10"];
    for (first, second) in [(closure, F), (F, closure)] {
        let side = Side::of(first, 1, 16).and(second, 1, 16);
        let found = explained([nothing(), side], "", (2.0, 32.0));
        assert_eq!(found.sites[0].function, "m.F");
    }
}

#[test]
fn of_a_deep_recursion_both_ends_are_kept() {
    let deep = vec!["m.F m/a.go:10"; 500];
    let frames: Vec<&str> = deep.into_iter().chain(["m.BenchmarkF m/a_test.go:5"]).collect();
    let found = explained([nothing(), Side::of(&frames, 1, 16)], "", (1.0, 16.0));
    let path = &found.sites[0].path;
    assert_eq!(path.len(), 64);
    assert_eq!(path.last().unwrap().function, "m.BenchmarkF");
}

#[test]
fn a_profile_of_something_else_is_an_error() {
    assert!(crate::heap::of_another_kind().is_err());
}

#[test]
fn what_happens_once_in_a_process_is_not_taken_off_twice() {
    // Such as a cache that the first operation fills, in the line of all operations.
    let mut side = Side::of(F, 2, 96);
    for profile in [&mut side.few, &mut side.many] {
        profile.push((below(F, FIRST), 64, 6400));
    }
    let found = explained([nothing(), side], "", (2.0, 96.0));
    assert_eq!((found.by_sites.objects, found.by_sites.bytes), (2.0, 96.0));
}
