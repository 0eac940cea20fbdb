//! Flags as Go people type them.

use clap::Command;
use std::ffi::OsString;

/// Gives long flags that were typed with one dash their second one: `-alpha 0.01` is
/// `--alpha 0.01`. One-letter flags and what follows `--` stay.
pub(super) fn with_double_dashes(
    command: &Command,
    args: impl IntoIterator<Item = OsString>,
) -> Vec<OsString> {
    let flags = long_flags(command);
    let mut ended = false;
    let double = |arg: OsString| {
        ended |= arg == "--";
        match arg.to_str() {
            Some(text) if !ended && is_long(text, &flags) => OsString::from(format!("-{text}")),
            _ => arg,
        }
    };
    args.into_iter().map(double).collect()
}

/// Whether an argument is a known long flag with one dash, with or without `=value`; or looks like
/// one, so that the message about it names it whole.
fn is_long(arg: &str, flags: &[String]) -> bool {
    let Some(flag) = arg.strip_prefix('-') else {
        return false;
    };
    let name = flag.split('=').next().unwrap_or(flag);
    let looks_like_one = name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    flags.iter().any(|f| f == name) || looks_like_one
}

fn long_flags(command: &Command) -> Vec<String> {
    let own = command.get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned));
    own.chain(command.get_subcommands().flat_map(long_flags)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Arg;

    #[test]
    fn one_dash_becomes_two_where_a_long_flag_follows() {
        let command = Command::new("x").arg(Arg::new("alpha").long("alpha"));
        let args = ["-alpha", "-alpha=1", "--alpha", "-h", "-", "-5%", "--", "-alpha"];
        let doubled = with_double_dashes(&command, args.map(OsString::from));
        let expected = ["--alpha", "--alpha=1", "--alpha", "-h", "-", "-5%", "--", "-alpha"];
        assert_eq!(doubled, expected);
    }
}
