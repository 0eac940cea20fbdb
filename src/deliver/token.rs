//! The secret.

use super::DeliveryError;
use std::fmt;
use std::str::FromStr;

/// A token that can go into a header. It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The token itself, for the header that it goes into.
    pub(super) fn secret(&self) -> &str {
        &self.0
    }

    /// A text from elsewhere, with the token taken out should it be in it.
    pub(super) fn redacted(&self, text: &str) -> String {
        text.replace(&self.0, "[token]")
    }
}

impl FromStr for Token {
    type Err = DeliveryError;

    /// White space around a token, a line break above all, comes from files and secrets.
    fn from_str(text: &str) -> Result<Token, DeliveryError> {
        let text = text.trim();
        match text.bytes().all(|b| b.is_ascii_graphic()) {
            _ if text.is_empty() => Err(DeliveryError::EmptyToken),
            false => Err(DeliveryError::OddToken),
            true => Ok(Token(text.to_owned())),
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_around_a_token_goes_and_within_it_does_not_pass() {
        assert_eq!(" ghp_x\r\n".parse::<Token>().unwrap().0, "ghp_x");
        for (text, error) in [
            ("", DeliveryError::EmptyToken),
            (" \n", DeliveryError::EmptyToken),
            ("a b", DeliveryError::OddToken),
            ("a\nb", DeliveryError::OddToken),
            ("tökén", DeliveryError::OddToken),
            ("a\u{7f}", DeliveryError::OddToken),
        ] {
            assert_eq!(text.parse::<Token>().unwrap_err(), error, "{text:?}");
        }
    }

    #[test]
    fn a_token_shows_nowhere() {
        let token: Token = "ghp_secret".parse().unwrap();
        assert!(!format!("{token:?}").contains("secret"));
        assert_eq!(token.redacted("bad ghp_secret, ghp_secret"), "bad [token], [token]");
    }
}
