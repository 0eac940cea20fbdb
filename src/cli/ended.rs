//! Why a command that measures ends before there is a verdict.

use super::message::Message;
use crate::host::HostError;
use crate::run::RunError;

/// Why there is no verdict.
#[derive(Debug)]
pub(super) enum Ended {
    /// It was asked for wrongly.
    Misuse(Message),
    /// What was asked for can't be measured.
    CannotJudge(RunError),
}

impl From<Message> for Ended {
    fn from(message: Message) -> Ended {
        Ended::Misuse(message)
    }
}

impl From<HostError> for Ended {
    fn from(error: HostError) -> Ended {
        Ended::CannotJudge(error.into())
    }
}

impl From<RunError> for Ended {
    fn from(error: RunError) -> Ended {
        Ended::CannotJudge(error)
    }
}
