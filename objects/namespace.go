package objects

import (
	"strings"
	"unsafe"
)

// simpleNamespace is types.SimpleNamespace: attributes and a repr.
//
//py:type SimpleNamespace
type simpleNamespace struct {
	Header
	attrs *Overflow
}

func setupNamespace() {
	SimpleNamespaceType = Type{
		Name: "types.SimpleNamespace", Doc: "A simple attribute-based namespace.", Flags: BaseType | HasInstDict,
		Layout: LayoutWithDict[simpleNamespace](unsafe.Offsetof(simpleNamespace{}.attrs)),
		Slots: Slots{
			New:  func(_ *Thread, cls *Type, _ []Object, _ *Tuple) (Object, error) { return NewInstance(cls), nil },
			Init: namespaceInit, Repr: namespaceRepr, RichCompare: namespaceCompare,
			GetAttr: GenericGetAttr, SetAttr: GenericSetAttr,
		},
		Methods: simpleNamespaceMethods, GetSets: simpleNamespaceGetSets,
	}
	Ready(&SimpleNamespaceType)
}

// NewSimpleNamespace makes a namespace whose attributes are the items of d, which it takes over.
func NewSimpleNamespace(d *Dict) Object {
	return Of(&simpleNamespace{Header{&SimpleNamespaceType}, &Overflow{Dict: d}})
}

//py:get SimpleNamespace.__dict__
func namespaceDict(t *Thread, n *simpleNamespace) Object { return Of(t.instanceDict(Of(n))) }

// CPython: Objects/namespaceobject.c namespace_init
func namespaceInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	positional, kw := KeywordDict(args, kwnames)
	if len(positional) > 1 {
		return TypeErrorf(t, "%s expected at most 1 positional argument, got %d", TypeOf(self).ShortName(), len(positional))
	}
	d := t.instanceDict(self)
	if len(positional) == 1 {
		src := AsDict(positional[0])
		if src == nil {
			var err error
			src = NewDict()
			if err = dictUpdate(t, src, positional[0], nil); err != nil {
				return err
			}
		}
		for pos := 0; ; {
			k, v, next, ok := src.Next(pos)
			if !ok {
				break
			}
			if AsStr(k) == nil {
				return TypeErrorf(t, "keywords must be strings")
			}
			if err := d.Set(t, k, v); err != nil {
				return err
			}
			pos = next
		}
	}
	if kw != nil {
		for pos := 0; ; {
			k, v, next, ok := kw.Next(pos)
			if !ok {
				break
			}
			if err := d.Set(t, k, v); err != nil {
				return err
			}
			pos = next
		}
	}
	return nil
}

// CPython: Objects/namespaceobject.c namespace_repr
func namespaceRepr(t *Thread, o Object) (Object, error) {
	name := TypeOf(o).ShortName()
	if TypeOf(o) == &SimpleNamespaceType {
		name = "namespace"
	}
	if t.ReprEnter(o) {
		return NewStr(name + "(...)"), nil
	}
	defer t.ReprLeave(o)
	var parts []string
	d := t.instanceDict(o).Copy()
	for pos := 0; ; {
		k, v, next, ok := d.Next(pos)
		if !ok {
			break
		}
		pos = next
		if s := AsStr(k); s != nil && s.s != "" {
			r, err := Repr(t, v)
			if err != nil {
				return Object{}, err
			}
			parts = append(parts, s.s+"="+r.s)
		}
	}
	return NewStr(name + "(" + strings.Join(parts, ", ") + ")"), nil
}

// CPython: Objects/namespaceobject.c namespace_richcompare
func namespaceCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if !TypeOf(a).IsSubtype(&SimpleNamespaceType) || !TypeOf(b).IsSubtype(&SimpleNamespaceType) {
		return NotImplemented, nil
	}
	return RichCompare(t, Of(t.instanceDict(a)), Of(t.instanceDict(b)), op)
}

// Return state information for pickling.
//
//py:def SimpleNamespace.__reduce__(self, /)
//py:nosig
func namespaceReduce(t *Thread, n *simpleNamespace) Object {
	return NewTuple(Of(TypeOf(Of(n))), NewTuple(), Of(t.instanceDict(Of(n))))
}

// Return a copy of the namespace object with new values for the specified attributes.
//
//py:def SimpleNamespace.__replace__(self, /, **changes)
func namespaceReplace(t *Thread, n *simpleNamespace, changes *Dict) (Object, error) {
	c, err := CallArgs(t, Of(TypeOf(Of(n))))
	if err != nil {
		return Object{}, err
	}
	if !TypeOf(c).IsSubtype(&SimpleNamespaceType) {
		return Object{}, TypeErrorf(t, "expect %s type, but %s() returned '%s' object", SimpleNamespaceType.FullName(), TypeOf(Of(n)).FullName(),
			TypeOf(c).FullName())
	}
	d := t.instanceDict(c)
	for _, src := range []*Dict{t.instanceDict(Of(n)), changes} {
		for pos := 0; ; {
			k, v, next, ok := src.Next(pos)
			if !ok {
				break
			}
			if err := d.Set(t, k, v); err != nil {
				return Object{}, err
			}
			pos = next
		}
	}
	return c, nil
}
