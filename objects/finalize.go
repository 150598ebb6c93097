package objects

import (
	"runtime"
	"slices"
	"unsafe"
)

// Finalizable is a link in the list of what an interpreter has to finalize: instances of classes with __del__, suspended generators
// that have something to clean up, coroutines, async generators. Go's collector never sees these as garbage, since the list refers to
// them; the interpreter itself looks for those that nothing else refers to, and finalizes each once.
type Finalizable struct {
	prev, next *Finalizable
	o          Object
	finalized  bool
}

// Linked reports whether the object is in the list.
func (f *Finalizable) Linked() bool { return f.next != nil }

// Finalized reports whether the object was finalized: that happens once.
func (f *Finalizable) Finalized() bool { return f.finalized }

// minFinalizable is how many objects the list has at least before the interpreter looks for garbage by itself.
const minFinalizable = 10_000

// finalization is an interpreter's list, and the state of module gc.
type finalization struct {
	head      Finalizable // of a ring
	count     int
	threshold int // the interpreter looks for garbage when count reaches it
	disabled  bool
	running   bool
	due       bool
	plans     fieldPlans
}

// Link puts o into the list, unless it was finalized once already.
func (in *Interpreter) Link(f *Finalizable, o Object) {
	if f.finalized {
		return
	}
	h := &in.finalization
	if h.head.next == nil {
		h.head.next, h.head.prev = &h.head, &h.head
		h.threshold = minFinalizable
	}
	f.o = o
	f.prev, f.next = h.head.prev, &h.head
	f.prev.next, h.head.prev = f, f
	h.count++
	if h.count >= h.threshold && h.count&63 == 0 && !h.disabled {
		h.due = true
		for _, t := range in.threads {
			t.Breaker.Store(1)
		}
	}
}

// Unlink takes an object out of the list.
func (in *Interpreter) Unlink(f *Finalizable) {
	f.prev.next, f.next.prev = f.next, f.prev
	f.prev, f.next, f.o = nil, nil, Object{}
	in.finalization.count--
}

// linkInstance puts o into the list if its class has __del__ and o is new there.
func (t *Thread) linkInstance(o Object) {
	typ := TypeOf(o)
	if typ.Slots.Del == nil || typ.Layout.overflow == 0 || !typ.IsHeap() {
		return
	}
	if over := ensureOverflow(o, typ); over.finalizer == nil {
		over.finalizer = new(Finalizable)
		t.Interp.Link(over.finalizer, o)
	}
}

// IsFinalized reports whether o was finalized.
func IsFinalized(o Object) bool {
	typ := TypeOf(o)
	if typ.Layout.overflow == 0 || o.Bits != 0 {
		return false
	}
	over := *overflowOf(o, typ)
	return over != nil && over.finalizer != nil && over.finalizer.finalized
}

// GCEnabled reports whether the interpreter looks for garbage by itself.
func (in *Interpreter) GCEnabled() bool { return !in.finalization.disabled }

// EnableGC says whether the interpreter looks for garbage by itself.
func (in *Interpreter) EnableGC(on bool) { in.finalization.disabled = !on }

// Pending gives how many objects there are that will have to be finalized.
func (in *Interpreter) Pending() int { return in.finalization.count }

// Collect finalizes what nothing refers to, has Go's collector free it, and calls the callbacks of weak references. It gives how many
// containers were part of the cycles that had something to finalize.
func (in *Interpreter) Collect(t *Thread) int {
	if in.finalization.running {
		return 0
	}
	t.dropTemporaries()
	n := in.finalizeUnreached(t)
	clear(in.typeCache[:])
	in.Runtime.Roots(func(Object) {})
	runtime.GC()
	in.sweepWeakrefs(t)
	return n
}

// collectIfDue looks for garbage when the list has grown. Native functions further down may have objects that only they know of: then
// it waits.
func (in *Interpreter) collectIfDue(t *Thread) {
	h := &in.finalization
	if !h.due || t.depth > 1 || h.running {
		return
	}
	h.due = false
	in.finalizeUnreached(t)
	h.threshold = max(minFinalizable, 2*h.count)
}

