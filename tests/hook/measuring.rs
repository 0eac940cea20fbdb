//! Which packages are measured, within which time, and by whose policy.

use super::repository::Repository;

const SLEEPER: &str = "package slow\n\nimport (\n\t\"testing\"\n\t\"time\"\n)\n\nfunc BenchmarkSleep(b *testing.B) {\n\ttime.Sleep(60 * time.Second)\n}\n";

#[test]
fn when_the_time_is_over_what_was_measured_is_judged_and_the_rest_is_named() {
    let Some(repository) = Repository::new() else { return };
    repository.write("slow/slow_test.go", SLEEPER);
    let base = repository.commit();
    repository.write("slow/other.go", "package slow\n");
    repository.write("codec/other.go", "package codec\n");
    let candidate = repository.commit();
    let update = format!("x {candidate} refs/heads/main {base}\n");
    let said = repository.hook("--budget=12s", &update);
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("not measured within 12s: example.com/m/slow").holds("PASS: 2 rows");
    // By then there is one side more to judge by; it is not worth more of the test's time.
    let said = repository.hook("--budget=0s --strict", &update);
    assert_eq!(said.code, Some(3), "{}", said.text);
    said.holds("nothing was measured within 0ns").holds("stopped by --strict").holds("--no-verify");
    assert_eq!(repository.hook("--budget=0s", &update).code, Some(0));
    assert!(repository.left().is_empty());
}

#[test]
fn a_regression_is_found_beside_what_is_not_measured() {
    let Some(repository) = Repository::new() else { return };
    repository.write("slow/slow_test.go", SLEEPER);
    let base = repository.commit();
    repository.write("slow/other.go", "package slow\n");
    repository.allocate("2");
    repository.write("codec/other.go", "package codec\n");
    let candidate = repository.commit();
    let said = repository.hook("--budget=12s", &format!("x {candidate} r {base}\n"));
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("not measured within").holds("FAIL: 1 regression");
}

#[test]
fn a_baseline_that_fails_is_nothing_to_compare_with_and_a_candidate_that_fails_can_not_be_judged() {
    let Some(repository) = Repository::new() else { return };
    let good = repository.git("rev-parse HEAD");
    repository.write("codec/broken.go", "package codec\n\nfunc broken( {\n");
    let broken = repository.commit();
    let said = repository.hook("", &format!("x {broken} refs/heads/main {good}\n"));
    assert_eq!(said.code, Some(3), "{}", said.text);
    said.holds("the candidate failed").holds("broken.go:3").holds("CAN'T JUDGE: ");
    // What is no file is not named as one, and advice names nothing that the hook doesn't know.
    said.holds("for the candidate: codec/broken.go:3:14: syntax error").holds("go vet ./...");
    assert!(!said.text.contains("which failed"), "{}", said.text);
    let said = repository.hook("", &format!("x {good} refs/heads/main {broken}\n"));
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("the baseline failed").holds("nothing to compare with: example.com/m/codec");
    let said = repository.hook("--strict", &format!("x {good} refs/heads/main {broken}\n"));
    assert_eq!(said.code, Some(3), "{}", said.text);
    said.holds("stopped by --strict, which asks for everything to be measured");
}

#[test]
fn benchmarks_that_are_new_are_judged_by_budgets_alone() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.git("rev-parse HEAD");
    let test = "package fresh\n\nimport \"testing\"\n\nvar sink []byte\n\n//allocgate:max B/op=32\nfunc BenchmarkFresh(b *testing.B) {\n\tfor i := 0; i < b.N; i++ {\n\t\tsink = make([]byte, 64)\n\t}\n}\n";
    repository.write("fresh/fresh_test.go", &test.replace("//allocgate:max B/op=32\n", ""));
    let candidate = repository.commit();
    let said = repository.hook("", &format!("x {candidate} refs/heads/main {base}\n"));
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("the remote has none of these benchmarks yet");
    repository.write("fresh/fresh_test.go", test);
    let candidate = repository.commit();
    let said = repository.hook("", &format!("x {candidate} refs/heads/main {base}\n"));
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("over budget");
}

#[test]
fn the_policy_of_the_remote_decides_and_what_else_it_is_about_is_no_matter() {
    let Some(repository) = Repository::new() else { return };
    let other = "[[budget]]\npackage = \"./other\"\nunit = \"B/op\"\nmax = 1\n[[rule]]\npackage = \"./other\"\nthreshold = \"1%\"\n";
    repository.write("allocgate.toml", &format!("threshold = \"5%\"\n{other}"));
    let base = repository.commit();
    repository.write("allocgate.toml", &format!("threshold = \"900%\"\n{other}"));
    repository.allocate("2");
    let candidate = repository.commit();
    let said = repository.hook("", &format!("x {candidate} refs/heads/main {base}\n"));
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds(&format!("{}:allocgate.toml", &base[..12]));
    assert!(!said.text.contains("./other"), "{}", said.text);
    // One that can't be read is misuse, and nothing is measured.
    repository.tests_run();
    repository.write("allocgate.toml", "threshold = 5\n");
    let broken = repository.commit();
    let said = repository.hook("", &format!("x {broken} refs/heads/main {base}\n"));
    assert_eq!((said.code, repository.tests_run()), (Some(2), 0), "{}", said.text);
    said.holds("error: the policy that is pushed is broken: ").holds("--no-verify");
}

