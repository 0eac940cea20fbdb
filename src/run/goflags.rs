//! What of `GOFLAGS` has no part in measuring.

use crate::host::Program;
use std::collections::HashMap;
use std::sync::OnceLock;
use std::time::Duration;

/// Flags of `go test`, `go list` and `go env` that keep benchmarks from running or from being seen, choose among
/// them, or write files: what is asked for here is asked for on the command line. Those of the build
/// stay, and so does `-short`.
const NOT_OURS: [&str; 41] = [
    "artifacts",
    "bench",
    "benchmem",
    "benchtime",
    "blockprofile",
    "blockprofilerate",
    "c",
    "changed",
    "count",
    "coverprofile",
    "cpu",
    "cpuprofile",
    "f",
    "failfast",
    "find",
    "fullpath",
    "fuzz",
    "fuzzcachedir",
    "fuzzminimizetime",
    "fuzztime",
    "i",
    "json",
    "list",
    "m",
    "memprofile",
    "memprofilerate",
    "mutexprofile",
    "mutexprofilefraction",
    "n",
    "o",
    "outputdir",
    "retracted",
    "reuse",
    "run",
    "shuffle",
    "skip",
    "trace",
    "u",
    "v",
    "w",
    "x",
];

/// Go answers at once.
const DEADLINE: Duration = Duration::from_secs(10);

/// One value.
const MOST_PRINTED: usize = 1 << 20;

/// The value of `GOFLAGS` for what is run here: the user's, whether it comes from the environment or
/// from `go env -w`, without what is not ours. None where Go can't be asked: it will say why.
pub(super) fn goflags() -> Option<&'static str> {
    static FLAGS: OnceLock<Option<String>> = OnceLock::new();
    FLAGS.get_or_init(|| own().map(|flags| kept(&flags))).as_deref()
}

fn own() -> Option<String> {
    told("GOFLAGS")
}

/// Whether tests are to be short, which a test binary that runs by itself has to be told.
pub(super) fn is_short() -> bool {
    goflags().is_some_and(asks_to_be_short)
}

/// The last one counts.
fn asks_to_be_short(flags: &str) -> bool {
    let value = |word: &&str| {
        let (flag, value) = word.split_once('=').unwrap_or((word, "true"));
        let name = flag.strip_prefix("--").or_else(|| flag.strip_prefix('-'))?;
        let is_short = name.strip_prefix("test.").unwrap_or(name) == "short";
        is_short.then_some(matches!(value, "1" | "t" | "T" | "true" | "TRUE" | "True"))
    };
    words(flags).iter().rev().find_map(value).unwrap_or(false)
}

/// What a variable is set to, in the environment or by `go env -w`.
pub(super) fn told(name: &str) -> Option<String> {
    let set = std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(value) = set {
        return Some(value.to_string_lossy().into_owned());
    }
    // This is the same for every toolchain, and needs none that a module asks for.
    let asked = Program::new("go").arguments(["env", "-json", name]);
    let stdout = asked.set("GOTOOLCHAIN", "local").run(DEADLINE, MOST_PRINTED).ok()?.stdout;
    let told: HashMap<String, String> = serde_json::from_slice(&stdout).ok()?;
    told.get(name).cloned()
}

/// What stays. To Go, a variable that is empty is one that is not set, and its own file counts then.
fn kept(flags: &str) -> String {
    let kept: Vec<&str> = words(flags).into_iter().filter(|word| !is_not_ours(word)).collect();
    if kept.is_empty() { " ".to_owned() } else { kept.join(" ") }
}

fn is_not_ours(word: &str) -> bool {
    let flag = word.trim_start_matches(['\'', '"']);
    let name = flag.strip_prefix("--").or_else(|| flag.strip_prefix('-')).unwrap_or_default();
    let name = name.split(['=', '\'', '"']).next().unwrap_or_default();
    // `go test` knows each of a test's flags by two names.
    NOT_OURS.contains(&name.strip_prefix("test.").unwrap_or(name))
}

/// Splits as cmd/internal/quoted does, but leaves quotes where they are: a word that begins with one
/// ends with the next of its kind. One that is not closed is for Go to refuse.
fn words(flags: &str) -> Vec<&str> {
    let (mut words, mut rest) = (Vec::new(), flags.trim_start_matches(BLANK));
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '\'' | '"' => rest[1..].find(first).map(|closing| closing + 2),
            _ => rest.find(BLANK),
        };
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        words.push(word);
        rest = after.trim_start_matches(BLANK);
    }
    words
}

const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_of_the_build_stay_as_they_are() {
        for flags in [
            "-mod=mod",
            "-tags=a,b -race",
            "'-ldflags=-s -w -X=a.b=c' --trimpath",
            "-exec=x",
            "'-tags",
        ] {
            assert_eq!(kept(flags), flags);
        }
        assert_eq!(kept("  -mod=mod\t\n-race "), "-mod=mod -race");
    }

    #[test]
    fn tests_are_short_where_that_is_asked_for_last() {
        for (flags, expected) in [
            ("-short", true),
            ("-mod=mod --test.short=true", true),
            ("-short -short=false", false),
            ("-shorter '-tags=-short'", false),
            (" ", false),
        ] {
            assert_eq!(asks_to_be_short(flags), expected, "{flags}");
        }
    }

    #[test]
    fn what_would_hide_results_is_gone() {
        for flags in [
            "-json",
            "--json",
            "-json=true",
            "-c",
            "-n -list=. -o=x",
            "-test.run=X",
            "'-skip=a b' \"-bench=x\"",
            "\"--json\"",
            "",
        ] {
            assert_eq!(kept(flags), " ", "{flags}");
        }
        assert_eq!(kept("-mod=mod '-run=a -mod=vendor' -json -race"), "-mod=mod -race");
    }
}
