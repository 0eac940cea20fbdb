//! A Go module in a repository with a remote, and a hook.
#![allow(dead_code)]

use super::tools;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The checkout, in a folder that goes away with the remote, the cache and a `go` that counts.
pub struct Repository {
    pub folder: PathBuf,
    pub root: PathBuf,
    _folder: TempDir,
}

/// What was printed to both outputs, and whether it went well.
#[derive(Debug)]
pub struct Said {
    pub text: String,
    pub code: Option<i32>,
}

impl Said {
    pub fn of(output: &Output) -> Said {
        let text = [&*output.stdout, &*output.stderr].concat();
        Said { text: String::from_utf8_lossy(&text).into_owned(), code: output.status.code() }
    }

    #[track_caller]
    pub fn holds(&self, part: &str) -> &Said {
        assert!(self.text.contains(part), "no {part:?} in: {}", self.text);
        self
    }
}

/// A package with one allocation of so many bytes, in a package that the benchmark's imports.
pub const BUFFER: &str = "package buffer\n\nfunc New(n int) []byte { return make([]byte, n) }\n";
const CODEC: &str = "package codec\n\nimport \"example.com/m/buffer\"\n\nfunc Encode() []byte { return buffer.New(64) }\n";
const TEST: &str = "package codec\n\nimport \"testing\"\n\nvar sink []byte\n\nfunc BenchmarkEncode(b *testing.B) {\n\tfor i := 0; i < b.N; i++ {\n\t\tsink = Encode()\n\t}\n}\n";

impl Repository {
    /// With a commit at the remote's main branch, and the hook that `init` would write, where there are
    /// git and Go.
    pub fn new() -> Option<Repository> {
        Self::with_flags("")
    }

    /// Whose hook has flags.
    pub fn with_flags(flags: &str) -> Option<Repository> {
        tools::program("git", "--version")?;
        tools::go()?;
        let _folder = tempfile::tempdir().unwrap();
        let folder = _folder.path().canonicalize().unwrap();
        let repository = Repository { root: folder.join("work"), folder, _folder };
        fs::create_dir_all(&repository.root).unwrap();
        repository.count_go();
        repository.write("go.mod", "module example.com/m\n\ngo 1.21\n");
        repository.write("buffer/buffer.go", BUFFER);
        repository.write("codec/codec.go", CODEC);
        repository.write("codec/codec_test.go", TEST);
        repository.git("init -q -b main");
        repository.git("init -q --bare ../remote.git");
        repository.git("remote add origin ../remote.git");
        repository.commit();
        repository.git("push -q origin main");
        let hook = format!("#!/bin/sh\nexec allocgate hook pre-push --count=5 {flags} -- \"$@\"\n");
        repository.program(&repository.root.join(".git/hooks/pre-push"), &hook);
        Some(repository)
    }

    /// A `go` before the real one in `PATH`, that notes what it is asked for.
    fn count_go(&self) {
        let log = self.folder.join("go.log");
        let path = std::env::var_os("PATH").unwrap();
        let real = std::env::split_paths(&path).map(|path| path.join("go")).find(|go| go.exists());
        let (log, real) = (log.display(), real.unwrap());
        let real = real.display();
        let go = format!("#!/bin/sh\necho \"$*\" >> '{log}'\nexec '{real}' \"$@\"\n");
        fs::create_dir_all(self.folder.join("bin")).unwrap();
        self.program(&self.folder.join("bin/go"), &go);
    }

    /// How often `go test` ran since this was asked last.
    pub fn tests_run(&self) -> usize {
        let log = self.folder.join("go.log");
        let text = fs::read_to_string(&log).unwrap_or_default();
        fs::write(log, "").unwrap();
        text.lines().filter(|line| line.starts_with("test ")).count()
    }

    /// A directory for `PATH` that has git, and nothing else.
    pub fn git_alone(&self) -> PathBuf {
        let directory = self.folder.join("few");
        fs::create_dir(&directory).unwrap();
        let git = Command::new("sh").args(["-c", "command -v git"]).output().unwrap();
        let git = String::from_utf8(git.stdout).unwrap();
        std::os::unix::fs::symlink(git.trim(), directory.join("git")).unwrap();
        directory
    }

