//! Whose policy decides, in real repositories; and what rewrites a policy's files.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use support::program::Program;
use support::words::words;
use tempfile::TempDir;

/// A repository with a baseline's commit, tagged so.
struct Repository(TempDir);

const FILE: &str = "package codec\n\nimport \"testing\"\n\n//allocgate:max allocs/op=3\nfunc BenchmarkEncode(b *testing.B) {\n}\n";

impl Repository {
    /// With a budget of three allocations for Encode, in a directive, and a threshold of 5 %.
    fn new() -> Option<Repository> {
        support::tools::program("git", "--version")?;
        let repository = Repository(tempfile::tempdir().unwrap());
        repository.write("go.mod", "module example.com/m\n");
        repository.write("codec/codec_test.go", FILE);
        repository.write("allocgate.toml", "threshold = \"5%\"\n");
        repository.write("baseline.txt", &capture(96, 3, 5));
        repository.git("init -q");
        repository.git("add allocgate.toml codec go.mod");
        repository.git("-c user.name=a -c user.email=a@example.com commit -qm baseline");
        repository.git("tag base");
        Some(repository)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    fn git(&self, arguments: &str) {
        let mut git = Command::new("git");
        git.args(words(arguments)).current_dir(self.path());
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"].iter().for_each(|name| {
            git.env_remove(name);
        });
        assert!(git.status().unwrap().success(), "git {arguments}");
    }

    /// The exit code, and both outputs.
    fn run(&self, arguments: &str) -> (i32, String) {
        self.run_in("", arguments)
    }

    fn run_in(&self, directory: &str, arguments: &str) -> (i32, String) {
        let directory = self.path().join(directory);
        let outcome = Program::allocgate().run(&words(arguments), &directory, Stdio::null());
        let text = [outcome.stdout, outcome.stderr].concat();
        (outcome.exit, String::from_utf8(text).unwrap())
    }
}

/// Six results each of two benchmarks; the times differ from seed to seed.
fn capture(bytes: u32, allocs: u32, seed: u32) -> String {
    let line = |name: &str, i: u32, bytes: u32, allocs: u32| {
        format!("Benchmark{name}-8\t1000\t{seed}{i}.{i} ns/op\t{bytes} B/op\t{allocs} allocs/op\n")
    };
    let encode: String = (0..6).map(|i| line("Encode", i, bytes, allocs)).collect();
    let decode: String = (0..6).map(|i| line("Decode", i, 2048, 11)).collect();
    format!("pkg: example.com/m/codec\n{encode}{decode}PASS\nok  \texample.com/m/codec\t1.0s\n")
}

const CHECK: &str = "check baseline.txt candidate.txt --policy-from base --today 2026-11-24";

#[test]
fn a_change_that_raises_its_own_budget_fails_by_that_of_the_revision() {
    let Some(repository) = Repository::new() else { return };
    repository.write("candidate.txt", &capture(96, 4, 6));
    repository.write("codec/codec_test.go", &FILE.replace("=3", "=9"));
    repository.write("allocgate.toml", "threshold = \"1000%\"\nmode = \"report\"\n");
    let (exit, text) = repository.run(CHECK);
    assert_eq!(exit, 1, "{text}");
    assert!(text.contains("directive at base:codec/codec_test.go:5"), "{text}");
    assert!(text.contains("the 5% that base:allocgate.toml:1 allows"), "{text}");
    assert!(
        text.contains("max of example.com/m/codec Encode allocs/op: 3 → 9, less strict"),
        "{text}"
    );
    assert!(text.contains("mode: enforce → report, less strict"), "{text}");
    // Without the revision's policy, the change decides on itself.
    let (exit, text) = repository.run("check baseline.txt candidate.txt --source .");
    assert_eq!(exit, 0, "{text}");
}

