// Package collections is the module _collections.
//
//py:module _collections
package collections

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the module _collections.
var Module = objects.ModuleDef{
	Name: "_collections",
	Doc: `High performance data structures.
- deque:        ordered collection accessible from endpoints only
- defaultdict:  dict subclass with a default value factory
`,
	Functions: moduleFunctions,
	Init:      setup,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		for _, typ := range []*objects.Type{&dequeType, &defaultDictType, &objects.OrderedDictType, &dequeIterType, &dequeRevIterType, &tupleGetterType} {
			m.Add(t, typ.ShortName(), objects.Of(typ))
		}
		return nil
	},
}

var dequeType, dequeIterType, dequeRevIterType, defaultDictType, tupleGetterType objects.Type

func setup() {
	dequeType = objects.Type{
		Name: "collections.deque", Doc: dequeDoc, Signature: dequeSignature,
		Flags:  objects.BaseType | objects.HasWeakrefs | objects.SequencePattern,
		Layout: objects.LayoutWithDict[deque](unsafe.Offsetof(deque{}.attrs)),
		Slots: objects.Slots{
			New: dequeNew, Init: bindDequeInit, Repr: dequeRepr, RichCompare: dequeCompare,
			Iter: func(_ *objects.Thread, o objects.Object) (objects.Object, error) {
				return objects.Of(newDequeIter((*deque)(o.Ref), false)), nil
			},
			Len:     func(_ *objects.Thread, o objects.Object) (int, error) { return (*deque)(o.Ref).n, nil },
			SeqItem: dequeItem, SeqSetItem: dequeSetItem, Contains: dequeContains, Concat: dequeConcat, InPlaceConcat: dequeInPlaceConcat,
			Repeat: dequeRepeat, InPlaceRepeat: dequeInPlaceRepeat,
			Traverse: func(o objects.Object, visit func(objects.Object)) {
				d := (*deque)(o.Ref)
				for i := range d.n {
					visit(*d.at(i))
				}
			},
		},
		Methods: dequeMethods, GetSets: dequeGetSets,
	}
	objects.Ready(&dequeType)
	iterators := func(name string, newFunc objects.NewFunc, defs []objects.MethodDef) objects.Type {
		return objects.Type{
			Name: "collections." + name, Layout: objects.LayoutOf[dequeIter](),
			Slots: objects.Slots{
				New: newFunc, Iter: func(_ *objects.Thread, o objects.Object) (objects.Object, error) { return o, nil }, IterNext: dequeIterNext,
				Traverse: func(o objects.Object, visit func(objects.Object)) {
					if it := (*dequeIter)(o.Ref); it.deque != nil {
						visit(objects.Of(it.deque))
					}
				},
			},
			Methods: defs,
		}
	}
	dequeIterType = iterators("_deque_iterator", bindDequeIteratorNew, dequeIteratorMethods)
	objects.Ready(&dequeIterType)
	dequeRevIterType = iterators("_deque_reverse_iterator", bindDequeReverseIteratorNew, dequeReverseIteratorMethods)
	objects.Ready(&dequeRevIterType)
	setupDefaultDict()
	setupTupleGetter()
}
