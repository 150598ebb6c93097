// Package string is the module _string: what string.Formatter needs of str.format's parser.
//
//py:module _string
package string

import "github.com/gophersnake/gophersnake/objects"

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the _string module.
var Module = objects.ModuleDef{Name: "_string", Doc: "string helper module", Functions: moduleFunctions, Init: setupTypes}

// formatterIterator is an iterator over the fields of a format string.
//
//py:type formatteriterator
type formatterIterator struct {
	objects.Header
	parser *objects.FormatParser
}

// fieldNameIterator is an iterator over what is behind the first part of a field name.
//
//py:type fieldnameiterator
type fieldNameIterator struct {
	objects.Header
	name objects.FieldName
}

var formatterIteratorType, fieldNameIteratorType objects.Type

func setupTypes() {
	self := func(_ *objects.Thread, o objects.Object) (objects.Object, error) { return o, nil }
	formatterIteratorType = objects.Type{
		Name: "formatteriterator", Layout: objects.LayoutOf[formatterIterator](), Flags: objects.NoInstantiate,
		Slots: objects.Slots{Iter: self, IterNext: nextFormatter},
	}
	objects.Ready(&formatterIteratorType)
	fieldNameIteratorType = objects.Type{
		Name: "fieldnameiterator", Layout: objects.LayoutOf[fieldNameIterator](), Flags: objects.NoInstantiate,
		Slots: objects.Slots{Iter: self, IterNext: nextFieldName},
	}
	objects.Ready(&fieldNameIteratorType)
}

// formatterParser parses the argument as a format string, and gives an iterator over tuples (literal, field_name, format_spec, conversion).
//
//py:def formatter_parser(object, /)
//py:sig ($self, object, /)
func formatterParser(t *objects.Thread, object objects.Object) (objects.Object, error) {
	s := objects.AsStr(object)
	if s == nil {
		return objects.Object{}, objects.TypeErrorf(t, "expected str, got %s", objects.TypeOf(object).Name200())
	}
	return objects.Of(&formatterIterator{objects.Header{Type: &formatterIteratorType}, objects.NewFormatParser(s.String())}), nil
}

// CPython: Objects/stringlib/unicode_format.h formatteriter_next
func nextFormatter(t *objects.Thread, o objects.Object) (objects.Object, error) {
	f, ok, err := (*formatterIterator)(o.Ref).parser.Next(t)
	if err != nil || !ok {
		return objects.Object{}, err
	}
	if !f.Present {
		return objects.NewTuple(objects.NewStr(f.Literal), objects.None, objects.None, objects.None), nil
	}
	conversion := objects.None
	if f.Conversion != 0 {
		conversion = objects.NewStr(string(objects.AppendRune(nil, f.Conversion)))
	}
	return objects.NewTuple(objects.NewStr(f.Literal), objects.NewStr(f.Name), objects.NewStr(f.Spec), conversion), nil
}

// formatterFieldNameSplit splits the argument as a field name, and gives its first part (an int if it is a number) and an iterator over the rest.
//
//py:def formatter_field_name_split(object, /)
//py:sig ($self, object, /)
func formatterFieldNameSplit(t *objects.Thread, object objects.Object) (objects.Object, error) {
	s := objects.AsStr(object)
	if s == nil {
		return objects.Object{}, objects.TypeErrorf(t, "expected str, got %s", objects.TypeOf(object).Name200())
	}
	name, err := objects.ParseFieldName(t, s.String())
	if err != nil {
		return objects.Object{}, err
	}
	first := objects.NewStr(name.First)
	if name.Index >= 0 {
		first = objects.NewInt(int64(name.Index))
	}
	return objects.NewTuple(first, objects.Of(&fieldNameIterator{objects.Header{Type: &fieldNameIteratorType}, name})), nil
}

// CPython: Objects/stringlib/unicode_format.h fieldnameiter_next
func nextFieldName(t *objects.Thread, o objects.Object) (objects.Object, error) {
	name, index, attribute, ok, err := (*fieldNameIterator)(o.Ref).name.Next(t)
	if err != nil || !ok {
		return objects.Object{}, err
	}
	part := objects.NewStr(name)
	if index >= 0 {
		part = objects.NewInt(int64(index))
	}
	return objects.NewTuple(objects.NewBool(attribute), part), nil
}
