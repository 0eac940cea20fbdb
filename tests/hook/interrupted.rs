//! What stays when it is stopped in the middle.

use super::processes::{guards, is_gone, runs, signal};
use super::repository::{Repository, Said};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Longer than anything here takes, but what would hang.
const LONG: Duration = Duration::from_secs(30);

/// A benchmark that starts a process, notes its own and that one, and goes on when it may.
const SLEEPER: &str = r#"package codec

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"
)

func BenchmarkSleep(b *testing.B) {
	if mayGoOn() {
		return
	}
	sleep := exec.Command("sleep", "100")
	sleep.Start()
	os.WriteFile("NOTE", []byte(fmt.Sprintln(os.Getpid(), sleep.Process.Pid)), 0o600)
	for i := 0; i < 10000 && !mayGoOn(); i++ {
		time.Sleep(10 * time.Millisecond)
	}
}

func mayGoOn() bool {
	_, err := os.Stat("NOTE.go-on")
	return err == nil
}
"#;

/// A hook in the middle of a benchmark, and the processes of the benchmark.
fn started(repository: &Repository) -> (Child, Vec<String>) {
    let note = note(repository);
    let base = repository.remote("main");
    let sleeper = SLEEPER.replace("NOTE", &note.display().to_string());
    repository.write("codec/sleep_test.go", &sleeper);
    let hook = pushing(repository, &base);
    let processes = noted(&note, 1).concat();
    fs::remove_file(note).unwrap();
    (hook, processes.split(' ').map(str::to_owned).collect())
}

fn note(repository: &Repository) -> PathBuf {
    repository.folder.join("note")
}

/// A hook with what is there now.
fn pushing(repository: &Repository, base: &str) -> Child {
    let candidate = repository.commit();
    let stdin = repository.folder.join("stdin");
    fs::write(&stdin, format!("x {candidate} refs/heads/main {base}\n")).unwrap();
    let mut hook = repository.command("allocgate", &repository.root);
    hook.args(["hook", "pre-push", "--count=5", "origin"]).stdin(fs::File::open(stdin).unwrap());
    hook.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// The lines of a note, when there are so many.
fn noted(note: &Path, lines: usize) -> Vec<String> {
    let started = Instant::now();
    loop {
        let text = fs::read_to_string(note).unwrap_or_default();
        if text.matches('\n').count() >= lines {
            return text.lines().map(str::to_owned).collect();
        }
        assert!(started.elapsed() < LONG, "{text}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Kills a hook, reads what it printed to its end, and holds that these are gone.
fn killed(mut hook: Child, processes: &[String]) {
    assert!(processes.iter().all(|process| runs(process)));
    let sent = Instant::now();
    hook.kill().unwrap();
    hook.wait_with_output().unwrap();
    for process in processes {
        assert!(is_gone(process));
    }
    assert!(sent.elapsed() < LONG / 3, "{:?}", sent.elapsed());
}

#[test]
fn an_interrupt_leaves_neither_processes_nor_worktrees() {
    for name in ["-INT", "-TERM", "-HUP"] {
        let Some(repository) = Repository::new() else { return };
        let before = repository.worktrees();
        let (hook, benchmark) = started(&repository);
        assert!(benchmark.iter().all(|process| runs(process)));
        assert_ne!(repository.worktrees(), before);
        let sent = Instant::now();
        assert!(signal(name, &hook.id().to_string()));
        let said = Said::of(&hook.wait_with_output().unwrap());
        assert!(sent.elapsed() < LONG);
        assert_eq!(said.code, Some(3), "{}", said.text);
        said.holds("can't judge: the benchmarks of example.com/m/codec: stopped by an interrupt");
        assert!(benchmark.iter().all(|process| is_gone(process)));
        assert_eq!(repository.worktrees(), before);
        assert!(repository.left().is_empty());
    }
}

#[test]
fn what_a_killed_run_left_is_removed_by_the_next() {
    let Some(repository) = Repository::new() else { return };
    let before = repository.worktrees();
    let (hook, benchmark) = started(&repository);
    // While one is at work, another leaves its worktrees alone.
    let base = repository.remote("main");
    repository.write("codec/sleep_test.go", "package codec\n");
    repository.allocate("2");
    let candidate = repository.commit();
    let update = format!("x {candidate} refs/heads/main {base}\n");
    assert_eq!(repository.hook("", &update).code, Some(1));
    assert_eq!(repository.left().len(), 1);
    assert_ne!(repository.worktrees(), before);
    killed(hook, &benchmark);
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

#[test]
fn builds_of_a_killed_run_end_with_it() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.remote("main");
    repository.allocate("2");
    let note = note(&repository);
    let noting =
        format!("case \"$*\" in *' -c '*) echo $$ >> '{}'; sleep 100;; esac", note.display());
    let go = repository.folder.join("bin/go");
    let text = fs::read_to_string(&go).unwrap().replace("exec ", &format!("{noting}\nexec "));
    repository.program(&go, &text);
    let hook = pushing(&repository, &base);
    // Of both sides at once, where there are the processors for it.
    let at_once = std::thread::available_parallelism().unwrap().get().min(2);
    killed(hook, &noted(&note, at_once));
}

#[test]
fn interrupts_of_the_guard_do_not_keep_it_from_its_duty() {
    let Some(repository) = Repository::new() else { return };
    let (hook, benchmark) = started(&repository);
    let Some(guards) = guards(hook.id()) else { return };
    let [guard] = &*guards else { panic!("{guards:?}") };
    // A terminal's Ctrl-C goes to a group.
    assert_eq!(guard.group, guard.process);
    let environment = fs::read(format!("/proc/{}/environ", guard.process));
    assert!(environment.is_ok_and(|variables| variables.is_empty()) || !cfg!(target_os = "linux"));
    for name in ["-INT", "-TERM", "-HUP"] {
        assert!(signal(name, &guard.process));
    }
    killed(hook, &benchmark);
    assert!(is_gone(&guard.process));
}

#[test]
fn a_hook_that_ends_takes_its_guard_along() {
    let Some(repository) = Repository::new() else { return };
    let (hook, benchmark) = started(&repository);
    let Some(guards) = guards(hook.id()) else { return };
    let [guard] = &*guards else { panic!("{guards:?}") };
    fs::write(note(&repository).with_extension("go-on"), "").unwrap();
    let said = Said::of(&hook.wait_with_output().unwrap());
    // It was waited for: not even a zombie of it is there.
    assert!(!signal("-0", &guard.process));
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert!(benchmark.iter().all(|process| is_gone(process)));
}
