package objects

import (
	"bytes"
	"math"
	"strings"
)

// The methods that bytes and bytearray share. Bytearrays are read after all that may run Python code.

// byteContent gives the content of a bytes or bytearray object.
func byteContent(o Object) []byte {
	if TypeOf(o).Flags&BytesSubclass != 0 {
		return cast[Bytes](o).b
	}
	return cast[ByteArray](o).b
}

// keepSize lets nothing change the size of a bytearray (bytes have theirs for ever) until the function it gives is called: for methods whose
// arguments may run Python code.
func keepSize(o Object) (release func()) {
	if TypeOf(o).Flags&BytesSubclass != 0 {
		return func() {}
	}
	exports := cast[ByteArray](o).lent()
	exports.Add(1)
	return func() { exports.Add(-1) }
}

// bytesLike makes a bytes or bytearray object as self is, which takes b over.
func bytesLike(self Object, b []byte) Object {
	if TypeOf(self).Flags&BytesSubclass != 0 {
		return newBytesShort(b)
	}
	return Of(newByteArray(b))
}

// bytesPart is bytesLike for a part of self's content, which is copied unless that would be waste.
func bytesPart(self Object, b []byte) Object {
	if TypeOf(self).Flags&BytesSubclass != 0 {
		whole := cast[Bytes](self).b
		switch {
		case len(b) == len(whole) && TypeOf(self) == &BytesType:
			return self
		case len(b) > 1 && (len(whole) <= 512 || len(b) >= len(whole)/8):
			return NewBytes(b[:len(b):len(b)])
		}
		return newBytesShort(bytes.Clone(b))
	}
	return Of(newByteArray(bytes.Clone(b)))
}

// subArg converts what find and its like look for: a byte or a bytes-like object.
//
// CPython: Objects/bytes_methods.c parse_args_finds_byte
func subArg(t *Thread, o Object) ([]byte, error) {
	if b := AsBytes(o); b != nil {
		return b.b, nil
	}
	if TypeOf(o).Slots.Buffer != nil {
		return ArgBytes(t, o)
	}
	if TypeOf(o).Slots.Index == nil {
		return nil, TypeErrorf(t, "argument should be integer or bytes-like object, not '%.200s'", TypeOf(o).Name200())
	}
	c, err := byteValue(t, o)
	if err != nil {
		return nil, err
	}
	return byteStrs[c].b, nil
}

func findBytes(t *Thread, self, sub Object, start, end SliceIndex, search func(s, sub []byte) int) (int, error) {
	defer keepSize(self)()
	p, err := subArg(t, sub)
	if err != nil {
		return 0, err
	}
	b := byteContent(self)
	i, j := adjustBounds(start, end, len(b))
	if i > j {
		return -1, nil
	}
	if k := search(b[i:j], p); k >= 0 {
		return i + k, nil
	}
	return -1, nil
}

// bytesFind gives the lowest index in self[start:end] where sub begins, -1 if it is nowhere.
//
//py:def bytes.find(self, sub, start=None, end=None, /)
//py:def bytearray.find(self, sub, start=None, end=None, /)
//py:sig ($self, sub[, start[, end]], /)
func bytesFind(t *Thread, self, sub Object, start, end SliceIndex) (int, error) {
	return findBytes(t, self, sub, start, end, bytes.Index)
}

// bytesRfind gives the highest index in self[start:end] where sub begins, -1 if it is nowhere.
//
//py:def bytes.rfind(self, sub, start=None, end=None, /)
//py:def bytearray.rfind(self, sub, start=None, end=None, /)
//py:sig ($self, sub[, start[, end]], /)
func bytesRfind(t *Thread, self, sub Object, start, end SliceIndex) (int, error) {
	return findBytes(t, self, sub, start, end, bytes.LastIndex)
}

func found(t *Thread, i int, err error) (int, error) {
	if err == nil && i < 0 {
		err = ValueErrorf(t, "subsection not found")
	}
	return i, err
}

