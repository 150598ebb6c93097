package objects

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"unsafe"
)

// Sort the list in ascending order and return None.
//
// The sort is in-place (i.e. the list itself is modified) and stable (i.e. the
// order of two equal elements is maintained).
//
// If a key function is given, apply it once to each list item and sort them,
// ascending or descending, according to their function values.
//
// The reverse flag can be set to sort in descending order.
//
// CPython: Objects/listobject.c list_sort_impl
//
//py:def list.sort(self, /, *, key=None, reverse=False)
func (l *List) sort(t *Thread, key Object, reverse bool) error {
	// The list is empty while Python code may run. Whatever changes it leaves storage behind.
	items := l.Items
	l.Items = nil
	err := sortItems(t, items, key, reverse)
	if err == nil && l.Items != nil {
		err = ValueErrorf(t, "list modified during sort")
	}
	l.Items = items
	return err
}

// sortItems sorts items as list.sort does.
func sortItems(t *Thread, items []Object, key Object, reverse bool) error {
	keys := items
	if key != None {
		keys = make([]Object, len(items))
		for i, v := range items {
			k, err := CallOne(t, key, v)
			if err != nil {
				return err
			}
			keys[i] = k
		}
	}
	if len(items) < 2 {
		return nil
	}
	s := sorter{t: t, keys: keys}
	s.choose()
	if s.ints && key == None {
		sortInts(items)
		if reverse {
			reverseItems(items)
		}
		return nil
	}
	s.order = make([]uint32, len(items))
	for i := range s.order {
		s.order[i] = uint32(i)
	}
	// To keep equal items in order, a descending sort reverses before and after.
	if reverse {
		slices.Reverse(s.order)
	}
	if !s.sortSimple() {
		s.sort()
	}
	if reverse {
		slices.Reverse(s.order)
	}
	sorted := make([]Object, len(items))
	for i, j := range s.order {
		sorted[i] = items[j]
	}
	copy(items, sorted)
	return s.err
}

// sortInts sorts ints held in the Objects themselves. Equal ones cannot be told apart, so that it need not be stable.
func sortInts(items []Object) {
	ints := make([]int64, len(items))
	for i, v := range items {
		ints[i] = int64(v.Bits)
	}
	slices.Sort(ints)
	for i, v := range ints {
		items[i].Bits = uint64(v)
	}
}

// sortKey is a key without pointers: the whole of a number or the beginning of a str, in an order that integers have, and
// where the key stood before.
type sortKey struct {
	k     uint64
	place uint32
}

// sortSimple sorts order where comparison runs no Python code and is consistent; else it returns false.
func (s *sorter) sortSimple() bool {
	if !s.ints && !s.floats && !s.strs {
		return false
	}
	keys := make([]sortKey, len(s.order))
	for i, j := range s.order {
		v := s.keys[j]
		var k uint64
		switch {
		case s.ints:
			k = v.Bits ^ 1<<63
		case s.floats:
			x := math.Float64frombits(v.Bits) + 0 // -0.0 becomes 0.0, which it equals
			if x != x {
				return false
			}
			if k = math.Float64bits(x); k>>63 == 0 {
				k |= 1 << 63
			} else {
				k = ^k
			}
		default:
			text := cast[Str](v).s
			if len(text) >= 8 {
				k = binary.BigEndian.Uint64(unsafe.Slice(unsafe.StringData(text), 8))
			} else {
				for n := range 8 {
					k <<= 8
					if n < len(text) {
						k |= uint64(text[n])
					}
				}
			}
		}
		keys[i] = sortKey{k, uint32(i)}
	}
	if s.strs {
		slices.SortFunc(keys, func(a, b sortKey) int {
			if a.k != b.k {
				return cmp.Compare(a.k, b.k)
			}
			x, y := cast[Str](s.keys[s.order[a.place]]), cast[Str](s.keys[s.order[b.place]])
			if c := strings.Compare(x.s, y.s); c != 0 {
				return c
			}
			return int(a.place) - int(b.place)
		})
	} else {
		slices.SortFunc(keys, func(a, b sortKey) int {
			if a.k != b.k {
				return cmp.Compare(a.k, b.k)
			}
			return int(a.place) - int(b.place)
		})
	}
	sorted := make([]uint32, len(keys))
	for i, k := range keys {
		sorted[i] = s.order[k.place]
	}
	s.order = sorted
	return true
}

