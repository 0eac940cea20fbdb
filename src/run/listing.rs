//! What `go list` tells of packages and of those that they are built from.

use super::error::RunError;
use super::go::Go;
use super::packages::Package;
use serde::Deserialize;
use std::collections::HashMap;
use std::time::Duration;

/// A package, as far as that is asked for. Those that a test is built from are there as
/// `path [test's path.test]`, where they differ.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Listed {
    pub import_path: String,
    pub dir: String,
    standard: bool,
    imports: Vec<String>,
    cgo_files: Vec<String>,
    s_files: Vec<String>,
    swig_files: Vec<String>,
    #[serde(rename = "SwigCXXFiles")]
    swig_cxx_files: Vec<String>,
    embed_files: Vec<String>,
    test_embed_files: Vec<String>,
    #[serde(rename = "XTestEmbedFiles")]
    external_test_embed_files: Vec<String>,
}

/// The keys of [`Listed`].
const KEYS: &str = "-json=ImportPath,Dir,Standard,Imports,CgoFiles,SFiles,SwigFiles,SwigCXXFiles,\
                    EmbedFiles,TestEmbedFiles,XTestEmbedFiles";

/// A listing of a million packages has about as much.
const MOST_PRINTED: usize = 1 << 30;

/// Packages by import path. Those of the standard library, which come with the toolchain, are not
/// among them.
#[derive(Debug, Default)]
pub(super) struct Listing(HashMap<String, Listed>);

impl Listing {
    /// Asks for packages of one module with all that their tests are built from. A package that is
    /// broken is listed as far as Go can: its run will say what is wrong.
    pub fn of(
        go: &Go,
        module: &str,
        packages: &[&Package],
        deadline: Duration,
    ) -> Result<Listing, RunError> {
        let patterns = packages.iter().map(|package| package.pattern());
        let asked = go.command(module, "list").arguments(["-e", "-test", "-deps", KEYS, "--"]);
        let output = asked.arguments(patterns).run(deadline, MOST_PRINTED)?;
        Listing::parse(&output.stdout)
    }

    /// The directories of all packages, as Go has them.
    pub fn directories(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|listed| &*listed.dir)
    }

    fn parse(stdout: &[u8]) -> Result<Listing, RunError> {
        let mut listing = HashMap::new();
        for listed in serde_json::Deserializer::from_slice(stdout).into_iter::<Listed>() {
            let listed = listed.map_err(RunError::Listing)?;
            if !listed.standard {
                listing.insert(listed.import_path.clone(), listed);
            }
        }
        Ok(Listing(listing))
    }

    /// A package and all that its tests are built from.
    pub fn built_from(&self, path: &str) -> Vec<&Listed> {
        let mut waiting = vec![path.to_owned(), format!("{path}.test")];
        let (mut found, mut seen) = (Vec::new(), std::collections::HashSet::new());
        while let Some(path) = waiting.pop() {
            if let Some(listed) = self.0.get(&path).filter(|_| seen.insert(path)) {
                waiting.extend(listed.imports.iter().cloned());
                found.push(listed);
            }
        }
        found
    }
}

/// What Go has of a package that is named: where it is, and its test files that are built, under the
/// tags that are set.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Named {
    pub import_path: String,
    pub dir: String,
    test_go_files: Vec<String>,
    #[serde(rename = "XTestGoFiles")]
    external: Vec<String>,
    go_files: Vec<String>,
    /// What is wrong with it.
    error: Option<serde_json::Value>,
}

impl Named {
    /// Whether there is such a package, and not only a pattern.
    pub fn is_there(&self) -> bool {
        self.error.is_none() || !self.go_files.is_empty() || self.test_files().next().is_some()
    }

    /// Asks for the packages that patterns name in a directory.
    pub fn of(
        go: &Go,
        directory: &str,
        patterns: &[impl AsRef<str>],
        deadline: Duration,
    ) -> Result<Vec<Named>, RunError> {
        let keys = "-json=ImportPath,Dir,GoFiles,TestGoFiles,XTestGoFiles,Error";
        let asked = go.command(directory, "list").arguments(["-e", keys, "--"]);
        let asked = asked.arguments(patterns.iter().map(AsRef::as_ref));
        let stdout = asked.run(deadline, MOST_PRINTED)?.stdout;
        let named = serde_json::Deserializer::from_slice(&stdout).into_iter::<Named>();
        named.map(|named| named.map_err(RunError::Listing)).collect()
    }

    /// The names of its test files.
    pub fn test_files(&self) -> impl Iterator<Item = &str> {
        self.test_go_files.iter().chain(&self.external).map(|name| &**name)
    }
}

impl Listed {
    /// Whether other languages' files are compiled into it, which may include any file of the repository.
    pub fn is_mixed(&self) -> bool {
        let files = [&self.cgo_files, &self.s_files, &self.swig_files, &self.swig_cxx_files];
        files.iter().any(|files| !files.is_empty())
    }

    /// The files that it embeds, relative to its directory.
    pub fn embedded(&self) -> impl Iterator<Item = &str> {
        let all = [&self.embed_files, &self.test_embed_files, &self.external_test_embed_files];
        all.into_iter().flatten().map(|file| &**file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_built_from_what_its_imports_import() {
        let text = r#"
            {"ImportPath": "fmt", "Standard": true}
            {"ImportPath": "m/a", "Dir": "/a", "Imports": ["fmt"], "EmbedFiles": ["x"]}
            {"ImportPath": "m/b", "Imports": ["m/a", "fmt"]}
            {"ImportPath": "m/c"}
            {"ImportPath": "m/d"}
            {"ImportPath": "m/c_test [m/c.test]", "Imports": ["m/b", "m/c"]}
            {"ImportPath": "m/c.test", "Imports": ["m/c_test [m/c.test]", "m/c"]}"#;
        let listing = Listing::parse(text.as_bytes()).unwrap();
        let built = listing.built_from("m/c");
        let mut paths: Vec<&str> = built.iter().map(|listed| &*listed.import_path).collect();
        paths.sort_unstable();
        assert_eq!(paths, ["m/a", "m/b", "m/c", "m/c.test", "m/c_test [m/c.test]"]);
        assert_eq!(listing.built_from("m/a")[0].embedded().collect::<Vec<_>>(), ["x"]);
        assert!(Listing::parse(b"{\"ImportPath\": 1}").is_err());
    }
}
