// Package heapq is the module _heapq.
//
//py:module _heapq
package heapq

import "github.com/gophersnake/gophersnake/objects"

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the module _heapq.
var Module = objects.ModuleDef{
	Name: "_heapq",
	Doc: `Heap queue algorithm (a.k.a. priority queue).

Heaps are arrays for which a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for
all k, counting elements from 0.  For the sake of comparison,
non-existing elements are considered to be infinite.  The interesting
property of a heap is that a[0] is always its smallest element.

Usage:

heap = []            # creates an empty heap
heappush(heap, item) # pushes a new item on the heap
item = heappop(heap) # pops the smallest item from the heap
item = heap[0]       # smallest item on the heap without popping it
heapify(x)           # transforms list into a heap, in-place, in linear time
item = heapreplace(heap, item) # pops and returns smallest item, and adds
                               # new item; the heap size is unchanged

Our API differs from textbook heap algorithms as follows:

- We use 0-based indexing.  This makes the relationship between the
  index for a node and the indexes for its children slightly less
  obvious, but is more suitable since Python uses 0-based indexing.

- Our heappop() method returns the smallest item, not the largest.

These two make it possible to view the heap as a regular Python list
without surprises: heap[0] is the smallest item, and heap.sort()
maintains the heap invariant!
`,
	Functions: moduleFunctions,
}

// order tells which of two items belongs nearer to the top.
type order func(t *objects.Thread, a, b objects.Object) (bool, error)

func smaller(t *objects.Thread, a, b objects.Object) (bool, error) {
	x, ok := a.SmallInt()
	y, ok2 := b.SmallInt()
	if ok && ok2 {
		return x < y, nil
	}
	return objects.CompareBool(t, a, b, objects.LT)
}

func larger(t *objects.Thread, a, b objects.Object) (bool, error) { return smaller(t, b, a) }

func changed(t *objects.Thread) error {
	return objects.Errorf(t, &objects.ExcRuntimeError, "list changed size during iteration")
}

// siftDown moves the item at pos towards start until its parent belongs above it.
//
// CPython: Modules/_heapqmodule.c siftdown
func siftDown(t *objects.Thread, heap *objects.List, start, pos int, above order) error {
	size := len(heap.Items)
	if pos >= size {
		return objects.Errorf(t, &objects.ExcIndexError, "index out of range")
	}
	for pos > start {
		parent := (pos - 1) >> 1
		up, err := above(t, heap.Items[pos], heap.Items[parent])
		if err != nil {
			return err
		}
		if len(heap.Items) != size {
			return changed(t)
		}
		if !up {
			return nil
		}
		heap.Items[pos], heap.Items[parent] = heap.Items[parent], heap.Items[pos]
		pos = parent
	}
	return nil
}

// siftUp moves the item at pos to a leaf, the better child always taking its place, and then to where it belongs.
//
// CPython: Modules/_heapqmodule.c siftup
func siftUp(t *objects.Thread, heap *objects.List, pos int, above order) error {
	end := len(heap.Items)
	start := pos
	if pos >= end {
		return objects.Errorf(t, &objects.ExcIndexError, "index out of range")
	}
	limit := end >> 1
	for pos < limit {
		child := 2*pos + 1
		if child+1 < end {
			left, err := above(t, heap.Items[child], heap.Items[child+1])
			if err != nil {
				return err
			}
			if !left {
				child++
			}
			if len(heap.Items) != end {
				return changed(t)
			}
		}
		heap.Items[pos], heap.Items[child] = heap.Items[child], heap.Items[pos]
		pos = child
	}
	return siftDown(t, heap, start, pos, above)
}

func push(t *objects.Thread, heap *objects.List, item objects.Object, above order) error {
	heap.Append(item)
	return siftDown(t, heap, 0, len(heap.Items)-1, above)
}

// CPython: Modules/_heapqmodule.c heappop_internal
func pop(t *objects.Thread, heap *objects.List, above order) (objects.Object, error) {
	n := len(heap.Items) - 1
	if n < 0 {
		return objects.Object{}, objects.Errorf(t, &objects.ExcIndexError, "index out of range")
	}
	last := heap.Items[n]
	heap.Items[n] = objects.Object{}
	heap.Items = heap.Items[:n]
	if n == 0 {
		return last, nil
	}
	top := heap.Items[0]
	heap.Items[0] = last
	if err := siftUp(t, heap, 0, above); err != nil {
		return objects.Object{}, err
	}
	return top, nil
}

