package objects

import (
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"
	"weak"
)

// TypeFlags describe a type.
type TypeFlags uint32

// The flags of types.
const (
	HeapType        TypeFlags = 1 << iota // made by a class statement or type(): its dict can change
	BaseType                              // may be subclassed
	NoInstantiate                         // calling it is a TypeError
	Abstract                              // has abstract methods
	HasInstDict                           // instances have a __dict__
	HasWeakrefs                           // instances can be weakly referenced
	MethodDescr                           // instances act as unbound methods when looked up on a type (LOADMETHOD)
	SequencePattern                       // matches sequence patterns
	MappingPattern                        // matches mapping patterns
	SelfMatch                             // a class pattern with one positional subpattern matches the subject itself
	isReady
	// What the subclasses of some built-in types inherit, so that testing for them is cheap.
	IntSubclass
	StrSubclass
	BytesSubclass
	TupleSubclass
	ListSubclass
	DictSubclass
	TypeSubclass
	ExceptionSubclass
	FloatSubclass
	SetSubclass
	genericGet        // attribute access on instances is GenericGetAttr
	genericSet        // setting attributes of instances is GenericSetAttr
	detachedInstances // some instances have no values in line, see Overflow.detached
	hasNativeFields   // instances have attributes that lie in a Go struct, see NativeFields
)

const inheritedFlags = IntSubclass | StrSubclass | BytesSubclass | TupleSubclass | ListSubclass | DictSubclass | TypeSubclass |
	ExceptionSubclass | FloatSubclass | SetSubclass | SequencePattern | MappingPattern | SelfMatch | HasInstDict | HasWeakrefs | hasNativeFields

// Layout says how the instances of a type lie in memory and how they are made. An instance of a heap type has, at
// overflow offset, a pointer to an Overflow, and instances of plain classes have their first values right behind it.
type Layout struct {
	size     uintptr               // of the Go struct without the attribute part
	overflow uintptr               // offset of the *overflow, 0 if there is none
	inline   int                   // values in line behind the overflow pointer
	alloc    func() unsafe.Pointer // a zero instance, its header not yet set
	extended func() unsafe.Pointer // a zero instance with an overflow pointer behind the struct
	of       reflect.Type          // the Go struct
}

type extended[T any] struct {
	base     T
	overflow *Overflow
}

// LayoutOf gives the layout of a built-in type whose instances are Ts.
func LayoutOf[T any]() Layout {
	var zero extended[T]
	return Layout{
		size:     unsafe.Offsetof(zero.overflow),
		of:       reflect.TypeFor[T](),
		alloc:    func() unsafe.Pointer { return unsafe.Pointer(new(T)) },
		extended: func() unsafe.Pointer { return unsafe.Pointer(new(extended[T])) },
	}
}

// LayoutWithDict gives the layout of a built-in type whose instances are Ts with an Attributes field at the offset, so that
// they and the instances of subclasses keep their attributes there.
func LayoutWithDict[T any](attributes uintptr) Layout {
	l := LayoutOf[T]()
	l.overflow = attributes
	l.extended = l.alloc
	return l
}

// Type is a Python type: built-in ones are static Go variables shared by all interpreters and immutable once made ready, heap types
// belong to one interpreter.
type Type struct {
	Header
	Name string // __name__; for a built-in type of a module with the module's name before it, as "collections.deque"
	Doc  string
	// Signature is the __text_signature__ of a built-in type, as "(iterable=(), /)"; "": none.
	Signature string
	Flags     TypeFlags
	Slots     Slots

	Base  *Type
	Bases []*Type // direct bases; nil means Base alone
	MRO   []*Type
	Dict  *Dict

	Layout  Layout
	version uint32 // unique among the states of types that one interpreter sees; 0: none assigned

	Methods []MethodDef
	GetSets []GetSetDef
	// Attrs adds other entries to a built-in type's dict, when it is made ready.
	Attrs func(t *Type)

	HeapPart *HeapTypePart // of heap types only

	mroTuple   atomic.Pointer[Tuple]
	staticSubs atomic.Pointer[[]*Type] // the built-in subclasses of a built-in type
}

