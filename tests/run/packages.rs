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
fn what_is_included_or_linked_from_elsewhere_is_of_its_side() {
    let Some(repository) = Repository::new() else { return };
    let has_compiler = repository.run("go", "env CGO_ENABLED").text.trim() == "1";
    if !has_compiler && super::tools::missing::<()>("no C compiler for cgo").is_none() {
        return;
    }
    let calls = benchmark("Call", "\t\tsink = Make()");
    repository.write("c/c_test.go", &test("c", &[], &calls));
    repository.write("c/c.go", "package c\n\nimport (\n\t// #include \"../inc/n.def\"\n\t\"C\"\n)\n\nfunc Make() []byte { return make([]byte, int(C.N)) }\n");
    repository.write("s/s_test.go", &test("s", &[], &calls));
    repository.write(
        "s/s.go",
        "package s\n\nfunc n() int\n\nfunc Make() []byte { return make([]byte, n()) }\n",
    );
    repository.write(
        "s/s_amd64.s",
        "#include \"../inc/n.inc\"\n\nTEXT \u{b7}n(SB), 4, $0-8\n\tMOVQ $N, ret+0(FP)\n\tRET\n",
    );
    repository.write(
        "l/l_test.go",
        &test("l", &["os"], &benchmark("Link", "\t\tsink, _ = os.ReadFile(\"testdata/n\")")),
    );
    std::fs::create_dir_all(repository.root.join("l/testdata")).unwrap();
    std::os::unix::fs::symlink("../../shared/n", repository.root.join("l/testdata/n")).unwrap();
    let write = |n: usize| {
        for file in ["inc/n.def", "inc/n.inc"] {
            repository.write(file, &format!("#define N {n}\n"));
        }
        repository.write("shared/n", &"x".repeat(n));
    };
    let packages: &[&str] =
        if cfg!(target_arch = "x86_64") { &["c", "s", "l"] } else { &["c", "l"] };
    // What was compiled before must not be taken for what is there now, whichever it was.
    for (before, after) in [(64, 640), (640, 6400), (64, 6400)] {
        write(before);
        repository.commit();
        write(after);
        let said = repository.measure("--baseline HEAD");
        said.ends(1);
        for package in packages {
            said.holds(&format!("example.com/m/{package}"));
        }
        said.holds(&format!("FAIL: {} regressions", packages.len()));
        repository
            .measure("--baseline HEAD --no-cache --no-skip-identical")
            .ends(1)
            .holds(&format!("FAIL: {} regressions", packages.len()));
    }
}

#[test]
fn a_module_that_the_workspace_does_not_use_is_measured_without_it() {
    let Some(repository) = Repository::new() else { return };
    repository.write("tools/go.mod", "module example.com/tools\n\ngo 1.21\n");
    let body = |bytes| test("tools", &[], &benchmark("Tool", &make(bytes)));
    repository.write("tools/x/x_test.go", &body(64));
    repository.write("go.work", "go 1.21\n\nuse .\n");
    repository.commit();
    repository.write("tools/x/x_test.go", &body(640));
    repository.measure("--baseline HEAD").ends(1).holds("example.com/tools/x");
    repository.measure_in(&repository.root.join("tools"), "--baseline HEAD").ends(1);
}

#[test]
fn packages_that_only_a_name_reaches_are_measured() {
    let Some(repository) = Repository::new() else { return };
    let directories = ["testdata/t", "_u", ".dot"];
    let write = |bytes: usize| {
        for directory in directories {
            repository.write(
                &format!("{directory}/x_test.go"),
                &test("x", &[], &benchmark("X", &make(bytes))),
            );
        }
    };
    write(64);
    repository.commit();
    write(640);
    for directory in directories {
        repository
            .measure(&format!("--baseline HEAD ./{directory}"))
            .ends(1)
            .holds("FAIL: 1 regression");
    }
}

#[test]
fn nothing_is_left_in_the_directory_for_temporary_files() {
    let Some(repository) = Repository::new() else { return };
    let temporary = repository.folder.join("temporary");
    std::fs::create_dir(&temporary).unwrap();
    repository.allocate("2");
    let mut run = repository.command("allocgate", &repository.root);
    run.args(["run", "--baseline", "HEAD", "--no-cache"]).env("TMPDIR", &temporary);
    run.env("GOCACHE", repository.folder.join("cold"));
    let mut child = run
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_secs(2));
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(3));
    assert_eq!(std::fs::read_dir(temporary).unwrap().count(), 0);
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

#[test]
fn what_is_advised_for_a_module_below_can_be_typed_at_the_root() {
    let Some(repository) = Repository::new() else { return };
    std::fs::remove_file(repository.root.join("go.mod")).unwrap();
    std::fs::remove_dir_all(repository.root.join("codec")).unwrap();
    repository.write("go/api/go.mod", "module example.com/api\n\ngo 1.21\n");
    let body = |bytes| test("x", &[], &benchmark("X", &make(bytes)));
    repository.write("go/api/x/x_test.go", &body(64));
    repository.commit();
    repository.write("go/api/x/x_test.go", &body(640));
    for named in ["", "./go/api/...", "./go/api/x", "example.com/api/x", "./..."] {
        repository.measure(&format!("--baseline HEAD {named}")).ends(1).holds("example.com/api/x");
    }
}

#[test]
fn files_beside_captures_that_are_kept_are_part_of_the_candidate() {
    let Some(repository) = Repository::new() else { return };
    let reads =
        "\t\ttext, _ := os.ReadFile(\"testdata/size\")\n\t\tsink = make([]byte, 4096*len(text))";
    repository.write("data/data_test.go", &test("data", &["os"], &benchmark("Data", reads)));
    repository.write("data/testdata/size", "x");
    repository.commit();
    for keep in [".", "data", "data/testdata"] {
        // What a run has kept is no change.
        for _ in 0..2 {
            let said = repository.measure(&format!("--baseline HEAD --keep {keep} ./data"));
            said.ends(0).holds("test binaries are identical: example.com/m/data");
        }
        repository.git("clean -q -f -d");
    }
    repository.write("data/testdata/size", "xx");
    for keep in [".", "data", "data/testdata"] {
        let said = repository.measure(&format!("--baseline HEAD --keep {keep} ./data"));
        said.ends(1).holds("FAIL: ");
    }
}
