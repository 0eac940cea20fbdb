//! What must not get past the hook: changes that reach a benchmark by a way of their own, and environments
//! in which results would not be seen.

use super::repository::{BUFFER, Repository, Said};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

/// A push of main with variables set.
fn push(repository: &Repository, variables: &[(&str, &str)]) -> Said {
    push_from(repository, &repository.root, variables)
}

fn push_from(repository: &Repository, directory: &Path, variables: &[(&str, &str)]) -> Said {
    let mut push = repository.command("git", directory);
    push.args(["push", "origin", "main"]).envs(variables.iter().copied());
    Said::of(&push.output().unwrap())
}

/// The hook itself, without the remote's name, with what git would say on standard input.
fn hook(repository: &Repository, variables: &[(&str, &str)], stdin: &str) -> Said {
    let file = repository.folder.join("stdin");
    fs::write(&file, stdin).unwrap();
    let mut hook = repository.command("allocgate", &repository.root);
    hook.args(["hook", "pre-push", "--count=5"]).envs(variables.iter().copied());
    Said::of(&hook.stdin(fs::File::open(file).unwrap()).output().unwrap())
}

/// Holds that a push is stopped for one regression.
#[track_caller]
fn stops(repository: &Repository, variables: &[(&str, &str)]) -> Said {
    let before = repository.remote("main");
    let said = push(repository, variables);
    assert_eq!(said.code, Some(1), "{variables:?}: {}", said.text);
    said.holds("FAIL: 1 regression in 2 rows");
    assert_eq!(repository.remote("main"), before);
    said
}

/// With a link in the repository, whose target is from where the link is.
fn link(repository: &Repository, path: &str, target: &str) {
    let path = repository.root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    symlink(target, path).unwrap();
}

/// Commits, and gives that to the remote without asking.
fn publish(repository: &Repository) {
    repository.commit();
    repository.git("push -q --no-verify origin main");
}

#[test]
fn flags_of_the_environment_do_not_hide_results() {
    let Some(repository) = Repository::with_flags("--strict") else { return };
    repository.allocate("2");
    repository.commit();
    for flags in [
        "-mod=mod -json",
        "--json",
        "-c -o=/dev/null",
        "-n",
        "-list=.",
        "-test.bench=None -skip=.",
        "'-run=a b' -failfast",
    ] {
        stops(&repository, &[("GOFLAGS", flags)]);
    }
    // Go's own file says so as well, but not where the environment does.
    let file = repository.folder.join("goenv");
    fs::write(&file, "GOFLAGS=-json -c\n").unwrap();
    stops(&repository, &[("GOENV", file.to_str().unwrap()), ("GOFLAGS", "")]);
}

#[test]
fn flags_of_the_build_are_those_of_the_user() {
    let Some(repository) = Repository::new() else { return };
    repository.write("buffer/buffer.go", &format!("//go:build !big\n\n{BUFFER}"));
    let big = BUFFER.replace("byte, n", "byte, 4*n");
    repository.write("buffer/big.go", &format!("//go:build big\n\n{big}"));
    publish(&repository);
    repository.write("buffer/big.go", &format!("//go:build big\n\n{BUFFER}"));
    repository.commit();
    let said = push(&repository, &[("GOFLAGS", "-json -tags=big")]);
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("-75.00%");
}

#[test]
fn benchmarks_that_print_no_result_are_named_and_not_measured() {
    let Some(repository) = Repository::with_flags("--strict") else { return };
    let main = "package codec\n\nimport (\n\t\"os\"\n\t\"testing\"\n)\n\nfunc TestMain(m *testing.M) {\n\tif os.Getenv(\"DATABASE\") != \"\" {\n\t\tos.Exit(m.Run())\n\t}\n}\n";
    repository.write("codec/main_test.go", main);
    repository.allocate("2");
    let candidate = repository.commit();
    let said = push(&repository, &[]);
    assert_eq!(said.code, Some(1), "{}", said.text);
    let named = "not measured, printed no result: example.com/m/codec";
    said.holds(named).holds("stopped by --strict");
    repository.git("push -q --no-verify origin main");
    // Nor where the remote's print none either; without --strict that is no reason to stop.
    repository.allocate("3");
    let next = repository.commit();
    let said = repository.pushes("", &next, &candidate);
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds(named);
    assert_eq!(repository.pushes("--strict", &next, &candidate).code, Some(3));
    // What is not asked for, or not built, is not missed.
    let said = repository.pushes("--strict --bench=Decode/x", &next, &candidate);
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("no benchmark is reached");
    let test = fs::read_to_string(repository.root.join("codec/codec_test.go")).unwrap();
    repository.write("codec/codec_test.go", &format!("//go:build bench\n\n{test}"));
    publish(&repository);
    repository.allocate("4");
    repository.commit();
    let said = push(&repository, &[]);
    assert_eq!(said.code, Some(0), "{}", said.text);
    let said = {
        repository.allocate("5");
        repository.commit();
        push(&repository, &[("GOFLAGS", "-tags=bench"), ("DATABASE", "x")])
    };
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("+25.00%");
}

