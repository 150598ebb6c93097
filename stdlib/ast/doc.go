package ast

import (
	"strings"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// signature is a class's docstring: its constructor in ASDL.
func signature(info *syntax.NodeInfo) string {
	if len(info.Fields) == 0 {
		return info.Name
	}
	fields := make([]string, len(info.Fields))
	for i, f := range info.Fields {
		mark := ""
		if f.Opt {
			mark = "?"
		}
		if f.Seq {
			mark += "*"
		}
		fields[i] = f.Type + mark + " " + f.Name
	}
	return info.Name + "(" + strings.Join(fields, ", ") + ")"
}

// sumSignature is the docstring of an abstract class: its rule in ASDL.
func sumSignature(name string, members []string) string {
	separator := " | "
	if members == nil {
		separator = "\n" + strings.Repeat(" ", len(name)+1) + "| "
		for k := syntax.NodeKind(0); k < syntax.NumNodeKinds; k++ {
			if info := k.Info(); info.Base == name {
				members = append(members, signature(info))
			}
		}
	}
	return name + " = " + strings.Join(members, separator)
}

// reprDepth is how deep a node's repr goes.
const reprDepth = 3

func nodeRepr(t *objects.Thread, o Object) (Object, error) {
	var b strings.Builder
	if err := writeNode(t, &b, o, reprDepth); err != nil {
		return Object{}, err
	}
	return objects.NewStr(b.String()), nil
}

// writeNode writes a node with its fields.
//
// CPython: Python/Python-ast.c ast_repr_max_depth
func writeNode(t *objects.Thread, b *strings.Builder, o Object, depth int) error {
	b.WriteString(o.Type().Name200())
	if depth <= 0 {
		b.WriteString("(...)")
		return nil
	}
	if t.ReprEnter(o) {
		b.WriteString("(...)")
		return nil
	}
	defer t.ReprLeave(o)
	names, err := objects.GetAttr(t, objects.Of(o.Type()), t.Interp.Intern("_fields"))
	if err != nil {
		return err
	}
	fields, err := objects.ToSlice(t, names)
	if err != nil {
		return err
	}
	b.WriteByte('(')
	for i, f := range fields {
		name := objects.AsStr(f)
		if name == nil {
			return objects.TypeErrorf(t, "attribute name must be string, not '%.200s'", f.Type().Name200())
		}
		v, err := objects.GetAttr(t, o, name)
		if err != nil {
			return err
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(name.String() + "=")
		if l := objects.AsList(v); l != nil {
			err = writeItems(t, b, "[", l.Items, "]", depth-1)
		} else if l := objects.AsTuple(v); l != nil {
			err = writeItems(t, b, "(", l.Items, ")", depth-1)
		} else {
			err = writeValue(t, b, v, depth-1)
		}
		if err != nil {
			return err
		}
	}
	b.WriteByte(')')
	return nil
}

// writeItems writes the first and the last of a list's items.
//
// CPython: Python/Python-ast.c ast_repr_list
func writeItems(t *objects.Thread, b *strings.Builder, open string, items []Object, end string, depth int) error {
	b.WriteString(open)
	if n := len(items); n > 0 {
		last := items[n-1]
		if err := writeValue(t, b, items[0], depth); err != nil {
			return err
		}
		if n > 2 {
			b.WriteString(", ...")
		}
		if n > 1 {
			b.WriteString(", ")
			if err := writeValue(t, b, last, depth); err != nil {
				return err
			}
		}
	}
	b.WriteString(end)
	return nil
}

func writeValue(t *objects.Thread, b *strings.Builder, v Object, depth int) error {
	if v.Type().IsSubtype(&astType) {
		return writeNode(t, b, v, depth)
	}
	s, err := objects.Repr(t, v)
	if err != nil {
		return err
	}
	b.WriteString(s.String())
	return nil
}
