package gophersnake_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const modulePath = "github.com/gophersnake/gophersnake"

// imports says which rooms of the repository a room may import. A room is a directory with all that is below it, and
// the longest one that fits a package counts; inside a room packages may import each other. "" is the root package.
// A new arrow here is a decision about the design, not a way to make the build pass.
var imports = map[string][]string{
	"internal": nil, // tables: the Unicode database

	"vm/code":    nil,
	"vm/syntax":  {"internal"},
	"vm/compile": {"vm/code", "vm/syntax"},
	"objects":    {"internal", "vm/code"},
	"vm":         {"vm/code", "vm/syntax", "vm/compile", "objects"},

	// A native module knows objects alone, except those that are about the machine itself or about source code.
	"stdlib":          {"internal", "objects"},
	"stdlib/sys":      {"objects", "vm"},
	"stdlib/gc":       {"objects", "vm"},
	"stdlib/imp":      {"objects", "vm", "vm/code"},
	"stdlib/pylib":    {"objects", "vm", "vm/code"},
	"stdlib/builtins": {"internal", "objects", "vm", "vm/code", "vm/syntax", "vm/compile"}, // compile, exec, super
	"stdlib/marshal":  {"internal", "objects", "vm/code"},
	"stdlib/opcode":   {"objects", "vm/code"},
	"stdlib/ast":      {"objects", "vm", "vm/code", "vm/syntax", "vm/compile"},
	"stdlib/tokenize": {"objects", "vm", "vm/syntax"},
	"stdlib/thread":   {"objects", "vm", "stdlib"},       // interrupt_main is signal's
	"stdlib/posix":    {"internal", "objects", "stdlib"}, // what kill sends to itself is signal's
	"stdlib/types":    {"objects", "vm"},                 // the types of frames and generators are the machine's
	"stdlib/symtable": {"objects", "vm/syntax", "vm/compile"},

	"":         {"vm", "vm/code", "vm/syntax", "vm/compile", "objects", "stdlib", "stdlib/sys", "stdlib/gc", "stdlib/marshal", "stdlib/pylib"},
	"cmd":      {""},
	"service":  {""},
	"examples": {""},
	"tools":    nil,

	"tools/pybind/internal/sample": {"objects"},
}

// room returns the room that holds a directory, and whether there is one.
func room(dir string) (string, bool) {
	for {
		if _, ok := imports[dir]; ok {
			return dir, true
		}
		slash := strings.LastIndexByte(dir, '/')
		if slash < 0 {
			return "", false
		}
		dir = dir[:slash]
	}
}

// goImports returns the import paths of every directory's Go files, tests aside. Nested modules are other people.
func goImports(t *testing.T) map[string]map[string]string {
	t.Helper()
	found := map[string]map[string]string{}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			name := entry.Name()
			if path != "." && (name[0] == '.' || name[0] == '_' || name == "testdata") {
				return filepath.SkipDir
			}
			if path != "." {
				if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil {
					return filepath.SkipDir
				}
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		if dir == "." {
			dir = ""
		}
		if found[dir] == nil {
			found[dir] = map[string]string{}
		}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found[dir][name] = path
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestImports holds the import graph to the table above.
func TestImports(t *testing.T) {
	found := goImports(t)
	for _, dir := range slices.Sorted(maps.Keys(found)) {
		from, ok := room(dir)
		if !ok {
			t.Errorf("%s: no room of the import graph holds this package", dir)
			continue
		}
		for path, file := range found[dir] {
			if path == "C" {
				t.Errorf("%s: cgo is not used in this project", file)
			}
			if path != modulePath && !strings.HasPrefix(path, modulePath+"/") {
				continue
			}
			target := strings.TrimPrefix(strings.TrimPrefix(path, modulePath), "/")
			to, ok := room(target)
			if !ok {
				t.Errorf("%s: imports %s, which no room of the import graph holds", file, path)
				continue
			}
			if dir == "stdlib" && strings.HasPrefix(target, "stdlib/") {
				continue // the list of the native modules
			}
			if to != from && !slices.Contains(imports[from], to) {
				t.Errorf("%s: %q may not import %q", file, from, to)
			}
			// A native module is a room of its own although they share a line of the table.
			if from == "stdlib" && to == "stdlib" && module(dir) != module(target) && !strings.HasPrefix(target, "stdlib/internal/") {
				t.Errorf("%s: one native module may not import another (%s)", file, path)
			}
		}
	}
}

// TestImportGraphIsAcyclic keeps the table itself honest.
func TestImportGraphIsAcyclic(t *testing.T) {
	const visiting, done = 1, 2
	state := map[string]int{}
	var visit func(name string, path []string)
	visit = func(name string, path []string) {
		path = append(path, strconv.Quote(name))
		switch state[name] {
		case visiting:
			t.Errorf("the table has a cycle: %s", strings.Join(path, " -> "))
			return
		case done:
			return
		}
		state[name] = visiting
		for _, next := range imports[name] {
			if _, ok := imports[next]; !ok {
				t.Errorf("%q may import %q, which is no room", name, next)
			}
			visit(next, path)
		}
		state[name] = done
	}
	for name := range imports {
		visit(name, nil)
	}
}

// module returns the native module that a directory belongs to: stdlib/asyncio for stdlib/asyncio/events.
func module(dir string) string {
	parts := strings.SplitN(dir, "/", 3)
	return strings.Join(parts[:min(len(parts), 2)], "/")
}
