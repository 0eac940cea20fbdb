// Tells what Go makes of the files below a directory, or else of its own source, for tests/gosource.rs.
// Paths are relative to there. The lines are
//
//	root DIRECTORY
//	platform GOOS/GOARCH
//	file PATH MATCHES		a 1 for each platform that the file is built for, or else a 0; of files
//				that are no tests, those that are not built for all of them
//	func PATH:LINE NAME		a benchmark
//	broken PATH			a file that go/parser refuses
//	package DIRECTORY PATH		a package of Go's own source, and its import path
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

var platforms = []string{
	"linux/amd64", "linux/arm64", "windows/amd64", "windows/386", "darwin/arm64", "ios/arm64",
	"android/arm", "illumos/amd64", "solaris/amd64", "freebsd/riscv64", "js/wasm", "wasip1/wasm",
	"plan9/386", "aix/ppc64", "linux/s390x", "openbsd/mips64",
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	root := filepath.Join(build.Default.GOROOT, "src")
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	fmt.Fprintln(out, "root", root)
	for _, platform := range platforms {
		fmt.Fprintln(out, "platform", platform)
	}
	check(filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && strings.HasSuffix(path, ".go") && !strings.ContainsRune("._", rune(entry.Name()[0])) {
			file(out, root, path)
		}
		return err
	}))
	if len(os.Args) == 1 {
		packages(out, root)
	}
}

func file(out *bufio.Writer, root, path string) {
	built := matches(path)
	if !strings.Contains(built, "0") && !strings.HasSuffix(path, "_test.go") {
		return
	}
	fmt.Fprintln(out, "file", slashed(root, path), built)
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		fmt.Fprintln(out, "broken", slashed(root, path))
		return
	}
	for _, decl := range parsed.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && isBenchmark(f) {
			line := set.PositionFor(f.Pos(), false).Line
			fmt.Fprintf(out, "func %s:%d %s\n", slashed(root, path), line, f.Name.Name)
		}
	}
}

// matches has no tags that a particular toolchain or experiment sets.
func matches(path string) (digits string) {
	for _, platform := range platforms {
		context := build.Default
		context.GOOS, context.GOARCH, _ = strings.Cut(platform, "/")
		context.CgoEnabled, context.ToolTags = true, nil
		match, err := context.MatchFile(filepath.Split(path))
		if err == nil && match {
			digits += "1"
		} else {
			digits += "0"
		}
	}
	return digits
}

// isBenchmark is what cmd/go/internal/load says of a function.
func isBenchmark(f *ast.FuncDecl) bool {
	name, found := strings.CutPrefix(f.Name.Name, "Benchmark")
	first, _ := utf8.DecodeRuneInString(name)
	if !found || name != "" && unicode.IsLower(first) || f.Recv != nil {
		return false
	}
	params := f.Type.Params.List
	if f.Type.Results.NumFields() > 0 || f.Type.TypeParams.NumFields() > 0 || len(params) != 1 || len(params[0].Names) > 1 {
		return false
	}
	star, ok := params[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	switch of := star.X.(type) {
	case *ast.Ident:
		return of.Name == "B"
	case *ast.SelectorExpr:
		return of.Sel.Name == "B"
	}
	return false
}

// packages are those that cmd/go finds.
func packages(out *bufio.Writer, root string) {
	list := exec.Command("go", "list", "-e", "-f", "{{.Dir}} {{.ImportPath}}", "std", "cmd")
	list.Dir, list.Stderr = root, os.Stderr
	output, err := list.Output()
	check(err)
	for _, line := range strings.Split(strings.TrimSpace(string(output)), "\n") {
		dir, path, _ := strings.Cut(line, " ")
		fmt.Fprintln(out, "package", slashed(root, dir), path)
	}
}

func slashed(root, path string) string {
	relative, err := filepath.Rel(root, path)
	check(err)
	return filepath.ToSlash(relative)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
