//! A command line with its inputs.

use crate::support::Outcome;
use crate::support::words::quoted;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    pub args: Vec<OsString>,
    /// The file that is standard input.
    pub stdin: Option<String>,
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Case {
    /// Writes the inputs.
    pub fn lay_out(&self, directory: &Path) -> io::Result<()> {
        for (name, text) in &self.files {
            let path = directory.join(name);
            fs::create_dir_all(path.parent().unwrap_or(directory))?;
            fs::write(path, text)?;
        }
        Ok(())
    }

    /// Writes it as a case of `testdata/benchstat`.
    pub fn keep(&self, directory: &Path, expected: &Outcome) -> io::Result<()> {
        let _ = fs::remove_dir_all(directory);
        fs::create_dir_all(directory)?;
        self.lay_out(directory)?;
        fs::write(directory.join("cmd"), self.command_line())?;
        expected.files().iter().try_for_each(|(name, text)| fs::write(directory.join(name), text))
    }

    pub fn command_line(&self) -> Vec<u8> {
        let mut words: Vec<Vec<u8>> = self.args.iter().map(|word| quoted(word)).collect();
        if let Some(file) = &self.stdin {
            words.extend([b"<".to_vec(), quoted(file.as_ref())]);
        }
        let mut line = words.join(&b' ');
        line.push(b'\n');
        line
    }
}
