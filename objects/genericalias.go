package objects

import (
	"slices"
	"strings"
)

//py:type GenericAlias GenericAliasType
//py:type generic_alias_iterator genericAliasIterType

// GenericAlias is a class with parameters, as list[int].
type GenericAlias struct {
	Header
	origin     Object
	args       *Tuple
	parameters *Tuple // nil while not computed
	starred    bool
}

type genericAliasIter struct {
	Header
	alias *GenericAlias // nil once it was given
}

// GenericAliasType is types.GenericAlias.
var (
	GenericAliasType     Type
	genericAliasIterType Type
)

// NewGenericAlias makes origin[item].
func NewGenericAlias(_ *Thread, origin, item Object) (Object, error) {
	return Of(makeGenericAlias(&GenericAliasType, origin, item)), nil
}

func makeGenericAlias(cls *Type, origin, item Object) *GenericAlias {
	args := AsTuple(item)
	if args == nil {
		args = TupleFrom([]Object{item})
	}
	a := cast[GenericAlias](NewInstance(cls))
	a.origin, a.args = origin, args
	return a
}

// CPython: Objects/genericaliasobject.c ga_new
func genericAliasNew(t *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error) {
	if kwCount(kwnames) > 0 {
		return Object{}, TypeErrorf(t, "GenericAlias() takes no keyword arguments")
	}
	if len(args) != 2 {
		return Object{}, TypeErrorf(t, "GenericAlias expected 2 arguments, got %d", len(args))
	}
	return Of(makeGenericAlias(cls, args[0], args[1])), nil
}

// writeTypeRepr writes a type as it stands in the repr of a generic alias or union.
//
// CPython: Objects/typevarobject.c _Py_typing_type_repr
func writeTypeRepr(t *Thread, b *strings.Builder, o Object) error {
	if o == Ellipsis {
		b.WriteString("...")
		return nil
	}
	if o == Of(&NoneType) {
		b.WriteString("None")
		return nil
	}
	origin, err := LookupAttr(t, o, nameTypeOrigin)
	if err != nil {
		return err
	}
	alias := false
	if origin.Ref != nil {
		args, err := LookupAttr(t, o, nameArgs)
		if err != nil {
			return err
		}
		alias = args.Ref != nil
	}
	if !alias {
		qualname, err := LookupAttr(t, o, nameQualname)
		if err != nil {
			return err
		}
		module, err := LookupAttr(t, o, nameModule)
		if err != nil {
			return err
		}
		if qualname.Ref != nil && module.OrNone() != None {
			if m := AsStr(module); m == nil || m.s != "builtins" {
				s, err := ToStr(t, module)
				if err != nil {
					return err
				}
				b.WriteString(s.s + ".")
			}
			s, err := ToStr(t, qualname)
			if err != nil {
				return err
			}
			b.WriteString(s.s)
			return nil
		}
	}
	s, err := Repr(t, o)
	if err != nil {
		return err
	}
	b.WriteString(s.s)
	return nil
}

// CPython: Objects/genericaliasobject.c ga_repr
func genericAliasRepr(t *Thread, o Object) (Object, error) {
	a := cast[GenericAlias](o)
	var b strings.Builder
	if a.starred {
		b.WriteByte('*')
	}
	if err := writeTypeRepr(t, &b, a.origin); err != nil {
		return Object{}, err
	}
	b.WriteByte('[')
	for i, arg := range a.args.Items {
		if i > 0 {
			b.WriteString(", ")
		}
		if list := AsList(arg); list != nil {
			b.WriteByte('[')
			for j, n := 0, len(list.Items); j < n; j++ {
				if j > 0 {
					b.WriteString(", ")
				}
				if j >= len(list.Items) {
					return Object{}, Errorf(t, &ExcIndexError, "list index out of range")
				}
				if err := writeTypeRepr(t, &b, list.Items[j]); err != nil {
					return Object{}, err
				}
			}
			b.WriteByte(']')
			continue
		}
		if err := writeTypeRepr(t, &b, arg); err != nil {
			return Object{}, err
		}
	}
	if len(a.args.Items) == 0 {
		b.WriteString("()")
	}
	b.WriteByte(']')
	return NewStr(b.String()), nil
}

