//! Flags as Go people type them.

use clap::{Arg, Command};
use std::ffi::OsString;

/// Gives long flags that were typed with one dash their second one: `-alpha 0.01` is
/// `--alpha 0.01`. One-letter flags, what follows `--` and values that may begin with a dash stay.
pub(super) fn with_double_dashes(
    command: &Command,
    args: impl IntoIterator<Item = OsString>,
) -> Vec<OsString> {
    let flags = long_flags(command, |_| true);
    let args: Vec<OsString> = args.into_iter().collect();
    let called = args.iter().find_map(|arg| command.find_subcommand(arg)).unwrap_or(command);
    let with_dashes = long_flags(called, Arg::is_allow_hyphen_values_set);
    let (mut ended, mut is_value) = (false, false);
    let double = |arg: OsString| {
        ended |= arg == "--" && !is_value;
        let arg = match arg.to_str() {
            Some(text) if !ended && !is_value && is_long(text, &flags) => format!("-{text}").into(),
            _ => arg,
        };
        let flag = arg.to_str().and_then(|text| text.strip_prefix("--")).filter(|_| !is_value);
        is_value = flag.is_some_and(|flag| with_dashes.iter().any(|known| known == flag));
        arg
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

fn long_flags(command: &Command, wanted: fn(&Arg) -> bool) -> Vec<String> {
    let own = command.get_arguments().filter(|arg| wanted(arg));
    let own = own.filter_map(|arg| arg.get_long().map(str::to_owned));
    own.chain(command.get_subcommands().flat_map(|sub| long_flags(sub, wanted))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_dash_becomes_two_where_a_long_flag_follows() {
        let command = Command::new("x").arg(Arg::new("alpha").long("alpha"));
        let args = ["-alpha", "-alpha=1", "--alpha", "-h", "-", "-5%", "--", "-alpha"];
        let doubled = with_double_dashes(&command, args.map(OsString::from));
        let expected = ["--alpha", "--alpha=1", "--alpha", "-h", "-", "-5%", "--", "-alpha"];
        assert_eq!(doubled, expected);
    }

    #[test]
    fn a_value_that_may_begin_with_a_dash_stays() {
        let filter = Arg::new("filter").long("filter").allow_hyphen_values(true);
        let command = Command::new("x").arg(filter);
        let args = ["-filter", "-ab=c:d", "-filter", "--", "-filter=-a:b", "-ab"];
        let doubled = with_double_dashes(&command, args.map(OsString::from));
        assert_eq!(doubled, ["--filter", "-ab=c:d", "--filter", "--", "--filter=-a:b", "--ab"]);
    }
}
