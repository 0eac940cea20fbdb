//! How often rules fail a pull request in which nothing changed, and how often they find what did:
//!
//!     cargo run --release --example simulate -- [--seed 1] [--pull-requests 300] [--benchmarks 500] [--samples 6,10]
//!
//! `simulate stopping` says what stopping early does: see `stopping.rs`.
//!
//! The benchmarks are made up: `noise.rs` has the model, all of it in one struct. What judges them is
//! the crate's own. The same arguments give the same table on any machine.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod noise;
mod pulls;
mod random;
mod rules;
mod share;
mod stopping;
mod table;

use pulls::Settings;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (table, arguments): (fn(&Settings) -> String, _) = match arguments.split_first() {
        Some((first, rest)) if first == "stopping" => (stopping::table, rest),
        _ => (table::table, &*arguments),
    };
    match settings(arguments) {
        Ok(settings) => {
            print!("{}", table(&settings));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn settings(arguments: &[String]) -> Result<Settings, String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (samples, pull_requests, benchmarks) = (vec![6, 10], 300, 500);
    let mut settings = Settings { seed: 1, pull_requests, benchmarks, samples, threads };
    for pair in arguments.chunks(2) {
        let [flag, value] = pair else {
            return Err(format!("{} is given no value", pair[0]));
        };
        match flag.as_str() {
            "--seed" => settings.seed = number(flag, value, 0)?,
            "--pull-requests" => settings.pull_requests = number(flag, value, 1)?,
            "--benchmarks" => settings.benchmarks = number(flag, value, 1)? as usize,
            "--samples" => {
                let sizes = value.split(',').map(|size| number(flag, size, 1));
                let sizes: Result<Vec<u64>, String> = sizes.collect();
                settings.samples = sizes?.into_iter().map(|size| size as usize).collect();
            }
            _ => return Err(format!("{flag:?} is no flag")),
        }
    }
    Ok(settings)
}

fn number(flag: &str, text: &str, least: u64) -> Result<u64, String> {
    let number = text.parse().ok().filter(|&number| number >= least);
    number.ok_or_else(|| format!("{flag}: {text:?} is no whole number from {least} on"))
}
