package sample

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/gophersnake/gophersnake/objects"
)

func init() { Module.Init() }

// kw are keyword arguments, as name and value by turns.
type kw []any

// toObject makes Go test values into Objects.
func toObject(v any) objects.Object {
	switch v := v.(type) {
	case nil:
		return objects.None
	case int:
		return objects.NewInt(int64(v))
	case float64:
		return objects.NewFloat(v)
	case bool:
		return objects.NewBool(v)
	case string:
		return objects.NewStr(v)
	case []byte:
		return objects.NewBytes(v)
	case *big.Int:
		return objects.NewBigInt(v)
	case objects.Object:
		return v
	}
	panic(fmt.Sprintf("no Object for %T", v))
}

// show writes an Object as Python would, as far as these tests go.
func show(o objects.Object) string {
	if o == objects.None || o == objects.True || o == objects.False {
		return map[objects.Object]string{objects.None: "None", objects.True: "True", objects.False: "False"}[o]
	}
	if x, ok := o.ExactFloat(); ok {
		return fmt.Sprint(x)
	}
	if x, b, ok := objects.IntValue(o); ok {
		if b != nil {
			return b.String()
		}
		return fmt.Sprint(x)
	}
	if s := objects.AsStr(o); s != nil {
		return "'" + s.String() + "'"
	}
	if b := objects.AsBytes(o); b != nil {
		return "b'" + string(b.Bytes()) + "'"
	}
	if t := objects.AsTuple(o); t != nil {
		parts := make([]string, len(t.Items))
		for i, item := range t.Items {
			parts[i] = show(item)
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	if d := objects.AsDict(o); d != nil {
		var parts []string
		for pos := 0; ; {
			k, v, next, ok := d.Next(pos)
			if !ok {
				return "{" + strings.Join(parts, ", ") + "}"
			}
			parts, pos = append(parts, show(k)+": "+show(v)), next
		}
	}
	return "<" + objects.TypeOf(o).Name + ">"
}

// arguments sorts test values into the arguments of a NativeFunc.
func arguments(values []any) (args []objects.Object, kwnames *objects.Tuple) {
	for _, v := range values {
		pairs, ok := v.(kw)
		if !ok {
			args = append(args, toObject(v))
			continue
		}
		kwnames = objects.MakeTuple(len(pairs) / 2)
		for i := range kwnames.Items {
			kwnames.Items[i] = toObject(pairs[2*i])
			args = append(args, toObject(pairs[2*i+1]))
		}
	}
	return args, kwnames
}

func outcome(r objects.Object, err error) string {
	if err == nil {
		return show(r)
	}
	var exc *objects.Exception
	if !errors.As(err, &exc) {
		return "Go error: " + err.Error()
	}
	return exc.Error()
}

type testCall struct {
	name string
	args []any
	want string
}

func a(args ...any) []any { return args }

// The messages are those of CPython's functions of the same shape: put is list.append, take list.pop, sort list.sort,
// encode str.encode, and so on.
var calls = []testCall{
	{"Box.clear", a(), "None"},
	{"Box.clear", a(1), "TypeError: Box.clear() takes no arguments (1 given)"},
	{"Box.clear", a(kw{"x", 1}), "TypeError: Box.clear() takes no keyword arguments"},
	{"Box.put", a(1), "None"},
	{"Box.put", a(), "TypeError: Box.put() takes exactly one argument (0 given)"},
	{"Box.put", a(1, 2), "TypeError: Box.put() takes exactly one argument (2 given)"},
	{"Box.put", a(1, kw{"x", 2}), "TypeError: Box.put() takes no keyword arguments"},
	{"Box.take", a(), "(-1, None)"},
	{"Box.take", a(3, 4), "(3, 4)"},
	{"Box.take", a(1, 2, 3), "TypeError: take expected at most 2 arguments, got 3"},
	{"Box.take", a("x"), "TypeError: 'str' object cannot be interpreted as an integer"},
	{"Box.take", a(new(big.Int).Lsh(big.NewInt(1), 70)), "OverflowError: Python int too large to convert to C ssize_t"},
	{"Box.find", a("x"), "('x', 0, 9223372036854775807)"},
	{"Box.find", a("x", 1, new(big.Int).Lsh(big.NewInt(-1), 70)), "('x', 1, -9223372036854775808)"},
	{"Box.find", a("x", nil), "TypeError: slice indices must be integers or have an __index__ method"},
	{"Box.find", a(1), "TypeError: find() argument 1 must be str, not int"},
	{"Box.find", a(), "TypeError: find expected at least 1 argument, got 0"},
	{"Box.rfind", a("x", nil, nil), "('x', 0, 9223372036854775807)"},
	{"Box.rfind", a("x", "y"), "TypeError: slice indices must be integers or None or have an __index__ method"},
	{"Box.sort", a(), "(None, False)"},
	{"Box.sort", a(kw{"reverse", 1}), "(None, True)"},
	{"Box.sort", a(kw{"reverse", 1, "key", 5}), "(5, True)"},
	{"Box.sort", a(1), "TypeError: sort() takes no positional arguments"},
	{"Box.sort", a(1, 2, 3), "TypeError: sort() takes at most 2 arguments (3 given)"},
	{"Box.sort", a(kw{"foo", 1}), "TypeError: sort() got an unexpected keyword argument 'foo'"},
	{"Box.sort", a(kw{"kez", 1}), "TypeError: sort() got an unexpected keyword argument 'kez'. Did you mean 'key'?"},
	{"Box.encode", a(), "('utf-8', 'strict')"},
	{"Box.encode", a(kw{"errors", "x"}), "('utf-8', 'x')"},
	{"Box.encode", a(1), "TypeError: encode() argument 'encoding' must be str, not int"},
	{"Box.encode", a("a", "b", "c"), "TypeError: encode() takes at most 2 arguments (3 given)"},
	{"Box.encode", a("a", kw{"encoding", "b"}), "TypeError: argument for encode() given by name ('encoding') and position (1)"},
	{"Box.encode", a(kw{"encoding", 1, "errors", 2, "z", 3}), "TypeError: encode() takes at most 2 keyword arguments (3 given)"},
	{"Box.join", a(1), "TypeError: join() argument 'other' must be sample.Box, not int"},
	{"Box.join", a(), "TypeError: join() missing required argument 'other' (pos 1)"},
	{"Box.join", a(box, nil), "(<sample.Box>, None)"},
	{"Box.join", a(box, kw{"sep", "a"}), "(<sample.Box>, 'a')"},
	{"Box.join", a(box, 1), "TypeError: join() argument 'sep' must be str or None, not int"},
	{"Box.maketrans", a(1), "(1, None)"},
	{"Box.maketrans", a(), "TypeError: maketrans expected at least 1 argument, got 0"},
	{"sqrt", a(3.0), "9"},
	{"sqrt", a(3), "9"},
	{"sqrt", a("x"), "TypeError: must be real number, not str"},
	{"sqrt", a(), "TypeError: sample.sqrt() takes exactly one argument (0 given)"},
	{"sqrt", a(kw{"x", 1}), "TypeError: sample.sqrt() takes no keyword arguments"},
	{"isclose", a(1, 1.0), "True"},
	{"isclose", a(1, kw{"b", 1.0, "abs_tol", 1}), "False"},
	{"isclose", a(1), "TypeError: isclose() missing required argument 'b' (pos 2)"},
	{"isclose", a(1, 2, 3), "TypeError: isclose() takes exactly 2 positional arguments (3 given)"},
	{"isclose", a(1, 2, kw{"rel_to", 3}), "TypeError: isclose() got an unexpected keyword argument 'rel_to'. Did you mean 'rel_tol'?"},
	{"print", a(), "((), ' ', None, False)"},
	{"print", a(1, 2, kw{"file", 3}), "((1, 2), ' ', 3, False)"},
	{"print", a(1, kw{"foo", 2}), "TypeError: print() got an unexpected keyword argument 'foo'"},
	{"gcd", a(1, 2, 3), "3"},
	{"gcd", a(kw{"x", 1}), "TypeError: sample.gcd() takes no keyword arguments"},
	{"apply", a(1), "(1, (), {})"},
	{"apply", a(1, 2, 3, kw{"function", 4, "x", 5}), "(1, (2, 3), {'function': 4, 'x': 5})"},
	{"apply", a(kw{"function", 4}), "TypeError: apply expected at least 1 argument, got 0"},
	{"only", a(kw{"name", 1}), "(1, None)"},
	{"only", a(), "TypeError: only() missing required argument 'name' (pos 1)"},
	{"only", a(1), "TypeError: only() takes no positional arguments"},
	{"compress", a(), "TypeError: compress() takes at least 1 positional argument (0 given)"},
	{"compress", a([]byte("ab"), kw{"wbits", 3}), "(b'ab', -1, 3)"},
	{"compress", a("ab"), "TypeError: a bytes-like object is required, not 'str'"},
	{"compress", a([]byte("ab"), 1<<40), "OverflowError: Python int too large to convert to C int"},
	{"compress", a([]byte("ab"), 1, 1<<40), "OverflowError: Python int too large for C uint16_t"},
	{"compress", a([]byte("ab"), 1, -1), "ValueError: Cannot convert negative int"},
	{"seek", a(1, new(big.Int).Lsh(big.NewInt(1), 63)), "9223372036854775809"},
	{"seek", a(new(big.Int).Lsh(big.NewInt(1), 63), 1), "OverflowError: Python int too large to convert to C long"},
	{"seek", a(1), "TypeError: seek expected 2 arguments, got 1"},
	{"category", a("é"), "'é'"},
	{"category", a("ab"), "TypeError: category(): argument must be a unicode character, not a string of length 2"},
	{"category", a(1), "TypeError: category() argument must be a unicode character, not int"},
	{"numeric", a(1), "TypeError: numeric() argument 1 must be a unicode character, not int"},
	{"numeric", a("a"), "(97, None)"},
	{"raw", a(1, 2, 3), "3"},
	{"Box.push", a(1, kw{"key", 2}), "(1, 1, 2, False)"},
	{"Box.push", a(kw{"exit", 1, "key", 2, "flag", true}), "(1, 1, 2, True)"},
	{"Box.push", a(), "TypeError: Box.push() missing 1 required positional argument: 'exit'"},
	{"Box.push", a(1), "TypeError: Box.push() missing 1 required keyword-only argument: 'key'"},
	{"Box.push", a(1, 2, 3), "TypeError: Box.push() takes from 2 to 3 positional arguments but 4 were given"},
	{"Box.push", a(1, 2, 3, kw{"key", 2}), "TypeError: Box.push() takes from 2 to 3 positional arguments but 4 positional arguments (and 1 keyword-only argument) were given"},
	{"Box.push", a(1, kw{"exit", 2}), "TypeError: Box.push() got multiple values for argument 'exit'"},
	{"Box.push", a(1, kw{"kez", 2}), "TypeError: Box.push() got an unexpected keyword argument 'kez'. Did you mean 'key'?"},
	{"Box.callback", a(1, 2, kw{"callback", 3}), "(1, (2), {'callback': 3})"},
	{"Box.callback", a(), "TypeError: Box.callback() missing 1 required positional argument: 'callback'"},
	{"contextmanager", a(), "TypeError: contextmanager() missing 1 required positional argument: 'func'"},
	{"contextmanager", a(1, 2), "TypeError: contextmanager() takes 1 positional argument but 2 were given"},
}

var box = objects.Of(&Box{Header: objects.Header{Type: &BoxType}})

func TestCalls(t *testing.T) {
	thread := objects.NewInterpreter(nil).NewThread()
	for _, c := range calls {
		args, kwnames := arguments(c.args)
		name, method := strings.CutPrefix(c.name, "Box.")
		table := moduleFunctions
		if method {
			table = boxMethods
		}
		i := slices.IndexFunc(table, func(d objects.MethodDef) bool { return d.Name == name })
		if table[i].Kind == objects.MethodInstance {
			args = slices.Insert(args, 0, box)
		}
		before := slices.Clone(args)
		if got := outcome(table[i].Fn(thread, args, kwnames)); got != c.want {
			t.Errorf("%s%v: %s, want %s", c.name, c.args, got, c.want)
		}
		if !slices.Equal(before, args) {
			t.Errorf("%s%v wrote its arguments", c.name, c.args)
		}
	}
}

func TestConstructors(t *testing.T) {
	thread := objects.NewInterpreter(nil).NewThread()
	for _, c := range []testCall{
		{"new", a(1, 2), "<sample.Box>"},
		{"new", a(1, 2, 3), "TypeError: Box expected at most 2 arguments, got 3"},
		{"new", a(kw{"x", 1}), "TypeError: Box() takes no keyword arguments"},
		{"init", a(kw{"value", 1}), "None"},
		{"init", a(kw{"x", 1}), "TypeError: Box() got an unexpected keyword argument 'x'"},
	} {
		args, kwnames := arguments(c.args)
		var got string
		if c.name == "new" {
			got = outcome(bindBoxNew(thread, &BoxType, args, kwnames))
		} else {
			got = outcome(objects.None, bindBoxInit(thread, box, args, kwnames))
		}
		if got != c.want {
			t.Errorf("%s%v: %s, want %s", c.name, c.args, got, c.want)
		}
	}
}

func TestAttributes(t *testing.T) {
	thread := objects.NewInterpreter(nil).NewThread()
	value := boxGetSets[0]
	if err := value.Set(thread, box, objects.NewInt(5)); err != nil {
		t.Fatal(err)
	}
	if got := outcome(value.Get(thread, box)); got != "5" {
		t.Errorf("value is %s, want 5", got)
	}
	if got := outcome(objects.None, value.Set(thread, box, objects.Object{})); got != "TypeError: cannot delete value" {
		t.Errorf("deletion: %s", got)
	}
	if boxGetSets[1].Set != nil {
		t.Error("size has a setter")
	}
}

// A call whose arguments are all positional allocates nothing in its binder.
func TestAllocations(t *testing.T) {
	thread := objects.NewInterpreter(nil).NewThread()
	args := []objects.Object{objects.NewFloat(2)}
	if n := testing.AllocsPerRun(100, func() { bindSqrt(thread, args, nil) }); n != 0 {
		t.Errorf("sqrt(2.0): %v allocations", n)
	}
	names := objects.TupleFrom([]objects.Object{objects.NewStr("b"), objects.NewStr("rel_tol")})
	args = []objects.Object{objects.NewFloat(2), objects.NewFloat(2), objects.NewFloat(2)}
	if n := testing.AllocsPerRun(100, func() { bindIsclose(thread, args, names) }); n != 0 {
		t.Errorf("isclose with keywords: %v allocations", n)
	}
}

func BenchmarkPositional(b *testing.B) {
	thread := objects.NewInterpreter(nil).NewThread()
	args := []objects.Object{box, objects.NewInt(2)}
	for b.Loop() {
		bindBoxTake(thread, args, nil)
	}
}

func BenchmarkKeywords(b *testing.B) {
	thread := objects.NewInterpreter(nil).NewThread()
	names := objects.TupleFrom([]objects.Object{objects.NewStr("b"), objects.NewStr("rel_tol")})
	args := []objects.Object{objects.NewFloat(2), objects.NewFloat(2), objects.NewFloat(2)}
	for b.Loop() {
		bindIsclose(thread, args, names)
	}
}
