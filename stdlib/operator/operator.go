// Package operator is the module _operator.
//
//py:module _operator
package operator

import (
	"crypto/subtle"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the module _operator.
var Module = objects.ModuleDef{
	Name: "_operator",
	Doc: `Operator interface.

This module exports a set of functions implemented in C corresponding
to the intrinsic operators of Python.  For example, operator.add(x, y)
is equivalent to the expression x+y.`,
	Functions: moduleFunctions,
	Init:      setup,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "itemgetter", objects.Of(&itemGetterType))
		m.Add(t, "attrgetter", objects.Of(&attrGetterType))
		m.Add(t, "methodcaller", objects.Of(&methodCallerType))
		return nil
	},
}

// Return True if a is true, False otherwise.
//
//py:def truth(a, /)
func truth(t *objects.Thread, a objects.Object) (bool, error) { return objects.Truth(t, a) }

// Same as not a.
//
//py:def not_(a, /)
func not(t *objects.Thread, a objects.Object) (bool, error) {
	b, err := objects.Truth(t, a)
	return !b, err
}

// Same as a is b.
//
//py:def is_(a, b, /)
func is(a, b objects.Object) bool { return a == b }

// Same as a is not b.
//
//py:def is_not(a, b, /)
func isNot(a, b objects.Object) bool { return a != b }

// Same as a is None.
//
//py:def is_none(a, /)
func isNone(a objects.Object) bool { return a == objects.None }

// Same as a is not None.
//
//py:def is_not_none(a, /)
func isNotNone(a objects.Object) bool { return a != objects.None }

// Same as a.__index__()
//
//py:def index(a, /)
func index(t *objects.Thread, a objects.Object) (objects.Object, error) { return objects.Index(t, a) }

// Same as a[b].
//
//py:def getitem(a, b, /)
func getItem(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	return objects.GetItem(t, a, b)
}

// Same as a[b] = c.
//
//py:def setitem(a, b, c, /)
func setItem(t *objects.Thread, a, b, c objects.Object) error { return objects.SetItem(t, a, b, c) }

// Same as del a[b].
//
//py:def delitem(a, b, /)
func delItem(t *objects.Thread, a, b objects.Object) error {
	return objects.SetItem(t, a, b, objects.Object{})
}

// Same as b in a (note reversed operands).
//
//py:def contains(a, b, /)
func contains(t *objects.Thread, a, b objects.Object) (bool, error) { return objects.Contains(t, a, b) }

func isSequence(o objects.Object) bool {
	return objects.TypeOf(o).Slots.SeqItem != nil && objects.AsDict(o) == nil
}

func notConcatenable(t *objects.Thread, a objects.Object) error {
	return objects.TypeErrorf(t, "'%.200s' object can't be concatenated", objects.TypeOf(a).Name200())
}

// Same as a + b, for a and b sequences.
//
// CPython: Objects/abstract.c PySequence_Concat
//
//py:def concat(a, b, /)
func concat(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	if f := objects.TypeOf(a).Slots.Concat; f != nil {
		return f(t, a, b)
	}
	// Instances of classes have a SeqItem slot and no Concat.
	if isSequence(a) && isSequence(b) && objects.TypeOf(a).Slots.Binary[objects.OpAdd] != nil {
		return objects.BinaryOp(t, objects.OpAdd, a, b)
	}
	return objects.Object{}, notConcatenable(t, a)
}

// Same as a += b, for a and b sequences.
//
// CPython: Objects/abstract.c PySequence_InPlaceConcat
//
//py:def iconcat(a, b, /)
func inPlaceConcat(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	s := &objects.TypeOf(a).Slots
	if s.InPlaceConcat != nil {
		return s.InPlaceConcat(t, a, b)
	}
	if s.Concat != nil {
		return s.Concat(t, a, b)
	}
	if isSequence(a) && isSequence(b) && (s.InPlace[objects.OpAdd] != nil || s.Binary[objects.OpAdd] != nil) {
		return objects.InPlaceOp(t, objects.OpAdd, a, b)
	}
	return objects.Object{}, notConcatenable(t, a)
}

