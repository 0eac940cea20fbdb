//! What stays when it is stopped in the middle.

use super::repository::{Repository, Said};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than anything here takes, but what would hang.
const LONG: Duration = Duration::from_secs(30);

/// A benchmark that notes its process, and then does nothing for a long time.
fn sleeper(note: &Path) -> String {
    let note = note.display();
    format!(
        "package codec\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\t\"testing\"\n\t\"time\"\n)\n\nfunc BenchmarkSleep(b *testing.B) {{\n\tos.WriteFile(\"{note}.new\", []byte(fmt.Sprint(os.Getpid())), 0o600)\n\tos.Rename(\"{note}.new\", \"{note}\")\n\ttime.Sleep(100 * time.Second)\n}}\n"
    )
}

/// A hook in the middle of a benchmark, and the benchmark's process.
fn started(repository: &Repository) -> (Child, String) {
    let note = repository.folder.join("note");
    let base = repository.remote("main");
    repository.write("codec/sleep_test.go", &sleeper(&note));
    let candidate = repository.commit();
    let stdin = repository.folder.join("stdin");
    fs::write(&stdin, format!("x {candidate} refs/heads/main {base}\n")).unwrap();
    let mut hook = repository.command("allocgate", &repository.root);
    hook.args(["hook", "pre-push", "--count=5", "origin"]).stdin(fs::File::open(stdin).unwrap());
    let hook = hook.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    while !note.exists() {
        assert!(started.elapsed() < LONG);
        std::thread::sleep(Duration::from_millis(20));
    }
    let benchmark = fs::read_to_string(&note).unwrap();
    fs::remove_file(note).unwrap();
    (hook, benchmark)
}

fn signal(name: &str, process: &str) -> bool {
    let kill = Command::new("kill").args([name, process]).stderr(Stdio::null()).status();
    kill.unwrap().success()
}

fn is_gone(process: &str) -> bool {
    let started = Instant::now();
    while signal("-0", process) {
        if started.elapsed() > LONG {
            return false;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    true
}

#[test]
fn an_interrupt_leaves_neither_processes_nor_worktrees() {
    for name in ["-INT", "-TERM", "-HUP"] {
        let Some(repository) = Repository::new() else { return };
        let before = repository.worktrees();
        let (hook, benchmark) = started(&repository);
        assert!(signal("-0", &benchmark) && repository.worktrees() != before);
        let sent = Instant::now();
        assert!(signal(name, &hook.id().to_string()));
        let said = Said::of(&hook.wait_with_output().unwrap());
        assert!(sent.elapsed() < LONG);
        assert_eq!(said.code, Some(3), "{}", said.text);
        said.holds("can't judge: the benchmarks of example.com/m/codec: stopped by an interrupt");
        assert!(is_gone(&benchmark));
        assert_eq!(repository.worktrees(), before);
        assert!(repository.left().is_empty());
    }
}

#[test]
fn what_a_killed_run_left_is_removed_by_the_next() {
    let Some(repository) = Repository::new() else { return };
    let before = repository.worktrees();
    let (mut hook, benchmark) = started(&repository);
    // While one is at work, another leaves its worktrees alone.
    let base = repository.remote("main");
    repository.write("codec/sleep_test.go", "package codec\n");
    repository.allocate("2");
    let candidate = repository.commit();
    let update = format!("x {candidate} refs/heads/main {base}\n");
    assert_eq!(repository.hook("", &update).code, Some(1));
    assert_eq!(repository.left().len(), 1);
    assert_ne!(repository.worktrees(), before);
    hook.kill().unwrap();
    hook.wait().unwrap();
    // Nobody is left who could end it.
    signal("-KILL", &benchmark);
    assert_eq!(repository.left().len(), 1);
    // A worktree of the user's own, whose directory is away for now, is not given up for that.
    repository.git("worktree add -q ../usb");
    fs::rename(repository.folder.join("usb"), repository.folder.join("away")).unwrap();
    assert_eq!(repository.hook("", &update).code, Some(1));
    assert!(repository.left().is_empty());
    let after = repository.worktrees();
    let usb = repository.folder.join("usb").to_string_lossy().into_owned();
    assert_eq!(after, [before, vec![usb]].concat());
}
