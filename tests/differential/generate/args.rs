//! Command lines.

use super::world::{Order, World};
use super::{filter, projection};
use crate::case::Case;
use crate::support::dice::Dice;
use crate::support::words::os_string;
use std::ffi::OsString;

pub fn fill(dice: &mut Dice, world: &World, case: &mut Case) {
    let mut args = flags(dice, world);
    let mut operands = operands(dice, world, case);
    if world.order == Order::Wild && dice.percent(4) {
        let at = dice.below(args.len() + 1);
        args.splice(at..at, odd_flag(dice));
    }
    if dice.percent(2) {
        operands.insert(0, "--".into());
    }
    args.extend(operands);
    if world.odd(dice) && dice.percent(20) {
        args.extend(flags(dice, world));
    }
    case.args = args;
}

fn flags(dice: &mut Dice, world: &World) -> Vec<OsString> {
    const OFTEN: [(&str, usize); 8] = [
        ("format", 28),
        ("filter", 25),
        ("table", 13),
        ("row", 18),
        ("col", 20),
        ("ignore", 18),
        ("alpha", 12),
        ("confidence", 12),
    ];
    let mut args = Vec::new();
    if dice.percent(25) {
        return args;
    }
    for (flag, often) in OFTEN {
        // A flag that is repeated counts once.
        for percent in [often, 2] {
            if dice.percent(percent) {
                let value = value(dice, world, flag);
                args.extend(typed(dice, flag, &value));
            }
        }
    }
    args
}

fn value(dice: &mut Dice, world: &World, flag: &str) -> String {
    const ALPHAS: [&str; 8] = ["0.01", "0.1", "0", "1", "0.001", ".5", "0.05", "0.333"];
    const LEVELS: [&str; 8] = ["0.9", "0.99", "0", "1", "0.5", "0.999", "0.95", ".6875"];
    match flag {
        "format" if world.odd(dice) => dice.pick(&["", "CSV", "json", "text "]).to_owned(),
        "format" => dice.pick(&["csv", "csv", "csv", "text"]).to_owned(),
        "filter" => filter::any(dice, world),
        "alpha" | "confidence" if dice.percent(15) => odd_fraction(dice),
        "alpha" => dice.pick(&ALPHAS).to_owned(),
        "confidence" => dice.pick(&LEVELS).to_owned(),
        _ if dice.percent(50) => projection::usual(dice, flag),
        _ => {
            let text = projection::any(dice, world);
            if dice.percent(7) { filter::broken(dice, &text) } else { text }
        }
    }
}

fn odd_fraction(dice: &mut Dice) -> String {
    const ODD: [&str; 23] = [
        "1.5",
        "-0.1",
        "nan",
        "NaN",
        "inf",
        "-Inf",
        "0x1p-4",
        "0x.1",
        "1_0",
        "0_1",
        "0x_1p-3",
        "1e999",
        "1e-400",
        "",
        " 0.05",
        "0.05 ",
        "abc",
        "5e-2",
        "1.0000000000000001",
        "-0",
        "+.5",
        "1e-9",
        "0,5",
    ];
    dice.pick(&ODD).to_owned()
}

/// The forms in which Go takes a flag.
fn typed(dice: &mut Dice, flag: &str, value: &str) -> Vec<OsString> {
    let dashes = if dice.percent(20) { "--" } else { "-" };
    match dice.percent(40) {
        true => vec![format!("{dashes}{flag}={value}").into()],
        false => vec![format!("{dashes}{flag}").into(), value.into()],
    }
}

fn odd_flag(dice: &mut Dice) -> Option<OsString> {
    const ODD: [&str; 18] = [
        "-x",
        "--nosuch",
        "-nosuch=1",
        "-h",
        "--help",
        "-help",
        "-h=1",
        "---row",
        "-=x",
        "--=",
        "-row",
        "-alpha=",
        "-filter",
        "-row=",
        "-é",
        "-0",
        "-Row=x",
        "-alpha=\"0.1\"",
    ];
    dice.percent(80).then(|| dice.pick(&ODD).into())
}

fn operands(dice: &mut Dice, world: &World, case: &mut Case) -> Vec<OsString> {
    let mut operands: Vec<OsString> = Vec::new();
    for file in &world.files {
        operands.push(operand(dice, world, file, case));
        if world.odd(dice) {
            operands.push(odd_operand(dice, file));
        }
    }
    if world.odd(dice) && dice.percent(50) {
        operands.truncate(dice.below(operands.len()));
    }
    operands
}

/// A file by its path, with a label or none, or from standard input.
fn operand(dice: &mut Dice, world: &World, file: &str, case: &mut Case) -> OsString {
    const LABELS: [&str; 12] =
        ["old", "new", "A", "B", "", "a label", "é", "10", "9", "日本語", "a,b", "\"q"];
    let file = if dice.percent(6) && case.stdin.is_none() {
        case.stdin = Some(file.to_owned());
        "-"
    } else {
        file
    };
    match dice.below(40) {
        0..5 => format!("{}={file}", dice.pick(&LABELS)).into(),
        5 if world.order != Order::Sane => format!("a=b={file}").into(),
        6 if world.order != Order::Sane => os_string([b"l\xffbel=", file.as_bytes()].concat()),
        7 if file != "-" => format!("./{file}").into(),
        _ => file.into(),
    }
}

fn odd_operand(dice: &mut Dice, file: &str) -> OsString {
    const ODD: [&str; 12] = [
        "nosuch.txt",
        ".",
        "sub",
        "",
        "=",
        "a=",
        "-",
        "x=-",
        "./",
        "old.txt/",
        "nosuch/x",
        "é=nosuch",
    ];
    if dice.percent(50) { file.into() } else { dice.pick(&ODD).into() }
}