// search calls f for each item of a that equals b, with its index, until f wants no more.
func search(t *objects.Thread, a, b objects.Object, f func(i int) (more bool)) error {
	it, err := objects.Iter(t, a)
	if err != nil {
		if objects.Matches(err, &objects.ExcTypeError) {
			err = objects.TypeErrorf(t, "argument of type '%.200s' is not iterable", objects.TypeOf(a).Name200())
		}
		return err
	}
	for i := 0; ; i++ {
		v, err := objects.Next(t, it)
		if err != nil || v.IsNull() {
			return err
		}
		equal, err := objects.EqualBool(t, v, b)
		if err != nil {
			return err
		}
		if equal && !f(i) {
			return nil
		}
		if i%1024 == 1023 && t.Breaker.Load() != 0 {
			if err := t.Runtime.Poll(t); err != nil {
				return err
			}
		}
	}
}

// Return the number of items in a which are, or which equal, b.
//
//py:def countOf(a, b, /)
func countOf(t *objects.Thread, a, b objects.Object) (int, error) {
	n := 0
	err := search(t, a, b, func(int) bool { n++; return true })
	return n, err
}

// Return the first index of b in a.
//
//py:def indexOf(a, b, /)
func indexOf(t *objects.Thread, a, b objects.Object) (int, error) {
	found := -1
	err := search(t, a, b, func(i int) bool { found = i; return false })
	if err == nil && found < 0 {
		err = objects.ValueErrorf(t, "sequence.index(x): x not in sequence")
	}
	return found, err
}

// Return an estimate of the number of items in obj.
//
// This is useful for presizing containers when building from an iterable.
//
// If the object supports len(), the result will be exact.
// Otherwise, it may over- or under-estimate by an arbitrary amount.
// The result will be an integer >= 0.
//
//py:def length_hint(obj, default=0, /)
func lengthHint(t *objects.Thread, obj objects.Object, def int) (int, error) {
	return objects.LengthHint(t, obj, def)
}

// Same as obj(*args, **kwargs).
//
//py:def call(obj, /, *args, **kwargs)
func call(t *objects.Thread, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	n := len(args)
	if kwnames != nil {
		n -= len(kwnames.Items)
	}
	if n < 1 {
		return objects.Object{}, objects.TypeErrorf(t, "call expected at least 1 argument, got 0")
	}
	return objects.Call(t, args[0], args[1:], kwnames)
}

// Return 'a == b'.
//
// This function uses an approach designed to prevent
// timing analysis, making it appropriate for cryptography.
//
// a and b must both be of the same type: either str (ASCII only),
// or any bytes-like object.
//
// Note: If a and b are of different lengths, or if an error occurs,
// a timing attack could theoretically reveal information about the
// types and lengths of a and b--but not their values.
//
//py:def _compare_digest(a, b, /)
func compareDigest(t *objects.Thread, a, b objects.Object) (bool, error) {
	x, y := objects.AsStr(a), objects.AsStr(b)
	if x != nil && y != nil {
		if !x.IsASCII() || !y.IsASCII() {
			return false, objects.TypeErrorf(t, "comparing strings with non-ASCII characters is not supported")
		}
		return subtle.ConstantTimeCompare([]byte(x.String()), []byte(y.String())) == 1, nil
	}
	if objects.TypeOf(a).Slots.Buffer == nil && objects.TypeOf(b).Slots.Buffer == nil {
		return false, objects.TypeErrorf(t, "unsupported operand types(s) or combination of types: '%.100s' and '%.100s'",
			objects.TypeOf(a).Name200(), objects.TypeOf(b).Name200())
	}
	p, err := objects.ArgBytes(t, a)
	if err != nil {
		return false, err
	}
	q, err := objects.ArgBytes(t, b)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(p, q) == 1, nil
}
