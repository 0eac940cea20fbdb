use super::complaint::Complaints;
use super::mark::Mark;
use super::open::{Header, Open, single};
use super::{Ending, Section};

/// Follows one stream of lines through its sections, and tells how each ended.
#[derive(Debug, Default)]
pub(super) struct Sections {
    open: Option<Open>,
    /// The ending of the last section closed.
    last: Option<Ending>,
    /// Whether a section has failed.
    failed: bool,
    /// Why packages are not built.
    complaints: Complaints,
}

/// Where ended sections go.
pub(super) type Emit<'e> = &'e mut dyn FnMut(Section);

/// A line that bears on a section.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) text: &'a [u8],
    pub(super) line: u64,
}

impl Sections {
    /// A line of Go's header. One that can't belong to the open section begins another.
    pub(super) fn header(&mut self, header: Header, value: &[u8], at: At<'_>, emit: Emit<'_>) {
        if self.open.as_ref().is_some_and(|open| begins_another(open, header, value)) {
            self.close(at.line, emit);
        }
        let open = self.open.get_or_insert_default();
        open.headers |= header as u8;
        open.lone_fail = false;
        match header {
            Header::Pkg => open.package = Some(value.into()),
            _ => open.header = true,
        }
    }

    /// Whether no package's run is going on.
    pub(super) fn is_outside(&self) -> bool {
        self.open.as_ref().is_none_or(|open| open.has_end() || open.is_bare() && !open.started)
    }

    /// The event that starts a package's run.
    pub(super) fn start(&mut self, line: u64, emit: Emit<'_>) {
        self.close(line, emit);
        self.last = None;
        self.open.get_or_insert_default().started = true;
    }

    pub(super) fn result(&mut self) {
        self.open.get_or_insert_default().result();
    }

    pub(super) fn sign(&mut self, ending: Ending, at: At<'_>) {
        self.open.get_or_insert_default().sign(ending, at);
    }

    /// What was found in the middle of a line.
    pub(super) fn evidence(&mut self, mark: Mark<'_>, at: At<'_>) {
        match mark {
            Mark::Sign(ending) => self.sign(ending, at),
            _ => self.open.get_or_insert_default().fail(at),
        }
    }

    pub(super) fn mark(&mut self, mark: Mark<'_>, at: At<'_>, emit: Emit<'_>) {
        match mark {
            Mark::Pass => self.open.get_or_insert_default().pass(),
            Mark::Sign(_) | Mark::ExitStatus => self.evidence(mark, at),
            Mark::Fail => self.fail(at),
            Mark::PackageOk(package) => self.package_ok(package, at, emit),
            Mark::PackageFailed(package) => self.package_failed(package, at, emit),
            Mark::PackageNotBuilt(package) => {
                let at = self.complaints.of(package).unwrap_or(at);
                self.alone(single(package, Ending::BuildFailed, at.line, at.text), emit);
            }
            Mark::PackageEmpty(package) => {
                self.alone(single(package, Ending::Passed, at.line, at.text), emit);
            }
        }
    }

    /// A line that is neither a mark nor anything else that is read: why a run fails, perhaps, or why a
    /// package is not built.
    pub(super) fn words(&mut self, at: At<'_>) {
        self.complaints.line(at);
        if let Some(open) = self.open.as_mut() {
            open.said(at);
        }
    }

    /// The event that ends a package's run.
    pub(super) fn finish(&mut self, ending: Ending, at: At<'_>, emit: Emit<'_>) {
        let failed = ending != Ending::Passed;
        match self.open.as_mut() {
            Some(open) if !failed => open.pass(),
            Some(open) if matches!(ending, Ending::BuildFailed | Ending::Cut) => {
                open.sign(ending, at);
            }
            Some(open) => open.fail(at),
            None if self.last.is_none_or(|last| failed && !last.is_failure()) => {
                self.emit(single(b"", ending, at.line, at.text), emit);
            }
            None => {}
        }
        self.close(at.line, emit);
    }

    /// Ends the open section on its own evidence.
    pub(super) fn close(&mut self, line: u64, emit: Emit<'_>) {
        let Some(open) = self.open.take() else {
            return;
        };
        // At the very end, go test says once more that something failed.
        let known = open.lone_fail && self.failed;
        if let Some(section) = open.close(line).filter(|_| !known) {
            self.emit(section, emit);
        }
    }

    fn fail(&mut self, at: At<'_>) {
        let lone = self.open.is_none();
        let open = self.open.get_or_insert_default();
        open.fail(at);
        open.lone_fail = lone;
    }

    fn package_ok(&mut self, package: &[u8], at: At<'_>, emit: Emit<'_>) {
        if let Some(open) = self.foreign(package) {
            // The PASS before an ok is of the same package. An open section of another package
            // needs one of its own.
            if open.passes == 1 {
                open.passes = 0;
            }
            return self.alone(single(package, Ending::Passed, at.line, at.text), emit);
        }
        let open = self.open.get_or_insert_default();
        open.package = Some(package.into());
        open.pass();
        self.close(at.line, emit);
    }

    fn package_failed(&mut self, package: &[u8], at: At<'_>, emit: Emit<'_>) {
        if self.foreign(package).is_some() {
            return self.alone(single(package, Ending::Failed, at.line, at.text), emit);
        }
        let open = self.open.get_or_insert_default();
        open.package = Some(package.into());
        open.fail(at);
        self.close(at.line, emit);
    }

    /// The open section, where it is known to be of another package.
    fn foreign(&mut self, package: &[u8]) -> Option<&mut Open> {
        let open = self.open.as_mut()?;
        let own = open.package.as_deref()?;
        (own != package).then_some(open)
    }

    /// Reports a section that nothing before belongs to.
    fn alone(&mut self, section: Section, emit: Emit<'_>) {
        if !self.open.as_ref().is_some_and(Open::is_bare) {
            self.close(section.line, emit);
        }
        self.open = None;
        self.emit(section, emit);
    }

    fn emit(&mut self, section: Section, emit: Emit<'_>) {
        self.last = Some(section.ending);
        self.failed |= section.ending.is_failure();
        emit(section);
    }
}

fn begins_another(open: &Open, header: Header, value: &[u8]) -> bool {
    let seen = open.headers & header as u8 != 0;
    let out_of_order = open.results > 0 && open.headers > header as u8;
    match header {
        _ if open.has_end() => true,
        // Benchmarks print lines such as "cpu: 50%" themselves.
        Header::Cpu => false,
        Header::Pkg if open.results == 0 => open.package.as_deref().is_some_and(|own| own != value),
        Header::Pkg | Header::Goos | Header::Goarch => seen || out_of_order,
    }
}
