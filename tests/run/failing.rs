//! Benchmarks that do what benchmarks shouldn't.

use super::module::{benchmark, make, test};
use super::repository::Repository;

/// A repository whose package has a benchmark that behaves, and one that is given for each side.
fn with(imports: &[&str], before: &str, after: &str) -> Option<Repository> {
    let repository = Repository::new()?;
    let write = |body: &str| {
        let quiet = benchmark("Quiet", &make(64));
        repository.write("odd/odd_test.go", &test("odd", imports, &format!("{quiet}\n{body}")));
    };
    write(before);
    repository.commit();
    write(after);
    Some(repository)
}

#[test]
fn one_that_panics_on_one_side_keeps_the_verdict_from_being_a_pass_and_the_others_are_measured() {
    let fine = benchmark("Odd", &make(32));
    let broken = benchmark("Odd", "\t\tpanic(\"out of cheese\")");
    let Some(repository) = with(&[], &fine, &broken) else { return };
    let said = repository.measure("--baseline HEAD ./odd");
    said.ends(3).holds("the candidate failed").holds("out of cheese").holds("CAN'T JUDGE: ");
    said.holds("1 benchmark, 5 samples a side");
    // A regression beside it decides.
    let louder = format!("{}\n{broken}", benchmark("Quiet", &make(640)));
    repository.write("odd/odd_test.go", &test("odd", &[], &louder));
    let said = repository.measure("--baseline HEAD ./odd");
    said.ends(1).holds("Quiet").holds("out of cheese");
    // The other way round the baseline is what fails.
    repository.commit();
    repository.write(
        "odd/odd_test.go",
        &test("odd", &[], &format!("{}\n{fine}", benchmark("Quiet", &make(640)))),
    );
    repository.measure("--baseline HEAD ./odd").ends(3).holds("the baseline failed");
}

#[test]
fn one_that_hangs_is_stopped_and_named_and_the_others_are_measured() {
    let hangs = benchmark("Odd", "\t\ttime.Sleep(time.Hour)");
    let fine = benchmark("Odd", "\t\ttime.Sleep(time.Nanosecond)");
    let Some(repository) = with(&["time"], &fine, &hangs) else { return };
    let said = repository.measure("--baseline HEAD --timeout 3s ./odd");
    said.ends(3)
        .holds("BenchmarkOdd was still running after 3s")
        .holds("1 benchmark, 5 samples a side");
}

#[test]
fn one_that_ends_its_process_without_an_error_is_no_pass() {
    let exits = benchmark("Odd", "\t\tos.Exit(0)");
    let fine = benchmark("Odd", "\t\t_ = os.Args");
    let Some(repository) = with(&["os"], &fine, &exits) else { return };
    repository
        .measure("--baseline HEAD ./odd")
        .ends(3)
        .holds("the candidate failed")
        .holds("unexpected call to os.Exit(0)");
    // Nor is a TestMain that runs nothing.
    let main = "func TestMain(m *testing.M) {}\n";
    repository.write(
        "odd/odd_test.go",
        &test("odd", &[], &format!("{main}\n{}", benchmark("Odd", &make(1)))),
    );
    repository.measure("--baseline HEAD ./odd").ends(3).holds("without PASS");
}

#[test]
fn one_that_prints_is_measured_all_the_same() {
    let prints = |bytes| {
        benchmark("Odd", &format!("\t\tfmt.Print(\"BenchmarkForged 1 2 \")\n{}", make(bytes)))
    };
    let Some(repository) = with(&["fmt"], &prints(64), &prints(640)) else { return };
    let said = repository.measure("--baseline HEAD --keep kept ./odd");
    said.ends(1).holds("Odd").lacks("Forged ");
    let kept = std::fs::read_to_string(repository.root.join("kept/candidate.txt")).unwrap();
    assert!(kept.lines().all(|line| !line.contains("Forged")), "{kept}");
}

#[test]
fn one_that_needs_files_runs_where_they_are_and_finds_those_of_its_side() {
    let reads = benchmark(
        "Odd",
        "\t\tsink, _ = os.ReadFile(\"testdata/size\")\n\t\tif sink == nil {\n\t\t\tb.Fatal(\"no file\")\n\t\t}",
    );
    let Some(repository) = with(&["os"], &reads, &reads) else { return };
    repository.write("odd/testdata/size", "small");
    repository.commit();
    repository.write("odd/testdata/size", &"large".repeat(1000));
    // Test binaries are the same: what they read is not.
    repository.measure("--baseline HEAD ./odd").ends(1).holds("Odd").lacks("identical");
}

