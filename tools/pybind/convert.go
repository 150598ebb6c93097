package main

import (
	"fmt"
	"strconv"
	"strings"
)

// convert writes the variable aI: the value of named parameter i, taken from in, or its default.
func (e *emitter) convert(b *binding, l layout, spec, in string, i int, p param, t goType, null string) {
	v := "a" + strconv.Itoa(i)
	src := fmt.Sprintf("%s[%d]", in, i)
	if in == "args[1:]" {
		src = fmt.Sprintf("args[%d]", i+1)
	}
	if !p.hasDefault {
		e.convertInto(b, spec, v, ":=", src, i, p, t, null)
		return
	}
	source := p.def
	if t.kind == kindSliceIndex && p.noneOrMissing() {
		source = "0"
		if p.name == "stop" || p.name == "end" {
			source = "sys.maxsize"
		}
	}
	def, err := e.defaultValue(t, source)
	if err != nil {
		e.fail(b, "%s: %v", p.name, err)
		return
	}
	e.p("%s := %s", v, def)
	length := fmt.Sprintf("len(%s) > %d", in, i)
	if in == "args[1:]" {
		length = fmt.Sprintf("len(args) > %d", i+1)
	}
	if l.conv == keywords || l.varKw {
		length += " && !" + src + ".IsNull()"
	}
	if p.def == "None" && t.kind == kindPointer || t.kind == kindSliceIndex && p.noneOrMissing() {
		length += " && " + src + " != " + e.objs + "None"
	}
	e.p("if %s {", length)
	e.convertInto(b, spec, v, "=", src, i, p, t, null)
	e.p("}")
}

// convertInto writes v op the conversion of src.
func (e *emitter) convertInto(b *binding, spec, v, op, src string, i int, p param, t goType, null string) {
	o := e.objs
	fallible := func(call string) {
		if op == ":=" {
			e.p("%s, err := %s\nif err != nil {\nreturn %serr\n}", v, call, null)
		} else {
			e.p("var err error\nif %s, err = %s; err != nil {\nreturn %serr\n}", v, call, null)
		}
	}
	switch t.kind {
	case kindObject:
		e.p("%s %s %s", v, op, src)
	case kindPointer, kindModule:
		as, typ, ok := e.casts(b, t)
		if !ok {
			return
		}
		orNone := ""
		if p.def == "None" {
			orNone = "OrNone"
		}
		e.p("%s %s %s(%s)\nif %s == nil {\nreturn %s%s.BadType%s(t, %d, %s, %s)\n}", v, op, as, src, v, null, spec, orNone, i, typ, src)
	case kindString:
		fallible(fmt.Sprintf("%s.Str(t, %d, %s)", spec, i, src))
	case kindRune:
		fallible(fmt.Sprintf("%s.Rune(t, %d, %s)", spec, i, src))
	case kindInt:
		fallible(fmt.Sprintf("%sAsIndexInt(t, %s)", o, src))
	case kindInt32:
		fallible(fmt.Sprintf("%sArgInt32(t, %s)", o, src))
	case kindInt64:
		fallible(fmt.Sprintf("%sArgInt64(t, %s)", o, src))
	case kindUint:
		fallible(fmt.Sprintf("%sArgUint[%s](t, %s)", o, t.name, src))
	case kindSliceIndex:
		fallible(fmt.Sprintf("%sArgSliceIndex(t, %s, %t)", o, src, p.noneOrMissing()))
	case kindFloat64:
		fallible(fmt.Sprintf("%sAsFloat64(t, %s)", o, src))
	case kindBool:
		fallible(fmt.Sprintf("%sTruth(t, %s)", o, src))
	case kindBytes:
		fallible(fmt.Sprintf("%sArgBytes(t, %s)", o, src))
	default:
		e.fail(b, "%s: no conversion for parameter %s", b.fn.expr, p.name)
	}
}

// casts returns the checked cast to *T and the address of T's type object.
func (e *emitter) casts(b *binding, t goType) (as, typ string, ok bool) {
	tail := strings.ToUpper(t.name[:1]) + t.name[1:]
	if t.pkg != "" || e.isObjects {
		return e.qualify(t, "As"+tail), "&" + e.qualify(t, tail+"Type"), true
	}
	as, goVar := e.asFunc(t.name), e.typeVar(t.name)
	if py, ok := e.structs[t.name]; ok {
		goVar = e.types[py].goVar
	}
	if as == "" || goVar == "" {
		e.fail(b, "*%s cannot be converted to: As%s or its type object is missing; put //py:type NAME on the struct", t.name, tail)
		return "", "", false
	}
	return as, e.addr(goVar), true
}

