package compile

import (
	"bufio"
	"encoding/json"
	"fmt"
	"github.com/gophersnake/gophersnake/vm/code"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"sort"
	"strings"
	"testing"

	"github.com/gophersnake/gophersnake/vm/syntax"
)

func TestShow(t *testing.T) {
	name := os.Getenv("SHOW")
	if name == "" {
		t.Skip()
	}
	src, _ := os.ReadFile(name)
	mod, _, err := syntax.Parse(src, name, syntax.Exec, syntax.Flags{})
	if err != nil {
		t.Fatal(err)
	}
	k, w, err := Compile(mod, name, Options{})
	fmt.Println(w, err)
	if err == nil {
		fmt.Println(Disassemble(k))
		fmt.Println(Verify(k))
	}
}

func TestLibrary(t *testing.T) {
	root := os.Getenv("LIBROOT")
	if root == "" {
		t.Skip()
	}
	n, bad := 0, 0
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".py" {
			return nil
		}
		src, _ := os.ReadFile(path)
		mod, _, perr := syntax.Parse(src, path, syntax.Exec, syntax.Flags{})
		if perr != nil {
			return nil
		}
		n++
		func() {
			defer func() {
				if r := recover(); r != nil {
					bad++
					t.Errorf("%s: panic %v\n%s", path, r, debug.Stack())
				}
			}()
			k, _, err := Compile(mod, path, Options{})
			if err == nil {
				err = Verify(k)
			}
			if err != nil {
				bad++
				t.Errorf("%s: %v", path, err)
			}
		}()
		return nil
	})
	t.Logf("%d files, %d bad", n, bad)
}

func TestDump(t *testing.T) {
	list := os.Getenv("DUMPLIST")
	if list == "" {
		t.Skip()
	}
	names, _ := os.ReadFile(list)
	out, _ := os.Create(os.Getenv("DUMPOUT"))
	w := bufio.NewWriter(out)
	defer w.Flush()
	enc := json.NewEncoder(w)
	for _, path := range strings.Fields(string(names)) {
		src, _ := os.ReadFile(path)
		mod, _, perr := syntax.Parse(src, path, syntax.Exec, syntax.Flags{})
		if perr != nil {
			enc.Encode(map[string]any{"file": path, "error": perr.Error()})
			continue
		}
		k, _, err := Compile(mod, path, Options{})
		if err != nil {
			enc.Encode(map[string]any{"file": path, "error": err.Error()})
			continue
		}
		var codes []map[string]any
		var walk func(k *code.Code)
		walk = func(k *code.Code) {
			cells := []string{}
			for _, c := range k.Cells {
				cells = append(cells, c.Name)
			}
			lines := map[int]bool{}
			for _, p := range k.Positions {
				if p.Line > 0 {
					lines[int(p.Line)] = true
				}
			}
			ll := []int{}
			for l := range lines {
				ll = append(ll, l)
			}
			sort.Ints(ll)
			names := append([]string{}, k.Names...)
			sort.Strings(names)
			codes = append(codes, map[string]any{"q": k.Qualname, "n": k.Name, "l": k.FirstLine, "f": k.Flags, "v": append([]string{}, k.Varnames...), "c": cells,
				"fr": append([]string{}, k.Freevars...), "a": []int{k.ArgCount, k.PosOnly, k.KwOnly}, "names": names, "lines": ll})
			for _, c := range k.Consts {
				if c, ok := c.(*code.Code); ok {
					walk(c)
				}
			}
		}
		walk(k)
		enc.Encode(map[string]any{"file": path, "codes": codes})
	}
}

func TestErrors(t *testing.T) {
	name := os.Getenv("ERRS")
	if name == "" {
		t.Skip()
	}
	var cases []struct {
		Src  string
		Err  []any
		Warn [][]any
	}
	b, _ := os.ReadFile(name)
	if err := json.Unmarshal(b, &cases); err != nil {
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
		w = append(pw, w...)
		got := "ok"
		if err != nil {
			e := err.(*syntax.Error)
			got = fmt.Sprintf("[%s %d %d %d %d]", e.Msg, e.Lineno, e.Offset, e.EndLineno, e.EndOffset)
		} else if err := Verify(k); err != nil {
			t.Errorf("%q: %v", x.Src, err)
		}
		want := "ok"
		if x.Err != nil {
			want = fmt.Sprint(x.Err)
		}
		gw, ww := "", ""
		for _, a := range w {
			gw += fmt.Sprintf("%s:%d;", a.Msg, a.Lineno)
		}
		for _, a := range x.Warn {
			ww += fmt.Sprintf("%v:%v;", a[0], a[1])
		}
		if got != want || gw != ww {
			s := x.Src
			if len(s) > 300 {
				s = s[:300]
			}
			t.Errorf("%q:\n got %s %s\nwant %s %s", s, got, gw, want, ww)
		}
	}
	t.Log(n, "cases")
}
