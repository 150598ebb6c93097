package ast

import (
	"strings"

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
