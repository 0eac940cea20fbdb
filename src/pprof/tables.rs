//! What samples refer to. All of it is read before them, wherever it stands in the file.

use super::error::{Fault, ProfileError, Record};
use super::ids::Ids;
use super::limits::{Limits, MAX_TYPES};
use super::locations::{Line, Locations};
use super::message;
use super::profile::ValueType;
use super::records::{each, each_message};
use super::strings::Strings;

/// A function, its texts by their index.
#[derive(Clone, Copy, Debug)]
pub(super) struct FunctionRecord {
    pub name: u32,
    pub file: u32,
    pub start_line: i64,
}

pub(super) fn strings(profile: &[u8], limits: &Limits) -> Result<Strings, ProfileError> {
    let mut strings = Strings::default();
    each(profile, Record::String, limits.entries, |text| strings.push(text))?;
    Ok(strings)
}

pub(super) fn value_type(
    found: &message::ValueType,
    strings: &Strings,
) -> Result<ValueType, Fault> {
    let text = |index| Ok(strings.get(strings.index(index)?).to_owned());
    Ok(ValueType { kind: text(found.kind)?, unit: text(found.unit)? })
}

pub(super) fn types(profile: &[u8], strings: &Strings) -> Result<Vec<ValueType>, ProfileError> {
    let mut types = Vec::new();
    each_message(profile, Record::SampleType, MAX_TYPES, |found| {
        types.push(value_type(found, strings)?);
        Ok(())
    })?;
    match types.is_empty() {
        true => Err(ProfileError::Whole(Fault::NoTypes)),
        false => Ok(types),
    }
}

pub(super) fn functions(
    profile: &[u8],
    strings: &Strings,
    limits: &Limits,
) -> Result<(Ids, Vec<FunctionRecord>), ProfileError> {
    let (mut ids, mut functions) = (Ids::default(), Vec::new());
    each_message(profile, Record::Function, limits.entries, |found: &message::Function| {
        ids.push(found.id)?;
        // The name that the linker has is of no use here, and must be right all the same.
        strings.index(found.system_name)?;
        functions.push(FunctionRecord {
            name: strings.index(found.name)?,
            file: strings.index(found.filename)?,
            start_line: found.start_line,
        });
        Ok(())
    })?;
    Ok((ids, functions))
}

/// Each mapping's file, by its index.
fn mappings(
    profile: &[u8],
    strings: &Strings,
    limits: &Limits,
) -> Result<(Ids, Vec<u32>), ProfileError> {
    let (mut ids, mut files) = (Ids::default(), Vec::new());
    each_message(profile, Record::Mapping, limits.entries, |found: &message::Mapping| {
        ids.push(found.id)?;
        files.push(strings.index(found.filename)?);
        Ok(())
    })?;
    Ok((ids, files))
}

/// A mapping that there isn't is as none: some producers leave them out.
pub(super) fn locations(
    profile: &[u8],
    strings: &Strings,
    functions: &Ids,
    limits: &Limits,
) -> Result<(Ids, Locations), ProfileError> {
    let (mappings, files) = mappings(profile, strings, limits)?;
    let (mut ids, mut locations) = (Ids::default(), Locations::default());
    each_message(profile, Record::Location, limits.entries, |found: &message::Location| {
        ids.push(found.id)?;
        let file = mappings.get(found.mapping_id).map_or(0, |index| files[index as usize]);
        for line in &found.line {
            let id = line.function_id;
            let missing = Fault::NoRecord { record: Record::Function, id };
            let function = functions.get(id).ok_or(missing)?;
            locations.line(Line { function, line: line.line });
        }
        locations.push(file);
        Ok(())
    })?;
    Ok((ids, locations))
}
