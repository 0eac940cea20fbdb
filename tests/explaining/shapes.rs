//! Modules, packages and benchmarks of every shape.

use super::explained::{QUICK, at, told};
use super::module::test;
use super::repository::Repository;
use allocgate::report::v1::SiteReason;
use std::fs;
use std::path::Path;

const SHAPES: &str = "package shapes

//go:noinline
func Make(n int) []byte { return make([]byte, n) }

func Twice(n int) []byte {
	return Make(n)
}

type Box[T any] struct{ values []*T }

//go:noinline
func (b *Box[T]) Put(value T) {
	b.values = b.values[:0]
	b.values = append(b.values, keep(value))
}

//go:noinline
func keep[T any](value T) *T { return nil }

func Closure() func() []byte {
	return func() []byte {
		return Make(32)
	}
}

func Start() []byte {
	out := make(chan []byte)
	go func() {
		out <- Make(48)
	}()
	return <-out
}
";

/// Of package `shapes_test`.
const BENCHMARKS: &str = "package shapes_test

import (
	\"testing\"

	\"example.com/app/shapes\"
	\"example.com/lib\"
	\"example.com/local\"
)

var sink []byte

func BenchmarkOuter(b *testing.B) {
	for i := 0; i < b.N; i++ {
		sink = outer(i)
	}
}

func outer(i int) []byte { return nil }

func BenchmarkParts(b *testing.B) {
	for _, name := range []string{\"small part\", \"large\"} {
		b.Run(name, func(b *testing.B) {
			for i := 0; i < b.N; i++ {
				sink = shapes.Twice(len(name))
			}
		})
	}
}

func BenchmarkLoop(b *testing.B) {
	for b.Loop() {
		sink = shapes.Twice(16)
	}
}

func BenchmarkParallel(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			_ = shapes.Twice(16)
		}
	})
}

func BenchmarkGoroutine(b *testing.B) {
	for i := 0; i < b.N; i++ {
		sink = shapes.Start()
	}
}

func BenchmarkGeneric(b *testing.B) {
	var box shapes.Box[[3]int]
	for i := 0; i < b.N; i++ {
		box.Put([3]int{i})
	}
}

func BenchmarkClosure(b *testing.B) {
	f := shapes.Closure()
	for i := 0; i < b.N; i++ {
		sink = f()
	}
}

func BenchmarkWorkspace(b *testing.B) {
	for i := 0; i < b.N; i++ {
		sink = lib.Make()
	}
}

func BenchmarkReplaced(b *testing.B) {
	for i := 0; i < b.N; i++ {
		sink = local.Make()
	}
}
";

const LIB: &str =
    "package lib\n\nvar Size = 64\n\n//go:noinline\nfunc Make() []byte {\n\treturn nil\n}\n";

/// A benchmark that needs the path of its source.
const ASKS: &str = "func BenchmarkAsks(b *testing.B) {
	_, file, _, _ := runtime.Caller(0)
	if _, err := os.Stat(file); err != nil {
		b.Fatal(err)
	}
	for i := 0; i < b.N; i++ {
		sink = ask(i)
	}
}

func ask(i int) []byte { return nil }
";

/// A workspace below the root, in which one module replaces another by a directory.
fn workspace() -> Option<Repository> {
    let repository = Repository::new()?;
    for old in ["buffer", "codec"] {
        fs::remove_dir_all(repository.root.join(old)).unwrap();
    }
    fs::remove_file(repository.root.join("go.mod")).unwrap();
    repository.write("allocgate.toml", QUICK);
    repository.write("go/go.work", "go 1.24\n\nuse (\n\t./app\n\t./lib\n)\n");
    let app = "module example.com/app\n\ngo 1.24\n\nrequire example.com/local v0.0.0\n\nreplace example.com/local => ../replaced\n";
    repository.write("go/app/go.mod", app);
    repository.write("go/lib/go.mod", "module example.com/lib\n\ngo 1.24\n");
    repository.write("go/replaced/go.mod", "module example.com/local\n\ngo 1.24\n");
    repository.write("go/lib/lib.go", LIB);
    repository.write("go/replaced/local.go", &LIB.replace("package lib", "package local"));
    repository.write("go/app/shapes/shapes.go", SHAPES);
    repository.write("go/app/shapes/shapes_test.go", BENCHMARKS);
    repository.write("go/app/asks/asks_test.go", &test("asks", &["os", "runtime"], ASKS));
    repository.commit();
    Some(repository)
}