#[test]
fn a_change_lands_what_it_means_by_a_waiver_that_is_said_first() {
    let Some(repository) = Repository::new() else { return };
    repository.write("candidate.txt", &capture(96, 4, 6));
    let waiver = "threshold = \"5%\"\n[[waiver]]\npackage = \"./codec\"\nbenchmark = \"Encode\"\nunit = \"allocs/op\"\nmax = 4\nexpires = 2026-12-01\nlink = \"https://example.com/1\"\nreason = \"a pool comes next\"\n";
    repository.write("allocgate.toml", waiver);
    let (exit, text) = repository.run(CHECK);
    assert_eq!(exit, 0, "{text}");
    assert!(
        text.starts_with("PASS: ")
            && text.lines().next().unwrap().contains("accepted by this change"),
        "{text}"
    );
    let accepted = "example.com/m/codec.Encode-8 allocs/op: 3 → 4, up to 4 until 2026-12-01: a pool comes next";
    let shown = text.replace("pkg: example.com/m/codec\n", "");
    assert!(shown.contains(accepted.trim_start_matches("example.com/m/codec.")), "{text}");
    let (exit, text) = repository.run(&CHECK.replace("2026-11-24", "2026-12-02"));
    assert_eq!(exit, 1, "{text}");
}

#[test]
fn a_tightened_directive_counts() {
    let Some(repository) = Repository::new() else { return };
    repository.write("candidate.txt", &capture(96, 3, 6));
    assert_eq!(repository.run(CHECK).0, 0);
    repository.write("codec/codec_test.go", &FILE.replace("=3", "=2"));
    let (exit, text) = repository.run(CHECK);
    assert_eq!(exit, 1, "{text}");
    assert!(
        text.contains("past the 2 allocs/op of the directive at codec/codec_test.go:5"),
        "{text}"
    );
    assert!(text.contains("3 → 2, stricter: it counts"), "{text}");
}

