//! From lines to findings.

use super::super::Places;
use super::line::{self, At, Said};
use super::merge::{Instance, merged};
use super::{Finding, Kind, Notes, Step, function};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is read of the package whose header came last.
struct Section<'a> {
    places: &'a Places,
    package: String,
    instances: Vec<Instance>,
    /// Where each instance is among them, and the function's name as it was printed.
    names: HashMap<String, usize>,
    /// Variables, by their place.
    moved: HashSet<(String, u32, u32, String)>,
    /// Functions that are not inside others, by their place.
    declared: BTreeMap<(String, u32, u32), String>,
    /// The instance whose last finding the next steps belong to, and the place of its lines.
    open: Option<(usize, String, u32, u32)>,
}

pub(super) fn notes(printed: &[u8], places: &Places) -> Notes {
    let mut done = Vec::new();
    let mut section = Section::new(places, String::new());
    for line in printed.split(|&byte| byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if let Some(header) = line.strip_prefix(b"# ") {
            let package = String::from_utf8_lossy(header);
            // Of a test: `# example.com/m/codec [example.com/m/codec.test]`.
            let package = package.split(" [").next().unwrap_or_default().to_owned();
            done.extend(std::mem::replace(&mut section, Section::new(places, package)).end());
        } else if is_of_interest(line) {
            section.line(&String::from_utf8_lossy(line));
        } else {
            section.open = None;
        }
    }
    done.extend(section.end());
    Notes { findings: merged(done) }
}

/// Whether it is worth being read: most lines are not.
fn is_of_interest(line: &[u8]) -> bool {
    const WORDS: [&str; 7] = [
        ":     from ",
        ":   flow: ",
        ": moved to heap: ",
        " escapes to heap in ",
        " escapes to heap:",
        ": can inline ",
        ": cannot inline ",
    ];
    WORDS.iter().any(|words| memchr::memmem::find(line, words.as_bytes()).is_some())
}

/// Go passes over files whose name begins so, and gives such names to what it makes itself.
fn is_written(path: &str) -> bool {
    !path.rsplit('/').next().is_some_and(|name| name.starts_with('_'))
}

impl<'a> Section<'a> {
    fn new(places: &'a Places, package: String) -> Section<'a> {
        let (instances, names) = (Vec::new(), HashMap::new());
        let (moved, declared) = (HashSet::new(), BTreeMap::new());
        Section { places, package, instances, names, moved, declared, open: None }
    }

    fn line(&mut self, line: &str) {
        let Some((at, said)) = line::read(line) else {
            self.open = None;
            return;
        };
        match said {
            Said::Escapes { expression, function } => self.escapes(at, expression, function),
            Said::Declares { function } => {
                let place = (at.path.to_owned(), at.line, at.column);
                self.declared.insert(place, function.into_owned());
                self.open = None;
            }
            Said::From { expression, how, at: from } => self.step(at, expression, how, from),
            Said::Flow => {}
            Said::Moved { expression } => {
                let path = self.places.file(at.path);
                let key = path.map(|path| (path, at.line, at.column, expression.to_owned()));
                self.moved.extend(key);
                self.open = None;
            }
            Said::Other => self.open = None,
        }
    }

    fn escapes(&mut self, at: At<'_>, expression: &str, name: Option<&str>) {
        self.open = None;
        let path = self.places.file(at.path).filter(|path| is_written(path));
        let is_wrapper = name.is_some_and(function::is_wrapper);
        let Some(path) = path.filter(|_| !is_wrapper) else { return };
        let name = &*name.map_or_else(|| self.declared_above(at), str::to_owned);
        let package = function::package(name, &path, &self.package, self.places);
        let function = function::linked(&package, name);
        let instance = self.instance(name);
        self.instances[instance].findings.push(Finding {
            path,
            line: at.line,
            column: at.column,
            function,
            package,
            expression: expression.to_owned(),
            kind: Kind::Escapes,
            flow: Vec::new(),
        });
        self.open = Some((instance, at.path.to_owned(), at.line, at.column));
    }

    /// The function that is declared last before a place; that of all variables if there is none.
    fn declared_above(&self, at: At<'_>) -> String {
        let mut above = self.declared.range(..=(at.path.to_owned(), at.line, at.column));
        let last = above.next_back().filter(|((path, ..), _)| path == at.path);
        last.map_or_else(|| "init".to_owned(), |(_, name)| name.clone())
    }

    fn instance(&mut self, name: &str) -> usize {
        if let Some(&known) = self.names.get(name) {
            return known;
        }
        let is_generic = function::is_generic(name);
        self.instances.push(Instance { is_generic, findings: Vec::new() });
        self.names.insert(name.to_owned(), self.instances.len() - 1);
        self.instances.len() - 1
    }

    fn step(&mut self, at: At<'_>, expression: &str, how: &str, from: At<'_>) {
        let Some((instance, path, line, column)) = &self.open else { return };
        if (&**path, *line, *column) != (at.path, at.line, at.column) {
            self.open = None;
        } else if let Some(finding) = self.instances[*instance].findings.last_mut() {
            let path = self.places.file(from.path).unwrap_or_else(|| from.path.to_owned());
            let (expression, how) = (expression.to_owned(), how.to_owned());
            let (line, column) = (from.line, from.column);
            finding.flow.push(Step { expression, how, path, line, column });
        }
    }

    /// The findings, with variables told from other values.
    fn end(mut self) -> Vec<Instance> {
        let findings = self.instances.iter_mut().flat_map(|instance| &mut instance.findings);
        for finding in findings {
            let (path, expression) = (finding.path.clone(), finding.expression.clone());
            if self.moved.contains(&(path, finding.line, finding.column, expression)) {
                finding.kind = Kind::Moved;
            }
        }
        self.instances
    }
}
