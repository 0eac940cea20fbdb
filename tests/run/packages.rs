//! Which packages run.

use super::module::{benchmark, make, test};
use super::repository::Repository;

/// Many packages, of which each has a benchmark.
fn many(repository: &Repository, count: usize) {
    for i in 0..count {
        let name = format!("p{i:02}");
        let code =
            format!("package {name}\n\nfunc Make() []byte {{ return make([]byte, {}) }}\n", 64 + i);
        repository.write(&format!("{name}/{name}.go"), &code);
        let call = benchmark("Make", "\t\tsink = Make()");
        repository.write(&format!("{name}/{name}_test.go"), &test(&name, &[], &call));
    }
}

#[test]
fn of_many_packages_those_run_whose_binaries_differ() {
    let Some(repository) = Repository::new() else { return };
    many(&repository, 8);
    repository.commit();
    repository
        .write("p03/p03.go", "package p03\n\nfunc Make() []byte { return make([]byte, 4096) }\n");
    let said = repository.measure("--baseline HEAD");
    said.ends(1)
        .holds("[1/1] example.com/m/p03")
        .holds("not run, since their test binaries are identical");
    said.holds("FAIL: 1 regression");
    assert_eq!(repository.built(), 2);
    // What they are built from is theirs, too.
    repository.commit();
    repository.allocate("2");
    repository.measure("--baseline HEAD").ends(1).holds("[1/1] example.com/m/codec");
    // All of them run if that is asked for, and none allocates more.
    repository.git("checkout -q .");
    repository.built();
    repository
        .measure("--baseline HEAD --no-cache --no-skip-identical")
        .ends(0)
        .holds("[9/9]")
        .holds("PASS: 18 rows");
    assert_eq!(repository.built(), 18);
}

#[test]
fn what_is_called_identical_is_so_to_the_last_byte() {
    let Some(repository) = Repository::new() else { return };
    many(&repository, 2);
    repository.commit();
    repository
        .write("p01/p01.go", "package p01\n\nfunc Make() []byte { return make([]byte, 4096) }\n");
    repository
        .measure("--baseline HEAD --list")
        .ends(0)
        .holds("p00    identical")
        .holds("p01    BenchmarkMake");
    repository.git("worktree add -q ../elsewhere HEAD");
    let build = |directory: &str, package: &str, out: &str| {
        let directory = repository.folder.join(directory);
        let out = repository.folder.join(out);
        let arguments =
            format!("test -c -trimpath -buildvcs=false -o {} ./{package}", out.display());
        assert_eq!(repository.run_in(&directory, "go", &arguments).code, Some(0));
        std::fs::read(out).unwrap()
    };
    assert_eq!(build("work", "p00", "a"), build("elsewhere", "p00", "b"));
    assert_ne!(build("work", "p01", "c"), build("elsewhere", "p01", "d"));
}

#[test]
fn where_all_is_identical_or_nothing_there_that_is_a_pass_which_says_so() {
    let Some(repository) = Repository::new() else { return };
    repository.write("README.txt", "x");
    repository.commit();
    let said = repository.measure("--baseline HEAD --report json=r.json");
    said.ends(0).holds("PASS").holds("identical");
    let report = std::fs::read_to_string(repository.root.join("r.json")).unwrap();
    assert!(report.contains("\"verdict\": \"pass\""), "{report}");
    std::fs::remove_file(repository.root.join("codec/codec_test.go")).unwrap();
    repository.commit();
    repository.write("buffer/new.go", "package buffer\n");
    repository.measure("--baseline HEAD").ends(0).holds("PASS").holds("no benchmarks");
}

#[test]
fn a_budget_that_is_lowered_is_judged_though_no_code_changed() {
    let Some(repository) = Repository::new() else { return };
    let budget =
        |max: u32| format!("[[budget]]\nbenchmark = \"Encode\"\nunit = \"B/op\"\nmax = {max}\n");
    repository.write("allocgate.toml", &budget(100));
    repository.commit();
    repository.measure("--baseline HEAD").ends(0);
    repository.write("allocgate.toml", &budget(50));
    let said = repository.measure("--baseline HEAD");
    said.ends(1).holds("over budget");
    // Its figures are kept by now: nothing has to run for that.
    repository.built();
    repository.measure("--baseline HEAD").ends(1).holds("over budget");
    assert_eq!(repository.built(), 0);
}

