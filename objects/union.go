package objects

import (
	"strings"
)

//py:type Union UnionType

// Union is int | str.
type Union struct {
	Header
	args       *Tuple
	unhashable int // how many of args have no hash
	parameters *Tuple
}

// UnionType is typing.Union.
var UnionType Type

// unionable reports whether | makes a union of o.
//
// CPython: Objects/unionobject.c is_unionable
func unionable(o Object) bool {
	if o == None || AsType(o) != nil {
		return true
	}
	typ := TypeOf(o)
	return typ.IsSubtype(&GenericAliasType) || typ == &UnionType || typ == &TypeAliasType
}

// typeOr is | of types.
//
// CPython: Objects/unionobject.c _Py_union_type_or
func typeOr(t *Thread, a, b Object) (Object, error) {
	if !unionable(a) || !unionable(b) {
		return NotImplemented, nil
	}
	return makeUnion(t, []Object{a, b}, false)
}

// makeUnion makes a union of items, each once; of one alone it is that item. Where check is set typing checks each.
//
// CPython: Objects/unionobject.c make_union
func makeUnion(t *Thread, items []Object, check bool) (Object, error) {
	b := unionBuilder{seen: NewDict()}
	for _, v := range items {
		if err := b.add(t, v, check); err != nil {
			return Object{}, err
		}
	}
	switch len(b.args) {
	case 0:
		return Object{}, TypeErrorf(t, "Cannot take a Union of no types.")
	case 1:
		return b.args[0], nil
	}
	return Of(&Union{Header: Header{&UnionType}, args: TupleFrom(b.args), unhashable: len(b.unhashable)}), nil
}

type unionBuilder struct {
	args, unhashable []Object
	seen             *Dict
}

// CPython: Objects/unionobject.c unionbuilder_add_single
func (b *unionBuilder) add(t *Thread, v Object, check bool) error {
	if v == None {
		v = Of(&NoneType)
	}
	if TypeOf(v) == &UnionType {
		for _, a := range cast[Union](v).args.Items {
			if err := b.add(t, a, false); err != nil {
				return err
			}
		}
		return nil
	}
	if check {
		var err error
		if v, err = callTyping(t, "_type_check", v, NewStr("Union[arg, ...]: each arg must be a type.")); err != nil {
			return err
		}
		if TypeOf(v) == &UnionType {
			return b.add(t, v, false)
		}
	}
	if _, err := Hash(t, v); err != nil {
		if !Matches(err, &ExcTypeError) {
			return err
		}
		for _, u := range b.unhashable {
			if eq, err := CompareBool(t, u, v, EQ); eq || err != nil {
				return err
			}
		}
		b.unhashable = append(b.unhashable, v)
	} else {
		old, err := b.seen.Get(t, v)
		if err != nil || old.Ref != nil {
			return err
		}
		if err := b.seen.Set(t, v, None); err != nil {
			return err
		}
	}
	b.args = append(b.args, v)
	return nil
}

// callTyping calls a function of the typing module.
//
// CPython: Objects/typevarobject.c call_typing_func_object
func callTyping(t *Thread, name string, args ...Object) (Object, error) {
	m, err := t.Runtime.Import(t, "typing")
	if err != nil {
		return Object{}, err
	}
	f, err := GetAttr(t, m, t.Interp.Intern(name))
	if err != nil {
		return Object{}, err
	}
	return CallArgs(t, f, args...)
}

func unionRepr(t *Thread, o Object) (Object, error) {
	var b strings.Builder
	for i, a := range cast[Union](o).args.Items {
		if i > 0 {
			b.WriteString(" | ")
		}
		if err := writeTypeRepr(t, &b, a); err != nil {
			return Object{}, err
		}
	}
	return NewStr(b.String()), nil
}

// CPython: Objects/unionobject.c union_hash
func unionHash(t *Thread, o Object) (int64, error) {
	u := cast[Union](o)
	if u.unhashable > 0 {
		for _, o := range u.args.Items {
			if _, err := Hash(t, o); err != nil {
				return 0, err
			}
		}
		// They have become hashable since.
		return 0, TypeErrorf(t, "union contains %d unhashable element%s", u.unhashable, plural(u.unhashable))
	}
	s, err := NewFrozenSet(t, u.args.Items)
	if err != nil {
		return 0, err
	}
	return Hash(t, s)
}

