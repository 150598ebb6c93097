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
type scriptedBody struct{ step objects.Object }

func (b *scriptedBody) Resume(t *objects.Thread, v objects.Object, exc *objects.Exception) (await, result objects.Object, err error) {
	r, err := objects.CallArgs(t, b.step, v.OrNone(), objects.ObjectOrNone(exc))
	if err != nil {
		return objects.Object{}, objects.Object{}, err
	}
	if l := objects.AsList(r); l != nil {
		return l.Items[0], objects.Object{}, nil
	}
	return objects.Object{}, r, nil
}

func (b *scriptedBody) Traverse(visit func(objects.Object)) { visit(b.step) }

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
	in := r.vm.Interp
	def := &objects.MethodDef{Name: "native", Fn: func(t *objects.Thread, args []objects.Object, _ *objects.Tuple) (objects.Object, error) {
		return objects.NewCoroutine(t, in.Intern("native"), in.Intern("test.native"), &scriptedBody{args[0]}), nil
	}}
	r.main().Dict.SetStr(in.Intern("native"), objects.Of(&objects.BuiltinFunction{Header: objects.Header{Type: &objects.BuiltinFunctionType}, Def: def}))
	if status := r.Finish(r.RunMain(nativeCoroutineScript, "testdata/native_coroutine.py")); status != 0 {
		t.Errorf("exit status %d", status)
	}
}
