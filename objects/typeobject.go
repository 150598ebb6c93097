package objects

import (
	"strings"
	"unsafe"
)

//py:type type TypeType

// typeGetAttr is attribute access on types: data descriptors of the metaclass, the MRO, the rest of the metaclass.
//
// CPython: Objects/typeobject.c _Py_type_getattro_impl
func typeGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	return typeLookupAttr(t, o, name, false)
}

func typeLookupAttr(t *Thread, o Object, name *Str, suppress bool) (Object, error) {
	typ, meta := cast[Type](o), TypeOf(o)
	metaAttr := t.Lookup(meta, name)
	var metaGet DescrGetFunc
	if metaAttr.Ref != nil {
		mt := TypeOf(metaAttr)
		metaGet = mt.Slots.DescrGet
		if metaGet != nil && mt.Slots.DescrSet != nil {
			return metaGet(t, metaAttr, o, Of(meta))
		}
	}
	if attr := t.Lookup(typ, name); attr.Ref != nil {
		if get := TypeOf(attr).Slots.DescrGet; get != nil {
			return get(t, attr, Object{}, o)
		}
		return attr, nil
	}
	if metaGet != nil {
		return metaGet(t, metaAttr, o, Of(meta))
	}
	if metaAttr.Ref != nil || suppress {
		return metaAttr, nil
	}
	return Object{}, attributeError(t, o, name, "type object '%.100s' has no attribute '%s'", typ.Name200(), name.s)
}

// typeSetAttr is setting and deleting attributes of types.
//
// CPython: Objects/typeobject.c type_setattro
func typeSetAttr(t *Thread, o Object, name *Str, v Object) error {
	typ := cast[Type](o)
	if !typ.IsHeap() {
		text, err := Repr(t, Of(name))
		if err != nil {
			return err
		}
		return TypeErrorf(t, "cannot set %s attribute of immutable type '%s'", text.s, typ.Name200())
	}
	name = t.Interp.InternStr(exactStr(name))
	if d := t.Lookup(TypeOf(o), name); d.Ref != nil {
		if set := TypeOf(d).Slots.DescrSet; set != nil {
			return set(t, d, o, v)
		}
	}
	if v.Ref == nil {
		if !typ.Dict.DelStr(name) {
			return attributeError(t, o, name, "type object '%.100s' has no attribute '%s'", typ.Name200(), name.s)
		}
	} else {
		typ.Dict.SetStr(name, v)
	}
	t.TypeModified(typ)
	if strings.HasPrefix(name.s, "__") && strings.HasSuffix(name.s, "__") {
		t.updateSlots(typ, name)
	}
	return nil
}

// typeInit checks the arguments of type(...), which typeNew has used.
//
// CPython: Objects/typeobject.c type_init
func typeInit(t *Thread, _ Object, args []Object, kwnames *Tuple) error {
	n := len(args) - kwCount(kwnames)
	if n == 1 && kwCount(kwnames) != 0 {
		return TypeErrorf(t, "type.__init__() takes no keyword arguments")
	}
	if n != 1 && n != 3 {
		return TypeErrorf(t, "type.__init__() takes 1 or 3 arguments")
	}
	return nil
}

// CPython: Objects/typeobject.c type_repr
func typeRepr(t *Thread, o Object) (Object, error) {
	typ := cast[Type](o)
	q, err := typ.qualifiedName(t)
	if err != nil {
		return Object{}, err
	}
	return NewStr("<class '" + q + "'>"), nil
}

// qualifiedName gives module and qualified name; the module only where it is not builtins.
func (t *Type) qualifiedName(th *Thread) (string, error) {
	if t.HeapPart == nil {
		return t.Name, nil
	}
	m := t.Dict.GetStr(nameModule)
	if m.Ref != nil && TypeOf(m).Slots.DescrGet != nil {
		// A property of that name, for instance.
		m = Object{}
	}
	s := AsStr(m)
	if s == nil || s.s == "builtins" {
		return t.HeapPart.Qualname.s, nil
	}
	return s.s + "." + t.HeapPart.Qualname.s, nil
}

// Return a type's method resolution order.
//
//py:def type.mro(self, /)
func typeMRO_(t *Thread, typ *Type) (Object, error) {
	mro, err := t.defaultMRO(typ)
	if err != nil {
		return Object{}, err
	}
	items := make([]Object, len(mro))
	for i, m := range mro {
		items[i] = Of(m)
	}
	return Of(NewList(items)), nil
}

// Return a list of immediate subclasses.
//
//py:def type.__subclasses__(self, /)
func typeSubclasses(t *Thread, typ *Type) Object {
	subs := t.subclasses(typ)
	items := make([]Object, len(subs))
	for i, m := range subs {
		items[i] = Of(m)
	}
	return Of(NewList(items))
}

// Create the namespace for the class statement
//
//py:classmethod type.__prepare__(cls, name, bases, /, **kwds)
//py:sig ($cls, name, bases, /, **kwds)
func typePrepare(_ *Thread, _ []Object, _ *Tuple) (Object, error) { return Of(NewDict()), nil }

// Check if an object is an instance.
//
//py:def type.__instancecheck__(self, instance, /)
func typeInstanceCheck(t *Thread, typ *Type, o Object) (bool, error) {
	return isInstanceOf(t, o, Of(typ))
}