#[test]
fn a_renamed_benchmark_is_removed_added_and_not_measured() {
    let Some(repository) = Repository::new() else { return };
    repository.write("candidate.txt", &capture(96, 3, 6).replace("Encode", "Encode2"));
    repository.write("codec/codec_test.go", &FILE.replace("Encode", "Encode2"));
    let (exit, text) = repository.run(CHECK);
    assert_eq!(exit, 0, "{text}");
    for part in ["2 rows only in the baseline", "1 budget not measured", "removed (1", "added (1"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Who wants it to fail says so.
    repository.write("allocgate.toml", "threshold = \"5%\"\n[[rule]]\nmissing = \"fail\"\n");
    assert_eq!(repository.run(CHECK).0, 1);
}

#[test]
fn a_deleted_policy_and_deleted_directives_have_no_effect() {
    let Some(repository) = Repository::new() else { return };
    repository.write("candidate.txt", &capture(96, 4, 6));
    fs::remove_file(repository.path().join("allocgate.toml")).unwrap();
    fs::remove_file(repository.path().join("codec/codec_test.go")).unwrap();
    let (exit, text) = repository.run(CHECK);
    assert_eq!(exit, 1, "{text}");
    assert!(text.contains("the 5% that base:allocgate.toml:1 allows"), "{text}");
    assert!(text.contains("directive at base:codec/codec_test.go:5"), "{text}");
    assert!(text.contains("policy file: base:allocgate.toml → none"), "{text}");
}

#[test]
fn a_checkout_of_the_baseline_serves_as_well_as_its_revision() {
    let Some(repository) = Repository::new() else { return };
    repository.write("candidate.txt", &capture(96, 4, 6));
    repository.git("worktree add -q ../base-of-it base");
    let directory = repository.path().parent().unwrap().join("base-of-it");
    repository.write("codec/codec_test.go", &FILE.replace("=3", "=9"));
    let from = format!("--policy-from {}", directory.display());
    let outcome =
        repository.run(&format!("{} --source .", CHECK.replace("--policy-from base", &from)));
    repository.git("worktree remove --force ../base-of-it");
    let (exit, text) = outcome;
    assert_eq!(exit, 1, "{text}");
    assert!(text.contains("3 → 9, less strict"), "{text}");
}

#[test]
fn a_directory_of_the_change_that_is_called_as_the_branch_is_no_policy() {
    let Some(repository) = Repository::new() else { return };
    repository.write("candidate.txt", &capture(96, 4, 6));
    repository.write("base/allocgate.toml", "mode = \"report\"\nthreshold = \"1000%\"\n");
    let (exit, text) = repository.run(CHECK);
    assert_eq!(exit, 1, "{text}");
    let (exit, text) = repository.run(&CHECK.replace("from base", "from ./base"));
    assert_eq!((exit, text.contains("mode: report → enforce")), (1, true), "{text}");
}

#[test]
fn a_policy_is_found_from_below_and_its_patterns_are_its_own() {
    let Some(repository) = Repository::new() else { return };
    repository.write("allocgate.toml", "[[rule]]\npackage = \"./codec/...\"\nlevel = \"ignore\"\n");
    repository.write("codec/candidate.txt", &capture(96, 4, 6));
    repository.write("codec/baseline.txt", &capture(96, 3, 5));
    let (exit, text) = repository.run_in("codec", "check baseline.txt candidate.txt");
    assert_eq!(exit, 0, "{text}");
    assert!(text.contains("4 rows ignored"), "{text}");
    let (exit, text) = repository.run_in("codec", &CHECK.replace("--today", "--source . --today"));
    assert_eq!(exit, 1, "{text}");
    assert!(text.contains("base:allocgate.toml:1"), "{text}");
}

#[test]
fn revisions_that_are_none_and_hostile_ones_are_refused() {
    let Some(repository) = Repository::new() else { return };
    repository.write("candidate.txt", &capture(96, 3, 6));
    for revision in ["gone", "--output=x", "base:codec", "$(touch x)", "''"] {
        let (exit, text) = repository.run(
            &CHECK.replace("from base", &format!("from={revision}")).replace("from=", "from "),
        );
        assert_eq!(exit, 2, "{revision}: {text}");
    }
    assert!(!repository.path().join("x").exists());
}

#[test]
fn a_broken_policy_of_the_revision_is_told_with_its_place() {
    let Some(repository) = Repository::new() else { return };
    repository.write("candidate.txt", &capture(96, 3, 6));
    repository.write("allocgate.toml", "thresold = \"5%\"\n");
    repository.git("-c user.name=a -c user.email=a@example.com commit -qam broken");
    repository.git("tag broken");
    let (exit, text) = repository.run(&CHECK.replace("from base", "from broken"));
    assert_eq!(exit, 2, "{text}");
    repository.write("allocgate.toml", "");
    let (exit, text) = repository.run(&CHECK.replace("from base", "from broken"));
    assert_eq!((exit, text.contains("broken:allocgate.toml:1: unknown key")), (2, true), "{text}");
}

#[test]
fn budgets_are_only_lowered_unless_raising_is_asked_for() {
    let Some(repository) = Repository::new() else { return };
    repository.write("capture.txt", &capture(96, 4, 6));
    let file = "# ours\n[[budget]] # of bytes\nunit = \"B/op\"\nbenchmark = \"Decode\"\nmax = 4000 # for now\n\n[[budget]]\nunit = \"allocs/op\"\nbenchmark = \"Decode\"\nmax = 10\n";
    repository.write("allocgate.toml", file);
    let left = "allocgate.toml:7: allocs/op 10, measured 11: --raise would raise it\n\
        codec/codec_test.go:5: allocs/op 3, measured 4: --raise would raise it\n";
    let (exit, text) = repository.run("budget capture.txt --update --source .");
    assert_eq!((exit, text), (0, "allocgate.toml:2: B/op 4000 → 2048\n".to_owned() + left));
    assert_eq!(repository.read("allocgate.toml"), file.replace("4000", "2048"));
    assert_eq!(repository.read("codec/codec_test.go"), FILE);
    let (exit, text) = repository.run("budget capture.txt --update --source .");
    assert_eq!((exit, text), (0, "no budget changed\n".to_owned() + left));
    let (exit, text) = repository.run("budget capture.txt --update --raise --source .");
    let raised = "allocgate.toml:7: allocs/op 10 → 11\ncodec/codec_test.go:5: allocs/op 3 → 4\n";
    assert_eq!((exit, &*text), (0, raised));
    assert_eq!(repository.read("codec/codec_test.go"), FILE.replace("=3", "=4"));
    let (exit, text) = repository.run("check capture.txt --source .");
    assert_eq!(exit, 0, "{text}");
}

#[test]
fn nothing_is_written_from_a_capture_that_was_cut() {
    let Some(repository) = Repository::new() else { return };
    repository.write("allocgate.toml", "[[budget]]\nunit = \"allocs/op\"\nmax = 100\n");
    let cut = format!(
        "goos: linux\n{}",
        capture(96, 4, 6).replace("PASS\nok  \texample.com/m/codec\t1.0s\n", "")
    );
    repository.write("capture.txt", &cut);
    let (exit, text) = repository.run("budget capture.txt --update");
    assert_eq!(exit, 3, "{text}");
    assert!(repository.read("allocgate.toml").contains("max = 100"));
}

#[test]
fn budgets_that_were_written_are_met_by_what_they_were_written_from() {
    let Some(repository) = Repository::new() else { return };
    repository.write("capture.txt", &capture(96, 0, 6));
    let (exit, text) = repository.run("budget capture.txt --unit allocs/op");
    assert_eq!(exit, 0);
    repository.write("allocgate.toml", &text);
    let (exit, text) = repository.run("check capture.txt");
    assert_eq!(exit, 0, "{text}");
    assert!(text.contains("3 rows within budget"), "{text}");
}

#[test]
fn init_writes_a_policy_once_and_names_where_owners_are_written_down() {
    let Some(repository) = Repository::new() else { return };
    assert_eq!(repository.run("init").0, 2);
    assert_eq!(repository.read("allocgate.toml"), "threshold = \"5%\"\n");
    // One in a directory below would hide it.
    assert_eq!(repository.run_in("codec", "init").0, 2);
    fs::remove_file(repository.path().join("allocgate.toml")).unwrap();
    repository.write("docs/CODEOWNERS", "* @us\n");
    let (exit, text) = repository.run_in("codec", "init");
    assert_eq!(exit, 0, "{text}");
    assert!(text.contains("docs/CODEOWNERS:\n    /codec/allocgate.toml @your-team"), "{text}");
    assert_eq!(repository.run_in("codec", "config").0, 0);
}

#[test]
fn what_config_prints_says_the_same() {
    let Some(repository) = Repository::new() else { return };
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/cases/config-every-key");
    let own = fs::read_to_string(case.join("allocgate.toml")).unwrap();
    let more = "[[rule]]\npackage = \"./codec\"\nthreshold = \"3%\"\n[[rule]]\npackage = \"./codec\"\nunit = \"B/op\"\nthreshold = \"+3\"\n";
    repository.write("allocgate.toml", &(own + more));
    let values = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.split("  #").next().unwrap().trim_end().to_owned()).collect()
    };
    let (exit, first) = repository.run("config --today 2026-11-24");
    assert_eq!(exit, 0, "{first}");
    repository.write("allocgate.toml", &first);
    let (exit, second) = repository.run("config --today 2026-11-24");
    assert_eq!((exit, values(&second)), (0, values(&first)));
}

