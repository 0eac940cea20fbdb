//! The records of one kind, wherever they stand among the others.

use super::error::{Fault, ProfileError, Record};
use super::message::decode;
use super::wire::{Field, Fields, Value};

/// Hands the bytes of each record of a kind on, in their order; more than `limit` are refused.
pub(super) fn each(
    profile: &[u8],
    record: Record,
    limit: usize,
    mut take: impl FnMut(&[u8]) -> Result<(), Fault>,
) -> Result<(), ProfileError> {
    let mut number = 0;
    for field in Fields::of(profile) {
        let field = field?;
        if field.number == record.field() {
            number += 1;
            let taken = match number > limit {
                true => Err(Fault::Many(limit)),
                false => bytes(&field).and_then(&mut take),
            };
            taken.map_err(|fault| fault.of(record, number, field.at))?;
        }
    }
    Ok(())
}

/// The same, of records that are messages: all are decoded into one, whose memory is used again.
pub(super) fn each_message<M: prost::Message + Default>(
    profile: &[u8],
    record: Record,
    limit: usize,
    mut take: impl FnMut(&M) -> Result<(), Fault>,
) -> Result<(), ProfileError> {
    let mut message = M::default();
    each(profile, record, limit, |bytes| {
        decode(&mut message, bytes)?;
        take(&message)
    })
}

/// The bytes of a field.
pub(super) fn bytes<'a>(field: &Field<'a>) -> Result<&'a [u8], Fault> {
    match field.value {
        Value::Bytes(bytes) => Ok(bytes),
        Value::Number(_) | Value::Fixed => Err(Fault::Form(field.number)),
    }
}
