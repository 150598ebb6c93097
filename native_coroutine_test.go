package gophersnake

import (
	_ "embed"
	"os"
	"testing"

	"github.com/gophersnake/gophersnake/objects"
)

//go:embed testdata/native_coroutine.py
var nativeCoroutineScript []byte

// scriptedBody is a native coroutine's body that asks a Python function what to do: it gives what to await in a list, or the result.
type scriptedBody struct {
	objects.Waiting
	step objects.Object
}

func (b *scriptedBody) Step(t *objects.Thread, v objects.Object, err error) (objects.Object, bool, error) {
	for {
		exc := objects.None
		if err != nil {
			v, exc = objects.None, objects.Of(objects.AsExc(t, err))
		}
		r, err2 := objects.CallArgs(t, b.step, v, exc)
		if err2 != nil {
			return objects.Object{}, false, err2
		}
		l := objects.AsList(r)
		if l == nil {
			return r, true, nil
		}
		var done bool
		if v, done, err = b.Await(t, l.Items[0]); !done {
			return objects.Object{}, false, nil
		}
	}
}

func (b *scriptedBody) Traverse(visit func(objects.Object)) {
	for _, o := range []objects.Object{b.step, b.On, b.Yielded} {
		if !o.IsNull() {
			visit(o)
		}
	}
}

// testRuntime makes an interpreter; tests that need the library are skipped without one.
func testRuntime(t testing.TB, c Config) *Runtime {
	t.Helper()
	c.Lib = os.Getenv("GOPHERSNAKE_LIB")
	r, err := New(c)
	if err != nil {
		t.Skip("no library: ", err)
	}
	return r
}

func TestNativeCoroutine(t *testing.T) {
	r := testRuntime(t, Config{})
	err := r.Do(bg, func(t *objects.Thread) error {
		def := &objects.NativeFunction{Def: "async native(step, /)", Scope: "test.", File: "native.go", Line: 1}
		def.Body.Start = func(_ *objects.Thread, _ *objects.Function, args []objects.Object) objects.NativeCoroutine {
			return &scriptedBody{step: args[0]}
		}
		dict := r.main().Dict
		fn, err := objects.NewNativeFunction(t, objects.NewNativeCode(t, def), dict)
		if err == nil {
			dict.SetStr(t.Interp.Intern("native"), objects.Of(fn))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if status := r.Finish(r.RunMain(nativeCoroutineScript, "testdata/native_coroutine.py")); status != 0 {
		t.Errorf("exit status %d", status)
	}
}
