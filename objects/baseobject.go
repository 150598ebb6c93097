package objects

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"unsafe"
)

//py:type object ObjectType

// plainObject is an instance of object itself.
type plainObject struct{ Header }

// address gives where o lies, as reprs show it.
func address(o Object) string {
	small, b, _ := IntValue(ID(o))
	if b != nil {
		return fmt.Sprintf("0x%x", b)
	}
	return fmt.Sprintf("0x%x", small)
}

// ID gives id(o), an int: the address; of an object that lies nowhere, since the Object holds its value, something else that is no
// multiple of 8.
func ID(o Object) Object {
	var tag uint64
	switch o.Ref {
	case unsafe.Pointer(&IntHeader):
		if x := int64(o.Bits); x >= 0 && x < 1<<59 {
			return NewInt(x<<3 | 1)
		}
		tag = 1
	case unsafe.Pointer(&BoolHeader):
		return NewInt(int64(uintptr(o.Ref)) + 2 + int64(o.Bits))
	case unsafe.Pointer(&FloatHeader):
		tag = 2
	default:
		return NewInt(int64(uintptr(o.Ref)))
	}
	x := new(big.Int).SetUint64(o.Bits)
	return takeBigInt(x.Or(x, new(big.Int).Lsh(new(big.Int).SetUint64(tag), 64)))
}

// identityHash is the hash of an object that is compared by identity.
func identityHash(t *Thread, o Object) (int64, error) {
	if o.Bits != 0 {
		return hashInt(int64(o.Bits)), nil
	}
	return hashPointer(t, o)
}

// objectNew is object.__new__.
//
// CPython: Objects/typeobject.c object_new
func objectNew(t *Thread, cls *Type, args []Object, _ *Tuple) (Object, error) {
	if len(args) > 0 {
		if !sameFunc(cls.Slots.New, objectNew) {
			return Object{}, TypeErrorf(t, "object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if sameFunc(cls.Slots.Init, objectInit) {
			return Object{}, TypeErrorf(t, "%.200s() takes no arguments", cls.Name200())
		}
	}
	if cls.Flags&Abstract != 0 {
		return Object{}, abstractError(t, cls)
	}
	o := NewInstance(cls)
	if cls.Slots.Del != nil {
		t.linkInstance(o)
	}
	return o, nil
}

// abstractError is the TypeError for instantiating a class with abstract methods.
func abstractError(t *Thread, cls *Type) error {
	v, err := typeAbstractMethods(t, cls)
	if err != nil {
		return err
	}
	items, err := ToSlice(t, v)
	if err != nil {
		return err
	}
	names := make([]string, len(items))
	for i, item := range items {
		s := AsStr(item)
		if s == nil {
			return TypeErrorf(t, "sequence item %d: expected str instance, %.80s found", i, TypeOf(item).Name200())
		}
		names[i] = s.s
	}
	slices.Sort(names)
	return TypeErrorf(t, "Can't instantiate abstract class %s without an implementation for abstract method%s '%s'",
		cls.Name200(), plural(len(names)), strings.Join(names, "', '"))
}

// objectInit is object.__init__.
//
// CPython: Objects/typeobject.c object_init
func objectInit(t *Thread, self Object, args []Object, _ *Tuple) error {
	if len(args) == 0 {
		return nil
	}
	typ := TypeOf(self)
	if !sameFunc(typ.Slots.Init, objectInit) {
		return TypeErrorf(t, "object.__init__() takes exactly one argument (the instance to initialize)")
	}
	if sameFunc(typ.Slots.New, objectNew) {
		return TypeErrorf(t, "%.200s.__init__() takes exactly one argument (the instance to initialize)", typ.Name200())
	}
	return nil
}

func objectRepr(t *Thread, o Object) (Object, error) {
	q, err := TypeOf(o).qualifiedName(t)
	if err != nil {
		return Object{}, err
	}
	return NewStr("<" + q + " object at " + address(o) + ">"), nil
}

// defaultRepr is the repr of an object whose class has lost its __repr__.
func defaultRepr(o Object) Object {
	return NewStr("<" + TypeOf(o).Name200() + " object at " + address(o) + ">")
}

func objectStr(t *Thread, o Object) (Object, error) {
	s, err := Repr(t, o)
	if err != nil {
		return Object{}, err
	}
	return Of(s), nil
}

// CPython: Objects/typeobject.c object_richcompare
func objectRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	switch op {
	case EQ:
		if a == b {
			return True, nil
		}
	case NE:
		f := TypeOf(a).Slots.RichCompare
		if f == nil {
			break
		}
		r, err := f(t, a, b, EQ)
		if err != nil || r == NotImplemented {
			return r, err
		}
		eq, err := Truth(t, r)
		return NewBool(!eq), err
	}
	return NotImplemented, nil
}

