// Package array is the module array: arrays of numbers or characters that lie in memory as in C.
package array

import (
	"bytes"
	"math"
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Object is a Python value.
type Object = objects.Object

// Module declares the array module.
var Module = objects.ModuleDef{
	Name: "array", Functions: moduleFunctions, Init: setupTypes,
	Doc: "This module defines an object type which can efficiently represent an array\nof basic values: characters, integers, floating-point numbers.",
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "array", objects.Of(&ArrayType))
		m.Add(t, "ArrayType", objects.Of(&ArrayType))
		m.Add(t, "typecodes", objects.NewStr(typeCodes))
		abc, err := t.Runtime.Import(t, "collections.abc")
		if err != nil {
			return err
		}
		sequence, err := objects.GetAttr(t, abc, t.Interp.Intern("MutableSequence"))
		if err != nil {
			return err
		}
		_, err = objects.CallMethod(t, sequence, t.Interp.Intern("register"), objects.Of(&ArrayType))
		return err
	},
}

// Array is an array.
//
//py:type array ArrayType
type Array struct {
	objects.Header
	attrs   *objects.Overflow // for weak references
	b       []byte            // the items
	code    rune
	size    int // of an item
	exports int // buffers lent: while there are any, the length stays
}

// ArrayType is the type of arrays.
var ArrayType objects.Type

// iterator is an iterator over an array; one that has ended has a nil array.
//
//py:type arrayiterator
type iterator struct {
	objects.Header
	array *Array
	pos   int
}

var iteratorType objects.Type

func setupTypes() {
	ArrayType = objects.Type{
		Name: "array.array", Doc: arrayDoc, Flags: objects.BaseType | objects.SequencePattern | objects.HasWeakrefs,
		Layout: objects.LayoutWithDict[Array](unsafe.Offsetof(Array{}.attrs)),
		Slots: objects.Slots{
			New: newArray, Repr: repr, RichCompare: compare, Iter: iterate,
			Len:     func(t *objects.Thread, o Object) (int, error) { return array(o).len(), nil },
			GetItem: getItem, SetItem: setItem, SeqItem: item, SeqSetItem: setIndex, Contains: contains,
			Concat: concat, InPlaceConcat: extendInPlace, Repeat: repeat, InPlaceRepeat: repeatInPlace, Buffer: buffer,
		},
		Methods: arrayMethods, GetSets: arrayGetSets,
	}
	objects.Ready(&ArrayType)
	iteratorType = objects.Type{
		Name: "array.arrayiterator", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[iterator](), Methods: arrayiteratorMethods,
		Slots: objects.Slots{
			Iter: func(_ *objects.Thread, o Object) (Object, error) { return o, nil }, IterNext: next,
			Traverse: func(o Object, visit func(Object)) {
				if it := (*iterator)(o.Ref); it.array != nil {
					visit(objects.Of(it.array))
				}
			},
		},
	}
	objects.Ready(&iteratorType)
}

func array(o Object) *Array { return (*Array)(o.Ref) }

func (a *Array) len() int { return len(a.b) / a.size }

func (a *Array) item(t *objects.Thread, i int) (Object, error) { return get(t, a.code, a.b[i*a.size:]) }

// like makes an array of a's kind that takes b over.
func (a *Array) like(b []byte) *Array {
	return &Array{Header: objects.Header{Type: &ArrayType}, b: b, code: a.code, size: a.size}
}

// resizable gives BufferError while somebody uses the memory.
func (a *Array) resizable(t *objects.Thread) error {
	if a.exports > 0 {
		return objects.Errorf(t, &objects.ExcBufferError, "cannot resize an array that is exporting buffers")
	}
	return nil
}

// splice replaces the bytes from i to j by content, which is not kept.
func (a *Array) splice(t *objects.Thread, i, j int, content []byte) error {
	if len(content) == j-i {
		copy(a.b[i:j], content)
		return nil
	}
	if err := a.resizable(t); err != nil {
		return err
	}
	if n := len(a.b) - (j - i) + len(content); n > cap(a.b) {
		if err := objects.CheckAlloc(t, n/4+n, 1); err != nil {
			return err
		}
	}
	if i == len(a.b) {
		a.b = append(a.b, content...)
		return nil
	}
	tail := bytes.Clone(a.b[j:])
	a.b = append(append(a.b[:i], content...), tail...)
	return nil
}

// pack makes an item of v. It may run Python code.
func (a *Array) pack(t *objects.Thread, v Object) ([]byte, error) {
	b := make([]byte, a.size)
	return b, put(t, a.code, b, v)
}

