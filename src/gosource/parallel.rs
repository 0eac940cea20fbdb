//! Which benchmarks run their bodies in several goroutines, by `b.RunParallel`.
//!
//! Names decide: a declaration is parallel if it says `.RunParallel`, or the name of one that is, in
//! the test files of a directory. A method or variable of the same name counts as well, so that too
//! many are taken for parallel rather than too few. What lies outside of test files is not looked at.

use super::files::Files;
use super::source::Benchmark;
use super::tokens::{Kind, Token, Tokens};
use super::wanted::is_test_file;
use memchr::memmem;
use std::collections::{BTreeMap, HashSet};

/// Marks those that are parallel.
pub(super) fn mark(benchmarks: &mut [Benchmark], files: &Files) {
    let mut directories: BTreeMap<&str, Vec<&[u8]>> = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| is_test_file(path)) {
        directories.entry(directory(path)).or_default().push(bytes);
    }
    let says_so = |source: &&[u8]| memmem::find(source, b"RunParallel").is_some();
    directories.retain(|_, sources| sources.iter().any(says_so));
    let parallel: BTreeMap<&str, HashSet<&[u8]>> =
        directories.into_iter().map(|(path, sources)| (path, parallel(&sources))).collect();
    for benchmark in benchmarks {
        let name = ["Benchmark", &benchmark.name].concat();
        let names = parallel.get(directory(&benchmark.path));
        benchmark.is_parallel = names.is_some_and(|names| names.contains(name.as_bytes()));
    }
}

fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// The names of parallel declarations.
fn parallel<'a>(sources: &[&'a [u8]]) -> HashSet<&'a [u8]> {
    let mut others: Vec<Declaration<'a>> =
        sources.iter().flat_map(|source| declarations(source)).collect();
    let mut names: HashSet<&[u8]> = HashSet::new();
    loop {
        let is_parallel = |d: &mut Declaration<'_>| d.is_parallel || !d.words.is_disjoint(&names);
        let found: Vec<Declaration<'a>> = others.extract_if(.., is_parallel).collect();
        if found.is_empty() {
            return names;
        }
        names.extend(found.into_iter().flat_map(|declaration| declaration.names));
    }
}

/// A function, a method, or variables that are declared together.
#[derive(Debug, Default)]
struct Declaration<'a> {
    names: Vec<&'a [u8]>,
    words: HashSet<&'a [u8]>,
    /// Whether it says `.RunParallel`.
    is_parallel: bool,
}

/// Reads declarations as far as the source can be read.
fn declarations(source: &[u8]) -> Vec<Declaration<'_>> {
    let mut reader = Reader::default();
    let mut tokens = Tokens::of(source);
    while let Ok(Some(token)) = tokens.next() {
        if !token.is_comment() {
            reader.token(token);
        }
    }
    reader.found
}

#[derive(Default)]
struct Reader<'a> {
    found: Vec<Declaration<'a>>,
    depth: usize,
    /// Whether names are still to come, and how deep within brackets.
    naming: Option<usize>,
    before: Option<Token<'a>>,
}

impl<'a> Reader<'a> {
    fn token(&mut self, token: Token<'a>) {
        let begins_line = self.before.is_none_or(|before| before.last_line < token.line);
        match token.kind {
            Kind::Word if self.depth == 0 && begins_line && is_keyword(token.text) => {
                self.begin(token.text);
            }
            Kind::Word => self.word(token.text, begins_line),
            Kind::Mark => self.mark(token.text),
            _ => {}
        }
        self.before = Some(token);
    }

    fn begin(&mut self, keyword: &[u8]) {
        self.found.push(Declaration::default());
        self.naming = matches!(keyword, b"func" | b"var").then_some(0);
    }

    fn word(&mut self, word: &'a [u8], begins_line: bool) {
        let Some(last) = self.found.last_mut() else { return };
        let follows_point = self.before.is_some_and(|before| before.is(b"."));
        last.is_parallel |= word == b"RunParallel" && follows_point;
        // In a group, a name begins each line.
        let is_name = match self.naming {
            Some(0) => self.depth == 0,
            Some(depth) => self.depth == depth && begins_line,
            None => false,
        };
        if is_name {
            last.names.push(word);
            self.naming = self.naming.filter(|&depth| depth > 0);
        } else {
            last.words.insert(word);
        }
    }

