//! Names of benchmarks.

use super::world::Order;
use crate::support::dice::Dice;

/// Sub-name keys and their values, some of which are numbers to `@num`.
pub const SUBKEYS: [(&str, &[&str]); 6] = [
    ("size", &["1", "2", "10", "1k", "2k", "1Ki", "4KiB", "1.5M", "64kB", "x9y", "abc", "1..2"]),
    ("format", &["json", "gob", "proto"]),
    ("poly", &["IEEE", "Castagnoli", "Koopman"]),
    ("n", &["100", "20", "NaN", "inf", "-5", "1e3", "0x10", "3Yi", "7b", ""]),
    ("align", &["0", "1"]),
    ("gomaxprocs", &["1", "4", "8"]),
];

const BASES: [&str; 12] = [
    "Encode",
    "Decode",
    "Foo",
    "CRC32",
    "A",
    "Sort",
    "Œuvre",
    "日本",
    "Long_name_of_a_benchmark",
    "_x",
    "s",
    "É\u{301}",
];

const ODD: [&str; 24] = [
    "",
    "-8",
    "/",
    "//",
    "/=",
    "/size=",
    "Foo-",
    "Foo--8",
    "Foo-08",
    "Foo-0",
    "Foo-8/sub",
    "Foo-8-8",
    "Foo/a-b",
    "Foo/size=1/size=2",
    "Foo/gomaxprocs=4-8",
    "Foo/gomaxprocs=",
    "Foo/a=b=c",
    "Foo/\u{200b}",
    "*",
    "Foo/format=a,b",
    "Foo/\"q\"",
    "geomean",
    "Foo/٣-٣",
    "Foo/x:y@z",
];

/// Different ones, most with the same sub-names as others.
pub fn several(dice: &mut Dice, order: Order, number: usize) -> Vec<Vec<u8>> {
    let keys: Vec<usize> = (0..SUBKEYS.len()).filter(|_| dice.percent(28)).collect();
    let bases = [dice.pick(&BASES), dice.pick(&BASES)];
    let procs = dice.pick(&["", "", "-8", "-48"]);
    let mut names: Vec<Vec<u8>> = Vec::new();
    for _ in 0..number * 3 {
        let name = match order {
            Order::Sane => usual(dice, &bases, &keys, procs),
            Order::Odd if dice.percent(93) => usual(dice, &bases, &keys, procs),
            Order::Wild if dice.percent(60) => usual(dice, &bases, &keys, procs),
            _ => odd(dice),
        };
        if names.len() < number && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn usual(dice: &mut Dice, bases: &[&str], keys: &[usize], procs: &str) -> Vec<u8> {
    let mut name = dice.pick(bases).to_owned();
    for &key in keys {
        let (key, values) = SUBKEYS[key];
        match dice.below(20) {
            0 => {}
            1 => name += "/positional",
            _ => name += &format!("/{key}={}", dice.pick(values)),
        }
    }
    name += if dice.percent(90) { procs } else { "-4" };
    name.into_bytes()
}

fn odd(dice: &mut Dice) -> Vec<u8> {
    match dice.below(8) {
        0 => b"Foo\xff/\xc3(=\xed\xa0\x80".to_vec(),
        1 => "x/é".repeat(1 + dice.below(60)).into_bytes(),
        2 => [dice.pick(&BASES), dice.pick(&ODD), dice.pick(&ODD)].concat().into_bytes(),
        _ => dice.pick(&ODD).as_bytes().to_vec(),
    }
}
