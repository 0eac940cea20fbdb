//! Baselines that were measured before.

use super::repository::Repository;
use std::fs;

#[test]
fn a_second_run_on_the_same_base_measures_the_candidate_only() {
    let Some(repository) = Repository::new() else { return };
    repository.write("codec/new.go", "package codec\n");
    repository.measure("--baseline HEAD").ends(0).lacks("from the cache");
    assert_eq!(repository.built(), 2);
    repository
        .measure("--baseline HEAD")
        .ends(0)
        .holds("its baseline from the cache")
        .holds("PASS: 2 rows");
    assert_eq!(repository.built(), 1);
    // What might fail is measured on both sides at one time.
    repository.allocate("2");
    repository.measure("--baseline HEAD").ends(1).holds("its baseline from the cache");
    assert_eq!(repository.built(), 2);
    repository.measure("--baseline HEAD --no-cache").ends(1).lacks("from the cache");
    assert_eq!(repository.built(), 2);
    // Other flags are another baseline.
    repository.measure("--baseline HEAD --benchtime 50x").ends(1).lacks("from the cache");
}

/// The one capture that is kept.
fn kept(repository: &Repository) -> String {
    let captures = repository.folder.join("cache/allocgate/captures");
    let kept: Vec<_> = fs::read_dir(captures).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(kept.len(), 1);
    fs::read_to_string(&kept[0]).unwrap()
}

#[test]
fn a_baseline_is_kept_beforehand_as_an_ordinary_capture() {
    let Some(repository) = Repository::new() else { return };
    repository.measure("--save-baseline").ends(0).holds("kept the baseline of 1 package");
    let kept = kept(&repository);
    assert!(kept.contains("BenchmarkEncode\t    1000\t") && kept.contains("PASS"), "{kept}");
    repository.write("codec/new.go", "package codec\n");
    repository.measure("--baseline HEAD").ends(0).holds("its baseline from the cache");
}

#[test]
fn a_baseline_of_which_something_failed_is_not_kept() {
    let Some(repository) = Repository::new() else { return };
    let panics = "package codec\n\nimport \"testing\"\n\nfunc BenchmarkOther(b *testing.B) {\n\tpanic(\"x\")\n}\n";
    let fine = |bytes: u32| {
        panics.replace(
            "panic(\"x\")",
            &format!("for i := 0; i < b.N; i++ {{\n\t\tsink = make([]byte, {bytes})\n\t}}"),
        )
    };
    repository.write("codec/other_test.go", &fine(64));
    repository.commit();
    repository.write("codec/other_test.go", panics);
    repository.measure("--baseline HEAD").ends(3).holds("panic: x");
    // What failed has no figures, and would be taken for new.
    repository.write("codec/other_test.go", &fine(640));
    repository.measure("--baseline HEAD").ends(1).holds("Other").lacks("from the cache");
}

#[test]
fn a_module_outside_of_the_repository_has_no_commit_to_be_kept_by() {
    let Some(repository) = Repository::new() else { return };
    let size = |bytes: u32| {
        let out = repository.folder.join("lib");
        fs::create_dir_all(&out).unwrap();
        fs::write(out.join("go.mod"), "module example.com/lib\n\ngo 1.21\n").unwrap();
        fs::write(out.join("lib.go"), format!("package lib\n\nconst Size = {bytes}\n")).unwrap();
    };
    size(64);
    let replace = |path: &str| {
        repository.write("go.mod", &format!("module example.com/m\n\ngo 1.21\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => {path}\n"));
    };
    repository.write("buffer/buffer.go", "package buffer\n\nimport \"example.com/lib\"\n\nfunc New(n int) []byte { return make([]byte, lib.Size) }\n");
    for path in ["../lib".to_owned(), repository.folder.join("lib").display().to_string()] {
        size(64);
        replace(&path);
        repository.commit();
        repository.write("codec/new.go", "package codec\n");
        repository.measure("--baseline HEAD").ends(0);
        size(640);
        repository.measure("--baseline HEAD").ends(0).lacks("from the cache");
        repository.git("clean -q -f -d");
    }
}

#[test]
fn names_that_end_as_if_in_a_gomaxprocs_are_not_mistaken_for_others() {
    let Some(repository) = Repository::new() else { return };
    let processors = std::thread::available_parallelism().unwrap();
    let body = |bytes: usize| {
        format!(
            "package codec\n\nimport (\n\t\"fmt\"\n\t\"testing\"\n\t\"time\"\n)\n\nfunc BenchmarkPar(b *testing.B) {{\n\tfor _, n := range []int{{{processors}, 77}} {{\n\t\tb.Run(fmt.Sprintf(\"workers-%d\", n), func(b *testing.B) {{\n\t\t\tb.RunParallel(func(pb *testing.PB) {{\n\t\t\t\tfor pb.Next() {{\n\t\t\t\t\tif n == {processors} {{\n\t\t\t\t\t\t_ = append([]byte(nil), make([]byte, {bytes}*len(b.Name()))...)\n\t\t\t\t\t\ttime.Sleep(time.Millisecond)\n\t\t\t\t\t}}\n\t\t\t\t}}\n\t\t\t}})\n\t\t}})\n\t}}\n}}\n"
        )
    };
    repository.write("codec/par_test.go", &body(64));
    repository.commit();
    repository.write("codec/new.go", "package codec\n");
    repository.measure("--baseline HEAD").ends(0);
    repository.write("codec/par_test.go", &body(640));
    let said = repository.measure("--baseline HEAD");
    said.ends(1).holds(&format!("Par/workers-{processors} ")).lacks("only in the baseline");
}

