package objects

import (
	"slices"
	"strings"
	"weak"
)

// typeNew is type.__new__: it makes a class of a name, bases and a namespace.
//
// CPython: Objects/typeobject.c type_new
func typeNew(t *Thread, meta *Type, args []Object, kwnames *Tuple) (Object, error) {
	npos := len(args) - kwCount(kwnames)
	if npos != 3 {
		return Object{}, TypeErrorf(t, "type.__new__() takes exactly 3 arguments (%d given)", npos)
	}
	name, bases, ns := AsStr(args[0]), AsTuple(args[1]), AsDict(args[2])
	switch {
	case name == nil:
		return Object{}, TypeErrorf(t, "type.__new__() argument 1 must be str, not %.50s", messageName(args[0]))
	case bases == nil:
		return Object{}, TypeErrorf(t, "type.__new__() argument 2 must be tuple, not %.50s", messageName(args[1]))
	case ns == nil:
		return Object{}, TypeErrorf(t, "type.__new__() argument 3 must be dict, not %.50s", messageName(args[2]))
	}
	var direct []*Type
	for _, b := range bases.Items {
		if typ := AsType(b); typ != nil {
			direct = append(direct, typ)
			continue
		}
		entries, err := LookupAttr(t, b, nameMROEntries)
		if err != nil {
			return Object{}, err
		}
		if entries.Ref != nil {
			return Object{}, TypeErrorf(t, "type() doesn't support MRO entry resolution; use types.new_class()")
		}
	}
	winner, err := CalculateMetaclass(t, meta, bases)
	if err != nil {
		return Object{}, err
	}
	if winner != meta {
		if winner.Slots.New != nil && !sameFunc(winner.Slots.New, typeNew) {
			return winner.Slots.New(t, winner, args, kwnames)
		}
		meta = winner
	}
	if len(direct) != len(bases.Items) {
		return Object{}, TypeErrorf(t, "bases must be types")
	}
	if direct == nil {
		direct = []*Type{&ObjectType}
	}
	base, err := bestBase(t, direct)
	if err != nil {
		return Object{}, err
	}
	namespace := NewDict()
	if err := namespace.Merge(t, Of(ns)); err != nil {
		return Object{}, err
	}
	return newHeapType(t, meta, name, direct, base, namespace, args[3:], kwnames)
}

