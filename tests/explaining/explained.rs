//! What a written report says of benchmarks.

use super::changed::demo_with;
use super::repository::{Repository, Said};
use allocgate::report::from_json;
use allocgate::report::v1::{Explanation, LimitCode, Place, Report, Site, SiteReason};
use std::fs;
use std::path::Path;

/// Few samples: figures of these benchmarks don't vary.
pub const QUICK: &str = "[run]\nbenchtime = \"20x\"\ncount = 5\n";

/// The demo, measured quickly.
pub fn quick() -> Option<Repository> {
    demo_with(&[("allocgate.toml", QUICK)])
}

/// A report that was written.
pub struct Written(pub Report);

impl Written {
    #[track_caller]
    pub fn at(path: &Path) -> Written {
        Written(from_json(&fs::read_to_string(path).unwrap()).unwrap())
    }

    /// What is said of a benchmark.
    #[track_caller]
    pub fn of(&self, name: &str) -> &Explanation {
        let all = &self.0.explanations;
        let found = all.iter().find(|explanation| &*explanation.name == name);
        found.unwrap_or_else(|| panic!("no {name} of {:?}", self.names()))
    }

    /// The benchmarks that something is said of.
    pub fn names(&self) -> Vec<&str> {
        self.0.explanations.iter().map(|explanation| &*explanation.name).collect()
    }

    /// The one site of a benchmark.
    #[track_caller]
    pub fn site(&self, name: &str) -> &Site {
        match &*self.of(name).sites {
            [site] => site,
            sites => panic!("{name} has these sites: {sites:#?}, {:?}", self.of(name).limits),
        }
    }

    /// The limits of what is said of a benchmark.
    #[track_caller]
    pub fn limits(&self, name: &str) -> Vec<LimitCode> {
        self.of(name).limits.iter().map(|limit| limit.code).collect()
    }
}

/// What matters of a site: the function without its package, the place, and the reason.
pub fn told(site: &Site) -> (String, String, SiteReason) {
    let (_, name) = site.function.rsplit_once('/').unwrap_or(("", &site.function));
    (name.to_owned(), at(&site.place), site.reason)
}

/// `codec/codec.go:46`; empty where there is none.
pub fn at(place: &Option<Place>) -> String {
    place.as_ref().map_or_else(String::new, |place| format!("{}:{}", place.path, place.line))
}

impl Repository {
    /// `allocgate run` with a report, and what that says.
    #[track_caller]
    pub fn explained(&self, arguments: &str, code: i32) -> (Written, Said) {
        self.written(&format!("run --explain {arguments}"), code)
    }

    /// A command that writes a report, and what that says.
    #[track_caller]
    pub fn written(&self, arguments: &str, code: i32) -> (Written, Said) {
        let path = self.folder.join("report.json");
        let _ = fs::remove_file(&path);
        // Behind `--` there are no flags.
        let (command, arguments) = arguments.split_once(' ').unwrap_or((arguments, ""));
        let arguments = format!("{command} --report json=../report.json {arguments}");
        let said = self.run("allocgate", &arguments);
        said.ends(code);
        (Written::at(&path), said)
    }

    /// `path:line` of the first line of a file that has a text.
    #[track_caller]
    pub fn line(&self, path: &str, text: &str) -> String {
        let source = fs::read_to_string(self.root.join(path)).unwrap();
        let at = source.lines().position(|line| line.contains(text));
        format!("{path}:{}", at.unwrap_or_else(|| panic!("no {text:?} in {path}")) + 1)
    }

    /// The names of all that is in the checkout and beside it, but for the cache.
    pub fn names(&self) -> Vec<String> {
        let of = |directory: &Path| -> Vec<String> {
            let entries = fs::read_dir(directory).unwrap();
            entries.map(|entry| entry.unwrap().path().display().to_string()).collect()
        };
        let mut all = [of(&self.root), of(&self.folder)].concat();
        all.retain(|path| !path.ends_with("/cache") && !path.ends_with("/go.log"));
        all.sort();
        all
    }
}
