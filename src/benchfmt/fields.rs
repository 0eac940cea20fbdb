//! Fields: runs of bytes between Unicode white space.

/// Takes the first field off `text`: it, and what follows the white space after it. The field is
/// empty only where `text` is, or begins with white space.
pub(super) fn split_field(text: &[u8]) -> (&[u8], &[u8]) {
    let mut end = 0;
    loop {
        end += ordinary(&text[end..]);
        match leading_space(&text[end..]) {
            Some(0) => end += rune(&text[end..]).1,
            Some(width) => return (&text[..end], trim_start(&text[end + width..])),
            None => return (text, &[]),
        }
    }
}

/// `text` without the white space that it begins with.
pub(super) fn trim_start(mut text: &[u8]) -> &[u8] {
    while let Some(width @ 1..) = leading_space(text) {
        text = &text[width..];
    }
    text
}

/// How many of the first bytes are printable ASCII, the common case.
pub(super) fn ordinary(text: &[u8]) -> usize {
    let (words, rest) = text.as_chunks::<8>();
    for (i, &word) in words.iter().enumerate() {
        let others = others(u64::from_le_bytes(word));
        if others != 0 {
            return 8 * i + others.trailing_zeros() as usize / 8;
        }
    }
    let common = |byte: &u8| (b'!'..0x80).contains(byte);
    let end = rest.iter().position(|byte| !common(byte)).unwrap_or(rest.len());
    8 * words.len() + end
}

/// Eight bytes at once: the highest bit of a byte is set if that is not printable ASCII. Of bytes
/// above the lowest such one nothing is said, since subtracting borrows from them.
fn others(word: u64) -> u64 {
    const EACH: u64 = u64::MAX / 0xFF;
    (word.wrapping_sub(EACH * u64::from(b'!')) | word) & (EACH * 0x80)
}

/// The width in bytes of the white space character that `text` begins with; 0 where it begins
/// with another. `None` at the end.
fn leading_space(text: &[u8]) -> Option<usize> {
    let first = *text.first()?;
    if first.is_ascii() {
        return Some(usize::from(matches!(first, b'\t'..=b'\r' | b' ')));
    }
    let (character, width) = rune(text);
    Some(if character.is_some_and(char::is_whitespace) { width } else { 0 })
}

/// The character that `text` begins with, and its width. A byte that is no UTF-8 stands for
/// itself, as in Go.
pub(super) fn rune(text: &[u8]) -> (Option<char>, usize) {
    let most = &text[..text.len().min(4)];
    let valid = match std::str::from_utf8(most) {
        Ok(valid) => valid,
        Err(error) => most
            .get(..error.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok())
            .unwrap_or_default(),
    };
    match valid.chars().next() {
        Some(character) => (Some(character), character.len_utf8()),
        None => (None, text.len().min(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::ordinary;

    #[test]
    fn every_byte_is_told_from_printable_ascii_at_every_place() {
        for length in 0..20 {
            assert_eq!(ordinary(&vec![b'~'; length]), length);
            for place in 0..length {
                for byte in 0..=255 {
                    let mut text = vec![b'!'; length];
                    text[place] = byte;
                    let expected = if (b'!'..0x80).contains(&byte) { length } else { place };
                    assert_eq!(ordinary(&text), expected, "{byte} at {place} of {length}");
                }
            }
        }
    }
}