// sameMembers reports whether each of a's items equals one of b's, of which there are as many.
func sameMembers(t *Thread, a, b []Object) (bool, error) {
	if len(a) != len(b) {
		return false, nil
	}
	for _, x := range a {
		found := false
		for _, y := range b {
			eq, err := CompareBool(t, x, y, EQ)
			if err != nil {
				return false, err
			}
			if eq {
				found = true
				break
			}
		}
		if !found {
			return false, nil
		}
	}
	return true, nil
}

// CPython: Objects/unionobject.c union_richcompare
func unionCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if TypeOf(a) != &UnionType || TypeOf(b) != &UnionType || op != EQ && op != NE {
		return NotImplemented, nil
	}
	eq, err := sameMembers(t, cast[Union](a).args.Items, cast[Union](b).args.Items)
	return NewBool(eq == (op == EQ)).Or(err)
}

func (u *Union) params(t *Thread) (*Tuple, error) {
	if u.parameters == nil {
		p, err := typeParameters(t, u.args.Items)
		if err != nil {
			return nil, err
		}
		u.parameters = p
	}
	return u.parameters, nil
}

// CPython: Objects/unionobject.c union_getitem
func unionGetItem(t *Thread, o, item Object) (Object, error) {
	u := cast[Union](o)
	params, err := u.params(t)
	if err != nil {
		return Object{}, err
	}
	args, err := substituteParameters(t, o, u.args.Items, params, item)
	if err != nil {
		return Object{}, err
	}
	return makeUnion(t, args.Items, true)
}

func unionGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	if name.s == "__module__" {
		return GetAttr(t, Of(&UnionType), name)
	}
	return GenericGetAttr(t, o, name)
}

// Name of the type
//
//py:get Union.__name__
func unionName(_ *Union) string { return "Union" }

// Qualified name of the type
//
//py:get Union.__qualname__
func unionQualname(_ *Union) string { return "Union" }

// Always returns the type
//
//py:get Union.__origin__
func unionOrigin(_ *Union) Object { return Of(&UnionType) }

//py:get Union.__args__
func unionArgs(u *Union) Object { return Of(u.args) }

// Type variables in the types.UnionType.
//
//py:get Union.__parameters__
func unionParameters(t *Thread, u *Union) (*Tuple, error) { return u.params(t) }

//py:def Union.__mro_entries__(self, object, /)
func unionMROEntries(t *Thread, u *Union, _ Object) (Object, error) {
	s, err := Repr(t, Of(u))
	if err != nil {
		return Object{}, err
	}
	return Object{}, TypeErrorf(t, "Cannot subclass %s", s.s)
}

// Create a union containing the given types
//
//py:classmethod Union.__class_getitem__(cls, object, /)
func unionClassGetItem(t *Thread, _ *Type, item Object) (Object, error) {
	items := []Object{item}
	if TypeOf(item) == &TupleType {
		items = cast[Tuple](item).Items
	}
	return makeUnion(t, items, true)
}

func setupUnion() {
	UnionType = Type{
		Name: "typing.Union", Doc: "Represent a union type\n\nE.g. for int | str", Flags: HasWeakrefs | NoInstantiate, Layout: LayoutOf[Union](),
		Methods: unionMethods, GetSets: unionGetSets, Attrs: memberAttrs("__args__"),
		Slots: Slots{Repr: unionRepr, Hash: unionHash, RichCompare: unionCompare, GetItem: unionGetItem, GetAttr: unionGetAttr,
			Traverse: func(o Object, visit func(Object)) {
				u := cast[Union](o)
				visitObjects(visit, ObjectOrNull(u.args), ObjectOrNull(u.parameters))
			}},
	}
	UnionType.Slots.Binary[OpOr] = typeOr
	Ready(&UnionType)
}
