//! Days of the calendar.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A day, of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Text that is no day.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0:?} is no date; write YEAR-MONTH-DAY, for instance 2026-12-31")]
pub struct ParseDateError(String);

impl Date {
    /// A day, if there is such a one in the years 1 to 9999.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        let exists = (1..=9999).contains(&year) && (1..=days).contains(&day);
        exists.then_some(Date { year, month, day })
    }

    /// The day, in UTC, that begins so many days after 1970-01-01; the last one there is for more.
    ///
    /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    pub fn from_unix_days(days: u64) -> Date {
        const LAST: Date = Date { year: 9999, month: 12, day: 31 };
        // Eras of 400 years begin on a first of March.
        let since_era_0 = days.saturating_add(719_468);
        let (era, day_of_era) = (since_era_0 / 146_097, since_era_0 % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_based = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_based + 2) / 5 + 1;
        let month = if march_based < 10 { march_based + 3 } else { march_based - 9 };
        let year = year_of_era + era.saturating_mul(400) + u64::from(month <= 2);
        let date = |year| Date::new(year, month as u8, day as u8);
        u16::try_from(year).ok().and_then(date).unwrap_or(LAST)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Date, ParseDateError> {
        let number = |digits: usize, text: &str| {
            let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| text.parse().ok()).flatten()
        };
        let date = || {
            let (year, rest) = text.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            let [month, day] = [month, day].map(|part| number(2, part));
            Date::new(number(4, year)?, month? as u8, day? as u8)
        };
        date().ok_or_else(|| ParseDateError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_are_none_are_refused() {
        for text in
            ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "1900-02-29", "26-1-1", "", "2026-1-01", "2026-12-31T00:00:00", "+026-01-01"]
        {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert_eq!("2024-02-29".parse::<Date>().unwrap().to_string(), "2024-02-29");
        assert!("2026-12-31".parse::<Date>().unwrap() < "2027-01-01".parse().unwrap());
    }

    #[test]
    fn days_since_1970_follow_the_calendar() {
        for (days, date) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_781, "2026-11-24"),
            (2_932_896, "9999-12-31"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(Date::from_unix_days(days).to_string(), date);
        }
        let mut before = Date::from_unix_days(0);
        for days in 1..200_000 {
            let date = Date::from_unix_days(days);
            assert!(before < date, "{before} {date}");
            before = date;
        }
    }
}
