//! A change to a copy of the standard library, as a file of the test data has it.

use std::fs;
use std::path::{Path, PathBuf};

/// A patch, with what is known of it in the lines above.
pub struct Change {
    /// What the file is called.
    pub name: String,
    pub patch: PathBuf,
    /// The directory of the package whose benchmark allocates more.
    pub package: String,
    /// As `-bench` selects it.
    pub bench: String,
    /// The file that is changed first.
    pub path: String,
    /// What stands in the line, and in no other, that the change is about.
    pub line: String,
    /// Where an explanation has that line.
    pub seen: String,
    /// The reason that is given for the site that has it, or for the first.
    pub reason: String,
}

impl Change {
    /// All that there are, in the order of names.
    pub fn all() -> Vec<Change> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/injections");
        let entries = fs::read_dir(folder).unwrap();
        let mut patches: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        patches.sort();
        patches.into_iter().map(Change::read).collect()
    }

    fn read(patch: PathBuf) -> Change {
        let text = fs::read_to_string(&patch).unwrap();
        let of = |key: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(key));
            value.expect(key).to_owned()
        };
        let name = patch.file_stem().unwrap().to_string_lossy().into_owned();
        let keys = ["package: ", "bench: ", "line: ", "seen: ", "reason: ", "+++ b/"];
        let [package, bench, line, seen, reason, path] = keys.map(of);
        Change { name, patch, package, bench, path, line, seen, reason }
    }

    /// The number of the line in the text that the file has now.
    pub fn number(&self, text: &str) -> u32 {
        let lines = (1..).zip(text.lines()).filter(|(_, line)| line.contains(&self.line));
        let numbers: Vec<u32> = lines.map(|(number, _)| number).collect();
        assert_eq!(numbers.len(), 1, "{}: {:?}", self.name, self.line);
        numbers[0]
    }
}