// An array of basic values, all of one type: array(typecode [, initializer]).
//
// The typecode is a character: b and B are a signed and an unsigned char, h and H short, i and I int, l and L long, q and Q long long, f a
// float and d a double of C, w a Unicode character; u, a wchar_t, is deprecated. The initializer is a list, another iterable of items, a
// bytes-like object or, for w and u, a string.
//
// CPython: Modules/arraymodule.c array_new
func newArray(t *objects.Thread, cls *objects.Type, args []Object, kwnames *objects.Tuple) (Object, error) {
	n := len(args)
	if kwnames != nil && len(kwnames.Items) > 0 {
		if cls == &ArrayType {
			return Object{}, objects.TypeErrorf(t, "array.array() takes no keyword arguments")
		}
		n -= len(kwnames.Items)
	}
	switch {
	case n < 1:
		return Object{}, objects.TypeErrorf(t, "array() takes at least 1 argument (%d given)", n)
	case n > 2:
		return Object{}, objects.TypeErrorf(t, "array() takes at most 2 arguments (%d given)", n)
	}
	s := objects.AsStr(args[0])
	if s == nil {
		name := objects.TypeOf(args[0]).Name200()
		if args[0] == objects.None {
			name = "None"
		}
		return Object{}, objects.TypeErrorf(t, "array() argument 1 must be a unicode character, not %.50s", name)
	}
	if s.Len() != 1 {
		return Object{}, objects.TypeErrorf(t, "array() argument 1 must be a unicode character, not a string of length %d", s.Len())
	}
	code := s.At(0)
	if code == 'u' {
		if err := objects.Warn(t, &objects.ExcDeprecationWarning, 1, "The 'u' type code is deprecated and will be removed in Python 3.16"); err != nil {
			return Object{}, err
		}
	}
	o := objects.NewInstance(cls)
	a := array(o)
	a.code, a.size = code, itemSize(code)
	var initial Object
	if n == 2 {
		initial = args[1]
		other := asArray(initial)
		if text := objects.AsStr(initial); !isText(code) && (text != nil || other != nil && isText(other.code)) {
			what := "a str"
			if text == nil {
				what = "a unicode array"
			}
			return Object{}, objects.TypeErrorf(t, "cannot use %s to initialize an array with typecode '%c'", what, code)
		}
	}
	if a.size == 0 {
		return Object{}, objects.ValueErrorf(t, "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
	}
	if initial.IsNull() {
		return o, nil
	}
	if text := objects.AsStr(initial); text != nil {
		return o, a.fromUnicode(t, text)
	}
	if b := objects.AsBytes(initial); b != nil {
		return o, a.fromBytes(t, b.Bytes())
	}
	if objects.TypeOf(initial).IsSubtype(&objects.ByteArrayType) {
		b, err := objects.ArgBytes(t, initial)
		if err != nil {
			return Object{}, err
		}
		return o, a.fromBytes(t, b)
	}
	if other := asArray(initial); other != nil && other.code == code {
		a.b = bytes.Clone(other.b)
		return o, nil
	}
	return o, a.extendIterable(t, initial)
}

const arrayDoc = `array(typecode [, initializer]) -> array

An array of basic values, all of one type. The typecode is a character: b and B
are a signed and an unsigned char, h and H short, i and I int, l and L long, q
and Q long long, f a float and d a double of C, w a Unicode character; u, a
wchar_t, is deprecated. The initializer is a list, another iterable of items, a
bytes-like object or, for w and u, a string.`

func (a *Array) extendIterable(t *objects.Thread, o Object) error {
	return objects.Iterate(t, o, func(v Object) error { return a.append(t, v) })
}

func repr(t *objects.Thread, o Object) (Object, error) {
	a := array(o)
	out := objects.TypeOf(o).ShortName() + "('" + string(a.code) + "'"
	if len(a.b) == 0 {
		return objects.NewStr(out + ")"), nil
	}
	var v Object
	var err error
	if isText(a.code) {
		v, err = a.toUnicode(t)
	} else {
		v, err = a.toList(t)
	}
	if err != nil {
		return Object{}, err
	}
	s, err := objects.Repr(t, v)
	if err != nil {
		return Object{}, err
	}
	return objects.NewStr(out + ", " + s.String() + ")"), nil
}

// CPython: Modules/arraymodule.c array_richcompare
func compare(t *objects.Thread, x, y Object, op objects.CompareOp) (Object, error) {
	a, b := asArray(x), asArray(y)
	if a == nil || b == nil {
		return objects.NotImplemented, nil
	}
	if a.len() != b.len() && (op == objects.EQ || op == objects.NE) {
		return objects.NewBool(op == objects.NE), nil
	}
	for i := 0; i < a.len() && i < b.len(); i++ {
		v, err := a.item(t, i)
		if err != nil {
			return Object{}, err
		}
		w, err := b.item(t, i)
		if err != nil {
			return Object{}, err
		}
		equal, err := equalItems(t, v, w)
		switch {
		case err != nil:
			return Object{}, err
		case equal:
		case op == objects.EQ:
			return objects.False, nil
		case op == objects.NE:
			return objects.True, nil
		default:
			return objects.RichCompare(t, v, w, op)
		}
	}
	return objects.RichCompare(t, objects.NewInt(int64(a.len())), objects.NewInt(int64(b.len())), op)
}

// equalItems compares items. One that was made just now is nothing else, so not even a NaN equals itself.
func equalItems(t *objects.Thread, v, w Object) (bool, error) {
	r, err := objects.RichCompare(t, v, w, objects.EQ)
	if err != nil {
		return false, err
	}
	return objects.Truth(t, r)
}

func item(t *objects.Thread, o Object, i int) (Object, error) {
	a := array(o)
	if i < 0 || i >= a.len() {
		return Object{}, objects.Errorf(t, &objects.ExcIndexError, "array index out of range")
	}
	return a.item(t, i)
}

func setIndex(t *objects.Thread, o Object, i int, v Object) error {
	a := array(o)
	if i < 0 || i >= a.len() {
		return objects.Errorf(t, &objects.ExcIndexError, "array assignment index out of range")
	}
	if v.IsNull() {
		return a.splice(t, i*a.size, (i+1)*a.size, nil)
	}
	b, err := a.pack(t, v)
	if err != nil {
		return err
	}
	// Converting the item may have run code that changed the length.
	if i >= a.len() {
		return objects.Errorf(t, &objects.ExcIndexError, "array assignment index out of range")
	}
	copy(a.b[i*a.size:], b)
	return nil
}

// index converts a subscript that has __index__.
func (a *Array) index(t *objects.Thread, key Object) (int, error) {
	i, err := objects.AsSsize(t, key, &objects.ExcIndexError)
	if err == nil && i < 0 {
		i += a.len()
	}
	return i, err
}

// slice gives the bounds of a slice in items: n of them, from start by step.
func (a *Array) slice(t *objects.Thread, key Object) (start, step, n int, err error) {
	start, stop, step, err := (*objects.Slice)(key.Ref).Unpack(t)
	if err != nil {
		return
	}
	start, n = objects.AdjustSlice(a.len(), start, stop, step)
	return
}

func getItem(t *objects.Thread, o, key Object) (Object, error) {
	a := array(o)
	if objects.TypeOf(key).Slots.Index != nil {
		i, err := a.index(t, key)
		if err != nil {
			return Object{}, err
		}
		return item(t, o, i)
	}
	if objects.TypeOf(key) != &objects.SliceType {
		return Object{}, objects.TypeErrorf(t, "array indices must be integers")
	}
	start, step, n, err := a.slice(t, key)
	if err != nil {
		return Object{}, err
	}
	out := make([]byte, 0, max(n, 0)*a.size)
	for ; n > 0; n-- {
		out = append(out, a.b[start*a.size:(start+1)*a.size]...)
		start += step
	}
	return objects.Of(a.like(out)), nil
}

// CPython: Modules/arraymodule.c array_ass_subscr
func setItem(t *objects.Thread, o, key, v Object) error {
	a := array(o)
	if objects.TypeOf(key).Slots.Index != nil {
		i, err := a.index(t, key)
		if err != nil {
			return err
		}
		return setIndex(t, o, i, v)
	}
	if objects.TypeOf(key) != &objects.SliceType {
		return objects.TypeErrorf(t, "array indices must be integers")
	}
	start, step, n, err := a.slice(t, key)
	if err != nil {
		return err
	}
	n = max(n, 0)
	var content []byte
	if !v.IsNull() {
		other := asArray(v)
		if other == nil {
			return objects.TypeErrorf(t, "can only assign array (not \"%.200s\") to array slice", objects.TypeOf(v).Name200())
		}
		if other.code != a.code {
			return objects.TypeErrorf(t, "bad argument type for built-in operation")
		}
		content = bytes.Clone(other.b)
	}
	if step == 1 {
		return a.splice(t, start*a.size, (start+n)*a.size, content)
	}
	if len(content) == 0 {
		if n == 0 {
			return nil
		}
		if err := a.resizable(t); err != nil {
			return err
		}
		if step < 0 {
			start, step = start+step*(n-1), -step
		}
		kept := a.b[:start*a.size]
		for i := start; i < a.len(); i++ {
			if n > 0 && i == start {
				start += step
				n--
				continue
			}
			kept = append(kept, a.b[i*a.size:(i+1)*a.size]...)
		}
		a.b = kept
		return nil
	}
	if len(content) != n*a.size {
		return objects.ValueErrorf(t, "attempt to assign array of size %d to extended slice of size %d", len(content)/a.size, n)
	}
	for ; len(content) > 0; content = content[a.size:] {
		copy(a.b[start*a.size:], content[:a.size])
		start += step
	}
	return nil
}

func contains(t *objects.Thread, o, v Object) (bool, error) {
	i, err := array(o).find(t, v, 0, math.MaxInt)
	return i >= 0, err
}

// find gives the index of the first item from start up to stop that equals v, -1 if there is none.
func (a *Array) find(t *objects.Thread, v Object, start, stop int) (int, error) {
	for i := start; i < stop && i < a.len(); i++ {
		w, err := a.item(t, i)
		if err != nil {
			return -1, err
		}
		equal, err := equalItems(t, w, v)
		if err != nil {
			return -1, err
		}
		if equal {
			return i, nil
		}
	}
	return -1, nil
}

func concat(t *objects.Thread, x, y Object) (Object, error) {
	a, b := array(x), asArray(y)
	switch {
	case b == nil:
		return Object{}, objects.TypeErrorf(t, "can only append array (not \"%.200s\") to array", objects.TypeOf(y).Name200())
	case a.code != b.code:
		return Object{}, objects.TypeErrorf(t, "bad argument type for built-in operation")
	}
	if err := objects.CheckAlloc(t, len(a.b)+len(b.b), 1); err != nil {
		return Object{}, err
	}
	return objects.Of(a.like(append(append(make([]byte, 0, len(a.b)+len(b.b)), a.b...), b.b...))), nil
}

func extendInPlace(t *objects.Thread, x, y Object) (Object, error) {
	if asArray(y) == nil {
		return Object{}, objects.TypeErrorf(t, "can only extend array with array (not \"%.200s\")", objects.TypeOf(y).Name200())
	}
	return x, array(x).extend(t, y)
}

func (a *Array) repeated(t *objects.Thread, n int) ([]byte, error) {
	n = max(n, 0)
	if n > 0 && len(a.b) > math.MaxInt/n {
		return nil, objects.MemoryError(t)
	}
	if err := objects.CheckAlloc(t, n*len(a.b), 1); err != nil {
		return nil, err
	}
	return bytes.Repeat(a.b, n), nil
}

func repeat(t *objects.Thread, o Object, n int) (Object, error) {
	a := array(o)
	b, err := a.repeated(t, n)
	return objects.Of(a.like(b)), err
}

func repeatInPlace(t *objects.Thread, o Object, n int) (Object, error) {
	a := array(o)
	b, err := a.repeated(t, n)
	if err != nil {
		return Object{}, err
	}
	return o, a.splice(t, 0, len(a.b), b)
}

func buffer(t *objects.Thread, o Object, flags objects.BufferFlags) (*objects.Buffer, error) {
	a := array(o)
	a.exports++
	released := false
	format := string(a.code)
	if a.code == 'u' {
		format = "w" // as wchar_t is where it has four bytes
	}
	return &objects.Buffer{
		Object: o, Bytes: a.b[:len(a.b):len(a.b)], Format: format, ItemSize: a.size,
		Shape: []int{a.len()}, Strides: []int{a.size},
		Release: func() {
			if !released {
				released = true
				a.exports--
			}
		},
	}, nil
}

func iterate(t *objects.Thread, o Object) (Object, error) {
	return objects.Of(&iterator{Header: objects.Header{Type: &iteratorType}, array: array(o)}), nil
}

func next(t *objects.Thread, o Object) (Object, error) {
	it := (*iterator)(o.Ref)
	if it.array == nil {
		return Object{}, nil
	}
	if it.pos >= it.array.len() {
		it.array = nil
		return Object{}, nil
	}
	it.pos++
	return it.array.item(t, it.pos-1)
}

// reduce gives what pickling needs.
//
//py:def arrayiterator.__reduce__(self, /)
func (it *iterator) reduce(t *objects.Thread) (Object, error) {
	iter, err := objects.Builtin(t, t.Interp.Intern("iter"))
	if err != nil {
		return Object{}, err
	}
	if it.array == nil {
		return objects.NewTuple(iter, objects.NewTuple(objects.NewTuple())), nil
	}
	return objects.NewTuple(iter, objects.NewTuple(objects.Of(it.array)), objects.NewInt(int64(it.pos))), nil
}

// setState sets the position, for unpickling.
//
//py:def arrayiterator.__setstate__(self, state, /)
func (it *iterator) setState(t *objects.Thread, state Object) error {
	i, err := objects.AsSsize(t, state, &objects.ExcOverflowError)
	if err == nil && it.array != nil {
		it.pos = max(0, min(i, it.array.len()))
	}
	return err
}
