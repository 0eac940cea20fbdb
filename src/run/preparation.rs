//! What a repository wants to be run before anything is built.

use super::error::RunError;
use super::failure::last_lines;
use super::go::has_no_workspace;
use super::side::Side;
use crate::host::Program;
use std::path::Path;
use std::time::Duration;

/// What a command may print.
const MOST_PRINTED: usize = 64 << 20;

/// Runs a shell's command in a side's checkout. It has the user's environment, but for tokens and a
/// workspace of another checkout, and ends with all that it started.
pub(super) fn prepare(
    side: Side,
    root: &Path,
    command: &str,
    deadline: Duration,
) -> Result<(), RunError> {
    let asked = shell(command).called(format!("{command} (in the {side}'s checkout)"));
    let asked = asked.directory(root).set("PWD", root);
    let asked = if has_no_workspace() { asked } else { asked.remove("GOWORK") };
    let output = asked.attempt(deadline, MOST_PRINTED)?;
    if output.status.success() {
        return Ok(());
    }
    let said = last_lines(&output.stderr, &output.stdout);
    let (command, status) = (command.to_owned(), output.status.to_string());
    Err(RunError::Preparation { side: side.to_string(), command, status, said })
}

#[cfg(not(windows))]
fn shell(command: &str) -> Program {
    Program::new("sh").arguments(["-c", command])
}

#[cfg(windows)]
fn shell(command: &str) -> Program {
    Program::new("cmd").arguments(["/C", command])
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::host::HostError;

    fn ran(command: &str) -> (tempfile::TempDir, Result<(), RunError>) {
        let folder = tempfile::tempdir().unwrap();
        let ran = prepare(Side::Baseline, folder.path(), command, Duration::from_secs(20));
        (folder, ran)
    }

    #[test]
    fn a_command_is_a_shell_s_and_runs_in_the_checkout() {
        let (folder, ran) = ran("printf %s \"$((1 + 1))\" >made && test \"$PWD\" = \"$(pwd -L)\"");
        ran.unwrap();
        assert_eq!(std::fs::read(folder.path().join("made")).unwrap(), b"2");
    }

    #[test]
    fn a_failure_names_the_side_the_command_and_its_last_words() {
        let error = ran("echo one; echo two >&2; exit 3").1.unwrap_err().to_string();
        let expected = "[run] prepare: echo one; echo two >&2; exit 3: exit status: 3, \
                        in the baseline's checkout:\ntwo";
        assert_eq!(error, expected);
        let error = ran("false").1.unwrap_err().to_string();
        assert_eq!(error, "[run] prepare: false: exit status: 1, in the baseline's checkout");
    }

    #[test]
    fn a_command_that_hangs_is_stopped() {
        let deadline = Duration::from_millis(200);
        let error = prepare(Side::Candidate, &std::env::temp_dir(), "sleep 60", deadline);
        let error = error.unwrap_err();
        assert!(matches!(error, RunError::Host(HostError::Deadline { .. })), "{error}");
        let text = "sleep 60 (in the candidate's checkout): stopped, still running after 200ms";
        assert_eq!(error.to_string(), text);
    }
}
