use std::fmt;

/// Something that is taken for a profile and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// What `/debug/pprof/heap?debug=1` prints.
    TextHeap,
    /// What `/debug/pprof/goroutine?debug=1` and others print.
    TextProfile,
    /// What `go test -trace` writes.
    Trace,
    /// A page, such as an error by a proxy.
    Html,
    /// JSON, such as an error by an API.
    Json,
    /// What `go test -bench` prints.
    Capture,
}

/// How each begins.
const BEGINNINGS: [(&[u8], Foreign); 9] = [
    (b"heap profile: ", Foreign::TextHeap),
    (b"goroutine profile: ", Foreign::TextProfile),
    (b"threadcreate profile: ", Foreign::TextProfile),
    (b"--- ", Foreign::TextProfile),
    (b"<", Foreign::Html),
    (b"{", Foreign::Json),
    (b"[", Foreign::Json),
    (b"goos: ", Foreign::Capture),
    (b"Benchmark", Foreign::Capture),
];

impl Foreign {
    /// What the bytes are, if known. No message of a profile begins like any of these.
    pub(super) fn of(bytes: &[u8]) -> Option<Foreign> {
        // `go 1.22 trace\0\0\0`
        if bytes.starts_with(b"go 1.") && bytes.get(..16)?.windows(6).any(|word| word == b" trace")
        {
            return Some(Foreign::Trace);
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        BEGINNINGS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Foreign::TextHeap => "a heap profile as text; fetch it without debug=1, or write it with `go test -memprofile`",
            Foreign::TextProfile => "a profile as text; fetch it without debug=1",
            Foreign::Trace => "an execution trace; a profile is written by -memprofile, not by -trace",
            Foreign::Html => "HTML or XML, such as the error page of a server",
            Foreign::Json => "JSON, such as the error of a server",
            Foreign::Capture => "what `go test -bench` prints; a profile is written by -memprofile",
        })
    }
}
