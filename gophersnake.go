package gophersnake

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib"
	stdio "github.com/gophersnake/gophersnake/stdlib/io"
	"github.com/gophersnake/gophersnake/stdlib/marshal"
	"github.com/gophersnake/gophersnake/stdlib/pylib"
	"github.com/gophersnake/gophersnake/stdlib/signal"
	"github.com/gophersnake/gophersnake/stdlib/sys"
	"github.com/gophersnake/gophersnake/vm"
	"github.com/gophersnake/gophersnake/vm/code"
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
	// PurePython are modules that are taken from the library although there are ports of them, as by -X purepython=name,...
	PurePython []string
	// WriteBytecode lets imports write .pyc files, below PycachePrefix if that is not empty. Files there are read in any case.
	WriteBytecode bool
	PycachePrefix string
	// Signals makes the interpreter handle the signals of the process: for a program that is nothing but an interpreter.
	Signals bool
	// NoSite leaves out the import of site.
	NoSite bool
	// Grace is what a script gets to clean up when it is stopped; 0 means a second, what is negative no time.
	Grace time.Duration
	// Unbuffered makes sys.stdout and sys.stderr pass on at once what is written.
	Unbuffered bool
	// IOEncoding is the encoding of the standard streams, and after a colon the name of their error handler, as PYTHONIOENCODING.
	IOEncoding string
}

// Runtime is an interpreter. Any goroutine may use it; they take turns.
type Runtime struct {
	vm     *vm.VM
	thread *objects.Thread
	// signals says that the interpreter handles the signals of the process.
	signals bool
	host    host
}

// New makes an interpreter.
func New(c Config) (*Runtime, error) {
	v, t := vm.New()
	pure := append(strings.Split(c.XOptions["purepython"], ","), c.PurePython...)
	for _, def := range stdlib.Modules() {
		if !def.PythonSource || !slices.Contains(pure, def.Name) {
			v.Interp.NativeModules[def.Name] = def
		}
	}
	v.Config = vm.Config{
		Prefix: "/usr", Executable: c.Executable, Argv: c.Argv, OrigArgv: c.OrigArgv, Flags: c.Flags,
		WarnOptions: c.WarnOptions, XOptions: c.XOptions,
	}
	v.Optimize = c.Flags["optimize"]
	v.Config.WriteBytecode, v.Config.PycachePrefix = c.WriteBytecode, c.PycachePrefix
	if v.Optimize == 0 {
		v.Config.CodeOf = func(t *objects.Thread, file, filename string) (*objects.Code, error) {
			data := pylib.Compiled(file)
			if data == nil {
				return nil, nil
			}
			return marshal.LoadCode(t, data, objects.MakeStr(filename))
		}
	}
	lib, where, err := library(c)
	if err != nil {
		return nil, err
	}
	v.Config.Library = where
	v.Config.Path = append(append([]string(nil), c.Path...), where)
	v.Config.SourceOf = func(module string) ([]byte, string, error) {
		name := strings.ReplaceAll(module, ".", "/") + ".py"
		b, err := fs.ReadFile(lib, name)
		return b, path.Join(where, name), err
	}
	r := &Runtime{vm: v, thread: t, signals: c.Signals}
	r.initHost(c.Grace)
	err = v.Boot(t)
	if err == nil && c.Lib == "" {
		err = r.installImporter(where)
	}
	if err != nil {
		var b strings.Builder
		objects.PrintException(t, &b, objects.AsExc(t, err))
		return nil, fmt.Errorf("cannot start the interpreter: %s", b.String())
	}
	if err := stdio.InitStandardStreams(t, c.Unbuffered, c.IOEncoding); err != nil {
		return nil, err
	}
	if c.Signals {
		if err := signal.Install(t); err != nil {
			return nil, err
		}
	}
	if !c.NoSite {
		if _, err := v.Import(t, "site"); err != nil {
			r.report(err)
			return nil, errors.New("cannot start the interpreter: importing site failed")
		}
	}
	t.Release()
	return r, nil
}

