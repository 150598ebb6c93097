// Package syntax is the front end of the interpreter: tokens, lexer, parser and
// the abstract syntax tree of Python 3.14. It knows nothing of the runtime.
//
// There are two parsers. That of parser*.go is written by hand, for speed, and
// does nothing but accept: at the first thing it doesn't understand it gives up.
// Then that of diagnose*.go, which interprets the grammar in diagnose.gram in the
// order that CPython's does, finds the message and the place that CPython gives.
// Tests hold the two to the same verdict, and both to CPython's.
package syntax

//go:generate python3 ../../tools/astgen/astgen.py ast_gen.go

// Pos is a node's place in the source: lines count from 1, columns are bytes of
// UTF-8 from 0, as in Python's ast module.
type Pos struct {
	Lineno, ColOffset, EndLineno, EndColOffset int
}

// Position returns p itself, so that every node that embeds Pos has it.
func (p *Pos) Position() *Pos { return p }

// Node is any node of the tree.
type Node interface {
	// NodeKind tells which class the node is of.
	NodeKind() NodeKind
	// Field returns field i, in the order of NodeInfo.Fields.
	Field(i int) any
	// SetField sets field i and reports whether v had the field's Go type, or is
	// nil where the field is optional.
	SetField(i int, v any) bool

	eachChild(f func(Node))
}

// NodeInfo describes a class of nodes, for the _ast module.
type NodeInfo struct {
	Name       string // the class's name in Python
	Base       string // its base class's name, "" where that is AST itself
	Positioned bool   // it has lineno, col_offset, end_lineno and end_col_offset
	Fields     []FieldInfo
}

// FieldInfo describes one field of a class of nodes.
type FieldInfo struct {
	Name string
	Type string // the ASDL type: identifier, string, int, constant, or a class's name
	Opt  bool   // may be None; with Seq, its elements may
	Seq  bool   // is a list
}

// Info returns the description of the kind. The caller must not change it.
func (k NodeKind) Info() *NodeInfo { return &nodeInfos[k] }

// Bytes is the value of a Constant that is a bytes literal.
type Bytes []byte

// EllipsisValue is the value of a Constant that is `...`.
type EllipsisValue struct{}

// The value of a Constant is one of: nil (None), bool, int64 or, where that does
// not hold it, *big.Int, float64, complex128, string (UTF-8 in which a surrogate
// is its own three bytes), Bytes, EllipsisValue. From user-made trees come also
// tuples and frozensets, which only the _ast module knows.

// EachChild calls f with each direct child of n, in field order.
func EachChild(n Node, f func(Node)) { n.eachChild(f) }

// Inspect calls f for n and everything below it, parents first and in source
// order; where f returns false it does not go below that node. It uses no native
// recursion, so a tree of any depth is safe.
func Inspect(n Node, f func(Node) bool) {
	stack := []Node{n}
	push := func(c Node) { stack = append(stack, c) }
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !f(n) {
			continue
		}
		from := len(stack)
		n.eachChild(push)
		for i, j := from, len(stack)-1; i < j; i, j = i+1, j-1 {
			stack[i], stack[j] = stack[j], stack[i]
		}
	}
}
