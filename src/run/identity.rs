//! Whether both sides' test binaries are the same, without linking them.

use super::error::RunError;
use super::go::Go;
use super::packages::Package;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// A listing of a million packages has about as much.
const MOST_PRINTED: usize = 1 << 30;

/// What test binaries are linked from: for each package's, all its parts with their build IDs. Those of
/// two are equal only if the same toolchain compiled the same sources with the same flags; a link of
/// the same parts makes the same bytes.
#[derive(Debug, Default)]
pub(super) struct Identities(BTreeMap<String, BTreeSet<(String, String)>>);

/// What stands for the defaults of GODEBUG among the parts: no import path.
const GODEBUG: &str = "GODEBUG=";

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Compiled {
    import_path: String,
    #[serde(rename = "BuildID")]
    build_id: String,
    /// The linker sets it, so that no build ID has it.
    #[serde(rename = "DefaultGODEBUG")]
    default_godebug: String,
    deps: Vec<String>,
    incomplete: bool,
}

impl Identities {
    /// Compiles the tests of packages of one module. One that doesn't compile has no identity.
    pub fn of(
        go: &Go,
        module: &str,
        packages: &[&Package],
        deadline: Duration,
    ) -> Result<Identities, RunError> {
        let keys = "-json=ImportPath,BuildID,Deps,Incomplete,DefaultGODEBUG";
        let flags = ["-e", "-test", "-deps", "-export", "-trimpath", "-buildvcs=false", keys, "--"];
        let asked = go.command(module, "list").arguments(flags);
        let patterns = packages.iter().map(|package| package.pattern());
        let output = asked.arguments(patterns).attempt(deadline, MOST_PRINTED)?;
        // Whatever can't be compiled is told of when it is built.
        Identities::parse(&output.stdout)
    }

    fn parse(stdout: &[u8]) -> Result<Identities, RunError> {
        let listed = serde_json::Deserializer::from_slice(stdout).into_iter::<Compiled>();
        let listed: Vec<Compiled> = listed.collect::<Result<_, _>>().map_err(RunError::Listing)?;
        let by_path: BTreeMap<&str, &Compiled> =
            listed.iter().map(|compiled| (&*compiled.import_path, compiled)).collect();
        let binaries = listed.iter().filter_map(|main| {
            let package = main.import_path.strip_suffix(".test")?;
            Some((package.to_owned(), parts(main, &by_path)?))
        });
        Ok(Identities(binaries.collect()))
    }

    /// Whether a package's test binary is the same here and there.
    pub fn is_same(&self, other: &Identities, package: &str) -> bool {
        let parts = self.0.get(package).filter(|parts| !parts.is_empty());
        parts.is_some() && parts == other.0.get(package)
    }
}

/// A binary's parts; none where one of them has no build ID.
fn parts(
    main: &Compiled,
    by_path: &BTreeMap<&str, &Compiled>,
) -> Option<BTreeSet<(String, String)>> {
    let deps = main.deps.iter().filter(|path| *path != "unsafe" && *path != "C");
    let mut parts = BTreeSet::new();
    for path in deps.map(|path| &**path).chain([&*main.import_path]) {
        let part = by_path.get(path)?;
        if part.incomplete || part.build_id.is_empty() {
            return None;
        }
        parts.insert((path.to_owned(), part.build_id.clone()));
    }
    parts.insert((GODEBUG.to_owned(), main.default_godebug.clone()));
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identities(text: &str) -> Identities {
        Identities::parse(text.as_bytes()).unwrap()
    }

    const M: &str = r#"{"ImportPath": "fmt", "BuildID": "f/1"}
        {"ImportPath": "m [m.test]", "BuildID": "m/1", "Deps": ["fmt", "unsafe"]}
        {"ImportPath": "m.test", "BuildID": "t/1", "Deps": ["m [m.test]", "fmt", "unsafe"]}"#;

    #[test]
    fn equal_parts_are_an_equal_binary() {
        let one = identities(M);
        assert!(one.is_same(&identities(M), "m"));
        for other in ["f/2", "m/2", "t/2"] {
            let part = format!("{}/1", &other[..1]);
            assert!(!one.is_same(&identities(&M.replace(&part, other)), "m"), "{other}");
        }
        assert!(!one.is_same(&one, "n"));
    }

    #[test]
    fn what_the_linker_sets_tells_binaries_apart() {
        let set = |to: &str| {
            let id = r#""BuildID": "t/1""#;
            identities(&M.replace(id, &format!(r#"{id}, "DefaultGODEBUG": "{to}""#)))
        };
        assert!(set("panicnil=1").is_same(&set("panicnil=1"), "m"));
        assert!(!set("panicnil=1").is_same(&set("panicnil=0"), "m"));
        assert!(!set("panicnil=1").is_same(&identities(M), "m"));
    }

    #[test]
    fn what_was_not_compiled_has_no_identity() {
        for broken in [
            M.replace(r#""BuildID": "f/1""#, r#""BuildID": """#),
            M.replace(r#""BuildID": "m/1""#, r#""Incomplete": true, "BuildID": "m/1""#),
            M.replace(r#"{"ImportPath": "fmt""#, r#"{"ImportPath": "fmt2""#),
        ] {
            let broken = identities(&broken);
            assert!(!broken.is_same(&broken, "m"));
        }
    }
}
