package objects

import "testing"

func call(t *testing.T, th *Thread, o Object, name string, args ...Object) Object {
	t.Helper()
	for _, d := range TypeOf(o).Methods {
		if d.Name == name {
			r, err := d.Fn(th, append([]Object{o}, args...), nil)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			return r
		}
	}
	t.Fatalf("no method %s", name)
	return Object{}
}

func show(t *testing.T, th *Thread, o Object) string {
	t.Helper()
	switch p := o; {
	case p == None:
		return "None"
	case TypeOf(o) == &ListType:
		s := "["
		for i, v := range cast[List](o).Items {
			if i > 0 {
				s += ", "
			}
			s += show(t, th, v)
		}
		return s + "]"
	case TypeOf(o) == &TupleType:
		s := "("
		for _, v := range cast[Tuple](o).Items {
			s += show(t, th, v) + ","
		}
		return s + ")"
	}
	if x, ok := o.SmallInt(); ok {
		return itoa(int(x))
	}
	if o == True || o == False {
		return map[bool]string{true: "True", false: "False"}[o == True]
	}
	r, err := Repr(th, o)
	if err != nil {
		t.Fatal(err)
	}
	return r.s
}

func TestStrMethods(t *testing.T) {
	th := NewInterpreter(nil).NewThread()
	s := NewStr
	i := func(x int64) Object { return NewInt(x) }
	b := func(s string) Object { return NewBytes([]byte(s)) }
	for _, c := range []struct {
		want string
		o    Object
		name string
		args []Object
	}{
		{"['a', 'b', 'c']", s(" a b  c "), "split", nil},
		{"['a', 'b  c ']", s(" a b  c "), "split", []Object{None, i(1)}},
		{"[' a b', 'c']", s(" a b  c "), "rsplit", []Object{None, i(1)}},
		{"['é', 'ü', '']", s("é--ü--"), "split", []Object{s("--")}},
		{"['é--ü', '']", s("é--ü--"), "rsplit", []Object{s("--"), i(1)}},
		{"['a\\n', 'b\\r\\n', '\\x85', 'c']", s("a\nb\r\n\u0085c"), "splitlines", []Object{True}},
		{"3", s("éüé€x"), "find", []Object{s("€")}},
		{"-1", s("abc"), "find", []Object{s(""), i(4)}},
		{"3", s("abc"), "find", []Object{s(""), i(3)}},
		{"2", s("éaéa"), "rfind", []Object{s("é")}},
		{"4", s("abc"), "count", []Object{s("")}},
		{"'-a-é-'", s("aé"), "replace", []Object{s(""), s("-")}},
		{"'xbxb'", s("abab"), "replace", []Object{s("a"), s("x")}},
		{"'STRASSE'", s("straße"), "upper", nil},
		{"'ὀδυσσεύς σ'", s("ὈΔΥΣΣΕΎΣ Σ"), "lower", nil},
		{"'Ǆ'", s("ǆ"), "upper", nil},
		{"'ǅ X'", s("ǆ x"), "title", nil},
		{"'  é  '", s("é"), "center", []Object{i(5)}},
		{"'-007'", s("-7"), "zfill", []Object{i(4)}},
		{"'a       b'", s("a\tb"), "expandtabs", nil},
		{"b'\\xc3\\xa9'", s("é"), "encode", nil},
		{"b'\\xe9?'", s("é€"), "encode", []Object{s("latin-1"), s("replace")}},
		{"b'&#233;a\\\\'", s("éa\\"), "encode", []Object{s("ascii"), s("xmlcharrefreplace")}},
		{"b'\\xff\\xfea\\x00'", s("a"), "encode", []Object{s("utf-16")}},
		{"b'\\xed\\xb2\\x80'", s("\xed\xb2\x80"), "encode", []Object{s("utf-8"), s("surrogatepass")}},
		{"'\\udc80a'", b("\x80a"), "decode", []Object{s("utf-8"), s("surrogateescape")}},
		{"'�a�'", b("\xe2\x82a\xff"), "decode", []Object{s("utf-8"), s("replace")}},
		{"[b'a', b'b']", b(" a  b "), "split", nil},
		{"(b'a',b'-',b'b-c',)", b("a-b-c"), "partition", []Object{b("-")}},
		{"b'-a-b-'", b("ab"), "replace", []Object{b(""), b("-")}},
		{"'61:6263'", b("abc"), "hex", []Object{s(":"), i(2)}},
		{"bytearray(b'B')", NewByteArray([]byte("b")), "upper", nil},
		{"('a',' ','b c',)", s("a b c"), "partition", []Object{s(" ")}},
	} {
		if got := show(t, th, call(t, th, c.o, c.name, c.args...)); got != c.want {
			t.Errorf("%s.%s%s = %s, want %s", show(t, th, c.o), c.name, show(t, th, NewTuple(c.args...)), got, c.want)
		}
	}
}
