//! How `allocgate run` measures, as the policy file has it.

use super::document::RunTable;
use super::duration::duration;
use super::error::{ConfigError, Text};
use super::load::Loaded;
use super::print::Setting;
use super::text::quoted;
use super::value::At;
use crate::policy::Pattern;
use std::time::Duration;

/// More samples a side are never taken.
pub const MOST_SAMPLES: u32 = 1000;

/// How much is run for one sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Benchtime {
    /// For so long.
    Time(Duration),
    /// So many iterations.
    Iterations(u32),
}

/// Reads a time such as `200ms`, or a number of iterations such as `100x`.
///
/// # Errors
///
/// Anything else, and none.
pub fn benchtime(text: &str) -> Result<Benchtime, String> {
    let iterations = text
        .strip_suffix('x')
        .map(|number| number.parse().ok().filter(|number| *number > 0).map(Benchtime::Iterations));
    let time = || duration(text).ok().filter(|time| !time.is_zero()).map(Benchtime::Time);
    iterations.unwrap_or_else(time).ok_or_else(|| {
        "write a time, such as 200ms, or a number of iterations, such as 100x".to_owned()
    })
}

impl RunTable {
    /// Whether its values make sense.
    pub(super) fn check(&self, text: Text<'_>) -> Result<(), ConfigError> {
        let at = |span, message: String| Err(text.error(&span, message));
        if let Some(time) = &self.benchtime
            && let Err(message) = benchtime(time)
        {
            return at(time.span(), message);
        }
        if let Some(count) =
            self.count.as_ref().filter(|count| !(1..=MOST_SAMPLES).contains(&***count))
        {
            let message = format!("write a number of samples from 1 to {MOST_SAMPLES}");
            return at(count.span(), message);
        }
        if let Some(command) = self.prepare.as_ref().filter(|command| command.trim().is_empty()) {
            return at(command.span(), "write a shell command".to_owned());
        }
        for glob in &self.parallel {
            if let Err(error) = Pattern::benchmark(glob) {
                return at(glob.span(), error.to_string());
            }
        }
        Ok(())
    }

    /// What it says, with its places.
    pub(super) fn settings(&self, file: &Loaded) -> Vec<Setting> {
        fn setting<T>(
            file: &Loaded,
            key: &str,
            at: Option<&At<T>>,
            value: impl Fn(&T) -> String,
        ) -> Option<Setting> {
            let at = at?;
            let (key, origin) = (format!("run.{key}"), file.origin(at.span().start));
            Some(Setting { key, value: value(at), origin })
        }
        let text = |text: &String| quoted(text);
        let globs: Vec<String> = self.parallel.iter().map(|glob| quoted(glob)).collect();
        let list = |_: &String| format!("[{}]", globs.join(", "));
        [
            setting(file, "prepare", self.prepare.as_ref(), text),
            setting(file, "parallel", self.parallel.first(), list),
            setting(file, "benchtime", self.benchtime.as_ref(), text),
            setting(file, "count", self.count.as_ref(), u32::to_string),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Loaded, String> {
        Loaded::parse("allocgate.toml", text.into()).map_err(|error| error.to_string())
    }

    #[test]
    fn every_value_has_its_place() {
        let text = "[run]\nprepare = \"make 'a b'\"\nparallel = [\"Hot*\", \"BenchmarkX\"]\nbenchtime = \"100x\"\ncount = 12\n";
        let file = read(text).unwrap();
        let settings = file.document.run.settings(&file);
        let lines: Vec<String> =
            settings.iter().map(|s| format!("{} = {}  # {}", s.key, s.value, s.origin)).collect();
        assert_eq!(
            lines,
            [
                "run.prepare = \"make 'a b'\"  # allocgate.toml:2",
                "run.parallel = [\"Hot*\", \"BenchmarkX\"]  # allocgate.toml:3",
                "run.benchtime = \"100x\"  # allocgate.toml:4",
                "run.count = 12  # allocgate.toml:5",
            ]
        );
        let none = read("alpha = 0.01\n").unwrap();
        assert!(none.document.run.settings(&none).is_empty());
    }

    #[test]
    fn what_makes_no_sense_is_told_with_its_line() {
        for (line, message) in [
            ("benchtime = \"1\"", "write a time, such as 200ms"),
            ("benchtime = \"0x\"", "write a time, such as 200ms"),
            ("benchtime = \"0s\"", "write a time, such as 200ms"),
            ("count = 0", "write a number of samples from 1 to 1000"),
            ("count = 1001", "write a number of samples from 1 to 1000"),
            ("count = -1", "invalid value"),
            ("count = \"ten\"", "invalid type"),
            ("prepare = \" \"", "write a shell command"),
            ("parallel = [\"[\"]", "[ without ]"),
            ("paralel = [\"X\"]", "did you mean \"parallel\"?"),
        ] {
            let error = read(&format!("[run]\n\n{line}\n")).unwrap_err();
            assert!(error.starts_with("allocgate.toml:3: "), "{error}");
            assert!(error.contains(message), "{line}: {error}");
        }
    }

    #[test]
    fn times_and_iterations_are_told_apart() {
        assert_eq!(benchtime("100x"), Ok(Benchtime::Iterations(100)));
        assert_eq!(benchtime("1m30s"), Ok(Benchtime::Time(Duration::from_secs(90))));
        for text in ["", "x", "-1x", "1.5s", "5000000000x", "100"] {
            assert!(benchtime(text).is_err(), "{text}");
        }
    }
}