#[test]
fn modules_below_and_patterns_are_those_of_the_go_command() {
    let Some(repository) = Repository::new() else { return };
    repository.write("tools/go.mod", "module example.com/tools\n\ngo 1.21\n");
    let body = |bytes| test("tools", &[], &benchmark("Tool", &make(bytes)));
    repository.write("tools/x/x_test.go", &body(64));
    repository.commit();
    repository.write("tools/x/x_test.go", &body(640));
    repository.measure("--baseline HEAD").ends(1).holds("example.com/tools/x");
    repository.measure_in(&repository.root.join("tools"), "--baseline HEAD").ends(1);
    repository.measure("--baseline HEAD ./codec/...").ends(0).lacks("tools/x");
    let said = repository.measure("--baseline HEAD ./nowhere");
    assert_ne!(said.code, Some(0), "{}", said.text);
}

#[test]
fn a_pattern_that_names_nothing_is_no_pass() {
    let Some(repository) = Repository::new() else { return };
    repository.write("codec/new.go", "package codec\n");
    for pattern in ["./nowhere", "example.com/nowhere", "--bench=Nothing"] {
        let said = repository.measure(&format!("--baseline HEAD {pattern}"));
        assert_ne!(said.code, Some(0), "{pattern}: {}", said.text);
    }
}

#[test]
fn the_first_benchmark_is_added_and_budgets_hold_for_it() {
    let Some(repository) = Repository::new() else { return };
    let own = std::fs::read_to_string(repository.root.join("codec/codec_test.go")).unwrap();
    repository.git("rm -q codec/codec_test.go");
    repository.commit();
    repository.write("codec/codec_test.go", &own);
    let said = repository.measure("--baseline HEAD --keep kept");
    said.ends(0).holds("PASS: no benchmarks in the baseline").holds("added (1 benchmark, 2 rows)");
    let check = "check kept/baseline.txt kept/candidate.txt";
    repository.run("allocgate", check).ends(0).holds("added (1 benchmark, 2 rows)");
    let budget = "[[budget]]\nbenchmark = \"Encode\"\nunit = \"B/op\"\nmax = 32\n";
    repository.write("allocgate.toml", budget);
    repository.measure("--baseline HEAD").ends(1).holds("over budget");
    // What the baseline had is not lost in silence.
    std::fs::remove_file(repository.root.join("allocgate.toml")).unwrap();
    repository.commit();
    repository.git("rm -q codec/codec_test.go");
    repository.measure("--baseline HEAD").ends(3).holds("lost all of its rows");
    repository.measure("--baseline HEAD --allow-missing").ends(0).holds("removed");
}

#[test]
fn packages_whose_benchmarks_are_not_called_are_neither_listed_nor_built() {
    let Some(repository) = Repository::new() else { return };
    many(&repository, 2);
    repository.write("p01/other_test.go", &test("p01_test", &[], &benchmark("Other", &make(64))));
    repository.commit();
    repository.allocate("2");
    let list = "--baseline HEAD --list --no-skip-identical --bench";
    repository
        .measure(&format!("{list} Other"))
        .ends(0)
        .holds("BenchmarkOther")
        .lacks("p00")
        .lacks("codec");
    repository.measure(&format!("{list} Nothing")).ends(3).holds("no benchmark function matches");
    repository.measure("--baseline HEAD --no-skip-identical --no-cache --bench Other").ends(0);
    assert_eq!(repository.built(), 2);
}

#[test]
fn a_workspace_above_a_module_is_read_by_its_benchmarks() {
    let Some(repository) = Repository::new() else { return };
    repository.write("tools/go.mod", "module example.com/tools\n\ngo 1.21\n");
    let body = test("tools", &[], &benchmark("Tool", &make(64)));
    repository.write("tools/x/x_test.go", &body);
    repository.write("go.work", "go 1.21\n\nuse (\n\t.\n\t./tools\n)\n");
    repository.commit();
    repository.write("go.work", "go 1.21\n\nuse (\n\t.\n\t./tools\n)\n\n// other\n");
    repository
        .measure("--baseline HEAD")
        .ends(0)
        .holds("example.com/tools/x: ")
        .lacks("not run, since");
}
