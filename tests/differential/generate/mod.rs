//! Cases by chance: captures as Go prints them with a few odd things among them, and command lines
//! for them.

mod args;
mod config;
mod damage;
mod file;
mod filter;
mod name;
mod number;
mod projection;
mod series;
mod unit;
mod world;

use crate::case::Case;
use crate::support::dice::Dice;
use world::World;

/// The case of a number: always the same one.
pub fn case(seed: u64) -> Case {
    let mut dice = Dice(seed);
    // The first rolls of neighbouring seeds are alike enough to be seen.
    let mut dice = Dice(dice.roll() ^ dice.roll().rotate_left(17));
    let world = World::new(&mut dice);
    let mut case = Case::default();
    for index in 0..world.files.len() {
        let text = file::text(&mut dice, &world, index);
        case.files.insert(world.files[index].clone(), damage::some(&mut dice, &world, text));
    }
    args::fill(&mut dice, &world, &mut case);
    case
}
