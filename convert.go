package gophersnake

import (
	"cmp"
	"context"
	"math"
	"math/big"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"
	"weak"

	"github.com/gophersnake/gophersnake/objects"
)

// Object is a Python object that Go has no value of its own for, such as a function or an instance of a class. It can be kept, and used
// by any goroutine.
type Object struct {
	r *Runtime
	o objects.Object
}

// newObject makes a handle of o, which lives as long.
func (r *Runtime) newObject(o objects.Object) *Object {
	h := &Object{r, o}
	p := weak.Make(h)
	r.host.mu.Lock()
	r.host.handles[p] = struct{}{}
	r.host.mu.Unlock()
	runtime.AddCleanup(h, r.forget, p)
	return h
}

func (r *Runtime) forget(p weak.Pointer[Object]) {
	r.host.mu.Lock()
	delete(r.host.handles, p)
	r.host.mu.Unlock()
}

// Call calls the object with the arguments, converted as by ToPython, and gives what it returns, converted as by FromPython.
func (o *Object) Call(ctx context.Context, args ...any) (result any, err error) {
	err = o.r.Do(ctx, func(t *objects.Thread) error {
		result, err = o.r.call(t, o.o, args)
		return err
	})
	return result, err
}

// Attr gives an attribute of the object, converted as by FromPython.
func (o *Object) Attr(ctx context.Context, name string) (v any, err error) {
	err = o.r.Do(ctx, func(t *objects.Thread) error {
		a, err := objects.GetAttr(t, o.o, t.Interp.Intern(name))
		if err != nil {
			return err
		}
		v, err = o.r.FromPython(t, a)
		return err
	})
	return v, err
}

// call calls f with Go arguments.
func (r *Runtime) call(t *objects.Thread, f objects.Object, args []any) (any, error) {
	list := make([]objects.Object, len(args))
	for i, a := range args {
		var err error
		if list[i], err = r.ToPython(t, a); err != nil {
			return nil, err
		}
	}
	v, err := objects.CallArgs(t, f, list...)
	if err != nil {
		return nil, err
	}
	return r.FromPython(t, v)
}

// FromPython gives the Go value of a Python object: nil, bool, int or *big.Int, float64, complex128, string, []byte, []any for lists and
// tuples, map[string]any or, with other keys, map[any]any for dicts. What came from Go is the same value again. Anything else is an
// *Object. The interpreter's lock is held.
func (r *Runtime) FromPython(t *objects.Thread, o objects.Object) (any, error) {
	c := fromPython{r: r, t: t}
	return c.value(o)
}

// fromPython is a conversion; what was met before is the same value again, so that what is shared stays shared.
type fromPython struct {
	r    *Runtime
	t    *objects.Thread
	seen map[unsafe.Pointer]any
}

// underWay is what stands for a container whose content is being converted.
type underWay struct{}

func (c *fromPython) value(o objects.Object) (any, error) {
	if o.OrNone() == objects.None {
		return nil, nil
	}
	switch typ := o.Type(); typ {
	case &objects.BoolType:
		return o == objects.True, nil
	case &objects.FloatType:
		f, _ := o.ExactFloat()
		return f, nil
	case &objects.ComplexType:
		return (*objects.Complex)(o.Ref).V, nil
	}
	if small, b, ok := objects.IntValue(o); ok {
		if b != nil {
			return new(big.Int).Set(b), nil
		}
		return int(small), nil
	}
	if s := objects.AsStr(o); s != nil {
		b, err := objects.EncodeUTF8(c.t, s)
		return string(b), err
	}
	if objects.AsBytes(o) != nil || objects.AsByteArray(o) != nil {
		b, _ := objects.BytesLike(c.t, o)
		return slices.Clone(b), nil
	}
	if g := objects.AsGoObject(o); g != nil {
		return g.Value, nil
	}
	if e := objects.AsException(o); e != nil {
		return c.r.snapshot(c.t, e), nil
	}
	list, tuple, dict := objects.AsList(o), objects.AsTuple(o), objects.AsDict(o)
	if list == nil && tuple == nil && dict == nil {
		return c.r.newObject(o), nil
	}
	if v, ok := c.seen[o.Ref]; ok {
		if _, ok := v.(underWay); ok {
			return nil, objects.ValueErrorf(c.t, "an object that contains itself has no Go value")
		}
		return v, nil
	}
	if err := c.t.Enter(" while converting a Python object"); err != nil {
		return nil, err
	}
	defer c.t.Leave()
	if c.seen == nil {
		c.seen = map[unsafe.Pointer]any{}
	}
	c.seen[o.Ref] = underWay{}
	var v any
	var err error
	switch {
	case list != nil:
		v, err = c.slice(list.Items)
	case tuple != nil:
		v, err = c.slice(tuple.Items)
	default:
		v, err = c.dict(dict)
	}
	c.seen[o.Ref] = v
	return v, err
}

