use super::section::At;
use super::{Ending, Section};

/// Lines quoted in a section are cut off here.
const MAX_DETAIL: usize = 200;

/// Go's header lines, as bits in the order in which it prints them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    Goos = 1,
    Goarch = 2,
    Pkg = 4,
    Cpu = 8,
}

impl Header {
    pub(super) fn of(key: &[u8]) -> Option<Self> {
        match key {
            b"goos" => Some(Self::Goos),
            b"goarch" => Some(Self::Goarch),
            b"pkg" => Some(Self::Pkg),
            b"cpu" => Some(Self::Cpu),
            _ => None,
        }
    }
}

/// A line that speaks of an ending.
#[derive(Debug)]
struct Evidence {
    text: Box<[u8]>,
    line: u64,
}

impl Evidence {
    fn new(at: At<'_>) -> Evidence {
        Evidence { text: detail(at.text), line: at.line }
    }
}

/// A section that hasn't ended yet, with the evidence so far.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub(super) package: Option<Box<[u8]>>,
    /// The header's lines so far, as bits.
    pub(super) headers: u8,
    pub(super) header: bool,
    /// Whether an event started it.
    pub(super) started: bool,
    pub(super) results: u64,
    /// `PASS` lines since the last result.
    pub(super) passes: u32,
    /// `FAIL` lines, exit status, failing events: nothing outweighs these.
    failure: Option<Evidence>,
    /// How a failing run is worded; a `PASS` after it outweighs it.
    sign: Option<(Ending, Evidence)>,
    /// What was printed last since the last result, before anything told of a failure.
    said: Option<Evidence>,
    /// Whether a stack has begun.
    in_stack: bool,
    /// Whether all there is is a `FAIL`, which may be that of all packages.
    pub(super) lone_fail: bool,
}

impl Open {
    pub(super) fn result(&mut self) {
        self.results += 1;
        // Whoever printed PASS before, the run went on.
        self.passes = 0;
        self.said = None;
        self.lone_fail = false;
    }

    pub(super) fn pass(&mut self) {
        self.passes += 1;
        self.sign = None;
        self.lone_fail = false;
    }

    pub(super) fn fail(&mut self, at: At<'_>) {
        self.failure.get_or_insert_with(|| Evidence::new(at));
        self.lone_fail = false;
    }

    /// Keeps the last line of words.
    pub(super) fn said(&mut self, at: At<'_>) {
        self.in_stack |= at.text.starts_with(b"goroutine ");
        let is_words = at.text.first().is_some_and(|byte| !byte.is_ascii_whitespace());
        if is_words && !self.in_stack && self.failure.is_none() {
            self.said = Some(Evidence::new(at));
        }
    }

    /// Keeps the first sign, but a panic or a signal says more than a failure.
    pub(super) fn sign(&mut self, ending: Ending, at: At<'_>) {
        let more = |&(old, _): &(Ending, Evidence)| {
            matches!(ending, Ending::Panicked | Ending::Killed)
                && !matches!(old, Ending::Panicked | Ending::Killed)
        };
        if self.sign.as_ref().is_none_or(more) {
            self.sign = Some((ending, Evidence::new(at)));
        }
        self.lone_fail = false;
    }

    /// Whether a word of the test binary on its end is there.
    pub(super) fn has_end(&self) -> bool {
        self.passes > 0 || self.failure.is_some()
    }

    /// Whether it has begun in earnest, so that what is no part of it must be another section.
    pub(super) fn has_begun(&self) -> bool {
        self.header || self.results > 0
    }

    /// Whether nothing is known of it, but that an event may have started it.
    pub(super) fn is_bare(&self) -> bool {
        !self.has_begun() && !self.has_end() && self.sign.is_none()
    }

    fn ending(&self) -> Ending {
        match (&self.failure, &self.sign) {
            (_, Some((ending, _))) => *ending,
            (Some(_), None) => Ending::Failed,
            _ if self.passes > 0 => Ending::Passed,
            _ if self.header || self.started => Ending::Cut,
            _ => Ending::Unmarked,
        }
    }

    /// The section, whose last line is `line`; none where there was nothing.
    pub(super) fn close(self, line: u64) -> Option<Section> {
        if self.is_bare() && !self.started {
            return None;
        }
        let ending = self.ending();
        // An exit status says nothing; whoever exits says why before.
        let failure = self.failure.map(|failure| self.said.unwrap_or(failure));
        let evidence = self.sign.map(|(_, evidence)| evidence).or(failure);
        let line = evidence.as_ref().map_or(line, |evidence| evidence.line);
        let detail = evidence.map(|evidence| evidence.text).filter(|text| !text.is_empty());
        let Self { package, results, .. } = self;
        let header = self.header || self.started;
        let (unfinished, not_run) = (None, None);
        Some(Section { package, ending, results, line, header, detail, unfinished, not_run })
    }
}

/// A section that consists of the line which reports it.
pub(super) fn single(package: &[u8], ending: Ending, line: u64, text: &[u8]) -> Section {
    let failed = ending != Ending::Passed;
    Section {
        package: (!package.is_empty()).then(|| package.into()),
        ending,
        results: 0,
        line,
        header: false,
        detail: (failed && !text.is_empty()).then(|| detail(text)),
        unfinished: None,
        not_run: None,
    }
}

fn detail(line: &[u8]) -> Box<[u8]> {
    line[..line.len().min(MAX_DETAIL)].into()
}
