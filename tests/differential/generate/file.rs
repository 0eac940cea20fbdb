//! The text of one file.

use super::series::{self, Shift};
use super::world::World;
use super::{config, number, unit};
use crate::support::dice::Dice;

pub fn text(dice: &mut Dice, world: &World, file: usize) -> Vec<u8> {
    let mut text = Vec::new();
    if dice.percent(8) {
        line(&mut text, unit::metadata(dice, &world.units));
    }
    let turns = world.config.iter().map(|setting| setting.values.len()).max().unwrap_or(1);
    let first = if turns > 4 { file % turns } else { 0 };
    let turns = if world.files.len() > 4 { 1 } else { turns };
    for turn in first..first + turns {
        header(dice, world, turn, &mut text);
        results(dice, world, turns, &mut text);
        if dice.percent(30) {
            line(&mut text, "PASS");
            line(&mut text, "ok  \texample.com/a\t1.234s");
        }
    }
    text
}

fn line(text: &mut Vec<u8>, line: impl AsRef<[u8]>) {
    text.extend_from_slice(line.as_ref());
    text.push(b'\n');
}

fn header(dice: &mut Dice, world: &World, turn: usize, text: &mut Vec<u8>) {
    for setting in &world.config {
        // Only what changes is printed again.
        let again = turn > 0 && setting.values.len() == 1;
        if !(again || dice.percent(4)) {
            line(text, config::line(setting, turn));
        }
    }
}

/// Each benchmark's samples one after the other, or the benchmarks in turn.
fn results(dice: &mut Dice, world: &World, turns: usize, text: &mut Vec<u8>) {
    let shifts: Vec<Shift> = world.units.iter().map(|_| series::shift(dice)).collect();
    let present: Vec<usize> = (0..world.names.len()).filter(|_| !dice.percent(8)).collect();
    let samples = if turns > 4 { 1 } else { samples(dice, world.samples) };
    let interleaved = dice.percent(50);
    let (outer, inner) =
        if interleaved { (samples, present.len()) } else { (present.len(), samples) };
    for i in 0..outer {
        for j in 0..inner {
            let name = present[if interleaved { j } else { i }];
            result(dice, world, name, &shifts, text);
        }
    }
}

/// Mostly as many as elsewhere.
fn samples(dice: &mut Dice, usual: usize) -> usize {
    match dice.below(12) {
        0 => usual + 1,
        1 => usual.saturating_sub(1).max(1),
        2 => 1 + usual / 2,
        _ => usual,
    }
}

fn result(dice: &mut Dice, world: &World, name: usize, shifts: &[Shift], text: &mut Vec<u8>) {
    let mut fields = vec![[b"Benchmark", &world.names[name][..]].concat()];
    fields.push(if world.odd(dice) {
        number::odd_iterations(dice).into_bytes()
    } else {
        (1 + dice.below(1_000_000)).to_string().into_bytes()
    });
    for (index, unit) in world.units.iter().enumerate() {
        if world.odd(dice) && dice.percent(30) {
            continue;
        }
        let value = if world.odd(dice) {
            number::odd(dice)
        } else {
            world.series[name][index].next(dice, shifts[index])
        };
        fields.extend([value.into_bytes(), unit.clone().into_bytes()]);
    }
    if world.odd(dice) {
        fields.truncate(dice.below(fields.len()) + 1);
    }
    line(text, joined(dice, world, &fields));
}

/// What stands between two fields is spaces, of any kind.
fn joined(dice: &mut Dice, world: &World, fields: &[Vec<u8>]) -> Vec<u8> {
    const USUAL: [&str; 3] = ["\t", " ", "  \t  "];
    const ODD: [&str; 10] = [
        "\u{a0}",
        "\u{85}",
        "\u{3000}",
        "\x0b",
        "\x0c",
        "\r",
        "\u{200b}",
        "\u{2028} ",
        " \u{2009}",
        "\u{feff}",
    ];
    let usual = dice.pick(&USUAL);
    let mut text = fields[0].clone();
    for field in &fields[1..] {
        let space = if world.odd(dice) && dice.percent(50) { dice.pick(&ODD) } else { usual };
        text.extend_from_slice(space.as_bytes());
        text.extend_from_slice(field);
    }
    if dice.percent(2) {
        text.extend_from_slice(usual.as_bytes());
    }
    text
}
