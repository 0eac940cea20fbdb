//! What `allocgate run` costs beside the recipe of the guides, on one machine in one run: `go test
//! -count=10` on both sides of `testdata/demo`, then benchstat.
//!
//!     cargo bench --bench run                        the recipe takes about seven minutes
//!     ALLOCGATE_RECIPE=0 cargo bench --bench run     without it
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// As often is measured; the median counts.
const ROUNDS: usize = 5;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let work = folder.path().join("work");
    side("baseline", &work);
    for arguments in ["init -q -b main", "add -A", "commit -q -m baseline"] {
        let identity = ["-c", "user.name=x", "-c", "user.email=x@x"];
        let mut git = Command::new("git");
        git.args(identity).args(arguments.split(' ')).current_dir(&work);
        assert!(git.status().unwrap().success());
    }
    side("candidate", &work);
    let cache = folder.path().join("cache");
    let go_cache = folder.path().join("go");
    let cold = run(&work, &cache, Some(&go_cache), &["--no-cache"]);
    println!("cold Go build cache: {cold:.2?}");
    run(&work, &cache, None, &["--no-cache"]);
    let warm = median(|| run(&work, &cache, None, &["--no-cache"]));
    println!("warm Go build cache, no cached baseline: {warm:.2?}");
    run(&work, &cache, None, &[]);
    let cached = median(|| run(&work, &cache, None, &[]));
    println!("cached baseline: {cached:.2?}");
    if std::env::var("ALLOCGATE_RECIPE").is_ok_and(|value| value == "0") {
        return;
    }
    let recipe = recipe(folder.path());
    println!("go test -bench . -benchmem -count=10 twice, then benchstat: {recipe:.2?}");
    println!("ratio: {:.0}", recipe.as_secs_f64() / warm.as_secs_f64());
}

fn median(mut once: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| once()).collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

/// Copies a side of the module.
fn side(name: &str, to: &Path) {
    let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/demo").join(name);
    copy(&from, to);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A run that finds what was injected.
fn run(work: &Path, cache: &Path, go_cache: Option<&Path>, more: &[&str]) -> Duration {
    let mut run = Command::new(env!("CARGO_BIN_EXE_allocgate"));
    run.args(["run", "--baseline", "HEAD", "--no-skip-identical"]).args(more);
    run.current_dir(work).env("XDG_CACHE_HOME", cache);
    run.envs(go_cache.map(|cache| ("GOCACHE", cache)));
    let started = Instant::now();
    let output = run.output().unwrap();
    let took = started.elapsed();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(stdout.starts_with("FAIL: 10 regressions in 22 rows"), "{stdout}");
    took
}

/// The recipe, with the same verdict for whoever reads benchstat's table.
fn recipe(folder: &Path) -> Duration {
    let started = Instant::now();
    for name in ["baseline", "candidate"] {
        let directory = folder.join(name);
        side(name, &directory);
        let arguments = ["test", "-run=^$", "-bench=.", "-benchmem", "-count=10", "./..."];
        let output = Command::new("go").args(arguments).current_dir(directory).output().unwrap();
        fs::write(folder.join(format!("{name}.txt")), output.stdout).unwrap();
    }
    let benchstat = std::env::var("ALLOCGATE_BENCHSTAT").unwrap_or_else(|_| "benchstat".to_owned());
    let mut benchstat = Command::new(benchstat);
    let output = benchstat.args(["baseline.txt", "candidate.txt"]).current_dir(folder).output();
    let took = started.elapsed();
    println!("{}", String::from_utf8_lossy(&output.unwrap().stdout));
    took
}
