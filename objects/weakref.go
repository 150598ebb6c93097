package objects

import (
	"runtime"
	"slices"
	"sync"
	"unsafe"
	"weak"
)

//py:type ReferenceType WeakrefType
//py:type ProxyType WeakProxyType

// Weakref is a weak reference or a proxy.
type Weakref struct {
	Header
	target   weak.Pointer[Header]
	static   Object // of a built-in type, which never dies
	callback Object // null: none
	hash     int64
	hashed   bool
}

// The types of weak references.
var (
	WeakrefType           Type
	WeakProxyType         Type
	WeakCallableProxyType Type
)

// weakRefs are the weak references of one interpreter.
type weakRefs struct {
	lists  map[weak.Pointer[Header]][]weak.Pointer[Weakref]
	static map[*Type][]weak.Pointer[Weakref]
	queue  *weakQueue
}

// weakQueue takes what the collector found dead. Nothing that it refers to may keep Python objects alive: they would never die.
type weakQueue struct {
	mu      sync.Mutex
	dead    []weak.Pointer[Header]
	threads []weak.Pointer[Thread]
}

func newWeakRefs() weakRefs {
	return weakRefs{lists: map[weak.Pointer[Header]][]weak.Pointer[Weakref]{}, static: map[*Type][]weak.Pointer[Weakref]{}, queue: &weakQueue{}}
}

// addThread has t interrupted when something died.
func (q *weakQueue) addThread(t *Thread) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.threads = slices.DeleteFunc(q.threads, func(p weak.Pointer[Thread]) bool { return p.Value() == nil })
	q.threads = append(q.threads, weak.Make(t))
}

// put notes a dead object. It runs on a goroutine of the Go runtime.
func (q *weakQueue) put(key weak.Pointer[Header]) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.dead = append(q.dead, key)
	q.wake()
}

// interrupt has all threads polled.
func (q *weakQueue) interrupt() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.wake()
}

func (q *weakQueue) wake() {
	for _, p := range q.threads {
		if t := p.Value(); t != nil {
			t.Breaker.Store(1)
		}
	}
}

// RunWeakrefCallbacks forgets the weak references to objects that died, and calls their callbacks.
//
// CPython: Objects/weakrefobject.c PyObject_ClearWeakRefs
func (in *Interpreter) RunWeakrefCallbacks(t *Thread) {
	q := in.weak.queue
	for {
		q.mu.Lock()
		dead := q.dead
		q.dead = nil
		q.mu.Unlock()
		if len(dead) == 0 {
			return
		}
		for _, key := range dead {
			list := in.weak.lists[key]
			delete(in.weak.lists, key)
			callWeakrefCallbacks(t, list)
		}
	}
}

// sweepWeakrefs forgets the weak references to objects that the collector found dead, and calls their callbacks, without waiting to be
// told.
func (in *Interpreter) sweepWeakrefs(t *Thread) {
	var dead [][]weak.Pointer[Weakref]
	for key, list := range in.weak.lists {
		if key.Value() == nil {
			dead = append(dead, list)
			delete(in.weak.lists, key)
		}
	}
	for _, list := range dead {
		callWeakrefCallbacks(t, list)
	}
}

// ClearWeakrefs makes the weak references to o dead and calls their callbacks, before o is finalized.
func (in *Interpreter) ClearWeakrefs(t *Thread, o Object) {
	key := weak.Make((*Header)(o.Ref))
	list := in.weak.lists[key]
	if list == nil {
		return
	}
	in.weak.lists[key] = nil
	for _, p := range list {
		if r := p.Value(); r != nil {
			r.target = weak.Pointer[Header]{}
		}
	}
	callWeakrefCallbacks(t, list)
}

func callWeakrefCallbacks(t *Thread, list []weak.Pointer[Weakref]) {
	for _, p := range list {
		r := p.Value()
		if r == nil || r.callback.Ref == nil {
			continue
		}
		callback := r.callback
		r.callback = Object{}
		if _, err := CallArgs(t, callback, Of(r)); err != nil {
			t.WriteUnraisable(err, callback)
		}
	}
}

