//! Programs that do not end, print too much, leave others behind, or fail.

use super::scrubbed::{is_inside, scrubbed, scrubbed_with};
use super::tools;
use allocgate::host::{HostError, Output, Program};
use std::fs;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// What is killed would have run for longer; what ends, ends far earlier.
const LONG: Duration = Duration::from_secs(15);

const MOST: usize = 16 << 20;

fn shell(script: &str) -> Program {
    Program::new("sh").arguments(["-c", script])
}

fn ran(script: &str) -> Output {
    shell(script).attempt(LONG, MOST).unwrap()
}

/// Runs a test's part and holds that it did not wait for what sleeps for 30 seconds.
fn promptly<T>(part: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = part();
    assert!(started.elapsed() < LONG, "after {:?}", started.elapsed());
    result
}

/// Runs a script, which may write to `held`, and holds that whoever it started is gone soon after.
fn nobody_stays(script: &str, deadline: Duration) -> Result<Output, HostError> {
    let folder = tempfile::tempdir().unwrap();
    Program::new("mkfifo").arguments(["held"]).directory(folder.path()).run(LONG, MOST).unwrap();
    let held = folder.path().join("held");
    // It is at its end when all who may write to it are.
    let reader = thread::spawn(|| fs::File::open(held).unwrap().read_to_end(&mut Vec::new()));
    promptly(|| {
        let result = shell(script).directory(folder.path()).attempt(deadline, MOST);
        reader.join().unwrap().unwrap();
        result
    })
}

#[test]
fn at_the_deadline_a_child_is_killed_with_those_that_hold_its_pipes_open() {
    let deadline = Duration::from_millis(500);
    let error = nobody_stays("sleep 30 3>held & sleep 30 3>held & wait", deadline).unwrap_err();
    assert_eq!(error.to_string(), "sh: stopped, still running after 500ms");
    // With nothing more to read, nor to be killed but the child itself.
    let error = nobody_stays("exec sleep 30 3>held >&- 2>&-", deadline).unwrap_err();
    assert!(matches!(error, HostError::Deadline { .. }), "{error}");
}

#[test]
fn whoever_a_child_leaves_behind_is_killed_and_not_waited_for() {
    let output = nobody_stays("sleep 30 3>held & exec 3>held; echo done; exit 3", LONG).unwrap();
    assert_eq!((&*output.stdout, output.status.code()), (&b"done\n"[..], Some(3)));
}

#[test]
fn whoever_leaves_the_group_with_a_pipe_is_not_waited_for() {
    if tools::program("setsid", "--version").is_none() {
        return;
    }
    let output = promptly(|| ran("setsid sleep 30 & echo $!; echo done"));
    let stdout = String::from_utf8(output.stdout).unwrap();
    let (escaped, rest) = stdout.split_once('\n').unwrap();
    Program::new("kill").arguments([escaped]).attempt(LONG, MOST).unwrap();
    assert_eq!(rest, "done\n");
}

#[test]
fn a_child_that_prints_without_end_is_stopped() {
    for script in ["yes", "yes >&2", "yes & yes >&2"] {
        let error = promptly(|| shell(script).attempt(LONG, 100_000)).unwrap_err();
        assert_eq!(error.to_string(), "sh: stopped, printed more than 100000 bytes");
    }
}

#[test]
fn what_is_printed_may_reach_the_limit() {
    let script = "head -c 60000 /dev/zero; head -c 40000 /dev/zero >&2";
    let output = shell(script).run(LONG, 100_000).unwrap();
    assert_eq!((output.stdout.len(), output.stderr.len()), (60_000, 40_000));
    let error = shell(script).run(LONG, 99_999).unwrap_err();
    assert!(matches!(error, HostError::TooMuchOutput { most: 99_999, .. }), "{error}");
}

#[test]
fn megabytes_of_errors_before_the_input_is_read_block_nothing() {
    let input: Vec<u8> = (0..3_000_000_u32).map(|i| i.to_le_bytes()[1]).collect();
    let fed = |script: &str| shell(script).input(&*input).run(LONG, MOST).unwrap();
    let output = promptly(|| fed("head -c 3000000 /dev/zero >&2; cat"));
    assert!(output.stdout == input && output.stderr == vec![0; 3_000_000]);
    let output = promptly(|| fed("tee /dev/stderr"));
    assert!(output.stdout == input && output.stderr == input);
}

