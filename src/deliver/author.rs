//! Who we are: a comment with our marker that is not by us is a stranger's.

use super::DeliveryError;
use super::exchange::Exchange;
use super::refusal::{Doing, Refusal};
use super::shapes::User;

/// Who our comments are by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// This login.
    Known(String),
    /// Whoever the API says the token is of; where it doesn't say, one of these logins.
    Asked {
        /// Logins that a CI system's own tokens write as, and nobody else can have.
        otherwise: Vec<String>,
    },
}

/// Ourselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Us {
    Id(i64),
    Names(Vec<String>),
}

impl Us {
    /// Logins are the same in any case.
    pub fn wrote(&self, author: Option<&User>) -> bool {
        let Some(author) = author else {
            return false;
        };
        match self {
            Us::Id(id) => author.id == Some(*id),
            Us::Names(names) => {
                let is = |name: &String| {
                    author.name().is_some_and(|author| author.eq_ignore_ascii_case(name))
                };
                names.iter().any(is)
            }
        }
    }
}

/// Finds out. Installation tokens, such as those of GitHub Actions, are of no user, and refused.
pub(super) fn ask(exchange: &Exchange, author: &Author) -> Result<Us, DeliveryError> {
    let otherwise = match author {
        Author::Known(name) => return Ok(Us::Names(vec![name.clone()])),
        Author::Asked { otherwise } => otherwise,
    };
    match exchange.read::<User>(Doing::Author, &exchange.forge.user()) {
        Ok((User { id: Some(id), .. }, _)) => Ok(Us::Id(id)),
        Ok(_) => Err(DeliveryError::NoAuthor),
        Err(DeliveryError::Refused(Refusal { status: 403 | 404, is_spent: false, .. })) => {
            match otherwise.is_empty() {
                true => Err(DeliveryError::NoAuthor),
                false => Ok(Us::Names(otherwise.clone())),
            }
        }
        Err(error) => Err(error),
    }
}