#[test]
fn one_that_asks_for_the_path_of_its_source_is_built_with_it() {
    let asks = "func BenchmarkOdd(b *testing.B) {\n\t_, file, _, _ := runtime.Caller(0)\n\tif _, err := os.Stat(file); err != nil {\n\t\tb.Fatal(err)\n\t}\n\tfor i := 0; i < b.N; i++ {\n\t\tsink = []byte(file)\n\t}\n}\n";
    let Some(repository) = with(&["os", "runtime"], asks, asks) else { return };
    let said = repository.measure("--baseline HEAD --no-skip-identical ./odd");
    said.ends(0).holds("built without -trimpath").holds("PASS: 4 rows");
    assert!(repository.left().is_empty());
}

#[test]
fn what_runs_in_parallel_is_measured_at_the_default_gomaxprocs_too() {
    let parallel = |bytes: usize| {
        format!(
            "func BenchmarkOdd(b *testing.B) {{\n\tb.RunParallel(func(pb *testing.PB) {{\n\t\tfor pb.Next() {{\n\t\t\t_ = append([]byte(nil), make([]byte, {bytes}*len(b.Name()))...)\n\t\t}}\n\t}})\n}}\n"
        )
    };
    if std::thread::available_parallelism().unwrap().get() < 2 {
        return;
    }
    let Some(repository) = with(&[], &parallel(64), &parallel(640)) else { return };
    let processors = std::thread::available_parallelism().unwrap();
    let said = repository.measure("--baseline HEAD ./odd");
    said.ends(1).holds("Odd ").holds(&format!("Odd-{processors} "));
    said.lacks(&format!("Quiet-{processors}"));
}

#[test]
fn a_pool_and_a_map_that_vary_by_chance_are_no_regression() {
    let body = "var pool = sync.Pool{New: func() any { return new([4096]byte) }}\n\nfunc BenchmarkOdd(b *testing.B) {\n\tm := map[int]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8}\n\tfor i := 0; i < b.N; i++ {\n\t\tx := pool.Get().(*[4096]byte)\n\t\tfor k := range m {\n\t\t\tif k > 4 {\n\t\t\t\tsink = make([]byte, 100)\n\t\t\t}\n\t\t\tbreak\n\t\t}\n\t\tpool.Put(x)\n\t}\n}\n";
    let Some(repository) = with(&["sync"], body, body) else { return };
    repository.measure("--baseline HEAD --no-skip-identical ./odd").ends(0).holds("PASS: 4 rows");
}

#[test]
fn what_happens_once_is_named_and_passes() {
    let once = |bytes: usize| {
        format!(
            "func BenchmarkOdd(b *testing.B) {{\n\tsink = make([]byte, {bytes})\n\tfor i := 0; i < b.N; i++ {{\n\t\tsink[0]++\n\t}}\n}}\n"
        )
    };
    let Some(repository) = with(&[], &once(64), &once(40_000)) else { return };
    let said = repository.measure("--baseline HEAD ./odd");
    said.ends(0).holds("one-time cost").holds("Odd");
}

#[test]
fn an_operation_that_takes_seconds_is_measured_at_one_iteration() {
    let slow = |bytes| {
        benchmark("Odd", &format!("\t\ttime.Sleep(1200 * time.Millisecond)\n{}", make(bytes)))
    };
    let Some(repository) = with(&["time"], &slow(64), &slow(64)) else { return };
    let said = repository.measure("--baseline HEAD --no-skip-identical --keep kept ./odd");
    said.ends(0).holds("PASS: 4 rows");
    let kept = std::fs::read_to_string(repository.root.join("kept/candidate.txt")).unwrap();
    assert!(kept.contains("BenchmarkOdd\t       1\t"), "{kept}");
}

#[test]
fn a_side_that_does_not_build_is_told_apart_from_both() {
    let (fine, broken) =
        (benchmark("Odd", &make(1)), "func BenchmarkOdd(b *testing.B) { undefined() }\n");
    let Some(repository) = with(&[], &fine, broken) else { return };
    let said = repository.measure("--baseline HEAD ./odd");
    said.ends(3)
        .holds("the candidate failed")
        .holds("undefined: undefined")
        .lacks("the baseline failed");
    repository.commit();
    let said = repository.measure("--baseline HEAD --no-skip-identical ./odd");
    said.ends(3).holds("the candidate failed").holds("the baseline failed");
    repository.write("odd/odd_test.go", &test("odd", &[], &fine));
    let said = repository.measure("--baseline HEAD ./odd");
    said.ends(3).holds("the baseline failed").lacks("the candidate failed");
}

