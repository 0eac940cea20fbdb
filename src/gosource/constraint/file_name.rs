//! Build tags in the names of files.

/// Systems and architectures that a file's name can stand for: Go's internal/syslist, go1.26.
pub(super) const SYSTEMS: [&str; 18] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "wasip1",
    "windows",
    "zos",
];
pub(super) const ARCHITECTURES: [&str; 24] = [
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "armbe",
    "arm64",
    "arm64be",
    "loong64",
    "mips",
    "mipsle",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

/// The tags that must hold by a file's name: go/build's `goodOSArchFile`. A name that is nothing else,
/// `linux.go`, has none.
pub(super) fn tags(path: &str) -> Vec<&str> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let Some((_, suffixes)) = stem.split_once('_') else { return Vec::new() };
    let suffixes = match suffixes.strip_suffix("test") {
        Some("") => return Vec::new(),
        Some(before) => before.strip_suffix('_').unwrap_or(suffixes),
        None => suffixes,
    };
    let mut from_the_end = suffixes.rsplit('_');
    let last = from_the_end.next().unwrap_or_default();
    let before = from_the_end.next().filter(|before| SYSTEMS.contains(before));
    match (before, ARCHITECTURES.contains(&last)) {
        (Some(system), true) => vec![system, last],
        (_, true) => vec![last],
        _ if SYSTEMS.contains(&last) => vec![last],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_and_an_architecture_stand_before_test() {
        for (path, expected) in [
            ("a_linux_test.go", &["linux"][..]),
            ("a_arm64_test.go", &["arm64"]),
            ("x/y_z/a_b_linux_arm64_test.go", &["linux", "arm64"]),
            ("a_linux_arm64.go", &["linux", "arm64"]),
            ("_linux_test.go", &["linux"]),
            ("a_windows_test.x_test.go", &["windows"]),
        ] {
            assert_eq!(tags(path), expected, "{path}");
        }
    }

    #[test]
    fn other_names_say_nothing() {
        for path in [
            "linux_test.go",
            "linux.go",
            "a_test.go",
            "a_unix_test.go",
            "a_linux_x_test.go",
            "a_linux_test_test.go",
            "a_linuxtest.go",
            "a_arm64_linux_x_test.go",
            "a_linux/b_test.go",
            "test.go",
            "",
        ] {
            assert_eq!(tags(path), [""; 0], "{path}");
        }
        // The wrong way round, the last alone counts.
        assert_eq!(tags("a_arm64_linux_test.go"), ["linux"]);
        // What stands before the first underscore is the name.
        assert_eq!(tags("linux_arm64_test.go"), ["arm64"]);
    }
}