// Default object formatter.
//
// Return str(self) if format_spec is empty. Raise TypeError otherwise.
//
//py:def object.__format__(self, format_spec, /)
func objectFormat(t *Thread, o Object, spec string) (Object, error) {
	if spec != "" {
		return Object{}, TypeErrorf(t, "unsupported format string passed to %.200s.__format__", TypeOf(o).Name200())
	}
	s, err := ToStr(t, o)
	if err != nil {
		return Object{}, err
	}
	return Of(s), nil
}

// Size of object in memory, in bytes.
//
//py:def object.__sizeof__(self, /)
func objectSizeof(o Object) int {
	typ := TypeOf(o)
	return int(typ.Layout.size) + typ.Layout.inline*int(objectSize)
}

// Default dir() implementation.
//
// CPython: Objects/typeobject.c object___dir___impl
//
//py:def object.__dir__(self, /)
func objectDir(t *Thread, o Object) (Object, error) {
	d, err := LookupAttr(t, o, nameDict)
	if err != nil {
		return Object{}, err
	}
	names := NewDict()
	if own := AsDict(d); own != nil {
		for _, k := range dictKeys(own) {
			if err := names.Set(t, k, None); err != nil {
				return Object{}, err
			}
		}
	}
	cls, err := LookupAttr(t, o, nameClass)
	if err != nil {
		return Object{}, err
	}
	if cls.Ref != nil {
		if err := mergeClassDict(t, names, cls); err != nil {
			return Object{}, err
		}
	}
	return Of(NewList(dictKeys(names))), nil
}

// This method is called when a class is subclassed.
//
// The default implementation does nothing. It may be
// overridden to extend subclasses.
//
//py:classmethod object.__init_subclass__(cls, /)
//py:sig ($type, /)
func objectInitSubclass(t *Thread, args []Object, kwnames *Tuple) (Object, error) {
	if kwCount(kwnames) > 0 {
		return Object{}, TypeErrorf(t, "%s.__init_subclass__() takes no keyword arguments", cast[Type](args[0]).qualname())
	}
	if len(args) > 1 {
		return Object{}, TypeErrorf(t, "%s.__init_subclass__() takes no arguments (%d given)", cast[Type](args[0]).qualname(), len(args)-1)
	}
	return None, nil
}

func (t *Type) qualname() string {
	if t.HeapPart != nil {
		return t.HeapPart.Qualname.s
	}
	return t.ShortName()
}

// Abstract classes can override this to customize issubclass().
//
// This is invoked early on by abc.ABCMeta.__subclasscheck__().
// It should return True, False or NotImplemented.  If it returns
// NotImplemented, the normal algorithm is used.  Otherwise, it
// overrides the normal algorithm (and the outcome is cached).
//
//py:classmethod object.__subclasshook__(cls, object, /)
//py:sig ($type, object, /)
func objectSubclassHook(_ *Type, _ Object) Object { return NotImplemented }

// the object's class
//
//py:get object.__class__
func objectClass(o Object) Object { return Of(TypeOf(o)) }