    /// The hook with a commit that would go where another is at the remote's main branch.
    pub fn pushes(&self, flags: &str, candidate: &str, baseline: &str) -> Said {
        self.hook(flags, &format!("x {candidate} refs/heads/main {baseline}\n"))
    }

    pub fn program(&self, path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Makes every buffer so much larger.
    pub fn allocate(&self, times: &str) {
        self.write("buffer/buffer.go", &BUFFER.replace("byte, n", &format!("byte, {times}*n")));
    }

    /// Commits all that is there, and gives the commit's id.
    pub fn commit(&self) -> String {
        self.git("add --all");
        self.git("commit -q --allow-empty -m change");
        self.git("rev-parse HEAD")
    }

    /// What the remote has of a branch.
    pub fn remote(&self, branch: &str) -> String {
        self.git(&format!("ls-remote ../remote.git refs/heads/{branch}"))
            .split('\t')
            .next()
            .unwrap()
            .to_owned()
    }

    /// A program with the environment of a user with these tools.
    pub fn command(&self, program: &str, directory: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(directory).env_clear().stdin(Stdio::null());
        let allocgate = Path::new(env!("CARGO_BIN_EXE_allocgate")).parent().unwrap();
        let path = std::env::var("PATH").unwrap();
        let bin = self.folder.join("bin");
        command.env("PATH", format!("{}:{}:{path}", bin.display(), allocgate.display()));
        command.env("HOME", std::env::var_os("HOME").unwrap_or_default());
        command.env("XDG_CACHE_HOME", self.folder.join("cache")).env("GOCACHE", tools::go_cache());
        command.env("GOENV", self.folder.join("goenv"));
        for kept in ["GOTOOLCHAIN", "GOPROXY", "GOFLAGS"] {
            command.envs(std::env::var_os(kept).map(|value| (kept, value)));
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "x").env(format!("GIT_{who}_EMAIL"), "x@x");
        }
        command
    }

    /// Git with words for arguments, which must succeed, in the checkout.
    #[track_caller]
    pub fn git(&self, arguments: &str) -> String {
        let said = self.run("git", arguments);
        assert_eq!(said.code, Some(0), "git {arguments}: {}", said.text);
        said.text.trim().to_owned()
    }

    /// A program with words for arguments, in the checkout.
    pub fn run(&self, program: &str, arguments: &str) -> Said {
        self.run_in(&self.root, program, arguments)
    }

    pub fn run_in(&self, directory: &Path, program: &str, arguments: &str) -> Said {
        let mut command = self.command(program, directory);
        Said::of(&command.args(arguments.split_whitespace()).output().unwrap())
    }

    /// The hook, with what git would say on standard input.
    pub fn hook(&self, flags: &str, stdin: &str) -> Said {
        let mut command = self.command("sh", &self.root);
        fs::write(self.folder.join("stdin"), stdin).unwrap();
        let script = format!("allocgate hook pre-push --count=5 {flags} -- origin url <../stdin");
        Said::of(&command.args(["-c", &script]).output().unwrap())
    }

    /// What must be the same before and after: the checkout, its index, its stash and its worktrees.
    pub fn state(&self) -> String {
        let questions = ["status --porcelain", "diff", "diff --cached", "stash list"];
        let more = ["worktree list", "rev-parse HEAD", "branch -a", "config --list --local"];
        let answers = questions.iter().chain(&more).map(|question| self.git(question));
        answers.collect::<Vec<_>>().join("\n")
    }

    /// The directories of all worktrees that git knows of.
    pub fn worktrees(&self) -> Vec<String> {
        let list = self.git("worktree list --porcelain");
        let worktrees = list.lines().filter_map(|line| line.strip_prefix("worktree "));
        worktrees.map(str::to_owned).collect()
    }

    /// The names of what a run has left in the cache's directory of worktrees, but for locks.
    pub fn left(&self) -> Vec<PathBuf> {
        let worktrees = self.folder.join("cache/allocgate/worktrees");
        // It may have been stopped before there was any.
        let Ok(entries) = fs::read_dir(worktrees) else { return Vec::new() };
        let entries = entries.map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_none_or(|e| e != "lock")).collect()
    }
}