// finalizeUnreached finalizes what cannot be reached from the roots.
func (in *Interpreter) finalizeUnreached(t *Thread) (n int) {
	h := &in.finalization
	if h.count == 0 || !roomToMark() {
		return 0
	}
	h.running = true
	defer func() { h.running = false }()
	m := in.mark(t)
	if m == nil {
		return 0
	}
	var garbage []*Finalizable
	for f := h.head.next; f != &h.head; f = f.next {
		if !m.seen.has(uintptr(f.o.Ref)) {
			garbage = append(garbage, f)
		}
	}
	return in.finalizeAll(t, m, garbage)
}

// FinalizeAll finalizes all that is left at the end of the interpreter.
func (in *Interpreter) FinalizeAll(t *Thread) {
	h := &in.finalization
	in.finalizeUnreached(t)
	for range 4 {
		// Finalizers make new objects, but not without end.
		if h.count == 0 {
			return
		}
		all := make([]*Finalizable, 0, h.count)
		for f := h.head.next; f != &h.head; f = f.next {
			all = append(all, f)
		}
		h.running = true
		in.finalizeAll(t, newMarker(in), all)
		h.running = false
	}
}

// finalizeAll finalizes garbage: what refers to others before these. What a cycle kept alive loses its weak references first, as in CPython,
// where everything else dies of its reference count.
func (in *Interpreter) finalizeAll(t *Thread, m *marker, garbage []*Finalizable) int {
	g := &garbageGraph{order: garbage}
	if roomFor(garbageNodeSize * uint64(len(garbage))) {
		g = m.graph(garbage)
	}
	order := g.order
	if len(g.cyclic) > 0 {
		for key := range in.weak.lists {
			if p := key.Value(); p != nil && g.cyclic[unsafe.Pointer(p)] {
				in.ClearWeakrefs(t, Object{Ref: unsafe.Pointer(p)})
			}
		}
	}
	for _, f := range order {
		if !f.Linked() {
			continue // an earlier finalizer ended it
		}
		o := f.o
		in.Unlink(f)
		f.finalized = true
		if del := TypeOf(o).Slots.Del; del != nil {
			if err := del(t, o); err != nil {
				message, what := "", o
				if fn := t.Lookup(TypeOf(o), nameDel); fn.Ref != nil && TypeOf(fn) == &FunctionType {
					if r, err := Repr(t, fn); err == nil {
						message, what = "Exception ignored while calling deallocator "+r.s, Object{}
					}
				}
				t.WriteUnraisableMessage(err, message, what)
			}
		}
	}
	n := 0
	for p := range g.cyclic {
		if IsContainer(Object{Ref: p}) {
			n++
		}
	}
	return n
}

// marker walks over the objects of an interpreter.
type marker struct {
	seen  ptrSet
	stack []Object
	plans *fieldPlans
	visit func(Object)
}

func newMarker(in *Interpreter) *marker {
	m := &marker{plans: &in.finalization.plans}
	m.seen.init()
	m.visit = func(o Object) {
		if o.Ref == nil || !m.seen.add(uintptr(o.Ref)) {
			return
		}
		switch TypeOf(o) {
		case &IntType, &FloatType, &BoolType, &StrType, &BytesType, &NoneType:
		case nil: // a link that is no object itself
		default:
			m.stack = append(m.stack, o)
		}
	}
	return m
}

// run walks on until all that can be reached from what was visited has been.
func (m *marker) run() {
	for len(m.stack) > 0 {
		o := m.stack[len(m.stack)-1]
		m.stack = m.stack[:len(m.stack)-1]
		m.children(o, m.visit)
	}
}

// children visits what o refers to: its type included if it is a heap type.
func (m *marker) children(o Object, visit func(Object)) {
	typ := TypeOf(o)
	if typ.IsHeap() {
		visit(Of(typ))
	}
	if typ.Slots.Traverse != nil {
		typ.Slots.Traverse(o, visit)
	} else {
		m.plans.object(o, visit)
	}
	visitInstance(o, visit)
}

// mark visits all that can be reached from the roots. nil if that failed.
func (in *Interpreter) mark(t *Thread) (m *marker) {
	defer func() {
		if p := recover(); p != nil {
			// An object that is not complete: nothing is finalized this time.
			t.WriteUnraisable(SystemErrorf(t, "garbage collection failed: %v", p), Object{})
			m = nil
		}
	}()
	m = newMarker(in)
	in.roots(m)
	m.run()
	return m
}

