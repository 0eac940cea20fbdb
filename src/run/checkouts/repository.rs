//! Repositories to check out.

use super::tools;
use crate::host::Program;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
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
        tools::program("git", "--version")?;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("repository");
        fs::create_dir(&root).unwrap();
        let repository = Repository { root, _folder: folder };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        Some(repository)
    }

    /// What is in the folder beside it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.root.parent().unwrap().join(name)
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        git(&self.root, arguments)
    }

    pub fn write(&self, path: &str, text: &str) {
        write(&self.root.join(path), text);
    }

    /// Commits all that is there, and gives the commit.
    pub fn commit(&self) -> String {
        commit(&self.root)
    }

    /// What its index, references, stash and files are.
    pub fn state(&self) -> (Vec<u8>, String, Vec<String>) {
        let index = fs::read(self.root.join(".git/index")).unwrap_or_default();
        let mut files: Vec<String> = paths(&self.root);
        files.extend(paths(&self.root.join(".git")).into_iter().filter(|path| {
            ["refs/", "modules/", "sharedindex", "worktrees"].iter().any(|s| path.starts_with(s))
        }));
        (index, self.git(&["for-each-ref"]), files)
    }
}

pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub fn commit(directory: &Path) -> String {
    git(directory, &["add", "--all"]);
    git(directory, &["commit", "--quiet", "--allow-empty", "--message=one commit"]);
    git(directory, &["rev-parse", "HEAD"])
}

/// Runs git, whatever the machine's configuration.
pub fn git(directory: &Path, arguments: &[&str]) -> String {
    let settings = ["user.name=x", "user.email=x@example.com", "protocol.file.allow=always"];
    let git = Program::new("git").directory(directory);
    let git = git.set("GIT_CONFIG_GLOBAL", "/dev/null").set("GIT_CONFIG_NOSYSTEM", "1");
    let git = git.arguments(settings.iter().flat_map(|setting| ["-c", setting]));
    let output = git.arguments(arguments).run(Duration::from_secs(60), 1 << 24).unwrap();
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// The paths of all files and links below a directory but for what is called `.git`, in order.
pub fn paths(directory: &Path) -> Vec<String> {
    let (mut waiting, mut found) = (vec![directory.to_owned()], Vec::new());
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten().flatten() {
            if entry.file_name() == ".git" {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                waiting.push(entry.path());
            } else {
                let path = entry.path();
                found.push(path.strip_prefix(directory).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}
