use crate::built::{Built, foreign, small};
use crate::profiles;
use allocgate::pprof::{Limits, Line, Profile, ValueType, read};

fn whole(profile: &Built) -> Profile {
    read(&profile.0, Limits::default()).unwrap()
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
    assert_eq!((function.name, function.file, function.start_line), ("example.com/a.G", "a.go", 7));
}

#[test]
fn a_foreign_profile_is_read_whatever_its_order() {
    let profile = whole(&foreign(1));
    assert_eq!(profile.default_sample_type(), "alloc_space");
    assert_eq!(profile.sample_type("alloc_objects"), Some(2));
    assert_eq!(profile.sample_type("cpu"), None);
    assert_eq!(profile.period(), 524_288);
    let bytes = ValueType { kind: "alloc_space".to_owned(), unit: "bytes".to_owned() };
    assert_eq!(*profile.period_type(), bytes);
    assert_eq!(profile.sample_count(), 4);
    assert!(profile.samples().all(|sample| sample.bytes == Some(32)));
    // An address of which nothing more is known, with its mapping and without.
    assert!(profile.location(0).is_empty() && profile.location(1).is_empty());
    assert_eq!(profile.mapping_file(0), "/usr/lib/libapp.so.1");
    assert_eq!(profile.mapping_file(1), "");
}

#[test]
fn gzip_in_several_members_is_one_profile() {
    let whole = small();
    let (first, rest) = whole.0.split_at(40);
    let parts = [first, rest].map(|part| Built(part.to_vec()).gzip()).concat();
    assert_eq!(read(&parts, Limits::default()).unwrap().sample_count(), 2);
}

#[test]
fn text_that_is_no_utf8_is_replaced() {
    let profile = whole(&small().bytes(6, b"\xff\xfe").function(3, 8, 0));
    assert_eq!(profile.function(2).name, "\u{fffd}\u{fffd}");
}

#[test]
fn go_profiles_say_what_go_says() {
    for (name, period) in [("demo", 1), ("std", 4096), ("recursion", 1)] {
        for profile in profiles(name) {
            let kinds: Vec<_> = profile.sample_types().iter().map(|found| &*found.kind).collect();
            assert_eq!(kinds, ["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"]);
            assert_eq!(profile.default_sample_type(), "alloc_space");
            assert_eq!(profile.period(), period);
            for sample in profile.samples().filter(|sample| period == 1 && sample.values[0] > 0) {
                // All objects of a sample have one size.
                assert_eq!(sample.values[1], sample.values[0] * sample.bytes.unwrap());
            }
        }
    }
}
