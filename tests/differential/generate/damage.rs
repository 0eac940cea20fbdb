//! What happens to files.

use super::world::{Order, World};
use super::{config, unit};
use crate::support::dice::Dice;

/// A few odd things, or none.
pub fn some(dice: &mut Dice, world: &World, mut text: Vec<u8>) -> Vec<u8> {
    let most = match world.order {
        Order::Sane => 1,
        Order::Odd => 3,
        Order::Wild => 8,
    };
    for _ in 0..dice.below(most) {
        text = match dice.below(10) {
            0..6 => with_stray_line(dice, world, &text),
            6 => with_line_repeated(dice, &text),
            7 => with_bytes_changed(dice, text),
            _ => changed(dice, text),
        };
    }
    text
}

fn with_stray_line(dice: &mut Dice, world: &World, text: &[u8]) -> Vec<u8> {
    let stray = match dice.below(5) {
        0 => unit::metadata(dice, &world.units),
        1 => unit::odd_metadata(dice, &world.units),
        _ => config::stray(dice),
    };
    let at = line_start(dice, text);
    [&text[..at], stray.as_bytes(), b"\n", &text[at..]].concat()
}

fn with_line_repeated(dice: &mut Dice, text: &[u8]) -> Vec<u8> {
    let (from, to) = (line_start(dice, text), line_start(dice, text));
    let length = text[from..].iter().position(|&b| b == b'\n').map_or(0, |n| n + 1);
    [&text[..to], &text[from..from + length], &text[to..]].concat()
}

fn line_start(dice: &mut Dice, text: &[u8]) -> usize {
    let at = dice.below(text.len());
    text[..at].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1)
}

fn with_bytes_changed(dice: &mut Dice, mut text: Vec<u8>) -> Vec<u8> {
    const AWKWARD: &[u8] = b"\n\r\t :-+./=\"\\019eBn\xff\xc2\x00\x1b";
    for _ in 0..1 + dice.below(4) {
        let (at, byte) = (dice.below(text.len()), AWKWARD[dice.below(AWKWARD.len())]);
        match dice.below(3) {
            _ if text.is_empty() => text.push(byte),
            0 => text[at] = byte,
            1 => text.insert(at, byte),
            _ => drop(text.remove(at)),
        }
    }
    text
}

/// What befalls the whole file.
fn changed(dice: &mut Dice, text: Vec<u8>) -> Vec<u8> {
    let replaced = |to: &str| String::from_utf8_lossy(&text).replace('\n', to).into_bytes();
    match dice.below(15) {
        0..2 => replaced("\r\n"),
        2 => replaced("\r\r\n"),
        3 => replaced("\r"),
        4 => [b"\xef\xbb\xbf", &text[..]].concat(),
        5..7 => text[..text.len().saturating_sub(1)].to_vec(),
        7 => text[..dice.below(text.len())].to_vec(),
        8 => Vec::new(),
        9 => String::from_utf8_lossy(&text).encode_utf16().flat_map(u16::to_le_bytes).collect(),
        10 => with_long_line(dice, &text),
        11 => [&text[..], &text[..]].concat(),
        12 => [&text[..], b"key: value\n", &text[..]].concat(),
        13 => [units_to_forget(dice), text].concat(),
        _ => [b"\n\n \n", &text[..]].concat(),
    }
}

/// More words than benchstat keeps: it drops some by chance, which must not matter.
fn units_to_forget(dice: &mut Dice) -> Vec<u8> {
    let number = if dice.percent(25) { 1100 } else { 3 };
    (0..number).flat_map(|i| format!("Unit u{i} a=b\n").into_bytes()).collect()
}

/// Around the longest line that benchstat takes.
fn with_long_line(dice: &mut Dice, text: &[u8]) -> Vec<u8> {
    const LONGEST: usize = 65_535;
    let start = ["BenchmarkFoo 1 2 ns/op ", "key: ", "# "][dice.below(3)];
    let length = LONGEST + dice.below(4) - 2 - start.len();
    let at = line_start(dice, text);
    let filler = if start.starts_with('B') { b" ".repeat(length) } else { b"x".repeat(length) };
    let end: &[u8] = [b"\n", &b"\r\n"[..]][dice.below(2)];
    [&text[..at], start.as_bytes(), &filler, end, &text[at..]].concat()
}
