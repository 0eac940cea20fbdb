//! benchstat itself, of the one version that allocgate is held against.

use super::program::Program;
use super::tools::missing;
use std::path::{Path, PathBuf};

/// Later versions differ, in the order `@num` for one. `.ci/run` installs this one.
pub const VERSION: &str = "v0.0.0-20260512194132-3cf34090a3db";

/// benchstat, from `ALLOCGATE_BENCHSTAT` or `PATH`, where there is one of that version.
pub fn pinned() -> Option<Program> {
    match find() {
        Ok(path) => Some(Program::at(path)),
        Err(why) => missing(&why),
    }
}

fn find() -> Result<PathBuf, String> {
    let named = std::env::var_os("ALLOCGATE_BENCHSTAT").map(PathBuf::from);
    let path = named.or_else(on_path).ok_or("no benchstat on PATH")?;
    let program = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    if !is_pinned(&program) {
        return Err(format!("{} is not benchstat {VERSION}", path.display()));
    }
    std::path::absolute(&path).map_err(|error| error.to_string())
}

fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut candidates = std::env::split_paths(&path).map(|folder| folder.join("benchstat"));
    candidates.find(|path| Path::is_file(path))
}

/// Go writes the versions of its modules into a program, as `go version -m` shows them.
fn is_pinned(program: &[u8]) -> bool {
    let module = format!("golang.org/x/perf\t{VERSION}\t");
    memchr::memmem::find(program, module.as_bytes()).is_some()
}
