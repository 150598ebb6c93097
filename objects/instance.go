package objects

import "unsafe"

// Overflow is the part of an instance's attributes that does not lie in line: the values beyond the inline ones, the dict
// once somebody asked for it, and what few instances have.
type Overflow struct {
	Values    []Object // values number Layout.inline and up
	Dict      *Dict    // when not nil it holds all attributes but the slots
	finalizer *Finalizable
	// detached is set when the instance has no room for the values that its type keeps in line, because it was made as an instance of
	// another class: then Values has all of them.
	detached bool
}

const pointerSize = unsafe.Sizeof(uintptr(0))

const objectSize = unsafe.Sizeof(Object{})

// maxSharedKeys bounds the attribute names that a type keeps places for in all its instances; an instance with another
// name gets a dict.
const maxSharedKeys = 64

// keyTable numbers the attribute names of a type's instances. Names are only ever added.
type keyTable struct{ names *Dict }

func (k *keyTable) find(name *Str) int {
	if k.names == nil {
		return -1
	}
	return k.names.findStr(name, name.Hash())
}

func (k *keyTable) len() int {
	if k.names == nil {
		return 0
	}
	return len(k.names.entries)
}

type (
	instance0 struct{ instanceHead }
	instance1 struct {
		instanceHead
		v [1]Object
	}
	instance2 struct {
		instanceHead
		v [2]Object
	}
	instance3 struct {
		instanceHead
		v [3]Object
	}
	instance4 struct {
		instanceHead
		v [4]Object
	}
	instance6 struct {
		instanceHead
		v [6]Object
	}
	instance8 struct {
		instanceHead
		v [8]Object
	}
	instance12 struct {
		instanceHead
		v [12]Object
	}
	instance16 struct {
		instanceHead
		v [16]Object
	}
	instance24 struct {
		instanceHead
		v [24]Object
	}
	instanceHead struct {
		Header
		overflow *Overflow
	}
)

const instanceHeadSize = unsafe.Sizeof(instanceHead{})

// inlineCapacity rounds a number of values up to one that instances come with.
func inlineCapacity(n int) int {
	for _, c := range [...]int{0, 1, 2, 3, 4, 6, 8, 12, 16} {
		if n <= c {
			return c
		}
	}
	return 24
}

// NewInstance makes an instance of typ, without calling anything: all its fields are zero.
func NewInstance(typ *Type) Object {
	var p unsafe.Pointer
	switch l := &typ.Layout; {
	case l.alloc != nil:
		p = l.alloc()
	default:
		switch l.inline {
		case 0:
			p = unsafe.Pointer(new(instance0))
		case 1:
			p = unsafe.Pointer(new(instance1))
		case 2:
			p = unsafe.Pointer(new(instance2))
		case 3:
			p = unsafe.Pointer(new(instance3))
		case 4:
			p = unsafe.Pointer(new(instance4))
		case 6:
			p = unsafe.Pointer(new(instance6))
		case 8:
			p = unsafe.Pointer(new(instance8))
		case 12:
			p = unsafe.Pointer(new(instance12))
		case 16:
			p = unsafe.Pointer(new(instance16))
		default:
			p = unsafe.Pointer(new(instance24))
		}
	}
	(*Header)(p).Type = typ
	return Object{Ref: p}
}

// overflowOf gives the place of o's overflow pointer; its type has one.
func overflowOf(o Object, typ *Type) **Overflow {
	return (**Overflow)(unsafe.Add(o.Ref, typ.Layout.overflow))
}

// ensureOverflow gives o's Overflow, making it if need be.
func ensureOverflow(o Object, typ *Type) *Overflow {
	p := overflowOf(o, typ)
	if *p == nil {
		*p = new(Overflow)
	}
	return *p
}

// valuePlace gives the place of value i of o, or nil if it has none yet.
func valuePlace(o Object, typ *Type, i int) *Object {
	l := &typ.Layout
	inline := l.inline
	if typ.Flags&detachedInstances != 0 && isDetached(o, typ) {
		inline = 0
	}
	if i < inline {
		return (*Object)(unsafe.Add(o.Ref, l.overflow+pointerSize+uintptr(i)*objectSize))
	}
	over := *overflowOf(o, typ)
	if over == nil || i-inline >= len(over.Values) {
		return nil
	}
	return &over.Values[i-inline]
}

func isDetached(o Object, typ *Type) bool {
	over := *overflowOf(o, typ)
	return over != nil && over.detached
}

// setValue stores value i of o.
func setValue(o Object, typ *Type, i int, v Object) {
	if p := valuePlace(o, typ, i); p != nil {
		*p = v
		return
	}
	over := ensureOverflow(o, typ)
	if !over.detached {
		i -= typ.Layout.inline
	}
	if n := i + 1; n > cap(over.Values) {
		values := make([]Object, n, (n+3)&^3)
		copy(values, over.Values)
		over.Values = values
	} else {
		over.Values = over.Values[:n]
	}
	over.Values[i] = v
}

// InstanceAttr gives o's own attribute name, null if it has none.
func (t *Thread) InstanceAttr(o Object, name *Str) Object {
	typ := TypeOf(o)
	if typ.Flags&HasInstDict == 0 {
		return Object{}
	}
	if typ.Flags&hasNativeFields != 0 {
		t.spill(o, typ, name)
	}
	if h := typ.HeapPart; h != nil {
		if i := h.keys.find(name); i >= 0 {
			if p := valuePlace(o, typ, i+h.numSlots); p != nil && p.Ref != nil {
				return *p
			}
		}
	}
	if over := *overflowOf(o, typ); over != nil && over.Dict != nil {
		return over.Dict.GetStr(name)
	}
	return Object{}
}

