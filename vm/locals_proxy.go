package vm

import (
	"github.com/gophersnake/gophersnake/objects"
)

// place finds the variable of a name: its register or cell. ok is false if the code has none of this name.
func (fo *Frame) place(name string) (p *objects.Object, ok bool) {
	c := fo.code.code
	regs := fo.registers()
	cellOr := func(i int, isCell bool) *Object {
		if v := regs[i]; isCell && v.Ref != nil && v.Type() == &objects.CellType {
			return &(*objects.Cell)(v.Ref).V
		}
		return &regs[i]
	}
	for i, n := range c.Varnames {
		if n == name && i < len(regs) {
			return cellOr(i, c.IsCell(i)), true
		}
	}
	for _, cell := range c.Cells {
		if cell.Name == name && cell.Reg < len(regs) {
			return cellOr(cell.Reg, true), true
		}
	}
	if fo.fn.Closure != nil {
		for i, n := range c.Freevars {
			if n == name {
				return &(*objects.Cell)(fo.fn.Closure.Items[i].Ref).V, true
			}
		}
	}
	for _, h := range c.Hidden {
		if h.Name == name && h.Reg < len(regs) && regs[h.Reg].Ref != nil {
			return cellOr(h.Reg, true), true
		}
	}
	return nil, false
}

// proxyGet gives the value of a key, null if it is absent.
//
// CPython: Objects/frameobject.c framelocalsproxy_getitem
func (p *localsProxy) get(t *objects.Thread, key Object) (Object, error) {
	if s := objects.AsStr(key); s != nil {
		if v, ok := p.frame.place(s.String()); ok {
			if v.Ref != nil {
				return *v, nil
			}
			return Object{}, nil
		}
	}
	if p.frame.extra == nil {
		_, err := objects.Hash(t, key)
		return Object{}, err
	}
	return p.frame.extra.Get(t, key)
}

func proxyGetItem(t *objects.Thread, o, key Object) (Object, error) {
	v, err := (*localsProxy)(o.Ref).get(t, key)
	if err == nil && v.Ref == nil {
		r, rerr := objects.Repr(t, key)
		if rerr != nil {
			return Object{}, rerr
		}
		return Object{}, objects.Errorf(t, &objects.ExcKeyError, "local variable '%s' is not defined", r.String())
	}
	return v, err
}

// proxySetItem sets or, where v is null, deletes an item.
//
// CPython: Objects/frameobject.c framelocalsproxy_setitem
func proxySetItem(t *objects.Thread, o, key, v Object) error {
	p := (*localsProxy)(o.Ref)
	if s := objects.AsStr(key); s != nil {
		if place, ok := p.frame.place(s.String()); ok {
			if v.Ref == nil {
				return objects.ValueErrorf(t, "cannot remove local variables from FrameLocalsProxy")
			}
			*place = v
			return nil
		}
	}
	if p.frame.extra == nil {
		if v.Ref == nil {
			return objects.KeyError(t, key)
		}
		p.frame.extra = objects.NewDict()
	}
	if v.Ref == nil {
		found, err := p.frame.extra.Del(t, key)
		if err == nil && !found {
			err = objects.KeyError(t, key)
		}
		return err
	}
	return p.frame.extra.Set(t, key, v)
}

func proxyContains(t *objects.Thread, o, key Object) (bool, error) {
	v, err := (*localsProxy)(o.Ref).get(t, key)
	return v.Ref != nil, err
}

func proxyLen(_ *objects.Thread, o Object) (int, error) {
	return (*localsProxy)(o.Ref).frame.snapshot().Len(), nil
}

func proxyIter(t *objects.Thread, o Object) (Object, error) {
	return objects.Iter(t, Of((*localsProxy)(o.Ref).frame.snapshot()))
}

func proxyRepr(t *objects.Thread, o Object) (Object, error) {
	s, err := objects.Repr(t, Of((*localsProxy)(o.Ref).frame.snapshot()))
	return Of(s).Or(err)
}

func proxyCompare(t *objects.Thread, a, b Object, op objects.CompareOp) (Object, error) {
	if op != objects.EQ && op != objects.NE {
		return objects.NotImplemented, nil
	}
	left := Of((*localsProxy)(a.Ref).frame.snapshot())
	if b.Type() == &localsProxyType {
		same := (*localsProxy)(a.Ref).frame == (*localsProxy)(b.Ref).frame
		return objects.NewBool(same == (op == objects.EQ)), nil
	}
	if objects.AsDict(b) == nil {
		return objects.NotImplemented, nil
	}
	return objects.RichCompare(t, left, b, op)
}

func proxyOr(t *objects.Thread, a, b Object) (Object, error) {
	dict := func(o Object) Object {
		if o.Type() == &localsProxyType {
			return Of((*localsProxy)(o.Ref).frame.snapshot())
		}
		return o
	}
	a, b = dict(a), dict(b)
	if objects.AsDict(a) == nil || objects.AsDict(b) == nil {
		return objects.NotImplemented, nil
	}
	return objects.BinaryOp(t, objects.OpOr, a, b)
}

