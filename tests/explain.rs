//! Why lines allocate: what the compiler that is installed notes about a module, before and after a change.
#![cfg(feature = "cli")]
#![allow(clippy::expect_used, clippy::unwrap_used)]

#[path = "support/copy.rs"]
mod copy;
#[path = "explain/module.rs"]
mod module;
#[path = "support/tools.rs"]
mod tools;

use allocgate::explain::notes::{Difference, Finding, Kind, Notes, new_findings};
use allocgate::explain::touched::Touched;
use module::Module;

/// Findings, as a reader would note them.
fn noted(findings: &[&Finding]) -> Vec<String> {
    let noted = |f: &&Finding| format!("{}:{} {} in {}", f.path, f.line, f.expression, f.function);
    findings.iter().map(noted).collect()
}

fn all(notes: &Notes) -> Vec<String> {
    noted(&notes.findings.iter().collect::<Vec<_>>())
}

/// A module, where the compiler notes what it does since Go 1.25: functions by name, and what `append`
/// allocates.
fn named(import_path: &'static str) -> Option<Module> {
    tools::go()?.at_least(25)?;
    Module::of(import_path)
}

/// The demo's two sides, and what its change touched.
fn demo() -> Option<([Notes; 2], Touched)> {
    let module = Module::of("example.com/demo")?;
    module.copy("demo/baseline");
    let (before, baseline) = (module.notes(), module.commit());
    module.copy("demo/candidate");
    let (after, candidate) = (module.notes(), module.commit());
    Some(([before, after], module.touched(&baseline, &candidate)))
}

#[test]
fn what_the_demo_s_change_makes_escape_is_told_with_its_way_to_the_heap() {
    let Some(([baseline, candidate], touched)) = demo() else { return };
    let Difference { gained, lost } = new_findings(&baseline, &candidate, &touched);
    let codec = "example.com/demo/codec";
    let of = |function: &str| -> Vec<&Finding> {
        let named = format!("{codec}.{function}");
        gained.iter().filter(|finding| finding.function == named).copied().collect()
    };
    let [r] = of("(*Encoder).writeKey")[..] else { panic!("{gained:#?}") };
    assert_eq!((&*r.path, r.line, r.column), ("codec/codec.go", 46, 38));
    assert_eq!((&*r.expression, r.kind), ("r", Kind::Moved));
    let steps: Vec<_> =
        r.flow.iter().map(|s| (&*s.expression, &*s.how, s.line, s.column)).collect();
    assert_eq!(steps, [("&r", "address-of", 48, 14), ("e.trace(k, &r)", "call parameter", 48, 10)]);
    assert!(r.flow.iter().all(|step| step.path == "codec/codec.go"));
    let label: Vec<&str> = of("Label").iter().map(|finding| &*finding.expression).collect();
    assert!(label.contains(&"r.Name") && label.contains(&"r.ID"), "{label:?}");
    // The lost pre-size is growth, and no escape.
    assert!(of("Split").is_empty());
    let lost: Vec<&str> = lost.iter().map(|finding| &*finding.expression).collect();
    assert!(lost.iter().any(|e| e.starts_with("r.Name + \"#\"")), "{lost:?}");
    assert!(gained.iter().all(|finding| finding.function.starts_with(codec)), "{gained:#?}");
}

#[test]
fn a_comment_above_makes_nothing_new() {
    let Some(module) = Module::of("example.com/demo") else { return };
    module.copy("demo/candidate");
    let (before, baseline) = (module.notes(), module.commit());
    for file in ["codec/codec.go", "store/store.go"] {
        module.edit(file, |text| format!("// One\n// two\n// three\n// four.\n{text}"));
    }
    let (after, candidate) = (module.notes(), module.commit());
    assert!(before.findings.len() > 10, "{before:#?}");
    assert_ne!(all(&before), all(&after));
    for touched in [Touched::default(), module.touched(&baseline, &candidate)] {
        assert_eq!(new_findings(&before, &after, &touched), Difference::default());
    }
}

const POINTERS: &str = "package p

type T struct{ a, b *int }

func F() T {
	x := 1
	return T{a: &x}
}

func G() []*int {
	var all []*int
	for range 3 {
		v := new(int)
		all = append(all, v)
	}
	return all
}
";