#[test]
fn what_a_link_leads_to_is_a_source_where_the_link_is() {
    let Some(repository) = Repository::new() else { return };
    fs::remove_dir_all(repository.root.join("buffer")).unwrap();
    // Neither directory is one that a package is built from by its own name.
    repository.write("shared/buffer.go", BUFFER);
    link(&repository, "buffer/buffer.go", "../shared/buffer.go");
    publish(&repository);
    let twice = BUFFER.replace("byte, n", "byte, 2*n");
    repository.write("shared/buffer.go", &twice);
    repository.commit();
    stops(&repository, &[]);
    repository.git("push -q --no-verify origin main");
    // By another name, a directory, and a link to a link.
    repository.git("rm -q -r buffer shared");
    repository.write("texts/one/buffer.txt", BUFFER);
    link(&repository, "texts/two", "one");
    link(&repository, "lib/buffer.go", "../texts/two/buffer.txt");
    link(&repository, "buffer", "lib");
    publish(&repository);
    repository.write("texts/one/buffer.txt", &twice);
    repository.commit();
    stops(&repository, &[]);
    // What no source is linked to is nobody's matter.
    repository.git("push -q --no-verify origin main");
    link(&repository, "docs/README", "../README.md");
    repository.write("README.md", "x");
    publish(&repository);
    repository.write("README.md", "y");
    repository.commit();
    let said = repository.run("git", "push --quiet origin main");
    assert_eq!((said.code, &*said.text), (Some(0), ""));
}

#[test]
fn test_data_may_be_linked_to() {
    let Some(repository) = Repository::new() else { return };
    repository.write("data/size", "64");
    link(&repository, "codec/testdata", "../data");
    let test = "package codec\n\nimport (\n\t\"os\"\n\t\"strconv\"\n\t\"testing\"\n)\n\nvar sink []byte\n\nfunc BenchmarkEncode(b *testing.B) {\n\ttext, _ := os.ReadFile(\"testdata/size\")\n\tsize, _ := strconv.Atoi(string(text))\n\tb.ResetTimer()\n\tfor i := 0; i < b.N; i++ {\n\t\tsink = make([]byte, size)\n\t}\n}\n";
    repository.write("codec/codec_test.go", test);
    publish(&repository);
    repository.write("data/size", "128");
    repository.commit();
    stops(&repository, &[]);
}

#[test]
fn headers_that_c_code_includes_from_elsewhere_are_part_of_it() {
    let Some(repository) = Repository::new() else { return };
    let has_compiler = repository.run("go", "env CGO_ENABLED").text.trim() == "1";
    if !has_compiler && super::tools::missing::<()>("no C compiler for cgo").is_none() {
        return;
    }
    repository.write("inc/n.h", "#define TIMES 1\n");
    let cgo = "package buffer\n\n// #include \"../inc/n.h\"\nimport \"C\"\n\nfunc New(n int) []byte { return make([]byte, C.TIMES*n) }\n";
    repository.write("buffer/buffer.go", cgo);
    repository.write(
        "pure/pure_test.go",
        "package pure\n\nimport \"testing\"\n\nfunc BenchmarkPure(b *testing.B) {}\n",
    );
    publish(&repository);
    repository.write("inc/n.h", "#define TIMES 2\n");
    repository.commit();
    let said = stops(&repository, &[]);
    said.holds("[1/1] example.com/m/codec");
}

#[test]
fn budgets_hold_where_the_baseline_is_broken() {
    let Some(repository) = Repository::new() else { return };
    let test = fs::read_to_string(repository.root.join("codec/codec_test.go")).unwrap();
    let limited = test.replace("func Bench", "//allocgate:max B/op=100\nfunc Bench");
    repository.write("codec/codec_test.go", &limited);
    repository.write("codec/broken.go", "package codec\n\nfunc broken( {\n");
    publish(&repository);
    repository.write("codec/broken.go", "package codec\n");
    repository.allocate("2");
    repository.commit();
    let said = push(&repository, &[]);
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("nothing to compare with: example.com/m/codec");
    said.holds("budgets hold without a baseline").holds("over budget");
    // The push that mends it within them goes on.
    repository.allocate("1");
    repository.commit();
    let said = push(&repository, &[]);
    assert_eq!(said.code, Some(0), "{}", said.text);
}