// onSnapshot calls a method of a dict of the variables.
func (p *localsProxy) onSnapshot(t *objects.Thread, name string, args ...Object) (Object, error) {
	return objects.CallMethod(t, Of(p.frame.snapshot()), t.Interp.Intern(name), args...)
}

//py:def FrameLocalsProxy.keys(self, /)
func proxyKeys(t *objects.Thread, p *localsProxy) (objects.Object, error) { return p.list(t, "keys") }

//py:def FrameLocalsProxy.values(self, /)
func proxyValues(t *objects.Thread, p *localsProxy) (objects.Object, error) {
	return p.list(t, "values")
}

//py:def FrameLocalsProxy.items(self, /)
func proxyItems(t *objects.Thread, p *localsProxy) (objects.Object, error) { return p.list(t, "items") }

func (p *localsProxy) list(t *objects.Thread, name string) (objects.Object, error) {
	v, err := p.onSnapshot(t, name)
	if err != nil {
		return Object{}, err
	}
	items, err := objects.ToSlice(t, v)
	if err != nil {
		return Object{}, err
	}
	return Of(objects.NewList(items)), nil
}

//py:def FrameLocalsProxy.copy(self, /)
func proxyCopy(p *localsProxy) objects.Object { return Of(p.frame.snapshot()) }

//py:def FrameLocalsProxy.get(self, key, default=None, /)
func proxyGetMethod(t *objects.Thread, p *localsProxy, key, def objects.Object) (objects.Object, error) {
	v, err := p.get(t, key)
	if err == nil && v.Ref == nil {
		return def, nil
	}
	return v, err
}

//py:def FrameLocalsProxy.setdefault(self, key, default=None, /)
func proxySetDefault(t *objects.Thread, p *localsProxy, key, def objects.Object) (objects.Object, error) {
	v, err := p.get(t, key)
	if err != nil || v.Ref != nil {
		return v, err
	}
	return def.Or(proxySetItem(t, Of(p), key, def))
}

//py:def FrameLocalsProxy.pop(self, key, default=<unrepresentable>, /)
//py:nosig
func proxyPop(t *objects.Thread, p *localsProxy, key, def objects.Object) (objects.Object, error) {
	if s := objects.AsStr(key); s != nil {
		if _, ok := p.frame.place(s.String()); ok {
			return Object{}, objects.ValueErrorf(t, "cannot remove local variables from FrameLocalsProxy")
		}
	}
	v, err := p.get(t, key)
	if err != nil {
		return Object{}, err
	}
	if v.Ref == nil {
		if def.Ref != nil {
			return def, nil
		}
		return Object{}, objects.KeyError(t, key)
	}
	return v.Or(proxySetItem(t, Of(p), key, Object{}))
}

//py:def FrameLocalsProxy.update(self, other, /)
func proxyUpdate(t *objects.Thread, p *localsProxy, other objects.Object) error {
	if other.Type() == &localsProxyType {
		other = Of((*localsProxy)(other.Ref).frame.snapshot())
	}
	if objects.AsDict(other) == nil {
		return objects.TypeErrorf(t, "update() argument must be dict or another FrameLocalsProxy")
	}
	return machineOf(t).eachPair(other, func(k, v Object) error { return proxySetItem(t, Of(p), k, v) })
}

//py:def FrameLocalsProxy.__reversed__(self, /)
func proxyReversed(t *objects.Thread, p *localsProxy) (objects.Object, error) {
	v, err := p.list(t, "keys")
	if err != nil {
		return Object{}, err
	}
	return objects.CallMethod(t, v, t.Interp.Intern("__reversed__"))
}

func proxyNew(t *objects.Thread, cls *objects.Type, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	if len(args) != 1 || kwnames != nil {
		return Object{}, objects.TypeErrorf(t, "FrameLocalsProxy expected 1 argument, got %d", len(args))
	}
	if args[0].Type() != &FrameType {
		return Object{}, objects.TypeErrorf(t, "expect frame, not %s", args[0].Type().Name200())
	}
	return Of(&localsProxy{Header{Type: cls}, (*Frame)(args[0].Ref)}), nil
}

func setupLocalsProxy() {
	localsProxyType = objects.Type{
		Name: "FrameLocalsProxy", Flags: objects.MappingPattern, Layout: objects.LayoutOf[localsProxy](),
		Slots: objects.Slots{
			New: proxyNew, Repr: proxyRepr, Len: proxyLen, GetItem: proxyGetItem, SetItem: proxySetItem, Contains: proxyContains,
			Iter: proxyIter, RichCompare: proxyCompare,
			Traverse: func(o Object, visit func(Object)) { visit(Of((*localsProxy)(o.Ref).frame)) },
		},
		Methods: frameLocalsProxyMethods,
	}
	localsProxyType.Slots.Binary[objects.OpOr] = proxyOr
	localsProxyType.Slots.InPlace[objects.OpOr] = func(t *objects.Thread, a, b Object) (Object, error) {
		return a.Or(proxyUpdate(t, (*localsProxy)(a.Ref), b))
	}
	objects.Ready(&localsProxyType)
}