// roots visits what an interpreter refers to by itself.
func (in *Interpreter) roots(m *marker) {
	visitObjects(m.visit, ObjectOrNull(in.Builtins), ObjectOrNull(in.Modules), ObjectOrNull(in.SysDict))
	in.Runtime.Roots(m.visit)
	for _, t := range in.threads {
		for s := t.Exc; s != nil; s = s.Prev {
			visitObjects(m.visit, ObjectOrNull(s.Exc))
		}
		visitObjects(m.visit, t.Context, t.AsyncHooks.Firstiter, t.AsyncHooks.Finalizer)
		visitObjects(m.visit, t.reprs...)
		visitObjects(m.visit, t.args...)
		for _, r := range t.temporaries {
			if r.depth < t.depth {
				m.visit(r.o)
			}
		}
	}
	in.state.Range(func(_, v any) bool {
		m.plans.any(v, m.visit)
		return true
	})
}

// garbageGraph is what is known of the garbage.
type garbageGraph struct {
	// order has what is to be finalized: an object before those that it refers to, and in the order of the list where they refer to each
	// other.
	order []*Finalizable
	// cyclic are the objects that are part of a cycle, or that one refers to.
	cyclic map[unsafe.Pointer]bool
}

// garbageNode is an object of the garbage in Tarjan's algorithm for strongly connected components.
type garbageNode struct {
	o          Object
	low        int32
	onStack    bool
	component  int32
	next       int // of edges, to be looked at
	edges      []int32
	selfCycle  bool
	finalizing int32 // index into the garbage, -1
}

// garbageNodeSize is what graph takes for an object and what that refers to, roughly.
const garbageNodeSize = 512

