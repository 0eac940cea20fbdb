use super::built::Built;
use super::*;

/// Two stacks, one of them with an inlined frame.
fn small() -> Built {
    Built::default()
        .sample_type(1, 2)
        .sample_type(3, 4)
        .sample(&[1, 2], &[3, 48])
        .sample(&[2], &[-1, -16])
        .location(1, &[(1, 10), (2, 20)])
        .location(2, &[(2, 21)])
        .function(1, 5, 7)
        .function(2, 6, 7)
        .strings(&["", "alloc_objects", "count", "alloc_space", "bytes", "a.F", "a.G", "a.go"])
}

#[test]
fn a_profile_is_read_with_its_stacks() {
    let profile = read(&small().gzip(), Limits::default()).unwrap();
    let kinds: Vec<_> = profile.sample_types().iter().map(|found| &*found.kind).collect();
    assert_eq!(kinds, ["alloc_objects", "alloc_space"]);
    let samples: Vec<_> = profile.samples().map(|found| (found.stack, found.values)).collect();
    assert_eq!(samples, [(&[0, 1][..], &[3, 48][..]), (&[1], &[-1, -16])]);
    let inlined = [Line { function: 0, line: 10 }, Line { function: 1, line: 20 }];
    assert_eq!(profile.location(0), inlined);
    let function = profile.function(1);
    assert_eq!((function.name, function.file, function.start_line), ("a.G", "a.go", 7));
}
