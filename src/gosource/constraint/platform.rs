use super::file_name::{ARCHITECTURES, SYSTEMS};

/// Systems that the tag `unix` stands for: Go's internal/syslist, go1.26.
const UNIX: [&str; 12] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "linux",
    "netbsd",
    "openbsd",
    "solaris",
];

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Platform<'a> {
    /// As a capture's `goos:` has it.
    pub goos: &'a str,
    /// As a capture's `goarch:` has it.
    pub goarch: &'a str,
}

impl Platform<'_> {
    /// Whether a build tag is set: go/build's `matchTag`.
    pub(super) fn has(&self, tag: &str) -> bool {
        let implied = match tag {
            "gc" | "cgo" => true,
            "unix" => UNIX.contains(&self.goos),
            "linux" => self.goos == "android",
            "solaris" => self.goos == "illumos",
            "darwin" => self.goos == "ios",
            _ => is_release(tag),
        };
        implied || tag == self.goos || tag == self.goarch
    }
}

impl Platform<'_> {
    /// Whether a build tag is set, as far as that is known: cgo, and what the command line gives, may
    /// be.
    pub(super) fn knows(&self, tag: &str) -> Option<bool> {
        let is_port = SYSTEMS.contains(&tag) || ARCHITECTURES.contains(&tag);
        let is_port = is_port || matches!(tag, "unix" | "ignore");
        match tag {
            "cgo" => None,
            "gc" => Some(true),
            "gccgo" => Some(false),
            _ if is_port || is_release(tag) => Some(self.has(tag)),
            _ => None,
        }
    }
}

/// `go1.N`.
fn is_release(tag: &str) -> bool {
    let minor = tag.strip_prefix("go1.").unwrap_or_default();
    !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(goos: &str, tag: &str) -> bool {
        Platform { goos, goarch: "arm64" }.has(tag)
    }

    #[test]
    fn systems_imply_others() {
        assert!(has("android", "linux") && has("android", "android") && has("android", "unix"));
        assert!(has("illumos", "solaris") && has("ios", "darwin") && has("ios", "unix"));
        assert!(!has("linux", "android") && !has("windows", "unix") && !has("wasip1", "unix"));
    }

    #[test]
    fn compiler_cgo_and_releases_are_given_and_other_tags_are_not() {
        for tag in ["gc", "cgo", "go1.1", "go1.99", "arm64", "plan9"] {
            assert!(has("plan9", tag), "{tag}");
        }
        for tag in ["gccgo", "go1", "go1.", "go1.2x", "go2.1", "ignore", "race", "integration", ""]
        {
            assert!(!has("plan9", tag), "{tag}");
        }
    }
}
