package vm

import "github.com/gophersnake/gophersnake/objects"

// matchClass is MATCHCLASS: the attributes of subject for a class pattern with npos positional subpatterns and the keywords, as a tuple, or
// None.
//
// CPython: Python/ceval.c _PyEval_MatchClass
func (m *machine) matchClass(subject, class Object, npos int, keywords *objects.Tuple) (Object, error) {
	t := m.t
	typ := objects.AsType(class)
	if typ == nil {
		return Object{}, objects.TypeErrorf(t, "called match pattern must be a class")
	}
	ok, err := objects.IsInstance(t, subject, class)
	if err != nil {
		return Object{}, err
	}
	if !ok {
		return objects.None, nil
	}
	var seen []string
	attrs := make([]Object, 0, npos+len(keywords.Items))
	get := func(name *objects.Str) (bool, error) {
		for _, s := range seen {
			if s == name.String() {
				return false, objects.TypeErrorf(t, "%s() got multiple sub-patterns for attribute %s", typ.ShortName(), m.reprOf(Of(name)))
			}
		}
		seen = append(seen, name.String())
		v, err := objects.LookupAttr(t, subject, name)
		if err != nil || v.Ref == nil {
			return false, err
		}
		attrs = append(attrs, v)
		return true, nil
	}
	if npos > 0 {
		matchSelf := false
		args, err := objects.LookupAttr(t, class, nameMatchArgs)
		if err != nil {
			return Object{}, err
		}
		var names *objects.Tuple
		if args.Ref != nil {
			if args.Type() != &objects.TupleType {
				return Object{}, objects.TypeErrorf(t, "%s.__match_args__ must be a tuple (got %s)", typ.ShortName(), args.Type().Name200())
			}
			names = objects.AsTuple(args)
		} else {
			names = objects.TupleFrom(nil)
			matchSelf = typ.Flags&objects.SelfMatch != 0
		}
		allowed := len(names.Items)
		if matchSelf {
			allowed = 1
		}
		if allowed < npos {
			plural := "s"
			if allowed == 1 {
				plural = ""
			}
			return Object{}, objects.TypeErrorf(t, "%s() accepts %d positional sub-pattern%s (%d given)", typ.ShortName(), allowed, plural, npos)
		}
		if matchSelf {
			attrs = append(attrs, subject)
		} else {
			for _, n := range names.Items[:npos] {
				name := objects.AsStr(n)
				if name == nil || n.Type() != &objects.StrType {
					return Object{}, objects.TypeErrorf(t, "__match_args__ elements must be strings (got %s)", n.Type().Name200())
				}
				if found, err := get(name); err != nil || !found {
					return objects.None.Or(err)
				}
			}
		}
	}
	for _, k := range keywords.Items {
		if found, err := get(objects.AsStr(k)); err != nil || !found {
			return objects.None.Or(err)
		}
	}
	return objects.NewTuple(attrs...), nil
}

func (m *machine) reprOf(o Object) string {
	s, err := objects.Repr(m.t, o)
	if err != nil {
		return "?"
	}
	return s.String()
}

// matchKeys is MATCHKEYS: the values of the mapping for the keys, as a tuple, or None.
//
// CPython: Python/ceval.c _PyEval_MatchKeys
func (m *machine) matchKeys(subject, keys Object) (Object, error) {
	t := m.t
	names := objects.AsTuple(keys).Items
	if len(names) == 0 {
		return objects.NewTuple(), nil
	}
	get, self, err := objects.LoadMethod(t, subject, nameGet)
	if err != nil {
		return Object{}, err
	}
	seen := objects.NewDict()
	dummy := Of(objects.NewCell(Object{}))
	values := make([]Object, 0, len(names))
	for _, k := range names {
		if old, err := seen.Get(t, k); err != nil {
			return Object{}, err
		} else if old.Ref != nil {
			return Object{}, objects.ValueErrorf(t, "mapping pattern checks duplicate key (%s)", m.reprOf(k))
		}
		if err := seen.Set(t, k, objects.None); err != nil {
			return Object{}, err
		}
		args := []Object{self, k, dummy}
		if self.Ref == nil {
			args = args[1:]
		}
		v, err := objects.Call(t, get, args, nil)
		if err != nil {
			return Object{}, err
		}
		if v == dummy {
			return objects.None, nil
		}
		values = append(values, v)
	}
	return objects.NewTuple(values...), nil
}
