//! The outermost message, field by field; what is inside of a field is `prost`'s to decode.

use super::error::{Fault, ProfileError};

/// A field: its number, its value, and where it starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    pub number: u64,
    pub value: Value<'a>,
    pub at: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    /// Four or eight bytes, which no known field has.
    Fixed,
}

/// The fields of a message. After an error it is at its end.
pub(super) struct Fields<'a> {
    message: &'a [u8],
    at: usize,
}

impl<'a> Fields<'a> {
    pub fn of(message: &'a [u8]) -> Fields<'a> {
        Fields { message, at: 0 }
    }

    fn field(&mut self) -> Result<Field<'a>, Fault> {
        let at = self.at;
        let key = self.number()?;
        let number = key >> 3;
        if number == 0 {
            return Err(Fault::Key(key));
        }
        let value = match key & 7 {
            0 => Value::Number(self.number()?),
            1 => self.bytes(8).map(|_| Value::Fixed)?,
            2 => {
                let length = self.number()?;
                Value::Bytes(self.bytes(length)?)
            }
            5 => self.bytes(4).map(|_| Value::Fixed)?,
            _ => return Err(Fault::Key(key)),
        };
        Ok(Field { number, value, at })
    }

    /// A number of at most ten bytes, seven bits each, the lowest first.
    fn number(&mut self) -> Result<u64, Fault> {
        let mut number = 0;
        for shift in (0..70).step_by(7) {
            let byte = *self.message.get(self.at).ok_or(Fault::Varint)?;
            self.at += 1;
            number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Fault::Varint)
    }

    fn bytes(&mut self, claimed: u64) -> Result<&'a [u8], Fault> {
        let left = &self.message[self.at..];
        let cut = Fault::Cut { claimed, left: left.len() };
        let length = usize::try_from(claimed).map_err(|_| cut.clone())?;
        let bytes = left.get(..length).ok_or(cut)?;
        self.at += length;
        Ok(bytes)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<Field<'a>, ProfileError>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.at;
        if at >= self.message.len() {
            return None;
        }
        let field = self.field().map_err(|fault| ProfileError::Wire { at, fault });
        if field.is_err() {
            self.at = self.message.len();
        }
        Some(field)
    }
}