// bytesIndex gives the lowest index in self[start:end] where sub begins; ValueError if it is nowhere.
//
//py:def bytes.index(self, sub, start=None, end=None, /)
//py:def bytearray.index(self, sub, start=None, end=None, /)
//py:sig ($self, sub[, start[, end]], /)
func bytesIndex(t *Thread, self, sub Object, start, end SliceIndex) (int, error) {
	i, err := findBytes(t, self, sub, start, end, bytes.Index)
	return found(t, i, err)
}

// bytesRindex gives the highest index in self[start:end] where sub begins; ValueError if it is nowhere.
//
//py:def bytes.rindex(self, sub, start=None, end=None, /)
//py:def bytearray.rindex(self, sub, start=None, end=None, /)
//py:sig ($self, sub[, start[, end]], /)
func bytesRindex(t *Thread, self, sub Object, start, end SliceIndex) (int, error) {
	i, err := findBytes(t, self, sub, start, end, bytes.LastIndex)
	return found(t, i, err)
}

// bytesCount counts the occurrences of sub in self[start:end] that don't overlap.
//
//py:def bytes.count(self, sub, start=None, end=None, /)
//py:def bytearray.count(self, sub, start=None, end=None, /)
//py:sig ($self, sub[, start[, end]], /)
func bytesCount(t *Thread, self, sub Object, start, end SliceIndex) (int, error) {
	defer keepSize(self)()
	p, err := subArg(t, sub)
	if err != nil {
		return 0, err
	}
	b := byteContent(self)
	i, j := adjustBounds(start, end, len(b))
	switch {
	case i > j:
		return 0, nil
	case len(p) == 0:
		return j - i + 1, nil
	}
	return bytes.Count(b[i:j], p), nil
}