// Version gives what `gophersnake -V` prints.
func Version() string { return "Python " + sys.VersionText + " (gophersnake)" }

// DescribeError words an error of the operating system as Python does, with its number.
func DescribeError(err error) string {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		text := errno.Error()
		return fmt.Sprintf("[Errno %d] %s", int(errno), strings.ToUpper(text[:1])+text[1:])
	}
	return err.Error()
}

// library gives the pure-Python library and the name it has on sys.path.
func library(c Config) (fs.FS, string, error) {
	if dir := c.Lib; dir != "" {
		if _, err := os.Stat(path.Join(dir, "importlib", "_bootstrap.py")); err != nil {
			return nil, "", fmt.Errorf("no library in %s: %w", dir, err)
		}
		return os.DirFS(dir), dir, nil
	}
	lib, err := pylib.Archive()
	if err != nil {
		return nil, "", err
	}
	// The library is inside the program's file, and so is its path: nothing can be there.
	exe := c.Executable
	if exe == "" {
		if exe, err = os.Executable(); err != nil {
			exe = "/gophersnake"
		}
	}
	return lib, exe + "/lib/python3.14", nil
}

// installImporter makes the packed library importable as the directory root.
func (r *Runtime) installImporter(root string) error {
	t, v := r.thread, r.vm
	o, err := v.Import(t, pylib.Module.Name)
	if err != nil {
		return err
	}
	mod := (*objects.Module)(o.Ref)
	mod.Add(t, "ROOT", objects.NewStr(objects.DecodeFS([]byte(root))))
	filename := "<frozen " + pylib.Module.Name + ">"
	var code *objects.Code
	if v.Config.CodeOf != nil {
		code, err = v.Config.CodeOf(t, pylib.ImporterFile, filename)
	}
	if code == nil && err == nil {
		code, err = v.Compile(t, pylib.Importer, vm.CompileOptions{
			Filename: filename, Mode: syntax.Exec, Compile: compile.Options{Optimize: v.Optimize},
		})
	}
	if err != nil {
		return err
	}
	_, err = v.RunCode(t, code, mod.Dict, objects.Object{}, nil)
	return err
}

// PrependPath puts dir before everything else in sys.path.
func (r *Runtime) PrependPath(dir string) {
	_ = r.onMain(func() error {
		in := r.vm.Interp
		decoded := objects.DecodeFS([]byte(dir))
		in.ScriptPath = &decoded
		if l := objects.AsList(in.SysDict.GetStr(in.Intern("path"))); l != nil {
			l.Items = append([]objects.Object{objects.NewStr(decoded)}, l.Items...)
		}
		return nil
	})
}

// main gives the module __main__, making it if need be.
func (r *Runtime) main() *objects.Module {
	t, in := r.thread, r.vm.Interp
	name := in.Intern("__main__")
	if m := in.Modules.GetStr(name); !m.IsNull() && m.Type() == &objects.ModuleType {
		return (*objects.Module)(m.Ref)
	}
	mod := objects.NewModule(t, "__main__")
	mod.Dict.SetStr(in.Intern("__builtins__"), in.Modules.GetStr(in.Intern("builtins")))
	// Until it is known to come from a file it has the loader of what is built in.
	if importlib := in.Modules.GetStr(in.Intern("_frozen_importlib")); !importlib.IsNull() {
		if loader, err := objects.LookupAttr(t, importlib, in.Intern("BuiltinImporter")); err == nil && !loader.IsNull() {
			mod.Add(t, "__loader__", loader)
		}
	}
	in.Modules.SetStr(name, objects.Of(mod))
	return mod
}

// RunMain executes source text in the module __main__.
func (r *Runtime) RunMain(source []byte, filename string) error {
	return r.onMain(func() error { return r.runMain(source, filename) })
}

