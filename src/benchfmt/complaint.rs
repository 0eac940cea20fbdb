//! What Go says of packages that it can't build, before `go test` says that they were not built.

use super::section::At;

/// So many packages' complaints are remembered, and no longer import path.
const MOST: usize = 64;
const LONGEST_PATH: usize = 4096;

/// The first complaint of each package, in input order.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    /// The package that `# package` named last.
    package: Box<[u8]>,
    first: Vec<Complaint>,
}

#[derive(Debug)]
struct Complaint {
    package: Box<[u8]>,
    text: Box<[u8]>,
    line: u64,
}

impl Complaints {
    /// A line that may be one. Whoever keeps captures may have put `# ` before it.
    pub(super) fn line(&mut self, at: At<'_>) {
        if let Some(package) = named(at.text) {
            self.package = package.into();
        } else if let Some(text) = complaint(at.text) {
            let is_known = self.first.iter().any(|c| c.package == self.package);
            if !is_known && self.first.len() < MOST {
                let (package, text) = (self.package.clone(), text.into());
                self.first.push(Complaint { package, text, line: at.line });
            }
        }
    }

    /// Why a package was not built: its own first complaint, else that of what it is built from, where
    /// there is but one.
    pub(super) fn of(&self, package: &[u8]) -> Option<At<'_>> {
        let own = self.first.iter().find(|complaint| *complaint.package == *package);
        let complaint = own.or(match &*self.first {
            [only] => Some(only),
            _ => None,
        })?;
        Some(At { text: &complaint.text, line: complaint.line })
    }
}

/// The package of `# package`, or of `# package [package.test]`, whose first may be that of its external
/// tests.
fn named(line: &[u8]) -> Option<&[u8]> {
    let rest = line.strip_prefix(b"# ")?;
    let space = memchr::memchr(b' ', rest);
    let (path, rest) = rest.split_at(space.unwrap_or(rest.len()));
    let is_path = !path.is_empty() && path.len() <= LONGEST_PATH && !path.contains(&b':');
    let test = rest.strip_prefix(b" [").and_then(|rest| rest.strip_suffix(b".test]"));
    (is_path && (rest.is_empty() || test.is_some())).then_some(test.unwrap_or(path))
}

/// `file.go:line: message` or `file.go:line:column: message`.
fn complaint(line: &[u8]) -> Option<&[u8]> {
    let text = line.strip_prefix(b"# ").unwrap_or(line);
    let text = text.strip_prefix(b"vet: ").unwrap_or(text);
    let end = memchr::memmem::find(text, b".go:")? + ".go:".len();
    let is_file = !text[..end].iter().any(u8::is_ascii_whitespace);
    let rest = number(&text[end..])?;
    let rest = number(rest).unwrap_or(rest);
    (is_file && rest.starts_with(b" ")).then_some(text)
}

/// What follows `12:`.
fn number(text: &[u8]) -> Option<&[u8]> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text[digits..].strip_prefix(b":").filter(|_| digits > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'a>(complaints: &'a Complaints, package: &str) -> Option<(&'a str, u64)> {
        let at = complaints.of(package.as_bytes())?;
        Some((std::str::from_utf8(at.text).unwrap(), at.line))
    }

    fn complaints(text: &str) -> Complaints {
        let mut complaints = Complaints::default();
        for (line, text) in (1..).zip(text.lines()) {
            complaints.line(At { text: text.as_bytes(), line });
        }
        complaints
    }

    #[test]
    fn each_package_has_its_own_first_complaint() {
        let text = "# m/a\na/a.go:3:2: undefined: x\na/a.go:4:2: undefined: y\n\
                    # m/b_test [m/b.test]\nb/b_test.go:5: no\n";
        for text in [text.to_owned(), text.replace("a/a.go", "# a/a.go").replace("b/b_", "# b/b_")]
        {
            let complaints = complaints(&text);
            assert_eq!(of(&complaints, "m/a"), Some(("a/a.go:3:2: undefined: x", 2)));
            assert_eq!(of(&complaints, "m/b"), Some(("b/b_test.go:5: no", 5)));
            assert_eq!(of(&complaints, "m/c"), None);
        }
    }

    #[test]
    fn a_package_is_not_built_for_what_it_imports() {
        let complaints = complaints("# m/a\nvet: ./a.go:3:2: undefined: x\n");
        assert_eq!(of(&complaints, "m/c"), Some(("./a.go:3:2: undefined: x", 2)));
    }

    #[test]
    fn logs_and_stacks_are_none() {
        for line in
            ["    a_test.go:3: x", "\t/m/a.go:12 +0x1d", "a.go:x: y", "a.go:1:2", "see a.go:3: x"]
        {
            assert_eq!(of(&complaints(line), ""), None, "{line}");
        }
    }
}
