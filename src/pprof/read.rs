use super::error::{Fault, ProfileError, Record};
use super::foreign::Foreign;
use super::ids::Ids;
use super::limits::Limits;
use super::message;
use super::profile::{Profile, ValueType};
use super::records::{bytes, each_message};
use super::samples::Samples;
use super::strings::Strings;
use super::tables;
use super::unpack::unpack;
use super::wire::{Field, Fields, Value};

/// Reads a profile, packed with gzip or bare.
///
/// Fields that are not known are skipped, as are lengths of time and comments. Memory stays within a
/// few times what the profile is once unpacked.
///
/// # Errors
///
/// What is wrong and where: whatever is not a profile, is cut or damaged, refers to what is not in it, or is
/// beyond a limit. A bare message that was cut between two fields can't be told from a shorter one.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Profile, ProfileError> {
    let profile = unpack(bytes, &limits)?;
    match Foreign::of(&profile) {
        Some(foreign) => Err(ProfileError::Foreign(foreign)),
        None => decode(&profile, &limits),
    }
}

fn decode(profile: &[u8], limits: &Limits) -> Result<Profile, ProfileError> {
    let strings = tables::strings(profile, limits)?;
    let types = tables::types(profile, &strings)?;
    let (ids, functions) = tables::functions(profile, &strings, limits)?;
    let (ids, locations) = tables::locations(profile, &strings, &ids, limits)?;
    let frames = |location| locations.lines(location).len().max(1);
    let samples = samples(profile, &strings, types.len(), &ids, frames, limits)?;
    let header = Header::of(profile, &strings)?;
    Ok(Profile { strings, types, functions, locations, samples, header })
}

/// What is said once.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub period: i64,
    pub period_type: ValueType,
    /// A string.
    pub default_type: u32,
}

impl Header {
    fn of(profile: &[u8], strings: &Strings) -> Result<Header, ProfileError> {
        let mut header = Header::default();
        for field in Fields::of(profile) {
            let field = field?;
            let whole = |fault| ProfileError::Wire { at: field.at, fault };
            header.take(&field, strings).map_err(whole)?;
        }
        Ok(header)
    }

    fn take(&mut self, field: &Field<'_>, strings: &Strings) -> Result<(), Fault> {
        let index = |field| strings.index(number(field)?);
        match field.number {
            // `drop_frames` and `keep_frames`, which must be right and are of no use here.
            7 | 8 => drop(index(field)?),
            11 => {
                let mut found = message::ValueType::default();
                message::decode(&mut found, bytes(field)?)?;
                self.period_type = tables::value_type(&found, strings)?;
            }
            12 => self.period = number(field)?,
            14 => self.default_type = index(field)?,
            _ => {}
        }
        Ok(())
    }
}

fn number(field: &Field<'_>) -> Result<i64, Fault> {
    match field.value {
        // As protobuf has it: a negative number is its two's complement.
        Value::Number(number) => Ok(number as i64),
        Value::Bytes(_) | Value::Fixed => Err(Fault::Form(field.number)),
    }
}

fn samples(
    profile: &[u8],
    strings: &Strings,
    types: usize,
    locations: &Ids,
    frames: impl Fn(u32) -> usize,
    limits: &Limits,
) -> Result<Samples, ProfileError> {
    let mut samples = Samples::of(types);
    each_message(profile, Record::Sample, limits.samples, |found: &message::Sample| {
        if found.value.len() != types {
            return Err(Fault::Values { values: found.value.len(), types });
        }
        let mut depth = 0;
        for id in &found.location_id {
            let missing = Fault::NoRecord { record: Record::Location, id: *id };
            let location = locations.get(*id).ok_or(missing)?;
            depth += frames(location);
            samples.location(location);
        }
        if depth > limits.depth {
            return Err(Fault::Deep { depth, limit: limits.depth });
        }
        samples.push(&found.value, object_size(&found.label, strings)?);
        Ok(())
    })?;
    Ok(samples)
}

/// The number of the label `bytes`. Go's heap profiles have no other.
fn object_size(labels: &[message::Label], strings: &Strings) -> Result<Option<i64>, Fault> {
    let mut size = None;
    for label in labels {
        let key = strings.index(label.key)?;
        let text = strings.index(label.str)?;
        strings.index(label.num_unit)?;
        if text == 0 && strings.get(key) == "bytes" {
            size = Some(label.num);
        }
    }
    Ok(size)
}