    fn mark(&mut self, mark: &[u8]) {
        match mark {
            b"(" | b"[" | b"{" => {
                // `var (`: a group.
                if self.depth == 0 && self.before.is_some_and(|before| before.is(b"var")) {
                    self.naming = Some(1);
                }
                self.depth += 1;
            }
            b")" | b"]" | b"}" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// Whether a declaration begins with it, where it begins a line outside of brackets.
fn is_keyword(word: &[u8]) -> bool {
    matches!(word, b"func" | b"var" | b"const" | b"type" | b"import")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gosource::read;

    /// The benchmarks of these test files that are parallel.
    fn found(sources: &[&str]) -> Vec<String> {
        let mut files = Files::default();
        files.insert("go.mod", b"module example.com/m\n".to_vec()).unwrap();
        for (i, source) in sources.iter().enumerate() {
            let source = format!("package a\n{source}");
            files.insert(&format!("a/f{i}_test.go"), source.into_bytes()).unwrap();
        }
        let parallel = read(&files).benchmarks.into_iter().filter(|b| b.is_parallel);
        parallel.map(|benchmark| benchmark.name).collect()
    }

    const PARALLEL: &str = "b.RunParallel(func(pb *testing.PB) { for pb.Next() {} })";

    #[test]
    fn a_body_that_says_so_is_parallel_and_no_other() {
        let source = format!(
            "func BenchmarkX(b *testing.B) {{ b.Run(\"a\", func(b *testing.B) {{ {PARALLEL} }}) }}\n\
             func BenchmarkY(b *testing.B) {{ RunParallel := 1; _ = \".RunParallel(\" }} // b.RunParallel(\n"
        );
        assert_eq!(found(&[&source]), ["X"]);
    }

    #[test]
    fn what_it_names_counts_through_any_number_of_others_and_files() {
        let a = "func BenchmarkX(b *testing.B) { first(b) }\nfunc first(b *testing.B) { s.second(b, 1) }\n\
                 func BenchmarkY(b *testing.B) { third(b) }\nfunc third(b *testing.B) {}\n";
        let b = format!("func (s *S[T]) second(b *testing.B, n int) {{\n{PARALLEL}\n}}\n");
        assert_eq!(found(&[a, &b]), ["X"]);
        assert_eq!(found(&[&b.replace("b.RunParallel", "x"), a]), [""; 0]);
    }

    #[test]
    fn functions_in_variables_count() {
        let one = format!(
            "var x = func(b *testing.B) {{ {PARALLEL} }}\nvar y = 1\n\
             func BenchmarkX(b *testing.B) {{ x(b) }}\nfunc BenchmarkY(b *testing.B) {{ _ = y }}\n"
        );
        assert_eq!(found(&[&one]), ["X"]);
        let group = format!(
            "var (\n\tz = 1\n\tx = map[int]func(*testing.B){{\n\t\t1: func(b *testing.B) {{ {PARALLEL} }},\n\t}}\n)\n\
             func BenchmarkX(b *testing.B) {{ x[1](b) }}\nfunc BenchmarkY(b *testing.B) {{}}\n"
        );
        assert_eq!(found(&[&group]), ["X"]);
    }

    #[test]
    fn another_directory_is_another_package() {
        let mut files = Files::default();
        let module = |name: &str| format!("module example.com/{name}\n").into_bytes();
        files.insert("go.mod", module("m")).unwrap();
        let helper = format!("package a\nfunc help(b *testing.B) {{ {PARALLEL} }}\n");
        files.insert("a/a_test.go", helper.into_bytes()).unwrap();
        let user = "package b\nfunc BenchmarkX(b *testing.B) { help(b) }\n";
        files.insert("b/b_test.go", user.into()).unwrap();
        files.insert("a/b_test.go", user.into()).unwrap();
        let found: Vec<(String, bool)> = read(&files)
            .benchmarks
            .iter()
            .map(|benchmark| (benchmark.path.to_string(), benchmark.is_parallel))
            .collect();
        assert_eq!(found, [("a/b_test.go".to_owned(), true), ("b/b_test.go".to_owned(), false)]);
    }

    #[test]
    fn odd_source_is_read_as_far_as_it_goes() {
        let x = format!("func BenchmarkX(b *testing.B) {{ {PARALLEL} }}\n");
        for odd in [
            "",
            "}}}}",
            "func",
            "var (",
            "func (",
            "func ((((\n",
            "\"",
            "/*",
            "RunParallel.",
            "é\u{0}",
        ] {
            assert_eq!(found(&[&format!("{x}{odd}")]), ["X"], "{odd}");
            let _ = found(&[&format!("{odd}\n{x}")]);
        }
    }
}
