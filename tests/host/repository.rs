//! Repositories to ask about.

use super::scrubbed::NO_CONFIGURATION;
use super::tools;
use allocgate::host::Git;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A repository in a folder that goes away with it.
pub struct Repository {
    /// Without symbolic links.
    pub root: PathBuf,
    _folder: TempDir,
}

impl Repository {
    /// An empty one, where there is a git.
    pub fn new() -> Option<Repository> {
        Self::named("repository", &[])
    }

    /// One whose folder has a name, made with more arguments.
    pub fn named(name: &str, arguments: &[&str]) -> Option<Repository> {
        tools::program("git", "--version")?;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join(name);
        fs::create_dir(&root).unwrap();
        let repository = Repository { root, _folder: folder };
        repository.git(&[&["init", "--quiet", "--initial-branch=main"], arguments].concat());
        Some(repository)
    }

    /// What is asked of it, from its root.
    pub fn asked(&self) -> Git {
        Git::at(&self.root)
    }

    /// The folder beside it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.root.parent().unwrap().join(name)
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        git(&self.root, arguments, b"")
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Commits what is written, and gives the commit's id.
    pub fn commit(&self) -> String {
        self.git(&["add", "--all"]);
        self.commit_index()
    }

    /// Commits what is in the index.
    pub fn commit_index(&self) -> String {
        self.git(&["commit", "--quiet", "--allow-empty", "--message=one commit"]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Writes bytes as an object, and gives its id.
    pub fn object(&self, bytes: &[u8]) -> String {
        git(&self.root, &["hash-object", "-w", "--stdin"], bytes)
    }

    /// Puts an object into the index under a path that need not suit the file system.
    pub fn index(&self, mode: &str, id: &str, path: &[u8]) {
        let record = [format!("{mode} {id}\t").as_bytes(), path, b"\0"].concat();
        git(&self.root, &["update-index", "-z", "--index-info"], &record);
    }
}

/// Runs git, whatever the environment, and gives what it prints without line ends around.
pub fn git(directory: &Path, arguments: &[&str], input: &[u8]) -> String {
    let settings = ["user.name=x", "user.email=x@example.com", "protocol.file.allow=always"];
    let mut git = Command::new("git");
    git.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).envs(NO_CONFIGURATION);
    git.args(settings.iter().flat_map(|setting| ["-c", setting])).args(arguments);
    git.current_dir(directory).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = git.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {stderr}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