// HeapTypePart is what only heap types have.
type HeapTypePart struct {
	Name, Qualname *Str
	Slots          []*Str   // names of the own __slots__, in order of their index
	strangeMRO     bool     // mro() named classes that are not among the bases
	numSlots       int      // slots of this type and its bases: the first indices of the values
	keys           keyTable // attribute names instances have, and their indices
	subclasses     []weak.Pointer[Type]
	initFunc       *Function // cached __init__ for version initVersion, when it is a plain Python function
	initVersion    uint32
	Module         *Module
	native         *NativeFields
}

// Version gives the type's version: it changes whenever the lookup of any attribute on the type may change.
func (t *Type) Version() uint32 { return t.version }

// IsHeap reports whether t is a heap type.
func (t *Type) IsHeap() bool { return t.Flags&HeapType != 0 }

// IsSubtype reports whether t is u or among u's subclasses, by the MRO.
func (t *Type) IsSubtype(u *Type) bool {
	if t == u {
		return true
	}
	for _, m := range t.MRO {
		if m == u {
			return true
		}
	}
	return t.MRO == nil && t.derivesFrom(u)
}

// ShortName gives the type's __name__.
func (t *Type) ShortName() string {
	if t.HeapPart != nil {
		return t.HeapPart.Name.s
	}
	for i := len(t.Name) - 1; i >= 0; i-- {
		if t.Name[i] == '.' {
			return t.Name[i+1:]
		}
	}
	return t.Name
}

// lookup finds name in the dicts of the MRO without the cache; null if it is nowhere.
func (t *Type) lookup(name *Str) Object {
	for _, m := range t.MRO {
		if v := m.Dict.GetStr(name); v.Ref != nil {
			return v
		}
	}
	return Object{}
}

type typeCacheEntry struct {
	version uint32
	name    *Str
	value   Object
}

const typeCacheBits = 12

// Lookup finds name in the dicts of typ's MRO, as CPython's _PyType_Lookup; null if it is nowhere.
func (t *Thread) Lookup(typ *Type, name *Str) Object {
	e := &t.Interp.typeCache[(uintptr(typ.version)*31^uintptr(unsafe.Pointer(name))>>4)&(1<<typeCacheBits-1)]
	if e.version == typ.version && e.name == name && typ.version != 0 {
		return e.value
	}
	version := typ.version
	var v Object
	if typ.hasStrangeKeys() {
		v = t.lookupStrange(typ, name)
	} else {
		v = typ.lookup(name)
	}
	if version != 0 && version == typ.version && name.isInterned() {
		*e = typeCacheEntry{version, name, v}
	}
	return v
}

// hasStrangeKeys reports whether a namespace in the MRO has keys that are not plain str.
func (t *Type) hasStrangeKeys() bool {
	for _, m := range t.MRO {
		if m.Dict.general {
			return true
		}
	}
	return false
}

// lookupStrange finds name where a class namespace has keys that are not plain str: their __eq__ decides. Errors are dropped.
func (t *Thread) lookupStrange(typ *Type, name *Str) Object {
	for _, c := range typ.MRO {
		if v, err := c.Dict.Get(t, Of(name)); err == nil && v.Ref != nil {
			return v
		}
	}
	return Object{}
}

var staticVersions atomic.Uint32

// firstHeapVersion is where an interpreter begins to number the versions of its types; static types stay below.
const firstHeapVersion = 1 << 16

// Ready completes a built-in type: bases, MRO, inherited slots and flags, layout, and the dict with a descriptor for each method,
// attribute and slot. It is called once in the life of the process for each, bases first.
//
// CPython: Objects/typeobject.c type_ready
func Ready(t *Type) {
	if t.Flags&isReady != 0 {
		return
	}
	if t.Header.Type == nil {
		t.Header.Type = &TypeType
	}
	if t.Base == nil && t != &ObjectType {
		t.Base = &ObjectType
	}
	if t.Base != nil {
		Ready(t.Base)
		if t.Bases == nil {
			t.Bases = []*Type{t.Base}
		}
	}
	t.MRO = append(t.MRO, t)
	if len(t.Bases) <= 1 {
		if t.Base != nil {
			t.MRO = append(t.MRO, t.Base.MRO...)
		}
	} else {
		mro, stuck := mergeMRO(t.Bases)
		if stuck != nil {
			panic("objects: inconsistent bases of " + t.Name)
		}
		t.MRO = append(t.MRO, mro...)
	}
	for _, b := range t.Bases {
		b.addStaticSubclass(t)
	}
	t.Dict = newStaticDict()
	t.version = staticVersions.Add(1)
	if t.version >= firstHeapVersion {
		panic("objects: too many static types")
	}
	if t.Base != nil {
		t.Flags |= t.Base.Flags & inheritedFlags
		if t.Layout.alloc == nil {
			t.Layout = t.Base.Layout
		}
	}
	setNew(t)
	fillTypeDict(t)
	for _, b := range t.MRO[1:] {
		inheritSlots(t, b)
	}
	if t.Slots.Hash == nil && t.Dict.GetStr(nameHash).IsNull() {
		t.Dict.setStatic(nameHash, None)
		t.Slots.Hash = hashNotImplemented
	}
	t.noteAttrSlots()
	t.Flags |= isReady
}