// A sorter is the state of one sort: a timsort that merges in the order of powersort. It sorts the numbers of the keys, since
// moving Objects means work for the collector.
//
// CPython: Objects/listobject.c MergeState
type sorter struct {
	t     *Thread
	err   error
	keys  []Object
	order []uint32
	// compare tells whether a < b: 0 or 1, -1 after an error.
	compare            func(s *sorter, a, b Object) int
	first              func(s *sorter, a, b Object) int // of the first items of tuples
	ints, floats, strs bool
	minGallop          int
	runs               []sortRun
	temp               []uint32
}

type sortRun struct{ base, len, power int }

const sortGallop = 7

// choose finds the fastest comparison that is right for all keys.
//
// CPython: Objects/listobject.c list_sort_impl
func (s *sorter) choose() {
	s.minGallop = sortGallop
	tuples := TypeOf(s.keys[0]) == &TupleType && len(cast[Tuple](s.keys[0]).Items) > 0
	first := func(o Object) Object { return o }
	if tuples {
		for _, k := range s.keys {
			if TypeOf(k) != &TupleType || len(cast[Tuple](k).Items) == 0 {
				tuples = false
				break
			}
		}
	}
	if tuples {
		first = func(o Object) Object { return cast[Tuple](o).Items[0] }
	}
	ref := first(s.keys[0]).Ref
	typ := (*Header)(ref).Type
	same, sameRef := true, true
	for _, k := range s.keys {
		r := first(k).Ref
		if r != ref {
			sameRef = false
			if (*Header)(r).Type != typ {
				same = false
				break
			}
		}
	}
	var less func(s *sorter, a, b Object) int
	switch {
	case !same:
		less = lessAny
	case sameRef && ref == unsafe.Pointer(&IntHeader):
		less = lessInt
		s.ints = !tuples
	case sameRef && ref == unsafe.Pointer(&FloatHeader):
		less = lessFloat
		s.floats = !tuples
	case typ == &StrType:
		less = lessStr
		s.strs = !tuples
	case typ.Slots.RichCompare != nil:
		less = lessSame
	default:
		less = lessAny
	}
	s.compare = less
	if tuples {
		s.compare, s.first = lessTuple, less
	}
}

// less tells whether key number a < key number b: 0 or 1, -1 after an error.
func (s *sorter) less(a, b uint32) int { return s.compare(s, s.keys[a], s.keys[b]) }

func (s *sorter) truth(r Object, err error) int {
	switch {
	case err != nil:
	case r == True:
		return 1
	case r == False:
		return 0
	default:
		var b bool
		if b, err = Truth(s.t, r); err == nil {
			if b {
				return 1
			}
			return 0
		}
	}
	s.err = err
	return -1
}

func lessAny(s *sorter, a, b Object) int {
	switch {
	case a.Ref == unsafe.Pointer(&IntHeader) && b.Ref == a.Ref:
		return lessInt(s, a, b)
	case TypeOf(a) == &StrType && TypeOf(b) == &StrType:
		return lessStr(s, a, b)
	}
	return s.truth(RichCompare(s.t, a, b, LT))
}

func lessInt(_ *sorter, a, b Object) int {
	if int64(a.Bits) < int64(b.Bits) {
		return 1
	}
	return 0
}

func lessFloat(_ *sorter, a, b Object) int {
	if math.Float64frombits(a.Bits) < math.Float64frombits(b.Bits) {
		return 1
	}
	return 0
}

func lessStr(_ *sorter, a, b Object) int {
	if strings.Compare(cast[Str](a).s, cast[Str](b).s) < 0 {
		return 1
	}
	return 0
}

