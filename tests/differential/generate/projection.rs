//! Projections: lists of keys, each with an order or none.

use super::config::KEYS;
use super::name::SUBKEYS;
use super::world::World;
use crate::support::dice::Dice;

/// What the flags mostly stand with.
pub fn usual(dice: &mut Dice, flag: &str) -> String {
    let choices: &[&str] = match flag {
        "table" => &[".config", "pkg", "", "goos,goarch", ".config,.name", "pkg,note"],
        "row" => {
            &[".fullname", ".name", ".name,/size", "/format", "pkg,.fullname", "/size@num", ""]
        }
        "col" => &[".file", "/format", "note", "goos,.file", "note,.file", "/size@num", "", "pkg"],
        _ => &["pkg", "note", ".config", "/gomaxprocs", ".file", "goos,goarch,cpu", ".fullname"],
    };
    dice.pick(choices).to_owned()
}

pub fn any(dice: &mut Dice, world: &World) -> String {
    const BETWEEN: [&str; 6] = [",", ",", " ", ", ", " , ", "\u{3000}"];
    let mut text = part(dice, world);
    for _ in 0..dice.below(3) {
        text += dice.pick(&BETWEEN);
        text += &part(dice, world);
    }
    text
}

fn part(dice: &mut Dice, world: &World) -> String {
    let (key, values) = key(dice, world);
    let key = if dice.percent(6) || key.is_empty() { quoted(dice, &key) } else { key };
    match dice.below(20) {
        0..9 => key,
        9..11 => format!("{key}@alpha"),
        11..13 => format!("{key}@num"),
        13 => format!("{key}@first"),
        14..18 => format!("{key}@({})", listed(dice, &values)),
        _ => odd_order(dice, &key),
    }
}

fn odd_order(dice: &mut Dice, key: &str) -> String {
    const ODD: [&str; 9] =
        ["fixed", "zzz", "()", "(a", "", "\"num\"", "(\"\" x)", "(\"a b\")", "(a,b)"];
    format!("{key}@{}", dice.pick(&ODD))
}

/// A key and values that it may have.
fn key(dice: &mut Dice, world: &World) -> (String, Vec<String>) {
    const DOTTED: [&str; 9] =
        [".name", ".fullname", ".file", ".config", ".name", ".fullname", ".unit", ".nosuch", ""];
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    match dice.below(12) {
        0..4 => {
            let known = if dice.percent(10) { DOTTED.len() } else { 6 };
            let key = dice.pick(&DOTTED[..known]);
            let names = world.names.iter().map(|name| String::from_utf8_lossy(name).into_owned());
            let values = if key == ".file" { world.files.clone() } else { names.collect() };
            (key.to_owned(), values)
        }
        4..8 => {
            let (key, values) = SUBKEYS[dice.below(SUBKEYS.len())];
            (format!("/{key}"), owned(values))
        }
        8..11 if !world.config.is_empty() => {
            let setting = &world.config[dice.below(world.config.len())];
            (setting.key.to_owned(), setting.values.clone())
        }
        _ => {
            let (key, values) = KEYS[dice.below(KEYS.len())];
            (key.to_owned(), owned(values))
        }
    }
}

fn listed(dice: &mut Dice, values: &[String]) -> String {
    let mut words = Vec::new();
    for _ in 0..1 + dice.below(4) {
        let value = if values.is_empty() { "x" } else { &values[dice.below(values.len())] };
        words.push(word(dice, value));
    }
    words.join(" ")
}

/// A value as a word of the language, quoted where it must be, or now and then anyway.
pub fn word(dice: &mut Dice, value: &str) -> String {
    let special = |c: char| c.is_whitespace() || "():@,\"".contains(c);
    let bare = !value.is_empty() && !value.starts_with(['-', '*', '/']) && !value.contains(special);
    if bare && !dice.percent(8) { value.to_owned() } else { quoted(dice, value) }
}

/// A string as Go quotes it, with more escapes than it needs now and then.
pub fn quoted(dice: &mut Dice, value: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        '\u{80}'..'\u{ffff}' if dice.percent(30) => format!("\\u{:04x}", u32::from(c)),
        'a'..='z' if dice.percent(5) => format!("\\x{:02x}", u32::from(c)),
        _ => c.to_string(),
    };
    format!("\"{}\"", value.chars().map(escaped).collect::<String>())
}