// typeParameters gives the type variables among args, each once.
//
// CPython: Objects/genericaliasobject.c _Py_make_parameters
func typeParameters(t *Thread, args []Object) (*Tuple, error) {
	if err := t.Enter(" in __parameters__"); err != nil {
		return nil, err
	}
	defer t.Leave()
	var found []Object
	add := func(o Object) {
		if !slices.Contains(found, o) {
			found = append(found, o)
		}
	}
	for _, a := range args {
		if AsType(a) != nil {
			continue
		}
		subst, err := LookupAttr(t, a, nameTypingSubst)
		if err != nil {
			return nil, err
		}
		if subst.Ref != nil {
			add(a)
			continue
		}
		sub, err := LookupAttr(t, a, nameParameters)
		if err != nil {
			return nil, err
		}
		inner := AsTuple(sub)
		if inner == nil {
			var items []Object
			if p := AsTuple(a); p != nil {
				items = p.Items
			} else if p := AsList(a); p != nil {
				items = slices.Clone(p.Items)
			} else {
				continue
			}
			if inner, err = typeParameters(t, items); err != nil {
				return nil, err
			}
		}
		for _, p := range inner.Items {
			add(p)
		}
	}
	return TupleFrom(found), nil
}

// unpackArgs replaces the unpacked tuples of known length among the items of a subscription by their items.
//
// CPython: Objects/genericaliasobject.c _unpack_args
func unpackArgs(t *Thread, item Object) ([]Object, error) {
	items := []Object{item}
	if p := AsTuple(item); p != nil {
		items = p.Items
	}
	var out []Object
	for _, v := range items {
		if AsType(v) == nil {
			sub, err := LookupAttr(t, v, nameTypingUnpackedTupleArgs)
			if err != nil {
				return nil, err
			}
			if p := AsTuple(sub); p != nil && (len(p.Items) == 0 || p.Items[len(p.Items)-1] != Ellipsis) {
				out = append(out, p.Items...)
				continue
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// substituteParameters gives args with the type variables replaced by what item has for them.
//
// CPython: Objects/genericaliasobject.c _Py_subs_parameters
func substituteParameters(t *Thread, self Object, args []Object, parameters *Tuple, item Object) (*Tuple, error) {
	if len(parameters.Items) == 0 {
		s, err := Repr(t, self)
		if err != nil {
			return nil, err
		}
		return nil, TypeErrorf(t, "%s is not a generic class", s.s)
	}
	items, err := unpackArgs(t, item)
	if err != nil {
		return nil, err
	}
	for _, p := range parameters.Items {
		prepare, err := LookupAttr(t, p, nameTypingPrepareSubst)
		if err != nil {
			return nil, err
		}
		if prepare.OrNone() == None {
			continue
		}
		r, err := CallArgs(t, prepare, self, NewTuple(items...))
		if err != nil {
			return nil, err
		}
		if tuple := AsTuple(r); tuple != nil {
			items = tuple.Items
		} else {
			items = []Object{r}
		}
	}
	if n := len(parameters.Items); len(items) != n {
		s, err := Repr(t, self)
		if err != nil {
			return nil, err
		}
		amount := "few"
		if len(items) > n {
			amount = "many"
		}
		return nil, TypeErrorf(t, "Too %s arguments for %s; actual %d, expected %d", amount, s.s, len(items), n)
	}
	out, err := substituteAll(t, args, parameters.Items, items)
	if err != nil {
		return nil, err
	}
	return TupleFrom(out), nil
}

func substituteAll(t *Thread, args, parameters, items []Object) ([]Object, error) {
	if err := t.Enter(" in substitution"); err != nil {
		return nil, err
	}
	defer t.Leave()
	var out []Object
	for _, a := range args {
		if AsType(a) != nil {
			out = append(out, a)
			continue
		}
		if p := AsTuple(a); p != nil {
			sub, err := substituteAll(t, p.Items, parameters, items)
			if err != nil {
				return nil, err
			}
			out = append(out, Of(TupleFrom(sub)))
			continue
		}
		if p := AsList(a); p != nil {
			sub, err := substituteAll(t, slices.Clone(p.Items), parameters, items)
			if err != nil {
				return nil, err
			}
			out = append(out, Of(NewList(sub)))
			continue
		}
		unpacked, err := LookupAttr(t, a, nameTypingIsUnpackedTypeVarTuple)
		if err != nil {
			return nil, err
		}
		unpack := false
		if unpacked.Ref != nil {
			if unpack, err = Truth(t, unpacked); err != nil {
				return nil, err
			}
		}
		subst, err := LookupAttr(t, a, nameTypingSubst)
		if err != nil {
			return nil, err
		}
		r := a
		if i := slices.Index(parameters, a); subst.Ref != nil && i >= 0 {
			r, err = CallArgs(t, subst, items[i])
		} else {
			r, err = substituteInner(t, a, parameters, items)
		}
		if err != nil {
			return nil, err
		}
		if unpack {
			p := AsTuple(r)
			if p == nil {
				return nil, TypeErrorf(t, "expected __typing_subst__ of %s objects to return a tuple, not %s", TypeOf(a).Name200(), TypeOf(r).Name200())
			}
			out = append(out, p.Items...)
			continue
		}
		out = append(out, r)
	}
	return out, nil
}

// substituteInner replaces the type variables that the generic alias o has for parameters.
//
// CPython: Objects/genericaliasobject.c subs_tvars
func substituteInner(t *Thread, o Object, parameters, items []Object) (Object, error) {
	sub, err := LookupAttr(t, o, nameParameters)
	if err != nil {
		return Object{}, err
	}
	own := AsTuple(sub)
	if own == nil || len(own.Items) == 0 {
		return o, nil
	}
	var args []Object
	for _, p := range own.Items {
		arg := p
		if i := slices.Index(parameters, p); i >= 0 {
			arg = items[i]
			if tuple := AsTuple(arg); tuple != nil && TypeOf(p).Slots.Iter != nil {
				args = append(args, tuple.Items...)
				continue
			}
		}
		args = append(args, arg)
	}
	return GetItem(t, o, Of(TupleFrom(args)))
}

func (a *GenericAlias) params(t *Thread) (*Tuple, error) {
	if a.parameters == nil {
		p, err := typeParameters(t, a.args.Items)
		if err != nil {
			return nil, err
		}
		a.parameters = p
	}
	return a.parameters, nil
}

// CPython: Objects/genericaliasobject.c ga_getitem
func genericAliasGetItem(t *Thread, o, item Object) (Object, error) {
	a := cast[GenericAlias](o)
	params, err := a.params(t)
	if err != nil {
		return Object{}, err
	}
	args, err := substituteParameters(t, o, a.args.Items, params, item)
	if err != nil {
		return Object{}, err
	}
	r := makeGenericAlias(&GenericAliasType, a.origin, Of(args))
	r.starred = a.starred
	return Of(r), nil
}

func genericAliasHash(t *Thread, o Object) (int64, error) {
	a := cast[GenericAlias](o)
	x, err := Hash(t, a.origin)
	if err != nil {
		return 0, err
	}
	y, err := Hash(t, Of(a.args))
	if err != nil {
		return 0, err
	}
	if x ^= y; x == -1 {
		x = -2
	}
	return x, nil
}

// CPython: Objects/genericaliasobject.c ga_call
func genericAliasCall(t *Thread, o Object, args []Object, kwnames *Tuple) (Object, error) {
	r, err := Call(t, cast[GenericAlias](o).origin, args, kwnames)
	if err != nil {
		return Object{}, err
	}
	if err := SetAttr(t, r, nameOrigClass, o); err != nil && !Matches(err, &ExcAttributeError) && !Matches(err, &ExcTypeError) {
		return Object{}, err
	}
	return r, nil
}

// genericAliasGetAttr gets most attributes from the class.
//
// CPython: Objects/genericaliasobject.c ga_getattro
func genericAliasGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	switch name.s {
	case "__class__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__", "__mro_entries__",
		"__reduce_ex__", "__reduce__", "__bases__", "__copy__", "__deepcopy__":
		return GenericGetAttr(t, o, name)
	}
	return GetAttr(t, cast[GenericAlias](o).origin, name)
}

func genericAliasCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, y := as[GenericAlias](a, &GenericAliasType), as[GenericAlias](b, &GenericAliasType)
	if x == nil || y == nil || op != EQ && op != NE {
		return NotImplemented, nil
	}
	eq := x.starred == y.starred
	var err error
	if eq {
		eq, err = CompareBool(t, x.origin, y.origin, EQ)
	}
	if eq && err == nil {
		eq, err = CompareBool(t, Of(x.args), Of(y.args), EQ)
	}
	return NewBool(eq == (op == EQ)).Or(err)
}

//py:def GenericAlias.__mro_entries__(self, object, /)
func genericAliasMROEntries(a *GenericAlias, _ Object) Object { return NewTuple(a.origin) }

//py:def GenericAlias.__instancecheck__(self, object, /)
func genericAliasInstanceCheck(t *Thread, _, _ Object) (Object, error) {
	return Object{}, TypeErrorf(t, "isinstance() argument 2 cannot be a parameterized generic")
}

//py:def GenericAlias.__subclasscheck__(self, object, /)
func genericAliasSubclassCheck(t *Thread, _, _ Object) (Object, error) {
	return Object{}, TypeErrorf(t, "issubclass() argument 2 cannot be a parameterized generic")
}

// CPython: Objects/genericaliasobject.c ga_reduce
//
//py:def GenericAlias.__reduce__(self)
func genericAliasReduce(t *Thread, a *GenericAlias) (Object, error) {
	if a.starred {
		plain := *a
		plain.starred = false
		next, err := builtinNamed(t, "next")
		if err != nil {
			return Object{}, err
		}
		it, err := Iter(t, Of(&plain))
		return NewTuple(next, NewTuple(it)).Or(err)
	}
	return NewTuple(Of(&GenericAliasType), NewTuple(a.origin, Of(a.args))), nil
}

// CPython: Objects/genericaliasobject.c ga_dir
//
//py:def GenericAlias.__dir__(self)
func genericAliasDir(t *Thread, a *GenericAlias) (Object, error) {
	d, err := CallMethod(t, a.origin, nameDir)
	if AsType(a.origin) != nil {
		d, err = CallMethod(t, Of(TypeOf(a.origin)), nameDir, a.origin)
	}
	if err != nil {
		return Object{}, err
	}
	names, err := ToSlice(t, d)
	if err != nil {
		return Object{}, err
	}
	for _, n := range []string{"__class__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__",
		"__mro_entries__", "__reduce_ex__", "__reduce__"} {
		s := Of(t.Interp.Intern(n))
		found := false
		for _, x := range names {
			if k := AsStr(x); k != nil && k.s == n {
				found = true
			}
		}
		if !found {
			names = append(names, s)
		}
	}
	return Of(NewList(names)), nil
}

//py:get GenericAlias.__origin__
func genericAliasOrigin(a *GenericAlias) Object { return a.origin }

//py:get GenericAlias.__args__
func genericAliasArgs(a *GenericAlias) Object { return Of(a.args) }

//py:get GenericAlias.__unpacked__
func genericAliasUnpacked(a *GenericAlias) bool { return a.starred }

// Type variables in the GenericAlias.
//
//py:get GenericAlias.__parameters__
func genericAliasParameters(t *Thread, a *GenericAlias) (*Tuple, error) { return a.params(t) }

//py:get GenericAlias.__typing_unpacked_tuple_args__
func genericAliasUnpackedTupleArgs(a *GenericAlias) Object {
	if a.starred && a.origin == Of(&TupleType) {
		return Of(a.args)
	}
	return None
}

func genericAliasIterNext(_ *Thread, o Object) (Object, error) {
	it := cast[genericAliasIter](o)
	if it.alias == nil {
		return Object{}, nil
	}
	a := *it.alias
	a.starred = true
	it.alias = nil
	return Of(&a), nil
}

//py:def generic_alias_iterator.__reduce__(self)
func genericAliasIterReduce(t *Thread, o Object) (Object, error) {
	it := cast[genericAliasIter](o)
	iter, err := Builtin(t, nameIterFunc)
	if err != nil {
		return Object{}, err
	}
	if it.alias == nil {
		return NewTuple(iter, NewTuple(Of(emptyTuple))), nil
	}
	return NewTuple(iter, NewTuple(Of(it.alias))), nil
}

func setupGenericAlias() {
	GenericAliasType = Type{
		Name:  "types.GenericAlias",
		Doc:   "Represent a PEP 585 generic type\n\nFor example, for t = list[int], t.__origin__ is list and t.__args__\nis (int,).",
		Flags: BaseType | HasWeakrefs, Layout: LayoutOf[GenericAlias](), Signature: "(origin, args, /)",
		Methods: genericAliasMethods, GetSets: genericAliasGetSets, Attrs: memberAttrs("__origin__", "__args__", "__unpacked__"),
		Slots: Slots{New: genericAliasNew, Repr: genericAliasRepr, Hash: genericAliasHash, RichCompare: genericAliasCompare,
			Call: genericAliasCall, GetItem: genericAliasGetItem, GetAttr: genericAliasGetAttr, SetAttr: GenericSetAttr,
			Iter: func(_ *Thread, o Object) (Object, error) {
				return Of(&genericAliasIter{Header{&genericAliasIterType}, cast[GenericAlias](o)}), nil
			},
			Traverse: func(o Object, visit func(Object)) {
				a := cast[GenericAlias](o)
				visitObjects(visit, a.origin, ObjectOrNull(a.args), ObjectOrNull(a.parameters))
			}},
	}
	GenericAliasType.Slots.Binary[OpOr] = typeOr
	genericAliasIterType = Type{
		Name: "generic_alias_iterator", Flags: NoInstantiate, Layout: LayoutOf[genericAliasIter](), Methods: genericAliasIteratorMethods,
		Slots: Slots{Iter: iterSelf, IterNext: genericAliasIterNext, Traverse: func(o Object, visit func(Object)) {
			visitObjects(visit, ObjectOrNull(cast[genericAliasIter](o).alias))
		}},
	}
	Ready(&GenericAliasType)
	Ready(&genericAliasIterType)
	setupUnion()
}
