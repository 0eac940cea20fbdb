//! Whatever the bytes, reading ends with a profile or an error that says where.

use crate::built::{Built, SMALL, foreign, small};
use crate::dice::Dice;
use crate::pair;
use allocgate::pprof::{
    By, Filter, Foreign, Limits, Profile, ProfileError, diff, flame_graph, read,
};

fn refused(bytes: &[u8]) -> String {
    read(bytes, Limits::default()).unwrap_err().to_string()
}

#[test]
fn each_fault_has_its_own_words_and_its_place() {
    let types = Built::default().sample_type(1, 2).sample_type(3, 4);
    let strings = || types.clone().strings(&SMALL);
    let known = [
        (Built::default(), "empty: there is no profile"),
        (Built::default().number(9, 5), "profile: no sample type, so no profile"),
        (Built::default().strings(&["x"]), "string 1, byte 0: the first string must be empty"),
        (types.clone(), "sample type 1, byte 0: string 1 of 0"),
        (small().sample(&[1], &[1]), "sample 3, byte 179: 1 values for 2 sample types"),
        (small().sample(&[9], &[1, 2]), "sample 3, byte 179: no location has the id 9"),
        (small().sample(&[0], &[1, 2]), "sample 3, byte 179: no location has the id 0"),
        (small().location(2, &[]), "location 3, byte 179: id 2 a second time"),
        (small().location(0, &[]), "location 3, byte 179: an id of 0"),
        (small().location(7, &[(0, 1)]), "location 3, byte 179: no function has the id 0"),
        (small().location(7, &[(9, 1)]), "location 3, byte 179: no function has the id 9"),
        (small().function(1, 0, 0), "function 3, byte 179: id 1 a second time"),
        (small().function(0, 0, 0), "function 3, byte 179: an id of 0"),
        (small().function(4, 99, 0), "function 3, byte 179: string 99 of 8"),
        (small().function(4, -1, 0), "function 3, byte 179: string -1 of 8"),
        (
            small()
                .message(3, Built::default().number(1, 1))
                .message(3, Built::default().number(1, 1)),
            "mapping 2, byte 183: id 1 a second time",
        ),
        (small().number(14, 8), "byte 179: string 8 of 8"),
        (small().number(2, 8), "sample 3, byte 179: field 2 has another form"),
        (small().bytes(12, b"x"), "byte 179: field 12 has another form"),
        (
            strings().varint(2 << 3 | 2).varint(1 << 60),
            "1152921504606846976 bytes are claimed, 0 are left",
        ),
        (strings().varint(2 << 3 | 4), "no field has the key 20"),
        (strings().varint(0), "no field has the key 0"),
        (Built(vec![0xff; 20]), "byte 0: a number that doesn't end"),
        (Built(vec![0; 20]), "byte 0: no field has the key 0"),
        (small().bytes(2, &[0x0a, 0x7f]), "sample 3, byte 179: damaged: "),
    ];
    for (profile, message) in known {
        let error = refused(&profile.0);
        assert!(error.contains(message), "{error} for {message}");
        assert!(!error.contains('\n') && error.starts_with(char::is_lowercase), "{error}");
    }
}

#[test]
fn what_is_taken_for_a_profile_is_named() {
    let known: [(&[u8], Foreign); 8] = [
        (b"heap profile: 1: 16 [2: 32] @ heap/1048576\n", Foreign::TextHeap),
        (b"goroutine profile: total 7\n", Foreign::TextProfile),
        (b"--- contention:\ncycles/second=1\n", Foreign::TextProfile),
        (b"go 1.26 trace\0\0\0\x01", Foreign::Trace),
        (b"\n<!DOCTYPE html><title>502</title>", Foreign::Html),
        (b"\xef\xbb\xbf{\"error\": \"not found\"}", Foreign::Json),
        (b"goos: linux\ngoarch: amd64\n", Foreign::Capture),
        (b"BenchmarkX-8  1  2 ns/op\n", Foreign::Capture),
    ];
    for (bytes, foreign) in known {
        let error = read(bytes, Limits::default()).unwrap_err();
        assert_eq!(error, ProfileError::Foreign(foreign));
        // The same, packed.
        let packed = read(&Built(bytes.to_vec()).gzip(), Limits::default()).unwrap_err();
        assert_eq!(packed, error);
    }
    assert!(refused(b"heap profile: 1: 16").contains("without debug=1"));
}

