//! Go files by chance: names and headers that go/build reads, functions that cmd/go looks at.

use crate::dice::Dice;
use std::fs;
use std::path::Path;

const FILES: usize = 3000;

/// Writes files, each in a directory of its own.
pub fn write(root: &Path) {
    let mut dice = Dice(20_260_214);
    for i in 0..FILES {
        let directory = root.join(format!("d{i}"));
        fs::create_dir(&directory).unwrap();
        let end = if dice.percent(20) { "\r\n" } else { "\n" };
        let text = header(&mut dice) + "package a\n\n" + &declarations(&mut dice);
        fs::write(directory.join(name(&mut dice)), text.replace('\n', end)).unwrap();
    }
}

fn name(dice: &mut Dice) -> String {
    let parts = (0..dice.below(4)).map(|_| dice.pick(NAMES));
    let parts: String = parts.collect::<Vec<_>>().concat();
    format!("{}{parts}_test.go", dice.pick(&["a", "linux", "x.y", "test", "a_"]))
}

const NAMES: &[&str] = &[
    "_linux", "_amd64", "_windows", "_arm64", "_test", "_unix", "_x", "_", "_386", "_ios", "_js",
    "_wasm", ".z", "linux",
];

fn header(dice: &mut Dice) -> String {
    let mark = if dice.percent(5) { "\u{FEFF}" } else { "" };
    let lines: String = (0..dice.below(5)).map(|_| line(dice) + "\n").collect();
    format!("{mark}{lines}{}", dice.pick(&["\n", "\n", "", " \n"]))
}

fn line(dice: &mut Dice) -> String {
    match dice.below(9) {
        0..=2 => format!("{}{}", dice.pick(GO_BUILD), expression(dice, 3)),
        3 => {
            let tokens: Vec<&str> = (0..dice.below(6)).map(|_| dice.pick(TOKENS)).collect();
            format!("//go:build {}", tokens.join(dice.pick(&["", " "])))
        }
        4..=6 => {
            let words: Vec<&str> = (0..dice.below(5)).map(|_| dice.pick(WORDS)).collect();
            format!("{}{}", dice.pick(PLUS_BUILD), words.join(dice.pick(&[" ", " ", ",", "  "])))
        }
        _ => dice.pick(LINES).to_owned(),
    }
}

fn expression(dice: &mut Dice, depth: usize) -> String {
    match dice.below(if depth == 0 { 1 } else { 5 }) {
        0 | 1 => format!("{}{}", dice.pick(&["", "", "!", "! "]), dice.pick(TAGS)),
        2 => format!("{}({})", dice.pick(&["", "!"]), expression(dice, depth - 1)),
        _ => {
            let operator = dice.pick(&[" && ", " || ", "&&", "||\t"]);
            expression(dice, depth - 1) + operator + &expression(dice, depth - 1)
        }
    }
}

const GO_BUILD: &[&str] =
    &["//go:build ", "//go:build ", "//go:build\t", " //go:build ", "//go:build", "// go:build "];
const PLUS_BUILD: &[&str] = &["// +build ", "//+build ", "//\t+build ", "//+build", "////+build "];
const TAGS: &[&str] = &[
    "linux", "windows", "darwin", "solaris", "android", "amd64", "arm64", "wasm", "unix", "cgo",
    "gc", "gccgo", "go1.5", "go1.9", "go2", "ignore", "386", "_", "plan9",
];
const TOKENS: &[&str] = &[
    "linux", "amd64", "é", "٣", "½", "!", "!!", "&&", "||", "&", "|", "(", ")", ",", "-", "\t",
    "\u{a0}", ".", "_x", "//", "/*",
];
const WORDS: &[&str] = &[
    "linux",
    "!linux",
    "amd64",
    "!windows",
    "unix",
    "ignore",
    "!ignore",
    "!",
    "!!linux",
    "é",
    "½",
    "!½",
    "(linux)",
    "",
    "go1.5",
    "cgo",
    "linux,amd64",
    "!darwin,!windows",
    ",",
    "linux,",
];
const LINES: &[&str] = &[
    "",
    "",
    " \t",
    "// A comment.",
    "/* a */",
    "/* a */ // b",
    "/*\n//go:build windows\n*/",
    "/*\n\n// +build windows\n\n*/ //go:build linux",
    "/**/ /* a\n*/ /* b */",
    "//",
    "//go:embed x",
];

fn declarations(dice: &mut Dice) -> String {
    (0..dice.below(9)).map(|i| declaration(dice, i) + "\n").collect()
}

fn declaration(dice: &mut Dice, i: usize) -> String {
    if dice.percent(25) {
        return dice.pick(OTHERS).to_owned();
    }
    let mut parts = vec!["func ".to_owned(), format!("{}{i}", dice.pick(FUNCTIONS))];
    if dice.percent(5) {
        parts.push("[T any]".to_owned());
    }
    parts.push(format!("{}({}", dice.pick(&["", " ", "/* ( */"]), dice.pick(GAPS)));
    parts.push(dice.pick(PARAMETERS).replace(' ', dice.pick(&[" ", "/**/", " /* x */\t"])));
    parts.push(format!("){}", dice.pick(RESULTS)));
    parts.concat()
}

const FUNCTIONS: &[&str] = &[
    "Benchmark",
    "BenchmarkX",
    "Benchmarkx",
    "Benchmark_",
    "BenchmarkÉ",
    "Benchmarké",
    "Benchmark世",
    "Benchmarkʰ",
    "Benchmarkª",
    "BenchmarkǅX",
    "benchmarkX",
    "TestX",
    "(T) BenchmarkX",
];
const GAPS: &[&str] = &["", "", "", " ", "/* ) */", "// )\n"];
const PARAMETERS: &[&str] = &[
    "b *testing.B",
    "b *testing.B",
    "b *testing.B",
    "b *testing.B,",
    "*testing.B",
    "_ *B",
    "b * testing . B",
    "b testing.B",
    "b *testing.T",
    "b **testing.B",
    "b ...*testing.B",
    "b (*testing.B)",
    "b *(testing.B)",
    "b *testing.B[int]",
    "b, c *testing.B",
    "b *testing.B, n int",
    "n int, b *testing.B",
    "*testing.B, *testing.B",
    "",
    "b []*testing.B",
    "b func(*testing.B)",
];
const RESULTS: &[&str] = &[
    " {\n}",
    " {\n\tx := `}`; if x == \"}\" { _ = '}' }\n}",
    "",
    "{}",
    " () {}",
    " error { return nil }",
    " (err error) { return }",
    "/* \n */",
    " // {\n",
    " { func() { _ = func(b *testing.B) {} }() }",
    " {\n\t// allocate\n\t/* } */\n}",
];
const OTHERS: &[&str] = &[
    "var _ = func(b *testing.B) {}",
    "var _ = `\nfunc BenchmarkRaw(b *testing.B) {}\n`",
    "var _ = \"func BenchmarkString(b *testing.B) {}\\\"\"",
    "/*\nfunc BenchmarkComment(b *testing.B) {}\n*/",
    "// func BenchmarkLine(b *testing.B) {}",
    "type T interface { BenchmarkX(b *testing.B) }",
    "type F func(b *testing.B)",
    "var _ = []rune{'\"', '\\'', '{', '`', '\\\\'}",
    "var a = 1; func BenchmarkBehind(b *testing.B) {}",
    "func\nBenchmarkBelow(b *testing.B) {}",
    "const c = 1e+3 + 0x1p-2 + 1_000 + 'a' + .5",
];