// CPython: Objects/bytes_methods.c _Py_bytes_tailmatch
func bytesTailMatch(t *Thread, method string, self, affix Object, start, end SliceIndex, match func(s, affix []byte) bool) (bool, error) {
	defer keepSize(self)()
	one := func(o Object) (bool, error) {
		p, err := ArgBytes(t, o)
		if err != nil {
			return false, err
		}
		b := byteContent(self)
		i, j := adjustBounds(start, end, len(b))
		return i <= j && match(b[i:j], p), nil
	}
	if tuple := AsTuple(affix); tuple != nil {
		for _, o := range tuple.Items {
			if ok, err := one(o); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	if AsBytes(affix) == nil && TypeOf(affix).Slots.Buffer == nil {
		return false, TypeErrorf(t, "%s first arg must be bytes or a tuple of bytes, not %.100s", method, TypeOf(affix).Name200())
	}
	return one(affix)
}

// bytesStartsWith reports whether self[start:end] begins with prefix, or with one of a tuple of prefixes.
//
//py:def bytes.startswith(self, prefix, start=None, end=None, /)
//py:def bytearray.startswith(self, prefix, start=None, end=None, /)
//py:sig ($self, prefix[, start[, end]], /)
func bytesStartsWith(t *Thread, self, prefix Object, start, end SliceIndex) (bool, error) {
	return bytesTailMatch(t, "startswith", self, prefix, start, end, bytes.HasPrefix)
}

// bytesEndsWith reports whether self[start:end] ends with suffix, or with one of a tuple of suffixes.
//
//py:def bytes.endswith(self, suffix, start=None, end=None, /)
//py:def bytearray.endswith(self, suffix, start=None, end=None, /)
//py:sig ($self, suffix[, start[, end]], /)
func bytesEndsWith(t *Thread, self, suffix Object, start, end SliceIndex) (bool, error) {
	return bytesTailMatch(t, "endswith", self, suffix, start, end, bytes.HasSuffix)
}

// bytesRemovePrefix gives the content without the prefix, if it begins with it.
//
//py:def bytes.removeprefix(self, prefix, /)
//py:def bytearray.removeprefix(self, prefix, /)
func bytesRemovePrefix(self Object, prefix []byte) Object {
	return bytesPart(self, bytes.TrimPrefix(byteContent(self), prefix))
}

// bytesRemoveSuffix gives the content without the suffix, if it ends with it.
//
//py:def bytes.removesuffix(self, suffix, /)
//py:def bytearray.removesuffix(self, suffix, /)
func bytesRemoveSuffix(self Object, suffix []byte) Object {
	return bytesPart(self, bytes.TrimSuffix(byteContent(self), suffix))
}

// bytesReplace gives a copy with occurrences of old replaced by new: the first count, or all where count is negative.
//
//py:def bytes.replace(self, old, new, count=-1, /)
//py:def bytearray.replace(self, old, new, count=-1, /)
func bytesReplace(t *Thread, self Object, old, new []byte, count int) (Object, error) {
	b := byteContent(self)
	if count < 0 {
		count = math.MaxInt
	}
	n := min(count, len(b)+1)
	if len(old) > 0 {
		n = min(count, bytes.Count(b, old))
	}
	if n == 0 || len(old) == len(new) && bytes.Equal(old, new) {
		return bytesPart(self, b), nil
	}
	if grow := len(new) - len(old); grow > 0 {
		if n > (math.MaxInt-len(b))/grow {
			return Object{}, OverflowErrorf(t, "replace bytes is too long")
		}
		if err := CheckAlloc(t, len(b)+n*grow, 1); err != nil {
			return Object{}, err
		}
	}
	if len(old) > 0 {
		return bytesLike(self, bytes.Replace(b, old, new, n)), nil
	}
	out := make([]byte, 0, len(b)+n*len(new))
	for i := range n {
		out = append(out, new...)
		if i < len(b) {
			out = append(out, b[i])
		}
	}
	if n < len(b) {
		out = append(out, b[n:]...)
	}
	return bytesLike(self, out), nil
}

// byteSpace reports whether c is white space for bytes.
func byteSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// sepArg converts a separator; nil stands for None.
func sepArg(t *Thread, sep Object) ([]byte, error) {
	if sep == None {
		return nil, nil
	}
	return separatorBytes(t, sep)
}

func separatorBytes(t *Thread, sep Object) ([]byte, error) {
	p, err := ArgBytes(t, sep)
	if err == nil && len(p) == 0 {
		err = ValueErrorf(t, "empty separator")
	}
	return p, err
}

// bytesSplit gives a list of the parts between occurrences of sep, or of runs of white space where it is None; at most maxsplit splits
// are done, from the left, unless that is negative.
//
//py:def bytes.split(self, /, sep=None, maxsplit=-1)
//py:def bytearray.split(self, /, sep=None, maxsplit=-1)
func bytesSplit(t *Thread, self, sep Object, maxsplit int) (*List, error) {
	defer keepSize(self)()
	p, err := sepArg(t, sep)
	if err != nil {
		return nil, err
	}
	if maxsplit < 0 {
		maxsplit = math.MaxInt
	}
	rest := byteContent(self)
	var items []Object
	if p != nil {
		for ; maxsplit > 0; maxsplit-- {
			i := bytes.Index(rest, p)
			if i < 0 {
				break
			}
			items = append(items, bytesPart(self, rest[:i]))
			rest = rest[i+len(p):]
		}
		return NewList(append(items, bytesPart(self, rest))), nil
	}
	for ; ; maxsplit-- {
		for len(rest) > 0 && byteSpace(rest[0]) {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return NewList(items), nil
		}
		i := 0
		if maxsplit == 0 {
			return NewList(append(items, bytesPart(self, rest))), nil
		}
		for i < len(rest) && !byteSpace(rest[i]) {
			i++
		}
		items = append(items, bytesPart(self, rest[:i]))
		rest = rest[i:]
	}
}

// bytesRsplit is split, with the splits done from the right.
//
//py:def bytes.rsplit(self, /, sep=None, maxsplit=-1)
//py:def bytearray.rsplit(self, /, sep=None, maxsplit=-1)
func bytesRsplit(t *Thread, self, sep Object, maxsplit int) (*List, error) {
	defer keepSize(self)()
	p, err := sepArg(t, sep)
	if err != nil {
		return nil, err
	}
	if maxsplit < 0 {
		maxsplit = math.MaxInt
	}
	rest := byteContent(self)
	var items []Object
	if p != nil {
		for ; maxsplit > 0; maxsplit-- {
			i := bytes.LastIndex(rest, p)
			if i < 0 {
				break
			}
			items = append(items, bytesPart(self, rest[i+len(p):]))
			rest = rest[:i]
		}
		items = append(items, bytesPart(self, rest))
		reverseObjects(items)
		return NewList(items), nil
	}
	for ; ; maxsplit-- {
		for len(rest) > 0 && byteSpace(rest[len(rest)-1]) {
			rest = rest[:len(rest)-1]
		}
		if len(rest) == 0 {
			break
		}
		if maxsplit == 0 {
			items = append(items, bytesPart(self, rest))
			break
		}
		i := len(rest)
		for i > 0 && !byteSpace(rest[i-1]) {
			i--
		}
		items = append(items, bytesPart(self, rest[i:]))
		rest = rest[:i]
	}
	reverseObjects(items)
	return NewList(items), nil
}

// bytesSplitLines gives a list of the lines, with their ends where keepends is true.
//
//py:def bytes.splitlines(self, /, keepends=False)
//py:def bytearray.splitlines(self, /, keepends=False)
func bytesSplitLines(self Object, keepends bool) *List {
	b := byteContent(self)
	var items []Object
	for len(b) > 0 {
		i := bytes.IndexAny(b, "\r\n")
		if i < 0 {
			items = append(items, bytesPart(self, b))
			break
		}
		next := i + 1
		if b[i] == '\r' && next < len(b) && b[next] == '\n' {
			next++
		}
		if keepends {
			i = next
		}
		items = append(items, bytesPart(self, b[:i]))
		b = b[next:]
	}
	return NewList(items)
}

// bytesPartition gives what is before the first separator, the separator and what is after it; without one, all and two empty objects.
//
//py:def bytes.partition(self, sep, /)
//py:def bytearray.partition(self, sep, /)
func bytesPartition(t *Thread, self, sep Object) (Object, error) {
	defer keepSize(self)()
	p, err := separatorBytes(t, sep)
	if err != nil {
		return Object{}, err
	}
	b := byteContent(self)
	i := bytes.Index(b, p)
	if i < 0 {
		return NewTuple(bytesPart(self, b), bytesLike(self, nil), bytesLike(self, nil)), nil
	}
	return NewTuple(bytesPart(self, b[:i]), sepResult(self, sep, p), bytesPart(self, b[i+len(p):])), nil
}

// sepResult gives the separator as partition has it: the object itself for bytes, a copy for a bytearray.
func sepResult(self, sep Object, p []byte) Object {
	if TypeOf(self).Flags&BytesSubclass != 0 {
		return sep
	}
	return Of(newByteArray(bytes.Clone(p)))
}

// bytesRpartition is partition at the last separator; without one, two empty objects and all.
//
//py:def bytes.rpartition(self, sep, /)
//py:def bytearray.rpartition(self, sep, /)
func bytesRpartition(t *Thread, self, sep Object) (Object, error) {
	defer keepSize(self)()
	p, err := separatorBytes(t, sep)
	if err != nil {
		return Object{}, err
	}
	b := byteContent(self)
	i := bytes.LastIndex(b, p)
	if i < 0 {
		return NewTuple(bytesLike(self, nil), bytesLike(self, nil), bytesPart(self, b)), nil
	}
	return NewTuple(bytesPart(self, b[:i]), sepResult(self, sep, p), bytesPart(self, b[i+len(p):])), nil
}

func stripBytes(t *Thread, self, chars Object, left, right bool) (Object, error) {
	set := " \t\n\v\f\r"
	if chars != None {
		p, err := ArgBytes(t, chars)
		if err != nil {
			return Object{}, err
		}
		set = string(p)
	}
	b := byteContent(self)
	for left && len(b) > 0 && strings.IndexByte(set, b[0]) >= 0 {
		b = b[1:]
	}
	for right && len(b) > 0 && strings.IndexByte(set, b[len(b)-1]) >= 0 {
		b = b[:len(b)-1]
	}
	return bytesPart(self, b), nil
}

// bytesStrip gives the content without white space, or without the given bytes, at both ends.
//
//py:def bytes.strip(self, bytes=None, /)
//py:def bytearray.strip(self, bytes=None, /)
func bytesStrip(t *Thread, self, chars Object) (Object, error) {
	return stripBytes(t, self, chars, true, true)
}

// bytesLstrip gives the content without white space, or without the given bytes, at the begin.
//
//py:def bytes.lstrip(self, bytes=None, /)
//py:def bytearray.lstrip(self, bytes=None, /)
func bytesLstrip(t *Thread, self, chars Object) (Object, error) {
	return stripBytes(t, self, chars, true, false)
}

// bytesRstrip gives the content without white space, or without the given bytes, at the end.
//
//py:def bytes.rstrip(self, bytes=None, /)
//py:def bytearray.rstrip(self, bytes=None, /)
func bytesRstrip(t *Thread, self, chars Object) (Object, error) {
	return stripBytes(t, self, chars, false, true)
}

// bytesJoin joins bytes-like objects with self between them.
//
// CPython: Objects/stringlib/join.h stringlib_bytes_join
//
//py:def bytes.join(self, iterable_of_bytes, /)
//py:def bytearray.join(self, iterable_of_bytes, /)
func bytesJoin(t *Thread, self, iterable Object) (Object, error) {
	if typ := TypeOf(iterable); typ.Slots.Iter == nil && typ.Slots.SeqItem == nil {
		return Object{}, TypeErrorf(t, "can only join an iterable")
	}
	defer keepSize(self)()
	items, err := ToSlice(t, iterable)
	if err != nil {
		return Object{}, err
	}
	list := AsList(iterable)
	if len(items) == 1 && TypeOf(items[0]) == &BytesType && TypeOf(self).Flags&BytesSubclass != 0 {
		return items[0], nil
	}
	sep := byteContent(self)
	// Nothing may change the size of what is joined.
	parts := make([][]byte, len(items))
	size := 0
	for i, o := range items {
		if b := AsBytes(o); b != nil {
			parts[i] = b.b
		} else {
			get := TypeOf(o).Slots.Buffer
			if get == nil {
				return Object{}, TypeErrorf(t, "sequence item %d: expected a bytes-like object, %.80s found", i, TypeOf(o).Name200())
			}
			buf, err := get(t, o, BufFull)
			if err != nil {
				return Object{}, TypeErrorf(t, "sequence item %d: expected a bytes-like object, %.80s found", i, TypeOf(o).Name200())
			}
			defer buf.release()
			if list != nil && len(list.Items) != len(items) {
				return Object{}, Errorf(t, &ExcRuntimeError, "sequence changed size during iteration")
			}
			parts[i] = buf.contiguous()
		}
		size += len(parts[i])
		if i > 0 {
			size += len(sep)
		}
		if size < 0 {
			return Object{}, OverflowErrorf(t, "join() result is too long")
		}
	}
	if err := CheckAlloc(t, size, 1); err != nil {
		return Object{}, err
	}
	return bytesLike(self, bytes.Join(parts, sep)), nil
}

// bytesDecode decodes the bytes. errors names how what cannot be decoded is handled: 'strict' raises UnicodeDecodeError; others are
// 'ignore', 'replace', 'backslashreplace', 'surrogateescape' and all that codecs.register_error knows.
//
//py:def bytes.decode(self, /, encoding=<missing>, errors=<missing>)
//py:def bytearray.decode(self, /, encoding=<missing>, errors=<missing>)
//py:sig ($self, /, encoding='utf-8', errors='strict')
func bytesDecode(t *Thread, self Object, encoding, errors *Str) (*Str, error) {
	b := byteContent(self)
	if TypeOf(self).Flags&BytesSubclass == 0 {
		b = bytes.Clone(b)
	}
	return decodeText(t, b, encoding, errors)
}
