package operator

import (
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

type (
	itemGetter struct {
		objects.Header
		items *objects.Tuple
	}
	attrGetter struct {
		objects.Header
		names *objects.Tuple
		paths [][]*objects.Str // the names' parts between dots
	}
	methodCaller struct {
		objects.Header
		name *objects.Str
		args []objects.Object // keyword values at the end
		kw   *objects.Tuple
	}
)

var itemGetterType, attrGetterType, methodCallerType objects.Type

//py:type itemgetter itemGetterType
//py:type attrgetter attrGetterType
//py:type methodcaller methodCallerType

func setup() {
	itemGetterType = objects.Type{
		Name: "operator.itemgetter", Doc: itemgetterDoc, Signature: "(item, /, *items)", Layout: objects.LayoutOf[itemGetter](),
		Slots: objects.Slots{New: bindItemgetterNew, Call: itemGetterCall, Repr: itemGetterRepr, Traverse: func(o objects.Object, visit func(objects.Object)) {
			visit(objects.Of((*itemGetter)(o.Ref).items))
		}},
		Methods: itemgetterMethods, GetSets: itemgetterGetSets,
	}
	objects.Ready(&itemGetterType)
	attrGetterType = objects.Type{
		Name: "operator.attrgetter", Doc: attrgetterDoc, Signature: "(attr, /, *attrs)", Layout: objects.LayoutOf[attrGetter](),
		Slots: objects.Slots{New: bindAttrgetterNew, Call: attrGetterCall, Repr: attrGetterRepr, Traverse: func(o objects.Object, visit func(objects.Object)) {
			visit(objects.Of((*attrGetter)(o.Ref).names))
		}},
		Methods: attrgetterMethods, GetSets: attrgetterGetSets,
	}
	objects.Ready(&attrGetterType)
	methodCallerType = objects.Type{
		Name: "operator.methodcaller", Doc: methodcallerDoc, Signature: "(name, /, *args, **kwargs)", Layout: objects.LayoutOf[methodCaller](),
		Slots: objects.Slots{New: methodCallerNew, Call: methodCallerCall, Repr: methodCallerRepr, Traverse: func(o objects.Object, visit func(objects.Object)) {
			m := (*methodCaller)(o.Ref)
			visit(objects.Of(m.name))
			for _, v := range m.args {
				visit(v)
			}
			if m.kw != nil {
				visit(objects.Of(m.kw))
			}
		}},
		Methods: methodcallerMethods, GetSets: methodcallerGetSets,
	}
	objects.Ready(&methodCallerType)
}

// Return a callable object that fetches the given item(s) from its operand.
// After f = itemgetter(2), the call f(r) returns r[2].
// After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])
//
//py:new itemgetter(cls, /, *items)
//py:borrow
func itemGetterNew(t *objects.Thread, cls *objects.Type, items []objects.Object) (*itemGetter, error) {
	if len(items) == 0 {
		return nil, objects.TypeErrorf(t, "itemgetter expected 1 argument, got 0")
	}
	return &itemGetter{objects.Header{Type: cls}, objects.TupleFrom(items)}, nil
}

// oneOperand checks the arguments of a call of a getter.
func oneOperand(t *objects.Thread, name string, args []objects.Object, kwnames *objects.Tuple) error {
	if kwnames != nil && len(kwnames.Items) > 0 {
		return objects.TypeErrorf(t, "%s() takes no keyword arguments", name)
	}
	if len(args) != 1 {
		return objects.TypeErrorf(t, "%s expected 1 argument, got %d", name, len(args))
	}
	return nil
}

func itemGetterCall(t *objects.Thread, o objects.Object, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	if kwnames != nil || len(args) != 1 {
		if err := oneOperand(t, "itemgetter", args, kwnames); err != nil {
			return objects.Object{}, err
		}
	}
	keys := (*itemGetter)(o.Ref).items.Items
	if len(keys) == 1 {
		return objects.GetItem(t, args[0], keys[0])
	}
	operand := args[0]
	r := objects.MakeTuple(len(keys))
	for i, k := range keys {
		v, err := objects.GetItem(t, operand, k)
		if err != nil {
			return objects.Object{}, err
		}
		r.Items[i] = v
	}
	return objects.Of(r), nil
}

// join makes "name(repr, repr, ...)".
func join(t *objects.Thread, o objects.Object, args []objects.Object, names *objects.Tuple) (objects.Object, error) {
	name := objects.TypeOf(o).Name200()
	if t.ReprEnter(o) {
		return objects.NewStr(name + "(...)"), nil
	}
	defer t.ReprLeave(o)
	first := len(args)
	if names != nil {
		first -= len(names.Items)
	}
	var b strings.Builder
	b.WriteString(name + "(")
	for i, v := range args {
		if i > 0 {
			b.WriteString(", ")
		}
		if i >= first {
			b.WriteString(objects.AsStr(names.Items[i-first]).String() + "=")
		}
		s, err := objects.Repr(t, v)
		if err != nil {
			return objects.Object{}, err
		}
		b.WriteString(s.String())
	}
	b.WriteByte(')')
	return objects.NewStr(b.String()), nil
}

// The signature of a call, for inspect.
//
//py:get itemgetter.__text_signature__
//py:get attrgetter.__text_signature__
//py:get methodcaller.__text_signature__
func callSignature(objects.Object) string { return "(obj, /)" }

func itemGetterRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	return join(t, o, (*itemGetter)(o.Ref).items.Items, nil)
}

