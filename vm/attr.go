package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// loadGlobal is LOADGLOBAL: the value comes from the globals or the builtins, and the instruction is quickened.
func (m *machine) loadGlobal(f *frame, in *instr, name *objects.Str) (Object, error) {
	e := f.code
	if e.globals.Type != &objects.DictType || e.builtins.Type != &objects.DictType {
		return m.global(f, name)
	}
	c := &e.caches[in.ext0>>32]
	if i := e.globals.EntryIndex(name); i >= 0 {
		c.ver, c.ptr = e.globals.Version(), e.globals.EntryValue(i)
		in.quicken(code.LOADGLOBAL_MODULE)
		return *c.ptr, nil
	}
	if i := e.builtins.EntryIndex(name); i >= 0 {
		c.ver, c.ver2, c.ptr = e.globals.Version(), e.builtins.Version(), e.builtins.EntryValue(i)
		in.quicken(code.LOADGLOBAL_BUILTIN)
		return *c.ptr, nil
	}
	return m.global(f, name)
}

// global looks name up in the globals and the builtins, which may be instances of subclasses of dict.
func (m *machine) global(f *frame, name *objects.Str) (Object, error) {
	for _, d := range [...]*objects.Dict{f.code.globals, f.code.builtins} {
		if v, err := m.fromMapping(Of(d), name); err != nil || v.Ref != nil {
			return v, err
		}
	}
	return Object{}, m.nameError(name)
}

// loadName is LOADNAME.
func (m *machine) loadName(f *frame, name *objects.Str) (Object, error) {
	if f.ns.Ref == nil {
		return m.global(f, name)
	}
	return m.loadDictGlobal(f, f.ns, name)
}

// fromMapping looks name up in the mapping ns, null if it is absent.
func (m *machine) fromMapping(ns Object, name *objects.Str) (Object, error) {
	if ns.Type() == &objects.DictType {
		return (*objects.Dict)(ns.Ref).GetName(m.t, name)
	}
	v, err := objects.GetItem(m.t, ns, Of(name))
	if err != nil && objects.Matches(err, &objects.ExcKeyError) {
		return Object{}, nil
	}
	return v, err
}

func (m *machine) loadDictGlobal(f *frame, ns Object, name *objects.Str) (Object, error) {
	v, err := m.fromMapping(ns, name)
	if err != nil || v.Ref != nil {
		return v, err
	}
	return m.global(f, name)
}

func (m *machine) loadDictCell(f *frame, ns Object, name *objects.Str, cell *objects.Cell) (Object, error) {
	v, err := m.fromMapping(ns, name)
	if err != nil || v.Ref != nil {
		return v, err
	}
	if cell.V.Ref == nil {
		return Object{}, m.unboundFreeName(name)
	}
	return cell.V, nil
}

func (m *machine) storeName(f *frame, name *objects.Str, v Object) error {
	if f.ns.Type() == &objects.DictType {
		(*objects.Dict)(f.ns.Ref).SetStr(name, v)
		return nil
	}
	return objects.SetItem(m.t, f.ns, Of(name), v)
}

func (m *machine) delName(f *frame, name *objects.Str) error {
	if f.ns.Ref == nil {
		if !f.fn.Globals.DelStr(name) {
			return m.nameError(name)
		}
		return nil
	}
	err := objects.SetItem(m.t, f.ns, Of(name), Object{})
	if err != nil && objects.Matches(err, &objects.ExcKeyError) {
		return m.nameError(name)
	}
	return err
}

// namespace gives the frame's namespace: of a class body or exec, or the globals.
func (m *machine) namespace(f *frame) Object {
	if f.ns.Ref != nil {
		return f.ns
	}
	return Of(f.fn.Globals)
}

func (m *machine) nameError(name *objects.Str) error {
	return objects.NewNameError(m.t, name, "name '%.200s' is not defined", name.String())
}