// graph finds the components of the garbage, which is not in m.seen, and their order.
func (m *marker) graph(garbage []*Finalizable) *garbageGraph {
	wanted := make(map[unsafe.Pointer]int32, len(garbage))
	for i, f := range garbage {
		wanted[f.o.Ref] = int32(i)
	}
	index := map[unsafe.Pointer]int32{}
	var nodes []garbageNode
	node := func(o Object) int32 {
		if i, ok := index[o.Ref]; ok {
			return i
		}
		i := int32(len(nodes))
		index[o.Ref] = i
		n := garbageNode{o: o, low: -1, component: -1, finalizing: -1}
		if f, ok := wanted[o.Ref]; ok {
			n.finalizing = f
		}
		nodes = append(nodes, n)
		return i
	}
	var components [][]int32
	var path, stack []int32 // the way of the search, and Tarjan's stack
	var number int32
	numbers := map[int32]int32{}
	enter := func(i int32) {
		var edges []int32
		self := false
		m.children(nodes[i].o, func(c Object) {
			if c.Ref == nil || TypeOf(c) == nil || m.seen.has(uintptr(c.Ref)) {
				return
			}
			switch TypeOf(c) {
			case &IntType, &FloatType, &BoolType, &StrType, &BytesType, &NoneType:
				return
			}
			j := node(c)
			self = self || j == i
			edges = append(edges, j)
		})
		n := &nodes[i]
		n.edges, n.selfCycle = edges, self
		numbers[i] = number
		n.low, n.onStack = number, true
		number++
		stack = append(stack, i)
		path = append(path, i)
	}
	for k := len(garbage) - 1; k >= 0; k-- {
		root := node(garbage[k].o)
		if nodes[root].low >= 0 {
			continue
		}
		enter(root)
		for len(path) > 0 {
			i := path[len(path)-1]
			n := &nodes[i]
			if n.next < len(n.edges) {
				j := n.edges[n.next]
				n.next++
				switch {
				case nodes[j].low < 0:
					enter(j)
				case nodes[j].onStack:
					n.low = min(n.low, numbers[j])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				p := &nodes[path[len(path)-1]]
				p.low = min(p.low, n.low)
			}
			if n.low == numbers[i] {
				var component []int32
				for {
					j := stack[len(stack)-1]
					stack = stack[:len(stack)-1]
					nodes[j].onStack = false
					nodes[j].component = int32(len(components))
					component = append(component, j)
					if j == i {
						break
					}
				}
				components = append(components, component)
			}
		}
	}
	g := &garbageGraph{cyclic: map[unsafe.Pointer]bool{}}
	below := make([]bool, len(components))
	for c := len(components) - 1; c >= 0; c-- {
		members := components[c]
		cyclic := below[c] || len(members) > 1 || nodes[members[0]].selfCycle
		var at []int32
		for _, i := range members {
			n := &nodes[i]
			if n.finalizing >= 0 {
				at = append(at, n.finalizing)
			}
			if cyclic {
				g.cyclic[n.o.Ref] = true
				for _, j := range n.edges {
					below[nodes[j].component] = true
				}
			}
		}
		slices.Sort(at)
		for _, k := range at {
			g.order = append(g.order, garbage[k])
		}
	}
	return g
}

// temporary is an iterator that a native function is working with, on a level of native recursion.
type temporary struct {
	o     Object
	depth int
}

// keepTemporary notes an iterator that a native function just made: until the function has returned it is not garbage, though only Go
// refers to it.
func (t *Thread) keepTemporary(o Object) {
	t.dropTemporaries()
	list := t.temporaries
	n := len(list)
	const most = 16
	same := 0
	for same < n && list[n-1-same].depth == t.depth {
		same++
	}
	if same >= most {
		copy(list[n-same:], list[n-same+1:])
		list = list[:n-1]
	}
	t.temporaries = append(list, temporary{o, t.depth})
}

// dropTemporaries forgets the iterators of native functions that have returned.
func (t *Thread) dropTemporaries() {
	list := t.temporaries
	n := len(list)
	for n > 0 && list[n-1].depth > t.depth {
		n--
	}
	clear(list[n:])
	t.temporaries = list[:n]
}

// References counts how often what can be reached from the roots, the registers of active functions included, refers to o. It visits all
// there is.
func (in *Interpreter) References(o Object) (n int) {
	m := newMarker(in)
	visit := m.visit
	m.visit = func(c Object) {
		if c == o {
			n++
		}
		visit(c)
	}
	in.roots(m)
	m.run()
	return n
}

// Reachable gives the container objects that can be reached from the roots.
func (in *Interpreter) Reachable(t *Thread) []Object {
	m := newMarker(in)
	var all []Object
	in.roots(m)
	for len(m.stack) > 0 {
		o := m.stack[len(m.stack)-1]
		m.stack = m.stack[:len(m.stack)-1]
		if IsContainer(o) {
			all = append(all, o)
		}
		m.children(o, m.visit)
	}
	return all
}

// IsContainer reports whether o may refer to other objects, in a cycle perhaps.
func IsContainer(o Object) bool {
	typ := TypeOf(o)
	if typ == &TupleType {
		return len(cast[Tuple](o).Items) > 0
	}
	if t := AsType(o); t != nil {
		return t.IsHeap()
	}
	return typ.IsHeap() || typ.Slots.Traverse != nil
}

// Referents calls visit with what o refers to.
func (in *Interpreter) Referents(o Object, visit func(Object)) {
	if o.Ref != nil && o.Bits == 0 {
		newMarker(in).children(o, func(c Object) {
			if c.Ref != nil && TypeOf(c) != nil {
				visit(c)
			}
		})
	}
}

// ptrSet is a set of addresses.
type ptrSet struct {
	table []uintptr
	n     int
}

func (s *ptrSet) init() { s.table = make([]uintptr, 1<<12) }

func (s *ptrSet) slot(p uintptr) int {
	mask := len(s.table) - 1
	i := int(uint64(p>>4)*0x9e3779b97f4a7c15>>20) & mask
	for s.table[i] != 0 && s.table[i] != p {
		i = (i + 1) & mask
	}
	return i
}

func (s *ptrSet) has(p uintptr) bool { return s.table[s.slot(p)] == p }

// add adds p; false if it was there.
func (s *ptrSet) add(p uintptr) bool {
	i := s.slot(p)
	if s.table[i] == p {
		return false
	}
	s.table[i] = p
	if s.n++; s.n*2 > len(s.table) {
		old := s.table
		s.table = make([]uintptr, 2*len(old))
		for _, q := range old {
			if q != 0 {
				s.table[s.slot(q)] = q
			}
		}
	}
	return true
}
