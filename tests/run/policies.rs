//! By whose policy a run is judged.

use super::repository::Repository;
use std::fs;

const STRICT: &str = "threshold = \"10%\"\n";
const LAX: &str = "threshold = \"900%\"\n";

/// A candidate that allocates twice as much, and would let that pass, against a baseline that would not.
fn lenient() -> Option<Repository> {
    let repository = Repository::new()?;
    repository.write("allocgate.toml", STRICT);
    repository.commit();
    repository.allocate("2");
    repository.write("allocgate.toml", LAX);
    Some(repository)
}

#[test]
fn a_policy_that_is_named_and_can_t_be_found_does_not_let_the_candidate_judge_itself() {
    let Some(repository) = lenient() else { return };
    for named in ["nowhere", "origin/mian", "./nowhere.toml"] {
        let said = repository.measure(&format!("--baseline HEAD --policy-from {named}"));
        said.ends(2).lacks("decides on itself");
    }
    fs::write(repository.folder.join("broken.toml"), "threshold = 3\n").unwrap();
    let said = repository.measure("--baseline HEAD --policy-from ../broken.toml");
    said.ends(2).lacks("decides on itself");
}

#[test]
fn a_baseline_whose_own_file_is_broken_leaves_it_to_the_candidate_and_says_so() {
    let Some(repository) = Repository::new() else { return };
    repository.write("allocgate.toml", "threshold = 3\n");
    repository.commit();
    repository.write("allocgate.toml", STRICT);
    repository.allocate("2");
    repository.measure("--baseline HEAD").ends(1).holds("decides on itself");
}

#[test]
fn a_tag_that_is_called_like_the_baseline_s_beginning_has_no_say() {
    let Some(repository) = lenient() else { return };
    let baseline = repository.git("rev-parse HEAD");
    repository.git("stash -q");
    repository.git("checkout -q -b elsewhere");
    repository.write("allocgate.toml", LAX);
    repository.commit();
    repository.git(&format!("tag {}", &baseline[..12]));
    repository.git("checkout -q main");
    repository.git("stash pop -q");
    repository.measure(&format!("--baseline {baseline}")).ends(1).lacks("--policy-from");
}

#[test]
fn each_side_is_prepared_by_its_own_file_whatever_policy_is_named() {
    let Some(repository) = Repository::new() else { return };
    let policy = repository.folder.join("policy.toml");
    fs::write(&policy, "[run]\nprepare = \"exit 9\"\n").unwrap();
    let log = repository.folder.join("prepared");
    let prepare_to =
        |side: &str| format!("[run]\nprepare = \"echo {side} >> {}\"\n", log.display());
    repository.write("allocgate.toml", &prepare_to("one"));
    repository.commit();
    repository.write("allocgate.toml", &prepare_to("two"));
    let run = "--baseline HEAD --no-skip-identical --policy-from";
    repository.measure(&format!("{run} {}", policy.display())).ends(0);
    let log = fs::read_to_string(log).unwrap();
    let mut sides: Vec<&str> = log.lines().collect();
    sides.sort_unstable();
    assert_eq!(sides, ["one", "two"]);
}

#[test]
fn fewer_samples_than_can_fail_are_refused() {
    let Some(repository) = Repository::new() else { return };
    repository.measure("--baseline HEAD --count 3").ends(2).holds("5 samples are the fewest");
    repository.measure("--baseline HEAD --ignore /gomaxprocs").ends(2).holds("--ignore");
}

#[test]
fn a_correction_that_asks_for_more_samples_says_so_beforehand() {
    let Some(repository) = Repository::new() else { return };
    repository.allocate("2");
    let said = repository.measure("--baseline HEAD --correction holm --count 5");
    said.holds("2 rows").holds("--count 6");
    repository.measure("--baseline HEAD --correction holm").ends(1).lacks("--count");
}

#[test]
fn what_can_t_be_written_is_said_before_anything_is_measured() {
    let Some(repository) = Repository::new() else { return };
    repository.allocate("2");
    repository.write("file", "");
    for flags in [
        "--keep file/below",
        "--report json=nowhere/r.json",
        "--keep kept --report json=kept/baseline.txt",
    ] {
        repository.measure(&format!("--baseline HEAD {flags}")).ends(2).holds("write");
        assert_eq!(repository.built(), 0, "{flags}");
    }
}

#[test]
fn what_is_not_judged_has_no_report() {
    let Some(repository) = Repository::new() else { return };
    for flags in ["--list --report json", "--list --keep kept", "--save-baseline --report csv"] {
        repository.measure(flags).ends(2).holds("cannot be used with");
        assert_eq!(repository.built(), 0, "{flags}");
    }
}

#[test]
fn a_change_does_not_have_less_measured() {
    let Some(repository) = Repository::new() else { return };
    repository.write("codec/codec.go", "package codec\n\nvar calls int\n\nfunc Encode() []byte {\n\tcalls++\n\tif calls > 50 {\n\t\treturn make([]byte, 640)\n\t}\n\treturn make([]byte, 64)\n}\n");
    repository.write("allocgate.toml", "[run]\nbenchtime = \"1x\"\ncount = 5\n");
    let said = repository.measure("--baseline HEAD");
    said.ends(1).holds("FAIL: 1 regression");
    said.holds("run.benchtime: 200ms → 1x, less strict: no effect").holds("run.count: 10 → 5");
}