// unboundLocal is the error of reading register r, a variable without value.
func (m *machine) unboundLocal(f *frame, r int) error {
	name := f.code.code.RegisterName(r)
	if name == nil {
		return objects.SystemErrorf(m.t, "unbound register %d", r)
	}
	return objects.Errorf(m.t, &objects.ExcUnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", name.String())
}

func (m *machine) unboundFree(f *frame, i int) error {
	return m.unboundFreeName(f.code.freeName(i))
}

func (m *machine) unboundFreeName(name *objects.Str) error {
	return objects.NewNameError(m.t, name, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name.String())
}

// getAttr is GETATTR: the instruction is quickened where what it finds can be found again by the type's version.
func (m *machine) getAttr(f *frame, in *instr, o Object, name *objects.Str) (Object, error) {
	typ := o.Type()
	t := m.t
	if typ.HasGenericGetAttr() && typ.Version() != 0 {
		d := t.Lookup(typ, name)
		if d.Ref == nil || d.Type().Slots.DescrSet == nil {
			off, index, _, inline, ok := typ.AttrPlace(name)
			switch {
			case ok:
				m.cachePlace(f, in, typ, off, index, inline, code.GETATTR_INLINE, code.GETATTR_OVER)
			case d.Ref != nil && d.Type().Slots.DescrGet == nil && typ.Flags&objects.HasInstDict != 0 && !typ.HasNativeField(name) && t.InstanceAttr(o, name).Ref == nil:
				c := &f.code.caches[in.ext0>>32]
				c.ver, c.ver2, c.val = typ.Version(), uint32(typ.OverflowOffset()), d
				in.quicken(code.GETATTR_CONST)
				return d, nil
			}
		} else if d.Type() == &objects.PropertyType {
			if get := (*objects.Property)(d.Ref).Getter(); get.Ref != nil && get.Type() == &objects.FunctionType && !in.wide {
				c := &f.code.caches[in.ext0>>32]
				c.ver, c.val = typ.Version(), get
				in.quicken(code.GETATTR_PROPERTY)
			}
		} else if d.Type() == &objects.MemberDescriptorType {
			md := (*objects.MemberDescriptor)(d.Ref)
			if md.Index >= 0 && typ.IsSubtype(md.Owner) {
				if off, index, _, inline, ok := typ.SlotPlace(md); ok {
					m.cachePlace(f, in, typ, off, index, inline, code.GETATTR_INLINE, code.GETATTR_OVER)
				}
			}
		}
		return objects.GenericGetAttr(t, o, name)
	}
	switch typ {
	case &objects.ModuleType:
		d := (*objects.Module)(o.Ref).Dict
		if i := d.EntryIndex(name); i >= 0 && t.Lookup(typ, name).Ref == nil {
			c := &f.code.caches[in.ext0>>32]
			c.dict, c.ver, c.ptr = d, d.Version(), d.EntryValue(i)
			in.quicken(code.GETATTR_MODULE)
			return *c.ptr, nil
		}
	case &objects.TypeType:
		cls := (*objects.Type)(o.Ref)
		if v := t.Lookup(cls, name); v.Ref != nil && cls.Version() != 0 && t.Lookup(typ, name).Ref == nil && v.Type().Slots.DescrGet == nil {
			c := &f.code.caches[in.ext0>>32]
			c.ver, c.val = cls.Version(), v
			in.quicken(code.GETATTR_CLASS)
			return v, nil
		}
	}
	return objects.GetAttr(t, o, name)
}

// cachePlace notes in an attribute instruction's caches where a value of typ's instances lies.
func (m *machine) cachePlace(f *frame, in *instr, typ *objects.Type, offset uintptr, index int, inline bool, opInline, opOver code.Op) {
	in.setCacheWord(uint64(typ.Version()) | uint64(offset)<<32)
	if inline {
		in.quicken(opInline)
	} else {
		f.code.caches[in.ext0>>32].ver2 = uint32(index)
		in.quicken(opOver)
	}
}

// setAttr is SETATTR.
func (m *machine) setAttr(f *frame, in *instr, o Object, name *objects.Str, v Object) error {
	typ := o.Type()
	t := m.t
	if typ.HasGenericSetAttr() {
		d := t.Lookup(typ, name)
		if d.Ref == nil || d.Type().Slots.DescrSet == nil {
			if typ.Flags&objects.HasInstDict != 0 {
				if err := t.SetInstanceAttr(o, name, v); err != nil {
					return err
				}
				if off, index, after, inline, ok := typ.AttrPlace(name); ok && typ.Version() != 0 {
					m.cachePlace(f, in, typ, off, index, inline, code.SETATTR_INLINE, code.SETATTR_OVER)
					if inline {
						f.code.caches[in.ext0>>32].ver2 = uint32(after)
					}
				}
				return nil
			}
		} else if d.Type() == &objects.MemberDescriptorType && typ.Version() != 0 {
			md := (*objects.MemberDescriptor)(d.Ref)
			if md.Index >= 0 && typ.IsSubtype(md.Owner) {
				if off, index, _, inline, _ := typ.SlotPlace(md); inline {
					m.cachePlace(f, in, typ, off, index, inline, code.SETATTR_INLINE, code.SETATTR_OVER)
					f.code.caches[in.ext0>>32].ver2 = 0
				}
			}
		}
	}
	return objects.SetAttr(t, o, name, v)
}

// loadMethod is LOADMETHOD.
func (m *machine) loadMethod(f *frame, in *instr, o Object, name *objects.Str) (fn, self Object, err error) {
	if d, place, ok := m.cacheable(o, o.Type(), name); ok {
		c := &f.code.caches[in.ext0>>32]
		c.ver, c.ver2, c.val = o.Type().Version(), place, d
		if place == 0 {
			in.quicken(code.LOADMETHOD_PLAIN)
		} else {
			in.quicken(code.LOADMETHOD_INST)
		}
		return d, o, nil
	}
	return objects.LoadMethod(m.t, o, name)
}

// cacheable gives o's method of that name if instances of its type's version have the same, as long as those that have a place for a dict,
// which is given if it is not 0, have none there.
func (m *machine) cacheable(o Object, typ *objects.Type, name *objects.Str) (method Object, place uint32, ok bool) {
	if !typ.HasGenericGetAttr() || typ.Version() == 0 {
		return Object{}, 0, false
	}
	d := m.t.Lookup(typ, name)
	if d.Ref == nil || d.Type().Flags&objects.MethodDescr == 0 {
		return Object{}, 0, false
	}
	if typ.Flags&objects.HasInstDict == 0 {
		return d, 0, true
	}
	if _, _, _, _, has := typ.AttrPlace(name); has || m.t.InstanceAttr(o, name).Ref != nil {
		return Object{}, 0, false
	}
	return d, uint32(typ.OverflowOffset()), true
}

// loadSuper is LOADSUPER.
func (m *machine) loadSuper(f *frame, super, class, self Object, name *objects.Str, flags uint8) (fn, bound Object, err error) {
	t := m.t
	if super == Of(&objects.SuperType) && objects.AsType(class) != nil {
		return objects.SuperLookup(t, objects.AsType(class), self, name, flags&1 != 0)
	}
	var s Object
	if flags&2 != 0 {
		s, err = objects.CallArgs(t, super, class, self)
	} else {
		s, err = objects.CallArgs(t, super)
	}
	if err != nil {
		return Object{}, Object{}, err
	}
	fn, err = objects.GetAttr(t, s, name)
	return fn, Object{}, err
}

// getProperty is GETATTR_PROPERTY where the type is still the cached one: it calls the getter.
func (m *machine) getProperty(f *frame, pc unsafe.Pointer, ins uint64, getter *objects.Function) (*frame, unsafe.Pointer) {
	pc = unsafe.Add(pc, 16)
	f.pc, m.cur = pc, f
	self := (*Object)(m.freeTop(f))
	*self = *reg(f.regs, int(uint16(ins>>32)))
	return m.pushNow(f, pc, getter, self, 1, nil, int(uint16(ins>>16)), Object{})
}

// loadSpecialNarrow is LOADSPECIAL in its usual form.
func (m *machine) loadSpecialNarrow(f *frame, pc unsafe.Pointer, ins uint64) (*frame, unsafe.Pointer) {
	o := *reg(f.regs, int(uint16(ins>>32)))
	which := uint8(ins >> 8)
	if d := m.t.Lookup(o.Type(), objects.ContextMethodName(objects.ContextMethodKind(which))); d.Ref != nil && d.Type().Flags&objects.MethodDescr != 0 {
		base := int(uint16(ins >> 16))
		*reg(f.regs, base), *reg(f.regs, base+1) = d, o
		if v := o.Type().Version(); v != 0 {
			m.special[uint32(which&3)<<2|v&3] = specialMethod{v, d}
		}
		return f, pc
	}
	return m.slow(f, pc)
}

// dictGet is the subscription of a dict, with the instruction before pc.
func (m *machine) dictGet(f *frame, pc unsafe.Pointer, d *objects.Dict, key Object) (*frame, unsafe.Pointer) {
	if v, ok := d.GetSimple(key); ok {
		*reg(f.regs, int(*(*uint16)(unsafe.Add(pc, -6)))) = v
		return f, pc
	}
	return m.slowGETITEM(f, pc)
}

// dictSet is the item assignment of a dict, with the instruction before pc.
func (m *machine) dictSet(f *frame, pc unsafe.Pointer, d *objects.Dict, key Object) (*frame, unsafe.Pointer) {
	if d.SetSimple(key, *reg(f.regs, int(*(*uint16)(unsafe.Add(pc, -2))))) {
		return f, pc
	}
	return m.slowSETITEM(f, pc)
}
