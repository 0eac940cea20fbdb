//! Classes of characters, as Go's `unicode` package has them.

use regex::Regex;
use std::sync::LazyLock;

/// Go's `unicode.IsLower`: category Ll, which is less than Unicode's property Lowercase.
pub(super) fn is_lower(character: char) -> bool {
    // A class of categories is always a regular expression.
    static LOWER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\p{Ll}").ok());
    match character.is_ascii() {
        true => character.is_ascii_lowercase(),
        false => matches(&LOWER, character),
    }
}

/// Go's `unicode.IsLetter` or `unicode.IsDigit`: categories L and Nd.
pub(super) fn is_letter_or_digit(character: char) -> bool {
    static EITHER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\p{L}\p{Nd}]").ok());
    match character.is_ascii() {
        true => character.is_ascii_alphanumeric(),
        false => matches(&EITHER, character),
    }
}

fn matches(class: &Option<Regex>, character: char) -> bool {
    let mut bytes = [0; 4];
    let text = &*character.encode_utf8(&mut bytes);
    class.as_ref().is_some_and(|class| class.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lower_case_is_a_category_and_not_a_property() {
        assert!(['a', 'z', 'é', 'ß', 'α', 'ж'].into_iter().all(is_lower));
        // Of these, Unicode calls the last three lower case.
        assert!(!['A', '0', '_', 'É', 'ǅ', '世', 'ª', 'ʰ', 'ⅰ'].into_iter().any(is_lower));
    }

    #[test]
    fn digits_are_decimal() {
        assert!(['a', 'Z', '0', 'é', '世', '٣'].into_iter().all(is_letter_or_digit));
        assert!(!['_', '.', '½', 'ⅷ', '\u{301}', '\u{FFFD}'].into_iter().any(is_letter_or_digit));
    }
}
