package objects

// GetAttr gets attribute name of o.
func GetAttr(t *Thread, o Object, name *Str) (Object, error) {
	v, err := TypeOf(o).Slots.GetAttr(t, o, name)
	if err != nil {
		addAttributeContext(err, o, name)
	}
	return v, err
}

// LookupAttr gets attribute name of o, null if there is none: an AttributeError is swallowed, and where possible never made.
func LookupAttr(t *Thread, o Object, name *Str) (Object, error) {
	typ := TypeOf(o)
	if typ.HasGenericGetAttr() {
		return genericGetAttr(t, o, name, true)
	}
	v, err := typ.Slots.GetAttr(t, o, name)
	if err != nil && Matches(err, &ExcAttributeError) {
		return Object{}, nil
	}
	return v, err
}

// SetAttr sets attribute name of o, or deletes it where v is null.
func SetAttr(t *Thread, o Object, name *Str, v Object) error {
	typ := TypeOf(o)
	if typ.Slots.SetAttr == nil {
		verb := "assign to"
		if v.Ref == nil {
			verb = "del"
		}
		return TypeErrorf(t, "'%s' object has only read-only attributes (%s .%s)", typ.Name200(), verb, name.s)
	}
	return typ.Slots.SetAttr(t, o, name, v)
}

// GenericGetAttr is the attribute access of most objects: data descriptors of the type, the instance, then the rest of the type.
//
// CPython: Objects/object.c _PyObject_GenericGetAttrWithDict
func GenericGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	return genericGetAttr(t, o, name, false)
}

func genericGetAttr(t *Thread, o Object, name *Str, suppress bool) (Object, error) {
	typ := TypeOf(o)
	v := t.Lookup(typ, name)
	var get DescrGetFunc
	if v.Ref != nil {
		vt := TypeOf(v)
		get = vt.Slots.DescrGet
		if get != nil && vt.Slots.DescrSet != nil {
			r, err := get(t, v, o, Of(typ))
			if err != nil && suppress && Matches(err, &ExcAttributeError) {
				return Object{}, nil
			}
			return r, err
		}
	}
	if typ.Flags&HasInstDict != 0 {
		if a := t.InstanceAttr(o, name); a.Ref != nil {
			return a, nil
		}
	}
	if get != nil {
		r, err := get(t, v, o, Of(typ))
		if err != nil && suppress && Matches(err, &ExcAttributeError) {
			return Object{}, nil
		}
		return r, err
	}
	if v.Ref != nil || suppress {
		return v, nil
	}
	return Object{}, attributeError(t, o, name, "'%.100s' object has no attribute '%s'", typ.Name200(), name.s)
}

// GenericSetAttr is the attribute setting and, where v is null, deletion of most objects.
//
// CPython: Objects/object.c _PyObject_GenericSetAttrWithDict
func GenericSetAttr(t *Thread, o Object, name *Str, v Object) error {
	typ := TypeOf(o)
	d := t.Lookup(typ, name)
	if d.Ref != nil {
		if set := TypeOf(d).Slots.DescrSet; set != nil {
			return set(t, d, o, v)
		}
	}
	if typ.Flags&HasInstDict == 0 {
		if d.Ref == nil {
			if typ.Slots.SetAttr != nil && typ.HasGenericSetAttr() {
				return attributeError(t, o, name, "'%.100s' object has no attribute '%s' and no __dict__ for setting new attributes", typ.Name200(), name.s)
			}
			return attributeError(t, o, name, "'%.100s' object has no attribute '%s'", typ.Name200(), name.s)
		}
		return attributeError(t, o, name, "'%.100s' object attribute '%s' is read-only", typ.Name200(), name.s)
	}
	if v.Ref != nil {
		return t.SetInstanceAttr(o, name, v)
	}
	if t.DelInstanceAttr(o, name) {
		return nil
	}
	return attributeError(t, o, name, "'%.100s' object has no attribute '%s'", typ.Name200(), name.s)
}
