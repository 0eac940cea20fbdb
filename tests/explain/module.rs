//! A module in a repository, and what the compiler and git say of it.

use super::copy::copy;
use super::tools;
use allocgate::explain::Places;
use allocgate::explain::notes::Notes;
use allocgate::explain::touched::Touched;
use allocgate::host::Git;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

pub struct Module {
    import_path: &'static str,
    root: PathBuf,
    _folder: TempDir,
}

impl Module {
    /// An empty one at the root of a repository, where there are git and Go.
    pub fn of(import_path: &'static str) -> Option<Module> {
        tools::program("git", "--version")?;
        tools::go()?.at_least(24)?;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let module = Module { import_path, root, _folder: folder };
        module.write("go.mod", &format!("module {import_path}\n\ngo 1.24\n"));
        module.git(&["init", "--quiet", "--initial-branch=main"]);
        Some(module)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn edit(&self, path: &str, edit: impl Fn(&str) -> String) {
        let text = fs::read_to_string(self.root.join(path)).unwrap();
        let edited = edit(&text);
        assert_ne!(edited, text);
        self.write(path, &edited);
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root.join(path)).unwrap();
    }

    pub fn has(&self, path: &str) -> bool {
        self.root.join(path).is_file()
    }

    /// The line of a file that holds a text, which only one does.
    pub fn line(&self, path: &str, text: &str) -> u32 {
        let file = fs::read_to_string(self.root.join(path)).unwrap();
        let lines = file.lines().zip(1..).filter(|(line, _)| line.contains(text));
        let lines: Vec<u32> = lines.map(|(_, number)| number).collect();
        assert_eq!(lines.len(), 1, "{text}");
        lines[0]
    }

    /// Writes the files of a folder of the test data over those that are there.
    pub fn copy(&self, folder: &str) {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(folder);
        copy(&from, &self.root);
    }

    /// What is noted with `-trimpath`.
    pub fn notes(&self) -> Notes {
        let printed = self.printed("", &["-trimpath", "./..."]);
        Notes::read(&printed, &Places::trimmed().module(self.import_path, ""))
    }

    /// What is noted without, in a directory.
    pub fn notes_below(&self, directory: &str, packages: &[&str]) -> Notes {
        let root = self.root.to_str().unwrap();
        let places = Places::untrimmed(directory, root).module(self.import_path, "");
        Notes::read(&self.printed(directory, packages), &places)
    }

    fn printed(&self, directory: &str, arguments: &[&str]) -> Vec<u8> {
        let mut go = Command::new("go");
        go.args(["test", "-c", "-o", "/dev/null", "-gcflags=-m=2"]).args(arguments);
        go.current_dir(self.root.join(directory)).env("GOFLAGS", "").env("GOWORK", "off");
        let output = go.output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{stderr}");
        output.stderr
    }

    /// Commits what is there, and gives the commit's id.
    pub fn commit(&self) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message=change"]);
        self.git(&["rev-parse", "HEAD"])
    }

    pub fn touched(&self, baseline: &str, candidate: &str) -> Touched {
        let diff = Git::at(&self.root).diff(baseline, candidate).unwrap();
        Touched::read(&diff).unwrap()
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=x", "-c", "user.email=x@example.com"]).args(arguments);
        let output = git.current_dir(&self.root).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {stderr}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}