#[test]
fn limits_hold() {
    let refused = |limits: Limits| read(&small().0, limits).unwrap_err().to_string();
    let whole = Limits::default();
    assert_eq!(refused(Limits { bytes: 178, ..whole }), "longer than 178 bytes once unpacked");
    assert!(read(&small().0, Limits { bytes: 179, ..whole }).is_ok());
    assert_eq!(refused(Limits { samples: 1, ..whole }), "sample 2, byte 22: more than 1");
    assert_eq!(refused(Limits { entries: 7, ..whole }), "string 8, byte 173: more than 7");
    // Inlined frames are counted.
    let deep = refused(Limits { depth: 2, ..whole });
    assert_eq!(deep, "sample 1, byte 12: a stack of 3 frames, more than 2");
    let packed = read(&small().gzip(), Limits { bytes: 178, ..whole }).unwrap_err();
    assert_eq!(packed, ProfileError::TooLong { limit: 178 });
    let long = small().bytes(2, &vec![0; (1 << 20) + 1]);
    assert!(read(&long.0, whole).unwrap_err().to_string().contains("more than 1048576"));
}

/// A thousand times as long as it is.
pub fn bomb() -> Vec<u8> {
    Built(vec![0; 1 << 20]).gzip().repeat(1000)
}

#[test]
fn a_bomb_is_given_up_early() {
    let bomb = bomb();
    let limit = (16 << 20) + 100 * bomb.len();
    assert!(limit < 700 << 20, "{limit}");
    let error = read(&bomb, Limits { bytes: usize::MAX, ..Limits::default() }).unwrap_err();
    assert_eq!(error, ProfileError::Expands { packed: bomb.len(), limit });
}

/// A copy of the name for each of them would be more than there is memory.
#[test]
fn a_long_name_at_many_lines_is_refused() {
    let name = "x".repeat(1 << 20);
    let built = Built::default()
        .sample_type(1, 2)
        .strings(&["", "alloc_objects", "count", &name])
        .function(1, 3, 0);
    let lines = |lines: u64| {
        let built =
            (1..=lines).fold(built.clone(), |built, id| built.location(id, &[(1, id as i64)]));
        let profile = read(&built.0, Limits::default()).unwrap();
        diff(&profile, &profile, "alloc_objects", By::Line, &Filter::default())
    };
    assert!(lines(128).is_ok());
    let error = lines(1000).unwrap_err().to_string();
    assert_eq!(
        error,
        "the profiles have more than 134217728 bytes of names, those of each line counted"
    );
}

/// So many stacks of one record, whose 60,000 inlined frames each of them has for itself.
pub fn wide(stacks: u64) -> Built {
    let lines: Vec<(u64, i64)> = (1..=60_000).map(|line| (1, line)).collect();
    let mut built = Built::default()
        .sample_type(1, 2)
        .strings(&["", "alloc_objects", "count", "f", "f.go"])
        .function(1, 3, 4)
        .location(1, &lines);
    for root in 2..2 + stacks {
        built = built.location(root, &[(1, root as i64)]).sample(&[1, root], &[1]);
    }
    built
}

/// Reads, and then uses all that was read.
fn used(bytes: &[u8], other: &Profile) -> bool {
    let Ok(profile) = read(bytes, Limits::default()) else { return false };
    let kind = profile.sample_types()[0].kind.clone();
    for by in [By::Line, By::Function, By::Package] {
        if let Ok(difference) = diff(other, &profile, &kind, by, &Filter::default()) {
            let paths = difference.rows.iter().map(|row| difference.path(row).count());
            assert!(paths.min().unwrap_or(1) > 0);
            assert!(flame_graph(&difference, &[]).ends_with(b"</svg>\n"));
        }
    }
    true
}

#[test]
fn every_prefix_is_an_error_or_a_profile() {
    let other = read(&small().0, Limits::default()).unwrap();
    let [demo, _] = pair("demo");
    assert!((0..demo.len()).all(|end| !used(&demo[..end], &other)), "a cut of gzip was taken");
    for whole in [small(), foreign(3)] {
        let taken = (0..whole.0.len()).filter(|end| used(&whole.0[..*end], &other)).count();
        assert!(taken < whole.0.len() / 4, "{taken} of {}", whole.0.len());
    }
}

#[test]
fn flipped_bytes_never_panic() {
    let other = read(&small().0, Limits::default()).unwrap();
    let mut dice = Dice(20_261_130);
    let mut taken = 0;
    for whole in [small(), foreign(3)] {
        for _ in 0..4000 {
            let mut bytes = whole.0.clone();
            for _ in 0..=dice.below(3) {
                let at = dice.below(bytes.len());
                bytes[at] = match dice.percent(50) {
                    true => bytes[at] ^ 1 << dice.below(8),
                    false => dice.roll() as u8,
                };
            }
            taken += usize::from(used(&bytes, &other));
        }
    }
    // Else nothing but errors would have been tried.
    assert!(taken > 500, "{taken}");
}
