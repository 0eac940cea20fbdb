//! Package patterns, as cmd/go reads them.

use super::error::SourceError;
use super::files::{Files, whole};
use super::module::Homeless;

impl Files {
    /// What a package pattern, relative to the root, is as patterns of import paths: `./codec/...` is
    /// `example.com/m/codec/...`. One that does not begin with a dot is one already, and comes back as
    /// it is; so do cmd/go's words, such as `std`.
    ///
    /// Where neither the pattern's directory nor one above it has a `go.mod`, `/...` stands for all
    /// modules below, in the order of their directories.
    ///
    /// cmd/go's `./...` does not reach into a module within the module. A pattern of import paths
    /// can't say that: if the inner module's path begins with the outer one's, it matches, too.
    ///
    /// # Errors
    ///
    /// If the pattern leads out of the root, or if no module is found.
    pub fn expand(&self, pattern: &str) -> Result<Vec<String>, SourceError> {
        if pattern.starts_with('/') {
            return Err(SourceError::of(pattern, "a pattern is relative, or an import path"));
        }
        if !is_local(pattern) {
            return Ok(vec![pattern.to_owned()]);
        }
        let Some(elements) = cleaned(pattern) else {
            return Err(SourceError::of(pattern, "leads out of the directory"));
        };
        let fixed = elements.iter().take_while(|element| !element.contains("...")).count();
        let (directory, rest) = (elements[..fixed].join("/"), elements[fixed..].join("/"));
        match self.modules.of(&directory) {
            Ok(below) => Ok(vec![below.import_path(&rest)]),
            Err(Homeless::NoModule) if rest == "..." => self.all_below(pattern, &directory),
            Err(homeless) => Err(SourceError::of(pattern, homeless.message())),
        }
    }

    fn all_below(&self, pattern: &str, directory: &str) -> Result<Vec<String>, SourceError> {
        let modules: Vec<String> = self.modules.below(directory).map(whole).collect();
        if modules.is_empty() {
            return Err(SourceError::of(pattern, "no go.mod is there, above or below"));
        }
        Ok(modules)
    }
}

/// Whether a pattern is one of directories.
fn is_local(pattern: &str) -> bool {
    matches!(pattern, "." | "..") || pattern.starts_with("./") || pattern.starts_with("../")
}

/// The directories that a path leads through; nothing if it leads out of the root.
fn cleaned(path: &str) -> Option<Vec<&str>> {
    let mut elements = Vec::new();
    for element in path.split('/') {
        match element {
            "" | "." => {}
            ".." => drop(elements.pop()?),
            _ => elements.push(element),
        }
    }
    Some(elements)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(modules: &[(&str, &str)]) -> Files {
        let mut files = Files::default();
        for (path, module) in modules {
            files.insert(path, format!("module {module}\n").into_bytes()).unwrap();
        }
        files
    }

    fn expand(files: &Files, pattern: &str) -> Result<Vec<String>, String> {
        files.expand(pattern).map_err(|error| error.to_string())
    }

    #[test]
    fn patterns_of_directories_become_patterns_of_import_paths() {
        let files = files(&[("go.mod", "example.com/m"), ("in/go.mod", "example.com/in")]);
        for (pattern, expected) in [
            (".", "example.com/m"),
            ("./", "example.com/m"),
            ("./...", "example.com/m/..."),
            ("./codec", "example.com/m/codec"),
            ("./codec/", "example.com/m/codec"),
            ("./codec/...", "example.com/m/codec/..."),
            ("./a/../b//./c", "example.com/m/b/c"),
            ("./cod...", "example.com/m/cod..."),
            ("./.../json", "example.com/m/.../json"),
            ("./in/...", "example.com/in/..."),
            ("./in/x", "example.com/in/x"),
        ] {
            assert_eq!(expand(&files, pattern), Ok(vec![expected.to_owned()]), "{pattern}");
        }
    }

    #[test]
    fn patterns_of_import_paths_stay_as_they_are() {
        for pattern in ["...", "example.com/m/...", "std", "encoding/json", ".../json", ""] {
            assert_eq!(expand(&Files::default(), pattern), Ok(vec![pattern.to_owned()]));
        }
    }

    #[test]
    fn a_pattern_does_not_lead_out_of_the_root() {
        let files = files(&[("go.mod", "example.com/m")]);
        for pattern in ["..", "../x", "../...", "./a/../.."] {
            let error = Err(format!("{pattern}: leads out of the directory"));
            assert_eq!(expand(&files, pattern), error);
        }
        assert!(expand(&files, "/home/m").is_err());
    }

    #[test]
    fn above_several_modules_all_of_them_are_meant() {
        let files =
            files(&[("a/go.mod", "example.com/a"), ("b/go.mod", "x.org/b"), ("b/c/go.mod", "c")]);
        let all = ["example.com/a/...", "x.org/b/...", "c/..."].map(str::to_owned).to_vec();
        assert_eq!(expand(&files, "./..."), Ok(all.clone()));
        assert_eq!(expand(&files, "./b/..."), Ok(all[1..2].to_vec()));
        assert_eq!(expand(&files, "./b/c/..."), Ok(all[2..].to_vec()));
        for pattern in [".", "./x", "./a..."] {
            let error = Err(format!("{pattern}: no go.mod is there or above"));
            assert_eq!(expand(&files, pattern), error);
        }
        let none = "./d/...: no go.mod is there, above or below";
        assert_eq!(expand(&files, "./d/..."), Err(none.to_owned()));
    }

    #[test]
    fn a_module_without_a_path_is_named() {
        let files = files(&[("a/go.mod", ""), ("b/go.mod", "example.com/b")]);
        let error = "./a/x: a/go.mod has no module path that can be read";
        assert_eq!(expand(&files, "./a/x"), Err(error.to_owned()));
        // People put an empty one where cmd/go is not to look.
        assert_eq!(expand(&files, "./..."), Ok(vec!["example.com/b/...".to_owned()]));
    }
}