#[test]
fn those_that_fail_by_themselves_are_left_out_and_no_others() {
    let others = format!("{}\n{}", benchmark("Before", &make(8)), benchmark("Zlast", &make(64)));
    let fails = |how: &str| format!("{others}\n{}", benchmark("Odd", &format!("\t\t{how}")));
    let Some(repository) = with(&[], &fails("_ = i"), &fails("b.Fatal(\"no cheese\")")) else {
        return;
    };
    let said = repository.measure("--baseline HEAD ./odd");
    said.ends(3).holds("no cheese").holds("3 benchmarks, 5 samples a side");
    // The same where iterations are fixed, and where it fails only after some of them.
    repository
        .measure("--baseline HEAD --benchtime 50x ./odd")
        .ends(3)
        .holds("3 benchmarks, 5 samples");
    let late = fails("if b.N > 10 {\n\t\t\tb.Error(\"late\")\n\t\t}");
    let louder = late.replace("byte, 64", "byte, 640");
    repository.write(
        "odd/odd_test.go",
        &test("odd", &[], &format!("{}\n{louder}", benchmark("Quiet", &make(64)))),
    );
    let said = repository.measure("--baseline HEAD ./odd");
    said.ends(1).holds("late").holds("Zlast").holds("10 samples a side").lacks("  Odd ");
}

#[test]
fn what_happens_once_is_no_regression_beside_what_is_broken() {
    let once = |bytes: usize, how: &str| {
        let odd = benchmark("Odd", &format!("\t\t{how}"));
        format!(
            "func BenchmarkOnce(b *testing.B) {{\n\tsink = make([]byte, {bytes})\n\tfor i := 0; i < b.N; i++ {{\n\t\tsink[0]++\n\t}}\n}}\n{odd}"
        )
    };
    let Some(repository) = with(&[], &once(64, "_ = i"), &once(40_000, "panic(\"x\")")) else {
        return;
    };
    repository.measure("--baseline HEAD ./odd").ends(3).holds("one-time cost").holds("panic: x");
}

#[test]
fn one_that_is_broken_and_parallel_makes_no_others_parallel() {
    if std::thread::available_parallelism().unwrap().get() < 2 {
        return;
    }
    let body = |how: &str| {
        let run = |name: &str, lines: &str| {
            format!(
                "func Benchmark{name}(b *testing.B) {{\n\tb.RunParallel(func(pb *testing.PB) {{\n\t\tfor pb.Next() {{\n{lines}\n\t\t}}\n\t}})\n}}\n"
            )
        };
        format!("{}\n{}", run("Par", "\t\t\t_ = make([]byte, len(b.Name()))"), run("Odd", how))
    };
    let Some(repository) = with(&[], &body(""), &body("\t\t\tpanic(\"x\")")) else { return };
    let processors = std::thread::available_parallelism().unwrap();
    let said = repository.measure("--baseline HEAD --keep kept ./odd");
    said.ends(3);
    let kept = std::fs::read_to_string(repository.root.join("kept/candidate.txt")).unwrap();
    assert!(kept.contains(&format!("BenchmarkPar-{processors}\t")), "{kept}");
    assert!(!kept.contains(&format!("BenchmarkQuiet-{processors}")), "{kept}");
    let said = repository.measure("--baseline HEAD --benchtime 100x --keep kept ./odd");
    said.ends(3);
    let kept = std::fs::read_to_string(repository.root.join("kept/candidate.txt")).unwrap();
    assert!(kept.contains(&format!("BenchmarkPar-{processors}\t     100\t")), "{kept}");
}

#[test]
fn many_that_take_long_together_are_not_killed_for_that() {
    let subs = "func BenchmarkOdd(b *testing.B) {\n\tfor _, name := range []string{\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"} {\n\t\tb.Run(name, func(b *testing.B) {\n\t\t\tfor i := 0; i < b.N; i++ {\n\t\t\t\ttime.Sleep(120 * time.Millisecond)\n\t\t\t}\n\t\t})\n\t}\n}\n";
    let Some(repository) = with(&["time"], subs, subs) else { return };
    let said = repository.measure("--baseline HEAD --no-skip-identical --timeout 4s ./odd");
    said.ends(0).holds("7 benchmarks, 5 samples a side");
}

