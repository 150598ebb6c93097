package objects

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"
)

func ints(xs ...int) []Object {
	var r []Object
	for _, x := range xs {
		r = append(r, NewInt(int64(x)))
	}
	return r
}

func TestHashes(t *testing.T) {
	th := testThread()
	s := NewSet()
	for _, v := range ints(1, 2, 3) {
		if err := s.Add(th, v); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		got  func() (int64, error)
		want int64
	}{
		{"(1, 2, 3)", func() (int64, error) { return Hash(th, NewTuple(ints(1, 2, 3)...)) }, 529344067295497451},
		{"()", func() (int64, error) { return Hash(th, NewTuple()) }, 5740354900026072187},
		{"(1, (2, 3))", func() (int64, error) { return Hash(th, NewTuple(NewInt(1), NewTuple(ints(2, 3)...))) }, 7267574591690527098},
		{"frozenset({1, 2, 3})", func() (int64, error) { return s.hashItems(), nil }, -272375401224217160},
		{"frozenset()", func() (int64, error) { return Hash(th, Of(emptyFrozenSet)) }, 133146708735736},
	} {
		if got, err := c.got(); got != c.want || err != nil {
			t.Errorf("hash(%s) = %d, %v; want %d", c.name, got, err, c.want)
		}
	}
}

// TestSort sorts keys of several kinds and shapes and compares with a stable sort.
func TestSort(t *testing.T) {
	th := testThread()
	r := rand.New(rand.NewSource(1))
	for _, n := range []int{0, 1, 2, 3, 31, 64, 65, 100, 1000, 5000} {
		for shape := range 6 {
			keys := make([]int, n)
			for i := range keys {
				switch shape {
				case 0:
					keys[i] = r.Intn(1 + n)
				case 1:
					keys[i] = i
				case 2:
					keys[i] = -i
				case 3:
					keys[i] = r.Intn(4)
				case 4:
					keys[i] = i%(n/3+1) + r.Intn(2)
				case 5:
					keys[i] = i
					if i%100 == 99 {
						keys[i] = r.Intn(n)
					}
				}
			}
			for kind, key := range []func(k int) Object{
				func(k int) Object { return NewInt(int64(k)) },
				func(k int) Object { return NewFloat(float64(k)) },
				func(k int) Object { return NewStr(fmt.Sprintf("%06d", k+10000)) },
				func(k int) Object { return NewTuple(NewInt(int64(k)), NewInt(0)) },
			} {
				items := make([]Object, n)
				byIndex := make([]Object, n)
				order := make([]int, n)
				for i, k := range keys {
					items[i], byIndex[i], order[i] = key(k), NewInt(int64(i)), i
				}
				get := &BuiltinFunction{Header: Header{&BuiltinFunctionType}, Def: &MethodDef{Fn: func(_ *Thread, args []Object, _ *Tuple) (Object, error) {
					return items[args[0].Bits], nil
				}}}
				reverse := r.Intn(2) == 1
				slices.SortStableFunc(order, func(a, b int) int {
					if reverse {
						a, b = b, a
					}
					return keys[a] - keys[b]
				})
				if err := sortItems(th, byIndex, Of(get), reverse); err != nil {
					t.Fatal(err)
				}
				plain := slices.Clone(items)
				if err := sortItems(th, plain, None, reverse); err != nil {
					t.Fatal(err)
				}
				for i := range order {
					if byIndex[i] != NewInt(int64(order[i])) || plain[i] != items[order[i]] {
						t.Fatalf("n=%d shape=%d kind=%d: item %d differs", n, shape, kind, i)
					}
				}
			}
		}
	}
}

