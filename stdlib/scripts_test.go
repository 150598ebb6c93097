package stdlib_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib"
	"github.com/gophersnake/gophersnake/vm"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// TestScripts runs the scripts testdata/NAME.py of the native modules and of package objects and compares what they print with
// NAME.txt, which CPython wrote. They import native modules alone: nothing of the library is there.
func TestScripts(t *testing.T) {
	for _, pattern := range []string{"*/testdata/*.py", "../objects/testdata/*.py"} {
		scripts, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, script := range scripts {
			want, err := os.ReadFile(strings.TrimSuffix(script, ".py") + ".txt")
			if os.IsNotExist(err) {
				continue // a generator
			}
			t.Run(filepath.Base(script), func(t *testing.T) {
				got := run(t, script)
				gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
				for i := 0; i < len(gotLines) || i < len(wantLines); i++ {
					g, w := "", ""
					if i < len(gotLines) {
						g = gotLines[i]
					}
					if i < len(wantLines) {
						w = wantLines[i]
					}
					if g != w {
						t.Errorf("line %d:\n got %s\nwant %s", i+1, g, w)
					}
				}
			})
		}
	}
}

// run gives what a script prints.
func run(t *testing.T, script string) string {
	v, th := vm.New()
	for _, def := range stdlib.Modules() {
		v.Interp.NativeModules[def.Name] = def
	}
	if err := v.Boot(th); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"itertools", "_collections", "_functools", "_operator", "_heapq", "_bisect", "_contextvars", "_warnings", "_abc", "marshal", "posix", "_io", "_socket", "select", "fcntl", "_locale", "_csv", "_md5", "_sha1", "_sha2", "_sha3", "_blake2"} {
		m, err := v.Interp.NativeModules[name].Instantiate(th)
		if err != nil {
			t.Fatal(err)
		}
		v.Interp.Modules.SetStr(v.Interp.Intern(name), objects.Of(m))
	}
	source, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	m := objects.NewModule(th, "__main__")
	m.Dict.SetStr(v.Interp.Intern("__builtins__"), v.Interp.Modules.GetStr(v.Interp.Intern("builtins")))
	exec := func(source, filename string) {
		c, err := v.Compile(th, []byte(source), vm.CompileOptions{Filename: filename, Mode: syntax.Exec})
		if err == nil {
			_, err = v.RunCode(th, c, m.Dict, objects.Object{}, nil)
		}
		if err != nil {
			var b strings.Builder
			objects.PrintException(th, &b, objects.AsExc(th, err))
			t.Error(b.String())
		}
	}
	exec("import sys\nprinted_ = []\nclass Out_:\n    def write(self, s): printed_.append(s)\n    def flush(self): pass\nsys.stdout = Out_()\n", "<capture>")
	exec(string(source), script)
	exec("printed_ = ''.join(printed_)", "<capture>")
	return objects.AsStr(m.Dict.GetStr(v.Interp.Intern("printed_"))).String()
}
