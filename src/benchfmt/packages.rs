use super::output::Output;
use super::package::Package;
use super::section::At;
use super::stream::Stream;
use super::test2json::{Action, Event};
use super::{Ending, Section, Sink, open};
use std::collections::HashMap;

/// Packages that run at the same time; were there more, the one that was silent longest is taken
/// for ended. It bounds memory: `go test` runs no more than it has processors.
const MAX_OPEN: usize = 1024;
/// Builds that are remembered until their package's event, and the longest of their paths.
const MAX_BUILDS: usize = 1024;
const MAX_PATH: usize = 4096;

/// The packages of a test2json stream, each with a stream of lines of its own.
#[derive(Default)]
pub(super) struct Packages {
    open: HashMap<Box<str>, Package>,
    /// Failed builds that no package's event has named yet, with the first line of the
    /// compiler's complaints.
    builds: Vec<Build>,
    /// Whether any package has printed.
    printed: bool,
    clock: u64,
}

#[derive(Default)]
struct Build {
    path: Box<str>,
    complaint: Vec<u8>,
    failed: bool,
}

impl Packages {
    pub(super) fn event(
        &mut self,
        action: Action,
        event: &Event<'_>,
        at: At<'_>,
        output: &mut Output<'_, impl Sink>,
    ) {
        let package = event.package.as_deref().unwrap_or_default();
        match (action, event.test.is_some()) {
            (Action::Start, _) => {
                let package = self.package(package, at.line, output);
                package.started = true;
                package.stream.start(at.line, output)
            }
            (Action::Output, _) => {
                self.printed = true;
                let text = event.output.as_deref().unwrap_or_default();
                self.package(package, at.line, output).print(text.as_bytes(), at.line, output);
            }
            (Action::Pass | Action::Skip, false) => {
                self.finish(package, Ending::Passed, at, output)
            }
            (Action::Fail, false) if package.is_empty() && !self.printed => {}
            (Action::Fail, false) => self.fail(package, event, at, output),
            (Action::BuildOutput | Action::BuildFail, _) => self.build(action, event),
            _ => {}
        }
    }

    /// The end of the input, at `line`. Among other lines, events that print nothing are some
    /// program's own log.
    pub(super) fn end(&mut self, line: u64, others: bool, output: &mut Output<'_, impl Sink>) {
        let is_log = others && !self.printed;
        let mut open: Vec<_> = self.open.drain().filter(|_| !is_log).collect();
        open.sort_by(|a, b| a.0.cmp(&b.0));
        for (_, mut package) in open {
            if package.started {
                // Whatever it printed, the event that ends it is missing.
                package.flush(line, output);
                package.stream.finish(Ending::Cut, At { text: b"", line }, output);
            }
            package.end(line, output);
        }
        for build in self.builds.drain(..).filter(|build| build.failed) {
            output.sink.section(build.section(line));
        }
    }

    fn package(
        &mut self,
        name: &str,
        line: u64,
        output: &mut Output<'_, impl Sink>,
    ) -> &mut Package {
        self.clock += 1;
        if !self.open.contains_key(name) {
            self.make_room(line, output);
            let bytes = Some(name.as_bytes()).filter(|name| !name.is_empty());
            self.open.insert(name.into(), Package::new(Stream::new(bytes, output)));
        }
        let package =
            self.open.entry(name.into()).or_insert_with(|| Package::new(Stream::new(None, output)));
        package.last_used = self.clock;
        package
    }

    fn make_room(&mut self, line: u64, output: &mut Output<'_, impl Sink>) {
        if self.open.len() < MAX_OPEN {
            return;
        }
        let oldest = self.open.iter().min_by_key(|(_, package)| package.last_used);
        let Some(name) = oldest.map(|(name, _)| name.clone()) else {
            return;
        };
        if let Some(package) = self.open.remove(&name) {
            package.end(line, output);
        }
    }

    fn fail(
        &mut self,
        name: &str,
        event: &Event<'_>,
        at: At<'_>,
        output: &mut Output<'_, impl Sink>,
    ) {
        let Some(path) = event.failed_build.as_deref() else {
            return self.finish(name, Ending::Failed, at, output);
        };
        let complaint = match self.builds.iter().position(|build| *build.path == *path) {
            Some(position) => self.builds.swap_remove(position).complaint,
            None => Vec::new(),
        };
        let text = if complaint.is_empty() { at.text } else { &complaint };
        self.finish(name, Ending::BuildFailed, At { text, line: at.line }, output);
    }

    fn finish(
        &mut self,
        name: &str,
        ending: Ending,
        at: At<'_>,
        output: &mut Output<'_, impl Sink>,
    ) {
        let package = self.package(name, at.line, output);
        package.flush(at.line, output);
        package.stream.finish(ending, at, output);
        if let Some(package) = self.open.remove(name) {
            package.end(at.line, output);
        }
    }

    /// What the compiler says of a build, and that it failed.
    fn build(&mut self, action: Action, event: &Event<'_>) {
        let path = event.import_path.as_deref().unwrap_or_default();
        let known = self.builds.iter().position(|build| *build.path == *path);
        let position = known.unwrap_or(self.builds.len());
        if position == MAX_BUILDS || path.len() > MAX_PATH {
            return;
        }
        if known.is_none() {
            self.builds.push(Build { path: path.into(), ..Build::default() });
        }
        let build = &mut self.builds[position];
        build.failed |= action == Action::BuildFail;
        let line = event.output.as_deref().unwrap_or_default().trim_end();
        if build.complaint.is_empty() && !line.starts_with('#') {
            build.complaint = line.as_bytes()[..line.len().min(200)].to_vec();
        }
    }
}

impl Build {
    fn section(self, line: u64) -> Section {
        let package = self.path.split(' ').next().unwrap_or_default();
        open::single(package.as_bytes(), Ending::BuildFailed, line, &self.complaint)
    }
}
