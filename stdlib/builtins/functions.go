package builtins

import (
	"fmt"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// Return the absolute value of the argument.
//
//py:def abs(number, /)
func abs(t *objects.Thread, number objects.Object) (objects.Object, error) {
	return objects.Absolute(t, number)
}

// Return True if bool(x) is True for all values x in the iterable.
//
// If the iterable is empty, return True.
//
//py:def all(iterable, /)
func all(t *objects.Thread, iterable objects.Object) (bool, error) {
	return quantify(t, iterable, false)
}

// Return True if bool(x) is True for any x in the iterable.
//
// If the iterable is empty, return False.
//
//py:def any(iterable, /)
func anyOf(t *objects.Thread, iterable objects.Object) (bool, error) {
	return quantify(t, iterable, true)
}

// quantify looks for an item whose truth is stop, and gives stop if it finds one.
func quantify(t *objects.Thread, iterable Object, stop bool) (bool, error) {
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return false, err
	}
	for {
		v, err := objects.Next(t, it)
		if err != nil || v.IsNull() {
			return !stop, err
		}
		truth, err := objects.Truth(t, v)
		if err != nil {
			return false, err
		}
		if truth == stop {
			return stop, nil
		}
	}
}

// Return an ASCII-only representation of an object.
//
//py:def ascii(obj, /)
func ascii(t *objects.Thread, obj objects.Object) (objects.Object, error) {
	s, err := objects.ASCII(t, obj)
	return objects.Of(s).Or(err)
}

// radix is bin, oct and hex.
func radix(t *objects.Thread, number Object, format, prefix string) (string, error) {
	i, err := objects.Index(t, number)
	if err != nil {
		return "", err
	}
	b := objects.AsBig(i)
	s := fmt.Sprintf(format, b)
	if strings.HasPrefix(s, "-") {
		return "-" + prefix + s[1:], nil
	}
	return prefix + s, nil
}

// Return the binary representation of an integer.
//
//	>>> bin(2796202)
//	'0b1010101010101010101010'
//
//py:def bin(number, /)
func bin(t *objects.Thread, number objects.Object) (string, error) {
	return radix(t, number, "%b", "0b")
}

// Return the octal representation of an integer.
//
//	>>> oct(342391)
//	'0o1234567'
//
//py:def oct(number, /)
func oct(t *objects.Thread, number objects.Object) (string, error) {
	return radix(t, number, "%o", "0o")
}

// Return the hexadecimal representation of an integer.
//
//	>>> hex(12648430)
//	'0xc0ffee'
//
//py:def hex(number, /)
func hex(t *objects.Thread, number objects.Object) (string, error) {
	return radix(t, number, "%x", "0x")
}

// Return whether the object is callable (i.e., some kind of function).
//
// Classes are callable, and so are instances of classes with a __call__ method.
//
//py:def callable(obj, /)
func callable(obj objects.Object) bool { return objects.Callable(obj) }

// Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.
//
//py:def chr(i, /)
func chr(t *objects.Thread, i objects.Object) (string, error) {
	n, err := objects.AsSsize(t, i, nil)
	if err != nil {
		return "", err
	}
	if n < 0 || n > 0x10ffff {
		return "", objects.ValueErrorf(t, "chr() arg not in range(0x110000)")
	}
	return string(objects.AppendRune(nil, rune(n))), nil
}

// Return the ordinal value of a character.
//
//py:def ord(character, /)
func ord(t *objects.Thread, character objects.Object) (int, error) {
	if s := objects.AsStr(character); s != nil {
		if s.Len() == 1 {
			return int(s.At(0)), nil
		}
		return 0, objects.TypeErrorf(t, "ord() expected a character, but string of length %d found", s.Len())
	}
	if b, ok := objects.BytesLike(t, character); ok {
		if len(b) == 1 {
			return int(b[0]), nil
		}
		return 0, objects.TypeErrorf(t, "ord() expected a character, but string of length %d found", len(b))
	}
	return 0, objects.TypeErrorf(t, "ord() expected string of length 1, but %.200s found", character.Type().Name200())
}

// Deletes the named attribute from the given object.
//
// delattr(x, 'y') is equivalent to “del x.y“.
//
//py:def delattr(obj, name, /)
func delattr(t *objects.Thread, obj, name objects.Object) error {
	s := objects.AsStr(name)
	if s == nil {
		return objects.TypeErrorf(t, "attribute name must be string, not '%.200s'", name.Type().Name200())
	}
	return objects.SetAttr(t, obj, t.Interp.InternStr(s), objects.Object{})
}

