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
		return nil, TypeErrorf(t, "%.200s.__bytes__() must return a bytes, not %.200s", TypeOf(o).Name200(), TypeOf(r).Name200())
	}
	typ := TypeOf(o)
	if typ.Slots.Buffer != nil {
		b, err := ArgBytes(t, o)
		if err != nil {
			return nil, err
		}
		return cast[Bytes](NewBytes(append([]byte(nil), b...))), nil
	}
	if AsStr(o) != nil || typ.Slots.Iter == nil && typ.Slots.SeqItem == nil {
		return nil, TypeErrorf(t, "cannot convert '%.200s' object to bytes", typ.Name200())
	}
	var out []byte
	err = Iterate(t, o, func(v Object) error {
		n, err := AsSsize(t, v, nil)
		if err == nil && (n < 0 || n > 255) {
			err = ValueErrorf(t, "bytes must be in range(0, 256)")
		}
		out = append(out, byte(n))
		return err
	})
	if err != nil {
		return nil, err
	}
	return cast[Bytes](NewBytes(out)), nil
}
