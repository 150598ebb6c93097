// Package functools is the module _functools.
//
//py:module _functools
package functools

import "github.com/gophersnake/gophersnake/objects"

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the module _functools.
var Module = objects.ModuleDef{
	Name:      "_functools",
	Doc:       "Tools that operate on functions.",
	Functions: moduleFunctions,
	Init: func() {
		setupPartial()
		setupKeyWrapper()
		setupLRUCache()
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "_PlaceholderType", objects.Of(&placeholderType))
		m.Add(t, "Placeholder", objects.Of(&placeholderObject))
		m.Add(t, "partial", objects.Of(&partialType))
		m.Add(t, "_lru_cache_wrapper", objects.Of(&lruCacheType))
		return nil
	},
}

// Apply a function of two arguments cumulatively to the items of an iterable, from left to right.
//
// This effectively reduces the iterable to a single value.  If initial is
// present, it is placed before the items of the iterable in the
// calculation, and serves as a default when the iterable is empty.
//
// For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])
// calculates ((((1 + 2) + 3) + 4) + 5).
//
//py:def reduce(function, iterable, /, initial=<unrepresentable>)
func reduce(t *objects.Thread, function, iterable, initial objects.Object) (objects.Object, error) {
	it, err := objects.Iter(t, iterable)
	if err != nil {
		if objects.Matches(err, &objects.ExcTypeError) {
			err = objects.TypeErrorf(t, "reduce() arg 2 must support iteration")
		}
		return objects.Object{}, err
	}
	r := initial
	for n := uint(1); ; n++ {
		v, err := objects.Next(t, it)
		if err != nil {
			return objects.Object{}, err
		}
		if v.IsNull() {
			break
		}
		if r.IsNull() {
			r = v
		} else if r, err = objects.CallTwo(t, function, r, v); err != nil {
			return objects.Object{}, err
		}
		if n%1024 == 0 && t.Breaker.Load() != 0 {
			if err := t.Runtime.Poll(t); err != nil {
				return objects.Object{}, err
			}
		}
	}
	if r.IsNull() {
		return r, objects.TypeErrorf(t, "reduce() of empty iterable with no initial value")
	}
	return r, nil
}

// keyWrapper is what cmp_to_key gives, and what that gives when it is called with an object.
type keyWrapper struct {
	objects.Header
	cmp, object objects.Object // object is null in what cmp_to_key gives
}

var keyWrapperType objects.Type

//py:type KeyWrapper keyWrapperType

func setupKeyWrapper() {
	keyWrapperType = objects.Type{
		Name: "functools.KeyWrapper", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[keyWrapper](),
		Slots: objects.Slots{
			Call: keyWrapperCall, RichCompare: keyWrapperCompare,
			Traverse: func(o objects.Object, visit func(objects.Object)) {
				k := (*keyWrapper)(o.Ref)
				visit(k.cmp)
				if !k.object.IsNull() {
					visit(k.object)
				}
			},
		},
		GetSets: keyWrapperGetSets,
	}
	objects.Ready(&keyWrapperType)
}

// Convert a cmp= function into a key= function.
//
//	mycmp
//	  Function that compares two objects.
//
//py:def cmp_to_key(mycmp)
func cmpToKey(mycmp objects.Object) objects.Object {
	return objects.Of(&keyWrapper{Header: objects.Header{Type: &keyWrapperType}, cmp: mycmp})
}

var keyWrapperArgs = objects.ArgSpec{Name: "K", Qualname: "K", Params: []string{"obj"}, MinPos: 1, MaxPos: 1}

func keyWrapperCall(t *objects.Thread, o objects.Object, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	var buf [1]objects.Object
	if kwnames == nil && len(args) == 1 {
		buf[0] = args[0]
	} else if err := keyWrapperArgs.Unpack(t, args, kwnames, buf[:]); err != nil {
		return objects.Object{}, err
	}
	return objects.Of(&keyWrapper{objects.Header{Type: &keyWrapperType}, (*keyWrapper)(o.Ref).cmp, buf[0]}), nil
}

// CPython: Modules/_functoolsmodule.c keyobject_richcompare
func keyWrapperCompare(t *objects.Thread, a, b objects.Object, op objects.CompareOp) (objects.Object, error) {
	if objects.TypeOf(b) != &keyWrapperType {
		return objects.Object{}, objects.TypeErrorf(t, "other argument must be K instance")
	}
	x, y := (*keyWrapper)(a.Ref), (*keyWrapper)(b.Ref)
	if x.object.IsNull() || y.object.IsNull() {
		return objects.Object{}, objects.Errorf(t, &objects.ExcAttributeError, "object")
	}
	r, err := objects.CallTwo(t, x.cmp, x.object, y.object)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.RichCompare(t, r, objects.NewInt(0), op)
}

// The signature of a call, for inspect.
//
//py:get KeyWrapper.__text_signature__
func (k *keyWrapper) textSignature() string { return "(obj)" }

// Value wrapped by a key function.
//
//py:get KeyWrapper.obj
func (k *keyWrapper) obj() objects.Object { return k.object.OrNone() }

//py:set KeyWrapper.obj
func (k *keyWrapper) setObj(v objects.Object) { k.object = v }