// Return state information for pickling
//
//py:def itemgetter.__reduce__(self, /)
//py:nosig
func (g *itemGetter) reduce() objects.Object {
	return objects.NewTuple(objects.Of(g.Type), objects.Of(g.items))
}

// Return a callable object that fetches the given attribute(s) from its operand.
// After f = attrgetter('name'), the call f(r) returns r.name.
// After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).
// After h = attrgetter('name.first', 'name.last'), the call h(r) returns
// (r.name.first, r.name.last).
//
//py:new attrgetter(cls, /, *attrs)
//py:borrow
func attrGetterNew(t *objects.Thread, cls *objects.Type, attrs []objects.Object) (*attrGetter, error) {
	if len(attrs) == 0 {
		return nil, objects.TypeErrorf(t, "attrgetter expected 1 argument, got 0")
	}
	g := &attrGetter{objects.Header{Type: cls}, objects.TupleFrom(attrs), make([][]*objects.Str, len(attrs))}
	for i, a := range attrs {
		s := objects.AsStr(a)
		if s == nil {
			return nil, objects.TypeErrorf(t, "attribute name must be a string")
		}
		for _, part := range strings.Split(s.String(), ".") {
			g.paths[i] = append(g.paths[i], t.Interp.Intern(part))
		}
	}
	return g, nil
}

func attrGetterCall(t *objects.Thread, o objects.Object, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	if kwnames != nil || len(args) != 1 {
		if err := oneOperand(t, "attrgetter", args, kwnames); err != nil {
			return objects.Object{}, err
		}
	}
	g := (*attrGetter)(o.Ref)
	operand := args[0]
	r := objects.MakeTuple(len(g.paths))
	for i, path := range g.paths {
		v := operand
		for _, name := range path {
			var err error
			if v, err = objects.GetAttr(t, v, name); err != nil {
				return objects.Object{}, err
			}
		}
		if len(g.paths) == 1 {
			return v, nil
		}
		r.Items[i] = v
	}
	return objects.Of(r), nil
}

func attrGetterRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	return join(t, o, (*attrGetter)(o.Ref).names.Items, nil)
}

// Return state information for pickling
//
//py:def attrgetter.__reduce__(self, /)
//py:nosig
func (g *attrGetter) reduce() objects.Object {
	return objects.NewTuple(objects.Of(g.Type), objects.Of(g.names))
}

// Return a callable object that calls the given method on its operand.
// After f = methodcaller('name'), the call f(r) returns r.name().
// After g = methodcaller('name', 'date', foo=1), the call g(r) returns
// r.name('date', foo=1).
//
//py:new methodcaller(cls, name, /, *args, **kwargs)
func methodCallerNew(t *objects.Thread, cls *objects.Type, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	n := len(args)
	if kwnames != nil {
		n -= len(kwnames.Items)
	}
	if n < 1 {
		return objects.Object{}, objects.TypeErrorf(t, "methodcaller needs at least one argument, the method name")
	}
	name := objects.AsStr(args[0])
	if name == nil {
		return objects.Object{}, objects.TypeErrorf(t, "method name must be a string")
	}
	return objects.Of(&methodCaller{
		Header: objects.Header{Type: cls}, name: t.Interp.InternStr(name),
		args: append([]objects.Object(nil), args[1:]...), kw: kwnames,
	}), nil
}

func methodCallerCall(t *objects.Thread, o objects.Object, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	if kwnames != nil || len(args) != 1 {
		if err := oneOperand(t, "methodcaller", args, kwnames); err != nil {
			return objects.Object{}, err
		}
	}
	m := (*methodCaller)(o.Ref)
	if m.kw == nil {
		return objects.CallMethod(t, args[0], m.name, m.args...)
	}
	f, self, err := objects.LoadMethod(t, args[0], m.name)
	if err != nil {
		return objects.Object{}, err
	}
	if self.IsNull() {
		return objects.Call(t, f, m.args, m.kw)
	}
	all := make([]objects.Object, 0, len(m.args)+1)
	return objects.Call(t, f, append(append(all, self), m.args...), m.kw)
}

func methodCallerRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	m := (*methodCaller)(o.Ref)
	return join(t, o, append([]objects.Object{objects.Of(m.name)}, m.args...), m.kw)
}

// Return state information for pickling
//
// CPython: Modules/_operator.c methodcaller_reduce
//
//py:def methodcaller.__reduce__(self, /)
//py:nosig
func (m *methodCaller) reduce(t *objects.Thread) (objects.Object, error) {
	if m.kw == nil {
		return objects.NewTuple(objects.Of(m.Type), objects.NewTuple(append([]objects.Object{objects.Of(m.name)}, m.args...)...)), nil
	}
	mod, err := t.Runtime.Import(t, "functools")
	if err != nil {
		return objects.Object{}, err
	}
	partial, err := objects.GetAttr(t, mod, namePartial)
	if err != nil {
		return objects.Object{}, err
	}
	n := len(m.args) - len(m.kw.Items)
	call := append([]objects.Object{objects.Of(m.Type), objects.Of(m.name)}, m.args[n:]...)
	f, err := objects.Call(t, partial, call, m.kw)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewTuple(f, objects.NewTuple(m.args[:n]...)), nil
}

var namePartial = objects.StaticName("partial")
