use super::config::Generations;
use super::{Config, ConfigSize, Options, Sink, SyntaxError, SyntaxErrorKind};

/// What all streams of one reading share.
pub(super) struct Output<'s, S> {
    pub(super) sink: &'s mut S,
    pub(super) generations: Generations,
    pub(super) recover: bool,
    pub(super) max_line: usize,
    max_config: ConfigSize,
}

impl<'s, S: Sink> Output<'s, S> {
    pub(super) fn new(options: &Options, sink: &'s mut S) -> Self {
        let Options { recover, max_line, max_config, .. } = *options;
        Self { sink, generations: Generations::default(), recover, max_line, max_config }
    }

    /// An empty configuration, for one more stream.
    pub(super) fn config(&mut self) -> Config {
        Config::new(&mut self.generations, self.max_config)
    }

    pub(super) fn error(&mut self, line: u64, kind: SyntaxErrorKind, name: Option<&[u8]>) {
        self.sink.syntax_error(SyntaxError { line, kind, name: name.map(Into::into) });
    }
}
