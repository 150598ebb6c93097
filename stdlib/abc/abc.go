// Package abc is the _abc module.
//
//py:module _abc
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package abc

import (
	"weak"

	"github.com/gophersnake/gophersnake/objects"
)

type (
	object = objects.Object
	thread = objects.Thread
)

// Module declares the _abc module.
var Module = objects.ModuleDef{
	Name:      "_abc",
	Doc:       "Module contains faster C implementation of abc.ABCMeta",
	Functions: moduleFunctions,
	Init:      setup,
}

// abcData is what a class has as _abc_impl.
type abcData struct {
	objects.Header
	registry, cache, negative weakSet
	negativeVersion           uint64
}

var abcDataType objects.Type

func setup() {
	abcDataType = objects.Type{
		Name: "_abc._abc_data", Doc: "Internal state held by ABC machinery.", Layout: objects.LayoutOf[abcData](),
		Slots: objects.Slots{
			New: func(_ *thread, cls *objects.Type, _ []object, _ *objects.Tuple) (object, error) {
				return objects.NewInstance(cls), nil
			},
			Traverse: func(object, func(object)) {},
		},
	}
	objects.Ready(&abcDataType)
}

// ref is a weak reference to a type; built-in ones are not in the heap and live for ever.
type ref struct {
	heap   weak.Pointer[objects.Type]
	static *objects.Type
}

func refTo(typ *objects.Type) ref {
	if typ.IsHeap() {
		return ref{heap: weak.Make(typ)}
	}
	return ref{static: typ}
}

func (r ref) target() *objects.Type {
	if r.static != nil {
		return r.static
	}
	return r.heap.Value()
}

// weakSet is a set of types that it does not keep alive, in the order they came.
type weakSet struct {
	members map[ref]struct{}
	order   []ref
}

func (s *weakSet) has(typ *objects.Type) bool {
	_, ok := s.members[refTo(typ)]
	return ok
}

func (s *weakSet) add(typ *objects.Type) {
	if s.has(typ) {
		return
	}
	if s.members == nil {
		s.members = map[ref]struct{}{}
	}
	if len(s.order) == cap(s.order) {
		// Before it grows: some may have died.
		kept := s.order[:0]
		for _, r := range s.order {
			if r.target() == nil {
				delete(s.members, r)
			} else {
				kept = append(kept, r)
			}
		}
		s.order = kept
	}
	r := refTo(typ)
	s.members[r] = struct{}{}
	s.order = append(s.order, r)
}

func (s *weakSet) clear() { *s = weakSet{} }

// types gives the members that live.
func (s *weakSet) types() []*objects.Type {
	var out []*objects.Type
	for _, r := range s.order {
		if typ := r.target(); typ != nil {
			out = append(out, typ)
		}
	}
	return out
}

// refs gives a set of weak references to the members.
func (s *weakSet) refs(t *thread) (object, error) {
	out := objects.NewSet()
	for _, typ := range s.types() {
		r, err := objects.CallArgs(t, objects.Of(&objects.WeakrefType), objects.Of(typ))
		if err != nil {
			return object{}, err
		}
		if err := out.Add(t, r); err != nil {
			return object{}, err
		}
	}
	return objects.Of(out), nil
}

// state is the interpreter's: the counter goes up with each registration and makes negative caches stale.
type state struct{ invalidation uint64 }

type stateKey struct{}

func stateOf(t *thread) *state {
	return t.Interp.State(stateKey{}, func() any { return &state{} }).(*state)
}

var (
	nameImpl            = objects.StaticName("_abc_impl")
	nameFlags           = objects.StaticName("__abc_tpflags__")
	nameAbstractMethods = objects.StaticName("__abstractmethods__")
	nameBases           = objects.StaticName("__bases__")
	nameClass           = objects.StaticName("__class__")
	nameDict            = objects.StaticName("__dict__")
	nameItems           = objects.StaticName("items")
	nameSubclassCheck   = objects.StaticName("__subclasscheck__")
	nameSubclassHook    = objects.StaticName("__subclasshook__")
	nameSubclasses      = objects.StaticName("__subclasses__")
)

// CPython: Modules/_abc.c _get_impl
func implOf(t *thread, self object) (*abcData, error) {
	v, err := objects.GetAttr(t, self, nameImpl)
	if err != nil {
		return nil, err
	}
	if v.Type() != &abcDataType {
		return nil, objects.TypeErrorf(t, "_abc_impl is set to a wrong type")
	}
	return (*abcData)(v.Ref), nil
}