// isStatic reports whether o is a Go variable rather than in the heap.
func isStatic(o Object) bool {
	typ := AsType(o)
	return typ != nil && !typ.IsHeap()
}

// weakList gives the living weak references to o in CPython's order: the plain one, the plain proxy, then the newest first.
func (in *Interpreter) weakList(o Object) []*Weakref {
	var list []weak.Pointer[Weakref]
	if isStatic(o) {
		list = in.weak.static[cast[Type](o)]
	} else if o.Bits == 0 {
		list = in.weak.lists[weak.Make((*Header)(o.Ref))]
	}
	var refs []*Weakref
	for _, p := range list {
		if r := p.Value(); r != nil {
			refs = append(refs, r)
		}
	}
	return refs
}

// newWeakref makes a weak reference of class cls to o, or gives the one there is if it is plain.
//
// CPython: Objects/weakrefobject.c get_or_create_weakref
func newWeakref(t *Thread, cls *Type, o, callback Object) (Object, error) {
	if TypeOf(o).Flags&HasWeakrefs == 0 || o.Bits != 0 {
		return Object{}, TypeErrorf(t, "cannot create weak reference to '%s' object", TypeOf(o).Name200())
	}
	if callback == None {
		callback = Object{}
	}
	plain := func(r *Weakref) bool {
		return r.callback.Ref == nil && (r.Type == &WeakrefType || r.Type == &WeakProxyType || r.Type == &WeakCallableProxyType)
	}
	living := t.Interp.weakList(o)
	if callback.Ref == nil && !cls.IsHeap() {
		for _, r := range living {
			if r.Type == cls && plain(r) {
				return Of(r), nil
			}
		}
	}
	r := cast[Weakref](NewInstance(cls))
	r.callback = callback
	at := 0
	if callback.Ref != nil || cls.IsHeap() || cls != &WeakrefType {
		for at < len(living) && plain(living[at]) && (living[at].Type == &WeakrefType || callback.Ref != nil || cls.IsHeap()) {
			at++
		}
	}
	living = slices.Insert(living, at, r)
	list := make([]weak.Pointer[Weakref], len(living))
	for i, x := range living {
		list[i] = weak.Make(x)
	}
	w := &t.Interp.weak
	if isStatic(o) {
		r.static = o
		w.static[cast[Type](o)] = list
		return Of(r), nil
	}
	target := (*Header)(o.Ref)
	key := weak.Make(target)
	r.target = key
	if _, known := w.lists[key]; !known {
		queue := w.queue
		runtime.AddCleanup(target, queue.put, key)
	}
	w.lists[key] = list
	return Of(r), nil
}

// Target gives what r refers to, null if that is dead.
func (r *Weakref) Target() Object {
	if r.static.Ref != nil {
		return r.static
	}
	return Object{Ref: unsafe.Pointer(r.target.Value())}
}

// WeakrefCount gives the number of weak references to o.
func WeakrefCount(t *Thread, o Object) int { return len(t.Interp.weakList(o)) }

// Weakrefs gives the weak references to o.
func Weakrefs(t *Thread, o Object) []Object {
	var refs []Object
	for _, r := range t.Interp.weakList(o) {
		refs = append(refs, Of(r))
	}
	return refs
}

// NewWeakProxy makes a proxy of o.
func NewWeakProxy(t *Thread, o, callback Object) (Object, error) {
	if Callable(o) {
		return newWeakref(t, &WeakCallableProxyType, o, callback)
	}
	return newWeakref(t, &WeakProxyType, o, callback)
}

// AsWeakref gives o as a *Weakref if it is a weak reference or a proxy, else nil.
func AsWeakref(o Object) *Weakref {
	if typ := TypeOf(o); typ.IsSubtype(&WeakrefType) || typ == &WeakProxyType || typ == &WeakCallableProxyType {
		return cast[Weakref](o)
	}
	return nil
}

// firstWeakref is __weakref__ of o.
func firstWeakref(t *Thread, o Object) Object {
	if refs := t.Interp.weakList(o); len(refs) > 0 {
		return Of(refs[0])
	}
	return None
}