#[test]
fn a_change_that_is_only_less_strict_changes_no_verdict() {
    let Some(repository) = Repository::new() else { return };
    let verdict = |text: &str| text.lines().next().unwrap().to_owned();
    // The last is past the threshold, and its samples overlap too much to establish it.
    let overlapping = capture(140, 3, 6).replacen("\t140 B/op", "\t96 B/op", 2);
    let made = [(96, 3), (100, 3), (96, 4), (140, 3)].map(|(b, a)| capture(b, a, 6));
    for candidate in made.iter().chain([&overlapping]) {
        repository.write("candidate.txt", candidate);
        repository.write("allocgate.toml", "threshold = \"5%\"\n");
        let before = repository.run(CHECK);
        for looser in [
            "alpha = 0.0001\n",
            "threshold = \"1000%\"\n",
            "mode = \"report\"\n",
            "correction = \"holm\"\n",
            "[on-cannot-judge]\ntoo-few-samples = \"warn\"\nmissing = \"warn\"\n",
            "[[rule]]\nlevel = \"ignore\"\n",
            "[[rule]]\nbenchmark = \"Encode\"\nlevel = \"warn\"\nmissing = \"ignore\"\n",
            "[[rule]]\nunit = \"ns/op\"\nlevel = \"ignore\"\n",
            "[[rule]]\nunit = \"ns/op\"\nthreshold = \"1000%\"\nalpha = 0.9\n",
            "[[budget]]\nbenchmark = \"Encode\"\nunit = \"allocs/op\"\nmax = 999\n",
        ] {
            let threshold =
                if looser.contains("threshold = \"1000") { "" } else { "threshold = \"5%\"\n" };
            let own = if looser.starts_with('[') {
                format!("{threshold}{looser}")
            } else {
                format!("{looser}{threshold}")
            };
            repository.write("allocgate.toml", &own);
            let (exit, text) = repository.run(CHECK);
            assert_eq!(exit, before.0, "{looser}: {text}");
            let tells = |text: &str| text.contains("inconclusive");
            assert_eq!(tells(&text), tells(&before.1), "{looser}: {text}");
            let [now, then] = [&text, &before.1].map(|text| verdict(text));
            let words =
                |line: &str| line.split(';').next().unwrap().replace(" in 6 rows", " in 4 rows");
            assert_eq!(
                words(&now).replace("6 rows", "4 rows").replace("5 rows", "4 rows"),
                words(&then),
                "{looser}"
            );
        }
    }
}

