//! What a guard is told: a line for each group of processes that begins or ends.

use rustix::process::Pid;
use std::str;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Announcement {
    /// The group was started.
    Begins(Pid),
    /// The group was killed, and its number is about to be given back.
    Ends(Pid),
}

impl Announcement {
    /// With the newline, such as `begins 4711`.
    pub fn line(self) -> String {
        match self {
            Announcement::Begins(group) => format!("begins {}\n", group.as_raw_pid()),
            Announcement::Ends(group) => format!("ends {}\n", group.as_raw_pid()),
        }
    }

    /// Reads a line that [`Announcement::line`] made, and nothing else. To kill group 1 or 0 would be to
    /// kill quite other processes.
    pub fn read(line: &[u8]) -> Option<Announcement> {
        let (word, number) = str::from_utf8(line).ok()?.split_once(' ')?;
        let number = number.trim_end().parse().ok().filter(|number| *number > 1)?;
        let group = Pid::from_raw(number)?;
        let announcements = [Announcement::Begins(group), Announcement::Ends(group)];
        let meant = announcements[usize::from(word == "ends")];
        // Numbers have other spellings, such as +2 and 02.
        Some(meant).filter(|meant| meant.line().as_bytes() == line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_what_it_was_made_of() {
        for number in [2, 4711, i32::MAX] {
            let group = Pid::from_raw(number).unwrap();
            for announcement in [Announcement::Begins(group), Announcement::Ends(group)] {
                let line = announcement.line();
                assert_eq!(Announcement::read(line.as_bytes()), Some(announcement));
            }
        }
        let line = Announcement::Begins(Pid::from_raw(7).unwrap()).line();
        assert_eq!(line, "begins 7\n");
    }

    #[test]
    fn no_other_line_is_read() {
        let few = ["", "\n", "begins\n", "begins \n", "begins 7", "begins 7\r\n", "begins 7 \n"];
        let numbers = ["0", "1", "-1", "-7", "+7", "07", "7.0", "0x7", "2147483648", "٧", "7 8"];
        let words = ["Begins 7\n", " begins 7\n", "begins  7\n", "kills 7\n", "begins 7\n\n"];
        let numbers = numbers.map(|number| format!("begins {number}\n"));
        let lines = few.iter().chain(&words).map(|line| (*line).to_owned()).chain(numbers);
        for line in lines {
            assert_eq!(Announcement::read(line.as_bytes()), None, "{line:?}");
        }
        assert_eq!(Announcement::read(b"begins \xff\n"), None);
    }
}
