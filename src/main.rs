//! The `allocgate` command.

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let run = || allocgate::cli::run(std::env::args_os(), &mut io::stdout(), &mut io::stderr());
    let exit = allocgate::cli::guarded(run);
    ExitCode::from(exit.code())
}
