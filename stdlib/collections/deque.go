package collections

import (
	"github.com/gophersnake/gophersnake/objects"
)

// deque is a collections.deque: a ring.
type deque struct {
	objects.Header
	attrs  *objects.Overflow
	buf    []objects.Object // its length 0 or a power of two
	head   int              // place of the first item
	n      int
	maxLen int  // -1: none
	state  uint // changes when items come and go
}

//py:type deque dequeType

func asDeque(o objects.Object) *deque {
	if o.IsNull() || !objects.TypeOf(o).IsSubtype(&dequeType) {
		return nil
	}
	return (*deque)(o.Ref)
}

func dequeNew(_ *objects.Thread, cls *objects.Type, _ []objects.Object, _ *objects.Tuple) (objects.Object, error) {
	o := objects.NewInstance(cls)
	(*deque)(o.Ref).maxLen = -1
	return o, nil
}

func newDeque(maxLen int) *deque {
	return &deque{Header: objects.Header{Type: &dequeType}, maxLen: maxLen}
}

// A list-like sequence optimized for data accesses near its endpoints.
//
//py:init deque(self, iterable=<unrepresentable>, maxlen=None)
//py:sig ([iterable[, maxlen]])
func dequeInit(t *objects.Thread, d *deque, iterable, maxLen objects.Object) error {
	limit := -1
	if maxLen != objects.None {
		small, b, ok := objects.IntValue(maxLen)
		switch {
		case !ok:
			return objects.TypeErrorf(t, "an integer is required")
		case b != nil:
			return objects.OverflowErrorf(t, "Python int too large to convert to C ssize_t")
		case small < 0:
			return objects.ValueErrorf(t, "maxlen must be non-negative")
		}
		limit = int(small)
	}
	d.maxLen = limit
	if d.n > 0 {
		d.clear()
	}
	if iterable.IsNull() {
		return nil
	}
	return d.extend(t, iterable)
}

// at gives the place of item i, 0 <= i < n.
func (d *deque) at(i int) *objects.Object { return &d.buf[(d.head+i)&(len(d.buf)-1)] }

// room gives MemoryError where there is no room for one more item.
func (d *deque) room(t *objects.Thread) error {
	if d.n < len(d.buf) {
		return nil
	}
	return objects.CheckAlloc(t, 2*d.n, 16)
}

// grow makes room for one more item.
func (d *deque) grow() {
	buf := make([]objects.Object, max(8, 2*len(d.buf)))
	k := copy(buf, d.buf[d.head:])
	copy(buf[k:], d.buf[:d.head])
	d.buf, d.head = buf, 0
}

func (d *deque) pushRight(v objects.Object) {
	if d.n == len(d.buf) {
		d.grow()
	}
	d.n++
	*d.at(d.n - 1) = v
	d.state++
}

func (d *deque) pushLeft(v objects.Object) {
	if d.n == len(d.buf) {
		d.grow()
	}
	d.head = (d.head - 1) & (len(d.buf) - 1)
	d.n++
	d.buf[d.head] = v
	d.state++
}

func (d *deque) popRight() objects.Object {
	p := d.at(d.n - 1)
	v := *p
	*p = objects.Object{}
	d.n--
	d.state++
	d.shrink()
	return v
}

func (d *deque) popLeft() objects.Object {
	p := &d.buf[d.head]
	v := *p
	*p = objects.Object{}
	d.head = (d.head + 1) & (len(d.buf) - 1)
	d.n--
	d.state++
	d.shrink()
	return v
}

// shrink gives memory back when the ring is nearly empty.
func (d *deque) shrink() {
	if len(d.buf) < 256 || d.n > len(d.buf)/8 {
		return
	}
	buf := make([]objects.Object, len(d.buf)/4)
	for i := range d.n {
		buf[i] = *d.at(i)
	}
	d.buf, d.head = buf, 0
}

