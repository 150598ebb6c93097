// Package sample has one native function for each thing that pybind can bind, for its tests.
//
//py:module sample
package sample

import "github.com/gophersnake/gophersnake/objects"

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Box is the sample type.
//
//py:type Box
type Box struct {
	objects.Header
	value objects.Object
	size  int
}

// BoxType is the type of boxes.
var BoxType objects.Type

// Module is the module.
var Module = objects.ModuleDef{Name: "sample", Functions: moduleFunctions, Init: initTypes}

func initTypes() {
	BoxType = objects.Type{
		Name:    "sample.Box",
		Doc:     boxDoc,
		Layout:  objects.LayoutOf[Box](),
		Flags:   objects.BaseType,
		Methods: boxMethods,
		GetSets: boxGetSets,
	}
	BoxType.Slots.New, BoxType.Slots.Init = bindBoxNew, bindBoxInit
	objects.Ready(&BoxType)
}

func call(parts ...objects.Object) objects.Object { return objects.NewTuple(parts...) }

// Clear empties the box.
//
//py:def Box.clear(self)
func (b *Box) clear() { b.value = objects.Object{} }

// Put object into the box.
//
//py:def Box.put(self, object, /)
//py:def Box.__setstate__(self, state, /)
func (b *Box) put(t *objects.Thread, v objects.Object) error {
	b.value = v
	return nil
}

// boxTake takes the value out.
//
// It has a second paragraph.
//
// CPython: Objects/listobject.c list_pop_impl
// and more of the citation.
//
//py:def Box.take(self, index=-1, default=None, /)
func boxTake(t *objects.Thread, b *Box, index int, def objects.Object) (objects.Object, error) {
	return call(objects.NewInt(int64(index)), def), nil
}

//py:def Box.find(self, sub, start=0, stop=sys.maxsize, /)
func boxFind(b *Box, sub string, start, stop objects.SliceIndex) objects.Object {
	return call(objects.NewStr(sub), objects.NewInt(int64(start)), objects.NewInt(int64(stop)))
}

//py:def Box.rfind(self, sub, start=None, end=None, /)
//py:sig ($self, sub[, start[, end]], /)
func boxRfind(b *Box, sub string, start, end objects.SliceIndex) objects.Object {
	return boxFind(b, sub, start, end)
}

//py:def Box.sort(self, /, *, key=None, reverse=False)
func boxSort(b *Box, key objects.Object, reverse bool) objects.Object {
	return call(key, objects.NewBool(reverse))
}

//py:def Box.encode(self, /, encoding='utf-8', errors='strict')
func boxEncode(b *Box, encoding *objects.Str, errors string) objects.Object {
	return call(objects.Of(encoding), objects.NewStr(errors))
}

//py:def Box.join(self, other, sep=None)
func boxJoin(b, other *Box, sep *objects.Str) objects.Object {
	return call(objects.Of(other), objects.ObjectOrNone(sep))
}

//py:classmethod Box.fromkeys(cls, iterable, value=None, /)
func boxFromkeys(cls *objects.Type, iterable, value objects.Object) objects.Object {
	return call(objects.Of(cls), iterable, value)
}

//py:staticmethod Box.maketrans(x, y=<unrepresentable>, /)
func boxMaketrans(x, y objects.Object) objects.Object { return call(x, y.OrNone()) }

// The value in the box.
//
//py:get Box.value
func boxValue(b *Box) objects.Object { return b.value.OrNone() }

//py:set Box.value
func boxSetValue(t *objects.Thread, b *Box, v objects.Object) error {
	if v.IsNull() {
		return objects.TypeErrorf(t, "cannot delete value")
	}
	b.value = v
	return nil
}

//py:get Box.size
func boxSize(b *Box) int { return b.size }

// A box.
//
//py:new Box(cls, value=None, size=0, /)
func boxNew(cls *objects.Type, value objects.Object, size int) (*Box, error) {
	return &Box{Header: objects.Header{Type: cls}, value: value, size: size}, nil
}

//py:init Box(self, /, value=None)
func boxInit(b *Box, value objects.Object) { b.value = value }

//py:def sqrt(x, /)
func sqrt(x float64) float64 { return x * x }

//py:def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)
func isclose(a, b, rel, abs float64) bool { return a == b && rel >= abs }

//py:def print(*args, sep=' ', file=None, flush=False)
func pyPrint(args []objects.Object, sep, file objects.Object, flush bool) objects.Object {
	return call(objects.NewTuple(args...), sep, file, objects.NewBool(flush))
}

//py:def gcd(*integers)
//py:borrow
func gcd(integers []objects.Object) int { return len(integers) }

//py:def apply(function, /, *args, **kwargs)
func apply(t *objects.Thread, f objects.Object, args []objects.Object, kw *objects.Dict) objects.Object {
	return call(f, objects.NewTuple(args...), objects.Of(kw))
}

//py:def only(*, name, type=None)
func only(name, typ objects.Object) objects.Object { return call(name, typ) }

//py:def compress(data, /, level=-1, wbits=15)
func compress(data []byte, level int32, wbits uint16) objects.Object {
	return call(objects.NewBytes(data), objects.NewInt(int64(level)), objects.NewInt(int64(wbits)))
}

//py:def seek(fd, how, /)
func seek(fd int64, how uint64) uint64 { return uint64(fd) + how }

//py:def category(chr, /)
func category(chr rune) string { return string(chr) }

//py:def numeric(chr, default=<missing>, /)
func numeric(chr rune, def objects.Object) objects.Object {
	return call(objects.NewInt(int64(chr)), def.OrNone())
}

//py:def raw(a, b=1)
func raw(t *objects.Thread, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	return objects.NewInt(int64(len(args))), nil
}

//py:def state(x=b'ab', y=(), /)
func state(m *objects.Module, x *objects.Bytes, y *objects.Tuple) objects.Object {
	return call(objects.ObjectOrNone(m), objects.Of(x), objects.Of(y))
}

//py:def Box.push(self, exit, limit=1, *, key, flag=False)
//py:python
func boxPush(b *Box, exit objects.Object, limit int, key objects.Object, flag bool) objects.Object {
	return call(exit, objects.NewInt(int64(limit)), key, objects.NewBool(flag))
}

//py:def Box.callback(self, callback, /, *args, **kwds)
//py:python
func boxCallback(b *Box, callback objects.Object, args []objects.Object, kwds *objects.Dict) objects.Object {
	return call(callback, objects.NewTuple(args...), objects.Of(kwds))
}

//py:def contextmanager(func)
//py:python
func contextmanager(f objects.Object) objects.Object { return f }
