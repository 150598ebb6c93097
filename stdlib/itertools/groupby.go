package itertools

import "github.com/gophersnake/gophersnake/objects"

type (
	groupby struct {
		objects.Header
		it, key                     objects.Object
		target, currentKey, current objects.Object
		group                       *grouper // the last one given: only it gets items
	}
	grouper struct {
		objects.Header
		parent *groupby
		key    objects.Object
	}
)

//py:type groupby groupbyType
//py:type _grouper grouperType

func asGroupby(o objects.Object) *groupby {
	if o.IsNull() || !objects.TypeOf(o).IsSubtype(&groupbyType) {
		return nil
	}
	return (*groupby)(o.Ref)
}

// make an iterator that returns consecutive keys and groups from the iterable
//
//	iterable
//	  Elements to divide into groups according to the key function.
//	key
//	  A function for computing the group category for each element.
//	  If the key function is not specified or is None, the element itself
//	  is used for grouping.
//
//py:new groupby(cls, /, iterable, key=None)
func groupbyNew(t *objects.Thread, cls *objects.Type, iterable, key objects.Object) (objects.Object, error) {
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	o, g := newOf[groupby](cls)
	g.it, g.key = it, key
	return o, nil
}

// step takes the next item; more is false at the end.
//
// CPython: Modules/itertoolsmodule.c groupby_step
func (g *groupby) step(t *objects.Thread) (more bool, err error) {
	v, err := objects.Next(t, g.it)
	if err != nil || v.IsNull() {
		return false, err
	}
	key := v
	if g.key != objects.None {
		if key, err = objects.CallOne(t, g.key, v); err != nil {
			return false, err
		}
	}
	g.current, g.currentKey = v, key
	return true, nil
}

// CPython: Modules/itertoolsmodule.c groupby_next
func (g *groupby) next(t *objects.Thread) (objects.Object, error) {
	g.group = nil
	// Skip what is left of the last group.
	for n := uint(1); ; n++ {
		if !g.currentKey.IsNull() {
			if g.target.IsNull() {
				break
			}
			same, err := objects.EqualBool(t, g.target, g.currentKey)
			if err != nil {
				return objects.Object{}, err
			}
			if !same {
				break
			}
		}
		more, err := g.step(t)
		if err == nil {
			err = poll(t, n)
		}
		if err != nil || !more {
			return objects.Object{}, err
		}
	}
	g.target = g.currentKey
	g.group = &grouper{objects.Header{Type: &grouperType}, g, g.target}
	return objects.NewTuple(g.currentKey, objects.Of(g.group)), nil
}

//py:new _grouper(cls, parent, tgtkey, /)
func grouperNew(_ *objects.Type, parent *groupby, key objects.Object) *grouper {
	g := &grouper{objects.Header{Type: &grouperType}, parent, key}
	parent.group = g
	return g
}

// CPython: Modules/itertoolsmodule.c _grouper_next
func (g *grouper) next(t *objects.Thread) (objects.Object, error) {
	p := g.parent
	if p.group != g {
		return objects.Object{}, nil
	}
	if p.current.IsNull() {
		more, err := p.step(t)
		if err != nil || !more {
			return objects.Object{}, err
		}
	}
	same, err := objects.EqualBool(t, g.key, p.currentKey)
	if err != nil || !same {
		return objects.Object{}, err
	}
	v := p.current
	p.current, p.currentKey = objects.Object{}, objects.Object{}
	return v, nil
}