// SetInstanceAttr sets o's own attribute name; its type has HasInstDict.
func (t *Thread) SetInstanceAttr(o Object, name *Str, v Object) error {
	typ := TypeOf(o)
	if typ.Flags&hasNativeFields != 0 {
		t.spill(o, typ, name)
	}
	p := overflowOf(o, typ)
	if over := *p; over != nil && over.Dict != nil {
		if err := over.Dict.checkRoom(t); err != nil {
			return err
		}
		over.Dict.SetStr(name, v)
		return nil
	}
	h := typ.HeapPart
	if h == nil {
		return t.instanceDict(o).setName(t, name, v)
	}
	i := h.keys.find(name)
	if i < 0 {
		if h.keys.len() >= maxSharedKeys || TypeOf(Of(name)) != &StrType {
			return t.instanceDict(o).setName(t, name, v)
		}
		if h.keys.names == nil {
			h.keys.names = NewDict()
		}
		i = h.keys.len()
		h.keys.names.SetStr(name, None)
		t.TypeModified(typ)
	}
	i += h.numSlots
	if p := valuePlace(o, typ, i); p == nil || p.Ref == nil {
		// A new attribute. The order of the values is the order of a later dict: one that would come too early ends that.
		for j, n := i+1, h.numSlots+h.keys.len(); j < n; j++ {
			if q := valuePlace(o, typ, j); q == nil {
				break
			} else if q.Ref != nil {
				return t.instanceDict(o).setName(t, name, v)
			}
		}
	}
	setValue(o, typ, i, v)
	return nil
}

// AttrPlace tells an inline cache where attribute name of the instances of typ lies: at an offset from the instance when inline is
// true, with room for after more attributes behind it, else at index of Overflow.Values, whose pointer is at the offset. ok is false where there is no such place.
func (typ *Type) AttrPlace(name *Str) (offset uintptr, index, after int, inline, ok bool) {
	h := typ.HeapPart
	if h == nil || typ.Flags&HasInstDict == 0 {
		return 0, 0, 0, false, false
	}
	i := h.keys.find(name)
	if i < 0 {
		return 0, 0, 0, false, false
	}
	return typ.placeOffset(i + h.numSlots)
}

// placeOffset is AttrPlace for a value's number.
func (typ *Type) placeOffset(i int) (offset uintptr, index, after int, inline, ok bool) {
	if typ.Flags&detachedInstances != 0 {
		return 0, 0, 0, false, false
	}
	l := &typ.Layout
	if i < l.inline {
		return l.overflow + unsafe.Sizeof(uintptr(0)) + uintptr(i)*objectSize, 0, l.inline - i - 1, true, true
	}
	return l.overflow, i - l.inline, 0, false, true
}

// SlotPlace is AttrPlace for a __slots__ descriptor.
func (typ *Type) SlotPlace(d *MemberDescriptor) (offset uintptr, index, after int, inline, ok bool) {
	return typ.placeOffset(d.Index)
}

// OverflowOffset gives where the *Overflow of the instances of typ lies, 0 if they have none.
func (typ *Type) OverflowOffset() uintptr { return typ.Layout.overflow }

func (d *Dict) setName(t *Thread, name *Str, v Object) error {
	if TypeOf(Of(name)) == &StrType {
		d.SetStr(name, v)
		return nil
	}
	return d.Set(t, Of(name), v)
}

// DelInstanceAttr deletes o's own attribute name; found is false if it had none.
func (t *Thread) DelInstanceAttr(o Object, name *Str) (found bool) {
	typ := TypeOf(o)
	if typ.Flags&hasNativeFields != 0 {
		t.spill(o, typ, name)
	}
	if over := *overflowOf(o, typ); over != nil && over.Dict != nil {
		return over.Dict.DelStr(name)
	}
	if h := typ.HeapPart; h != nil {
		// The order of the others would be lost if the name came back to its place: go on with a dict.
		if i := h.keys.find(name); i >= 0 {
			if p := valuePlace(o, typ, i+h.numSlots); p != nil && p.Ref != nil {
				return t.instanceDict(o).DelStr(name)
			}
		}
	}
	return false
}

// instanceDict gives o's __dict__, moving the values into it the first time; its type has HasInstDict.
func (t *Thread) instanceDict(o Object) *Dict {
	typ := TypeOf(o)
	over := ensureOverflow(o, typ)
	if over.Dict == nil {
		d := NewDict()
		if typ.Flags&hasNativeFields != 0 {
			typ.HeapPart.native.Spill(t, o, d)
		}
		if h := typ.HeapPart; h != nil && h.keys.names != nil {
			for i := range h.keys.names.entries {
				if p := valuePlace(o, typ, i+h.numSlots); p != nil && p.Ref != nil {
					d.SetStr(cast[Str](h.keys.names.entries[i].Key), *p)
					*p = Object{}
				}
			}
		}
		over.Dict = d
	}
	return over.Dict
}

// SetInstanceDict replaces the __dict__ of o, whose type has HasInstDict.
func (t *Thread) SetInstanceDict(o Object, d *Dict) {
	t.instanceDict(o)
	ensureOverflow(o, TypeOf(o)).Dict = d
}

// visitInstance visits the attribute part of o.
func visitInstance(o Object, visit func(Object)) {
	typ := TypeOf(o)
	if typ.Layout.overflow == 0 {
		return
	}
	over := *overflowOf(o, typ)
	if over == nil || !over.detached {
		for i := range typ.Layout.inline {
			if v := *valuePlace(o, typ, i); v.Ref != nil {
				visit(v)
			}
		}
	}
	if over != nil {
		for _, v := range over.Values {
			if v.Ref != nil {
				visit(v)
			}
		}
		if over.Dict != nil {
			visit(Of(over.Dict))
		}
	}
}