// objectSetClass makes o an instance of another class with the same layout.
//
// CPython: Objects/typeobject.c object_set_class
//
//py:set object.__class__
func objectSetClass(t *Thread, o, v Object) error {
	if v.Ref == nil {
		return TypeErrorf(t, "can't delete __class__ attribute")
	}
	to := AsType(v)
	if to == nil {
		return TypeErrorf(t, "__class__ must be set to a class, not '%s' object", TypeOf(v).Name200())
	}
	from := TypeOf(o)
	if !(to.IsSubtype(&ModuleType) && from.IsSubtype(&ModuleType)) && (!to.IsHeap() || !from.IsHeap()) {
		return TypeErrorf(t, "__class__ assignment only supported for mutable types or ModuleType subclasses")
	}
	if err := checkCompatible(t, from, to, "__class__"); err != nil {
		return err
	}
	t.changeClass(o, from, to)
	return nil
}

// changeClass makes o, an instance of from, one of to. Where to's instances have more room in line than o has, o's values go elsewhere.
func (t *Thread) changeClass(o Object, from, to *Type) {
	if from.Layout.overflow == 0 || from == to {
		(*Header)(o.Ref).Type = to
		return
	}
	if from.Flags&HasInstDict != 0 {
		t.instanceDict(o)
	}
	n := 0
	if from.HeapPart != nil {
		n = from.HeapPart.numSlots
	}
	values := make([]Object, n)
	for i := range values {
		if p := valuePlace(o, from, i); p != nil {
			values[i], *p = *p, Object{}
		}
	}
	over := *overflowOf(o, from)
	if over == nil && from.Layout.inline < to.Layout.inline {
		over = ensureOverflow(o, from)
	}
	if over != nil {
		over.Values = nil
		if over.detached || from.Layout.inline < to.Layout.inline {
			over.detached = true
			if to.Flags&detachedInstances == 0 {
				to.Flags |= detachedInstances
				t.TypeModified(to)
			}
		}
	}
	(*Header)(o.Ref).Type = to
	for i, v := range values {
		if v.Ref != nil {
			setValue(o, to, i, v)
		}
	}
}

// checkCompatible is the TypeError for types whose instances differ in layout; what names the attribute being assigned.
//
// CPython: Objects/typeobject.c compatible_for_assignment
func checkCompatible(t *Thread, from, to *Type, what string) error {
	a, b := to.layoutRoot(), from.layoutRoot()
	if to.inCycles() == from.inCycles() && (a == b || a.Base == b.Base && sameAdditions(a, b)) {
		return nil
	}
	difference := "object layout"
	if to.inCycles() != from.inCycles() {
		difference = "deallocator"
	}
	return TypeErrorf(t, "%s assignment: '%s' %s differs from '%s'", what, to.Name200(), difference, from.Name200())
}

// inCycles reports whether instances of t are the concern of CPython's cycle collector.
func (t *Type) inCycles() bool { return t.IsHeap() || t.Slots.Traverse != nil }

// layoutRoot gives the nearest type among t and its bases that added something to the layout of instances.
//
// CPython: Objects/typeobject.c compatible_with_tp_base
func (t *Type) layoutRoot() *Type {
	for t.IsHeap() && t.Base != nil && len(t.HeapPart.Slots) == 0 && t.Layout.of == t.Base.Layout.of && (t.Flags^t.Base.Flags)&(HasInstDict|HasWeakrefs) == 0 {
		t = t.Base
	}
	return t
}

// CPython: Objects/typeobject.c same_slots_added
func sameAdditions(a, b *Type) bool {
	if !a.IsHeap() || !b.IsHeap() || (a.Flags^b.Flags)&(HasInstDict|HasWeakrefs) != 0 {
		return false
	}
	return slices.EqualFunc(a.HeapPart.Slots, b.HeapPart.Slots, func(x, y *Str) bool { return x.s == y.s })
}