#[test]
fn renamed_and_moved_functions_make_nothing_new() {
    let Some(module) = Module::of("example.com/m") else { return };
    module.write("p/p.go", POINTERS);
    let (before, baseline) = (module.notes(), module.commit());
    module.remove("p/p.go");
    module.write("p/q.go", &POINTERS.replace("func F()", "func H()"));
    let (after, candidate) = (module.notes(), module.commit());
    let touched = module.touched(&baseline, &candidate);
    let difference = new_findings(&before, &after, &touched);
    assert_eq!((noted(&difference.gained), noted(&difference.lost)), (vec![], vec![]));
    assert_eq!(new_findings(&before, &after, &Touched::default()).gained.len(), 1);
}

#[test]
fn of_several_alike_those_are_new_whose_lines_the_change_touched() {
    let Some(module) = named("example.com/m") else { return };
    module.write("p/p.go", POINTERS);
    let (before, baseline) = (module.notes(), module.commit());
    let above = "\tw := new(int)\n\tall = append(all, w)\n\tfor range 3 {\n";
    module.edit("p/p.go", |text| text.replace("\tfor range 3 {\n", above));
    let (after, candidate) = (module.notes(), module.commit());
    let touched = module.touched(&baseline, &candidate);
    let there = new_findings(&before, &after, &touched);
    let lines: Vec<_> = there.gained.iter().map(|f| (f.line, &*f.expression)).collect();
    assert_eq!(lines, [(12, "new(int)"), (13, "append(all, w)")]);
    let back = new_findings(&after, &before, &module.touched(&candidate, &baseline));
    assert_eq!(noted(&back.lost), noted(&there.gained));
    assert!(there.lost.is_empty() && back.gained.is_empty());
}

#[test]
fn names_are_those_of_a_profile() {
    let Some(module) = named("example.com/odd.v2") else { return };
    module.copy("explain/odd");
    let notes = module.notes();
    let names = |path: &str, line: u32| -> Vec<&str> {
        let at = notes.findings.iter().filter(|f| f.path == path && f.line == line);
        at.map(|f| &*f.function).collect()
    };
    let line = |text: &str| module.line("gen/gen.go", text);
    let m = "example.com/odd.v2";
    assert_eq!(names("my.pkg/a.go", 3), [format!("{m}/my%2epkg.F")]);
    assert_eq!(names("gen/gen.go", line("func Box")), [format!("{m}/gen.Box[...]")]);
    assert_eq!(names("gen/gen.go", line("w := f(v)")), [format!("{m}/gen.Map[...]")]);
    assert_eq!(names("gen/gen.go", line("var Handler")), [format!("{m}/gen.init.func2")]);
    assert_eq!(names("gen/gen.go", line("func init()")), [format!("{m}/gen.init.0")]);
    assert_eq!(names("gen/gen.go", line("z := new(int)")), [format!("{m}/gen.Closure.func1.1")]);
    assert_eq!(names("gen/gen.go", line("func (t T) Val")), [format!("{m}/gen.T.Val")]);
    let pushed = names("gen/gen.go", line(") Push("));
    assert_eq!(
        pushed,
        [format!("{m}/gen.(*Stack[...]).Push"), format!("{m}/gen.(*Stack[...]).Push")]
    );
    assert_eq!(names("cmd/tool/main.go", 7), [format!("{m}/cmd/tool.run")]);
    let test = format!("{m}/gen_test.BenchmarkBox");
    assert!(notes.findings.iter().any(|f| f.function == test && f.path == "gen/gen_test.go"));
    let has = |path: &str| module.has(path) || path.contains("weird");
    assert!(notes.findings.iter().all(|finding| has(&finding.path)), "{notes:#?}");
}

#[test]
fn places_are_the_same_with_and_without_their_paths() {
    for (directory, packages) in [("", "./..."), ("gen", "../...")] {
        // A new one, since what the build cache prints again is relative to where it was printed first.
        let Some(module) = Module::of("example.com/odd.v2") else { return };
        module.copy("explain/odd");
        let mut notes = [module.notes(), module.notes_below(directory, &[packages])];
        for notes in &mut notes {
            // A comment may give lines another file's name, which is not always relative to the same.
            notes.findings.retain(|finding| module.has(&finding.path));
            assert!(notes.findings.len() > 20, "{notes:#?}");
        }
        assert_eq!(all(&notes[1]), all(&notes[0]));
    }
}