#[test]
fn budgets_are_judged_where_no_rule_is_about_what_was_measured() {
    let Some(repository) = Repository::new() else { return };
    let budget = "[[budget]]\nbenchmark = \"Encode\"\nunit = \"B/op\"\nmax = 100\n";
    let policy = "units = [\"req/op\"]\n";
    repository.write("allocgate.toml", &format!("{policy}{budget}"));
    publish(&repository);
    repository.allocate("2");
    repository.commit();
    let said = push(&repository, &[]);
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("over budget");
    repository.allocate("1");
    repository.write("codec/other.go", "package codec\n");
    repository.commit();
    let said = push(&repository, &[]);
    assert_eq!(said.code, Some(0), "{}", said.text);
    // Without any that are about it, there is nothing that could be judged.
    for (budget, times) in [("", "2"), (&*budget.replace("Encode", "Decode"), "3")] {
        repository.write("allocgate.toml", &format!("{policy}{budget}"));
        publish(&repository);
        let base = repository.remote("main");
        repository.allocate(times);
        let candidate = repository.commit();
        let said = repository.pushes("--strict", &candidate, &base);
        assert_eq!(said.code, Some(3), "{}", said.text);
        said.holds("no benchmark has a unit that the policy judges");
        for flags in ["", "--allow-missing=false"] {
            assert_eq!(repository.pushes(flags, &candidate, &base).code, Some(0));
        }
    }
    // A candidate that fails is still none that passes.
    let base = repository.remote("main");
    repository.write("codec/broken.go", "package codec\n\nfunc broken( {\n");
    let candidate = repository.commit();
    assert_eq!(repository.pushes("", &candidate, &base).code, Some(3));
}

#[test]
fn variables_of_pre_commit_do_not_switch_off_a_hook_of_git() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.git("rev-parse HEAD");
    repository.allocate("2");
    let candidate = repository.commit();
    stops(&repository, &[("PRE_COMMIT", "1")]);
    stops(&repository, &[("PRE_COMMIT", "1"), ("PRE_COMMIT_TO_REF", &base)]);
    // Without the remote's name, too.
    let hook = |variables: &[(&str, &str)], stdin: &str| hook(&repository, variables, stdin);
    let update = format!("x {candidate} refs/heads/main {base}\n");
    let said = hook(&[("PRE_COMMIT", "1")], &update);
    assert_eq!(said.code, Some(1), "{}", said.text);
    // A deletion is all that is pushed here.
    let deletion = format!("(delete) {} refs/heads/main {base}\n", "0".repeat(40));
    let said = hook(&[("PRE_COMMIT", "1"), ("PRE_COMMIT_TO_REF", &candidate)], &deletion);
    assert_eq!((said.code, &*said.text), (Some(0), ""));
    let said = hook(&[("PRE_COMMIT", "1")], "");
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("pre-commit names no commits: nothing is measured");
    let refs =
        [("PRE_COMMIT", "1"), ("PRE_COMMIT_FROM_REF", &*base), ("PRE_COMMIT_TO_REF", &*candidate)];
    assert_eq!(hook(&refs, "").code, Some(1));
}

#[test]
fn a_push_from_a_bare_repository_goes_on_and_says_that_nothing_is_measured() {
    let Some(repository) = Repository::new() else { return };
    repository.allocate("2");
    let candidate = repository.commit();
    repository.git("clone -q --bare . ../bare.git");
    let bare = repository.folder.join("bare.git");
    repository.run_in(&bare, "git", "remote set-url origin ../remote.git");
    let own = fs::read_to_string(repository.root.join(".git/hooks/pre-push")).unwrap();
    repository.program(&bare.join("hooks/pre-push"), &own.replace("--count=5", "--strict"));
    let said = push_from(&repository, &bare, &[]);
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("a bare repository: nothing is measured").holds("stopped by --strict");
    repository.program(&bare.join("hooks/pre-push"), &own);
    let said = push_from(&repository, &bare, &[]);
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("a bare repository: nothing is measured");
    assert_eq!((repository.remote("main"), repository.tests_run()), (candidate, 0));
}

#[test]
fn a_repository_that_looks_like_a_bare_one_is_measured() {
    let Some(repository) = Repository::new() else { return };
    // What is committed is not what git takes its configuration from.
    repository.git("init -q --bare ../other.git");
    for name in ["HEAD", "config"] {
        fs::copy(repository.folder.join("other.git").join(name), repository.root.join(name))
            .unwrap();
    }
    repository.write("objects/x", "");
    repository.write("refs/x", "");
    repository.allocate("2");
    repository.commit();
    stops(&repository, &[]);
}

#[test]
fn traces_of_git_are_no_answers() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.git("rev-parse HEAD");
    repository.allocate("2");
    let candidate = repository.commit();
    // Git doesn't understand its own programs then, such as what receives a push.
    for name in ["GIT_TRACE", "GIT_TRACE_SETUP", "GIT_TRACE2", "GIT_TRACE2_EVENT"] {
        let update = format!("x {candidate} refs/heads/main {base}\n");
        let said = hook(&repository, &[(name, "/dev/stdout")], &update);
        assert_eq!(said.code, Some(1), "{name}: {}", said.text);
        said.holds("FAIL: 1 regression in 2 rows");
    }
    stops(&repository, &[("GIT_TRACE", "1"), ("GIT_CURL_VERBOSE", "1")]);
}
