//! The `allocgate` command.

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = allocgate::cli::run(std::env::args_os(), &mut io::stdout(), &mut io::stderr());
    ExitCode::from(exit.code())
}
