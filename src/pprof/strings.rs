use super::ends::Ends;
use super::error::Fault;

/// The string table, in one piece of memory. What is no UTF-8 is replaced by U+FFFD.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Ends,
}

impl Strings {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        if self.len() == 0 && !bytes.is_empty() {
            return Err(Fault::FirstString);
        }
        self.text.push_str(&String::from_utf8_lossy(bytes));
        self.ends.push(self.text.len());
        Ok(())
    }

    /// The index as one that [`get`](Strings::get) takes.
    pub fn index(&self, index: i64) -> Result<u32, Fault> {
        let found = u32::try_from(index).ok().filter(|found| (*found as usize) < self.len());
        found.ok_or(Fault::NoString { index, count: self.len() })
    }

    pub fn get(&self, index: u32) -> &str {
        &self.text[self.ends.range(index)]
    }
}