func (c *fromPython) slice(items []objects.Object) (any, error) {
	out := make([]any, len(items))
	for i, o := range items {
		v, err := c.value(o)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func (c *fromPython) dict(d *objects.Dict) (any, error) {
	named := make(map[string]any, d.Len())
	var general map[any]any
	for pos := 0; ; {
		key, val, next, ok := d.Next(pos)
		if !ok {
			break
		}
		pos = next
		k, err := c.value(key)
		if err != nil {
			return nil, err
		}
		v, err := c.value(val)
		if err != nil {
			return nil, err
		}
		name, isName := k.(string)
		if !isName && general == nil {
			general = make(map[any]any, d.Len())
			for name, v := range named {
				general[name] = v
			}
		}
		switch {
		case general == nil:
			named[name] = v
		case k != nil && !reflect.TypeOf(k).Comparable():
			return nil, objects.TypeErrorf(c.t, "a dict with a key of type '%s' has no Go value", key.Type().FullName())
		default:
			general[k] = v
		}
	}
	if general != nil {
		return general, nil
	}
	return named, nil
}

// Func is a Go function that Python code can call. It runs without the interpreter's lock, so that it may block, while the Python thread
// waits for it. The context ends when the script is stopped.
type Func = func(ctx context.Context, args ...any) (any, error)

// ToPython gives the Python object of a Go value: the reverse of FromPython, for numbers of all kinds, any slices, arrays and maps, and
// pointers that are nil. Errors become exceptions, functions of type Func can be called, and context managers (AsyncContextManager, or
// the interfaces of package objects) can be used with their statement. TypeError for anything else. The interpreter's lock is held.
func (r *Runtime) ToPython(t *objects.Thread, v any) (objects.Object, error) {
	switch v := v.(type) {
	case nil:
		return objects.None, nil
	case bool:
		return objects.NewBool(v), nil
	case int:
		return objects.NewInt(int64(v)), nil
	case float64:
		return objects.NewFloat(v), nil
	case string:
		return r.str(t, v)
	case []byte:
		return objects.NewBytes(slices.Clone(v)), nil
	case *big.Int:
		if v == nil {
			return objects.None, nil
		}
		return objects.NewBigInt(v), nil
	case *Object:
		if v == nil {
			return objects.None, nil
		}
		if v.r != r {
			return objects.Object{}, objects.ValueErrorf(t, "an object of another interpreter")
		}
		return v.o, nil
	case Func:
		return r.function(v), nil
	case AsyncContextManager:
		if m, ok := v.(*pyManager); ok && m.o.r == r {
			return m.o.o, nil
		}
		return objects.WrapGo(t, v, &offLock{r: r, m: v})
	case objects.ContextManager, objects.AsyncContextManager:
		return objects.WrapGo(t, v, nil)
	case error:
		return objects.Of(r.exception(t, v)), nil
	}
	if err := t.Enter(" while converting a Go value"); err != nil {
		return objects.Object{}, err
	}
	defer t.Leave()
	switch x := reflect.ValueOf(v); x.Kind() {
	case reflect.Bool:
		return objects.NewBool(x.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return objects.NewInt(x.Int()), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		if u := x.Uint(); u > math.MaxInt64 {
			return objects.NewBigInt(new(big.Int).SetUint64(u)), nil
		}
		return objects.NewInt(int64(x.Uint())), nil
	case reflect.Float32, reflect.Float64:
		return objects.NewFloat(x.Float()), nil
	case reflect.Complex64, reflect.Complex128:
		return objects.NewComplex(x.Complex()), nil
	case reflect.String:
		return r.str(t, x.String())
	case reflect.Slice, reflect.Array:
		items := make([]objects.Object, x.Len())
		for i := range items {
			var err error
			if items[i], err = r.ToPython(t, x.Index(i).Interface()); err != nil {
				return objects.Object{}, err
			}
		}
		return objects.Of(objects.NewList(items)), nil
	case reflect.Map:
		return r.dict(t, x)
	case reflect.Pointer:
		if x.IsNil() {
			return objects.None, nil
		}
	}
	_, enter := v.(interface {
		AEnter(ctx context.Context) (any, error)
	})
	_, exit := v.(interface {
		AExit(ctx context.Context, err error) (bool, error)
	})
	switch {
	case enter:
		return objects.Object{}, objects.MissingContextMethod(t, v, objects.AsyncExitMethod)
	case exit:
		return objects.Object{}, objects.MissingContextMethod(t, v, objects.AsyncEnterMethod)
	}
	return objects.WrapGo(t, v, nil)
}

func (r *Runtime) str(t *objects.Thread, s string) (objects.Object, error) {
	if !utf8.ValidString(s) {
		return objects.Object{}, objects.ValueErrorf(t, "a Go string that is not UTF-8: use []byte")
	}
	return objects.NewStr(s), nil
}

// dict makes a dict of a map, in the order of the keys where they have one.
func (r *Runtime) dict(t *objects.Thread, m reflect.Value) (objects.Object, error) {
	d := objects.NewDict()
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		switch {
		case a.Kind() == reflect.String:
			return cmp.Compare(a.String(), b.String())
		case a.CanInt():
			return cmp.Compare(a.Int(), b.Int())
		case a.CanUint():
			return cmp.Compare(a.Uint(), b.Uint())
		}
		return 0
	})
	for _, k := range keys {
		key, err := r.ToPython(t, k.Interface())
		if err != nil {
			return objects.Object{}, err
		}
		val, err := r.ToPython(t, m.MapIndex(k).Interface())
		if err == nil {
			err = d.Set(t, key, val)
		}
		if err != nil {
			return objects.Object{}, err
		}
	}
	return objects.Of(d), nil
}

// function makes a Python function of f.
func (r *Runtime) function(f Func) objects.Object {
	name := "function"
	if info := runtime.FuncForPC(reflect.ValueOf(f).Pointer()); info != nil {
		name = strings.TrimSuffix(info.Name()[strings.LastIndexByte(info.Name(), '.')+1:], "-fm")
	}
	def := &objects.MethodDef{Name: name}
	def.Fn = func(t *objects.Thread, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
		if kwnames != nil {
			return objects.Object{}, objects.TypeErrorf(t, "%s() takes no keyword arguments", name)
		}
		list := make([]any, len(args))
		for i, a := range args {
			var err error
			if list[i], err = r.FromPython(t, a); err != nil {
				return objects.Object{}, err
			}
		}
		ctx, cancel := r.callOf(t).context(true)
		defer cancel(nil)
		var out outcome
		t.Blocking(func() { out = protect(func() (any, error) { return f(ctx, list...) }) })
		if err := out.exception(r, t, name); err != nil {
			return objects.Object{}, err
		}
		return r.ToPython(t, out.value)
	}
	return objects.Of(&objects.BuiltinFunction{Header: objects.Header{Type: &objects.BuiltinFunctionType}, Def: def})
}
