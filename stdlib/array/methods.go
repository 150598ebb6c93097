package array

import (
	"bytes"
	"encoding/binary"
	"slices"
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

// append adds an item at the end.
//
//py:def array.append(self, v, /)
func (a *Array) append(t *objects.Thread, v Object) error {
	b, err := a.pack(t, v)
	if err != nil {
		return err
	}
	return a.splice(t, len(a.b), len(a.b), b)
}

// insert puts an item before position i.
//
//py:def array.insert(self, i, v, /)
func (a *Array) insert(t *objects.Thread, i int, v Object) error {
	b, err := a.pack(t, v)
	if err != nil {
		return err
	}
	n := a.len()
	if i < 0 {
		i = max(i+n, 0)
	}
	at := min(i, n) * a.size
	return a.splice(t, at, at, b)
}

// extend appends the items of an iterable; those of an array must be of the same kind.
//
//py:def array.extend(self, bb, /)
func (a *Array) extend(t *objects.Thread, bb Object) error {
	other := asArray(bb)
	if other == nil {
		return a.extendIterable(t, bb)
	}
	if other.code != a.code {
		return objects.TypeErrorf(t, "can only extend with array of same kind")
	}
	return a.splice(t, len(a.b), len(a.b), bytes.Clone(other.b))
}

// pop takes the item at i (by default the last one) out and gives it.
//
//py:def array.pop(self, i=-1, /)
func (a *Array) pop(t *objects.Thread, i int) (Object, error) {
	n := a.len()
	if n == 0 {
		return Object{}, objects.Errorf(t, &objects.ExcIndexError, "pop from empty array")
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return Object{}, objects.Errorf(t, &objects.ExcIndexError, "pop index out of range")
	}
	v, err := a.item(t, i)
	if err != nil {
		return Object{}, err
	}
	return v, a.splice(t, i*a.size, (i+1)*a.size, nil)
}

// remove takes the first item that equals v out.
//
//py:def array.remove(self, v, /)
func (a *Array) remove(t *objects.Thread, v Object) error {
	i, err := a.find(t, v, 0, a.len())
	if err != nil {
		return err
	}
	if i < 0 || i >= a.len() {
		return objects.ValueErrorf(t, "array.remove(x): x not in array")
	}
	return a.splice(t, i*a.size, (i+1)*a.size, nil)
}

// index gives the index of the first item from start up to stop that equals v; ValueError if there is none.
//
//py:def array.index(self, v, start=0, stop=sys.maxsize, /)
func (a *Array) indexOf(t *objects.Thread, v Object, start, stop objects.SliceIndex) (int, error) {
	i, j := int(start), int(stop)
	if i < 0 {
		i = max(i+a.len(), 0)
	}
	if j < 0 {
		j += a.len()
	}
	i, err := a.find(t, v, i, j)
	if err == nil && i < 0 {
		err = objects.ValueErrorf(t, "array.index(x): x not in array")
	}
	return i, err
}

// count counts the items that equal v.
//
//py:def array.count(self, v, /)
func (a *Array) count(t *objects.Thread, v Object) (int, error) {
	n := 0
	for i := 0; i < a.len(); i++ {
		j, err := a.find(t, v, i, a.len())
		if err != nil || j < 0 {
			return n, err
		}
		n++
		i = j
	}
	return n, nil
}

// reverse turns the order of the items round, in place.
//
//py:def array.reverse(self, /)
func (a *Array) reverse() {
	slices.Reverse(a.b)
	a.swapBytes()
}

// swapBytes turns the order of the bytes of each item round.
func (a *Array) swapBytes() {
	for i := 0; i < len(a.b); i += a.size {
		slices.Reverse(a.b[i : i+a.size])
	}
}

// byteswap turns the byte order of all items round, for data from a machine with the other one.
//
//py:def array.byteswap(self, /)
func (a *Array) byteswap() { a.swapBytes() }

// clear takes all items out.
//
//py:def array.clear(self, /)
func (a *Array) clear(t *objects.Thread) error { return a.splice(t, 0, len(a.b), nil) }

// copy gives a copy.
//
//py:def array.__copy__(self, /)
func (a *Array) copy() Object { return objects.Of(a.like(bytes.Clone(a.b))) }

// deepCopy gives a copy.
//
//py:def array.__deepcopy__(self, unused, /)
func (a *Array) deepCopy(unused Object) Object { return a.copy() }

// bufferInfo gives a tuple of the address of the memory and the number of items.
//
//py:def array.buffer_info(self, /)
func (a *Array) bufferInfo() Object {
	return objects.NewTuple(objects.NewUint64(uint64(uintptr(unsafe.Pointer(unsafe.SliceData(a.b))))), objects.NewInt(int64(a.len())))
}

// toList gives the items as a list.
//
//py:def array.tolist(self, /)
func (a *Array) toList(t *objects.Thread) (Object, error) {
	items := make([]Object, a.len())
	for i := range items {
		var err error
		if items[i], err = a.item(t, i); err != nil {
			return Object{}, err
		}
	}
	return objects.Of(objects.NewList(items)), nil
}

// fromList appends the items of a list; if one is not right none is.
//
//py:def array.fromlist(self, list, /)
func (a *Array) fromList(t *objects.Thread, list Object) error {
	l := objects.AsList(list)
	if l == nil {
		return objects.TypeErrorf(t, "arg must be list")
	}
	if err := a.resizable(t); err != nil && len(l.Items) > 0 {
		return err
	}
	n := len(l.Items)
	content := make([]byte, 0, n*a.size)
	for i := range n {
		b, err := a.pack(t, l.Items[i])
		if err != nil {
			return err
		}
		content = append(content, b...)
		if len(l.Items) != n {
			return objects.Errorf(t, &objects.ExcRuntimeError, "list changed size during iteration")
		}
	}
	return a.splice(t, len(a.b), len(a.b), content)
}

// toBytes gives the memory of the items as bytes.
//
//py:def array.tobytes(self, /)
func (a *Array) toBytes() Object { return objects.NewBytes(bytes.Clone(a.b)) }

// fromBytes appends items from their memory.
//
//py:def array.frombytes(self, buffer, /)
func (a *Array) fromBytes(t *objects.Thread, buffer []byte) error {
	if len(buffer)%a.size != 0 {
		return objects.ValueErrorf(t, "bytes length not a multiple of item size")
	}
	return a.splice(t, len(a.b), len(a.b), bytes.Clone(buffer))
}

// toUnicode gives the characters of an array of such as a string.
//
//py:def array.tounicode(self, /)
func (a *Array) toUnicode(t *objects.Thread) (Object, error) {
	if !isText(a.code) {
		return Object{}, objects.ValueErrorf(t, "tounicode() may only be called on unicode type arrays ('u' or 'w')")
	}
	out := make([]byte, 0, len(a.b))
	for i := 0; i < len(a.b); i += a.size {
		r := binary.NativeEndian.Uint32(a.b[i:])
		if r > 0x10FFFF {
			return Object{}, objects.ValueErrorf(t, "character U+%x is not in range [U+0000; U+10ffff]", r)
		}
		out = objects.AppendRune(out, rune(r))
	}
	return objects.NewStr(string(out)), nil
}

// fromUnicode appends the characters of a string to an array of such.
//
//py:def array.fromunicode(self, ustr, /)
func (a *Array) fromUnicode(t *objects.Thread, ustr *objects.Str) error {
	if !isText(a.code) {
		return objects.ValueErrorf(t, "fromunicode() may only be called on unicode type arrays ('u' or 'w')")
	}
	content := make([]byte, 0, ustr.Len()*4)
	for rest := ustr.String(); rest != ""; {
		r, w := objects.DecodeRune(rest)
		content = binary.NativeEndian.AppendUint32(content, uint32(r))
		rest = rest[w:]
	}
	return a.splice(t, len(a.b), len(a.b), content)
}

// fromFile reads n items from a binary file and appends them; EOFError if it has fewer.
//
// CPython: Modules/arraymodule.c array_array_fromfile_impl
//
//py:def array.fromfile(self, f, n, /)
func (a *Array) fromFile(t *objects.Thread, f Object, n int) error {
	if n < 0 {
		return objects.ValueErrorf(t, "negative count")
	}
	if n > (1<<62)/a.size {
		return objects.MemoryError(t)
	}
	r, err := objects.CallMethod(t, f, t.Interp.Intern("read"), objects.NewInt(int64(n*a.size)))
	if err != nil {
		return err
	}
	b := objects.AsBytes(r)
	if b == nil {
		return objects.TypeErrorf(t, "read() didn't return bytes")
	}
	if err := a.fromBytes(t, b.Bytes()); err != nil {
		return err
	}
	if len(b.Bytes()) != n*a.size {
		return objects.Errorf(t, &objects.ExcEOFError, "read() didn't return enough bytes")
	}
	return nil
}

// toFile writes the memory of the items to a binary file.
//
//py:def array.tofile(self, f, /)
func (a *Array) toFile(t *objects.Thread, f Object) error {
	const block = 64 * 1024
	for i := 0; i < len(a.b); i += block {
		part := bytes.Clone(a.b[i:min(i+block, len(a.b))])
		if _, err := objects.CallMethod(t, f, t.Interp.Intern("write"), objects.NewBytes(part)); err != nil {
			return err
		}
	}
	return nil
}

// sizeof gives the size of the object in memory, in bytes.
//
//py:def array.__sizeof__(self, /)
func (a *Array) sizeof() int { return int(unsafe.Sizeof(*a)) + cap(a.b) }

// classGetItem gives a generic alias.
//
//py:classmethod array.__class_getitem__(cls, object, /)
func classGetItem(t *objects.Thread, cls *objects.Type, object Object) (Object, error) {
	return objects.NewGenericAlias(t, objects.Of(cls), object)
}

// typecode is the character that tells the type of the items.
//
//py:get array.typecode
func (a *Array) typecode() string { return string(a.code) }

// itemsize is the size of an item in bytes.
//
//py:get array.itemsize
func (a *Array) itemsize() int { return a.size }

// reduceEx gives what pickling with a protocol needs.
//
// CPython: Modules/arraymodule.c array_array___reduce_ex___impl
//
//py:def array.__reduce_ex__(self, protocol, /)
func (a *Array) reduceEx(t *objects.Thread, protocol Object) (Object, error) {
	p, err := objects.Index(t, protocol)
	if err != nil {
		return Object{}, err
	}
	state, err := objects.LookupAttr(t, objects.Of(a), t.Interp.Intern("__dict__"))
	if err != nil {
		return Object{}, err
	}
	typ := objects.Of(objects.TypeOf(objects.Of(a)))
	code := objects.NewStr(string(a.code))
	format := formatOf(a.code)
	if x, ok := p.SmallInt(); ok && x < 3 || format < 0 {
		list, err := a.toList(t)
		if err != nil {
			return Object{}, err
		}
		return objects.NewTuple(typ, objects.NewTuple(code, list), state.OrNone()), nil
	}
	m, err := t.Runtime.Import(t, "array")
	if err != nil {
		return Object{}, err
	}
	f, err := objects.GetAttr(t, m, t.Interp.Intern("_array_reconstructor"))
	if err != nil {
		return Object{}, err
	}
	return objects.NewTuple(f, objects.NewTuple(typ, code, objects.NewInt(int64(format)), a.toBytes()), state.OrNone()), nil
}

// reconstruct makes an array of what a pickle has of it, perhaps from another machine.
//
// CPython: Modules/arraymodule.c array__array_reconstructor_impl
//
//py:def _array_reconstructor(arraytype, typecode, mformat_code, items, /)
func reconstruct(t *objects.Thread, arraytype *objects.Type, typecode rune, format int32, items Object) (Object, error) {
	switch {
	case !arraytype.IsSubtype(&ArrayType):
		return Object{}, objects.TypeErrorf(t, "%.200s is not a subtype of %.200s", arraytype.Name200(), ArrayType.Name200())
	case itemSize(typecode) == 0:
		return Object{}, objects.ValueErrorf(t, "second argument must be a valid type code")
	case format < 0 || int(format) >= len(machineFormats):
		return Object{}, objects.ValueErrorf(t, "third argument must be a valid machine format code.")
	}
	b := objects.AsBytes(items)
	if b == nil {
		return Object{}, objects.TypeErrorf(t, "fourth argument should be bytes, not %.200s", objects.TypeOf(items).Name200())
	}
	f := machineFormats[format]
	content := bytes.Clone(b.Bytes())
	if int(format) == formatOf(typecode) && itemSize(typecode) == f.size {
		return objects.CallArgs(t, objects.Of(arraytype), objects.NewStr(string(typecode)), objects.NewBytes(content))
	}
	if len(content)%f.size != 0 {
		return Object{}, objects.ValueErrorf(t, "string length not a multiple of item size")
	}
	if f.unicode != 0 {
		order := -1
		if f.big {
			order = 1
		}
		var s *objects.Str
		var err error
		if f.unicode == 16 {
			s, _, _, err = objects.DecodeUTF16(t, content, "", order, true)
		} else {
			s, _, _, err = objects.DecodeUTF32(t, content, "", order, true)
		}
		if err != nil {
			return Object{}, err
		}
		return objects.CallArgs(t, objects.Of(arraytype), objects.NewStr(string(typecode)), objects.Of(s))
	}
	// The kind of items that lie in memory here as those do there comes before the one asked for.
	code := f.standard
	if itemSize(typecode) == f.size && formatOf(typecode) >= 0 && machineFormats[formatOf(typecode)].standard == f.standard {
		code = typecode
	}
	if f.big != bigEndian {
		swap := Array{b: content, size: f.size}
		swap.swapBytes()
	}
	return objects.CallArgs(t, objects.Of(arraytype), objects.NewStr(string(code)), objects.NewBytes(content))
}
