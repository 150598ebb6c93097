package syntax

import "testing"

// TestErrors holds messages and places to what CPython 3.14 gives.
func TestErrors(t *testing.T) {
	for _, test := range []struct {
		src                                  string
		kind                                 ErrorKind
		msg                                  string
		lineno, offset, endLineno, endOffset int
	}{
		{"f(a b)", SyntaxError, "invalid syntax. Perhaps you forgot a comma?", 1, 3, 1, 6},
		{"if x = 3: pass", SyntaxError, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 4, 1, 9},
		{"f(x for x in y, 1)", SyntaxError, "Generator expression must be parenthesized", 1, 3, 1, 15},
		{"(a, b", SyntaxError, "'(' was never closed", 1, 1, 1, 0},
		{"x = 'abc", SyntaxError, "unterminated string literal (detected at line 1)", 1, 5, 1, 5},
		{"a)", SyntaxError, "unmatched ')'", 1, 2, 1, 2},
		{"if x:\npass", IndentationError, "expected an indented block after 'if' statement on line 1", 2, 1, 2, 5},
		{"f'{a b}'", SyntaxError, "invalid syntax. Perhaps you forgot a comma?", 1, 4, 1, 7},
		{"f'{}'", SyntaxError, "f-string: valid expression required before '}'", 1, 4, 1, 5},
		{"print x", SyntaxError, "Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1, 1, 8},
		{"1 = x", SyntaxError, "cannot assign to literal here. Maybe you meant '==' instead of '='?", 1, 1, 1, 2},
		{"f() += 1", SyntaxError, "'function call' is an illegal expression for augmented assignment", 1, 1, 1, 4},
		{"del f()", SyntaxError, "cannot delete function call", 1, 5, 1, 8},
		{"for f() in x: pass", SyntaxError, "cannot assign to function call", 1, 5, 1, 8},
		{"def f(a=1, b): pass", SyntaxError, "parameter without a default follows parameter with a default", 1, 12, 1, 13},
		{"f(**k, *a)", SyntaxError, "iterable argument unpacking follows keyword argument unpacking", 1, 6, 1, 10},
		{"f(a=1, b)", SyntaxError, "positional argument follows keyword argument", 1, 9, 1, 10},
		{"class C\n  pass", SyntaxError, "expected ':'", 1, 8, 1, 9},
		{"x = 0777", SyntaxError, "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", 1, 5, 1, 6},
		{"1_", SyntaxError, "invalid decimal literal", 1, 2, 1, 2},
		{"a b\n(", SyntaxError, "invalid syntax", 1, 3, 1, 4},
		{"(\n]", SyntaxError, "closing parenthesis ']' does not match opening parenthesis '(' on line 1", 2, 1, 2, 1},
		{"  x", IndentationError, "unexpected indent", 1, 2, 1, -1},
		{"if x:\n\ty\n        z", TabError, "inconsistent use of tabs and spaces in indentation", 3, 1, 3, 0},
		{"if x:\n  y\n z", IndentationError, "unindent does not match any outer indentation level", 3, 3, 3, -1},
		{"'\\N{foo}'", SyntaxError, "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-6: unknown Unicode character name", 1, 1, 1, 10},
		{"b'é'", SyntaxError, "bytes can only contain ASCII literal characters", 1, 1, 1, 5},
		{"'a' b'b'", SyntaxError, "cannot mix bytes and nonbytes literals", 1, 9, 1, 10},
		{"try: pass\nx", SyntaxError, "expected 'except' or 'finally' block", 2, 1, 2, 2},
		{"import a from b", SyntaxError, "Did you mean to use 'from ... import ...' instead?", 1, 1, 1, 16},
		{"é €", SyntaxError, "invalid character '€' (U+20AC)", 1, 3, 1, 3},
		{"x = {1: 2, **3: 4}", SyntaxError, "invalid syntax", 1, 15, 1, 16},
		{"with open(x) as 1: pass", SyntaxError, "cannot assign to literal", 1, 17, 1, 18},
		{"match x:\n case a.b as c.d: pass", SyntaxError, "cannot use attribute as pattern target", 2, 14, 2, 17},
		{"case 1: pass", SyntaxError, "invalid syntax", 1, 6, 1, 7},
		{"lambda: (yield) = 1", SyntaxError, "cannot assign to lambda", 1, 1, 1, 16},
		{"'''abc", SyntaxError, "unterminated triple-quoted string literal (detected at line 1)", 1, 1, 1, 1},
		{"f'{x!z}'", SyntaxError, "f-string: invalid conversion character 'z': expected 's', 'r', or 'a'", 1, 6, 1, 7},
		{"t'{x' 'y'", SyntaxError, "t-string: expecting '}'", 1, 9, 1, 9},
		{"None = 1", SyntaxError, "cannot assign to None", 1, 1, 1, 5},
		{"a <> b", SyntaxError, "invalid syntax.  Maybe you meant '!=' instead of '<>'?", 1, 3, 1, 5},
		{"from x import", SyntaxError, "Expected one or more names after 'import'", 1, 14, 1, 14},
		{"else: pass", SyntaxError, "invalid syntax", 1, 1, 1, 5},
		{"x = 5 if y", SyntaxError, "expected 'else' after 'if' expression", 1, 5, 1, 11},
		{"'a' 'b' t'c'", SyntaxError, "cannot mix t-string literals with string or bytes literals", 1, 5, 1, 13},
		{"ub'x'", SyntaxError, "'u' and 'b' prefixes are incompatible", 1, 1, 1, 3},
		{"def f(*): pass", SyntaxError, "named arguments must follow bare *", 1, 7, 1, 8},
		{"0o8", SyntaxError, "invalid digit '8' in octal literal", 1, 3, 1, 3},
		{"x\\y", SyntaxError, "unexpected character after line continuation character", 1, 3, 1, 0},
	} {
		_, _, err := Parse([]byte(test.src), "s", Exec, Flags{})
		e, ok := err.(*Error)
		if !ok {
			t.Errorf("%q parses", test.src)
			continue
		}
		if e.Kind != test.kind || e.Msg != test.msg || e.Lineno != test.lineno || e.Offset != test.offset || e.EndLineno != test.endLineno || e.EndOffset != test.endOffset {
			t.Errorf("%q: %+v, want %+v", test.src, *e, test)
		}
	}
}
