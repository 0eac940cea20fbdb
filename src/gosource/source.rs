//! What a tree's test files declare.

use super::constraint::Constraint;
use super::directive::{Limit, limits};
use super::error::{SourceError, excerpt};
use super::files::Files;
use super::outline::{Comment, Function, outline};
use super::parallel;
use super::wanted::is_test_file;
use std::collections::HashSet;
use std::sync::Arc;

/// A function that `go test` runs as a benchmark, where its file is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benchmark {
    /// The import path, as a capture has it after `pkg:`. That of an external test package is the
    /// package's own.
    pub package: Arc<str>,
    /// Without `Benchmark`.
    pub name: String,
    /// The file, relative to the root.
    pub path: Arc<str>,
    /// The line of `func`, counted from 1.
    pub line: u32,
    /// Where the file is built.
    pub constraint: Constraint,
    /// Whether it runs its body in several goroutines: whether it, or what it names of its directory's
    /// test files, calls `b.RunParallel`. It may be taken for one that does by the name of something
    /// else.
    pub is_parallel: bool,
}

/// The limits that stand above a benchmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Directive {
    /// The benchmark's package, as in [`Benchmark`].
    pub package: Arc<str>,
    /// The benchmark, without `Benchmark`.
    pub benchmark: String,
    /// The file, relative to the root.
    pub path: Arc<str>,
    /// The line of the directive, counted from 1; of several, that of the first.
    pub line: u32,
    /// One or more, of different units.
    pub limits: Vec<Limit>,
    /// Where the file is built.
    pub constraint: Constraint,
}

/// What was found in a tree, by path and line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Those in a package of a module. Two files under different constraints may declare the same one.
    pub benchmarks: Vec<Benchmark>,
    /// Those that can be read. What can't be, of a benchmark with several, is missing.
    pub directives: Vec<Directive>,
    /// Directives that can't be read, or say nothing where they stand, and what can't be read of files
    /// that have any.
    pub errors: Vec<SourceError>,
}

/// Reads all `_test.go` files of a tree.
///
/// ```
/// use allocgate::gosource::{Files, read};
///
/// let mut files = Files::default();
/// files.insert("go.mod", b"module example.com/m\n".to_vec())?;
/// let test = "package codec\n\n//allocgate:max allocs/op=5\nfunc BenchmarkEncode(b *testing.B) {\n}\n";
/// files.insert("codec/codec_test.go", test.into())?;
/// let source = read(&files);
/// assert_eq!(&*source.benchmarks[0].package, "example.com/m/codec");
/// assert_eq!(source.benchmarks[0].line, 4);
/// assert_eq!(source.directives[0].limits[0].max, 5.0);
/// # Ok::<(), allocgate::gosource::SourceError>(())
/// ```
pub fn read(files: &Files) -> Source {
    let mut source = Source { errors: files.unread.clone(), ..Source::default() };
    for (path, bytes) in files.iter().filter(|(path, _)| is_test_file(path)) {
        let (constraint, unreadable) = Constraint::of(path, bytes);
        let states_limits = memchr::memmem::find(bytes, b"allocgate:").is_some();
        let mut file = File { path: path.into(), constraint, states_limits, source: &mut source };
        if let Some(error) = unreadable {
            file.broken(error.line, error.message);
        }
        file.read(files, bytes);
    }
    parallel::mark(&mut source.benchmarks, files);
    source.errors.sort();
    source
}

/// A file that is being read.
struct File<'a> {
    path: Arc<str>,
    constraint: Constraint,
    /// Whether it may have directives.
    states_limits: bool,
    source: &'a mut Source,
}

impl File<'_> {
    fn read(&mut self, files: &Files, bytes: &[u8]) {
        let outline = outline(bytes);
        let path = self.path.clone();
        let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
        match files.modules.of(directory).map(|below| below.import_path("").into()) {
            Ok(package) => {
                for function in &outline.functions {
                    self.function(&package, function);
                }
            }
            Err(homeless) => {
                let message = format!("is in no known package: {}", homeless.message());
                for comment in outline.functions.iter().flat_map(|function| &function.comments) {
                    self.error(comment.line, &*message);
                }
            }
        }
        for comment in &outline.astray {
            let message = limits(comment.text).err().unwrap_or_else(|| {
                "stands directly above no benchmark: func BenchmarkXxx(b *testing.B)".to_owned()
            });
            self.error(comment.line, message);
        }
        if let Some(failure) = outline.failure {
            self.broken(failure.line, failure.message);
        }
    }

    fn function(&mut self, package: &Arc<str>, function: &Function<'_>) {
        let limits = self.limits(&function.comments);
        if let Some(comment) = function.comments.first().filter(|_| !limits.is_empty()) {
            self.source.directives.push(Directive {
                package: package.clone(),
                benchmark: function.name.to_owned(),
                path: self.path.clone(),
                line: comment.line,
                limits,
                constraint: self.constraint.clone(),
            });
        }
        self.source.benchmarks.push(Benchmark {
            package: package.clone(),
            name: function.name.to_owned(),
            path: self.path.clone(),
            line: function.line,
            constraint: self.constraint.clone(),
            is_parallel: false,
        });
    }

    /// Those of all directives above a function.
    fn limits(&mut self, comments: &[Comment<'_>]) -> Vec<Limit> {
        let (mut merged, mut units) = (Vec::new(), HashSet::new());
        for comment in comments {
            let limits = limits(comment.text).unwrap_or_else(|message| {
                self.error(comment.line, message);
                Vec::new()
            });
            for limit in limits {
                if units.insert(limit.unit.clone()) {
                    merged.push(limit);
                } else {
                    let unit = excerpt(&limit.unit);
                    self.error(comment.line, format!("{unit} has a limit already"));
                }
            }
        }
        merged
    }

    /// What can't be read of a file matters where a directive could be lost by it. Go itself says what is
    /// wrong with any other, of its package alone, if it is built at all.
    fn broken(&mut self, line: u32, message: impl Into<String>) {
        if self.states_limits {
            self.error(line, message);
        }
    }

    fn error(&mut self, line: u32, message: impl Into<String>) {
        self.source.errors.push(SourceError::at(&self.path, line, message));
    }
}

#[cfg(test)]
mod tests;
