//! Code that lies elsewhere or has another name than before.

use super::changed::text;
use super::explained::{QUICK, at, told};
use super::module::{benchmark, test};
use super::repository::Repository;
use allocgate::report::v1::SiteReason;
use regex::Regex;
use std::fs;

/// What is done to a file of the demo, besides its change or without it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Done {
    Shifted,
    FileRenamed,
    FunctionsMoved,
    FunctionsRenamed,
    ReceiverRenamed,
}

const ALL: [Done; 5] = [
    Done::Shifted,
    Done::FileRenamed,
    Done::FunctionsMoved,
    Done::FunctionsRenamed,
    Done::ReceiverRenamed,
];

/// A copy of the demo's code in a package that has several.
struct Copied {
    done: Done,
    grows: bool,
}

impl Copied {
    /// What its names end with.
    fn suffix(&self) -> String {
        format!("{:?}{}", self.done, if self.grows { "Grown" } else { "" })
    }

    fn file(&self) -> String {
        format!("codec/{}.go", self.suffix().to_lowercase())
    }

    /// Where its functions are in the candidate.
    fn file_now(&self) -> String {
        match self.done {
            Done::FileRenamed | Done::FunctionsMoved => {
                self.file().replace("codec/", "codec/other_")
            }
            _ => self.file(),
        }
    }

    /// A name of the demo, in the copy.
    fn named(&self, name: &str) -> String {
        format!("{name}{}", self.suffix())
    }

    /// The same in the candidate.
    fn named_now(&self, name: &str) -> String {
        self.named(match (self.done, name) {
            (Done::FunctionsRenamed, "Split") => "Fields",
            (Done::FunctionsRenamed, "writeKey") => "putKey",
            (Done::ReceiverRenamed, "Encoder") => "Writer",
            (_, name) => name,
        })
    }

    /// The code of a side of the demo.
    fn code(&self, side: &str) -> String {
        let names = r"\b(Debug|Record|Encoder|NewEncoder|Split|indexByte|Label|writeKey)\b";
        let code = text(side, "codec/codec.go");
        let named = |found: &regex::Captures<'_>| self.named(&found[1]);
        Regex::new(names).unwrap().replace_all(&code, named).into_owned()
    }

    /// Its files after what is done.
    fn write_now(&self, repository: &Repository) {
        let mut code = self.code(if self.grows { "candidate" } else { "baseline" });
        for name in ["Split", "Encoder", "writeKey"] {
            let word = Regex::new(&format!(r"\b{}\b", self.named(name))).unwrap();
            code = word.replace_all(&code, self.named_now(name)).into_owned();
        }
        fs::remove_file(repository.root.join(self.file())).unwrap();
        match self.done {
            Done::Shifted => code = "// A comment.\n".repeat(100) + "\n" + &code,
            Done::FunctionsMoved => code = self.moved(repository, code),
            _ => {}
        }
        let file = if self.done == Done::FileRenamed { self.file_now() } else { self.file() };
        repository.write(&file, &code);
    }

    /// Writes both functions to the other file; what is left stays.
    fn moved(&self, repository: &Repository, mut code: String) -> String {
        let mut there = "package codec\n\nimport \"strconv\"\n".to_owned();
        let names =
            [("//go:noinline\n", self.named("writeKey")), ("// Split", self.named("Split"))];
        for (before, name) in names {
            let at =
                Regex::new(&format!(r"func .*\b{name}\(")).unwrap().find(&code).unwrap().start();
            let start = code[..at].rfind(before).unwrap();
            let end = start + code[start..].find("\n}\n").unwrap() + "\n}\n".len();
            there += &format!("\n{}", &code[start..end]);
            code.replace_range(start..end, "");
        }
        repository.write(&self.file_now(), &there);
        let is_needed = code.contains("strconv.");
        if is_needed { code } else { code.replace("\t\"strconv\"\n", "") }
    }

    fn benchmarks(&self, name: impl Fn(&str) -> String) -> String {
        let record = format!("{}{{ID: 1234567, Name: \"x\"}}", name("Record"));
        let encode = format!("\t\tsink = e.Encode({record})");
        let encode = benchmark(&self.named("Encode"), &encode);
        let setup = format!("b *testing.B) {{\n\te := {}()", name("NewEncoder"));
        let split = format!("\t\tsinks = {}(\"{}\")", name("Split"), ["x"; 20].join(","));
        encode.replace("b *testing.B) {", &setup) + &benchmark(&self.named("Split"), &split)
    }
}

fn copies() -> Vec<Copied> {
    let both = |done| [true, false].map(|grows| Copied { done, grows });
    ALL.into_iter().flat_map(both).collect()
}

fn write_tests(repository: &Repository, name: impl Fn(&Copied, &str) -> String) {
    let benchmarks: String =
        copies().iter().map(|copy| copy.benchmarks(|it| name(copy, it))).collect();
    let body = format!("var sinks []string\n\n{benchmarks}");
    repository.write("codec/codec_test.go", &test("codec", &[], &body));
}

#[test]
fn what_moves_or_is_renamed_stays_the_same_site_and_what_grows_there_is_found() {
    let Some(repository) = Repository::new() else { return };
    repository.write("allocgate.toml", QUICK);
    fs::remove_file(repository.root.join("codec/codec.go")).unwrap();
    for copy in copies() {
        repository.write(&copy.file(), &copy.code("baseline"));
    }
    write_tests(&repository, |copy, name| copy.named(name));
    repository.commit();
    let before = Repository::line;
    let lines = |copy: &Copied| {
        ["out = append(out, s[:i])", "make([]string, 0, 8)"]
            .map(|text| before(&repository, &copy.file(), text))
    };
    let lines: Vec<[String; 2]> = copies().iter().map(lines).collect();
    copies().iter().for_each(|copy| copy.write_now(&repository));
    write_tests(&repository, |copy, name| copy.named_now(name));
    let (written, _) = repository.written("explain --baseline HEAD --benchmark . ./codec", 0);
    assert_eq!(written.names().len(), 2 * lines.len());
    for (copy, [appended, made]) in copies().iter().zip(&lines) {
        let [encode, split] = ["Encode", "Split"].map(|name| copy.named(name));
        if !copy.grows {
            assert!(written.of(&encode).sites.is_empty(), "{:#?}", written.of(&encode));
            assert!(written.of(&split).sites.is_empty(), "{:#?}", written.of(&split));
            continue;
        }
        let write_key = copy.named_now("writeKey");
        let function = format!("codec.(*{}).{write_key}", copy.named_now("Encoder"));
        let there = repository.line(&copy.file_now(), &format!(") {write_key}("));
        assert_eq!(told(written.site(&encode)), (function, there, SiteReason::NewEscape));
        let appends = repository.line(&copy.file_now(), "out = append(out, s[:i])");
        let sites = &written.of(&split).sites;
        let site = sites.iter().find(|site| at(&site.place) == appends);
        let site = site.unwrap_or_else(|| panic!("{}: {sites:#?}", copy.suffix()));
        assert_eq!(site.reason, SiteReason::Growth, "{}: {site:#?}", copy.suffix());
        assert_eq!(at(&site.baseline_place), *appended, "{}: {site:#?}", copy.suffix());
        assert_eq!(at(&site.lost_pre_size), *made, "{}: {site:#?}", copy.suffix());
    }
}
