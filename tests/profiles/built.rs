//! Profiles that no Go wrote.

pub use crate::profile::Built;

/// Two stacks, one of them with an inlined frame.
pub fn small() -> Built {
    Built::default()
        .sample_type(1, 2)
        .sample_type(3, 4)
        .sample(&[1, 2], &[3, 48])
        .sample(&[2], &[-1, -16])
        .location(1, &[(1, 10), (2, 20)])
        .location(2, &[(2, 21)])
        .function(1, 5, 7)
        .function(2, 6, 7)
        .strings(&SMALL)
}

/// The strings of [`small`].
pub const SMALL: [&str; 8] = [
    "",
    "alloc_objects",
    "count",
    "alloc_space",
    "bytes",
    "example.com/a.F",
    "example.com/a.G",
    "a.go",
];

/// As a foreign producer writes: fields in another order, numbers one by one, large ids, the kinds of Go's profiles
/// turned round among others, labels, no mapping of some locations and no function of others, a stack in several samples.
pub fn foreign(factor: i64) -> Built {
    let id = |n: u64| 0xdead_beef_0000_0000 + n * 7919;
    let loose = |stack: &[u64], values: &[i64]| {
        let label = Built::default().number(1, 10).number(2, 11);
        let size = Built::default().number(1, 4).number(3, 32).number(4, 4);
        let sample = stack
            .iter()
            .fold(Built::default().message(3, label), |built, n| built.number(1, id(*n) as i64));
        values.iter().fold(sample, |built, value| built.number(2, *value)).message(3, size)
    };
    let address = |n: u64, mapping: i64| {
        Built::default().number(1, id(n) as i64).number(2, mapping).number(3, 0x40_1000 + n as i64)
    };
    let mapping =
        Built::default().number(1, 77).number(2, 0x40_0000).number(3, 0x50_0000).number(5, 12);
    Built::default()
        .strings(&[
            "",
            "alloc_objects",
            "count",
            "alloc_space",
            "bytes",
            "inuse_space",
            "app::Main::run",
        ])
        .strings(&[
            "std::vector<int>::push_back",
            "src/main.cc",
            "libc",
            "service",
            "checkout",
            "/usr/lib/libapp.so.1",
        ])
        .function_of(id(1), 6, 8, 3)
        .function_of(id(2), 7, 8, 0)
        .number(14, 3)
        .message(11, Built::default().number(1, 3).number(2, 4))
        .number(12, 524_288)
        .number(9, 1_700_000_000_000_000_000)
        .message(4, address(4, 77))
        .message(4, address(5, 0))
        .location(id(1), &[(id(1), 12)])
        .location(id(2), &[(id(2), 0), (id(1), 14)])
        .message(3, mapping)
        .sample_type(3, 4)
        .sample_type(5, 4)
        .sample_type(1, 2)
        .message(2, loose(&[2, 1], &[96 * factor, 32, 3 * factor]))
        .message(2, loose(&[2, 1], &[32, 0, 1]))
        .message(2, loose(&[4, 2, 1], &[-64 * factor, 0, -2]))
        .message(2, loose(&[5, 1, 1], &[8, 8, factor]))
        .message(99, Built::default().number(1, 1))
}
