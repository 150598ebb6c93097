package itertools

import (
	"math"

	"github.com/gophersnake/gophersnake/objects"
)

type (
	// selection is what combinations, with and without replacement, and permutations have in common: the indices
	// into the pool of the items of the last result.
	selection struct {
		objects.Header
		pool     []objects.Object
		indices  []int
		r        int
		result   []objects.Object // nil before the first
		finished bool
	}
	combinations struct{ selection }
	replacements struct{ selection }
	permutations struct {
		selection
		cycles []int
	}
	product struct {
		objects.Header
		pools    [][]objects.Object
		indices  []int
		result   []objects.Object // nil before the first
		finished bool
	}
)

//py:type combinations combinationsType
//py:type combinations_with_replacement replacementsType
//py:type permutations permutationsType
//py:type product productType

func (s *selection) visit(f func(objects.Object)) {
	visitAll(s.pool, f)
	visitAll(s.result, f)
}

// init takes the pool from an iterable.
func (s *selection) init(t *objects.Thread, iterable objects.Object) error {
	pool, err := objects.ToSlice(t, iterable)
	s.pool = pool
	return err
}

func checkLength(t *objects.Thread, r int) error {
	if r < 0 {
		return objects.ValueErrorf(t, "r must be non-negative")
	}
	return objects.CheckAlloc(t, r, 32)
}

// first gives the first result.
func (s *selection) first() objects.Object {
	s.result = make([]objects.Object, s.r)
	for i := range s.result {
		s.result[i] = s.pool[s.indices[i]]
	}
	return objects.NewTuple(s.result...)
}

// finish notes that there are no more results.
func (s *selection) finish() (objects.Object, error) {
	s.finished = true
	return objects.Object{}, nil
}

// Return successive r-length combinations of elements in the iterable.
//
// combinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)
//
//py:new combinations(cls, /, iterable, r)
func combinationsNew(t *objects.Thread, cls *objects.Type, iterable objects.Object, r int) (objects.Object, error) {
	o, c := newOf[combinations](cls)
	err := c.init(t, iterable)
	if err == nil {
		err = checkLength(t, r)
	}
	if err != nil {
		return objects.Object{}, err
	}
	c.r, c.finished = r, r > len(c.pool)
	if !c.finished {
		c.indices = make([]int, r)
		for i := range c.indices {
			c.indices[i] = i
		}
	}
	return o, nil
}

// CPython: Modules/itertoolsmodule.c combinations_next
func (c *combinations) next(*objects.Thread) (objects.Object, error) {
	if c.finished {
		return objects.Object{}, nil
	}
	if c.result == nil {
		return c.first(), nil
	}
	n, r := len(c.pool), c.r
	i := r - 1
	for i >= 0 && c.indices[i] == i+n-r {
		i--
	}
	if i < 0 {
		return c.finish()
	}
	c.indices[i]++
	for j := i + 1; j < r; j++ {
		c.indices[j] = c.indices[j-1] + 1
	}
	for ; i < r; i++ {
		c.result[i] = c.pool[c.indices[i]]
	}
	return objects.NewTuple(c.result...), nil
}

// Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.
//
// combinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')
//
//py:new combinations_with_replacement(cls, /, iterable, r)
func replacementsNew(t *objects.Thread, cls *objects.Type, iterable objects.Object, r int) (objects.Object, error) {
	o, c := newOf[replacements](cls)
	err := c.init(t, iterable)
	if err == nil {
		err = checkLength(t, r)
	}
	if err != nil {
		return objects.Object{}, err
	}
	c.r, c.finished = r, len(c.pool) == 0 && r > 0
	c.indices = make([]int, r)
	return o, nil
}

// CPython: Modules/itertoolsmodule.c cwr_next
func (c *replacements) next(*objects.Thread) (objects.Object, error) {
	if c.finished {
		return objects.Object{}, nil
	}
	if c.result == nil {
		return c.first(), nil
	}
	n, r := len(c.pool), c.r
	i := r - 1
	for i >= 0 && c.indices[i] == n-1 {
		i--
	}
	if i < 0 {
		return c.finish()
	}
	index := c.indices[i] + 1
	for ; i < r; i++ {
		c.indices[i] = index
		c.result[i] = c.pool[index]
	}
	return objects.NewTuple(c.result...), nil
}