// Add an element to the right side of the deque.
//
//py:def deque.append(self, item, /)
func (d *deque) append(t *objects.Thread, v objects.Object) error {
	if err := d.room(t); err != nil {
		return err
	}
	d.pushRight(v)
	if d.maxLen >= 0 && d.n > d.maxLen {
		d.popLeft()
	}
	return nil
}

// Add an element to the left side of the deque.
//
//py:def deque.appendleft(self, item, /)
func (d *deque) appendLeft(t *objects.Thread, v objects.Object) error {
	if err := d.room(t); err != nil {
		return err
	}
	d.pushLeft(v)
	if d.maxLen >= 0 && d.n > d.maxLen {
		d.popRight()
	}
	return nil
}

// Remove all elements from the deque.
//
//py:def deque.clear(self, /)
func (d *deque) clear() {
	d.buf, d.head, d.n = nil, 0, 0
	d.state++
}

// items gives the items in a new slice.
func (d *deque) items() []objects.Object {
	items := make([]objects.Object, d.n)
	for i := range items {
		items[i] = *d.at(i)
	}
	return items
}

// extendWith calls add for each item of iterable.
func (d *deque) extendWith(t *objects.Thread, iterable objects.Object, add func(t *objects.Thread, v objects.Object) error) error {
	if iterable == objects.Of(d) {
		for _, v := range d.items() {
			if err := add(t, v); err != nil {
				return err
			}
		}
		return nil
	}
	return objects.Iterate(t, iterable, func(v objects.Object) error {
		return add(t, v)
	})
}

// Extend the right side of the deque with elements from the iterable.
//
//py:def deque.extend(self, iterable, /)
func (d *deque) extend(t *objects.Thread, iterable objects.Object) error {
	return d.extendWith(t, iterable, d.append)
}

// Extend the left side of the deque with elements from the iterable.
//
//py:def deque.extendleft(self, iterable, /)
func (d *deque) extendLeft(t *objects.Thread, iterable objects.Object) error {
	return d.extendWith(t, iterable, d.appendLeft)
}

// Remove and return the rightmost element.
//
//py:def deque.pop(self, /)
func (d *deque) pop(t *objects.Thread) (objects.Object, error) {
	if d.n == 0 {
		return objects.Object{}, objects.Errorf(t, &objects.ExcIndexError, "pop from an empty deque")
	}
	return d.popRight(), nil
}

// Remove and return the leftmost element.
//
//py:def deque.popleft(self, /)
func (d *deque) popLeftMethod(t *objects.Thread) (objects.Object, error) {
	if d.n == 0 {
		return objects.Object{}, objects.Errorf(t, &objects.ExcIndexError, "pop from an empty deque")
	}
	return d.popLeft(), nil
}

// Return a shallow copy of a deque.
//
// CPython: Modules/_collectionsmodule.c deque_copy_impl
//
//py:def deque.copy(self, /)
//py:def deque.__copy__(self, /)
func (d *deque) copy(t *objects.Thread) (objects.Object, error) {
	if d.Type == &dequeType {
		r := newDeque(d.maxLen)
		return objects.Of(r), r.extend(t, objects.Of(d))
	}
	var r objects.Object
	var err error
	if d.maxLen < 0 {
		r, err = objects.CallOne(t, objects.Of(d.Type), objects.Of(d))
	} else {
		r, err = objects.CallTwo(t, objects.Of(d.Type), objects.Of(d), objects.NewInt(int64(d.maxLen)))
	}
	if err == nil && asDeque(r) == nil {
		err = objects.TypeErrorf(t, "%.200s() must return a deque, not %.200s", d.Type.Name200(), objects.TypeOf(r).Name200())
	}
	return r, err
}

func mutated(t *objects.Thread, typ *objects.Type) error {
	return objects.Errorf(t, typ, "deque mutated during iteration")
}

// find looks for v among the items from start up to stop, -1 if it is not there; what the deque changing meanwhile raises is said by typ.
func (d *deque) find(t *objects.Thread, v objects.Object, start, stop int, typ *objects.Type) (int, error) {
	state := d.state
	for i := start; i < stop; i++ {
		equal, err := objects.EqualBool(t, *d.at(i), v)
		if err != nil {
			return 0, err
		}
		if state != d.state {
			return 0, mutated(t, typ)
		}
		if equal {
			return i, nil
		}
	}
	return -1, nil
}

