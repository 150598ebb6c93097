package objects

import (
	"slices"
	"strings"
)

// The attributes of types.

// checkSettable is the TypeError for changing an attribute of a built-in type, or deleting it from any.
//
// CPython: Objects/typeobject.c check_set_special_type_attr
func checkSettable(t *Thread, typ *Type, v Object, name string) error {
	if !typ.IsHeap() {
		return TypeErrorf(t, "cannot set '%s' attribute of immutable type '%s'", name, typ.Name200())
	}
	if v.Ref == nil {
		return TypeErrorf(t, "cannot delete '%s' attribute of immutable type '%s'", name, typ.Name200())
	}
	return nil
}

//py:get type.__name__
func typeName_(typ *Type) Object {
	if typ.HeapPart != nil {
		return Of(typ.HeapPart.Name)
	}
	return NewStr(typ.ShortName())
}

//py:set type.__name__
func typeSetName(t *Thread, typ *Type, v Object) error {
	if err := checkSettable(t, typ, v, "__name__"); err != nil {
		return err
	}
	s := AsStr(v)
	if s == nil {
		return TypeErrorf(t, "can only assign string to %s.__name__, not '%s'", typ.Name200(), TypeOf(v).Name200())
	}
	if strings.IndexByte(s.s, 0) >= 0 {
		return ValueErrorf(t, "type name must not contain null characters")
	}
	if err := checkEncodable(t, s); err != nil {
		return err
	}
	t.TypeModified(typ)
	typ.HeapPart.Name, typ.Name = s, s.s
	return nil
}

//py:get type.__qualname__
func typeQualname(typ *Type) Object {
	if typ.HeapPart != nil {
		return Of(typ.HeapPart.Qualname)
	}
	return NewStr(typ.ShortName())
}

//py:set type.__qualname__
func typeSetQualname(t *Thread, typ *Type, v Object) error {
	if err := checkSettable(t, typ, v, "__qualname__"); err != nil {
		return err
	}
	s := AsStr(v)
	if s == nil {
		return TypeErrorf(t, "can only assign string to %s.__qualname__, not '%s'", typ.Name200(), TypeOf(v).Name200())
	}
	typ.HeapPart.Qualname = s
	return nil
}

//py:get type.__module__
func typeModule(t *Thread, typ *Type) (Object, error) {
	if typ.HeapPart != nil {
		if m := typ.Dict.GetStr(nameModule); m.Ref != nil {
			return m, nil
		}
		return Object{}, attributeError(t, Of(typ), nameModule, "__module__")
	}
	if i := strings.LastIndexByte(typ.Name, '.'); i >= 0 {
		return Of(t.Interp.Intern(typ.Name[:i])), nil
	}
	return Of(nameBuiltinsModule), nil
}

//py:set type.__module__
func typeSetModule(t *Thread, typ *Type, v Object) error {
	if err := checkSettable(t, typ, v, "__module__"); err != nil {
		return err
	}
	t.TypeModified(typ)
	typ.Dict.DelStr(nameFirstLineNo)
	typ.Dict.SetStr(nameModule, v)
	return nil
}

//py:get type.__base__
func typeBase(typ *Type) Object { return ObjectOrNone(typ.Base) }

//py:get type.__bases__
func typeBases(typ *Type) Object { return Of(typesTuple(typ.Bases)) }

func typesTuple(types []*Type) *Tuple {
	tuple := MakeTuple(len(types))
	for i, m := range types {
		tuple.Items[i] = Of(m)
	}
	return tuple
}

//py:get type.__mro__
func typeMRO(typ *Type) Object {
	if typ.MRO == nil {
		return None // mro() is running
	}
	return Of(typ.mroAsTuple())
}

func (t *Type) mroAsTuple() *Tuple {
	if p := t.mroTuple.Load(); p != nil {
		return p
	}
	p := typesTuple(t.MRO)
	t.mroTuple.Store(p)
	return p
}

