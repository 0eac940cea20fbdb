//! Modules: which directory has which import path.

use super::error::excerpt;
use std::collections::BTreeMap;

/// The modules of a tree.
#[derive(Clone, Debug, Default)]
pub(super) struct Modules {
    /// By directory, `""` for the root: the module's path, if its `go.mod` has one that can be read.
    inside: BTreeMap<String, Option<String>>,
    /// The module that the root itself lies in.
    around: Option<Around>,
}

/// A module whose directory is above the root.
#[derive(Clone, Debug)]
pub(super) struct Around {
    pub module: Option<String>,
    /// The way from there to the root.
    pub prefix: String,
}

/// A directory below a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Below<'a> {
    pub module: &'a str,
    /// The way from the module's directory to the root, where that is below it.
    prefix: &'a str,
    within: &'a str,
}

/// Why a directory has no import path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Homeless {
    /// No `go.mod` is there, or above.
    NoModule,
    /// The one that is there has no module path.
    Unreadable(String),
}

impl Modules {
    pub fn insert(&mut self, directory: &str, go_mod: &[u8]) {
        self.inside.insert(directory.to_owned(), module_path(go_mod));
    }

    pub fn set_around(&mut self, around: Around) {
        self.around = Some(around);
    }

    pub fn has_root(&self) -> bool {
        self.inside.contains_key("")
    }

    /// The module that a directory belongs to: that of the nearest `go.mod`.
    pub fn of<'a>(&'a self, directory: &'a str) -> Result<Below<'a>, Homeless> {
        let mut at = directory;
        loop {
            if let Some(module) = self.inside.get(at) {
                let within = directory[at.len()..].trim_start_matches('/');
                let module =
                    module.as_deref().ok_or_else(|| Homeless::Unreadable(join(at, "go.mod")))?;
                return Ok(Below { module, prefix: "", within });
            }
            if at.is_empty() {
                break;
            }
            at = at.rsplit_once('/').map_or("", |(above, _)| above);
        }
        let around = self.around.as_ref().ok_or(Homeless::NoModule)?;
        let unreadable = || Homeless::Unreadable("the go.mod above".to_owned());
        let module = around.module.as_deref().ok_or_else(unreadable)?;
        Ok(Below { module, prefix: &around.prefix, within: directory })
    }

    /// The paths of all modules in a directory or below it.
    pub fn below(&self, directory: &str) -> impl Iterator<Item = &str> {
        let is_below = move |at: &str| {
            let rest = at.strip_prefix(directory);
            rest.is_some_and(|rest| {
                directory.is_empty() || rest.is_empty() || rest.starts_with('/')
            })
        };
        let inside = self.inside.iter().filter(move |(at, _)| is_below(at));
        inside.filter_map(|(_, module)| module.as_deref())
    }
}

impl Below<'_> {
    /// The import path of what lies below the directory.
    pub fn import_path(&self, rest: &str) -> String {
        let within = join(self.prefix, &join(self.within, rest));
        // The standard library's packages are named without their module.
        let is_bare = self.module == "std" && !within.is_empty();
        join(if is_bare { "" } else { self.module }, &within)
    }
}

impl Homeless {
    pub fn message(&self) -> String {
        match self {
            Homeless::NoModule => "no go.mod is there or above".to_owned(),
            Homeless::Unreadable(path) => {
                format!("{} has no module path that can be read", excerpt(path))
            }
        }
    }
}

/// Two parts of a path, either of which may be empty.
pub(super) fn join(directory: &str, rest: &str) -> String {
    let slash = if directory.is_empty() || rest.is_empty() { "" } else { "/" };
    format!("{directory}{slash}{rest}")
}

/// What the `module` directive of a `go.mod` says, if it can be read.
pub(super) fn module_path(go_mod: &[u8]) -> Option<String> {
    let mut block = None;
    for line in std::str::from_utf8(go_mod).ok()?.lines() {
        let line = line.split("//").next().unwrap_or_default().trim();
        match block {
            _ if line.is_empty() => {}
            Some(_) if line == ")" => block = None,
            Some("module") => return argument(line),
            Some(_) => {}
            None if line.ends_with('(') => block = Some(line.trim_end_matches('(').trim_end()),
            None => {
                let rest = line.strip_prefix("module");
                if let Some(rest) = rest.filter(|rest| rest.starts_with([' ', '\t'])) {
                    return argument(rest.trim());
                }
            }
        }
    }
    None
}

/// One word, or one in double quotes. Escapes, which no module path needs, are not read.
fn argument(text: &str) -> Option<String> {
    let quoted = text.strip_prefix('"').map(|text| text.strip_suffix('"'));
    let text = quoted.unwrap_or(Some(text))?;
    let is_other = |c: char| c.is_whitespace() || c.is_control() || "\"'`\\()[]{},".contains(c);
    (!text.is_empty() && !text.contains(is_other)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_directive_has_a_path_in_quotes_or_without() {
        for text in [
            "module example.com/m\n\ngo 1.21\n",
            "// Deprecated: x\nmodule \"example.com/m\" // y\n",
            "\tmodule\texample.com/m//x\r\ngo 1.21\r\n",
            "require (\n\tmodule v1.2.3\n)\nmodule example.com/m",
            "module (\n\t// x\n\texample.com/m\n)\n",
            "module(\n\t\"example.com/m\"\n)\n",
        ] {
            assert_eq!(module_path(text.as_bytes()).as_deref(), Some("example.com/m"), "{text}");
        }
    }

    #[test]
    fn what_go_refuses_is_no_module_path() {
        for text in [
            "",
            "go 1.21\n",
            "module\n",
            "module \"\"\n",
            "module `example.com/m`\n",
            "module \"example.com/m\n",
            "module example.com/m example.com/n\n",
            "modulex example.com/m\n",
            "module (\n)\n",
        ] {
            assert_eq!(module_path(text.as_bytes()), None, "{text}");
        }
        assert_eq!(module_path(b"module example.com/\xFF\n"), None);
    }
}
