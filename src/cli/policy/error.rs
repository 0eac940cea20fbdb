//! Why a side's policy isn't known.

use crate::cli::message::Message;
use crate::config::ConfigError;

/// Why a side's policy isn't known.
#[derive(Debug)]
pub(super) enum PolicyError {
    /// It can't be found: git, the disk, or what names it is at fault.
    NotFound(Message),
    /// It was found, and makes no sense.
    Broken(Message),
}

impl From<Message> for PolicyError {
    fn from(message: Message) -> PolicyError {
        PolicyError::NotFound(message)
    }
}

impl From<String> for PolicyError {
    fn from(message: String) -> PolicyError {
        PolicyError::NotFound(message.into())
    }
}

impl From<ConfigError> for PolicyError {
    fn from(error: ConfigError) -> PolicyError {
        PolicyError::Broken(error.into())
    }
}

impl From<PolicyError> for Message {
    fn from(error: PolicyError) -> Message {
        match error {
            PolicyError::NotFound(message) | PolicyError::Broken(message) => message,
        }
    }
}