// typeSetBases gives a class other bases.
//
// CPython: Objects/typeobject.c type_set_bases_unlocked
//
//py:set type.__bases__
func typeSetBases(t *Thread, typ *Type, v Object) error {
	if err := checkSettable(t, typ, v, "__bases__"); err != nil {
		return err
	}
	tuple := AsTuple(v)
	if tuple == nil {
		return TypeErrorf(t, "can only assign tuple to %s.__bases__, not %s", typ.Name200(), TypeOf(v).Name200())
	}
	if len(tuple.Items) == 0 {
		return TypeErrorf(t, "can only assign non-empty tuple to %s.__bases__, not ()", typ.Name200())
	}
	var bases []*Type
	for _, item := range tuple.Items {
		b := AsType(item)
		if b == nil {
			return TypeErrorf(t, "%s.__bases__ must be tuple of classes, not '%s'", typ.Name200(), TypeOf(item).Name200())
		}
		if b.IsSubtype(typ) || b.derivesFrom(typ) {
			return TypeErrorf(t, "a __bases__ item causes an inheritance cycle")
		}
		bases = append(bases, b)
	}
	base, err := bestBase(t, bases)
	if err != nil {
		return err
	}
	if err := checkCompatible(t, typ.Base, base, "__bases__"); err != nil {
		return err
	}
	oldBases, oldBase := typ.Bases, typ.Base
	typ.Bases, typ.Base = bases, base
	var undo []func()
	if err := t.recomputeMROs(typ, &undo); err != nil {
		for _, f := range slices.Backward(undo) {
			f()
		}
		// mro() may have set other bases meanwhile: those stay.
		if slices.Equal(typ.Bases, bases) && typ.Base == base {
			typ.Bases, typ.Base = oldBases, oldBase
		}
		t.TypeModified(typ)
		return err
	}
	if slices.Equal(typ.Bases, bases) {
		for _, b := range oldBases {
			t.removeSubclass(b, typ)
		}
		for _, b := range bases {
			t.addSubclass(b, typ)
		}
		t.updateAllSlots(typ)
	}
	t.TypeModified(typ)
	return nil
}

// recomputeMROs computes the MROs of typ and its subclasses anew; undo collects what takes that back.
//
// CPython: Objects/typeobject.c mro_hierarchy
func (t *Thread) recomputeMROs(typ *Type, undo *[]func()) error {
	old := typ.MRO
	if err := t.computeMRO(typ); err != nil {
		return err
	}
	*undo = append(*undo, func() {
		typ.MRO = old
		typ.mroTuple.Store(nil)
	})
	t.TypeModified(typ)
	for _, sub := range t.subclasses(typ) {
		if err := t.recomputeMROs(sub, undo); err != nil {
			return err
		}
	}
	return nil
}

//py:get type.__abstractmethods__
func typeAbstractMethods(t *Thread, typ *Type) (Object, error) {
	if typ != &TypeType {
		if v := typ.Dict.GetStr(nameAbstractMethods); v.Ref != nil {
			return v, nil
		}
	}
	return Object{}, attributeError(t, Of(typ), nameAbstractMethods, "__abstractmethods__")
}

//py:set type.__abstractmethods__
func typeSetAbstractMethods(t *Thread, typ *Type, v Object) error {
	abstract := false
	if !typ.IsHeap() {
		return TypeErrorf(t, "cannot set '__abstractmethods__' attribute of immutable type '%s'", typ.Name200())
	}
	if v.Ref != nil {
		var err error
		if abstract, err = Truth(t, v); err != nil {
			return err
		}
		typ.Dict.SetStr(nameAbstractMethods, v)
	} else if !typ.Dict.DelStr(nameAbstractMethods) {
		return attributeError(t, Of(typ), nameAbstractMethods, "__abstractmethods__")
	}
	t.TypeModified(typ)
	typ.Flags &^= Abstract
	if abstract {
		typ.Flags |= Abstract
	}
	return nil
}

//py:get type.__dict__
func typeDict(typ *Type) Object { return newMappingProxy(Of(typ.Dict)) }

//py:get type.__doc__
func typeDoc(t *Thread, typ *Type) (Object, error) {
	if !typ.IsHeap() && typ.Doc != "" {
		return NewStr(typ.Doc), nil
	}
	doc := typ.Dict.GetStr(nameDoc)
	if doc.Ref == nil {
		return None, nil
	}
	if get := TypeOf(doc).Slots.DescrGet; get != nil {
		return get(t, doc, Object{}, Of(typ))
	}
	return doc, nil
}

