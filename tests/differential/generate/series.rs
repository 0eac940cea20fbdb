//! The measurements of one benchmark in one unit.

use crate::support::dice::Dice;

#[derive(Clone, Debug)]
pub struct Series {
    base: f64,
    spread: Spread,
    style: Style,
}

/// How measurements differ from one another.
#[derive(Clone, Copy, Debug)]
enum Spread {
    Equal,
    /// So many different integers at most: ties.
    Few(usize),
    /// In proportion: hardly any ties.
    Relative(f64),
}

#[derive(Clone, Copy, Debug)]
enum Style {
    Integer,
    Fixed(usize),
    Shortest,
    Exponent,
}

/// How the measurements of one file differ from those of the others.
#[derive(Clone, Copy, Debug)]
pub enum Shift {
    None,
    Factor(f64),
    Plus(f64),
    Zero,
}

pub fn new(dice: &mut Dice, unit: &str) -> Series {
    const MAGNITUDES: [f64; 14] =
        [0.0, 1.0, 2.0, 7.0, 64.0, 999.0, 1010.0, 4096.0, 9.9995, 0.004, 1e6, 1.5e9, 3e13, 1e-11];
    let usual = matches!(unit, "ns/op" | "MB/s");
    let base = match dice.below(20) {
        0..8 => (10 + dice.below(5000)) as f64,
        8 => -(dice.below(50) as f64),
        _ => MAGNITUDES[dice.below(MAGNITUDES.len())],
    };
    let spread = match dice.below(10) {
        0..2 => Spread::Equal,
        2..5 if !usual || dice.percent(30) => Spread::Few(2 + dice.below(6)),
        _ => Spread::Relative([0.001, 0.02, 0.05, 0.3, 1.5][dice.below(5)]),
    };
    let style = match dice.below(10) {
        0..4 => Style::Integer,
        4..8 => Style::Fixed(1 + dice.below(4)),
        8 => Style::Shortest,
        _ => Style::Exponent,
    };
    Series { base, spread, style }
}

pub fn shift(dice: &mut Dice) -> Shift {
    match dice.below(20) {
        0..8 => Shift::None,
        8..14 => Shift::Factor([0.5, 0.9, 0.99, 1.01, 1.1, 1.5, 3.0, -1.0][dice.below(8)]),
        14..18 => Shift::Plus([1.0, 2.0, -1.0, 10.0][dice.below(4)]),
        18 => Shift::Zero,
        _ => Shift::Factor(1.0 + dice.noise()),
    }
}

impl Series {
    /// The next measurement, as text.
    pub fn next(&self, dice: &mut Dice, shift: Shift) -> String {
        let base = match shift {
            Shift::None => self.base,
            Shift::Factor(factor) => self.base * factor,
            Shift::Plus(more) => self.base + more,
            Shift::Zero => 0.0,
        };
        self.written(match self.spread {
            Spread::Equal => base,
            Spread::Few(number) => base.round() + dice.below(number) as f64,
            Spread::Relative(spread) => base * (1.0 + spread * dice.noise()),
        })
    }

    fn written(&self, value: f64) -> String {
        match self.style {
            Style::Integer => format!("{value:.0}"),
            Style::Fixed(digits) => format!("{value:.digits$}"),
            Style::Shortest => format!("{value}"),
            Style::Exponent => format!("{value:e}"),
        }
    }
}