// Return successive r-length permutations of elements in the iterable.
//
// permutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)
//
//py:new permutations(cls, /, iterable, r=None)
func permutationsNew(t *objects.Thread, cls *objects.Type, iterable, length objects.Object) (objects.Object, error) {
	o, p := newOf[permutations](cls)
	if err := p.init(t, iterable); err != nil {
		return objects.Object{}, err
	}
	n := len(p.pool)
	r := n
	if length != objects.None {
		small, b, ok := objects.IntValue(length)
		if !ok {
			return objects.Object{}, objects.TypeErrorf(t, "Expected int as r")
		}
		if b != nil {
			return objects.Object{}, objects.OverflowErrorf(t, "Python int too large to convert to C ssize_t")
		}
		r = int(small)
	}
	if err := checkLength(t, r); err != nil {
		return objects.Object{}, err
	}
	p.r, p.finished = r, r > n
	if p.finished {
		return o, nil
	}
	p.indices, p.cycles = make([]int, n), make([]int, r)
	for i := range p.indices {
		p.indices[i] = i
	}
	for i := range p.cycles {
		p.cycles[i] = n - i
	}
	return o, nil
}

// CPython: Modules/itertoolsmodule.c permutations_next
func (p *permutations) next(*objects.Thread) (objects.Object, error) {
	if p.finished {
		return objects.Object{}, nil
	}
	if p.result == nil {
		return p.first(), nil
	}
	n, r := len(p.pool), p.r
	if n == 0 {
		return p.finish()
	}
	for i := r - 1; i >= 0; i-- {
		p.cycles[i]--
		if p.cycles[i] == 0 {
			// Move indices[i] to the end.
			index := p.indices[i]
			copy(p.indices[i:], p.indices[i+1:])
			p.indices[n-1] = index
			p.cycles[i] = n - i
			continue
		}
		j := n - p.cycles[i]
		p.indices[i], p.indices[j] = p.indices[j], p.indices[i]
		for k := i; k < r; k++ {
			p.result[k] = p.pool[p.indices[k]]
		}
		return objects.NewTuple(p.result...), nil
	}
	return p.finish()
}

// Cartesian product of input iterables.  Equivalent to nested for-loops.
//
// For example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).
// The leftmost iterators are in the outermost for-loop, so the output tuples
// cycle in a manner similar to an odometer (with the rightmost element changing
// on every iteration).
//
// To compute the product of an iterable with itself, specify the number
// of repetitions with the optional repeat keyword argument. For example,
// product(A, repeat=4) means the same as product(A, A, A, A).
//
// product('ab', range(3)) --> ('a',0) ('a',1) ('a',2) ('b',0) ('b',1) ('b',2)
// product((0,1), (0,1), (0,1)) --> (0,0,0) (0,0,1) (0,1,0) (0,1,1) (1,0,0) ...
//
// CPython: Modules/itertoolsmodule.c product_new
//
//py:new product(cls, /, *iterables, repeat=1)
func productNew(t *objects.Thread, cls *objects.Type, iterables []objects.Object, times int) (objects.Object, error) {
	if times < 0 {
		return objects.Object{}, objects.ValueErrorf(t, "repeat argument cannot be negative")
	}
	n := len(iterables)
	if times == 0 {
		n = 0
	} else if n > math.MaxInt/8/times {
		return objects.Object{}, objects.OverflowErrorf(t, "repeat argument too large")
	}
	if err := objects.CheckAlloc(t, n*times, 64); err != nil {
		return objects.Object{}, err
	}
	o, p := newOf[product](cls)
	p.pools, p.indices = make([][]objects.Object, n*times), make([]int, n*times)
	for i := range n {
		pool, err := objects.ToSlice(t, iterables[i])
		if err != nil {
			return objects.Object{}, err
		}
		for k := i; k < len(p.pools); k += n {
			p.pools[k] = pool
		}
	}
	return o, nil
}

// CPython: Modules/itertoolsmodule.c product_next
func (p *product) next(*objects.Thread) (objects.Object, error) {
	if p.finished {
		return objects.Object{}, nil
	}
	if p.result == nil {
		p.result = make([]objects.Object, len(p.pools))
		for i, pool := range p.pools {
			if len(pool) == 0 {
				p.finished = true
				return objects.Object{}, nil
			}
			p.result[i] = pool[0]
		}
		return objects.NewTuple(p.result...), nil
	}
	for i := len(p.pools) - 1; i >= 0; i-- {
		p.indices[i]++
		if p.indices[i] < len(p.pools[i]) {
			p.result[i] = p.pools[i][p.indices[i]]
			return objects.NewTuple(p.result...), nil
		}
		p.indices[i] = 0
		p.result[i] = p.pools[i][0]
	}
	p.finished = true
	return objects.Object{}, nil
}

// Returns size in memory, in bytes.
//
//py:def combinations.__sizeof__(self, /)
//py:def combinations_with_replacement.__sizeof__(self, /)
//py:nosig
func (s *selection) sizeof() int { return 56 + 8*s.r }

// Returns size in memory, in bytes.
//
//py:def permutations.__sizeof__(self, /)
//py:nosig
func (p *permutations) sizeofAll() int { return 64 + 8*len(p.pool) + 8*p.r }

// Returns size in memory, in bytes.
//
//py:def product.__sizeof__(self, /)
//py:nosig
func (p *product) sizeof() int { return 48 + 8*len(p.pools) }