func (r *Runtime) runMain(source []byte, filename string) error {
	mod := r.main()
	c, err := r.vm.Compile(r.thread, source, vm.CompileOptions{
		Filename: filename, Mode: syntax.Exec, Compile: compile.Options{Optimize: r.vm.Optimize},
		Syntax: syntax.Flags{FromFile: !strings.HasPrefix(filename, "<")},
	})
	if err != nil {
		return err
	}
	if filename == "<string>" {
		if err := r.registerSource(c, source, filename); err != nil {
			return err
		}
	}
	_, err = r.vm.RunCode(r.thread, c, mod.Dict, objects.Object{}, nil)
	return err
}

// registerSource lets tracebacks show the lines of code that no file has.
//
// CPython: Python/pythonrun.c run_mod
func (r *Runtime) registerSource(c *objects.Code, source []byte, filename string) error {
	m, err := r.vm.Import(r.thread, "linecache")
	if err != nil {
		return err
	}
	_, err = objects.CallMethod(r.thread, m, r.thread.Interp.Intern("_register_code"), objects.Of(c), objects.NewStr(objects.DecodeFS(source)),
		objects.NewStr(filename))
	return err
}

// RunFile executes a script in the module __main__, whose __file__ and __loader__ it sets.
func (r *Runtime) RunFile(source []byte, filename string) error {
	return r.onMain(func() error { return r.runFile(source, filename) })
}

func (r *Runtime) runFile(source []byte, filename string) error {
	t, in := r.thread, r.vm.Interp
	mod := r.main()
	name := objects.NewStr(objects.DecodeFS([]byte(filename)))
	mod.Add(t, "__file__", name)
	mod.Add(t, "__cached__", objects.None)
	external := in.Modules.GetStr(in.Intern("_frozen_importlib_external"))
	if external.IsNull() {
		return r.runMain(source, objects.DecodeFS([]byte(filename)))
	}
	compiled := strings.HasSuffix(filename, ".pyc") ||
		len(source) >= 4 && binary.LittleEndian.Uint32(source) == 0x0a0d0000|code.Magic&0xffff
	kind := "SourceFileLoader"
	if compiled {
		kind = "SourcelessFileLoader"
	}
	class, err := objects.GetAttr(t, external, in.Intern(kind))
	if err != nil {
		return err
	}
	loader, err := objects.CallArgs(t, class, objects.NewStr("__main__"), name)
	if err != nil {
		return err
	}
	mod.Add(t, "__loader__", loader)
	if !compiled {
		return r.runMain(source, objects.DecodeFS([]byte(filename)))
	}
	c, err := objects.CallMethod(t, loader, in.Intern("get_code"), objects.NewStr("__main__"))
	if err != nil {
		return err
	}
	if c.Type() != &objects.CodeType {
		return objects.Errorf(t, &objects.ExcRuntimeError, "Bad code object in .pyc file")
	}
	_, err = r.vm.RunCode(t, (*objects.Code)(c.Ref), mod.Dict, objects.Object{}, nil)
	return err
}

// RunModule executes a module of sys.path as the main program, as python's -m does. With alterArgv sys.argv[0] becomes its file.
func (r *Runtime) RunModule(name string, alterArgv bool) error {
	return r.onMain(func() error {
		r.main()
		runpy, err := r.vm.Import(r.thread, "runpy")
		if err != nil {
			return err
		}
		_, err = objects.CallMethod(r.thread, runpy, r.vm.Interp.Intern("_run_module_as_main"), objects.NewStr(name), objects.NewBool(alterArgv))
		return err
	})
}

// Finish ends the interpreter after its main program, whose error err is: it reports the error and gives the exit status.
func (r *Runtime) Finish(err error) (status int) {
	_ = r.onMain(func() error {
		status = r.finalize(r.report(err), err, func(step func()) { step() })
		return nil
	})
	return status
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