// abstractMethods gives the names of self's abstract methods.
//
// CPython: Modules/_abc.c compute_abstract_methods
func abstractMethods(t *thread, self object) (object, error) {
	var names []object
	ns, err := objects.GetAttr(t, self, nameDict)
	if err != nil {
		return object{}, err
	}
	items, err := objects.CallMethod(t, ns, nameItems)
	if err != nil {
		return object{}, err
	}
	pairs, err := objects.ToSlice(t, items)
	if err != nil {
		return object{}, err
	}
	for _, p := range pairs {
		pair := objects.AsTuple(p)
		if pair == nil || len(pair.Items) != 2 {
			return object{}, objects.TypeErrorf(t, "Iteration over class attributes should return pairs")
		}
		abstract, err := objects.IsAbstract(t, pair.Items[1])
		if err != nil {
			return object{}, err
		}
		if abstract {
			names = append(names, pair.Items[0])
		}
	}
	bases, err := objects.GetAttr(t, self, nameBases)
	if err != nil {
		return object{}, err
	}
	tuple := objects.AsTuple(bases)
	if tuple == nil {
		return object{}, objects.TypeErrorf(t, "__bases__ is not tuple")
	}
	for _, b := range tuple.Items {
		inherited, err := objects.LookupAttr(t, b, nameAbstractMethods)
		if err != nil {
			return object{}, err
		}
		if inherited.IsNull() {
			continue
		}
		keys, err := objects.ToSlice(t, inherited)
		if err != nil {
			return object{}, err
		}
		for _, k := range keys {
			s := objects.AsStr(k)
			if s == nil {
				return object{}, objects.TypeErrorf(t, "attribute name must be string, not '%.200s'", k.Type().Name200())
			}
			v, err := objects.LookupAttr(t, self, t.Interp.InternStr(s))
			if err != nil {
				return object{}, err
			}
			if v.IsNull() {
				continue
			}
			abstract, err := objects.IsAbstract(t, v)
			if err != nil {
				return object{}, err
			}
			if abstract {
				names = append(names, k)
			}
		}
	}
	return objects.NewFrozenSet(t, names)
}