// Check if a class is a subclass.
//
//py:def type.__subclasscheck__(self, subclass, /)
func typeSubclassCheck(t *Thread, typ *Type, cls Object) (bool, error) {
	return isSubclassOf(t, cls, Of(typ))
}

// Specialized __dir__ implementation for types.
//
//py:def type.__dir__(self, /)
func typeDir(t *Thread, typ *Type) (Object, error) {
	d := NewDict()
	if err := mergeClassDict(t, d, Of(typ)); err != nil {
		return Object{}, err
	}
	return Of(NewList(dictKeys(d))), nil
}

// Return memory consumption of the type object.
//
//py:def type.__sizeof__(self, /)
func typeSizeof(typ *Type) int {
	if typ.IsHeap() {
		return int(slotWords*pointerSize) + 400
	}
	return int(slotWords*pointerSize) + 200
}

func dictKeys(d *Dict) []Object {
	keys := make([]Object, 0, d.Len())
	for pos := 0; ; {
		k, _, next, ok := d.Next(pos)
		if !ok {
			return keys
		}
		keys = append(keys, k)
		pos = next
	}
}

// mergeClassDict adds the names that a class and its bases define to d.
//
// CPython: Objects/typeobject.c merge_class_dict
func mergeClassDict(t *Thread, d *Dict, cls Object) error {
	if err := t.Enter(" in __dir__"); err != nil {
		return err
	}
	defer t.Leave()
	ns, err := LookupAttr(t, cls, nameDict)
	if err != nil {
		return err
	}
	if p := as[MappingProxy](ns, &MappingProxyType); p != nil {
		ns = p.mapping
	}
	if src := AsDict(ns); src != nil {
		for _, k := range dictKeys(src) {
			if err := d.Set(t, k, None); err != nil {
				return err
			}
		}
	} else if ns.Ref != nil {
		if err := Iterate(t, ns, func(k Object) error { return d.Set(t, k, None) }); err != nil {
			return err
		}
	}
	bases, err := LookupAttr(t, cls, nameBases)
	if err != nil || bases.Ref == nil {
		return err
	}
	tuple := AsTuple(bases)
	if tuple == nil {
		return nil
	}
	for _, b := range tuple.Items {
		if err := mergeClassDict(t, d, b); err != nil {
			return err
		}
	}
	return nil
}

// classGetItem is subscription of a type whose metaclass does not have it: __class_getitem__.
//
// CPython: Objects/abstract.c PyObject_GetItem
func classGetItem(t *Thread, o, key Object) (Object, error) {
	if o == Of(&TypeType) {
		return NewGenericAlias(t, o, key)
	}
	f, err := LookupAttr(t, o, nameClassGetItem)
	if err != nil {
		return Object{}, err
	}
	if f.Ref != nil && f != None {
		return CallArgs(t, f, key)
	}
	return Object{}, TypeErrorf(t, "type '%.200s' is not subscriptable", cast[Type](o).Name200())
}

func traverseType(o Object, visit func(Object)) {
	typ := cast[Type](o)
	if !typ.IsHeap() {
		return
	}
	visit(Of(typ.Dict))
	for _, m := range typ.MRO {
		visit(Of(m))
	}
	for _, b := range typ.Bases {
		visit(Of(b))
	}
	if p := typ.HeapPart; p != nil {
		visit(Of(p.Name))
		visit(Of(p.Qualname))
		for _, s := range p.Slots {
			visit(Of(s))
		}
		if p.keys.names != nil {
			visit(Of(p.keys.names))
		}
		if p.Module != nil {
			visit(Of(p.Module))
		}
		if p.initFunc != nil {
			visit(Of(p.initFunc))
		}
	}
}

// typeGetAttrPointer tells the attribute access of types from another; setupType sets it.
var typeGetAttrPointer unsafe.Pointer

func setupType() {
	typeGetAttrPointer = funcPointer(GetAttrFunc(typeGetAttr))
	TypeType = Type{
		Name:    "type",
		Doc:     "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
		Flags:   BaseType | TypeSubclass | HasWeakrefs,
		Layout:  LayoutOf[Type](),
		Methods: typeMethods,
		GetSets: typeGetSets,
		Attrs: func(t *Type) {
			memberAttrs("__basicsize__", "__itemsize__", "__flags__", "__weakrefoffset__", "__base__", "__dictoffset__")(t)
		},
		Slots: Slots{
			New: typeNew, Init: typeInit, Call: callType, Repr: typeRepr, GetAttr: typeGetAttr, SetAttr: typeSetAttr, Traverse: traverseType,
		},
	}
	TypeType.Slots.Binary[OpOr] = typeOr
	// The two define each other: object's dict needs nothing of type's but the address.
	Ready(&ObjectType)
	Ready(&TypeType)
}

// SetCollectionFlags gives a class and its subclasses the flags of sequence or mapping patterns; built-in types keep theirs.
//
// CPython: Objects/typeobject.c _PyType_SetFlagsRecursive
func (t *Thread) SetCollectionFlags(typ *Type, flags TypeFlags) {
	const both = SequencePattern | MappingPattern
	if !typ.IsHeap() || typ.Flags&both == flags {
		return
	}
	typ.Flags = typ.Flags&^both | flags
	for _, sub := range t.subclasses(typ) {
		t.SetCollectionFlags(sub, flags)
	}
}