// staticSubsMu serializes changes of the lists of built-in subclasses.
var staticSubsMu sync.Mutex

func (t *Type) addStaticSubclass(sub *Type) {
	staticSubsMu.Lock()
	defer staticSubsMu.Unlock()
	var subs []*Type
	if p := t.staticSubs.Load(); p != nil {
		subs = append(subs, *p...)
	}
	subs = append(subs, sub)
	t.staticSubs.Store(&subs)
}

// mergeMRO is the C3 merge of the bases' MROs and the list of bases. If there is no consistent order, stuck has the classes that could not
// be put into one.
//
// CPython: Objects/typeobject.c pmerge
func mergeMRO(bases []*Type) (mro, stuck []*Type) {
	lists := make([][]*Type, 0, len(bases)+1)
	for _, b := range bases {
		lists = append(lists, b.MRO)
	}
	lists = append(lists, bases)
	for {
		var next *Type
		empty := true
		for _, l := range lists {
			if len(l) == 0 {
				continue
			}
			empty = false
			c := l[0]
			good := true
			for _, m := range lists {
				for i := 1; i < len(m); i++ {
					if m[i] == c {
						good = false
					}
				}
			}
			if good {
				next = c
				break
			}
		}
		if empty {
			return mro, nil
		}
		if next == nil {
			for _, l := range lists {
				if len(l) > 0 && !slices.Contains(stuck, l[0]) {
					stuck = append(stuck, l[0])
				}
			}
			return nil, stuck
		}
		mro = append(mro, next)
		for i, l := range lists {
			if len(l) > 0 && l[0] == next {
				lists[i] = l[1:]
			}
		}
	}
}

// PlainInit gives what PlainConstructor gave last, nil if that no longer holds.
func (typ *Type) PlainInit() *Function {
	if h := typ.HeapPart; h != nil && h.initVersion == typ.version && typ.version != 0 {
		return h.initFunc
	}
	return nil
}

// PlainConstructor tells whether calling typ just makes an instance and passes it to __init__, a Python function: then it gives that
// function. The eval loop calls it in its own frame.
func (t *Thread) PlainConstructor(typ *Type) (init *Function, ok bool) {
	h := typ.HeapPart
	if h == nil || typ.version == 0 {
		return nil, false
	}
	if h.initVersion != typ.version {
		h.initVersion, h.initFunc = typ.version, nil
		if typ.Flags&(NoInstantiate|Abstract) == 0 && typ.Slots.Del == nil && typ.Slots.New != nil && sameFunc(typ.Slots.New, ObjectType.Slots.New) {
			if f := t.Lookup(typ, nameInit); f.Ref != nil && TypeOf(f) == &FunctionType {
				h.initFunc = cast[Function](f)
			}
		}
	}
	return h.initFunc, h.initFunc != nil
}

// ClearTypeDescriptors removes the descriptors of __dict__ and __weakref__ from a class that another is made of.
//
// CPython: Python/sysmodule.c sys__clear_type_descriptors_impl
func (t *Thread) ClearTypeDescriptors(typ *Type) error {
	if typ.Flags&HeapType == 0 {
		return TypeErrorf(t, "argument is immutable")
	}
	typ.Dict.DelStr(nameDict)
	typ.Dict.DelStr(nameWeakref)
	t.TypeModified(typ)
	return nil
}

// CallsInstances reports whether typ is a metaclass whose instances are called as those of type are.
func (typ *Type) CallsInstances() bool {
	return typ.Flags&TypeSubclass != 0 && typ != &TypeType && funcPointer(typ.Slots.Call) == callTypePointer
}

var callTypePointer = funcPointer(callType)