// Internal ABC helper for class set-up. Should be never used outside abc module.
//
// CPython: Modules/_abc.c _abc__abc_init
//
//py:def _abc_init(self, /)
func abcInit(t *thread, self object) error {
	names, err := abstractMethods(t, self)
	if err != nil {
		return err
	}
	if err := objects.SetAttr(t, self, nameAbstractMethods, names); err != nil {
		return err
	}
	data := objects.NewInstance(&abcDataType)
	if err := objects.SetAttr(t, self, nameImpl, data); err != nil {
		return err
	}
	cls := objects.AsType(self)
	if cls == nil {
		return nil
	}
	v := cls.Dict.GetStr(nameFlags)
	if v.IsNull() {
		return nil
	}
	if bits, ok := v.SmallInt(); ok {
		const sequence, mapping = 1 << 5, 1 << 6
		switch bits & (sequence | mapping) {
		case sequence | mapping:
			return objects.TypeErrorf(t, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING")
		case sequence:
			t.SetCollectionFlags(cls, objects.SequencePattern)
		case mapping:
			t.SetCollectionFlags(cls, objects.MappingPattern)
		}
	}
	return objects.SetAttr(t, self, nameFlags, object{})
}

// Internal ABC helper for subclasss registration. Should be never used outside abc module.
//
// CPython: Modules/_abc.c _abc__abc_register_impl
//
//py:def _abc_register(self, subclass, /)
func abcRegister(t *thread, self, subclass object) (object, error) {
	cls := objects.AsType(subclass)
	if cls == nil {
		return object{}, objects.TypeErrorf(t, "Can only register classes")
	}
	if ok, err := objects.IsSubclass(t, subclass, self); ok || err != nil {
		return subclass.Or(err)
	}
	cycle, err := objects.IsSubclass(t, self, subclass)
	if err != nil {
		return object{}, err
	}
	if cycle {
		return object{}, objects.Errorf(t, &objects.ExcRuntimeError, "Refusing to create an inheritance cycle")
	}
	data, err := implOf(t, self)
	if err != nil {
		return object{}, err
	}
	data.registry.add(cls)
	stateOf(t).invalidation++
	if s := objects.AsType(self); s != nil {
		if flags := s.Flags & (objects.SequencePattern | objects.MappingPattern); flags != 0 {
			t.SetCollectionFlags(cls, flags)
		}
	}
	return subclass, nil
}

// Internal ABC helper for instance checks. Should be never used outside abc module.
//
// CPython: Modules/_abc.c _abc__abc_instancecheck_impl
//
//py:def _abc_instancecheck(self, instance, /)
func abcInstanceCheck(t *thread, self, instance object) (object, error) {
	data, err := implOf(t, self)
	if err != nil {
		return object{}, err
	}
	subclass, err := objects.LookupAttr(t, instance, nameClass)
	if err != nil {
		return object{}, err
	}
	if subclass.IsNull() {
		subclass = objects.Of(instance.Type())
	}
	cls := objects.AsType(subclass)
	if cls != nil && data.cache.has(cls) {
		return objects.True, nil
	}
	subtype := objects.Of(instance.Type())
	if subtype == subclass {
		if data.negativeVersion == stateOf(t).invalidation && data.negative.has(cls) {
			return objects.False, nil
		}
		return objects.CallMethod(t, self, nameSubclassCheck, subclass)
	}
	r, err := objects.CallMethod(t, self, nameSubclassCheck, subclass)
	if err != nil {
		return object{}, err
	}
	if yes, err := objects.Truth(t, r); yes || err != nil {
		return r.Or(err)
	}
	return objects.CallMethod(t, self, nameSubclassCheck, subtype)
}

// Internal ABC helper for subclasss checks. Should be never used outside abc module.
//
// CPython: Modules/_abc.c _abc__abc_subclasscheck_impl
//
//py:def _abc_subclasscheck(self, subclass, /)
func abcSubclassCheck(t *thread, self, subclass object) (bool, error) {
	cls := objects.AsType(subclass)
	if cls == nil {
		return false, objects.TypeErrorf(t, "issubclass() arg 1 must be a class")
	}
	data, err := implOf(t, self)
	if err != nil {
		return false, err
	}
	if data.cache.has(cls) {
		return true, nil
	}
	if version := stateOf(t).invalidation; data.negativeVersion < version {
		data.negative.clear()
		data.negativeVersion = version
	} else if data.negative.has(cls) {
		return false, nil
	}
	yes, err := searchSubclass(t, self, data, cls)
	if err != nil {
		return false, err
	}
	if yes && data.registry.has(cls) {
		return true, nil
	}
	if yes {
		data.cache.add(cls)
	} else {
		data.negative.add(cls)
	}
	return yes, nil
}

// searchSubclass finds out what the caches don't know.
func searchSubclass(t *thread, self object, data *abcData, cls *objects.Type) (bool, error) {
	subclass := objects.Of(cls)
	ok, err := objects.CallMethod(t, self, nameSubclassHook, subclass)
	if err != nil {
		return false, err
	}
	switch ok {
	case objects.True:
		return true, nil
	case objects.False:
		return false, nil
	case objects.NotImplemented:
	default:
		return false, objects.Errorf(t, &objects.ExcAssertionError, "__subclasshook__ must return either False, True, or NotImplemented")
	}
	if s := objects.AsType(self); s != nil && cls.IsSubtype(s) {
		return true, nil
	}
	for _, r := range data.registry.types() {
		if yes, err := objects.IsSubclass(t, subclass, objects.Of(r)); yes || err != nil {
			return yes, err
		}
	}
	subs, err := objects.CallMethod(t, self, nameSubclasses)
	if err != nil {
		return false, err
	}
	list := objects.AsList(subs)
	if list == nil {
		return false, objects.TypeErrorf(t, "__subclasses__() must return a list")
	}
	for i := 0; i < len(list.Items); i++ {
		if yes, err := objects.IsSubclass(t, subclass, list.Items[i]); yes || err != nil {
			return yes, err
		}
	}
	return false, nil
}

// Internal ABC helper for cache and registry debugging.
//
// Return shallow copies of registry, of both caches, and
// negative cache version. Don't call this function directly,
// instead use ABC._dump_registry() for a nice repr.
//
//py:def _get_dump(self, /)
func getDump(t *thread, self object) (object, error) {
	data, err := implOf(t, self)
	if err != nil {
		return object{}, err
	}
	parts := make([]object, 0, 4)
	for _, s := range []*weakSet{&data.registry, &data.cache, &data.negative} {
		refs, err := s.refs(t)
		if err != nil {
			return object{}, err
		}
		parts = append(parts, refs)
	}
	return objects.NewTuple(append(parts, objects.NewUint64(data.negativeVersion))...), nil
}

// Internal ABC helper to reset registry of a given class.
//
// Should be only used by refleak.py
//
//py:def _reset_registry(self, /)
func resetRegistry(t *thread, self object) error {
	data, err := implOf(t, self)
	if err == nil {
		data.registry.clear()
	}
	return err
}

// Internal ABC helper to reset both caches of a given class.
//
// Should be only used by refleak.py
//
//py:def _reset_caches(self, /)
func resetCaches(t *thread, self object) error {
	data, err := implOf(t, self)
	if err == nil {
		data.cache.clear()
		data.negative.clear()
	}
	return err
}

// Returns the current ABC cache token.
//
// The token is an opaque object (supporting equality testing) identifying the
// current version of the ABC cache for virtual subclasses. The token changes
// with every call to register() on any ABC.
//
//py:def get_cache_token()
func getCacheToken(t *thread) uint64 { return stateOf(t).invalidation }