// weakrefArgs checks the arguments of ref.
//
// CPython: Objects/weakrefobject.c parse_weakref_init_args
func weakrefArgs(t *Thread, name string, args []Object) (o, callback Object, err error) {
	if err := checkArgsRange(t, name, args, 1, 2); err != nil {
		return Object{}, Object{}, err
	}
	if len(args) == 2 {
		callback = args[1]
	}
	return args[0], callback, nil
}

// CPython: Objects/weakrefobject.c weakref___new__
func weakrefNew(t *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error) {
	o, callback, err := weakrefArgs(t, "__new__", args[:len(args)-kwCount(kwnames)])
	if err != nil {
		return Object{}, err
	}
	return newWeakref(t, cls, o, callback)
}

// CPython: Objects/weakrefobject.c weakref___init__
func weakrefInit(t *Thread, _ Object, args []Object, kwnames *Tuple) error {
	if kwCount(kwnames) > 0 {
		return TypeErrorf(t, "ref() takes no keyword arguments")
	}
	_, _, err := weakrefArgs(t, "__init__", args)
	return err
}

func weakrefCall(t *Thread, o Object, args []Object, kwnames *Tuple) (Object, error) {
	if kwCount(kwnames) > 0 {
		return Object{}, TypeErrorf(t, "weakref() takes no keyword arguments")
	}
	if err := checkArgsRange(t, "weakref", args, 0, 0); err != nil {
		return Object{}, err
	}
	return cast[Weakref](o).Target().OrNone(), nil
}

// CPython: Objects/weakrefobject.c weakref_hash
func weakrefHash(t *Thread, o Object) (int64, error) {
	r := cast[Weakref](o)
	if r.hashed {
		return r.hash, nil
	}
	target := r.Target()
	if target.Ref == nil {
		return 0, TypeErrorf(t, "weak object has gone away")
	}
	h, err := Hash(t, target)
	if err == nil {
		r.hash, r.hashed = h, true
	}
	return h, err
}

// CPython: Objects/weakrefobject.c weakref_repr
func weakrefRepr(t *Thread, o Object) (Object, error) {
	target := cast[Weakref](o).Target()
	if target.Ref == nil {
		return NewStr("<weakref at " + address(o) + "; dead>"), nil
	}
	name, self, err := LookupSpecial(t, target, nameName)
	if err != nil {
		return Object{}, err
	}
	if self.Ref != nil {
		name = Object{}
	}
	text := "<weakref at " + address(o) + "; to '" + TypeOf(target).Name200() + "' at " + address(target)
	if s := AsStr(name); s != nil {
		text += " (" + s.s + ")"
	}
	return NewStr(text + ">"), nil
}

// CPython: Objects/weakrefobject.c weakref_richcompare
func weakrefCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if op != EQ && op != NE || !TypeOf(a).IsSubtype(&WeakrefType) || !TypeOf(b).IsSubtype(&WeakrefType) {
		return NotImplemented, nil
	}
	x, y := cast[Weakref](a).Target(), cast[Weakref](b).Target()
	if x.Ref == nil || y.Ref == nil {
		return NewBool((a == b) == (op == EQ)), nil
	}
	return RichCompare(t, x, y, op)
}

//py:get ReferenceType.__callback__
func weakrefCallback(r *Weakref) Object { return r.callback.OrNone() }

// Weakrefs are generic over the type of the referenced object.
//
//py:classmethod ReferenceType.__class_getitem__(cls, object, /)
func weakrefClassGetItem(t *Thread, cls *Type, object Object) (Object, error) {
	return NewGenericAlias(t, Of(cls), object)
}

func setupWeakref() {
	WeakrefType = Type{
		Name: "weakref.ReferenceType", Flags: BaseType, Layout: LayoutOf[Weakref](),
		Methods: referenceTypeMethods, GetSets: referenceTypeGetSets, Attrs: memberAttrs("__callback__"),
		Slots: Slots{New: weakrefNew, Init: weakrefInit, Call: weakrefCall, Repr: weakrefRepr, Hash: weakrefHash, RichCompare: weakrefCompare,
			Traverse: func(o Object, visit func(Object)) { visitObjects(visit, cast[Weakref](o).callback) }},
	}
	Ready(&WeakrefType)
	setupWeakProxy()
}
