// Package gophersnake embeds Python 3.14 in Go programs.
package gophersnake

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib"
	stdio "github.com/gophersnake/gophersnake/stdlib/io"
	"github.com/gophersnake/gophersnake/stdlib/pylib"
	"github.com/gophersnake/gophersnake/stdlib/signal"
	"github.com/gophersnake/gophersnake/vm"
	"github.com/gophersnake/gophersnake/vm/compile"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// Config says how an interpreter is made.
type Config struct {
	// Lib is a directory with the pure-Python library; "" means the packed one.
	Lib string
	// Path is what comes before the library in sys.path.
	Path []string
	// Argv is sys.argv, OrigArgv sys.orig_argv, Executable sys.executable.
	Argv, OrigArgv []string
	Executable     string
	// Flags are the fields of sys.flags that differ from their defaults.
	Flags map[string]int
	// WarnOptions are as for python's -W, XOptions as for its -X.
	WarnOptions []string
	XOptions    map[string]string
	// Signals makes the interpreter handle the signals of the process: for a program that is nothing but an interpreter.
	Signals bool
	// NoSite leaves out the import of site.
	NoSite bool
}

// Runtime is an interpreter with its main thread.
type Runtime struct {
	vm     *vm.VM
	thread *objects.Thread
	// signals says that the interpreter handles the signals of the process.
	signals bool
}

// New makes an interpreter.
func New(c Config) (*Runtime, error) {
	v, t := vm.New()
	for _, def := range stdlib.Modules() {
		v.Interp.NativeModules[def.Name] = def
	}
	v.Config = vm.Config{
		Prefix: "/usr", Executable: c.Executable, Argv: c.Argv, OrigArgv: c.OrigArgv, Flags: c.Flags,
		WarnOptions: c.WarnOptions, XOptions: c.XOptions,
	}
	v.Optimize = c.Flags["optimize"]
	lib, where, err := library(c.Lib)
	if err != nil {
		return nil, err
	}
	v.Config.Path = append(append([]string(nil), c.Path...), where)
	v.Config.SourceOf = func(module string) ([]byte, string, error) {
		name := strings.ReplaceAll(module, ".", "/") + ".py"
		b, err := fs.ReadFile(lib, name)
		return b, path.Join(where, name), err
	}
	r := &Runtime{vm: v, thread: t, signals: c.Signals}
	if err := v.Boot(t); err != nil {
		var b strings.Builder
		objects.PrintException(t, &b, objects.AsExc(t, err))
		return nil, fmt.Errorf("cannot start the interpreter: %s", b.String())
	}
	if err := stdio.InitStandardStreams(t); err != nil {
		return nil, err
	}
	if c.Signals {
		if err := signal.Install(t); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// library gives the pure-Python library and the name it has on sys.path.
func library(dir string) (fs.FS, string, error) {
	if dir != "" {
		if _, err := os.Stat(path.Join(dir, "importlib", "_bootstrap.py")); err != nil {
			return nil, "", fmt.Errorf("no library in %s: %w", dir, err)
		}
		return os.DirFS(dir), dir, nil
	}
	lib, err := pylib.Archive()
	return lib, "", err
}

// RunMain executes source text in the module __main__.
func (r *Runtime) RunMain(source []byte, filename string) error {
	t, in := r.thread, r.vm.Interp
	name := in.Intern("__main__")
	m := in.Modules.GetStr(name)
	var mod *objects.Module
	if m.IsNull() {
		mod = objects.NewModule(t, "__main__")
		in.Modules.SetStr(name, objects.Of(mod))
	} else {
		mod = (*objects.Module)(m.Ref)
	}
	mod.Dict.SetStr(in.Intern("__builtins__"), in.Modules.GetStr(in.Intern("builtins")))
	c, err := r.vm.Compile(t, source, vm.CompileOptions{Filename: filename, Mode: syntax.Exec, Compile: compile.Options{Optimize: r.vm.Optimize}})
	if err != nil {
		return err
	}
	_, err = r.vm.RunCode(t, c, mod.Dict, objects.Object{}, nil)
	return err
}

// Finish ends the interpreter after its main program, whose error err is: it reports the error and gives the exit status.
func (r *Runtime) Finish(err error) int {
	return r.finalize(r.report(err), err)
}

// report reports the error that the main program ended with and gives the exit status.
func (r *Runtime) report(err error) int {
	if err == nil {
		return 0
	}
	var exc *objects.Exception
	if !errors.As(err, &exc) {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if status, ok := r.vm.ExitStatus(r.thread, exc); ok {
		return status
	}
	r.vm.ReportException(r.thread, exc)
	return 1
}
