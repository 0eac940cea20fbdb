//! Filters.

use super::config::KEYS;
use super::name::SUBKEYS;
use super::projection::{quoted, word};
use super::world::World;
use crate::support::dice::Dice;

pub fn any(dice: &mut Dice, world: &World) -> String {
    let text = expression(dice, world, 2);
    let often = if world.odd(dice) { 90 } else { 7 };
    if dice.percent(often) { broken(dice, &text) } else { text }
}

fn expression(dice: &mut Dice, world: &World, depth: usize) -> String {
    let inner = |dice: &mut Dice| match depth {
        0 => term(dice, world),
        _ => expression(dice, world, depth - 1),
    };
    match dice.below(12) {
        0..6 => term(dice, world),
        6 => format!("{} {}", inner(dice), inner(dice)),
        7 => format!("{} AND {}", inner(dice), inner(dice)),
        8 => format!("{} OR {}", inner(dice), inner(dice)),
        9 => format!("-{}", inner(dice)),
        10 => format!("({})", inner(dice)),
        _ => "*".to_owned(),
    }
}

fn term(dice: &mut Dice, world: &World) -> String {
    let (key, values) = key(dice, world);
    let pattern = |dice: &mut Dice| {
        let value = &values[dice.below(values.len())];
        if dice.percent(25) { regexp(dice, value) } else { word(dice, value) }
    };
    let pattern = match dice.below(6) {
        0 => format!("({} OR {})", pattern(dice), pattern(dice)),
        1 => format!("( {} OR {} OR {} )", pattern(dice), pattern(dice), pattern(dice)),
        _ => pattern(dice),
    };
    let key = if dice.percent(5) || key.is_empty() { quoted(dice, &key) } else { key };
    format!("{key}:{pattern}")
}

/// A key and values that it may have.
fn key(dice: &mut Dice, world: &World) -> (String, Vec<String>) {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let names = || world.names.iter().map(|name| String::from_utf8_lossy(name).into_owned());
    match dice.below(14) {
        0..4 => (".unit".to_owned(), world.units.clone()),
        4 => (".unit".to_owned(), owned(&["sec/op", "B/s", "B/op", "nosuch"])),
        5 => (".fullname".to_owned(), names().collect()),
        6 | 7 => {
            let base = |name: String| name.split(['/', '-']).next().unwrap_or("").to_owned();
            (".name".to_owned(), names().map(base).collect())
        }
        8 => (".file".to_owned(), world.files.clone()),
        9 | 10 => {
            let (key, values) = SUBKEYS[dice.below(SUBKEYS.len())];
            (format!("/{key}"), owned(values))
        }
        11 if dice.percent(40) => {
            (dice.pick(&[".config", ".nosuch", "", "/", "OR"]).to_owned(), owned(&["", "x"]))
        }
        _ => {
            let (key, values) = KEYS[dice.below(KEYS.len())];
            (key.to_owned(), owned(values))
        }
    }
}

/// Mostly one that finds the value.
fn regexp(dice: &mut Dice, value: &str) -> String {
    const BROKEN: [&str; 8] = ["/(/", "/[/", "/a/b", "/x", "/)/", "/*/", "/a**/", "/\\8/"];
    const ANY: [&str; 8] =
        ["/./", "//", "/^$/", "/[a-z]+/", "/a|b|o/", "/[/]/", "/(op|s)$/", "/\\d/"];
    let plain: String = value.chars().filter(|c| c.is_alphanumeric()).take(3).collect();
    match dice.below(12) {
        0..4 => format!("/{plain}/"),
        4 => format!("/^{plain}/"),
        5 => format!("/{plain}$/"),
        6 => format!("/(?i){plain}/"),
        7 => format!("/{}/", value.replace('/', "\\/")),
        8 if dice.percent(60) => dice.pick(&BROKEN).to_owned(),
        _ => dice.pick(&ANY).to_owned(),
    }
}

/// The same with a piece lost, doubled or put in.
pub fn broken(dice: &mut Dice, text: &str) -> String {
    const PIECES: [&str; 24] = [
        "(",
        ")",
        ":",
        "\"",
        "@",
        ",",
        "-",
        "*",
        "/",
        "\\",
        " ",
        " OR ",
        " AND ",
        "é",
        "\u{2028}",
        "a:b",
        "\"\\x\"",
        "\"\":x",
        "\t",
        "\u{1}",
        "OR",
        ".unit",
        "\"\\z\":x",
        ")",
    ];
    let mut chars: Vec<char> = text.chars().collect();
    let at = dice.below(chars.len() + 1);
    match dice.below(6) {
        0 if at < chars.len() => drop(chars.remove(at)),
        1 => chars.truncate(at),
        2 => chars.extend(dice.pick(&PIECES).chars()),
        3 => drop(chars.splice(0..0, dice.pick(&PIECES).chars())),
        _ => drop(chars.splice(at..at, dice.pick(&PIECES).chars())),
    }
    chars.into_iter().collect()
}
