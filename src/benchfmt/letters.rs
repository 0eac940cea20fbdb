//! Upper and lower case as Go's `unicode` package has it: by general category, while Rust goes by
//! the derived properties, which also hold letter-like symbols and modifier letters.

/// Category Ll.
pub(super) fn is_lower(character: char) -> bool {
    character.is_lowercase() && !within(OTHER_LOWERCASE, character)
}

/// Category Lu.
pub(super) fn is_upper(character: char) -> bool {
    character.is_uppercase() && !within(OTHER_UPPERCASE, character)
}

fn within(ranges: &[(u32, u32)], character: char) -> bool {
    let code = u32::from(character);
    !character.is_ascii() && ranges.iter().any(|&(first, last)| (first..=last).contains(&code))
}

/// Unicode's `Other_Lowercase`, from PropList.txt.
const OTHER_LOWERCASE: &[(u32, u32)] = &[
    (0xAA, 0xAA),
    (0xBA, 0xBA),
    (0x2B0, 0x2B8),
    (0x2C0, 0x2C1),
    (0x2E0, 0x2E4),
    (0x345, 0x345),
    (0x37A, 0x37A),
    (0x10FC, 0x10FC),
    (0x1D2C, 0x1D6A),
    (0x1D78, 0x1D78),
    (0x1D9B, 0x1DBF),
    (0x2071, 0x2071),
    (0x207F, 0x207F),
    (0x2090, 0x209C),
    (0x2170, 0x217F),
    (0x24D0, 0x24E9),
    (0x2C7C, 0x2C7D),
    (0xA69C, 0xA69D),
    (0xA770, 0xA770),
    (0xA7F1, 0xA7F4),
    (0xA7F8, 0xA7F9),
    (0xAB5C, 0xAB5F),
    (0xAB69, 0xAB69),
    (0x10780, 0x10780),
    (0x10783, 0x10785),
    (0x10787, 0x107B0),
    (0x107B2, 0x107BA),
    (0x1E030, 0x1E06D),
];

/// Unicode's `Other_Uppercase`.
const OTHER_UPPERCASE: &[(u32, u32)] = &[
    (0x2160, 0x216F),
    (0x24B6, 0x24CF),
    (0x1F130, 0x1F149),
    (0x1F150, 0x1F169),
    (0x1F170, 0x1F189),
];
