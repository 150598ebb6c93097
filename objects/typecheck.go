package objects

// IsInstance gives isinstance(o, cls).
//
// CPython: Objects/abstract.c object_recursive_isinstance
func IsInstance(t *Thread, o, cls Object) (bool, error) {
	if Of(TypeOf(o)) == cls {
		return true, nil
	}
	ct := TypeOf(cls)
	if ct == &TypeType {
		return isInstanceOf(t, o, cls)
	}
	if ct == &UnionType {
		cls = Of(cast[Union](cls).args)
	}
	if tuple := AsTuple(cls); tuple != nil {
		if err := t.Enter(" in __instancecheck__"); err != nil {
			return false, err
		}
		defer t.Leave()
		for _, c := range tuple.Items {
			if ok, err := IsInstance(t, o, c); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	f, self, err := LookupSpecial(t, cls, nameInstanceCheck)
	if err != nil {
		return false, err
	}
	if f.Ref == nil {
		return isInstanceOf(t, o, cls)
	}
	if err := t.Enter(" in __instancecheck__"); err != nil {
		return false, err
	}
	defer t.Leave()
	r, err := callBound(t, f, self, []Object{o}, nil)
	if err != nil {
		return false, err
	}
	return Truth(t, r)
}

// isInstanceOf is isinstance without __instancecheck__.
//
// CPython: Objects/abstract.c object_isinstance
func isInstanceOf(t *Thread, o, cls Object) (bool, error) {
	if typ := AsType(cls); typ != nil {
		if TypeOf(o).IsSubtype(typ) {
			return true, nil
		}
		c, err := LookupAttr(t, o, nameClass)
		if err != nil || c.Ref == nil {
			return false, err
		}
		ct := AsType(c)
		return ct != nil && ct != TypeOf(o) && ct.IsSubtype(typ), nil
	}
	if err := checkClass(t, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"); err != nil {
		return false, err
	}
	c, err := LookupAttr(t, o, nameClass)
	if err != nil || c.Ref == nil {
		return false, err
	}
	return abstractIsSubclass(t, c, cls)
}

// IsSubclass gives issubclass(derived, cls).
//
// CPython: Objects/abstract.c object_issubclass
func IsSubclass(t *Thread, derived, cls Object) (bool, error) {
	ct := TypeOf(cls)
	if ct == &TypeType {
		if derived == cls {
			return true, nil
		}
		return isSubclassOf(t, derived, cls)
	}
	if ct == &UnionType {
		cls = Of(cast[Union](cls).args)
	}
	if tuple := AsTuple(cls); tuple != nil {
		return isSubclassOfAny(t, derived, tuple)
	}
	f, self, err := LookupSpecial(t, cls, nameSubclassCheck)
	if err != nil {
		return false, err
	}
	if f.Ref == nil {
		return isSubclassOf(t, derived, cls)
	}
	if err := t.Enter(" in __subclasscheck__"); err != nil {
		return false, err
	}
	r, err := callBound(t, f, self, []Object{derived}, nil)
	t.Leave()
	if err != nil {
		return false, err
	}
	return Truth(t, r)
}

// isSubclassOfAny is issubclass with a tuple.
func isSubclassOfAny(t *Thread, derived Object, tuple *Tuple) (bool, error) {
	if err := t.Enter(" in __subclasscheck__"); err != nil {
		return false, err
	}
	defer t.Leave()
	for _, c := range tuple.Items {
		if ok, err := IsSubclass(t, derived, c); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// isSubclassOf is issubclass without __subclasscheck__.
//
// CPython: Objects/abstract.c recursive_issubclass
func isSubclassOf(t *Thread, derived, cls Object) (bool, error) {
	if d, c := AsType(derived), AsType(cls); d != nil && c != nil {
		return d.IsSubtype(c), nil
	}
	if err := checkClass(t, derived, "issubclass() arg 1 must be a class"); err != nil {
		return false, err
	}
	if AsTuple(cls) == nil {
		if err := checkClass(t, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"); err != nil {
			return false, err
		}
	}
	return abstractIsSubclass(t, derived, cls)
}

// abstractBases gives cls.__bases__ if that is a tuple, else nil.
//
// CPython: Objects/abstract.c abstract_get_bases
func abstractBases(t *Thread, cls Object) (*Tuple, error) {
	v, err := LookupAttr(t, cls, nameBases)
	if err != nil {
		return nil, err
	}
	return AsTuple(v), nil
}

func checkClass(t *Thread, cls Object, message string) error {
	bases, err := abstractBases(t, cls)
	if err == nil && bases == nil {
		err = TypeErrorf(t, "%s", message)
	}
	return err
}

// CPython: Objects/abstract.c abstract_issubclass
func abstractIsSubclass(t *Thread, derived, cls Object) (bool, error) {
	for {
		if derived == cls {
			return true, nil
		}
		bases, err := abstractBases(t, derived)
		if err != nil || bases == nil || len(bases.Items) == 0 {
			return false, err
		}
		if len(bases.Items) == 1 {
			derived = bases.Items[0]
			continue
		}
		if err := t.Enter(" in __issubclass__"); err != nil {
			return false, err
		}
		defer t.Leave()
		for _, b := range bases.Items {
			if ok, err := abstractIsSubclass(t, b, cls); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
}
