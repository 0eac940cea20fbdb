//! What stays when it is stopped, at whatever moment.

use super::module::{benchmark, make, test};
use super::repository::Repository;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than anything here takes, but what would hang.
const LONG: Duration = Duration::from_secs(30);

/// The processes that were started from below the test's folder, or run there.
fn processes(repository: &Repository) -> Vec<String> {
    let Ok(all) = fs::read_dir("/proc") else { return Vec::new() };
    let is_below = |path: std::path::PathBuf| {
        fs::read_link(path).is_ok_and(|target| target.starts_with(repository.folder.join("cache")))
    };
    let numbers = all
        .flatten()
        .filter(|entry| is_below(entry.path().join("cwd")) || is_below(entry.path().join("exe")));
    numbers.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn wait_for_none(repository: &Repository) -> Vec<String> {
    let started = Instant::now();
    loop {
        let left = processes(repository);
        if left.is_empty() || started.elapsed() > LONG {
            return left;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn started(repository: &Repository) -> Child {
    let mut run = repository.command("allocgate", &repository.root);
    run.args(["run", "--baseline", "HEAD", "--no-cache", "--no-skip-identical"]);
    run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn send(signal: &str, child: &Child) {
    let kill = Command::new("kill").args([signal, &child.id().to_string()]).status();
    assert!(kill.unwrap().success());
}

#[test]
fn nothing_stays_of_a_run_that_is_stopped() {
    let Some(repository) = Repository::new() else { return };
    let sleeps = benchmark("Slow", &format!("\t\ttime.Sleep(20 * time.Millisecond)\n{}", make(8)));
    repository.write("slow/slow_test.go", &test("slow", &["time"], &sleeps));
    repository.commit();
    repository.allocate("2");
    repository.write("untracked", "x");
    let (state, worktrees) = (repository.state(), repository.worktrees());
    // From the first moments on to where benchmarks run.
    for (round, delay) in [3, 40, 120, 300, 700, 1500].into_iter().enumerate() {
        for signal in ["-INT", "-TERM", "-KILL"] {
            let mut child = started(&repository);
            std::thread::sleep(Duration::from_millis(delay + 7 * round as u64));
            if child.try_wait().unwrap().is_none() {
                send(signal, &child);
            }
            child.wait().unwrap();
            assert_eq!(
                wait_for_none(&repository),
                Vec::<String>::new(),
                "{signal} after {delay} ms"
            );
            if signal == "-KILL" {
                // The next run removes what it left.
                repository.measure("--baseline HEAD --list").ends(0);
            }
            assert_eq!(repository.worktrees(), worktrees, "{signal} after {delay} ms");
            assert!(repository.left().is_empty(), "{signal} after {delay} ms");
            assert_eq!(repository.state(), state, "{signal} after {delay} ms");
        }
    }
}
