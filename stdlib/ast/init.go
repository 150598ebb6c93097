package ast

import (
	"github.com/gophersnake/gophersnake/objects"
)

// nodeInit sets the fields from the arguments of the constructor.
//
// CPython: Python/Python-ast.c ast_type_init
func nodeInit(t *objects.Thread, self Object, args []Object, kwnames *objects.Tuple) error {
	in := t.Interp
	typ := self.Type()
	cls := objects.Of(typ)
	positional, kw := objects.KeywordDict(args, kwnames)
	fieldsObj, err := objects.LookupAttr(t, cls, in.Intern("_fields"))
	if err != nil {
		return err
	}
	var fields []Object
	if !fieldsObj.IsNull() {
		if fields, err = objects.ToSlice(t, fieldsObj); err != nil {
			return err
		}
	}
	name := typ.Name200()
	if len(positional) > len(fields) {
		plural := "s"
		if len(fields) == 1 {
			plural = ""
		}
		return objects.TypeErrorf(t, "%.400s constructor takes at most %d positional argument%s", name, len(fields), plural)
	}
	given := map[string]bool{}
	set := func(key, v Object) error {
		s := objects.AsStr(key)
		if s == nil {
			return objects.TypeErrorf(t, "attribute name must be string, not '%.200s'", key.Type().Name200())
		}
		given[s.String()] = true
		return objects.SetAttr(t, self, in.InternStr(s), v)
	}
	for i, v := range positional {
		if err := set(fields[i], v); err != nil {
			return err
		}
	}
	isField := func(key string) bool {
		for _, f := range fields {
			if s := objects.AsStr(f); s != nil && s.String() == key {
				return true
			}
		}
		return false
	}
	if kw != nil {
		for pos := 0; ; {
			k, v, next, ok := kw.Next(pos)
			if !ok {
				break
			}
			pos = next
			key := objects.AsStr(k).String()
			if isField(key) {
				if given[key] {
					return objects.TypeErrorf(t, "%.400s got multiple values for argument '%s'", name, key)
				}
			} else {
				attrs, err := objects.LookupAttr(t, cls, in.Intern("_attributes"))
				if err != nil {
					return err
				}
				known := false
				if !attrs.IsNull() {
					if known, err = objects.Contains(t, attrs, k); err != nil {
						return err
					}
				}
				if !known {
					if err := objects.Warn(t, &objects.ExcDeprecationWarning, 1, "%.400s.__init__ got an unexpected keyword argument '%s'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.", name, key); err != nil {
						return err
					}
				}
			}
			if err := set(k, v); err != nil {
				return err
			}
		}
	}
	return defaults(t, self, fields, given)
}

// defaults sets the fields that were not given: optional ones are None on the class, lists become empty, contexts Load; others are
// warned of.
func defaults(t *objects.Thread, self Object, fields []Object, given map[string]bool) error {
	in := t.Interp
	cls := objects.Of(self.Type())
	name := self.Type().Name200()
	types, err := objects.LookupAttr(t, cls, in.Intern("_field_types"))
	if err != nil {
		return err
	}
	d := objects.AsDict(types)
	for _, f := range fields {
		s := objects.AsStr(f)
		if s == nil || given[s.String()] {
			continue
		}
		if d == nil {
			continue
		}
		typ, err := d.Get(t, f)
		if err != nil {
			return err
		}
		switch {
		case typ.IsNull():
			if err := objects.Warn(t, &objects.ExcDeprecationWarning, 1, "Field '%s' is missing from %.400s._field_types. This will become an error in Python 3.15.", s.String(), name); err != nil {
				return err
			}
		case typ.Type() == &objects.UnionType:
			// The class has None.
		case typ.Type() == &objects.GenericAliasType:
			if err := objects.SetAttr(t, self, in.InternStr(s), objects.Of(objects.NewList(nil))); err != nil {
				return err
			}
		case typ == objects.Of(treeOf(t).classes["expr_context"]):
			if err := objects.SetAttr(t, self, in.InternStr(s), treeOf(t).singletons["Load"]); err != nil {
				return err
			}
		default:
			if err := objects.Warn(t, &objects.ExcDeprecationWarning, 1, "%.400s.__init__ missing 1 required positional argument: '%s'. This will become an error in Python 3.15.", name, s.String()); err != nil {
				return err
			}
		}
	}
	return nil
}

//py:get AST.__dict__
func nodeDict(t *objects.Thread, n *node) (objects.Object, error) {
	return objects.GenericDictDef.Get(t, objects.Of(n))
}

//py:def AST.__reduce__(self, /)
//py:nosig
func nodeReduce(t *objects.Thread, n *node) (objects.Object, error) {
	d, err := objects.GenericDictDef.Get(t, objects.Of(n))
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewTuple(objects.Of(objects.Of(n).Type()), objects.NewTuple(), d), nil
}

// Return a copy of the AST node with new values for the specified fields.
//
//py:def AST.__replace__(self, /, **fields)
func nodeReplace(t *objects.Thread, n *node, changes *objects.Dict) (objects.Object, error) {
	in := t.Interp
	self := objects.Of(n)
	c := objects.NewInstance(self.Type())
	d, err := objects.GenericDictDef.Get(t, self)
	if err != nil {
		return objects.Object{}, err
	}
	known := map[string]bool{}
	for _, which := range []string{"_fields", "_attributes"} {
		l, err := objects.LookupAttr(t, objects.Of(self.Type()), in.Intern(which))
		if err != nil {
			return objects.Object{}, err
		}
		if l.IsNull() {
			continue
		}
		items, err := objects.ToSlice(t, l)
		if err != nil {
			return objects.Object{}, err
		}
		for _, f := range items {
			if s := objects.AsStr(f); s != nil {
				known[s.String()] = true
			}
		}
	}
	for _, src := range []*objects.Dict{objects.AsDict(d), changes} {
		for pos := 0; ; {
			k, v, next, ok := src.Next(pos)
			if !ok {
				break
			}
			pos = next
			s := objects.AsStr(k)
			if src == changes && !known[s.String()] {
				return objects.Object{}, objects.TypeErrorf(t, "%.400s.__replace__ got an unexpected keyword argument '%s'.", self.Type().Name200(), s.String())
			}
			if err := objects.SetAttr(t, c, in.InternStr(s), v); err != nil {
				return objects.Object{}, err
			}
		}
	}
	return c, nil
}
