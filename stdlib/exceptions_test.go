package stdlib

import (
	"os"
	"strings"
	"testing"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
)

// TestExceptions runs a program of assertions without the library.
func TestExceptions(t *testing.T) {
	v, th := vm.New()
	for _, def := range Modules() {
		v.Interp.NativeModules[def.Name] = def
	}
	if err := v.Boot(th); err != nil {
		t.Fatal(err)
	}
	name := "testdata/exceptions.py"
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	c, err := v.Compile(th, source, vm.CompileOptions{Filename: name})
	if err != nil {
		t.Fatal(err)
	}
	globals := objects.NewDict()
	globals.SetStr(v.Interp.Intern("__name__"), objects.NewStr("__main__"))
	if _, err := v.RunCode(th, c, globals, objects.Object{}, nil); err != nil {
		var b strings.Builder
		objects.PrintException(th, &b, objects.AsExc(th, err))
		t.Error(b.String())
	}
}