// CalculateMetaclass gives the most derived of meta and the types of the bases, which need not be types themselves.
//
// CPython: Objects/typeobject.c _PyType_CalculateMetaclass
func CalculateMetaclass(t *Thread, meta *Type, bases *Tuple) (*Type, error) {
	winner := meta
	for _, b := range bases.Items {
		switch bt := TypeOf(b); {
		case winner.IsSubtype(bt):
		case bt.IsSubtype(winner):
			winner = bt
		default:
			return nil, TypeErrorf(t, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
		}
	}
	return winner, nil
}

// bestBase gives the base whose instances' layout includes that of all the others.
//
// CPython: Objects/typeobject.c best_base
func bestBase(t *Thread, bases []*Type) (*Type, error) {
	var base, winner *Type
	for _, b := range bases {
		if b.Flags&BaseType == 0 {
			return nil, TypeErrorf(t, "type '%.100s' is not an acceptable base type", b.Name200())
		}
		switch candidate := b.solidBase(); {
		case winner == nil:
			winner, base = candidate, b
		case winner.IsSubtype(candidate):
		case candidate.IsSubtype(winner):
			winner, base = candidate, b
		default:
			return nil, TypeErrorf(t, "multiple bases have instance lay-out conflict")
		}
	}
	return base, nil
}

// solidBase gives the nearest type among t and its bases that determined the layout of instances: __dict__ and __weakref__ don't.
//
// CPython: Objects/typeobject.c solid_base
func (t *Type) solidBase() *Type {
	for ; t.Base != nil; t = t.Base {
		if t.IsHeap() {
			if len(t.HeapPart.Slots) > 0 || t.Layout.of != t.Base.Layout.of {
				return t
			}
		} else if t.Layout.of != t.Base.Layout.of {
			return t
		}
	}
	return t
}

// heapLayout gives the layout of a class: values in line for classes of Python's own, a pointer behind the struct of a built-in type.
func heapLayout(base *Type, values int) Layout {
	l := base.Layout
	switch {
	case l.of == ObjectType.Layout.of:
		return Layout{size: instanceHeadSize, overflow: instanceHeadSize - pointerSize, inline: inlineCapacity(values), of: ObjectType.Layout.of}
	case l.overflow == 0:
		l.alloc, l.overflow = l.extended, l.size
	}
	return l
}

// newHeapType is type_new with everything determined.
//
// CPython: Objects/typeobject.c type_new_init
func newHeapType(t *Thread, meta *Type, name *Str, bases []*Type, base *Type, ns *Dict, values []Object, kwnames *Tuple) (Object, error) {
	if strings.IndexByte(name.s, 0) >= 0 {
		return Object{}, ValueErrorf(t, "type name must not contain null characters")
	}
	if err := checkEncodable(t, name); err != nil {
		return Object{}, err
	}
	slots, addDict, addWeakref, err := classSlots(t, name, bases, base, ns)
	if err != nil {
		return Object{}, err
	}
	typ := cast[Type](NewInstance(meta))
	part := &HeapTypePart{Name: exactStr(name), Slots: slots}
	typ.HeapPart = part
	typ.Name, typ.Base, typ.Bases, typ.Dict = name.s, base, bases, ns
	typ.Flags = HeapType | BaseType | base.Flags&inheritedFlags
	if addDict {
		typ.Flags |= HasInstDict
	}
	if addWeakref {
		typ.Flags |= HasWeakrefs
	}
	if base.HeapPart != nil {
		part.numSlots, part.native = base.HeapPart.numSlots, base.HeapPart.native
	}
	first := part.numSlots
	part.numSlots += len(slots)
	static := 0
	if typ.Flags&HasInstDict != 0 {
		static = countStaticAttributes(ns, bases)
	}
	typ.Layout = heapLayout(base, part.numSlots+static)
	typ.version = t.Interp.newTypeVersion()

	if err := classNamespace(t, typ, ns); err != nil {
		return Object{}, err
	}
	classCell, err := takeClassCell(t, ns, nameClassCell)
	if err != nil {
		return Object{}, err
	}
	classDictCell, err := takeClassCell(t, ns, nameClassDictCell)
	if err != nil {
		return Object{}, err
	}
	for i, s := range slots {
		ns.SetStr(s, Of(&MemberDescriptor{Header: Header{&MemberDescriptorType}, Owner: typ, Name: s, Index: first + i}))
	}
	if addDict && ns.GetStr(nameDict).Ref == nil {
		ns.SetStr(nameDict, Of(&GetSetDescriptor{Header{&GetSetDescriptorType}, &InstanceDictDef, typ, nameDict}))
	}
	if addWeakref && ns.GetStr(nameWeakref).Ref == nil {
		ns.SetStr(nameWeakref, Of(&GetSetDescriptor{Header{&GetSetDescriptorType}, &subtypeWeakrefDef, typ, nameWeakref}))
	}
	if ns.GetStr(nameDoc).Ref == nil {
		ns.SetStr(nameDoc, None)
	}
	if classCell != nil {
		classCell.V = Of(typ)
	}
	if classDictCell != nil {
		classDictCell.V = Of(ns)
	}

	if err := readyHeapType(t, typ); err != nil {
		return Object{}, err
	}
	if err := setNames(t, typ); err != nil {
		return Object{}, err
	}
	return Of(typ), initSubclass(t, typ, values, kwnames)
}

// readyHeapType computes the MRO and the slots of a class and makes it known to its bases.
func readyHeapType(t *Thread, typ *Type) error {
	if err := t.computeMRO(typ); err != nil {
		return err
	}
	for _, b := range typ.MRO[1:] {
		inheritSlots(typ, b)
	}
	typ.Slots.New = typ.Base.Slots.New
	// The first in the MRO that is a sequence or mapping decides.
	const patterns = SequencePattern | MappingPattern
	typ.Flags &^= patterns
	for _, b := range typ.MRO[1:] {
		if typ.Flags&patterns == 0 {
			typ.Flags |= b.Flags & patterns
		}
	}
	if typ.Slots.Hash == nil && typ.Dict.GetStr(nameHash).Ref == nil {
		typ.Dict.SetStr(nameHash, None)
		typ.Slots.Hash = hashNotImplemented
	}
	typ.Flags |= isReady
	for _, b := range typ.Bases {
		t.addSubclass(b, typ)
	}
	fixupSlots(typ)
	return nil
}

// checkEncodable is the UnicodeEncodeError for a name with surrogates, which has no UTF-8.
func checkEncodable(t *Thread, s *Str) error {
	if s.IsASCII() {
		return nil
	}
	pos := 0
	for i := 0; i < len(s.s); pos++ {
		r, n := DecodeRune(s.s[i:])
		if r >= 0xD800 && r <= 0xDFFF {
			exc, err := CallArgs(t, Of(&ExcUnicodeEncodeError), NewStr("utf-8"), Of(s), NewInt(int64(pos)), NewInt(int64(pos+1)), NewStr("surrogates not allowed"))
			if err != nil {
				return err
			}
			return Raise(t, cast[Exception](exc))
		}
		i += n
	}
	return nil
}

// countStaticAttributes gives how many attributes the methods of a class and its bases set on self, as the compiler noted.
func countStaticAttributes(ns *Dict, bases []*Type) int {
	seen := map[string]bool{}
	note := func(d *Dict) {
		if names := AsTuple(d.GetStr(nameStaticAttributes)); names != nil {
			for _, n := range names.Items {
				if s := AsStr(n); s != nil {
					seen[s.s] = true
				}
			}
		}
	}
	note(ns)
	for _, b := range bases {
		for _, m := range b.MRO {
			if m.IsHeap() {
				note(m.Dict)
			}
		}
	}
	return len(seen)
}

// classSlots gives the names of the own slots, mangled and sorted, and whether instances get a __dict__ and can be weakly referenced
// though the base's don't.
//
// CPython: Objects/typeobject.c type_new_slots
func classSlots(t *Thread, name *Str, bases []*Type, base *Type, ns *Dict) (slots []*Str, addDict, addWeakref bool, err error) {
	isMeta := base.Flags&TypeSubclass != 0
	fixed := base.Flags&(IntSubclass|TupleSubclass|BytesSubclass) == 0
	mayDict := base.Flags&HasInstDict == 0 && !isMeta
	mayWeakref := base.Flags&HasWeakrefs == 0 && !isMeta && fixed
	declared := ns.GetStr(nameSlots)
	if declared.Ref == nil {
		return nil, mayDict, mayWeakref, nil
	}
	var items []Object
	if AsStr(declared) != nil {
		items = []Object{declared}
	} else if items, err = ToSlice(t, declared); err != nil {
		return nil, false, false, err
	}
	if len(items) > 0 && (isMeta || !fixed) {
		return nil, false, false, TypeErrorf(t, "nonempty __slots__ not supported for subtype of '%s'", base.Name200())
	}
	for _, item := range items {
		s := AsStr(item)
		if s == nil {
			return nil, false, false, TypeErrorf(t, "__slots__ items must be strings, not '%.200s'", TypeOf(item).Name200())
		}
		if ok, err := CallMethod(t, Of(exactStr(s)), nameIsIdentifier); err != nil || ok != True {
			if err != nil {
				return nil, false, false, err
			}
			return nil, false, false, TypeErrorf(t, "__slots__ must be identifiers")
		}
		switch s.s {
		case "__dict__":
			if !mayDict || addDict {
				return nil, false, false, TypeErrorf(t, "__dict__ slot disallowed: we already got one")
			}
			addDict = true
			continue
		case "__weakref__":
			if !mayWeakref || addWeakref {
				return nil, false, false, TypeErrorf(t, "__weakref__ slot disallowed: we already got one")
			}
			addWeakref = true
			continue
		}
		s = t.Interp.Intern(mangle(name.s, s.s))
		if ns.GetStr(s).Ref != nil && s != nameQualname && s != nameClassCell && s != nameClassDictCell {
			text, err := Repr(t, Of(s))
			if err != nil {
				return nil, false, false, err
			}
			return nil, false, false, ValueErrorf(t, "%s in __slots__ conflicts with class variable", text.s)
		}
		slots = append(slots, s)
	}
	slices.SortFunc(slots, func(a, b *Str) int { return strings.Compare(a.s, b.s) })
	slots = slices.Compact(slots)
	// With several bases the others may bring what this one lacks.
	if len(bases) > 1 && (mayDict && !addDict || mayWeakref && !addWeakref) {
		for _, b := range bases {
			if b == base {
				continue
			}
			if mayDict && !addDict && b.Flags&HasInstDict != 0 {
				addDict = true
			}
			if mayWeakref && !addWeakref && b.Flags&HasWeakrefs != 0 {
				addWeakref = true
			}
		}
	}
	return slots, addDict, addWeakref, nil
}

// mangle gives the name that a private name has in a class.
//
// CPython: Python/compile.c _Py_Mangle
func mangle(class, name string) string {
	if !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}

// classNamespace completes the namespace: __module__, __qualname__, __doc__, and the methods that are implicitly class or static methods.
//
// CPython: Objects/typeobject.c type_new_set_attrs
func classNamespace(t *Thread, typ *Type, ns *Dict) error {
	if ns.GetStr(nameModule).Ref == nil {
		if g := t.Runtime.Globals(t); g != nil {
			if m := g.GetStr(nameName); m.Ref != nil {
				ns.SetStr(nameModule, m)
			}
		}
	}
	for pos := 0; ; {
		key, _, next, ok := ns.Next(pos)
		if !ok {
			break
		}
		pos = next
		if AsStr(key) == nil {
			if err := Warn(t, &ExcRuntimeWarning, 1, "non-string key in the __dict__ of class %.200s", typ.HeapPart.Name.s); err != nil {
				return err
			}
			break
		}
	}
	typ.HeapPart.Qualname = typ.HeapPart.Name
	if q := ns.GetStr(nameQualname); q.Ref != nil {
		s := AsStr(q)
		if s == nil {
			return TypeErrorf(t, "type __qualname__ must be a str, not %s", TypeOf(q).Name200())
		}
		typ.HeapPart.Qualname = s
		ns.DelStr(nameQualname)
	}
	if doc := AsStr(ns.GetStr(nameDoc)); doc != nil {
		if err := checkEncodable(t, doc); err != nil {
			return err
		}
		typ.Doc = doc.s
	}
	if f := ns.GetStr(nameNew); f.Ref != nil && TypeOf(f) == &FunctionType {
		ns.SetStr(nameNew, newStaticMethod(f))
	}
	for _, n := range [...]*Str{nameInitSubclass, nameClassGetItem} {
		if f := ns.GetStr(n); f.Ref != nil && TypeOf(f) == &FunctionType {
			ns.SetStr(n, newClassMethod(f))
		}
	}
	return nil
}

// takeClassCell takes the cell that the compiler left under a name out of the namespace; nil if there is none.
//
// CPython: Objects/typeobject.c type_new_set_classcell
func takeClassCell(t *Thread, ns *Dict, name *Str) (*Cell, error) {
	c := ns.GetStr(name)
	if c.Ref == nil {
		return nil, nil
	}
	if TypeOf(c) != &CellType {
		text, err := Repr(t, Of(TypeOf(c)))
		if err != nil {
			return nil, err
		}
		return nil, TypeErrorf(t, "%s must be a nonlocal cell, not <%.200s>", name.s, text.s)
	}
	ns.DelStr(name)
	return cast[Cell](c), nil
}

// setNames calls __set_name__ of the attributes that have it.
//
// CPython: Objects/typeobject.c type_new_set_names
func setNames(t *Thread, typ *Type) error {
	ns := typ.Dict.Copy()
	for pos := 0; ; {
		key, v, next, ok := ns.Next(pos)
		if !ok {
			return nil
		}
		pos = next
		f, self, err := LookupSpecial(t, v, nameSetName)
		if err != nil {
			return err
		}
		if f.Ref == nil {
			continue
		}
		if _, err := callBound(t, f, self, []Object{Of(typ), key}, nil); err != nil {
			if exc, ok := err.(*Exception); ok {
				text, rerr := Repr(t, key)
				if rerr != nil {
					return rerr
				}
				note := "Error calling __set_name__ on '" + TypeOf(v).Name200() + "' instance " + text.s + " in '" + typ.HeapPart.Name.s + "'"
				if _, err := CallMethod(t, Of(exc), nameAddNote, NewStr(note)); err != nil {
					return err
				}
			}
			return err
		}
	}
}

// initSubclass calls __init_subclass__ of the bases with the keywords of the class statement.
//
// CPython: Objects/typeobject.c type_new_init_subclass
func initSubclass(t *Thread, typ *Type, values []Object, kwnames *Tuple) error {
	f, err := superLookup(t, typ, Of(typ), nameInitSubclass)
	if err != nil {
		return err
	}
	_, err = Call(t, f, values, kwnames)
	return err
}

// addSubclass notes sub among the subclasses of base, both of which live on.
func (t *Thread) addSubclass(base, sub *Type) {
	w := weak.Make(sub)
	list := t.subclassList(base)
	// Keep the dead ones from piling up: look for them whenever the list would grow.
	if len(*list) == cap(*list) {
		*list = slices.DeleteFunc(*list, func(p weak.Pointer[Type]) bool { return p.Value() == nil })
	}
	if !slices.Contains(*list, w) {
		*list = append(*list, w)
	}
	if base.HeapPart == nil {
		t.Interp.subclasses[base] = *list
	}
}

func (t *Thread) removeSubclass(base, sub *Type) {
	w := weak.Make(sub)
	list := t.subclassList(base)
	*list = slices.DeleteFunc(*list, func(p weak.Pointer[Type]) bool { return p == w || p.Value() == nil })
	if base.HeapPart == nil {
		t.Interp.subclasses[base] = *list
	}
}

func (t *Thread) subclassList(base *Type) *[]weak.Pointer[Type] {
	if base.HeapPart != nil {
		return &base.HeapPart.subclasses
	}
	list := t.Interp.subclasses[base]
	return &list
}

// subclasses gives the direct subclasses of typ in the order they were made.
func (t *Thread) subclasses(typ *Type) []*Type {
	var subs []*Type
	if typ.HeapPart == nil {
		if p := typ.staticSubs.Load(); p != nil {
			subs = append(subs, *p...)
		}
	}
	for _, w := range *t.subclassList(typ) {
		if sub := w.Value(); sub != nil {
			subs = append(subs, sub)
		}
	}
	return subs
}

// TypeModified gives typ and all its subclasses new versions, since looking up an attribute may have another result now.
//
// CPython: Objects/typeobject.c PyType_Modified
func (t *Thread) TypeModified(typ *Type) {
	if !typ.IsHeap() {
		return
	}
	if typ.HeapPart.strangeMRO {
		typ.version = 0
	} else {
		typ.version = t.Interp.newTypeVersion()
	}
	for _, w := range typ.HeapPart.subclasses {
		if sub := w.Value(); sub != nil {
			t.TypeModified(sub)
		}
	}
}
