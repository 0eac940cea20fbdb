use super::output::Output;
use super::stream::StreamLine;
use super::{Ending, Section, Sink, SyntaxErrorKind};

/// A benchmark whose name was printed, and whose numbers weren't yet.
pub(super) struct Waiting {
    pub(super) name: Box<[u8]>,
    line: u64,
    /// What to say of it if the numbers never come; nothing where the name may be no name.
    kind: Option<SyntaxErrorKind>,
    /// Whether the input ended in the middle of this line.
    pub(super) cut: bool,
    /// Whether it was announced only, as `go test -v` does: the name comes once more, then.
    pub(super) announced: bool,
}

impl Waiting {
    pub(super) fn new(name: &[u8], kind: Option<SyntaxErrorKind>, line: StreamLine<'_>) -> Self {
        Self { name: name.into(), line: line.number, kind, cut: !line.ended, announced: false }
    }

    pub(super) fn announced(name: &[u8], line: StreamLine<'_>) -> Self {
        Self { announced: true, cut: false, ..Self::new(name, None, line) }
    }

    /// The numbers won't come any more.
    pub(super) fn give_up(self, output: &mut Output<'_, impl Sink>) {
        if let Some(kind) = self.kind {
            output.error(self.line, kind, Some(&self.name));
        }
    }

    /// The section has ended. If it broke off, this benchmark was the one running; otherwise its
    /// numbers are missing.
    pub(super) fn settle(self, section: &mut Section, output: &mut Output<'_, impl Sink>) {
        match section.ending {
            Ending::Failed if self.announced => {}
            Ending::Passed | Ending::Unmarked | Ending::BuildFailed => self.give_up(output),
            _ => section.unfinished = Some(self.name),
        }
    }
}