// defaultValue returns the Go expression of a default.
func (e *emitter) defaultValue(t goType, def string) (string, error) {
	o := e.objs
	bad := fmt.Errorf("no Go value for default %s; use <unrepresentable>", def)
	if nullDefaults[def] {
		switch t.kind {
		case kindObject:
			return o + "Object{}", nil
		case kindPointer:
			return "(*" + e.typeName(t) + ")(nil)", nil
		case kindBytes:
			return "[]byte(nil)", nil
		}
		return "", fmt.Errorf("default %s needs an Object or a pointer", def)
	}
	if def == "sys.maxsize" {
		def = "9223372036854775807"
	}
	str, isStr := pyString(def)
	bytesLit, isBytes := "", false
	if strings.HasPrefix(def, "b") {
		bytesLit, isBytes = pyString(def[1:])
	}
	_, intErr := strconv.ParseInt(def, 0, 64)
	_, floatErr := strconv.ParseFloat(def, 64)
	switch t.kind {
	case kindObject:
		switch {
		case def == "None" || def == "True" || def == "False" || def == "Ellipsis":
			return o + def, nil
		case intErr == nil:
			return fmt.Sprintf("%sNewInt(%s)", o, def), nil
		case floatErr == nil && strings.ContainsAny(def, ".e"):
			return fmt.Sprintf("%sNewFloat(%s)", o, def), nil
		case isStr:
			return e.constant(fmt.Sprintf("%sNewStr(%s)", o, strconv.Quote(str))), nil
		case isBytes:
			return e.constant(fmt.Sprintf("%sNewBytes([]byte(%s))", o, strconv.Quote(bytesLit))), nil
		case def == "()":
			return e.constant(o + "NewTuple()"), nil
		}
	case kindPointer:
		switch {
		case def == "None":
			return "(*" + e.typeName(t) + ")(nil)", nil
		case isStr && t.name == "Str":
			return e.constant(fmt.Sprintf("%sMakeStr(%s)", o, strconv.Quote(str))), nil
		case isBytes && t.name == "Bytes":
			return e.constant(fmt.Sprintf("(*%sBytes)(%sNewBytes([]byte(%s)).Ref)", o, o, strconv.Quote(bytesLit))), nil
		case def == "()" && t.name == "Tuple":
			return e.constant(o + "TupleFrom(nil)"), nil
		}
	case kindInt, kindInt32, kindInt64, kindUint:
		if intErr == nil {
			return fmt.Sprintf("%s(%s)", t.name, def), nil
		}
	case kindSliceIndex:
		if intErr == nil {
			return fmt.Sprintf("%sSliceIndex(%s)", o, def), nil
		}
	case kindFloat64:
		if floatErr == nil {
			return fmt.Sprintf("float64(%s)", def), nil
		}
	case kindBool:
		switch def {
		case "True", "1":
			return "true", nil
		case "False", "0":
			return "false", nil
		}
	case kindString:
		if isStr {
			return strconv.Quote(str), nil
		}
	case kindRune:
		if r := []rune(str); isStr && len(r) == 1 {
			return fmt.Sprintf("rune(%s)", strconv.QuoteRune(r[0])), nil
		}
	case kindBytes:
		if isBytes {
			return fmt.Sprintf("[]byte(%s)", strconv.Quote(bytesLit)), nil
		}
	}
	return "", bad
}

// constant returns the variable that holds the value of init, made once.
func (e *emitter) constant(init string) string {
	if v, ok := e.consts[init]; ok {
		return v
	}
	v := e.fresh("default" + strconv.Itoa(len(e.consts)))
	e.consts[init] = v
	fmt.Fprintf(&e.tail, "%s = %s\n", v, init)
	return v
}

// pyString reads a plain Python string literal with the simplest escapes.
func pyString(s string) (string, bool) {
	if len(s) < 2 || s[0] != '\'' && s[0] != '"' || s[len(s)-1] != s[0] {
		return "", false
	}
	var b strings.Builder
	for i := 1; i < len(s)-1; i++ {
		c := s[i]
		if c == s[0] {
			return "", false
		}
		if c == '\\' {
			i++
			j := strings.IndexByte(`ntr0\'"`, s[i])
			if j < 0 || i == len(s)-1 {
				return "", false
			}
			c = "\n\t\r\x00\\'\""[j]
		}
		b.WriteByte(c)
	}
	return b.String(), true
}
