package gophersnake

import (
	"context"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
	"github.com/gophersnake/gophersnake/vm/compile"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// Exec executes source text in the module __main__. ctx's end stops it, as described at Do.
func (r *Runtime) Exec(ctx context.Context, source string) error {
	return r.Do(ctx, func(t *objects.Thread) error {
		_, err := r.evaluate(t, source, syntax.Exec)
		return err
	})
}

// Eval evaluates an expression in the module __main__ and gives its value, converted as by FromPython.
func (r *Runtime) Eval(ctx context.Context, expression string) (v any, err error) {
	err = r.Do(ctx, func(t *objects.Thread) error {
		o, err := r.evaluate(t, expression, syntax.Eval)
		if err == nil {
			v, err = r.FromPython(t, o)
		}
		return err
	})
	return v, err
}

func (r *Runtime) evaluate(t *objects.Thread, source string, mode syntax.Mode) (objects.Object, error) {
	c, err := r.vm.Compile(t, []byte(source), vm.CompileOptions{Filename: "<string>", Mode: mode, Compile: compile.Options{Optimize: r.vm.Optimize}})
	if err != nil {
		return objects.Object{}, err
	}
	return r.vm.RunCode(t, c, r.main().Dict, objects.Object{}, nil)
}

// Set gives a name in the module __main__ a value, converted as by ToPython.
func (r *Runtime) Set(ctx context.Context, name string, value any) error {
	return r.Do(ctx, func(t *objects.Thread) error {
		o, err := r.ToPython(t, value)
		if err == nil {
			r.main().Dict.SetStr(t.Interp.Intern(name), o)
		}
		return err
	})
}

// Call calls what name stands for with the arguments, converted as by ToPython, and gives what it returns, converted as by FromPython. The
// name is looked up in the module __main__ and among the built-in functions; one with dots may begin with a module, which is imported.
func (r *Runtime) Call(ctx context.Context, name string, args ...any) (result any, err error) {
	err = r.Do(ctx, func(t *objects.Thread) error {
		f, err := r.resolve(t, name)
		if err == nil {
			result, err = r.call(t, f, args)
		}
		return err
	})
	return result, err
}

// resolve gives what a name with dots stands for.
func (r *Runtime) resolve(t *objects.Thread, name string) (objects.Object, error) {
	in := t.Interp
	parts := strings.Split(name, ".")
	o := r.main().Dict.GetStr(in.Intern(parts[0]))
	if o.IsNull() {
		o = in.Builtins.GetStr(in.Intern(parts[0]))
	}
	imported := false
	if o.IsNull() {
		if len(parts) == 1 {
			return o, objects.Errorf(t, &objects.ExcNameError, "name '%s' is not defined", name)
		}
		var err error
		if o, err = r.vm.Import(t, parts[0]); err != nil {
			return o, err
		}
		imported = true
	}
	for i, part := range parts[1:] {
		v, err := objects.LookupAttr(t, o, in.Intern(part))
		if err != nil {
			return o, err
		}
		if v.IsNull() && imported {
			// A module of a package, perhaps.
			v, err = r.vm.Import(t, strings.Join(parts[:i+2], "."))
			if err != nil && !objects.Matches(err, &objects.ExcModuleNotFoundError) {
				return o, err
			}
		}
		if v.IsNull() {
			if v, err = objects.GetAttr(t, o, in.Intern(part)); err != nil {
				return o, err
			}
		}
		o = v
	}
	return o, nil
}
