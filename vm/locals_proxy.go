package vm

import (
	"slices"

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
	for _, h := range c.Hidden {
		if h.Name == name && hiddenValue(regs, h.Reg).Ref != nil {
			return cellOr(h.Reg, true), true
		}
	}
	if fo.fn.Closure != nil && !fo.cleared {
		for i, n := range c.Freevars {
			if n == name {
				return &(*objects.Cell)(fo.fn.Closure.Items[i].Ref).V, true
			}
		}
	}
	return nil, false
}

// placeKey is place for a key of any type: it is a variable if it equals its name.
//
// CPython: Objects/frameobject.c framelocalsproxy_getkeyindex
func (fo *Frame) placeKey(t *objects.Thread, key Object) (p *Object, ok bool, err error) {
	if key.Type() == &objects.StrType {
		p, ok = fo.place(objects.AsStr(key).String())
		return p, ok, nil
	}
	h, err := objects.Hash(t, key)
	if err != nil {
		return nil, false, err
	}
	c := fo.code.code
	for _, names := range [][]*objects.Str{c.VarStrs, c.CellStrs, c.FreeStrs} {
		for _, name := range names {
			if name.Hash() != h {
				continue
			}
			same, err := objects.EqualBool(t, Of(name), key)
			if err != nil {
				return nil, false, err
			}
			if same {
				p, ok = fo.place(name.String())
				return p, ok, nil
			}
		}
	}
	return nil, false, nil
}

// dict gives a dict of the variables.
func (p *localsProxy) dict(t *objects.Thread) (Object, error) {
	d, err := p.frame.snapshot(t)
	return Of(d).Or(err)
}

// proxyGet gives the value of a key, null if it is absent.
//
// CPython: Objects/frameobject.c framelocalsproxy_getitem
func (p *localsProxy) get(t *objects.Thread, key Object) (Object, error) {
	v, ok, err := p.frame.placeKey(t, key)
	if err != nil {
		return Object{}, err
	}
	if ok && v.Ref != nil {
		return *v, nil
	}
	if p.frame.seldom().extra == nil {
		_, err := objects.Hash(t, key)
		return Object{}, err
	}
	return p.frame.rest.extra.Get(t, key)
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
	place, ok, err := p.frame.placeKey(t, key)
	if err != nil {
		return err
	}
	if ok {
		if v.Ref == nil {
			return objects.ValueErrorf(t, "cannot remove local variables from FrameLocalsProxy")
		}
		*place = v
		return nil
	}
	if p.frame.seldom().extra == nil {
		if v.Ref == nil {
			return objects.KeyError(t, key)
		}
		p.frame.more().extra = objects.NewDict()
	}
	if v.Ref == nil {
		found, err := p.frame.rest.extra.Del(t, key)
		if err == nil && !found {
			err = objects.KeyError(t, key)
		}
		return err
	}
	return p.frame.rest.extra.Set(t, key, v)
}

func proxyContains(t *objects.Thread, o, key Object) (bool, error) {
	v, err := (*localsProxy)(o.Ref).get(t, key)
	return v.Ref != nil, err
}

func proxyLen(t *objects.Thread, o Object) (int, error) {
	d, err := (*localsProxy)(o.Ref).frame.snapshot(t)
	if err != nil {
		return 0, err
	}
	return d.Len(), nil
}

func proxyIter(t *objects.Thread, o Object) (Object, error) {
	d, err := (*localsProxy)(o.Ref).dict(t)
	if err != nil {
		return Object{}, err
	}
	return objects.Iter(t, d)
}

func proxyRepr(t *objects.Thread, o Object) (Object, error) {
	if t.ReprEnter(o) {
		return objects.NewStr("{...}"), nil
	}
	defer t.ReprLeave(o)
	d, err := (*localsProxy)(o.Ref).dict(t)
	if err != nil {
		return Object{}, err
	}
	s, err := objects.Repr(t, d)
	return Of(s).Or(err)
}

func proxyCompare(t *objects.Thread, a, b Object, op objects.CompareOp) (Object, error) {
	if op != objects.EQ && op != objects.NE {
		return objects.NotImplemented, nil
	}
	if b.Type() == &localsProxyType {
		same := (*localsProxy)(a.Ref).frame == (*localsProxy)(b.Ref).frame
		return objects.NewBool(same == (op == objects.EQ)), nil
	}
	if objects.AsDict(b) == nil {
		return objects.NotImplemented, nil
	}
	left, err := (*localsProxy)(a.Ref).dict(t)
	if err != nil {
		return Object{}, err
	}
	return objects.RichCompare(t, left, b, op)
}

func proxyOr(t *objects.Thread, a, b Object) (Object, error) {
	for _, o := range []*Object{&a, &b} {
		if o.Type() == &localsProxyType {
			d, err := (*localsProxy)(o.Ref).dict(t)
			if err != nil {
				return Object{}, err
			}
			*o = d
		}
	}
	if objects.AsDict(a) == nil || objects.AsDict(b) == nil {
		return objects.NotImplemented, nil
	}
	return objects.BinaryOp(t, objects.OpOr, a, b)
}

// onSnapshot calls a method of a dict of the variables.
func (p *localsProxy) onSnapshot(t *objects.Thread, name string, args ...Object) (Object, error) {
	d, err := p.dict(t)
	if err != nil {
		return Object{}, err
	}
	return objects.CallMethod(t, d, t.Interp.Intern(name), args...)
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
func proxyCopy(t *objects.Thread, p *localsProxy) (objects.Object, error) { return p.dict(t) }

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
	if _, ok, err := p.frame.placeKey(t, key); err != nil {
		return Object{}, err
	} else if ok {
		return Object{}, objects.ValueErrorf(t, "cannot remove local variables from FrameLocalsProxy")
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
		d, err := (*localsProxy)(other.Ref).dict(t)
		if err != nil {
			return err
		}
		other = d
	}
	if objects.AsDict(other) == nil {
		return objects.TypeErrorf(t, "update() argument must be dict or another FrameLocalsProxy")
	}
	return machineOf(t).eachPair(other, func(k, v Object) error { return proxySetItem(t, Of(p), k, v) })
}

//py:def FrameLocalsProxy.__reversed__(self, /)
func proxyReversed(t *objects.Thread, p *localsProxy) (objects.Object, error) {
	v, err := p.list(t, "keys")
	if err == nil {
		slices.Reverse(objects.AsList(v).Items)
	}
	return v, err
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
