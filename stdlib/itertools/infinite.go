package itertools

import (
	"math"

	"github.com/gophersnake/gophersnake/objects"
)

type (
	// count goes by step. Where both are small ints nothing is called for an item.
	count struct {
		objects.Header
		cur, step objects.Object
	}
	cycle struct {
		objects.Header
		it    objects.Object // null once saved has all items
		saved []objects.Object
		index int
	}
	repeat struct {
		objects.Header
		element objects.Object
		left    int // -1: without end
	}
	islice struct {
		objects.Header
		it                   objects.Object // null when it has ended
		at, from, stop, step int            // items taken, index of the next to give, end (-1: none)
	}
)

//py:type count countType
//py:type cycle cycleType
//py:type repeat repeatType
//py:type islice isliceType

// isNumber reports whether o counts as a number.
//
// CPython: Objects/abstract.c PyNumber_Check
func isNumber(o objects.Object) bool {
	s := &objects.TypeOf(o).Slots
	return s.Index != nil || s.Int != nil || s.Float != nil || objects.TypeOf(o).IsSubtype(&objects.ComplexType)
}

// Return a count object whose .__next__() method returns consecutive values.
//
// Equivalent to:
//
//	def count(firstval=0, step=1):
//	    x = firstval
//	    while 1:
//	        yield x
//	        x += step
//
// CPython: Modules/itertoolsmodule.c itertools_count_impl
//
//py:new count(cls, /, start=0, step=1)
func countNew(t *objects.Thread, cls *objects.Type, start, step objects.Object) (objects.Object, error) {
	if !isNumber(start) || !isNumber(step) {
		return objects.Object{}, objects.TypeErrorf(t, "a number is required")
	}
	if small, b, ok := objects.IntValue(start); ok && b == nil {
		if by, b, ok := objects.IntValue(step); ok && b == nil && by == 1 {
			start, step = objects.NewInt(small), objects.NewInt(1)
		}
	}
	o, c := newOf[count](cls)
	c.cur, c.step = start, step
	return o, nil
}

func (c *count) next(t *objects.Thread) (objects.Object, error) {
	v := c.cur
	x, ok := v.SmallInt()
	by, ok2 := c.step.SmallInt()
	if ok && ok2 {
		if sum := x + by; (sum > x) == (by > 0) {
			c.cur = objects.NewInt(sum)
			return v, nil
		}
	}
	next, err := objects.BinaryOp(t, objects.OpAdd, v, c.step)
	if err != nil {
		return objects.Object{}, err
	}
	c.cur = next
	return v, nil
}

func countRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	c := (*count)(o.Ref)
	name := objects.TypeOf(o).ShortName()
	cur, err := objects.Repr(t, c.cur)
	if err != nil {
		return objects.Object{}, err
	}
	if small, b, ok := objects.IntValue(c.step); ok && b == nil && small == 1 {
		return objects.NewStr(name + "(" + cur.String() + ")"), nil
	}
	step, err := objects.Repr(t, c.step)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewStr(name + "(" + cur.String() + ", " + step.String() + ")"), nil
}

// Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.
//
//py:new cycle(cls, iterable, /)
func cycleNew(t *objects.Thread, cls *objects.Type, iterable objects.Object) (objects.Object, error) {
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	o, c := newOf[cycle](cls)
	c.it = it
	return o, nil
}

// CPython: Modules/itertoolsmodule.c cycle_next
func (c *cycle) next(t *objects.Thread) (objects.Object, error) {
	if !c.it.IsNull() {
		v, err := objects.Next(t, c.it)
		if err != nil {
			return objects.Object{}, err
		}
		if !v.IsNull() {
			if len(c.saved) == cap(c.saved) {
				if err := objects.CheckAlloc(t, len(c.saved), 32); err != nil {
					return objects.Object{}, err
				}
			}
			c.saved = append(c.saved, v)
			return v, nil
		}
		c.it = objects.Object{}
	}
	if len(c.saved) == 0 {
		return objects.Object{}, nil
	}
	v := c.saved[c.index]
	if c.index++; c.index >= len(c.saved) {
		c.index = 0
	}
	return v, nil
}

