package ast

import (
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// reprLevels is how many levels of a tree a repr shows.
const reprLevels = 3

// nodeRepr gives a node's repr.
//
// CPython: Python/Python-ast.c ast_repr
func nodeRepr(t *objects.Thread, o Object) (Object, error) {
	s, err := reprOf(t, o, reprLevels)
	if err != nil {
		return Object{}, err
	}
	return objects.NewStr(s), nil
}

// reprOf gives the repr of a node down to so many levels.
//
// CPython: Python/Python-ast.c ast_repr_max_depth
func reprOf(t *objects.Thread, o Object, levels int) (string, error) {
	name := o.Type().Name200()
	if levels <= 0 || t.ReprEnter(o) {
		return name + "(...)", nil
	}
	defer t.ReprLeave(o)
	fields, err := objects.LookupAttr(t, objects.Of(o.Type()), t.Interp.Intern("_fields"))
	if err != nil {
		return "", err
	}
	if fields.IsNull() {
		return "", objects.Errorf(t, &objects.ExcAttributeError, "type object '%.50s' has no attribute '_fields'", name)
	}
	if _, err := objects.Len(t, fields); err != nil {
		return "", err
	}
	names, err := objects.ToSlice(t, fields)
	if err != nil {
		return "", err
	}
	if len(names) == 0 {
		return name + "()", nil
	}
	var b strings.Builder
	b.WriteString(name + "(")
	for i, n := range names {
		key := objects.AsStr(n)
		if key == nil {
			return "", objects.TypeErrorf(t, "attribute name must be string, not '%.200s'", n.Type().Name200())
		}
		v, err := objects.GetAttr(t, o, key)
		if err != nil {
			return "", err
		}
		s, err := reprOfValue(t, v, levels)
		if err != nil {
			return "", err
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(key.String() + "=" + s)
	}
	b.WriteByte(')')
	return b.String(), nil
}

// reprOfValue gives the repr of a field: the first and the last of a list.
//
// CPython: Python/Python-ast.c ast_repr_list
func reprOfValue(t *objects.Thread, v Object, levels int) (string, error) {
	opening, closing := "[", "]"
	switch {
	case v.Type().IsSubtype(&objects.ListType):
	case v.Type().IsSubtype(&objects.TupleType):
		opening, closing = "(", ")"
	default:
		return reprOfItem(t, v, levels-1)
	}
	items, err := objects.ToSlice(t, v)
	if err != nil || len(items) == 0 {
		return opening + closing, err
	}
	first, err := reprOfItem(t, items[0], levels-1)
	if err != nil || len(items) == 1 {
		return opening + first + closing, err
	}
	last, err := reprOfItem(t, items[len(items)-1], levels-1)
	middle := ", "
	if len(items) > 2 {
		middle = ", ..., "
	}
	return opening + first + middle + last + closing, err
}

func reprOfItem(t *objects.Thread, v Object, levels int) (string, error) {
	if v.Type().IsSubtype(&astType) {
		return reprOf(t, v, levels)
	}
	s, err := objects.Repr(t, v)
	if err != nil {
		return "", err
	}
	return s.String(), nil
}