#[test]
fn benchmarks_whose_names_change_from_run_to_run_are_not_lost() {
    let body = |bytes: usize| {
        format!(
            "func BenchmarkOdd(b *testing.B) {{\n\tb.Run(fmt.Sprint(\"r\", time.Now().UnixNano()), func(b *testing.B) {{\n\t\tfor i := 0; i < b.N; i++ {{\n{}\n\t\t}}\n\t}})\n}}\n\n{}",
            make(bytes),
            benchmark("Slow", "\t\ttime.Sleep(2 * time.Millisecond)")
        )
    };
    let Some(repository) = with(&["fmt", "time"], &body(64), &body(640)) else { return };
    let said = repository.measure("--baseline HEAD --keep kept ./odd");
    // They pair with nothing, and that is told.
    assert_ne!(said.code, Some(1), "{}", said.text);
    said.holds("Odd/r");
    let kept = std::fs::read_to_string(repository.root.join("kept/candidate.txt")).unwrap();
    assert_eq!(kept.matches("BenchmarkOdd/r").count(), 5, "{kept}");
}

#[test]
fn a_regression_that_shows_only_among_others_stands_unconfirmed() {
    let odd = |bytes: usize| {
        format!(
            "var ran bool\n\nfunc BenchmarkOdd(b *testing.B) {{\n\tb.Run(\"first\", func(b *testing.B) {{\n\t\tran = true\n\t}})\n\t\
             b.Run(\"second\", func(b *testing.B) {{\n\t\tif !ran {{\n\t\t\tb.Skip()\n\t\t}}\n\t\t\
             for i := 0; i < b.N; i++ {{\n\t{}\n\t\t}}\n\t}})\n}}\n",
            make(bytes)
        )
    };
    let Some(repository) = with(&[], &odd(64), &odd(640)) else { return };
    let said = repository.measure("--baseline HEAD ./odd");
    said.ends(1).holds("FAIL: 1 regression").holds("Odd/second");
}

#[test]
fn benchmarks_are_short_where_goflags_say_so() {
    let odd =
        "func BenchmarkOdd(b *testing.B) {\n\tif !testing.Short() {\n\t\tpanic(\"long\")\n\t}\n}\n";
    let Some(repository) = with(&[], odd, odd) else { return };
    let arguments = "--baseline HEAD --no-skip-identical ./odd";
    repository.measure(arguments).ends(3).holds("panic: long");
    assert_eq!(repository.run("go", "env -w GOFLAGS=-short").code, Some(0));
    repository.measure(arguments).ends(0).holds("PASS: 4 rows");
}

#[test]
fn functions_of_one_name_are_told_apart_from_what_can_be_judged() {
    let odd = |bytes| benchmark("Odd", &make(bytes));
    let Some(repository) = with(&[], &odd(64), &odd(640)) else { return };
    repository.write("odd/outer_test.go", &test("odd_test", &[], &odd(4096)));
    let said = repository.measure("--baseline HEAD --keep kept ./odd");
    said.ends(3).holds("several results of one name, BenchmarkOdd").holds("CAN'T JUDGE: ");
    let kept = std::fs::read_to_string(repository.root.join("kept/candidate.txt")).unwrap();
    assert!(kept.contains("BenchmarkQuiet"), "{kept}");
}

#[test]
fn each_benchmark_that_fails_is_told_by_its_name() {
    let both = |one, two| {
        // So deep that what is told of the stack doesn't reach the benchmarks.
        let deep = "func deep(n int, why string) {\n\tif n == 0 {\n\t\tpanic(why)\n\t}\n\tdeep(n-1, why)\n}\n";
        format!("{deep}\n{}\n{}", benchmark("One", one), benchmark("Two", two))
    };
    let broken = both("\t\tdeep(20, \"first\")", "\t\tdeep(20, \"second\")");
    let Some(repository) = with(&[], &both("", ""), &broken) else { return };
    let said = repository.measure("--baseline HEAD ./odd");
    said.ends(3).holds("BenchmarkOne\nallocgate:   panic: first");
    said.holds("BenchmarkTwo\nallocgate:   panic: second");
}

#[test]
fn what_looks_like_go_s_own_lines_is_told() {
    let odd = benchmark("Odd", "\t\tprint()");
    let prints = benchmark("Odd", "\t\tfmt.Print(\"\\npkg: other\\n\")");
    let before = odd + "\nvar _ = fmt.Print\n";
    let Some(repository) = with(&["fmt"], &before, &prints) else { return };
    repository.measure("--baseline HEAD ./odd").ends(3).holds("what Go's own lines look like");
}