// lessSame compares objects of the same type.
//
// CPython: Objects/listobject.c unsafe_object_compare
func lessSame(s *sorter, a, b Object) int {
	f := TypeOf(a).Slots.RichCompare
	if f == nil || TypeOf(a) != TypeOf(b) {
		return lessAny(s, a, b)
	}
	r, err := f(s.t, a, b, LT)
	if err == nil && r == NotImplemented {
		return lessAny(s, a, b)
	}
	return s.truth(r, err)
}

// lessTuple compares tuples that have items.
//
// CPython: Objects/listobject.c unsafe_tuple_compare
func lessTuple(s *sorter, a, b Object) int {
	x, y := cast[Tuple](a).Items, cast[Tuple](b).Items
	for i := 0; i < len(x) && i < len(y); i++ {
		equal, err := EqualBool(s.t, x[i], y[i])
		if err != nil {
			s.err = err
			return -1
		}
		if equal {
			continue
		}
		if i == 0 {
			return s.first(s, x[0], y[0])
		}
		return lessAny(s, x[i], y[i])
	}
	if len(x) < len(y) {
		return 1
	}
	return 0
}

// sort sorts order. After an error it is some permutation of what it was.
func (s *sorter) sort() {
	n := len(s.order)
	minRun := minRunLength(n)
	for lo := 0; lo < n; {
		run := s.countRun(lo, n)
		if run < 0 {
			return
		}
		if run < minRun {
			force := min(n-lo, minRun)
			if !s.binarySort(lo, lo+force, lo+run) {
				return
			}
			run = force
		}
		if !s.foundNewRun(run) {
			return
		}
		s.runs = append(s.runs, sortRun{base: lo, len: run})
		lo += run
	}
	for len(s.runs) > 1 {
		i := len(s.runs) - 2
		if i > 0 && s.runs[i-1].len < s.runs[i+1].len {
			i--
		}
		if !s.mergeAt(i) {
			return
		}
	}
}

// minRunLength gives the length that short runs are extended to.
//
// CPython: Objects/listobject.c merge_compute_minrun
func minRunLength(n int) int {
	r := 0
	for n >= 64 {
		r |= n & 1
		n >>= 1
	}
	return n + r
}

// countRun gives the length of the run that begins at lo, which is made ascending; -1 after an error.
func (s *sorter) countRun(lo, hi int) int {
	if lo+1 == hi {
		return 1
	}
	i := lo + 1
	k := s.less(s.order[i], s.order[i-1])
	if k < 0 {
		return -1
	}
	descending := k == 1
	for i++; i < hi; i++ {
		k = s.less(s.order[i], s.order[i-1])
		if k < 0 {
			return -1
		}
		if (k == 1) != descending {
			break
		}
	}
	if descending {
		slices.Reverse(s.order[lo:i])
	}
	return i - lo
}

// binarySort sorts lo up to hi, where up to start all is sorted.
func (s *sorter) binarySort(lo, hi, start int) bool {
	for ; start < hi; start++ {
		l, r := lo, start
		pivot := s.order[start]
		for l < r {
			p := l + (r-l)>>1
			k := s.less(pivot, s.order[p])
			if k < 0 {
				return false
			}
			if k == 1 {
				r = p
			} else {
				l = p + 1
			}
		}
		copy(s.order[l+1:start+1], s.order[l:start])
		s.order[l] = pivot
	}
	return true
}

// foundNewRun merges runs before one of n items is added.
//
// CPython: Objects/listobject.c found_new_run
func (s *sorter) foundNewRun(n int) bool {
	if len(s.runs) == 0 {
		return true
	}
	last := s.runs[len(s.runs)-1]
	power := runPower(last.base, last.len, n, len(s.order))
	for len(s.runs) > 1 && s.runs[len(s.runs)-2].power > power {
		if !s.mergeAt(len(s.runs) - 2) {
			return false
		}
	}
	s.runs[len(s.runs)-1].power = power
	return true
}

// runPower gives the power of the first of two adjacent runs, n1 items from s1 and the n2 behind them, of n.
//
// CPython: Objects/listobject.c powerloop
func runPower(s1, n1, n2, n int) int {
	a := 2*s1 + n1
	b := a + n1 + n2
	for power := 1; ; power++ {
		if a >= n {
			a -= n
			b -= n
		} else if b >= n {
			return power
		}
		a <<= 1
		b <<= 1
	}
}