// TestDictModel does random operations on a dict and on a slow model.
func TestDictModel(t *testing.T) {
	th := testThread()
	for seed := range 20 {
		r := rand.New(rand.NewSource(int64(seed)))
		d := NewDict()
		var order []int
		vals := map[int]int{}
		span := 1 + r.Intn(200)
		// Ints alone, with strs, and with floats, whose hashes a dict has to keep.
		key := func(k int) Object {
			switch {
			case seed%4 == 0 || k%3 == 0:
				return NewInt(int64(k))
			case seed%4 == 1 || k%3 == 1:
				return NewStr("k" + itoa(k))
			}
			return NewFloat(float64(k) + 0.5)
		}
		for step := range 3000 {
			k := r.Intn(span)
			switch op := r.Intn(10); {
			case op < 5:
				if _, ok := vals[k]; !ok {
					order = append(order, k)
				}
				vals[k] = step
				if err := d.Set(th, key(k), NewInt(int64(step))); err != nil {
					t.Fatal(err)
				}
			case op < 8:
				_, ok := vals[k]
				found, err := d.Del(th, key(k))
				if found != ok || err != nil {
					t.Fatalf("seed %d step %d: del found %v, %v", seed, step, found, err)
				}
				if ok {
					delete(vals, k)
					order = slices.DeleteFunc(order, func(x int) bool { return x == k })
				}
			case len(order) > 0:
				item, err := d.popItem(th)
				if err != nil {
					t.Fatal(err)
				}
				last := order[len(order)-1]
				order = order[:len(order)-1]
				if equal, _ := simpleEqual(cast[Tuple](item).Items[0], key(last)); !equal {
					t.Fatalf("seed %d step %d: popitem gave another item", seed, step)
				}
				delete(vals, last)
			}
			v, err := d.Get(th, key(k))
			if want, ok := vals[k]; err != nil || ok != (v.Ref != nil) || ok && v != NewInt(int64(want)) {
				t.Fatalf("seed %d step %d: get(%d) = %v", seed, step, k, v)
			}
			if d.Len() != len(order) {
				t.Fatalf("seed %d step %d: %d items, want %d", seed, step, d.Len(), len(order))
			}
		}
		c := d.Copy()
		i := 0
		for pos := 0; ; i++ {
			k, v, next, ok := c.Next(pos)
			if !ok {
				break
			}
			if equal, _ := simpleEqual(k, key(order[i])); !equal || v != NewInt(int64(vals[order[i]])) {
				t.Fatalf("seed %d: item %d of the copy differs", seed, i)
			}
			pos = next
		}
		if i != len(order) {
			t.Fatalf("seed %d: the copy has %d items", seed, i)
		}
	}
}

// TestSetModel does random operations on a set and on a map.
func TestSetModel(t *testing.T) {
	th := testThread()
	r := rand.New(rand.NewSource(1))
	s := NewSet()
	model := map[int]bool{}
	for range 20000 {
		k := r.Intn(500)
		v := NewInt(int64(k * 1001))
		switch r.Intn(5) {
		case 0, 1:
			model[k] = true
			if err := s.Add(th, v); err != nil {
				t.Fatal(err)
			}
		case 2, 3:
			delete(model, k)
			if err := s.discard(th, v); err != nil {
				t.Fatal(err)
			}
		case 4:
			if len(model) > 250 {
				v, err := s.pop(th)
				if err != nil {
					t.Fatal(err)
				}
				x, _ := v.SmallInt()
				if !model[int(x)/1001] {
					t.Fatalf("popped %d", x)
				}
				delete(model, int(x)/1001)
			}
		}
		in, err := s.Has(th, v)
		if err != nil || in != model[k] && v == NewInt(int64(k*1001)) || s.Len() != len(model) {
			t.Fatalf("has(%d) = %v, %v; %d items, want %d", k, in, err, s.Len(), len(model))
		}
	}
}

// TestSlices gets, sets and deletes random slices of a list, compared with a model that goes index by index.
func TestSlices(t *testing.T) {
	th := testThread()
	r := rand.New(rand.NewSource(1))
	bound := func() Object {
		if r.Intn(4) == 0 {
			return None
		}
		return NewInt(int64(r.Intn(30) - 15))
	}
	for range 5000 {
		items := ints(r.Perm(r.Intn(12))...)
		key := NewSlice(bound(), bound(), bound())
		start, stop, step, err := cast[Slice](key).Unpack(th)
		if err != nil {
			continue
		}
		first, n := AdjustSlice(len(items), start, stop, step)
		l := NewList(slices.Clone(items))
		got, err := listGetItem(th, Of(l), key)
		if err != nil {
			t.Fatal(err)
		}
		var want, rest []Object
		taken := map[int]bool{}
		for i := range n {
			want = append(want, items[first+i*step])
			taken[first+i*step] = true
		}
		for i, v := range items {
			if !taken[i] {
				rest = append(rest, v)
			}
		}
		if !slices.Equal(cast[List](got).Items, want) {
			t.Fatalf("get: %v", key)
		}
		if err := listSetItem(th, Of(l), key, Of(NewList(want))); err != nil || !slices.Equal(l.Items, items) {
			t.Fatalf("set: %v", err)
		}
		if step == 1 {
			fresh := ints(100, 101, 102)[:r.Intn(4)]
			if err := listSetItem(th, Of(l), key, Of(NewList(fresh))); err != nil {
				t.Fatal(err)
			}
			wantSet := slices.Concat(items[:first], fresh, items[first+n:])
			if !slices.Equal(l.Items, wantSet) {
				t.Fatalf("replace gave %v, want %v", l.Items, wantSet)
			}
			l.Items = slices.Clone(items)
		}
		if err := listSetItem(th, Of(l), key, Object{}); err != nil || !slices.Equal(l.Items, rest) {
			t.Fatalf("delete: %v", err)
		}
	}
}
