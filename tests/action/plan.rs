//! The first job of a release, run: what is refused before anything is built.

use crate::runner::{Finished, Runner};
use crate::tools;
use serde_json::json;
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// Stands in for GitHub's command: of this commit alone, ci's runs that passed.
const GH: &str = "#!/bin/sh
[ \"$1 $2 $3\" = 'api --method GET' ] || exit 1
case $4 in */actions/workflows/ci.yml/runs) ;; *) exit 1 ;; esac
case \"$*\" in
  *\"-f head_sha=$(git rev-parse HEAD) -f branch=main -f event=push -f status=success --jq .total_count\") echo RUNS ;;
  *) echo 0 ;;
esac
";

/// Plans a release of a version, where the crate is at 1.2.3 and ci passed so often.
fn plan(version: &str, passed: &str, recorded: &str) -> Option<Finished> {
    tools::program("git", "--version")?;
    let runner = Runner::new()?;
    let path = format!("{}/.github/workflows/release.yml", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    let (plan, rest) = text.split_once("\n  build:\n").unwrap();
    assert!(rest.contains("    needs: plan\n"));
    runner.write(".github/workflows/release.yml", plan);
    runner.write("Cargo.toml", "[package]\nversion = \"1.2.3\"\n");
    let url = format!("https://x/allocgate-{recorded}-x86_64-unknown-linux-musl.tar.gz");
    runner.write("action/checksums.txt", &format!("{}  {url}\n", "0".repeat(64)));
    runner.commit();
    let gh = runner.path("bin/gh");
    fs::write(&gh, GH.replace("RUNS", passed)).unwrap();
    fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
    let event = json!({
        "inputs": { "version": version },
        "ref": "refs/heads/main",
        "repository": { "default_branch": "main" },
    });
    Some(runner.run(".github/workflows/release.yml", "workflow_dispatch", &event))
}

#[test]
fn a_release_is_of_the_crates_version_and_of_a_commit_that_ci_passed() {
    for (version, passed, recorded, planned) in [
        ("1.2.3", "1", "1.2.2", true),
        // What came before a release is another version.
        ("1.2.3", "1", "1.2.3-rc.1", true),
        ("1.2.3", "0", "1.2.2", false),
        ("1.2.3", "", "1.2.2", false),
        ("1.2.3", "1", "1.2.3", false),
        ("1.2.4", "1", "1.2.2", false),
        ("1.2", "1", "1.2.2", false),
    ] {
        let Some(finished) = plan(version, passed, recorded) else { return };
        assert_eq!(finished.passed, planned, "{version} {passed} {recorded}: {}", finished.log);
        // That job ran, and was not skipped.
        assert!(finished.log.contains("[release/plan]"), "{}", finished.log);
        let refused = finished.log.contains("ci has not passed for ");
        assert_eq!(refused, passed != "1", "{}", finished.log);
    }
}
