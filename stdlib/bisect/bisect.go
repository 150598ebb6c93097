// Package bisect is the module _bisect.
//
//py:module _bisect
package bisect

import "github.com/gophersnake/gophersnake/objects"

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the module _bisect.
var Module = objects.ModuleDef{
	Name: "_bisect",
	Doc: `Bisection algorithms.

This module provides support for maintaining a list in sorted order without
having to sort the list after each insertion. For long lists of items with
expensive comparison operations, this can be an improvement over the more
common approach.
`,
	Functions: moduleFunctions,
}

// search gives the place of x in a, before the items equal to it or, with right, behind them.
//
// CPython: Modules/_bisectmodule.c internal_bisect_left
func search(t *objects.Thread, a, x objects.Object, lo int, hi, key objects.Object, right bool) (int, error) {
	if lo < 0 {
		return 0, objects.ValueErrorf(t, "lo must be non-negative")
	}
	end := -1
	if hi != objects.None {
		var err error
		if end, err = objects.AsIndexInt(t, hi); err != nil {
			return 0, err
		}
	}
	if end == -1 {
		var err error
		if end, err = objects.Len(t, a); err != nil {
			return 0, err
		}
	}
	list := (*objects.List)(nil)
	if objects.TypeOf(a) == &objects.ListType {
		list = objects.AsList(a)
	}
	get := objects.TypeOf(a).Slots.SeqItem
	if get == nil && lo < end {
		return 0, objects.TypeErrorf(t, "'%.200s' object does not support indexing", objects.TypeOf(a).Name200())
	}
	for lo < end {
		mid := int(uint(lo+end) >> 1)
		var v objects.Object
		var err error
		if list != nil && mid < len(list.Items) {
			v = list.Items[mid]
		} else if v, err = get(t, a, mid); err != nil {
			return 0, err
		}
		if key != objects.None {
			if v, err = objects.CallOne(t, key, v); err != nil {
				return 0, err
			}
		}
		var before bool
		if right {
			// x < v: the place is at or before mid.
			if before, err = less(t, x, v); err == nil {
				before = !before
			}
		} else {
			before, err = less(t, v, x)
		}
		if err != nil {
			return 0, err
		}
		if before {
			lo = mid + 1
		} else {
			end = mid
		}
	}
	return lo, nil
}

func less(t *objects.Thread, a, b objects.Object) (bool, error) {
	x, ok := a.SmallInt()
	y, ok2 := b.SmallInt()
	if ok && ok2 {
		return x < y, nil
	}
	r, err := objects.RichCompare(t, a, b, objects.LT)
	if err != nil {
		return false, err
	}
	return objects.Truth(t, r)
}

var nameInsert = objects.StaticName("insert")

func insert(t *objects.Thread, a, x objects.Object, lo int, hi, key objects.Object, right bool) error {
	k := x
	if key != objects.None {
		var err error
		if k, err = objects.CallOne(t, key, x); err != nil {
			return err
		}
	}
	i, err := search(t, a, k, lo, hi, key, right)
	if err != nil {
		return err
	}
	_, err = objects.CallMethod(t, a, nameInsert, objects.NewInt(int64(i)), x)
	return err
}

// Return the index where to insert item x in list a, assuming a is sorted.
//
// The return value i is such that all e in a[:i] have e <= x, and all e in
// a[i:] have e > x.  So if x already appears in the list, a.insert(i, x) will
// insert just after the rightmost x already there.
//
// Optional args lo (default 0) and hi (default len(a)) bound the
// slice of a to be searched.
//
// A custom key function can be supplied to customize the sort order.
//
//py:def bisect_right(a, x, lo=0, hi=None, *, key=None)
func bisectRight(t *objects.Thread, a, x objects.Object, lo int, hi, key objects.Object) (int, error) {
	return search(t, a, x, lo, hi, key, true)
}

// Insert item x in list a, and keep it sorted assuming a is sorted.
//
// If x is already in a, insert it to the right of the rightmost x.
//
// Optional args lo (default 0) and hi (default len(a)) bound the
// slice of a to be searched.
//
// A custom key function can be supplied to customize the sort order.
//
//py:def insort_right(a, x, lo=0, hi=None, *, key=None)
func insortRight(t *objects.Thread, a, x objects.Object, lo int, hi, key objects.Object) error {
	return insert(t, a, x, lo, hi, key, true)
}

// Return the index where to insert item x in list a, assuming a is sorted.
//
// The return value i is such that all e in a[:i] have e < x, and all e in
// a[i:] have e >= x.  So if x already appears in the list, a.insert(i, x) will
// insert just before the leftmost x already there.
//
// Optional args lo (default 0) and hi (default len(a)) bound the
// slice of a to be searched.
//
// A custom key function can be supplied to customize the sort order.
//
//py:def bisect_left(a, x, lo=0, hi=None, *, key=None)
func bisectLeft(t *objects.Thread, a, x objects.Object, lo int, hi, key objects.Object) (int, error) {
	return search(t, a, x, lo, hi, key, false)
}

// Insert item x in list a, and keep it sorted assuming a is sorted.
//
// If x is already in a, insert it to the left of the leftmost x.
//
// Optional args lo (default 0) and hi (default len(a)) bound the
// slice of a to be searched.
//
// A custom key function can be supplied to customize the sort order.
//
//py:def insort_left(a, x, lo=0, hi=None, *, key=None)
func insortLeft(t *objects.Thread, a, x objects.Object, lo int, hi, key objects.Object) error {
	return insert(t, a, x, lo, hi, key, false)
}
