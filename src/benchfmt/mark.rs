//! The lines by which `go test` and the runtime tell how a run ends.

use super::Ending;

/// What a line says of the run's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark<'a> {
    /// `PASS`: from the test binary.
    Pass,
    /// `FAIL`: from the test binary; or from `go test`, at the very end, for all packages.
    Fail,
    /// `ok  \tpackage\t0.1s`
    PackageOk(&'a [u8]),
    /// `FAIL\tpackage\t0.1s`
    PackageFailed(&'a [u8]),
    /// `FAIL\tpackage [build failed]`, and others of a run that never began.
    PackageNotBuilt(&'a [u8]),
    /// `?   \tpackage\t[no test files]`, or with -cover `\tpackage\t\tcoverage: 0.0% of statements`
    PackageEmpty(&'a [u8]),
    /// `exit status 2`
    ExitStatus,
    /// Words a failing run prints, and which a benchmark might print as well.
    Sign(Ending),
}

/// What `line` says, if anything. It is told by its beginning, at the first column.
pub(super) fn classify(line: &[u8]) -> Option<Mark<'_>> {
    match line.first()? {
        b'P' => (line == b"PASS").then_some(Mark::Pass),
        b'o' => line.strip_prefix(b"ok  \t").map(|rest| Mark::PackageOk(up_to_tab(rest))),
        b'?' => line.strip_prefix(b"?   \t").map(|rest| Mark::PackageEmpty(up_to_tab(rest))),
        b'\t' => without_tests(&line[1..]),
        b'F' => failure(line.strip_prefix(b"FAIL")?),
        b'e' => exit_status(line),
        _ => sign(line).map(Mark::Sign),
    }
}

fn failure(rest: &[u8]) -> Option<Mark<'_>> {
    match rest {
        [] => Some(Mark::Fail),
        [b'\t', rest @ ..] => Some(package_failure(up_to_tab(rest))),
        _ => None,
    }
}

fn package_failure(rest: &[u8]) -> Mark<'_> {
    match memchr::memchr(b' ', rest) {
        Some(space) if rest.ends_with(b" failed]") => Mark::PackageNotBuilt(&rest[..space]),
        _ => Mark::PackageFailed(rest),
    }
}

fn without_tests(rest: &[u8]) -> Option<Mark<'_>> {
    let package = up_to_tab(rest);
    rest[package.len()..].starts_with(b"\t\tcoverage: ").then_some(Mark::PackageEmpty(package))
}

fn exit_status(line: &[u8]) -> Option<Mark<'_>> {
    let digits = line.strip_prefix(b"exit status ")?;
    let number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    (number && digits.iter().any(|&byte| byte != b'0')).then_some(Mark::ExitStatus)
}

/// The endings that a text at a line's beginning, or right after a benchmark's name, hints at.
pub(super) fn sign(text: &[u8]) -> Option<Ending> {
    const SIGNS: [(&[u8], Ending); 7] = [
        (b"--- FAIL: ", Ending::Failed),
        (b"panic: test timed out after ", Ending::Killed),
        (b"panic: ", Ending::Panicked),
        (b"fatal error: ", Ending::Panicked),
        (b"signal: ", Ending::Killed),
        (b"SIGQUIT: quit", Ending::Killed),
        (b"*** Test killed", Ending::Killed),
    ];
    SIGNS.iter().find(|(words, _)| text.starts_with(words)).map(|&(_, ending)| ending)
}

fn up_to_tab(text: &[u8]) -> &[u8] {
    &text[..memchr::memchr(b'\t', text).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::{Ending, Mark, classify};

    #[test]
    fn lines_of_go_test_are_known() {
        for (line, mark) in [
            ("PASS", Mark::Pass),
            ("FAIL", Mark::Fail),
            ("ok  \ta/b\t1.2s", Mark::PackageOk(b"a/b")),
            ("ok  \ta/b\t(cached) [no tests to run]", Mark::PackageOk(b"a/b")),
            ("\ta/b\t\tcoverage: 0.0% of statements", Mark::PackageEmpty(b"a/b")),
            ("FAIL\ta/b\t1.2s", Mark::PackageFailed(b"a/b")),
            ("FAIL\ta/b [build failed]", Mark::PackageNotBuilt(b"a/b")),
            ("FAIL\ta/b [setup failed]", Mark::PackageNotBuilt(b"a/b")),
            ("?   \ta/b\t[no test files]", Mark::PackageEmpty(b"a/b")),
            ("exit status 2", Mark::ExitStatus),
            ("panic: test timed out after 2s", Mark::Sign(Ending::Killed)),
            ("panic: late", Mark::Sign(Ending::Panicked)),
            ("signal: terminated", Mark::Sign(Ending::Killed)),
            ("*** Test killed with quit: ran too long (1m0s).", Mark::Sign(Ending::Killed)),
        ] {
            assert_eq!(classify(line.as_bytes()), Some(mark), "{line}");
        }
    }

    #[test]
    fn words_alike_are_not() {
        for line in [
            "",
            "PASSED",
            " PASS",
            "ok",
            "FAIL: x",
            "exit status 0",
            "exit status ",
            "exit status x",
            "--- PASS: X",
            "panic",
        ] {
            assert_eq!(classify(line.as_bytes()), None, "{line}");
        }
    }
}
