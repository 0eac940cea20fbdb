//! What the files of a case have in common.

use super::series::Series;
use super::{config, name, series, unit};
use crate::support::dice::Dice;

/// How much is out of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Sane,
    Odd,
    Wild,
}

pub struct World {
    pub order: Order,
    pub names: Vec<Vec<u8>>,
    pub units: Vec<String>,
    /// A series for each name and unit.
    pub series: Vec<Vec<Series>>,
    pub config: Vec<config::Setting>,
    pub files: Vec<String>,
    /// Results of one benchmark in one file.
    pub samples: usize,
}

impl World {
    pub fn new(dice: &mut Dice) -> Self {
        let order = match dice.below(100) {
            0..50 => Order::Sane,
            50..88 => Order::Odd,
            _ => Order::Wild,
        };
        let files = files(dice);
        let samples = samples(dice, files.len());
        let most = (90 / (samples * files.len())).clamp(1, 7);
        let most = 1 + dice.below(most);
        let names = name::several(dice, order, most);
        let units = unit::several(dice, order, samples * names.len() * files.len());
        let row = |dice: &mut Dice| units.iter().map(|unit| series::new(dice, unit)).collect();
        let series = names.iter().map(|_| row(dice)).collect();
        Self { order, series, config: config::settings(dice, order), names, units, files, samples }
    }

    /// Whether the next thing is an odd one.
    pub fn odd(&self, dice: &mut Dice) -> bool {
        dice.below(1000)
            < match self.order {
                Order::Sane => 0,
                Order::Odd => 15,
                Order::Wild => 90,
            }
    }
}

fn files(dice: &mut Dice) -> Vec<String> {
    let number = match dice.below(100) {
        0..20 => 1,
        20..70 => 2,
        70..85 => 3,
        85..92 => 4,
        _ => 5 + dice.below(16),
    };
    let named = |i: usize, dice: &mut Dice| match (i, dice.below(12)) {
        (0, 0..8) => "old.txt".to_owned(),
        (1, 0..8) => "new.txt".to_owned(),
        (_, 8) => format!("sub/{i}.txt"),
        (_, 9) => format!("a long name, with spaces {i}"),
        (_, 10) => format!("é{i}\u{301}.txt"),
        _ => format!("f{i:02}"),
    };
    (0..number).map(|i| named(i, dice)).collect()
}

fn samples(dice: &mut Dice, files: usize) -> usize {
    const USUAL: [usize; 12] = [1, 2, 3, 4, 5, 6, 6, 7, 8, 10, 10, 12];
    const LARGE: [usize; 8] = [15, 20, 24, 26, 31, 40, 51, 60];
    match dice.below(100) {
        _ if files > 4 => 1 + dice.below(3),
        0..12 if files < 4 => LARGE[dice.below(LARGE.len())],
        _ => USUAL[dice.below(USUAL.len())],
    }
}