// Return number of occurrences of value.
//
//py:def deque.count(self, value, /)
func (d *deque) count(t *objects.Thread, v objects.Object) (int, error) {
	n := 0
	for i := 0; ; i++ {
		var err error
		if i, err = d.find(t, v, i, d.n, &objects.ExcRuntimeError); err != nil || i < 0 {
			return n, err
		}
		n++
	}
}

// Return first index of value.
//
// Raises ValueError if the value is not present.
//
//py:def deque.index(self, value, start=0, stop=sys.maxsize, /)
//py:sig ($self, value, [start, [stop]])
func (d *deque) index(t *objects.Thread, v objects.Object, start, stop objects.SliceIndex) (int, error) {
	if start < 0 {
		start = max(start+objects.SliceIndex(d.n), 0)
	}
	if stop < 0 {
		stop += objects.SliceIndex(d.n)
	}
	i, err := d.find(t, v, int(start), min(int(stop), d.n), &objects.ExcRuntimeError)
	if err == nil && i < 0 {
		err = objects.ValueErrorf(t, "deque.index(x): x not in deque")
	}
	return i, err
}

// Insert value before index.
//
//py:def deque.insert(self, index, value, /)
func (d *deque) insert(t *objects.Thread, index int, v objects.Object) error {
	if d.maxLen == d.n {
		return objects.Errorf(t, &objects.ExcIndexError, "deque already at its maximum size")
	}
	if index < 0 {
		index = max(index+d.n, 0)
	}
	index = min(index, d.n)
	if index < d.n/2 {
		d.pushLeft(v)
		for i := range index {
			*d.at(i) = *d.at(i + 1)
		}
	} else {
		d.pushRight(v)
		for i := d.n - 1; i > index; i-- {
			*d.at(i) = *d.at(i - 1)
		}
	}
	*d.at(index) = v
	return nil
}

// deleteAt removes item i.
func (d *deque) deleteAt(i int) {
	if i < d.n/2 {
		for ; i > 0; i-- {
			*d.at(i) = *d.at(i - 1)
		}
		d.popLeft()
		return
	}
	for ; i < d.n-1; i++ {
		*d.at(i) = *d.at(i + 1)
	}
	d.popRight()
}

// Remove first occurrence of value.
//
//py:def deque.remove(self, value, /)
func (d *deque) remove(t *objects.Thread, v objects.Object) error {
	i, err := d.find(t, v, 0, d.n, &objects.ExcIndexError)
	if err != nil {
		return err
	}
	if i < 0 {
		return objects.ValueErrorf(t, "deque.remove(x): x not in deque")
	}
	d.deleteAt(i)
	return nil
}

// Reverse *IN PLACE*.
//
//py:def deque.reverse(self, /)
func (d *deque) reverse() {
	for i, j := 0, d.n-1; i < j; i, j = i+1, j-1 {
		a, b := d.at(i), d.at(j)
		*a, *b = *b, *a
	}
}

// Rotate the deque n steps to the right.  If n is negative, rotates left.
//
//py:def deque.rotate(self, n=1, /)
func (d *deque) rotate(n int) {
	if d.n <= 1 {
		return
	}
	n %= d.n
	if n < 0 {
		n += d.n
	}
	if n <= d.n/2 {
		for range n {
			v := *d.at(d.n - 1)
			*d.at(d.n - 1) = objects.Object{}
			d.head = (d.head - 1) & (len(d.buf) - 1)
			d.buf[d.head] = v
		}
	} else {
		for range d.n - n {
			v := d.buf[d.head]
			d.buf[d.head] = objects.Object{}
			d.head = (d.head + 1) & (len(d.buf) - 1)
			*d.at(d.n - 1) = v
		}
	}
	d.state++
}

