// Package tokenize is the _tokenize module: the lexer as an iterator.
//
//py:module _tokenize
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package tokenize

import (
	"errors"
	"io"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the _tokenize module.
var Module = objects.ModuleDef{
	Name: "_tokenize", Init: initType,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "TokenizerIter", objects.Of(&tokenizerIterType))
		return nil
	},
}

// tokenizerIter reads its lines when it is first asked for a token.
//
//py:type TokenizerIter
type tokenizerIter struct {
	objects.Header
	readline  objects.Object
	encoding  string
	extra     bool
	tokenizer *syntax.Tokenizer
	done      bool
}

var tokenizerIterType objects.Type

func initType() {
	tokenizerIterType = objects.Type{
		Name: "_tokenize.TokenizerIter", Layout: objects.LayoutOf[tokenizerIter](),
		Slots: objects.Slots{
			New:      bindTokenizerIterNew,
			Iter:     func(_ *objects.Thread, o Object) (Object, error) { return o, nil },
			IterNext: next,
			Traverse: func(o Object, visit func(Object)) { visit((*tokenizerIter)(o.Ref).readline) },
		},
	}
	objects.Ready(&tokenizerIterType)
}

//py:new TokenizerIter(cls, readline, /, *, extra_tokens, encoding=<unrepresentable>)
func newIter(t *objects.Thread, cls *objects.Type, readline objects.Object, extra bool, encoding *objects.Str) (objects.Object, error) {
	o := objects.NewInstance(cls)
	it := (*tokenizerIter)(o.Ref)
	it.readline, it.extra = readline, extra
	if encoding != nil {
		it.encoding = encoding.String()
	}
	return o, nil
}

// read gives all the lines.
func (it *tokenizerIter) read(t *objects.Thread) (string, error) {
	var b strings.Builder
	for {
		v, err := objects.CallArgs(t, it.readline)
		if err != nil {
			if objects.Matches(err, &objects.ExcStopIteration) {
				return b.String(), nil
			}
			return "", err
		}
		if it.encoding != "" {
			raw := objects.AsBytes(v)
			if raw == nil {
				return "", objects.TypeErrorf(t, "readline() returned a non-bytes object")
			}
			if len(raw.Bytes()) == 0 {
				return b.String(), nil
			}
			if v, err = objects.CallMethod(t, v, t.Interp.Intern("decode"), objects.NewStr(it.encoding)); err != nil {
				return "", err
			}
		}
		s := objects.AsStr(v)
		if s == nil {
			return "", objects.TypeErrorf(t, "readline() returned a non-string object")
		}
		if s.Len() == 0 {
			return b.String(), nil
		}
		b.WriteString(s.String())
	}
}

// CPython: Python/Python-tokenize.c tokenizeriter_next
func next(t *objects.Thread, o Object) (Object, error) {
	it := (*tokenizerIter)(o.Ref)
	if it.done {
		return Object{}, nil
	}
	if it.tokenizer == nil {
		src, err := it.read(t)
		if err != nil {
			return Object{}, err
		}
		it.tokenizer = syntax.NewTokenizer(src, "<string>", it.extra)
	}
	tok, err := it.tokenizer.Next()
	if err == io.EOF {
		it.done = true
		return Object{}, nil
	}
	if err != nil {
		it.done = true
		var e *syntax.Error
		if errors.As(err, &e) {
			return Object{}, t.Runtime.(*vm.VM).SyntaxError(t, e)
		}
		return Object{}, err
	}
	num := func(n int) Object { return objects.NewInt(int64(n)) }
	return objects.NewTuple(num(int(tok.Type)), objects.NewStr(tok.String),
		objects.NewTuple(num(tok.Lineno), num(tok.Col)), objects.NewTuple(num(tok.EndLineno), num(tok.End)), objects.NewStr(tok.Line)), nil
}
