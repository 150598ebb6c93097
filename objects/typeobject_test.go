package objects

import (
	"strings"
	"testing"
)

// classRuntime is a Runtime without Python code.
type classRuntime struct{ Runtime }

func (classRuntime) Globals(*Thread) *Dict { return nil }

func classThread() *Thread { return NewInterpreter(classRuntime{}).NewThread() }

// newClass makes a class as type(name, bases, ns) does.
func newClass(t *Thread, name string, bases []*Type, ns map[string]Object) (*Type, error) {
	d := NewDict()
	for k, v := range ns {
		d.SetStr(t.Interp.Intern(k), v)
	}
	c, err := CallArgs(t, Of(&TypeType), NewStr(name), Of(typesTuple(bases)), Of(d))
	if err != nil {
		return nil, err
	}
	return AsType(c), nil
}

func mustClass(t *testing.T, th *Thread, name string, bases []*Type, ns map[string]Object) *Type {
	t.Helper()
	c, err := newClass(th, name, bases, ns)
	if err != nil {
		t.Fatalf("class %s: %v", name, err)
	}
	return c
}

// native makes a method of a Go function, which gets self first.
func native(name string, f func(t *Thread, args []Object) (Object, error)) Object {
	def := &MethodDef{Name: name, Fn: func(t *Thread, args []Object, _ *Tuple) (Object, error) { return f(t, args) }}
	return Of(&MethodDescriptor{Header{&MethodDescriptorType}, def, &ObjectType, MakeStr(name)})
}

func wantError(t *testing.T, err error, text string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), text) {
		t.Errorf("error %v, want %q", err, text)
	}
}

func TestMRO(t *testing.T) {
	th := classThread()
	a := mustClass(t, th, "A", nil, nil)
	b := mustClass(t, th, "B", []*Type{a}, nil)
	c := mustClass(t, th, "C", []*Type{a}, nil)
	d := mustClass(t, th, "D", []*Type{b, c}, nil)
	var names []string
	for _, m := range d.MRO {
		names = append(names, m.ShortName())
	}
	if got := strings.Join(names, " "); got != "D B C A object" {
		t.Errorf("MRO %s", got)
	}
	_, err := newClass(th, "E", []*Type{&ObjectType, a}, nil)
	wantError(t, err, "Cannot create a consistent method resolution order (MRO) for bases object, A")
	_, err = newClass(th, "E", []*Type{a, a}, nil)
	wantError(t, err, "duplicate base class A")
	subs := th.subclasses(a)
	if len(subs) != 2 || subs[0] != b || subs[1] != c {
		t.Errorf("subclasses of A: %v", subs)
	}
}

func TestSlotsFollowTheDict(t *testing.T) {
	th := classThread()
	a := mustClass(t, th, "A", nil, nil)
	b := mustClass(t, th, "B", []*Type{a}, nil)
	o := NewInstance(b)
	if b.Slots.Len != nil {
		t.Fatal("len without __len__")
	}
	if !b.HasGenericGetAttr() {
		t.Error("attribute access is not generic")
	}
	before := b.Version()
	set := func(typ *Type, name string, v Object) {
		t.Helper()
		if err := SetAttr(th, Of(typ), th.Interp.Intern(name), v); err != nil {
			t.Fatal(err)
		}
	}
	set(a, "__len__", native("__len__", func(*Thread, []Object) (Object, error) { return NewInt(3), nil }))
	if b.Version() == before {
		t.Error("the subclass's version stayed")
	}
	if n, err := Len(th, o); n != 3 || err != nil {
		t.Errorf("len %d, %v", n, err)
	}
	set(a, "__getattr__", native("__getattr__", func(_ *Thread, args []Object) (Object, error) { return args[1], nil }))
	if b.HasGenericGetAttr() {
		t.Error("attribute access is generic in spite of __getattr__")
	}
	if v, err := GetAttr(th, o, th.Interp.Intern("xyz")); err != nil || AsStr(v).String() != "xyz" {
		t.Errorf("xyz: %v", err)
	}
	if err := SetAttr(th, Of(a), nameLen, Object{}); err != nil {
		t.Fatal(err)
	}
	if b.Slots.Len != nil {
		t.Error("len remains")
	}
	set(b, "__eq__", native("__eq__", func(*Thread, []Object) (Object, error) { return True, nil }))
	if eq, err := CompareBool(th, o, None, EQ); !eq || err != nil {
		t.Errorf("== %v %v", eq, err)
	}
	c := mustClass(t, th, "C", nil, map[string]Object{"__eq__": native("__eq__", func(*Thread, []Object) (Object, error) { return True, nil })})
	_, err := Hash(th, NewInstance(c))
	wantError(t, err, "unhashable type: 'C'")
	if err := SetAttr(th, Of(&ObjectType), nameLen, None); err == nil {
		t.Error("object can be changed")
	}
}

func TestReflectedMethodOfSubclassFirst(t *testing.T) {
	th := classThread()
	method := func(s string) Object {
		return native("m", func(*Thread, []Object) (Object, error) { return NewStr(s), nil })
	}
	a := mustClass(t, th, "A", nil, map[string]Object{"__add__": method("A+"), "__radd__": method("+A")})
	b := mustClass(t, th, "B", []*Type{a}, map[string]Object{"__radd__": method("+B")})
	c := mustClass(t, th, "C", []*Type{a}, nil)
	for _, x := range []struct {
		l, r *Type
		want string
	}{{a, a, "A+"}, {a, b, "+B"}, {a, c, "A+"}, {b, a, "A+"}} {
		r, err := BinaryOp(th, OpAdd, NewInstance(x.l), NewInstance(x.r))
		if err != nil || AsStr(r).String() != x.want {
			t.Errorf("%s + %s: %v", x.l.Name, x.r.Name, err)
		}
	}
}

func TestChangeClass(t *testing.T) {
	th := classThread()
	small := mustClass(t, th, "Small", nil, nil)
	big := mustClass(t, th, "Big", nil, map[string]Object{"__static_attributes__": NewTuple(NewStr("a"), NewStr("b"), NewStr("c"))})
	name := func(s string) *Str { return th.Interp.Intern(s) }
	ordinary := NewInstance(big)
	o := NewInstance(small)
	for i, s := range []string{"a", "b", "c", "d"} {
		for _, x := range []Object{o, ordinary} {
			if err := SetAttr(th, x, name(s), NewInt(int64(i))); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := SetAttr(th, o, nameClass, Of(big)); err != nil {
		t.Fatal(err)
	}
	if err := SetAttr(th, o, name("e"), NewInt(4)); err != nil {
		t.Fatal(err)
	}
	for i, s := range []string{"a", "b", "c", "d", "e"} {
		if v, err := GetAttr(th, o, name(s)); err != nil || v != NewInt(int64(i)) {
			t.Errorf("%s: %v %v", s, v, err)
		}
	}
	if v, err := GetAttr(th, ordinary, name("c")); err != nil || v != NewInt(2) {
		t.Errorf("c of another instance: %v %v", v, err)
	}
	if _, _, _, _, ok := big.AttrPlace(name("a")); ok {
		t.Error("values in line are still taken for granted")
	}
	wantError(t, SetAttr(th, o, nameClass, Of(&ObjectType)), "__class__ assignment only supported for mutable types or ModuleType subclasses")
}
