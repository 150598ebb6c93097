// Package queue is the module _queue.
//
//py:module _queue
package queue

import (
	"math"
	"time"
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the module _queue.
var Module = objects.ModuleDef{
	Name: "_queue",
	Doc: "C implementation of the Python queue module.\n" +
		"This module is an implementation detail, please do not use it directly.",
	Init: setup,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "Empty", objects.Of(&emptyType))
		m.Add(t, "SimpleQueue", objects.Of(&simpleQueueType))
		return nil
	},
}

// simpleQueue is a queue.SimpleQueue. The interpreter's lock protects it.
type simpleQueue struct {
	objects.Header
	attrs   *objects.Overflow
	items   []objects.Object
	head    int             // of items: those before are gone
	waiters []chan struct{} // of threads that wait for an item, in the order of asking
}

var (
	simpleQueueType objects.Type
	emptyType       objects.Type
)

//py:type SimpleQueue simpleQueueType

func setup() {
	emptyType = objects.Type{
		Name: "_queue.Empty", Doc: "Exception raised by Queue.get(block=0)/get_nowait().", Base: &objects.ExcException, Flags: objects.BaseType,
	}
	objects.Ready(&emptyType)
	simpleQueueType = objects.Type{
		Name: "_queue.SimpleQueue", Doc: simpleQueueDoc, Signature: "()", Flags: objects.BaseType | objects.HasWeakrefs,
		Layout: objects.LayoutWithDict[simpleQueue](unsafe.Offsetof(simpleQueue{}.attrs)),
		Slots: objects.Slots{
			New: bindSimpleQueueNew,
			Traverse: func(o objects.Object, visit func(objects.Object)) {
				q := (*simpleQueue)(o.Ref)
				for _, v := range q.items[q.head:] {
					visit(v)
				}
			},
		},
		Methods: simpleQueueMethods,
	}
	objects.Ready(&simpleQueueType)
}

// Simple, unbounded, reentrant FIFO queue.
//
//py:new SimpleQueue(cls)
func simpleQueueNew(cls *objects.Type) objects.Object { return objects.NewInstance(cls) }

// Put the item on the queue.
//
// The optional 'block' and 'timeout' arguments are ignored, as this
// method never blocks.  They are provided for compatibility with the
// Queue class.
//
//py:def SimpleQueue.put(self, /, item, block=True, timeout=None)
func (q *simpleQueue) putBlocking(item objects.Object, _ bool, _ objects.Object) { q.put(item) }

// Put an item into the queue without blocking.
//
// This is exactly equivalent to `put(item)` and is only provided
// for compatibility with the Queue class.
//
//py:def SimpleQueue.put_nowait(self, /, item)
func (q *simpleQueue) put(item objects.Object) {
	q.items = append(q.items, item)
	q.wakeOne()
}

func (q *simpleQueue) wakeOne() {
	if len(q.waiters) > 0 {
		close(q.waiters[0])
		q.waiters = q.waiters[1:]
	}
}

// take removes the first item.
func (q *simpleQueue) take() objects.Object {
	v := q.items[q.head]
	q.items[q.head] = objects.Object{}
	q.head++
	switch {
	case q.head == len(q.items):
		q.items, q.head = q.items[:0], 0
	case q.head > 64 && q.head > len(q.items)/2:
		n := copy(q.items, q.items[q.head:])
		clear(q.items[n:])
		q.items, q.head = q.items[:n], 0
	}
	return v
}

func empty(t *objects.Thread) error { return objects.NewException(t, &emptyType) }

// Remove and return an item from the queue.
//
// If optional args 'block' is true and 'timeout' is None (the
// default), block if necessary until an item is available.  If
// 'timeout' is a non-negative number, it blocks at most 'timeout'
// seconds and raises the Empty exception if no item was available
// within that time.
// Otherwise ('block' is false), return an item if one is immediately
// available, else raise the Empty exception ('timeout' is ignored
// in that case).
//
// CPython: Modules/_queuemodule.c _queue_SimpleQueue_get_impl
//
//py:def SimpleQueue.get(self, /, block=True, timeout=None)
func (q *simpleQueue) get(t *objects.Thread, block bool, timeout objects.Object) (objects.Object, error) {
	var deadline time.Time
	bounded := block && timeout != objects.None
	if bounded {
		d, err := seconds(t, timeout)
		if err != nil {
			return objects.Object{}, err
		}
		deadline = time.Now().Add(d)
	}
	for q.head == len(q.items) {
		if !block {
			return objects.Object{}, empty(t)
		}
		left := time.Duration(-1)
		if bounded {
			left = max(time.Until(deadline), 0)
		}
		ready := make(chan struct{})
		q.waiters = append(q.waiters, ready)
		ok, err := t.Wait(ready, left)
		if !ok && !q.forget(ready) && (err != nil || q.head == len(q.items)) {
			// It was told of an item when it had given up: another may have it.
			q.wakeOne()
		}
		if err != nil {
			return objects.Object{}, err
		}
		if !ok && q.head == len(q.items) {
			return objects.Object{}, empty(t)
		}
	}
	return q.take(), nil
}

// forget removes a waiter; false if it is not there any more.
func (q *simpleQueue) forget(ready chan struct{}) bool {
	for i, w := range q.waiters {
		if w == ready {
			q.waiters = append(q.waiters[:i:i], q.waiters[i+1:]...)
			return true
		}
	}
	return false
}

// seconds converts a timeout.
func seconds(t *objects.Thread, timeout objects.Object) (time.Duration, error) {
	x, ok := objects.FloatValue(timeout)
	if !ok {
		if objects.TypeOf(timeout).Slots.Index == nil {
			return 0, objects.TypeErrorf(t, "'%s' object cannot be interpreted as an integer or float", objects.TypeOf(timeout).Name200())
		}
		n, err := objects.AsSsize(t, timeout, &objects.ExcOverflowError)
		if err != nil {
			return 0, objects.OverflowErrorf(t, "timestamp too large to convert to C PyTime_t")
		}
		x = float64(n)
	}
	switch {
	case math.IsNaN(x):
		return 0, objects.ValueErrorf(t, "Invalid value NaN (not a number)")
	case x < 0:
		return 0, objects.ValueErrorf(t, "'timeout' must be a non-negative number")
	case x >= math.MaxInt64/1e9:
		return 0, objects.OverflowErrorf(t, "timestamp out of range for C PyTime_t")
	}
	return time.Duration(math.Ceil(x * 1e9)), nil
}

// Remove and return an item from the queue without blocking.
//
// Only get an item if one is immediately available. Otherwise
// raise the Empty exception.
//
//py:def SimpleQueue.get_nowait(self, /)
func (q *simpleQueue) getNoWait(t *objects.Thread) (objects.Object, error) {
	return q.get(t, false, objects.None)
}

// Return True if the queue is empty, False otherwise (not reliable!).
//
//py:def SimpleQueue.empty(self, /)
func (q *simpleQueue) empty() bool { return q.head == len(q.items) }

// Return the approximate size of the queue (not reliable!).
//
//py:def SimpleQueue.qsize(self, /)
func (q *simpleQueue) size() int { return len(q.items) - q.head }

// SimpleQueues are generic over the type of their contents
//
//py:classmethod SimpleQueue.__class_getitem__(cls, object, /)
func classGetItem(t *objects.Thread, cls *objects.Type, object objects.Object) (objects.Object, error) {
	return objects.NewGenericAlias(t, objects.Of(cls), object)
}