//py:set type.__doc__
func typeSetDoc(t *Thread, typ *Type, v Object) error {
	if err := checkSettable(t, typ, v, "__doc__"); err != nil {
		return err
	}
	t.TypeModified(typ)
	typ.Dict.SetStr(nameDoc, v)
	return nil
}

// A class made by Python code may have its signature at the head of its docstring, as those in C do.
//
// CPython: Objects/typeobject.c type_get_text_signature, find_signature, skip_signature
//
//py:get type.__text_signature__
func typeTextSignature(typ *Type) Object {
	doc := AsStr(typ.Dict.GetStr(nameDoc))
	if !typ.IsHeap() || doc == nil {
		return strOrNone(typ.Signature)
	}
	text, ok := strings.CutPrefix(doc.s, typ.Name)
	if !ok || !strings.HasPrefix(text, "(") {
		return None
	}
	end := strings.Index(text, ")\n--\n\n")
	if end < 0 || strings.Contains(text[:end], "\n\n") {
		return None
	}
	return NewStr(text[:end+1])
}

// CPython: Objects/typeobject.c type_get_annotations
//
//py:get type.__annotations__
func typeAnnotations(t *Thread, typ *Type) (Object, error) {
	if !typ.IsHeap() {
		return Object{}, attributeError(t, Of(typ), nameAnnotations, "type object '%s' has no attribute '__annotations__'", typ.Name200())
	}
	v := typ.Dict.GetStr(nameAnnotations)
	if v.Ref == nil {
		v = typ.Dict.GetStr(nameAnnotationsCache)
	}
	if v.Ref != nil {
		if get := TypeOf(v).Slots.DescrGet; get != nil {
			return get(t, v, Object{}, Of(typ))
		}
		return v, nil
	}
	annotate, err := typeAnnotate(t, typ)
	if err != nil {
		return Object{}, err
	}
	v, err = callAnnotate(t, annotate)
	if err != nil {
		return Object{}, err
	}
	typ.Dict.SetStr(nameAnnotationsCache, v)
	t.TypeModified(typ)
	return v, nil
}

// callAnnotate gives the annotations that an __annotate__ function computes; none if that is None.
func callAnnotate(t *Thread, annotate Object) (Object, error) {
	if TypeOf(annotate).Slots.Call == nil {
		return Of(NewDict()), nil
	}
	v, err := CallArgs(t, annotate, NewInt(1))
	if err != nil {
		return Object{}, err
	}
	if AsDict(v) == nil {
		return Object{}, TypeErrorf(t, "__annotate__ returned non-dict of type '%s'", TypeOf(v).Name200())
	}
	return v, nil
}

// CPython: Objects/typeobject.c type_set_annotations
//
//py:set type.__annotations__
func typeSetAnnotations(t *Thread, typ *Type, v Object) error {
	if !typ.IsHeap() {
		return TypeErrorf(t, "cannot set '__annotations__' attribute of immutable type '%s'", typ.Name200())
	}
	if v.Ref != nil {
		if typ.Dict.GetStr(nameAnnotations).Ref != nil {
			typ.Dict.SetStr(nameAnnotations, v)
		} else {
			typ.Dict.SetStr(nameAnnotationsCache, v)
		}
	} else {
		found := typ.Dict.DelStr(nameAnnotations)
		if !found {
			found = typ.Dict.DelStr(nameAnnotationsCache)
		}
		if !found {
			return attributeError(t, Of(typ), nameAnnotations, "__annotations__")
		}
	}
	typ.Dict.DelStr(nameAnnotateFunc)
	typ.Dict.DelStr(nameAnnotate)
	t.TypeModified(typ)
	return nil
}

// CPython: Objects/typeobject.c type_get_annotate
//
//py:get type.__annotate__
func typeAnnotate(t *Thread, typ *Type) (Object, error) {
	if !typ.IsHeap() {
		return Object{}, attributeError(t, Of(typ), nameAnnotate, "type object '%s' has no attribute '__annotate__'", typ.Name200())
	}
	v := typ.Dict.GetStr(nameAnnotate)
	if v.Ref == nil {
		v = typ.Dict.GetStr(nameAnnotateFunc)
	}
	if v.Ref == nil {
		typ.Dict.SetStr(nameAnnotateFunc, None)
		t.TypeModified(typ)
		return None, nil
	}
	if get := TypeOf(v).Slots.DescrGet; get != nil {
		return get(t, v, Object{}, Of(typ))
	}
	return v, nil
}

