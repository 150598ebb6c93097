package objects

// NativeFields are attributes of the instances of a heap type that lie in a Go struct as long as nobody looks at them: the first
// access to one of them, or to __dict__, moves them all to the instance's dict, where everybody sees what Python code would have
// put there. Go code looks at the struct while Spilled says no.
type NativeFields struct {
	// Names are the names of the attributes.
	Names []*Str
	// Spill puts those that o has into d and forgets them.
	Spill func(t *Thread, o Object, d *Dict)
	// Share, if not nil, is told that others get to know o: see Thread.Share.
	Share func(o Object)
}

func (f *NativeFields) has(name *Str) bool {
	for _, n := range f.Names {
		if n == name {
			return true
		}
	}
	return false
}

// SetNativeFields makes the instances of typ, a heap type without instances and subclasses, Go structs with the layout, and their
// attributes f what Spill makes of them.
func (typ *Type) SetNativeFields(l Layout, traverse TraverseFunc, f *NativeFields) {
	typ.Layout = l
	typ.Slots.Traverse = traverse
	typ.HeapPart.native = f
	typ.Flags |= hasNativeFields
}

// Share notes that Python code gets hold of o in a way that nobody sees from the outside: from what the garbage collector tells, from a
// traceback. What relied on knowing all who know o, to use its memory again, no longer does.
func (t *Thread) Share(o Object) {
	if typ := o.Type(); typ.Flags&hasNativeFields == 0 {
		t.Runtime.ShareGenerator(o)
	} else if share := typ.HeapPart.native.Share; share != nil {
		share(o)
	}
}

// Spilled reports whether an instance with NativeFields, whose attribute part this is, has its attributes in its dict.
func (over *Overflow) Spilled() bool { return over != nil && over.Dict != nil }

// spill moves the native fields of o to its dict if name is one of them.
func (t *Thread) spill(o Object, typ *Type, name *Str) {
	if typ.HeapPart.native.has(name) {
		t.instanceDict(o)
	}
}

// LayoutIs reports whether the instances of typ have the layout l, or those of a base that was given it.
func (typ *Type) LayoutIs(l *Layout) bool {
	return funcPointer(typ.Layout.alloc) == funcPointer(l.alloc)
}

// HasNativeField reports whether name is one of the attributes that instances of typ may keep in their struct.
func (typ *Type) HasNativeField(name *Str) bool {
	return typ.Flags&hasNativeFields != 0 && typ.HeapPart.native.has(name)
}