// Return the size of the deque in memory, in bytes.
//
//py:def deque.__sizeof__(self, /)
func (d *deque) sizeof() int { return 80 + 8*len(d.buf) }

// maximum size of a deque or None if unbounded
//
//py:get deque.maxlen
func (d *deque) getMaxLen() objects.Object {
	if d.maxLen < 0 {
		return objects.None
	}
	return objects.NewInt(int64(d.maxLen))
}

var nameGetState = objects.StaticName("__getstate__")

// Return state information for pickling.
//
//py:def deque.__reduce__(self, /)
func (d *deque) reduce(t *objects.Thread) (objects.Object, error) {
	state, err := objects.CallMethod(t, objects.Of(d), nameGetState)
	if err != nil {
		return objects.Object{}, err
	}
	it, err := objects.Iter(t, objects.Of(d))
	if err != nil {
		return objects.Object{}, err
	}
	args := objects.NewTuple()
	if d.maxLen >= 0 {
		args = objects.NewTuple(objects.NewTuple(), d.getMaxLen())
	}
	return objects.NewTuple(objects.Of(d.Type), args, state, it), nil
}

// Return a reverse iterator over the deque.
//
//py:def deque.__reversed__(self, /)
func (d *deque) reversed() objects.Object { return objects.Of(newDequeIter(d, true)) }

func dequeItem(t *objects.Thread, o objects.Object, i int) (objects.Object, error) {
	d := (*deque)(o.Ref)
	if uint(i) >= uint(d.n) {
		return objects.Object{}, objects.Errorf(t, &objects.ExcIndexError, "deque index out of range")
	}
	return *d.at(i), nil
}

func dequeSetItem(t *objects.Thread, o objects.Object, i int, v objects.Object) error {
	d := (*deque)(o.Ref)
	if uint(i) >= uint(d.n) {
		return objects.Errorf(t, &objects.ExcIndexError, "deque index out of range")
	}
	if v.IsNull() {
		d.deleteAt(i)
	} else {
		*d.at(i) = v
	}
	return nil
}

func dequeContains(t *objects.Thread, o, v objects.Object) (bool, error) {
	d := (*deque)(o.Ref)
	i, err := d.find(t, v, 0, d.n, &objects.ExcRuntimeError)
	return i >= 0, err
}

func dequeConcat(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	if asDeque(b) == nil {
		return objects.Object{}, objects.TypeErrorf(t, "can only concatenate deque (not \"%.200s\") to deque", objects.TypeOf(b).Name200())
	}
	r, err := asDeque(a).copy(t)
	if err != nil {
		return objects.Object{}, err
	}
	return r, asDeque(r).extend(t, b)
}

func dequeInPlaceConcat(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return a, (*deque)(a.Ref).extend(t, b)
}

func dequeRepeat(t *objects.Thread, o objects.Object, n int) (objects.Object, error) {
	r, err := (*deque)(o.Ref).copy(t)
	if err != nil {
		return objects.Object{}, err
	}
	return dequeInPlaceRepeat(t, r, n)
}

// CPython: Modules/_collectionsmodule.c deque_inplace_repeat_lock_held
func dequeInPlaceRepeat(t *objects.Thread, o objects.Object, n int) (objects.Object, error) {
	d := (*deque)(o.Ref)
	if d.n == 0 || n == 1 {
		return o, nil
	}
	if n <= 0 {
		d.clear()
		return o, nil
	}
	if d.maxLen >= 0 && n > (d.maxLen+d.n-1)/d.n {
		n = max((d.maxLen+d.n-1)/d.n, 1)
	}
	if n > (1<<62)/d.n {
		return objects.Object{}, objects.MemoryError(t)
	}
	if err := objects.CheckAlloc(t, n*d.n, 24); err != nil {
		return objects.Object{}, err
	}
	items := d.items()
	for range n - 1 {
		for _, v := range items {
			if err := d.append(t, v); err != nil {
				return objects.Object{}, err
			}
		}
	}
	return o, nil
}

func dequeRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	d := (*deque)(o.Ref)
	if t.ReprEnter(o) {
		return objects.NewStr("[...]"), nil
	}
	defer t.ReprLeave(o)
	s, err := objects.Repr(t, objects.Of(objects.NewList(d.items())))
	if err != nil {
		return objects.Object{}, err
	}
	text := d.Type.ShortName() + "(" + s.String()
	if d.maxLen >= 0 {
		m, err := objects.Repr(t, d.getMaxLen())
		if err != nil {
			return objects.Object{}, err
		}
		text += ", maxlen=" + m.String()
	}
	return objects.NewStr(text + ")"), nil
}

// CPython: Modules/_collectionsmodule.c deque_richcompare
func dequeCompare(t *objects.Thread, a, b objects.Object, op objects.CompareOp) (objects.Object, error) {
	x, y := asDeque(a), asDeque(b)
	if x == nil || y == nil {
		return objects.NotImplemented, nil
	}
	if x.n != y.n && (op == objects.EQ || op == objects.NE) {
		return objects.NewBool(op == objects.NE), nil
	}
	s1, s2 := x.state, y.state
	for i := 0; i < x.n && i < y.n; i++ {
		v, w := *x.at(i), *y.at(i)
		equal, err := objects.EqualBool(t, v, w)
		if err != nil {
			return objects.Object{}, err
		}
		if !equal {
			if op == objects.EQ || op == objects.NE {
				return objects.NewBool(op == objects.NE), nil
			}
			r, err := objects.CompareBool(t, v, w, op)
			return objects.NewBool(r), err
		}
		if s1 != x.state || s2 != y.state {
			return objects.Object{}, mutated(t, &objects.ExcRuntimeError)
		}
	}
	return objects.RichCompare(t, objects.NewInt(int64(x.n)), objects.NewInt(int64(y.n)), op)
}

// dequeIter is an iterator over a deque, a reverse one if its type is dequeRevIterType.
type dequeIter struct {
	objects.Header
	deque *deque
	state uint
	left  int
}

//py:type _deque_iterator dequeIterType
//py:type _deque_reverse_iterator dequeRevIterType

func newDequeIter(d *deque, reverse bool) *dequeIter {
	typ := &dequeIterType
	if reverse {
		typ = &dequeRevIterType
	}
	return &dequeIter{objects.Header{Type: typ}, d, d.state, d.n}
}

//py:new _deque_iterator(cls, deque, index=0, /)
//py:nosig
func dequeIterNew(_ *objects.Type, d *deque, index int) *dequeIter {
	it := newDequeIter(d, false)
	it.left -= min(max(index, 0), it.left)
	return it
}

//py:new _deque_reverse_iterator(cls, deque, index=0, /)
//py:nosig
func dequeRevIterNew(_ *objects.Type, d *deque, index int) *dequeIter {
	it := newDequeIter(d, true)
	it.left -= min(max(index, 0), it.left)
	return it
}

func dequeIterNext(t *objects.Thread, o objects.Object) (objects.Object, error) {
	it := (*dequeIter)(o.Ref)
	if it.deque.state != it.state {
		it.left = 0
		return objects.Object{}, mutated(t, &objects.ExcRuntimeError)
	}
	if it.left == 0 {
		return objects.Object{}, nil
	}
	it.left--
	if it.Type == &dequeRevIterType {
		return *it.deque.at(it.left), nil
	}
	return *it.deque.at(it.deque.n - 1 - it.left), nil
}

// Private method returning an estimate of len(list(it)).
//
//py:def _deque_iterator.__length_hint__(self, /)
//py:def _deque_reverse_iterator.__length_hint__(self, /)
//py:nosig
func (it *dequeIter) lengthHint() int { return it.left }

// Return state information for pickling.
//
//py:def _deque_iterator.__reduce__(self, /)
//py:def _deque_reverse_iterator.__reduce__(self, /)
//py:nosig
func (it *dequeIter) reduce() objects.Object {
	return objects.NewTuple(objects.Of(it.Type), objects.NewTuple(objects.Of(it.deque), objects.NewInt(int64(it.deque.n-it.left))))
}
