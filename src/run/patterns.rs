//! Where package patterns are asked for: each in the module that it is about.

use super::packages::is_below;

/// Patterns to ask for, in a directory from the root.
pub(super) type Asked = (String, Vec<String>);

/// A module, by its directory from the root and its import path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Module {
    pub directory: String,
    pub path: String,
}

/// What patterns mean that are named in a directory: `./...` and the like in whichever module lies there,
/// also where the directory itself is in none; import paths in the module that has them. Without any,
/// everything at or below the directory. Whatever else there is, Go understands where it is named.
pub(super) fn asked(modules: &[Module], directory: &str, patterns: &[String]) -> Vec<Asked> {
    if patterns.is_empty() {
        return below(modules, directory);
    }
    let mut asked: Vec<Asked> = Vec::new();
    for pattern in patterns {
        for (at, pattern) in one(modules, directory, pattern) {
            match asked.iter_mut().find(|(known, _)| *known == at) {
                Some((_, patterns)) => patterns.push(pattern),
                None => asked.push((at, vec![pattern])),
            }
        }
    }
    asked
}

/// In the module around a directory what is at or below it, and all modules below it.
fn below(modules: &[Module], directory: &str) -> Vec<Asked> {
    let own = around(modules, directory).map(|_| directory);
    let others = modules.iter().map(|module| &*module.directory);
    let others = others.filter(|other| *other != directory && is_below(other, directory));
    own.into_iter().chain(others).map(|at| (at.to_owned(), vec!["./...".to_owned()])).collect()
}

fn around<'a>(modules: &'a [Module], directory: &str) -> Option<&'a Module> {
    let around = modules.iter().filter(|module| is_below(directory, &module.directory));
    around.max_by_key(|module| module.directory.len())
}

fn one(modules: &[Module], directory: &str, pattern: &str) -> Vec<(String, String)> {
    let as_it_is = || vec![(directory.to_owned(), pattern.to_owned())];
    if pattern.starts_with("./") || pattern.starts_with("../") || [".", ".."].contains(&pattern) {
        let (path, rest) = match pattern.split_once("...") {
            Some((path, rest)) => (path, Some(rest)),
            None => (pattern, None),
        };
        let Some(at) = resolved(directory, path) else { return as_it_is() };
        return match (around(modules, &at), rest) {
            // A part of a name stands before the dots, or something after them.
            (_, Some(rest)) if !rest.is_empty() || !path.ends_with('/') => as_it_is(),
            (Some(module), None) => vec![(module.directory.clone(), within(&at, module))],
            (Some(module), Some(_)) => {
                vec![(module.directory.clone(), format!("{}/...", within(&at, module)))]
            }
            (None, Some(_)) => {
                let all = below(modules, &at).into_iter();
                all.map(|(at, _)| (at, "./...".to_owned())).collect()
            }
            (None, None) => as_it_is(),
        };
    }
    let path = pattern.split("...").next().unwrap_or(pattern);
    let has = |module: &&Module| is_below(path.trim_end_matches('/'), &module.path);
    let module = modules.iter().filter(has).max_by_key(|module| module.path.len());
    module.map_or_else(as_it_is, |module| vec![(module.directory.clone(), pattern.to_owned())])
}

/// A directory as it is named in its module's.
fn within(at: &str, module: &Module) -> String {
    let below = at.strip_prefix(&*module.directory).unwrap_or(at).trim_start_matches('/');
    if below.is_empty() { ".".to_owned() } else { format!("./{below}") }
}

/// The directory that a relative path leads to; none if it leads out of the repository.
pub(super) fn resolved(directory: &str, path: &str) -> Option<String> {
    let mut names: Vec<&str> = directory.split('/').filter(|name| !name.is_empty()).collect();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()?),
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(modules: &[(&str, &str)], directory: &str, patterns: &[&str]) -> Vec<String> {
        let module = |(directory, path): &(&str, &str)| Module {
            directory: (*directory).to_owned(),
            path: (*path).to_owned(),
        };
        let modules: Vec<Module> = modules.iter().map(module).collect();
        let patterns: Vec<String> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        let asked = asked(&modules, directory, &patterns);
        asked.into_iter().map(|(at, patterns)| format!("{at}: {}", patterns.join(" "))).collect()
    }

    const ROOT: (&str, &str) = ("", "m");
    const TOOLS: (&str, &str) = ("tools", "m/tools");
    const SUB: (&str, &str) = ("go/sub", "example.com/sub");

    #[test]
    fn what_is_not_named_is_what_lies_below_in_all_modules() {
        assert_eq!(at(&[ROOT], "", &[]), [": ./..."]);
        assert_eq!(at(&[ROOT, TOOLS], "", &[]), [": ./...", "tools: ./..."]);
        assert_eq!(at(&[ROOT, TOOLS], "a/b", &[]), ["a/b: ./..."]);
        assert_eq!(at(&[ROOT, TOOLS], "tools/x", &[]), ["tools/x: ./..."]);
        assert_eq!(at(&[TOOLS, SUB], "", &[]), ["tools: ./...", "go/sub: ./..."]);
        assert!(at(&[TOOLS], "b", &[]).is_empty());
    }

    #[test]
    fn directories_are_of_the_module_that_they_lie_in() {
        assert_eq!(at(&[ROOT], "", &["./a", "./b/..."]), [": ./a ./b/..."]);
        assert_eq!(at(&[ROOT, TOOLS], "", &["./tools/x"]), ["tools: ./x"]);
        assert_eq!(at(&[SUB], "", &["./go/sub/..."]), ["go/sub: ./..."]);
        assert_eq!(at(&[SUB, TOOLS], "", &["./..."]), ["go/sub: ./...", "tools: ./..."]);
        assert_eq!(at(&[ROOT, TOOLS], "tools", &["../a", "."]), [": ./a", "tools: ."]);
        // Only Go knows what these are.
        assert_eq!(at(&[ROOT], "a", &["../../out", "./x...", "all"]), ["a: ../../out ./x... all"]);
    }

    #[test]
    fn import_paths_are_of_the_module_that_has_them() {
        assert_eq!(at(&[ROOT, TOOLS], "", &["m/tools/x", "m/a"]), ["tools: m/tools/x", ": m/a"]);
        assert_eq!(at(&[SUB], "", &["example.com/sub/..."]), ["go/sub: example.com/sub/..."]);
        assert_eq!(at(&[SUB], "", &["fmt"]), [": fmt"]);
    }
}