func replace(t *objects.Thread, heap *objects.List, item objects.Object, above order) (objects.Object, error) {
	if len(heap.Items) == 0 {
		return objects.Object{}, objects.Errorf(t, &objects.ExcIndexError, "index out of range")
	}
	top := heap.Items[0]
	heap.Items[0] = item
	if err := siftUp(t, heap, 0, above); err != nil {
		return objects.Object{}, err
	}
	return top, nil
}

// CPython: Modules/_heapqmodule.c _heapq_heappushpop_impl
func pushPop(t *objects.Thread, heap *objects.List, item objects.Object, above order) (objects.Object, error) {
	if len(heap.Items) == 0 {
		return item, nil
	}
	top := heap.Items[0]
	better, err := above(t, top, item)
	if err != nil || !better {
		return item, err
	}
	if len(heap.Items) == 0 {
		return objects.Object{}, objects.Errorf(t, &objects.ExcIndexError, "index out of range")
	}
	return replace(t, heap, item, above)
}

func heapifyBy(t *objects.Thread, heap *objects.List, above order) error {
	for i := len(heap.Items)>>1 - 1; i >= 0; i-- {
		if err := siftUp(t, heap, i, above); err != nil {
			return err
		}
	}
	return nil
}

// Push item onto heap, maintaining the heap invariant.
//
//py:def heappush(heap, item, /)
func heapPush(t *objects.Thread, heap *objects.List, item objects.Object) error {
	return push(t, heap, item, smaller)
}

// Pop the smallest item off the heap, maintaining the heap invariant.
//
//py:def heappop(heap, /)
func heapPop(t *objects.Thread, heap *objects.List) (objects.Object, error) {
	return pop(t, heap, smaller)
}

// Pop and return the current smallest value, and add the new item.
//
// This is more efficient than heappop() followed by heappush(), and can be
// more appropriate when using a fixed-size heap.  Note that the value
// returned may be larger than item!  That constrains reasonable uses of
// this routine unless written as part of a conditional replacement:
//
//	if item > heap[0]:
//	    item = heapreplace(heap, item)
//
//py:def heapreplace(heap, item, /)
func heapReplace(t *objects.Thread, heap *objects.List, item objects.Object) (objects.Object, error) {
	return replace(t, heap, item, smaller)
}

// Push item on the heap, then pop and return the smallest item from the heap.
//
// The combined action runs more efficiently than heappush() followed by
// a separate call to heappop().
//
//py:def heappushpop(heap, item, /)
func heapPushPop(t *objects.Thread, heap *objects.List, item objects.Object) (objects.Object, error) {
	return pushPop(t, heap, item, smaller)
}

// Transform list into a heap, in-place, in O(len(heap)) time.
//
//py:def heapify(heap, /)
func heapify(t *objects.Thread, heap *objects.List) error { return heapifyBy(t, heap, smaller) }

// Push item onto max heap, maintaining the heap invariant.
//
//py:def heappush_max(heap, item, /)
func heapPushMax(t *objects.Thread, heap *objects.List, item objects.Object) error {
	return push(t, heap, item, larger)
}

// Maxheap variant of heappop.
//
//py:def heappop_max(heap, /)
func heapPopMax(t *objects.Thread, heap *objects.List) (objects.Object, error) {
	return pop(t, heap, larger)
}

// Maxheap variant of heapreplace.
//
//py:def heapreplace_max(heap, item, /)
func heapReplaceMax(t *objects.Thread, heap *objects.List, item objects.Object) (objects.Object, error) {
	return replace(t, heap, item, larger)
}

// Maxheap variant of heappushpop.
//
// The combined action runs more efficiently than heappush_max() followed by
// a separate call to heappop_max().
//
//py:def heappushpop_max(heap, item, /)
func heapPushPopMax(t *objects.Thread, heap *objects.List, item objects.Object) (objects.Object, error) {
	return pushPop(t, heap, item, larger)
}

// Maxheap variant of heapify.
//
//py:def heapify_max(heap, /)
func heapifyMax(t *objects.Thread, heap *objects.List) error { return heapifyBy(t, heap, larger) }