// Sets the named attribute on the given object to the specified value.
//
// setattr(x, 'y', v) is equivalent to “x.y = v“.
//
//py:def setattr(obj, name, value, /)
func setattr(t *objects.Thread, obj, name, value objects.Object) error {
	s := objects.AsStr(name)
	if s == nil {
		return objects.TypeErrorf(t, "attribute name must be string, not '%.200s'", name.Type().Name200())
	}
	return objects.SetAttr(t, obj, t.Interp.InternStr(s), value)
}

// getattr(object, name[, default]) -> value
//
// Get a named attribute from an object; getattr(x, 'y') is equivalent to x.y.
// When a default argument is given, it is returned when the attribute doesn't
// exist; without it, an exception is raised in that case.
//
//py:def getattr(object, name, default=<missing>, /)
func getattr(t *objects.Thread, obj, name, def objects.Object) (objects.Object, error) {
	s := objects.AsStr(name)
	if s == nil {
		return objects.Object{}, objects.TypeErrorf(t, "attribute name must be string, not '%.200s'", name.Type().Name200())
	}
	if def.IsNull() {
		return objects.GetAttr(t, obj, t.Interp.InternStr(s))
	}
	v, err := objects.LookupAttr(t, obj, t.Interp.InternStr(s))
	if err == nil && v.IsNull() {
		return def, nil
	}
	return v, err
}

// Return whether the object has an attribute with the given name.
//
// This is done by calling getattr(obj, name) and catching AttributeError.
//
//py:def hasattr(obj, name, /)
func hasattr(t *objects.Thread, obj, name objects.Object) (bool, error) {
	s := objects.AsStr(name)
	if s == nil {
		return false, objects.TypeErrorf(t, "attribute name must be string, not '%.200s'", name.Type().Name200())
	}
	v, err := objects.LookupAttr(t, obj, t.Interp.InternStr(s))
	return !v.IsNull(), err
}

// Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.
//
//py:def divmod(x, y, /)
func divmod(t *objects.Thread, x, y objects.Object) (objects.Object, error) {
	return objects.BinaryOp(t, objects.OpDivmod, x, y)
}

// Return type(value).__format__(value, format_spec).
//
// Many built-in types implement format_spec according to the
// Format Specification Mini-language. See help('FORMATTING')
// for details.
//
//py:def format(value, format_spec='', /)
func format(t *objects.Thread, value objects.Object, formatSpec *objects.Str) (objects.Object, error) {
	s, err := objects.Format(t, value, formatSpec)
	return objects.Of(s).Or(err)
}

// Return the hash value for the given object.
//
// Two objects that compare equal must also have the same hash value, but the
// reverse is not necessarily true.
//
//py:def hash(obj, /)
func hash(t *objects.Thread, obj objects.Object) (objects.Object, error) {
	h, err := objects.Hash(t, obj)
	return objects.NewInt(h).Or(err)
}

// Return the identity of an object.
//
// This is guaranteed to be unique among simultaneously existing objects.
//
//py:def id(obj, /)
func id(obj objects.Object) objects.Object { return objects.ID(obj) }

// Return whether an object is an instance of a class or of a subclass thereof.
//
// A tuple, as in “isinstance(x, (A, B, ...))“, may be given as the target to
// check against. This is equivalent to “isinstance(x, A) or isinstance(x, B)
// or ...“ etc.
//
//py:def isinstance(obj, class_or_tuple, /)
func isinstance(t *objects.Thread, obj, class objects.Object) (bool, error) {
	return objects.IsInstance(t, obj, class)
}

// Return whether 'cls' is derived from another class or is the same class.
//
// A tuple, as in “issubclass(x, (A, B, ...))“, may be given as the target to
// check against. This is equivalent to “issubclass(x, A) or issubclass(x, B)
// or ...“.
//
//py:def issubclass(cls, class_or_tuple, /)
func issubclass(t *objects.Thread, cls, class objects.Object) (bool, error) {
	return objects.IsSubclass(t, cls, class)
}

// iter(iterable) -> iterator
// iter(callable, sentinel) -> iterator
//
// Get an iterator from an object.
// In the first form, the argument must supply its own iterator, or be a sequence.
// In the second form, the callable is called until it returns the sentinel.
//
//py:def iter(object, sentinel=<missing>, /)
func iter(t *objects.Thread, obj, sentinel objects.Object) (objects.Object, error) {
	if sentinel.IsNull() {
		return objects.Iter(t, obj)
	}
	if !objects.Callable(obj) {
		return objects.Object{}, objects.TypeErrorf(t, "iter(v, w): v must be callable")
	}
	return objects.NewCallIter(obj, sentinel), nil
}

