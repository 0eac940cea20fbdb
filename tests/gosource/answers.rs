//! What Go says of files.

use crate::tools;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What Go says.
#[derive(Default)]
pub struct Answers {
    pub root: PathBuf,
    pub platforms: Vec<String>,
    /// By path: a digit for each platform.
    pub files: BTreeMap<String, String>,
    /// As `path:line name`.
    pub benchmarks: Vec<String>,
    pub broken: BTreeSet<String>,
    /// Directory and import path.
    pub packages: Vec<(String, String)>,
}

/// Of its own source.
pub fn go() -> Option<&'static Answers> {
    static ANSWERS: OnceLock<Option<Answers>> = OnceLock::new();
    ANSWERS.get_or_init(|| ask(None)).as_ref()
}

/// Of what is below a directory, or else of its own source.
pub fn ask(directory: Option<&Path>) -> Option<Answers> {
    let go = tools::go().and_then(|go| go.at_least(21))?;
    let output = go.run("gosource.go").args(directory).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut answers = Answers::default();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let (kind, rest) = line.split_once(' ').unwrap();
        let pair = || rest.split_once(' ').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        match kind {
            "root" => answers.root = Path::new(rest).to_owned(),
            "platform" => answers.platforms.push(rest.to_owned()),
            "file" => answers.files.extend([pair()]),
            "func" => answers.benchmarks.push(rest.to_owned()),
            "broken" => answers.broken.extend([rest.to_owned()]),
            "package" => answers.packages.push(pair()),
            _ => panic!("{line}"),
        }
    }
    Some(answers)
}
