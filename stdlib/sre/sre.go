// Package sre is the module _sre: the engine of regular expressions, which module re compiles.
//
// The code that re makes becomes a program (program.go), which the engine runs with a stack of its own of what is left to be tried.
//
//py:module _sre
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package sre

import (
	"github.com/gophersnake/gophersnake/objects"
)

// Module declares the _sre module.
var Module = objects.ModuleDef{
	Name:      "_sre",
	Functions: moduleFunctions,
	Init: func() {
		setupPattern()
		setupMatch()
		setupScanner()
		setupTemplate()
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "MAGIC", objects.NewInt(magic))
		m.Add(t, "CODESIZE", objects.NewInt(codeSize))
		m.Add(t, "MAXREPEAT", objects.NewInt(maxRepeat))
		m.Add(t, "MAXGROUPS", objects.NewInt(maxGroups))
		m.Add(t, "copyright", objects.NewStr(" SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB "))
		return nil
	},
}

// codeSize is the size of an element of compiled code.
const codeSize = 4

//py:def getcodesize()
func getcodesize() int { return codeSize }

//py:def ascii_iscased(character, /)
func asciiIscased(c int32) bool { return lowerASCII(c) != c || upperASCII(c) != c }

//py:def unicode_iscased(character, /)
func unicodeIscased(c int32) bool {
	return c >= 0 && (lowerUni(c) != c || upperUni(c) != c)
}

//py:def ascii_tolower(character, /)
func asciiTolower(c int32) int32 { return lowerASCII(c) }

//py:def unicode_tolower(character, /)
func unicodeTolower(c int32) int32 {
	if c < 0 {
		return c
	}
	return lowerUni(c)
}

// CPython: Modules/_sre/sre.c _sre_compile_impl
//
//py:def compile(pattern, flags, code, groups, groupindex, indexgroup)
func compile(t *objects.Thread, pattern Object, flags int32, code *objects.List, groups int, groupindex *objects.Dict, indexgroup *objects.Tuple) (*Pattern, error) {
	words := make([]uint32, len(code.Items))
	for i := range words {
		if i >= len(code.Items) {
			break
		}
		n, big, ok := objects.IntValue(code.Items[i])
		switch {
		case !ok:
			return nil, objects.TypeErrorf(t, "an integer is required")
		case big == nil && n < 0, big != nil && big.Sign() < 0:
			return nil, objects.OverflowErrorf(t, "can't convert negative value to unsigned int")
		case big != nil, n > maxRepeat:
			return nil, objects.OverflowErrorf(t, "regular expression code size limit exceeded")
		}
		words[i] = uint32(n)
	}
	p := &Pattern{Header: objects.Header{Type: &PatternType}, pattern: pattern, flags: int(flags), groups: groups,
		groupIndex: groupindex, indexGroup: indexgroup, code: words}
	if pattern != objects.None {
		s, err := wholeSubject(t, nil, pattern)
		if err != nil {
			return nil, err
		}
		s.finish()
		p.kind = kindBytes
		if s.str != nil {
			p.kind = kindStr
		}
	}
	// Groups are in the code, by their marks. A number that goes far beyond would only take memory.
	if groups < 0 || groups > len(words)+1000 {
		return nil, objects.Errorf(t, &objects.ExcRuntimeError, "invalid SRE code")
	}
	prog, ok := translate(words, groups)
	if !ok {
		return nil, objects.Errorf(t, &objects.ExcRuntimeError, "invalid SRE code")
	}
	p.prog = prog
	return p, nil
}
