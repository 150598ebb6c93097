package itertools

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

// teeCells is how many items of the source a teeData holds.
const teeCells = 57

type (
	// teeData holds items that some of the iterators of a tee have yet to give, and leads to the following ones.
	teeData struct {
		objects.Header
		it      objects.Object
		read    int
		running bool
		next    *teeData
		values  [teeCells]objects.Object
	}
	tee struct {
		objects.Header
		attrs *objects.Overflow
		data  *teeData
		index int
	}
)

//py:type _tee teeType
//py:type _tee_dataobject teeDataType

func setupTee() {
	teeType = iterator("_tee", teeDoc, teeSignature, bindTeeNew, (*tee).next,
		func(o *tee, f func(objects.Object)) { f(objects.ObjectOrNull(o.data)) })
	teeType.Layout = objects.LayoutWithDict[tee](unsafe.Offsetof(tee{}.attrs))
	teeType.Flags = objects.HasWeakrefs
	teeType.Methods = teeMethods
	teeDataType = objects.Type{
		Name: "itertools._tee_dataobject", Doc: "teedataobject(iterable, values, next, /)\n--\n\n" + teeDataobjectDoc,
		Layout: objects.LayoutOf[teeData](),
		Slots: objects.Slots{New: bindTeeDataobjectNew, Traverse: func(o objects.Object, f func(objects.Object)) {
			d := (*teeData)(o.Ref)
			f(d.it)
			visitAll(d.values[:d.read], f)
			if d.next != nil {
				f(objects.Of(d.next))
			}
		}},
	}
}

func newTeeData(it objects.Object) *teeData {
	return &teeData{Header: objects.Header{Type: &teeDataType}, it: it}
}

// item gives item i, taking it from the source if it is the first to be asked for it.
//
// CPython: Modules/itertoolsmodule.c teedataobject_getitem
func (d *teeData) item(t *objects.Thread, i int) (objects.Object, error) {
	if i < d.read {
		return d.values[i], nil
	}
	if d.running {
		return objects.Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "cannot re-enter the tee iterator")
	}
	d.running = true
	v, err := objects.Next(t, d.it)
	d.running = false
	if err != nil || v.IsNull() {
		return objects.Object{}, err
	}
	d.values[d.read] = v
	d.read++
	return v, nil
}

// Data container common to multiple tee objects.
//
// CPython: Modules/itertoolsmodule.c itertools_teedataobject_impl
//
//py:new _tee_dataobject(cls, iterable, values, next, /)
func teeDataNew(t *objects.Thread, _ *objects.Type, it objects.Object, values *objects.List, next objects.Object) (*teeData, error) {
	d := newTeeData(it)
	n := len(values.Items)
	if n > teeCells {
		return nil, objects.ValueErrorf(t, "Invalid arguments")
	}
	d.read = copy(d.values[:], values.Items)
	if n == teeCells {
		if next != objects.None {
			if objects.TypeOf(next) != &teeDataType {
				return nil, objects.ValueErrorf(t, "Invalid arguments")
			}
			d.next = (*teeData)(next.Ref)
		}
	} else if next != objects.None {
		return nil, objects.ValueErrorf(t, "Invalid arguments")
	}
	return d, nil
}

// Iterator wrapped to make it copyable.
//
//py:new _tee(cls, iterable, /)
func teeNew(t *objects.Thread, _ *objects.Type, iterable objects.Object) (*tee, error) {
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return nil, err
	}
	if objects.TypeOf(it) == &teeType {
		return (*tee)(it.Ref).copy(), nil
	}
	return &tee{Header: objects.Header{Type: &teeType}, data: newTeeData(it)}, nil
}

// Returns an independent iterator.
//
//py:def _tee.__copy__(self, /)
//py:nosig
func (o *tee) copy() *tee {
	return &tee{Header: objects.Header{Type: &teeType}, data: o.data, index: o.index}
}

func (o *tee) next(t *objects.Thread) (objects.Object, error) {
	if o.index >= teeCells {
		if o.data.next == nil {
			o.data.next = newTeeData(o.data.it)
		}
		o.data, o.index = o.data.next, 0
	}
	v, err := o.data.item(t, o.index)
	if err != nil || v.IsNull() {
		return objects.Object{}, err
	}
	o.index++
	return v, nil
}

// Returns a tuple of n independent iterators.
//
//py:def tee(iterable, n=2, /)
func teeFunc(t *objects.Thread, iterable objects.Object, n int) (objects.Object, error) {
	if n < 0 {
		return objects.Object{}, objects.ValueErrorf(t, "n must be >= 0")
	}
	if err := objects.CheckAlloc(t, n, 128); err != nil {
		return objects.Object{}, err
	}
	r := objects.MakeTuple(n)
	if n == 0 {
		return objects.Of(r), nil
	}
	first, err := teeNew(t, &teeType, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	r.Items[0] = objects.Of(first)
	for i := 1; i < n; i++ {
		r.Items[i] = objects.Of(first.copy())
	}
	return objects.Of(r), nil
}