// mergeAt merges runs i and i+1.
//
// CPython: Objects/listobject.c merge_at
func (s *sorter) mergeAt(i int) bool {
	a, na := s.runs[i].base, s.runs[i].len
	b, nb := s.runs[i+1].base, s.runs[i+1].len
	s.runs[i].len = na + nb
	if i == len(s.runs)-3 {
		s.runs[i+1] = s.runs[i+2]
	}
	s.runs = s.runs[:len(s.runs)-1]
	// Where does b begin in a? What lies before is in place already.
	k := s.gallopRight(s.order[b], s.order[a:a+na], 0)
	if k < 0 {
		return false
	}
	a += k
	na -= k
	if na == 0 {
		return true
	}
	// Where does a end in b?
	nb = s.gallopLeft(s.order[a+na-1], s.order[b:b+nb], nb-1)
	if nb <= 0 {
		return nb == 0
	}
	if na <= nb {
		return s.mergeLo(a, na, b, nb)
	}
	return s.mergeHi(a, na, b, nb)
}

// gallopLeft gives the place of key in sorted a before any equal ones, searching from hint on; -1 after an error.
//
// CPython: Objects/listobject.c gallop_left
func (s *sorter) gallopLeft(key uint32, a []uint32, hint int) int {
	last, ofs := 0, 1
	k := s.less(a[hint], key)
	if k < 0 {
		return -1
	}
	if k == 1 {
		most := len(a) - hint
		for ofs < most {
			if k = s.less(a[hint+ofs], key); k < 0 {
				return -1
			}
			if k == 0 {
				break
			}
			last, ofs = ofs, ofs<<1+1
		}
		last, ofs = last+hint, min(ofs, most)+hint
	} else {
		most := hint + 1
		for ofs < most {
			if k = s.less(a[hint-ofs], key); k < 0 {
				return -1
			}
			if k == 1 {
				break
			}
			last, ofs = ofs, ofs<<1+1
		}
		last, ofs = hint-min(ofs, most), hint-last
	}
	for last++; last < ofs; {
		m := last + (ofs-last)>>1
		if k = s.less(a[m], key); k < 0 {
			return -1
		}
		if k == 1 {
			last = m + 1
		} else {
			ofs = m
		}
	}
	return ofs
}

// gallopRight gives the place of key in sorted a behind any equal ones, searching from hint on; -1 after an error.
//
// CPython: Objects/listobject.c gallop_right
func (s *sorter) gallopRight(key uint32, a []uint32, hint int) int {
	last, ofs := 0, 1
	k := s.less(key, a[hint])
	if k < 0 {
		return -1
	}
	if k == 1 {
		most := hint + 1
		for ofs < most {
			if k = s.less(key, a[hint-ofs]); k < 0 {
				return -1
			}
			if k == 0 {
				break
			}
			last, ofs = ofs, ofs<<1+1
		}
		last, ofs = hint-min(ofs, most), hint-last
	} else {
		most := len(a) - hint
		for ofs < most {
			if k = s.less(key, a[hint+ofs]); k < 0 {
				return -1
			}
			if k == 1 {
				break
			}
			last, ofs = ofs, ofs<<1+1
		}
		last, ofs = last+hint, min(ofs, most)+hint
	}
	for last++; last < ofs; {
		m := last + (ofs-last)>>1
		if k = s.less(key, a[m]); k < 0 {
			return -1
		}
		if k == 1 {
			ofs = m
		} else {
			last = m + 1
		}
	}
	return ofs
}

// take copies n items from lo to the temporary storage.
func (s *sorter) take(lo, n int) { s.temp = append(s.temp[:0], s.order[lo:lo+n]...) }

// move copies n items from src to dest.
func (s *sorter) move(dest, src, n int) { copy(s.order[dest:dest+n], s.order[src:src+n]) }

// restore copies n temporary items from src to dest.
func (s *sorter) restore(dest, src, n int) { copy(s.order[dest:dest+n], s.temp[src:src+n]) }
