//! Command lines as text and back. They are bytes: a path or a label need not be UTF-8, at least on
//! Unix.

use std::ffi::{OsStr, OsString};

/// Splits a command line as a shell does: quotes and backslashes, nothing else.
pub fn words(line: impl AsRef<[u8]>) -> Vec<OsString> {
    let line = line.as_ref().trim_ascii_end();
    let (mut words, mut word, mut quote) = (Vec::new(), None::<Vec<u8>>, None);
    let mut bytes = line.iter().copied();
    while let Some(byte) = bytes.next() {
        match (quote, byte) {
            (None, b' ') => words.extend(word.take()),
            (None, b'\'' | b'"') => {
                quote = Some(byte);
                word.get_or_insert_default();
            }
            (Some(q), byte) if byte == q => quote = None,
            (None | Some(b'"'), b'\\') => word.get_or_insert_default().extend(bytes.next()),
            _ => word.get_or_insert_default().push(byte),
        }
    }
    assert!(quote.is_none(), "a quote is open: {}", line.escape_ascii());
    words.extend(word);
    words.into_iter().map(os_string).collect()
}

/// One word as `words`, or a shell, reads it.
pub fn quoted(word: &OsStr) -> Vec<u8> {
    const PLAIN: &[u8] = b"-_=./,:@+%#";
    let bytes = word.as_encoded_bytes();
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || PLAIN.contains(byte);
    if !bytes.is_empty() && bytes.iter().all(plain) {
        return bytes.to_vec();
    }
    let mut quoted = vec![b'\''];
    for &byte in bytes {
        match byte {
            b'\'' => quoted.extend(br"'\''"),
            _ => quoted.push(byte),
        }
    }
    quoted.push(b'\'');
    quoted
}

/// An argument of those bytes.
#[cfg(unix)]
pub fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

/// An argument of those bytes, where it has to be text.
#[cfg(not(unix))]
pub fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