// next(iterator[, default])
//
// Return the next item from the iterator.
// If default is given and the iterator is exhausted,
// it is returned instead of raising StopIteration.
//
//py:def next(iterator, default=<missing>, /)
func next(t *objects.Thread, it, def objects.Object) (objects.Object, error) {
	f := it.Type().Slots.IterNext
	if f == nil {
		return objects.Object{}, objects.TypeErrorf(t, "'%.200s' object is not an iterator", it.Type().Name200())
	}
	v, err := f(t, it)
	if err != nil {
		if !def.IsNull() && objects.Matches(err, &objects.ExcStopIteration) {
			return def, nil
		}
		return v, err
	}
	if v.IsNull() {
		if !def.IsNull() {
			return def, nil
		}
		return v, objects.NewStopIteration(t, objects.Object{})
	}
	return v, nil
}

// Return an AsyncIterator for an AsyncIterable object.
//
//py:def aiter(async_iterable, /)
func aiter(t *objects.Thread, o objects.Object) (objects.Object, error) {
	f := o.Type().Slots.AIter
	if f == nil {
		return objects.Object{}, objects.TypeErrorf(t, "'%.200s' object is not an async iterable", o.Type().Name200())
	}
	it, err := f(t, o)
	if err != nil {
		return it, err
	}
	if it.Type().Slots.ANext == nil {
		return objects.Object{}, objects.TypeErrorf(t, "aiter() returned not an async iterator of type '%.200s'", it.Type().Name200())
	}
	return it, nil
}

// Return the next item from the async iterator.
//
// If default is given and the async iterator is exhausted,
// it is returned instead of raising StopAsyncIteration.
//
//py:def anext(aiterator, default=<missing>, /)
func anext(t *objects.Thread, o, def objects.Object) (objects.Object, error) {
	f := o.Type().Slots.ANext
	if f == nil {
		return objects.Object{}, objects.TypeErrorf(t, "'%.200s' object is not an async iterator", o.Type().Name200())
	}
	aw, err := f(t, o)
	if err != nil || def.IsNull() {
		return aw, err
	}
	return machine(t).NewAnextAwaitable(aw, def), nil
}

// Return the number of items in a container.
//
//py:def len(obj, /)
func length(t *objects.Thread, obj objects.Object) (int, error) { return objects.Len(t, obj) }

// Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.
//
// Some types, such as ints, are able to use a more efficient algorithm when
// invoked using the three argument form.
//
//py:def pow(base, exp, mod=None)
func pow(t *objects.Thread, base, exp, mod objects.Object) (objects.Object, error) {
	return objects.Power(t, base, exp, mod)
}

// Return the canonical string representation of the object.
//
// For many object types, including most builtins, eval(repr(obj)) == obj.
//
//py:def repr(obj, /)
func repr(t *objects.Thread, obj objects.Object) (objects.Object, error) {
	s, err := objects.Repr(t, obj)
	return objects.Of(s).Or(err)
}

// Round a number to a given precision in decimal digits.
//
// The return value is an integer if ndigits is omitted or None.  Otherwise
// the return value has the same type as the number.  ndigits may be negative.
//
//py:def round(number, ndigits=None)
func round(t *objects.Thread, number, ndigits objects.Object) (objects.Object, error) {
	args := []Object{ndigits}
	if ndigits == objects.None {
		args = nil
	}
	v, found, err := objects.CallSpecial(t, number, t.Interp.Intern("__round__"), args...)
	if err != nil {
		return v, err
	}
	if !found {
		return v, objects.TypeErrorf(t, "type %.100s doesn't define __round__ method", number.Type().Name200())
	}
	return v, nil
}

// Return a new list containing all items from the iterable in ascending order.
//
// A custom key function can be supplied to customize the sort order, and the
// reverse flag can be set to request the result in descending order.
//
//py:def sorted(iterable, /, *, key=None, reverse=False)
func sorted(t *objects.Thread, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	n := len(args)
	if kwnames != nil {
		n -= len(kwnames.Items)
	}
	if n != 1 {
		return objects.Object{}, objects.TypeErrorf(t, "sorted expected 1 argument, got %d", n)
	}
	items, err := objects.ToSlice(t, args[0])
	if err != nil {
		return objects.Object{}, err
	}
	l := objects.Of(objects.NewList(items))
	f, err := objects.GetAttr(t, l, t.Interp.Intern("sort"))
	if err != nil {
		return objects.Object{}, err
	}
	if _, err := objects.Call(t, f, args[1:], kwnames); err != nil {
		return objects.Object{}, err
	}
	return l, nil
}