#[test]
fn rules_of_the_change_dilute_no_count() {
    let Some(repository) = Repository::new() else { return };
    let three = |text: String| text.replace("\t96 B/op", "\t2.5 MB/s\t96 B/op");
    let few = |text: String| {
        let mut seen = 0;
        let keep = |line: &&str| {
            seen += usize::from(line.starts_with("BenchmarkEncode"));
            !line.starts_with("BenchmarkDecode")
                && (!line.starts_with("BenchmarkEncode") || seen <= 4)
        };
        text.lines().filter(keep).map(|line| format!("{line}\n")).collect::<String>()
    };
    repository.write("baseline.txt", &few(three(capture(96, 3, 5))));
    repository.write("candidate.txt", &few(three(capture(96, 3, 6))));
    assert_eq!(repository.run(CHECK).0, 3, "four samples are too few");
    let own =
        "threshold = \"5%\"\n[[rule]]\nunit = \"ns/op\"\nalpha = 0.9\nthreshold = \"1000%\"\n";
    repository.write("allocgate.toml", own);
    let (exit, text) = repository.run(CHECK);
    assert_eq!(exit, 3, "{text}");
}

#[cfg(unix)]
#[test]
fn links_of_the_revision_are_followed_and_those_of_the_change_are_not() {
    use std::os::unix::fs::symlink;
    let Some(repository) = Repository::new() else { return };
    let commit = "-c user.name=a -c user.email=a@example.com commit -qam links";
    // The baseline's policy is a link; the change puts a file in its place.
    repository.write("ci/gate.toml", "threshold = \"0%\"\n");
    fs::remove_file(repository.path().join("allocgate.toml")).unwrap();
    symlink("ci/gate.toml", repository.path().join("allocgate.toml")).unwrap();
    repository.git("add ci allocgate.toml");
    repository.git(commit);
    repository.git("tag -f base");
    fs::remove_file(repository.path().join("allocgate.toml")).unwrap();
    repository.write("allocgate.toml", "threshold = \"100%\"\n");
    repository.write("candidate.txt", &capture(105, 3, 6));
    let (exit, text) = repository.run(CHECK);
    assert_eq!((exit, text.contains("base:allocgate.toml:1")), (1, true), "{text}");
    // A directory that the change made a link names the same place of the revision as before.
    fs::rename(repository.path().join("ci"), repository.path().join("other")).unwrap();
    symlink("other", repository.path().join("ci")).unwrap();
    repository.write("other/gate.toml", "threshold = \"1000%\"\n");
    let (exit, text) = repository.run(&format!("{CHECK} --config ci/gate.toml"));
    assert_eq!(exit, 1, "{text}");
    // A link that leads to nothing is no missing policy.
    repository.git("checkout -q base");
    fs::remove_file(repository.path().join("allocgate.toml")).unwrap();
    symlink("../gone.toml", repository.path().join("allocgate.toml")).unwrap();
    repository.git(commit);
    repository.git("tag -f base");
    let (exit, text) = repository.run(CHECK);
    assert_eq!(exit, 2, "{text}");
}

#[test]
fn a_waiver_of_a_unit_that_gets_better_upward_is_compared_upward() {
    let Some(repository) = Repository::new() else { return };
    let policy = |max: u32| {
        format!(
            "units = [\"MB/s\"]\n[[waiver]]\npackage = \"./codec\"\nbenchmark = \"Encode\"\nunit = \"MB/s\"\nmax = {max}\nexpires = 2026-12-01\nlink = \"https://x\"\nreason = \"y\"\n"
        )
    };
    let with = |speed: u32, seed| {
        capture(96, 3, seed).replace("\t96 B/op", &format!("\t{speed} MB/s\t96 B/op"))
    };
    repository.write("base.toml", &policy(95));
    repository.write("allocgate.toml", &policy(1));
    repository.write("baseline.txt", &with(100, 5));
    repository.write("candidate.txt", &with(50, 6));
    let (exit, text) = repository.run(&CHECK.replace("from base", "from base.toml"));
    assert_eq!((exit, text.contains("accepted by this change")), (0, true), "{text}");
    repository.write("allocgate.toml", &policy(95));
    assert_eq!(repository.run(&CHECK.replace("from base", "from base.toml")).0, 1);
}