#[test]
fn input_that_is_not_read_is_no_error() {
    let input = vec![b'x'; 3_000_000];
    shell("exit 0").input(&*input).run(LONG, MOST).unwrap();
    let output = shell("head -c 1").input(&*input).run(LONG, MOST).unwrap();
    assert_eq!(output.stdout, b"x");
    assert_eq!(shell("cat").run(LONG, MOST).unwrap().stdout, b"");
    assert_eq!(shell("cat").input(*b"").run(LONG, MOST).unwrap().stdout, b"");
}

#[test]
fn a_child_that_closes_its_streams_is_waited_for() {
    let output = ran("echo x; exec >&- 2>&-; sleep 0.3; exit 7");
    assert_eq!((&*output.stdout, output.status.code()), (&b"x\n"[..], Some(7)));
}

#[test]
fn a_failure_says_how_the_program_ended_and_its_last_words() {
    let error = shell("echo a >&2; echo >&2; echo '  b' >&2; exit 3").called("the test");
    let error = error.run(LONG, MOST).unwrap_err();
    assert_eq!(error.to_string(), "the test: exit status: 3: a; b");
    let HostError::Failed { status, stderr, .. } = error else { panic!("{error}") };
    assert_eq!((status.code(), &*stderr), (Some(3), "a\n  b"));
    let error = shell("kill -9 $$").run(LONG, MOST).unwrap_err();
    assert_eq!(error.to_string(), "sh: signal: 9 (SIGKILL)");
    assert_eq!(ran("kill -9 $$").status.signal(), Some(9));
}

#[test]
fn what_can_not_be_started_is_named() {
    let error = |program: Program| program.run(LONG, MOST).unwrap_err().to_string();
    let missing = error(Program::new("allocgate-none"));
    assert_eq!(missing, "allocgate-none: not found; is it installed, and in PATH?");
    let nowhere = error(shell("").directory("/nowhere"));
    assert_eq!(nowhere, "sh: can't run in /nowhere, which is no directory");
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    assert!(error(Program::new(text)).starts_with(&format!("{text}: can't be run: ")));
    assert!(error(Program::new("sh").arguments(["a\0b"])).starts_with("sh: can't be run: "));
}

#[test]
fn arguments_are_words_whatever_is_in_them() {
    let words = ["$(x)", "a b", "", "*", "\n", "--", "'"];
    let program = Program::new("printf").arguments(["%s|"]).arguments(words);
    let output = program.directory(Path::new("/")).run(LONG, MOST).unwrap();
    assert_eq!(output.stdout, b"$(x)|a b||*|\n|--|'|");
}

#[test]
fn nothing_is_left_to_be_waited_for() {
    scrubbed(|| {
        ran("exit 1");
        shell("sleep 30").run(Duration::from_millis(50), MOST).unwrap_err();
        shell("yes").run(LONG, 1000).unwrap_err();
        let left = rustix::process::wait(rustix::process::WaitOptions::NOHANG);
        assert_eq!(left.map(drop), Err(rustix::io::Errno::CHILD));
    });
}

#[test]
fn children_see_neither_tokens_nor_what_ties_git_to_a_repository() {
    let mut set = vec![("X_TOKEN", "secret"), ("GH_TOKEN", "secret"), ("Y_PASSWORD", "secret")];
    // Where they are set, git itself refuses to run.
    let git = if is_inside() { None } else { tools::program("git", "--version") };
    let local = git.map(|mut git| {
        let output = git.args(["rev-parse", "--local-env-vars"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    });
    // All that the installed git knows of.
    set.extend(local.iter().flat_map(|local| local.lines()).map(|name| (name, "secret")));
    assert!(local.is_none() || set.len() > 15);
    set.extend([("GIT_CONFIG_KEY_0", "secret"), ("GOFLAGS", "kept"), ("SSH_AUTH_SOCK", "kept")]);
    scrubbed_with(&set, || {
        let mut env = Program::new("env").set("A", "1").remove("A").set("B_TOKEN", "meant");
        env = env.set("C", "2");
        let stdout = String::from_utf8(env.run(LONG, MOST).unwrap().stdout).unwrap();
        let has = |line: &str| stdout.lines().any(|l| l == line);
        assert!(!stdout.contains("secret"), "{stdout}");
        assert!(has("GOFLAGS=kept") && has("SSH_AUTH_SOCK=kept") && has("C=2"), "{stdout}");
        assert!(has("B_TOKEN=meant") && !has("A=1") && stdout.contains("PATH="), "{stdout}");
    });
}