// Return the sum of a 'start' value (default: 0) plus an iterable of numbers
//
// When the iterable is empty, return the start value.
// This function is intended specifically for use with numeric values and may
// reject non-numeric types.
//
//py:def sum(iterable, /, start=0)
func sum(t *objects.Thread, iterable, start objects.Object) (objects.Object, error) {
	switch {
	case objects.AsStr(start) != nil:
		return objects.Object{}, objects.TypeErrorf(t, "sum() can't sum strings [use ''.join(seq) instead]")
	case objects.AsBytes(start) != nil:
		return objects.Object{}, objects.TypeErrorf(t, "sum() can't sum bytes [use b''.join(seq) instead]")
	case start.Type().IsSubtype(&objects.ByteArrayType):
		return objects.Object{}, objects.TypeErrorf(t, "sum() can't sum bytearray [use b''.join(seq) instead]")
	}
	acc := start
	var comp float64
	var re, im compensatedSum // while the sum is complex
	complexes := false
	compensated := false
	err := objects.Iterate(t, iterable, func(v Object) error {
		if x, ok := acc.SmallInt(); ok {
			if y, ok := v.SmallInt(); ok {
				if s := x + y; (s^x)&(s^y) >= 0 {
					acc = objects.NewInt(s)
					return nil
				}
			}
		}
		if x, ok := acc.ExactFloat(); ok {
			y, isFloat := v.ExactFloat()
			if !isFloat {
				if i, small := v.SmallInt(); small {
					y, isFloat = float64(i), true
				}
			}
			if isFloat {
				// Neumaier's compensated summation, as CPython since 3.12.
				s := x + y
				if abs64(x) >= abs64(y) {
					comp += (x - s) + y
				} else {
					comp += (y - s) + x
				}
				compensated = true
				acc = objects.NewFloat(s)
				return nil
			}
			if compensated {
				acc = objects.NewFloat(finish(x, comp))
				comp, compensated = 0, false
			}
		}
		if complexes || acc.Type() == &objects.ComplexType {
			if !complexes {
				z := (*objects.Complex)(acc.Ref).V
				re, im, complexes = compensatedSum{sum: real(z)}, compensatedSum{sum: imag(z)}, true
			}
			added, err := addComplex(t, &re, &im, v)
			if err != nil || added {
				return err
			}
			acc = objects.NewComplex(complex(re.value(), im.value()))
			complexes = false
		}
		r, err := objects.BinaryOp(t, objects.OpAdd, acc, v)
		acc = r
		return err
	})
	if err != nil {
		return objects.Object{}, err
	}
	if complexes {
		return objects.NewComplex(complex(re.value(), im.value())), nil
	}
	if x, ok := acc.ExactFloat(); ok && compensated {
		acc = objects.NewFloat(finish(x, comp))
	}
	return acc, nil
}

// compensatedSum is a sum of floats and what rounding has lost of it.
type compensatedSum struct{ sum, comp float64 }

// CPython: Python/bltinmodule.c cs_add
func (c *compensatedSum) add(y float64) {
	s := c.sum + y
	if abs64(c.sum) >= abs64(y) {
		c.comp += (c.sum - s) + y
	} else {
		c.comp += (y - s) + c.sum
	}
	c.sum = s
}

func (c *compensatedSum) value() float64 { return finish(c.sum, c.comp) }

// addComplex adds v to a complex sum if it is a complex, an int or a float.
func addComplex(t *objects.Thread, re, im *compensatedSum, v objects.Object) (added bool, err error) {
	if v.Type() == &objects.ComplexType {
		z := (*objects.Complex)(v.Ref).V
		re.add(real(z))
		im.add(imag(z))
		return true, nil
	}
	_, isFloat := v.ExactFloat()
	if _, _, isInt := objects.IntValue(v); !isInt && !isFloat {
		return false, nil
	}
	x, err := objects.AsFloat64(t, v)
	if err != nil {
		return false, err
	}
	re.add(x)
	return true, nil
}

func abs64(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

// finish adds the compensation to a sum, unless it is not finite.
func finish(x, comp float64) float64 {
	if comp != 0 && comp-comp == 0 {
		return x + comp
	}
	return x
}