// CPython: Objects/typeobject.c type_set_annotate
//
//py:set type.__annotate__
func typeSetAnnotate(t *Thread, typ *Type, v Object) error {
	switch {
	case v.Ref == nil:
		return TypeErrorf(t, "cannot delete __annotate__ attribute")
	case !typ.IsHeap():
		return TypeErrorf(t, "cannot set '__annotate__' attribute of immutable type '%s'", typ.Name200())
	case v != None && TypeOf(v).Slots.Call == nil:
		return TypeErrorf(t, "__annotate__ must be callable or None")
	}
	if typ.Dict.GetStr(nameAnnotate).Ref != nil {
		typ.Dict.SetStr(nameAnnotate, v)
	} else {
		typ.Dict.SetStr(nameAnnotateFunc, v)
	}
	if v != None {
		typ.Dict.DelStr(nameAnnotationsCache)
	}
	t.TypeModified(typ)
	return nil
}

//py:get type.__type_params__
func typeTypeParams(typ *Type) Object {
	if v := typ.Dict.GetStr(nameTypeParams); v.Ref != nil && typ.IsHeap() {
		return v
	}
	return Of(emptyTuple)
}

//py:set type.__type_params__
func typeSetTypeParams(t *Thread, typ *Type, v Object) error {
	if err := checkSettable(t, typ, v, "__type_params__"); err != nil {
		return err
	}
	typ.Dict.SetStr(nameTypeParams, v)
	t.TypeModified(typ)
	return nil
}

//py:get type.__basicsize__
func typeBasicsize(typ *Type) int { return int(typ.Layout.size) }

//py:get type.__itemsize__
func typeItemsize(typ *Type) int {
	switch {
	case typ.Flags&TypeSubclass != 0:
		return 40
	case typ.Flags&TupleSubclass != 0:
		return 8
	case typ.Flags&IntSubclass != 0:
		return 4
	case typ.Flags&BytesSubclass != 0:
		return 1
	}
	return 0
}

// The values of CPython's Py_TPFLAGS.
var typeFlagBits = [...]struct {
	flag TypeFlags
	bit  int64
}{
	{SequencePattern, 1 << 5}, {MappingPattern, 1 << 6}, {NoInstantiate, 1 << 7}, {HeapType, 1 << 9}, {BaseType, 1 << 10}, {isReady, 1 << 12},
	{MethodDescr, 1 << 17}, {Abstract, 1 << 20}, {SelfMatch, 1 << 22}, {IntSubclass, 1 << 24}, {ListSubclass, 1 << 25},
	{TupleSubclass, 1 << 26}, {BytesSubclass, 1 << 27}, {StrSubclass, 1 << 28}, {DictSubclass, 1 << 29},
	{ExceptionSubclass, 1 << 30}, {TypeSubclass, 1 << 31},
}

//py:get type.__flags__
func typeFlags(typ *Type) int64 {
	var f int64
	for _, b := range typeFlagBits {
		if typ.Flags&b.flag != 0 {
			f |= b.bit
		}
	}
	if typ.Slots.Traverse != nil || typ.IsHeap() {
		f |= 1 << 14
	}
	if !typ.IsHeap() {
		f |= 1 << 8
		if typ.Dict.GetStr(nameModule).Ref != nil {
			f |= 1 << 9 // one that CPython makes at run time, though immutable
		}
	} else {
		if typ.Flags&HasInstDict != 0 && typ.Flags&TypeSubclass == 0 {
			f |= 1 << 4
		}
		if typ.Flags&HasWeakrefs != 0 && typ.Flags&TypeSubclass == 0 {
			f |= 1 << 3
		}
	}
	return f
}

//py:get type.__weakrefoffset__
func typeWeakrefOffset(typ *Type) int {
	switch {
	case typ.Flags&HasWeakrefs == 0:
		return 0
	case typ.IsHeap():
		return -32
	}
	return int(typ.Layout.size)
}

//py:get type.__dictoffset__
func typeDictOffset(typ *Type) int {
	switch {
	case typ.Flags&TypeSubclass != 0:
		return 264
	case typ.Flags&HasInstDict == 0:
		return 0
	case typ.IsHeap():
		return -1
	}
	return int(typ.Layout.overflow)
}