#[test]
fn a_directive_holds_whatever_tags_its_file_was_built_with() {
    let Some(repository) = Repository::new() else { return };
    repository.write("candidate.txt", &capture(96, 4, 6));
    for constraint in ["integration", "!cgo", "race || linux"] {
        repository.write("codec/codec_test.go", &format!("//go:build {constraint}\n\n{FILE}"));
        let (exit, text) = repository.run("check candidate.txt --source .");
        assert_eq!(exit, 1, "{constraint}: {text}");
    }
    // A package that is not known, or ignored, may be the one.
    let (exit, text) = repository.run("check baseline.txt candidate.txt --source . --ignore pkg");
    assert_eq!((exit, text.contains("over budget")), (1, true), "{text}");
}

/// TOML as JSON, as editors see it: a date is its text.
fn json(value: &toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(n) => (*n).into(),
        toml::Value::Float(n) => (*n).into(),
        toml::Value::Boolean(set) => (*set).into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(list) => list.iter().map(json).collect(),
        toml::Value::Table(table) => {
            let pairs = table.iter().map(|(key, value)| (key.clone(), json(value)));
            serde_json::Value::Object(pairs.collect())
        }
    }
}

#[test]
fn the_sample_of_the_documentation_has_every_key_and_is_what_the_schema_says() {
    let read =
        |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let documentation = read("docs/policy.md");
    let sample = documentation.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    allocgate::config::Loaded::parse("sample", sample.into()).unwrap();
    let schema: serde_json::Value =
        serde_json::from_str(&read("docs/allocgate.toml.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let table = json(&sample.parse::<toml::Table>().unwrap().into());
    let errors: Vec<String> = validator.iter_errors(&table).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    for key in schema["properties"].as_object().unwrap().keys() {
        assert!(table.get(key).is_some(), "the sample lacks {key}");
    }
    let unknown = serde_json::json!({ "thresold": "5%" });
    assert!(!validator.is_valid(&unknown), "the schema takes any key");
}

#[test]
fn rules_of_the_change_hide_no_lost_package() {
    let Some(repository) = Repository::new() else { return };
    let third = |text: String| {
        let more = text.replace("BenchmarkEncode", "BenchmarkScan");
        let more = more.lines().filter(|line| line.starts_with("BenchmarkScan"));
        let more: String = more.map(|line| format!("{line}\n")).collect();
        text.replacen("BenchmarkEncode", &format!("{more}BenchmarkEncode"), 1)
    };
    let kept =
        |line: &&str| !line.starts_with("BenchmarkDecode") && !line.starts_with("BenchmarkScan");
    let candidate = capture(96, 3, 6);
    let candidate: String = candidate.lines().filter(kept).map(|l| format!("{l}\n")).collect();
    repository.write("baseline.txt", &third(capture(96, 3, 5)));
    repository.write("candidate.txt", &candidate);
    let (exit, text) = repository.run(CHECK);
    assert_eq!((exit, text.contains("lost 4 of its 6 rows")), (3, true), "{text}");
    let own = "threshold = \"5%\"\n[[rule]]\nunit = \"ns/op\"\nlevel = \"ignore\"\n";
    for more in ["", "[[rule]]\nmissing = \"ignore\"\n"] {
        repository.write("allocgate.toml", &format!("{own}{more}"));
        let (exit, text) = repository.run(CHECK);
        assert_eq!((exit, text.contains("lost 4 of its 6 rows")), (3, true), "{text}");
    }
}

#[test]
fn beside_a_directory_this_sides_directives_count_too() {
    let Some(repository) = Repository::new() else { return };
    repository.write("candidate.txt", &capture(96, 3, 6));
    for path in ["go.mod", "allocgate.toml", "codec/codec_test.go"] {
        repository.write(&format!("base-dir-of-it/{path}"), &repository.read(path));
    }
    let check = CHECK.replace("from base", "from ./base-dir-of-it");
    let (exit, text) = repository.run(&check);
    assert_eq!((exit, text.contains("policy changed")), (0, false), "{text}");
    repository.write("codec/codec_test.go", &FILE.replace("=3", "=2"));
    let (exit, text) = repository.run(&check);
    fs::remove_dir_all(repository.path().join("base-dir-of-it")).unwrap();
    assert_eq!((exit, text.contains("3 → 2, stricter: it counts")), (1, true), "{text}");
}