#[test]
fn what_is_embedded_and_test_data_reach_benchmarks() {
    let Some(repository) = Repository::new() else { return };
    repository.write("buffer/size.txt", "64");
    repository.write(
        "buffer/size.go",
        "package buffer\n\nimport _ \"embed\"\n\n//go:embed size.txt\nvar Size string\n",
    );
    repository.write("codec/testdata/x", "1");
    let base = repository.commit();
    let pushed = |base: &str| {
        let candidate = repository.commit();
        let said = repository.hook("", &format!("x {candidate} refs/heads/main {base}\n"));
        (said.code, said.text.contains("[1/1] example.com/m/codec"), candidate)
    };
    repository.write("buffer/size.txt", "65");
    let (code, is_measured, next) = pushed(&base);
    assert_eq!((code, is_measured), (Some(0), true));
    repository.write("codec/testdata/x", "2");
    let (code, is_measured, next) = pushed(&next);
    assert_eq!((code, is_measured), (Some(0), true));
    // What is beside it is not embedded, and a dependency's tests are not what is built.
    repository.write("buffer/README.txt", "64");
    repository.write("buffer/buffer_test.go", "package buffer\n");
    let (code, is_measured, _) = pushed(&next);
    assert_eq!((code, is_measured), (Some(0), false));
}

#[test]
fn modules_and_a_workspace_are_those_of_the_commit() {
    let Some(repository) = Repository::new() else { return };
    repository.write("tools/go.mod", "module example.com/tools\n\ngo 1.21\n");
    let test = "package tools\n\nimport (\n\t\"testing\"\n\n\t\"example.com/m/buffer\"\n)\n\nvar sink []byte\n\nfunc BenchmarkTool(b *testing.B) {\n\tfor i := 0; i < b.N; i++ {\n\t\tsink = buffer.New(64)\n\t}\n}\n";
    repository.write("tools/x/x_test.go", test);
    repository.write("go.work", "go 1.21\n\nuse (\n\t.\n\t./tools\n)\n");
    let base = repository.commit();
    repository.allocate("2");
    let candidate = repository.commit();
    let said = repository.hook("", &format!("x {candidate} refs/heads/main {base}\n"));
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("[2/2]").holds("FAIL: 2 regressions in 4 rows").holds("example.com/tools/x");
}

#[test]
fn a_baseline_that_panics_leaves_the_candidate_to_its_budgets() {
    let Some(repository) = Repository::new() else { return };
    let test = |head: &str, operation: &str| {
        format!(
            "package odd\n\nimport \"testing\"\n\nvar sink []byte\n\n{head}func BenchmarkOdd(b *testing.B) {{\n\t\
             for i := 0; i < b.N; i++ {{\n\t\t{operation}\n\t}}\n}}\n"
        )
    };
    repository.write("odd/odd_test.go", &test("", "panic(\"odd\")"));
    let broken = repository.commit();
    let makes = "sink = make([]byte, 64)";
    repository.write("odd/odd_test.go", &test("//allocgate:max B/op=32\n", makes));
    let over = repository.commit();
    let said = repository.hook("", &format!("x {over} refs/heads/main {broken}\n"));
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("the baseline failed").holds("over budget");
    repository.write("odd/odd_test.go", &test("//allocgate:max B/op=64\n", makes));
    let within = repository.commit();
    let said = repository.hook("", &format!("x {within} refs/heads/main {broken}\n"));
    assert_eq!(said.code, Some(0), "{}", said.text);
}

#[test]
fn what_a_command_makes_is_made_before_a_push_is_measured() {
    let Some(repository) = Repository::new() else { return };
    repository.write(".gitignore", "codec/size.go\n");
    repository.write("allocgate.toml", "[run]\nprepare = \"sh generate.sh\"\n");
    let script = |bytes: u32| {
        format!("printf 'package codec\\n\\nconst size = {bytes}\\n' > codec/size.go\n")
    };
    repository.write("generate.sh", &script(64));
    repository.write(
        "codec/codec.go",
        "package codec\n\nfunc Encode() []byte { return make([]byte, size) }\n",
    );
    let base = repository.commit();
    repository.write("codec/doc.go", "package codec\n");
    let same = repository.commit();
    let said = repository.hook("", &format!("x {same} refs/heads/main {base}\n"));
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("PASS: ");
    repository.write("generate.sh", &script(640));
    repository.write("codec/doc.go", "// Package codec encodes.\npackage codec\n");
    let candidate = repository.commit();
    let said = repository.hook("", &format!("x {candidate} refs/heads/main {base}\n"));
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("FAIL: ");
}