/// Has each of them allocate more, one of them in a file that git doesn't have.
fn grow(repository: &Repository) {
    let edit = |path: &str, edits: &[(&str, &str)]| {
        let mut text = fs::read_to_string(repository.root.join(path)).unwrap();
        for (from, to) in edits {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        repository.write(path, &text);
    };
    edit(
        "go/app/shapes/shapes.go",
        &[
            ("\treturn Make(n)\n", "\treturn join(Make(n), n)\n"),
            ("*T { return nil }", "*T { return &value }"),
            ("\t\treturn Make(32)\n", "\t\treturn Make(320)\n"),
            (
                "\t\tout <- Make(48)\n",
                "\t\tmore := Make(96)\n\t\tout <- append(more, Make(48)...)\n",
            ),
        ],
    );
    let fresh = "package shapes\n\n//go:noinline\nfunc join(a []byte, n int) []byte {\n\treturn append(a[:len(a):len(a)], make([]byte, n)...)\n}\n";
    repository.write("go/app/shapes/fresh.go", fresh);
    edit(
        "go/app/shapes/shapes_test.go",
        &[(
            "func outer(i int) []byte { return nil }",
            "func outer(i int) []byte { return make([]byte, 64+i%2) }",
        )],
    );
    for path in ["go/lib/lib.go", "go/replaced/local.go"] {
        edit(path, &[("\treturn nil\n", "\treturn make([]byte, Size)\n")]);
    }
    edit("go/app/asks/asks_test.go", &[("return nil }", "return make([]byte, 64+i%2) }")]);
}

#[test]
fn in_modules_packages_and_benchmarks_of_every_shape_the_line_is_found() {
    let Some(repository) = workspace() else { return };
    grow(&repository);
    let (written, said) = repository.explained("--baseline HEAD", 1);
    let (app, tests) = ("go/app/shapes/shapes.go", "go/app/shapes/shapes_test.go");
    let fresh = ("shapes.join", repository.line("go/app/shapes/fresh.go", "append(a["));
    let line = |path: &str, text: &str| repository.line(path, text);
    let expected = [
        ("Outer", ("shapes_test.outer", line(tests, "func outer"))),
        ("Parts/small_part", fresh.clone()),
        ("Parts/large", fresh.clone()),
        ("Loop", fresh.clone()),
        ("Parallel", fresh),
        ("Generic", ("shapes.keep", line(app, "func keep"))),
        ("Workspace", ("lib.Make", line("go/lib/lib.go", "make([]byte, Size)"))),
        ("Replaced", ("local.Make", line("go/replaced/local.go", "make([]byte, Size)"))),
        ("Asks", ("asks.ask", line("go/app/asks/asks_test.go", "func ask"))),
    ];
    for (name, (function, place)) in &expected {
        let site = written.site(name);
        let (found, at, _) = told(site);
        // Some releases of Go name the types of a generic function, and others don't.
        let found = found.split('[').next().unwrap();
        assert_eq!((found, &at), (*function, place), "{name}: {site:#?}");
        assert!(site.touched, "{name}: {site:#?}");
    }
    let closure = written.site("Closure");
    assert_eq!((at(&closure.place), closure.reason), (line(app, "func Make"), SiteReason::Larger));
    assert_eq!(at(&closure.annotate), line(app, "return Make(320)"));
    let goroutine = &written.of("Goroutine").sites;
    let mut places: Vec<String> = goroutine.iter().map(|site| at(&site.place)).collect();
    places.sort_by_key(String::len);
    assert_eq!(places, [line(app, "func Make"), line(app, "out <- append")], "{goroutine:#?}");
    said.holds("built without -trimpath");
    assert!(repository.left().is_empty());
}

/// A module whose vendored dependency allocates more.
#[test]
fn what_a_vendored_module_allocates_is_told_at_the_line_that_calls_it() {
    let Some(repository) = Repository::new() else { return };
    let lib = "package lib\n\n//go:noinline\nfunc Size(n int) []byte { return make([]byte, n) }\n";
    let out = repository.folder.join("lib");
    fs::create_dir_all(&out).unwrap();
    fs::write(out.join("go.mod"), "module example.com/lib\n\ngo 1.21\n").unwrap();
    fs::write(out.join("lib.go"), lib).unwrap();
    repository.write("go.mod", "module example.com/m\n\ngo 1.21\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ../lib\n");
    repository.write("buffer/buffer.go", "package buffer\n\nimport \"example.com/lib\"\n\nfunc New(n int) []byte {\n\treturn lib.Size(n)\n}\n");
    repository.write("allocgate.toml", QUICK);
    assert_eq!(repository.run("go", "mod vendor").code, Some(0));
    repository.commit();
    let vendored = Path::new("vendor/example.com/lib/lib.go").display().to_string();
    repository.write(
        &vendored,
        &lib.replace(
            "return make([]byte, n)",
            "return append(make([]byte, n), make([]byte, n)...)",
        ),
    );
    let (written, _) = repository.explained("--baseline HEAD", 1);
    let site = written.site("Encode");
    assert_eq!(at(&site.place), repository.line("buffer/buffer.go", "lib.Size(n)"));
    assert_eq!(site.leaf.as_deref(), Some("example.com/lib.Size"));
}
