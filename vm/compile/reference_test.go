package compile

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

func reference(t *testing.T) string {
	python := os.Getenv("GOPHERSNAKE_REFERENCE")
	if python == "" {
		t.Skip("GOPHERSNAKE_REFERENCE does not name a CPython 3.14")
	}
	return python
}

// metadata is what a code object says of itself.
type metadata struct {
	Qualname, Name        string
	Line                  int
	Flags                 code.Flags
	Varnames, Cells, Free []string
	Args                  []int
	Names                 []string
}

func collect(k *code.Code, out []metadata) []metadata {
	m := metadata{k.Qualname, k.Name, k.FirstLine, k.Flags, append([]string{}, k.Varnames...), []string{}, append([]string{}, k.Freevars...),
		[]int{k.ArgCount, k.PosOnly, k.KwOnly}, append([]string{}, k.Names...)}
	for _, c := range k.Cells {
		m.Cells = append(m.Cells, c.Name)
	}
	sort.Strings(m.Names)
	out = append(out, m)
	for _, c := range k.Consts {
		if c, ok := c.(*code.Code); ok {
			out = collect(c, out)
		}
	}
	return out
}

func sortMetadata(l []metadata) {
	key := func(m metadata) string { return fmt.Sprintf("%08d %s %s %v", m.Line, m.Qualname, m.Varnames, m.Cells) }
	sort.SliceStable(l, func(i, j int) bool { return key(l[i]) < key(l[j]) })
}

// TestReferenceLibrary compiles the reference's library, tests included, verifies all code, and compares what code
// objects say of themselves with what CPython's say.
func TestReferenceLibrary(t *testing.T) {
	python := reference(t)
	root, err := exec.Command(python, "-c", "import os; print(os.path.dirname(os.__file__))").Output()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	filepath.WalkDir(strings.TrimSpace(string(root)), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && strings.HasSuffix(path, ".py") {
			files = append(files, path)
		}
		return nil
	})
	cmd := exec.Command(python, "testdata/metadata.py")
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	in := bufio.NewReaderSize(pipe, 1<<20)
	dec := json.NewDecoder(in)
	objects := 0
	for range files {
		var want struct {
			File, Error string
			Codes       []metadata
		}
		if err := dec.Decode(&want); err != nil {
			t.Fatal(err)
		}
		src, err := os.ReadFile(want.File)
		if err != nil {
			t.Fatal(err)
		}
		mod, _, perr := syntax.Parse(src, want.File, syntax.Exec, syntax.Flags{})
		if perr != nil {
			continue // the syntax package's own tests compare these
		}
		if err := Validate(mod); err != nil {
			t.Errorf("%s: the parser's tree is invalid: %v", want.File, err)
		}
		k, _, cerr := Compile(mod, want.File, Options{})
		if (cerr != nil) != (want.Error != "") {
			t.Errorf("%s: error %v, CPython %q", want.File, cerr, want.Error)
		}
		if cerr != nil {
			continue
		}
		if err := verify(k); err != nil {
			t.Errorf("%s: %v", want.File, err)
		}
		got := collect(k, nil)
		objects += len(got)
		sortMetadata(got)
		sortMetadata(want.Codes)
		if len(got) != len(want.Codes) {
			// A finally block is compiled several times; CPython merges equal functions in the copies.
			t.Logf("%s: %d code objects, CPython %d", want.File, len(got), len(want.Codes))
			continue
		}
		for i, g := range got {
			w := want.Codes[i]
			if len(w.Names) == len(g.Names)+1 && contains(w.Names, "join") && !contains(g.Names, "join") {
				w.Names = g.Names // CPython joins long f-strings by a method call sooner
			}
			if !reflect.DeepEqual(g, w) {
				t.Errorf("%s:\n got %+v\nwant %+v", want.File, g, w)
			}
		}
	}
	t.Logf("%d files, %d code objects", len(files), objects)
}

func contains(l []string, s string) bool {
	for _, x := range l {
		if x == s {
			return true
		}
	}
	return false
}

// TestReferenceErrors compares errors and warnings for thousands of small sources with CPython's.
func TestReferenceErrors(t *testing.T) {
	out, err := exec.Command(reference(t), "testdata/errors.py").Output()
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Src  string
		Err  []any
		Warn [][]any
	}
	if err := json.Unmarshal(out, &cases); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, x := range cases {
		mod, pw, perr := syntax.Parse([]byte(x.Src), "f", syntax.Exec, syntax.Flags{SourceIsString: true})
		if perr != nil {
			continue
		}
		n++
		k, w, err := Compile(mod, "f", Options{})
		got, want := describe(err), "ok"
		if err == nil {
			if err := verify(k); err != nil {
				t.Errorf("%q: %v", x.Src, err)
			}
		}
		if x.Err != nil {
			want = fmt.Sprintf("%v %v %v %v %v", x.Err...)
			if strings.Contains(want, "f-string") || strings.Contains(want, "t-string") {
				continue // the parser's business
			}
		}
		gotWarnings, wantWarnings := "", ""
		for _, a := range append(pw, w...) {
			gotWarnings += fmt.Sprintf("%s:%d;", a.Msg, a.Lineno)
		}
		for _, a := range x.Warn {
			wantWarnings += fmt.Sprintf("%v:%v;", a[0], a[1])
		}
		if got != want || gotWarnings != wantWarnings {
			t.Errorf("%.300q:\n got %s %s\nwant %s %s", x.Src, got, gotWarnings, want, wantWarnings)
		}
	}
	t.Log(n, "cases")
}

func describe(err error) string {
	if err == nil {
		return "ok"
	}
	e, ok := err.(*syntax.Error)
	if !ok {
		return err.Error()
	}
	return fmt.Sprintf("%s %d %d %d %d", e.Msg, e.Lineno, e.Offset, e.EndLineno, e.EndOffset)
}
