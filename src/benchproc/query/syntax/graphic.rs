//! Which characters can be seen, as Go's `unicode` package has it.

use regex::Regex;
use std::sync::LazyLock;

/// Go's `unicode.IsGraphic`: letters, marks, numbers, punctuation, symbols and spaces.
pub(super) fn is_graphic(character: char) -> bool {
    // A class of categories is always a regular expression.
    static GRAPHIC: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]").ok());
    match character.is_ascii() {
        true => matches!(character, ' '..='~'),
        false => {
            let mut bytes = [0; 4];
            let text = &*character.encode_utf8(&mut bytes);
            GRAPHIC.as_ref().is_some_and(|graphic| graphic.is_match(text))
        }
    }
}

/// Go's `unicode.IsPrint`: the same, but for spaces other than ASCII's.
pub(super) fn is_print(character: char) -> bool {
    character == ' ' || (is_graphic(character) && !character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_formats_and_unassigned_characters_cannot_be_seen() {
        for seen in [' ', 'a', 'é', '\u{301}', '½', '«', '€', '\u{A0}', '\u{3000}', '\u{FFFD}']
        {
            assert!(is_graphic(seen), "{seen:?}");
        }
        for unseen in ['\t', '\u{7F}', '\u{85}', '\u{AD}', '\u{200B}', '\u{2028}', '\u{E000}'] {
            assert!(!is_graphic(unseen) && !is_print(unseen), "{unseen:?}");
        }
    }

    #[test]
    fn one_space_alone_is_printed() {
        assert!(is_print(' ') && is_print('é'));
        assert!(!is_print('\u{A0}') && !is_print('\u{3000}'));
    }
}
