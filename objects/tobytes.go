package objects

// ToBytes gives a bytes object of o as bytes(o) does for objects that are neither int nor str.
//
// CPython: Objects/bytesobject.c PyObject_Bytes
func ToBytes(t *Thread, o Object) (*Bytes, error) {
	if TypeOf(o) == &BytesType {
		return cast[Bytes](o), nil
	}
	r, found, err := CallSpecial(t, o, nameBytes)
	if err != nil {
		return nil, err
	}
	if found {
		if b := AsBytes(r); b != nil {
			return b, nil
		}
		return nil, TypeErrorf(t, "__bytes__ returned non-bytes (type %.200s)", TypeOf(r).Name200())
	}
	b, err := BytesFromObject(t, o)
	if err != nil {
		return nil, err
	}
	return cast[Bytes](b), nil
}
