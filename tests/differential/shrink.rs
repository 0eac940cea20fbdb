//! The smallest case that shows the same disagreement, by leaving out whatever can be left out.

use crate::case::Case;
use crate::support::words::os_string;
use std::collections::BTreeSet;

/// How many smaller cases are tried.
const TRIES: usize = 2000;

/// Makes a case smaller for as long as it disagrees.
pub fn shrunk(case: &Case, disagrees: &dyn Fn(&Case) -> bool) -> Case {
    let mut shrinking = Shrinking { case: case.clone(), tries: TRIES, disagrees };
    loop {
        let before = shrinking.case.clone();
        shrinking.files();
        shrinking.args();
        shrinking.lines();
        shrinking.renamed();
        shrinking.fields();
        shrinking.words();
        if shrinking.case == before || shrinking.tries == 0 {
            return shrinking.case;
        }
    }
}

struct Shrinking<'a> {
    case: Case,
    tries: usize,
    disagrees: &'a dyn Fn(&Case) -> bool,
}

impl Shrinking<'_> {
    /// Takes a smaller case if it disagrees, too.
    fn attempt(&mut self, smaller: Case) -> bool {
        if self.tries == 0 {
            return false;
        }
        self.tries -= 1;
        let taken = (self.disagrees)(&smaller);
        if taken {
            self.case = smaller;
        }
        taken
    }

    fn files(&mut self) {
        for name in self.case.files.keys().cloned().collect::<Vec<_>>() {
            let mut without = self.case.clone();
            without.files.remove(&name);
            without.args.retain(|arg| !arg.as_encoded_bytes().ends_with(name.as_bytes()));
            if without.stdin.as_ref() == Some(&name) {
                without.stdin = None;
            }
            self.attempt(without);
        }
    }

    fn args(&mut self) {
        let args = self.case.args.clone();
        self.pieces(args, &|case, args| case.args = args);
    }

    fn lines(&mut self) {
        for name in self.names() {
            let lines = split(&self.case.files[&name], |byte| byte == b'\n');
            self.pieces(lines, &|case, lines| {
                drop(case.files.insert(name.clone(), lines.concat()))
            });
        }
    }

    /// Gives benchmarks short names, everywhere at once.
    fn renamed(&mut self) {
        let all = self.case.files.values().flat_map(|text| split(text, is_space));
        let long = all.filter(|word| word.starts_with(b"Benchmark") && word.len() > 11);
        let names: BTreeSet<Vec<u8>> = long.map(|word| word.trim_ascii_end().to_vec()).collect();
        for (name, letter) in names.iter().zip('A'..='Z') {
            let mut shorter = self.case.clone();
            for text in shorter.files.values_mut() {
                let rename = |word: Vec<u8>| match word.strip_prefix(&name[..]) {
                    Some(space) if space.len() < 2 => {
                        [format!("Benchmark{letter}").as_bytes(), space].concat()
                    }
                    _ => word,
                };
                *text = split(text, is_space).into_iter().flat_map(rename).collect();
            }
            self.attempt(shorter);
        }
    }

    fn fields(&mut self) {
        for name in self.names() {
            let fields = split(&self.case.files[&name], is_space);
            let put = |case: &mut Case, fields: Vec<Vec<u8>>| {
                case.files.insert(name.clone(), fields.concat());
            };
            let fields = self.pieces(fields, &put);
            self.simpler(fields, &put);
        }
    }

    /// The bytes of each argument.
    fn words(&mut self) {
        for index in 0..self.case.args.len() {
            let bytes = self.case.args[index].as_encoded_bytes().to_vec();
            self.pieces(bytes, &|case, bytes| case.args[index] = os_string(bytes));
        }
    }

    fn names(&self) -> Vec<String> {
        self.case.files.keys().cloned().collect()
    }

    /// Leaves out pieces: first half of all, at last one at a time.
    fn pieces<T: Clone>(&mut self, all: Vec<T>, put: &dyn Fn(&mut Case, Vec<T>)) -> Vec<T> {
        let (mut all, mut size) = (all.clone(), all.len().div_ceil(2));
        while size > 0 {
            let mut at = 0;
            while at < all.len() {
                let end = (at + size).min(all.len());
                let rest = [&all[..at], &all[end..]].concat();
                if self.attempt_with(put, rest.clone()) {
                    all = rest;
                } else {
                    at = end;
                }
            }
            size /= 2;
        }
        all
    }

    /// Puts something simpler in the place of each piece.
    fn simpler(&mut self, mut all: Vec<Vec<u8>>, put: &dyn Fn(&mut Case, Vec<Vec<u8>>)) {
        for index in 0..all.len() {
            for simple in simpler(&all[index]) {
                let mut other = all.clone();
                other[index] = simple;
                if self.attempt_with(put, other.clone()) {
                    all = other;
                    break;
                }
            }
        }
    }

    fn attempt_with<T>(&mut self, put: &dyn Fn(&mut Case, Vec<T>), pieces: Vec<T>) -> bool {
        let mut case = self.case.clone();
        put(&mut case, pieces);
        self.attempt(case)
    }
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

/// Pieces that end with a separator.
fn split(text: &[u8], separates: impl Fn(u8) -> bool) -> Vec<Vec<u8>> {
    text.split_inclusive(|&byte| separates(byte)).map(<[u8]>::to_vec).collect()
}

/// What may stand for a field, the space after it included: 1, a short name, its first half.
fn simpler(piece: &[u8]) -> Vec<Vec<u8>> {
    let (text, space) = (piece.trim_ascii_end(), &piece[piece.len().saturating_sub(1)..]);
    let mut simple: Vec<&[u8]> = vec![b"1", b"BenchmarkA"];
    if !text.is_empty() {
        simple.extend([&text[..text.len() / 2], &text[..text.len() - 1]]);
    }
    simple.retain(|simple| simple.len() < text.len());
    simple.iter().map(|simple| [simple, space].concat()).collect()
}