// repeat(object [,times]) -> create an iterator which returns the object
// for the specified number of times.  If not specified, returns the object
// endlessly.
//
//py:new repeat(cls, /, object, times=<unrepresentable>)
func repeatNew(t *objects.Thread, cls *objects.Type, object, times objects.Object) (objects.Object, error) {
	n := -1
	if !times.IsNull() {
		var err error
		if n, err = objects.AsIndexInt(t, times); err != nil {
			return objects.Object{}, err
		}
		n = max(n, 0)
	}
	o, r := newOf[repeat](cls)
	r.element, r.left = object, n
	return o, nil
}

func (r *repeat) next(*objects.Thread) (objects.Object, error) {
	if r.left == 0 {
		return objects.Object{}, nil
	}
	if r.left > 0 {
		r.left--
	}
	return r.element, nil
}

func repeatRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	r := (*repeat)(o.Ref)
	s, err := objects.Repr(t, r.element)
	if err != nil {
		return objects.Object{}, err
	}
	name := objects.TypeOf(o).ShortName()
	if r.left == -1 {
		return objects.NewStr(name + "(" + s.String() + ")"), nil
	}
	n, err := objects.Repr(t, objects.NewInt(int64(r.left)))
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewStr(name + "(" + s.String() + ", " + n.String() + ")"), nil
}

// Private method returning an estimate of len(list(it)).
//
//py:def repeat.__length_hint__(self, /)
//py:nosig
func (r *repeat) lengthHint(t *objects.Thread) (int, error) {
	if r.left == -1 {
		return 0, objects.TypeErrorf(t, "len() of unsized object")
	}
	return r.left, nil
}

// islice(iterable, stop) --> islice object
// islice(iterable, start, stop[, step]) --> islice object
//
// Return an iterator whose next() method returns selected values from an
// iterable.  If start is specified, will skip all preceding elements;
// otherwise, start defaults to zero.  Step defaults to one.  If
// specified as another value, step determines how many values are
// skipped between successive calls.  Works like a slice() on a list
// but returns an iterator.
//
// CPython: Modules/itertoolsmodule.c islice_new
//
//py:new islice(cls, iterable, start, stop=<missing>, step=None, /)
func isliceNew(t *objects.Thread, cls *objects.Type, iterable, first, second, third objects.Object) (objects.Object, error) {
	start, stop, step := 0, -1, 1
	bound := func(o objects.Object, absent int) (x int, ok bool) {
		if o == objects.None {
			return absent, true
		}
		x, err := objects.AsSsize(t, o, &objects.ExcOverflowError)
		if err != nil {
			return -1, false
		}
		return x, true
	}
	if second.IsNull() {
		first, second = objects.None, first
	}
	start, _ = bound(first, 0)
	if second != objects.None {
		if stop, _ = bound(second, -1); stop == -1 {
			return objects.Object{}, objects.ValueErrorf(t, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
		}
	}
	if start < 0 || stop < -1 {
		return objects.Object{}, objects.ValueErrorf(t, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
	}
	if step, _ = bound(third, 1); step < 1 {
		return objects.Object{}, objects.ValueErrorf(t, "Step for islice() must be a positive integer or None.")
	}
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	o, s := newOf[islice](cls)
	s.it, s.from, s.stop, s.step = it, start, stop, step
	return o, nil
}

// CPython: Modules/itertoolsmodule.c islice_next
func (s *islice) next(t *objects.Thread) (objects.Object, error) {
	it := s.it
	if it.IsNull() {
		return objects.Object{}, nil
	}
	for s.at < s.from {
		v, err := objects.Next(t, it)
		if err != nil || v.IsNull() {
			s.it = objects.Object{}
			return objects.Object{}, err
		}
		s.at++
		if err := poll(t, uint(s.at)); err != nil {
			return objects.Object{}, err
		}
	}
	if s.stop != -1 && s.at >= s.stop {
		s.it = objects.Object{}
		return objects.Object{}, nil
	}
	v, err := objects.Next(t, it)
	if err != nil || v.IsNull() {
		s.it = objects.Object{}
		return objects.Object{}, err
	}
	s.at++
	if s.from > math.MaxInt-s.step || s.stop != -1 && s.from+s.step > s.stop {
		s.from = s.stop
		if s.stop == -1 {
			s.from = math.MaxInt
		}
	} else {
		s.from += s.step
	}
	return v, nil
}
