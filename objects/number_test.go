package objects

import (
	"testing"
)

// parseNumber makes the number that a literal denotes: "3", "-2.5", "1+2j".
func parseNumber(t *testing.T, th *Thread, s string) Object {
	t.Helper()
	if v, ok, _ := parseInt(th, s, 0); ok {
		return v
	}
	if x, ok := parseFloatText(s); ok {
		return NewFloat(x)
	}
	if z, ok := parseComplex(s); ok {
		return NewComplex(z)
	}
	t.Fatalf("%q is no number", s)
	return Object{}
}

// outcome gives the repr of a result, or an error's text.
func outcome(th *Thread, o Object, err error) string {
	if err == nil {
		var s *Str
		if s, err = Repr(th, o); err == nil {
			return s.String()
		}
	}
	return err.Error()
}

// The results were written by CPython.
func TestBinaryNumbers(t *testing.T) {
	th := testThread()
	for _, c := range []struct {
		a    string
		op   string
		b    string
		want string
	}{
		{"9223372036854775807", "+", "1", "9223372036854775808"},
		{"9223372036854775808", "-", "1", "9223372036854775807"},
		{"-9223372036854775808", "*", "-1", "9223372036854775808"},
		{"-9223372036854775808", "//", "-1", "9223372036854775808"},
		{"-9223372036854775808", "%", "-1", "0"},
		{"4294967296", "*", "4294967296", "18446744073709551616"},
		{"-7", "//", "2", "-4"},
		{"-7", "%", "2", "1"},
		{"7", "divmod", "-2", "(-4, -1)"},
		{"-100000000000000000000", "divmod", "30000000000", "(-3333333334, 20000000000)"},
		{"100000000000000000001", "%", "-30000000000", "-19999999999"},
		{"1", "//", "0", "ZeroDivisionError: division by zero"},
		{"9007199254740993", "/", "3", "3002399751580331.0"},
		{"123456789012345678901234567890", "/", "987654321", "1.249999988734375e+20"},
		{"-1", "<<", "63", "-9223372036854775808"},
		{"1", "<<", "63", "9223372036854775808"},
		{"1", "<<", "-1", "ValueError: negative shift count"},
		{"-9223372036854775809", ">>", "3", "-1152921504606846977"},
		{"-5", "&", "18446744073709551615", "18446744073709551611"},
		{"-18446744073709551616", "^", "5", "-18446744073709551611"},
		{"7.5", "//", "-2", "-4.0"},
		{"-7.5", "%", "2", "0.5"},
		{"-0.0", "%", "-3", "-0.0"},
		{"5.0", "divmod", "-0.1", "(-50.0, -2.7755575615628914e-16)"},
		{"1e308", "*", "10", "inf"},
		{"1.0", "%", "0", "ZeroDivisionError: division by zero"},
		{"1+2j", "*", "inf", "(inf+infj)"},
		{"-0.0-0j", "+", "1", "(1-0j)"},
		{"1+2j", "/", "3-4j", "(-0.2+0.4j)"},
		{"2", "/", "1-1j", "(1+1j)"},
		{"1", "//", "1j", "TypeError: unsupported operand type(s) for //: 'int' and 'complex'"},
		{"2", "**", "200", "1606938044258990275541962092341162602522202993782792835301376"},
		{"-3", "**", "39", "-4052555153018976267"},
		{"2", "**", "-2", "0.25"},
		{"0", "**", "-1", "ZeroDivisionError: zero to a negative power"},
		{"-8", "**", "0.5", "(1.7319121124709868e-16+2.8284271247461903j)"},
		{"10.0", "**", "400", "OverflowError"},
		{"1j", "**", "2", "(-1+0j)"},
		{"9007199254740993", "==", "9007199254740992.0", "False"},
		{"9007199254740993", ">", "9007199254740992.0", "True"},
		{"1e308", "<", "100000000000000000000000000", "False"},
		{"nan", "!=", "1", "True"},
		{"3", "==", "3+0j", "True"},
		{"1", "<", "1j", "TypeError: '<' not supported between instances of 'int' and 'complex'"},
	} {
		a, b := parseNumber(t, th, c.a), parseNumber(t, th, c.b)
		var r Object
		var err error
		ops := map[string]NumberOp{"+": OpAdd, "-": OpSub, "*": OpMul, "/": OpTrueDiv, "//": OpFloorDiv, "%": OpMod, "divmod": OpDivmod,
			"<<": OpLshift, ">>": OpRshift, "&": OpAnd, "^": OpXor}
		compare := map[string]CompareOp{"==": EQ, "!=": NE, "<": LT, ">": GT}
		if op, ok := ops[c.op]; ok {
			r, err = BinaryOp(th, op, a, b)
		} else if op, ok := compare[c.op]; ok {
			r, err = RichCompare(th, a, b, op)
		} else {
			r, err = Power(th, a, b, None)
		}
		if got := outcome(th, r, err); got != c.want {
			t.Errorf("%s %s %s = %s, want %s", c.a, c.op, c.b, got, c.want)
		}
	}
}

func TestNumberHash(t *testing.T) {
	th := testThread()
	for s, want := range map[string]int64{
		"-1": -2, "2305843009213693951": 0, "100000000000000000000000": 200376420520733032, "-1.0": -2, "0.1": 230584300921369408,
		"1e300": 1224995262755759164, "-inf": -314159, "1.5+2j": 1152921504608846983, "5e-324": 16777216,
	} {
		if got, err := Hash(th, parseNumber(t, th, s)); err != nil || got != want {
			t.Errorf("hash(%s) = %d, %v, want %d", s, got, err, want)
		}
	}
}

// The results were written by CPython.
func TestFormatNumbers(t *testing.T) {
	th := testThread()
	for _, c := range []struct{ number, spec, want string }{
		{"1234", "010,", "'00,001,234'"},
		{"1234", "09,", "'0,001,234'"},
		{"-1234567", "_x", "'-12_d687'"},
		{"255", "#010X", "'0X000000FF'"},
		{"8364", "*^5c", "'**€**'"},
		{"3", "+.2e", "'+3.00e+00'"},
		{"3", ".2d", "ValueError: Precision not allowed in integer format specifier"},
		{"1234.5678", ",.4_f", "'1,234.567_8'"},
		{"1234567.891", "020,.2f", "'0,000,001,234,567.89'"},
		{"-0.0001", "z.2f", "'0.00'"},
		{"0.5", "%", "'50.000000%'"},
		{"1e16", "", "'1e+16'"},
		{"123456.0", ".3", "'1.23e+05'"},
		{"100.0", ".3", "'1e+02'"},
		{"10.0", ".3", "'10.0'"},
		{"10.0", "#.3g", "'10.0'"},
		{"inf", "010", "'0000000inf'"},
		{"nan", "+F", "'+NAN'"},
		{"1+2j", ">12.1f", "'    1.0+2.0j'"},
		{"2j", "", "'2j'"},
		{"1+2j", "*^+10", "'*(+1+2j)**'"},
		{"1j", "d", "ValueError: Unknown format code 'd' for object of type 'complex'"},
	} {
		r, err := Format(th, parseNumber(t, th, c.number), MakeStr(c.spec))
		var got string
		if err != nil {
			got = err.Error()
		} else {
			got = outcome(th, Of(r), nil)
		}
		if got != c.want {
			t.Errorf("format(%s, %q) = %s, want %s", c.number, c.spec, got, c.want)
		}
	}
}