var InstanceDictDef = GetSetDef{Name: "__dict__", Doc: subtypeDictDoc,
	Get: func(t *Thread, o Object) (Object, error) {
		if d := builtinDictDescr(TypeOf(o)); d.Ref != nil {
			return TypeOf(d).Slots.DescrGet(t, d, o, Of(TypeOf(o)))
		}
		return instanceDictGet(t, o)
	},
	Set: func(t *Thread, o, v Object) error {
		if d := builtinDictDescr(TypeOf(o)); d.Ref != nil {
			return TypeOf(d).Slots.DescrSet(t, d, o, v)
		}
		return instanceDictSet(t, o, v)
	},
}

// isInstanceDict reports whether d gets the dict that any instance may have.
func (d *GetSetDescriptor) isInstanceDict() bool {
	return d.name == nameDict && d.Def.Doc == subtypeDictDoc
}

const subtypeDictDoc = "dictionary for instance variables"

// builtinDictDescr gives the __dict__ descriptor of a built-in type that typ derives from, null if none has one.
//
// CPython: Objects/typeobject.c get_builtin_base_with_dict
func builtinDictDescr(typ *Type) Object {
	for ; typ != nil; typ = typ.Base {
		if !typ.IsHeap() {
			d := typ.Dict.GetStr(nameDict)
			if g := d; g.Ref != nil && TypeOf(g) == &GetSetDescriptorType && cast[GetSetDescriptor](g).isInstanceDict() {
				return Object{}
			}
			if d.Ref != nil {
				return d
			}
		}
	}
	return Object{}
}

// GenericDictDef is the __dict__ of built-in types whose instances have one. It cannot be deleted.
//
// CPython: Objects/object.c PyObject_GenericSetDict
var GenericDictDef = GetSetDef{Name: "__dict__", Get: instanceDictGet,
	Set: func(t *Thread, o, v Object) error {
		if v.Ref == nil {
			return TypeErrorf(t, "cannot delete __dict__")
		}
		return instanceDictSet(t, o, v)
	},
}

var subtypeWeakrefDef = GetSetDef{Name: "__weakref__", Doc: "list of weak references to the object",
	Get: func(t *Thread, o Object) (Object, error) { return firstWeakref(t, o), nil },
}

// instanceDictGet gets __dict__ of an object that has one.
//
// CPython: Objects/typeobject.c subtype_dict
func instanceDictGet(t *Thread, o Object) (Object, error) {
	if TypeOf(o).Flags&HasInstDict == 0 {
		return Object{}, attributeError(t, o, nameDict, "This object has no __dict__")
	}
	return Of(t.instanceDict(o)), nil
}

// instanceDictSet sets or deletes __dict__ of an object that has one.
//
// CPython: Objects/typeobject.c subtype_setdict
func instanceDictSet(t *Thread, o, v Object) error {
	if TypeOf(o).Flags&HasInstDict == 0 {
		return attributeError(t, o, nameDict, "This object has no __dict__")
	}
	if v.Ref == nil {
		t.SetInstanceDict(o, NewDict())
		return nil
	}
	d := AsDict(v)
	if d == nil {
		return TypeErrorf(t, "__dict__ must be set to a dictionary, not a '%.200s'", TypeOf(v).Name200())
	}
	t.SetInstanceDict(o, d)
	return nil
}

func setupObject() {
	setupSlotDefs()
	slotPowerPointer = funcPointer(TernaryFunc(slotPower))
	newWrapperDef.Fn = callNew
	ObjectType = Type{
		Name: "object",
		Doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\n" +
			"instance that has no instance attributes and cannot be given any.\n",
		Signature: "()",
		Flags:     BaseType,
		Layout:    LayoutOf[plainObject](),
		Methods:   objectMethods,
		GetSets:   objectGetSets,
		Slots: Slots{
			New: objectNew, Init: objectInit, Repr: objectRepr, Str: objectStr, Hash: identityHash, RichCompare: objectRichCompare,
			GetAttr: GenericGetAttr, SetAttr: GenericSetAttr,
		},
	}
}
