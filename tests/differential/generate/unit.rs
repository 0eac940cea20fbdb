//! Units, and what lines about units say.

use super::world::Order;
use crate::support::dice::Dice;

const USUAL: [&str; 5] = ["ns/op", "B/op", "allocs/op", "MB/s", "sec/op"];

const CUSTOM: [&str; 34] = [
    "ns",
    "MB",
    "B",
    "bytes",
    "req/s",
    "p50-ns",
    "p99-ns/op",
    "ns/GC",
    "MB*ns",
    "ns-ns/op",
    "ns*ns",
    "MB/ns",
    "x/MB",
    "x/ns*ns",
    "a-MB-b",
    "-ns",
    "*ns/",
    "/ns",
    "//MB*MB",
    "xns",
    "nsx",
    "ns.op",
    "bytes/op",
    "op/bytes",
    "Ops",
    "%",
    "widgets-per-hour-of-work",
    "µs",
    "件/op",
    "B/s",
    "1",
    "ns\u{200b}",
    "=",
    "kB",
];

pub fn several(dice: &mut Dice, order: Order, lines: usize) -> Vec<String> {
    let most = match () {
        // More than 32, since benchstat marks the chosen ones in words of 32 bits.
        () if lines < 12 && dice.percent(4) => 40,
        () if lines > 60 => 2,
        () => 4,
    };
    let mut units = vec![USUAL[0].to_owned()];
    for i in 1..1 + dice.below(most) {
        let unit = match dice.below(10) {
            _ if most == 40 => format!("u{i}"),
            0..7 if order == Order::Sane => USUAL[i.min(4)].to_owned(),
            0..5 => dice.pick(&USUAL).to_owned(),
            _ => dice.pick(&CUSTOM).to_owned(),
        };
        // The same unit again is a further sample.
        if !units.contains(&unit) || dice.percent(15) {
            units.push(unit);
        }
    }
    if dice.percent(15) {
        units[0] = dice.pick(&CUSTOM).to_owned();
    }
    units
}

/// A line about one of the units.
pub fn metadata(dice: &mut Dice, units: &[String]) -> String {
    const USUAL: [&str; 5] = [
        "assume=exact",
        "assume=nothing",
        "better=lower",
        "better=higher",
        "assume=exact better=x",
    ];
    let unit = match dice.below(10) {
        0 => dice.pick(&USUAL),
        1 => dice.pick(&CUSTOM),
        _ => &units[dice.below(units.len())],
    };
    format!("Unit {unit} {}", dice.pick(&USUAL))
}

pub fn odd_metadata(dice: &mut Dice, units: &[String]) -> String {
    const ODD: [&str; 14] = [
        "Unit",
        "Unit ",
        "Unit\tns/op",
        "Unitns/op assume=exact",
        "Unit ns/op exact",
        "Unit ns/op =exact",
        "Unit ns/op assume=",
        "Unit ns/op assume=exact=x",
        "Unit sec/op  assume=exact \t better=lower bad a=b",
        "Unit ns/op assume=nothing assume=exact",
        "Unit B/op é=ü",
        " Unit ns/op assume=exact",
        "UNIT ns/op assume=exact",
        "Unit\u{3000}ns/op\u{a0}assume=exact",
    ];
    match dice.below(3) {
        0 => metadata(dice, units) + " assume",
        _ => dice.pick(&ODD).to_owned(),
    }
}