#[test]
fn figures_of_another_time_count_only_where_they_are_those_of_now() {
    let Some(repository) = Repository::new() else { return };
    let body = |times: usize| {
        format!(
            "package codec\n\nimport (\n\t\"os\"\n\t\"strconv\"\n\t\"testing\"\n)\n\nfunc BenchmarkSize(b *testing.B) {{\n\tsize, err := strconv.Atoi(os.Getenv(\"SIZE\"))\n\tif err != nil {{\n\t\tb.Skip(\"no size\")\n\t}}\n\tfor i := 0; i < b.N; i++ {{\n\t\tsink = make([]byte, {times}*size)\n\t}}\n}}\n"
        )
    };
    let measure = |size: &str| {
        let mut run = repository.command("allocgate", &repository.root);
        run.args(["run", "--baseline", "HEAD"]).env("SIZE", size);
        super::repository::Said::of(&run.output().unwrap())
    };
    repository.write("codec/size_test.go", &body(1));
    repository.commit();
    repository.write("codec/new.go", "package codec\n");
    for before in ["640", ""] {
        fs::remove_dir_all(repository.folder.join("cache")).unwrap_or_default();
        repository.write("codec/size_test.go", &body(1));
        measure(before).ends(0);
        repository.write("codec/size_test.go", &body(5));
        measure("64").ends(1).holds("Size").holds("+400.00%");
    }
}

#[test]
fn a_baseline_that_is_saved_is_all_that_is_built_and_what_is_not_kept_is_said() {
    let Some(repository) = Repository::new() else { return };
    // Neither what is here nor its policy is looked at.
    repository.write("codec/codec.go", "package codec {\n");
    repository.write("allocgate.toml", "[run]\nprepare = \"exit 9\"\n");
    let said = repository.measure("--save-baseline");
    said.ends(0).holds("kept the baseline of 1 package\n").lacks("working tree");
    assert_eq!(repository.built(), 1);
    repository.git("checkout -q .");
    fs::remove_file(repository.root.join("allocgate.toml")).unwrap();
    repository.write(
        "buffer/buffer_test.go",
        "package buffer\n\nimport \"testing\"\n\nfunc BenchmarkX(b *testing.B) {\n\tpanic(1)\n}\n",
    );
    repository.commit();
    let said = repository.measure("--save-baseline");
    said.ends(3).holds("kept the baseline of 1 package\n").holds("not kept: that of 1 package, ");
}

#[test]
fn a_baseline_is_kept_with_as_many_samples_of_each_benchmark() {
    let Some(repository) = Repository::new() else { return };
    let other = |bytes: u32| {
        format!(
            "package codec\n\nimport \"testing\"\n\nfunc BenchmarkOther(b *testing.B) {{\n\t\
             for i := 0; i < b.N; i++ {{\n\t\tsink = make([]byte, {bytes})\n\t}}\n}}\n"
        )
    };
    repository.write("codec/other_test.go", &other(64));
    repository.commit();
    repository.write("codec/other_test.go", &other(640));
    repository.measure("--baseline HEAD").ends(1).holds("5 to 10 samples");
    let kept = kept(&repository);
    for name in ["BenchmarkEncode", "BenchmarkOther"] {
        assert_eq!(kept.lines().filter(|line| line.starts_with(name)).count(), 5, "{kept}");
    }
    repository.write("codec/other_test.go", &(other(64) + "\nvar fixed = true\n"));
    let said = repository.measure("--baseline HEAD");
    said.ends(0).holds("its baseline from the cache").lacks("results each");
}

#[test]
fn what_c_code_of_a_candidate_includes_is_no_part_of_its_baseline() {
    let Some(repository) = Repository::new() else { return };
    repository
        .write("native/native.go", "package native\n\n// #include \"../inc/n.h\"\nimport \"C\"\n");
    repository.write("inc/n.h", "// 1\n");
    repository.commit();
    repository.measure("--save-baseline ./codec").ends(0);
    repository.write("inc/n.h", "// 2\n");
    repository.write("codec/new.go", "package codec\n");
    repository.measure("--baseline HEAD ./codec").ends(0).holds("its baseline from the cache");
}
