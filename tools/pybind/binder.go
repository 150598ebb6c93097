package main

import (
	"fmt"
	"strconv"
	"strings"
)

// convention is how a function takes its arguments, as Argument Clinic chooses it.
type convention int

const (
	noArgs convention = iota
	oneArg
	positional // nothing by name; perhaps *args, **kw
	keywords
)

// layout is a signature as [objects.ArgSpec] wants it.
type layout struct {
	conv       convention
	named      []param // without *args and **kw
	posOnly    int     // leading parameters that have no keyword
	minPos     int     // required among those that can be positional
	maxPos     int
	minKw      int // required keyword-only parameters
	varArgs    bool
	varKw      bool
	paramIndex []int // place in the Python signature of each named parameter
}

func (b *binding) layout() (l layout) {
	kwOnlyOptional := false
	for i, p := range b.params {
		switch p.kind {
		case varPositional:
			l.varArgs = true
			continue
		case varKeyword:
			l.varKw = true
			continue
		case positionalOnly:
			l.posOnly++
		}
		l.named = append(l.named, p)
		l.paramIndex = append(l.paramIndex, i)
		if p.kind == keywordOnly {
			if !p.hasDefault {
				if kwOnlyOptional && !b.python {
					l.minKw = -1
				} else {
					l.minKw++
				}
			} else {
				kwOnlyOptional = true
			}
			continue
		}
		l.maxPos++
		if !p.hasDefault {
			l.minPos++
		}
	}
	switch {
	case b.python || l.posOnly < len(l.named):
		l.conv = keywords
	case l.varArgs || l.varKw || l.maxPos > 1 || l.maxPos != l.minPos:
		l.conv = positional
	case l.maxPos == 1 && b.role != newRole && b.role != initRole:
		l.conv = oneArg
	case l.maxPos == 1:
		l.conv = positional
	}
	return l
}

// binder writes the function that binds the arguments of b.
func (e *emitter) binder(b *binding, name string) {
	l := b.layout()
	if l.minKw < 0 {
		e.fail(b, "%s: required keyword-only parameters come first", b.name)
		return
	}
	spec := e.fresh("args" + strings.TrimPrefix(name, "bind"))
	_, rest := b.fn.split()
	only := b.role == initRole
	null := e.objs + "Object{}, "
	if only {
		null = ""
	}
	o := e.objs
	switch b.role {
	case newRole:
		e.p("\nfunc %s(t *%sThread, cls *%sType, args []%sObject, kwnames *%sTuple) (%sObject, error) {", name, o, o, o, o, o)
	case initRole:
		e.p("\nfunc %s(t *%sThread, self %sObject, args []%sObject, kwnames *%sTuple) error {", name, o, o, o, o)
	default:
		e.p("\nfunc %s(%s) (%sObject, error) {", name, e.nativeSig(), o)
	}
	if b.role == newRole && b.fn.raw(kindPointer) || b.role == initRole && b.fn.raw(kindObject) {
		lead := "cls"
		if b.role == initRole {
			lead = "self"
		}
		e.p("return %s(t, %s, args, kwnames)\n}", b.fn.expr, lead)
		return
	}
	in, callArgs, rest, ok := e.leading(b, rest)
	if !ok {
		e.p("}")
		return
	}
	if len(rest) != len(b.params) {
		e.fail(b, "%s takes %d Go parameters for %d Python ones", b.fn.expr, len(rest), len(b.params))
		e.p("}")
		return
	}
	kwnames := "kwnames"
	if (b.role == newRole || b.role == initRole) && l.conv != keywords && !l.varKw {
		e.dropKeywords(b, spec, null)
		kwnames = "nil"
	}
	e.unpack(l, spec, in, kwnames, null)
	plain := l.conv == noArgs || l.conv == oneArg || l.conv == positional && !l.varArgs && !l.varKw
	if !plain {
		in = "in"
	}
	vars := make([]string, len(b.params))
	for i, p := range l.named {
		e.convert(b, l, spec, in, i, p, rest[l.paramIndex[i]], null)
		vars[l.paramIndex[i]] = "a" + strconv.Itoa(i)
	}
	for i, p := range b.params {
		switch p.kind {
		case varPositional:
			vars[i] = e.varArgs(b, rest[i])
		case varKeyword:
			vars[i] = "kw"
			if rest[i].kind != kindPointer || rest[i].name != "Dict" {
				e.fail(b, "**%s must be a *Dict", p.name)
			}
		}
	}
	e.results(b, append(callArgs, vars...), only)
	e.p("}")
	e.spec(b, l, spec)
}

// leading takes self, cls or the module off the Go parameters and returns the
// expression for the arguments proper.
func (e *emitter) leading(b *binding, rest []goType) (in string, call []string, _ []goType, ok bool) {
	if b.role == staticMethodRole || b.role == functionRole && !b.takesModule() {
		return "args", nil, rest, true
	}
	if len(rest) == 0 {
		e.fail(b, "%s has no parameter for self", b.fn.expr)
		return "", nil, nil, false
	}
	first := rest[0]
	switch b.role {
	case newRole:
		if first.kind != kindPointer || first.name != "Type" {
			e.fail(b, "%s: cls must be *Type", b.fn.expr)
		}
		return "args", []string{"cls"}, rest[1:], true
	case initRole:
		return "args", []string{e.cast(b, first, "self")}, rest[1:], true
	case classMethodRole:
		if first.kind == kindPointer && first.name != "Type" {
			e.fail(b, "%s: cls must be *Type or Object", b.fn.expr)
		}
	}
	return "args[1:]", []string{e.cast(b, first, "args[0]")}, rest[1:], true
}

// dropKeywords writes the rejection of keywords by a constructor that takes none, unless a subclass may want them.
func (e *emitter) dropKeywords(b *binding, spec, null string) {
	base := e.pyTypeVar(b.typ)
	if base == "" {
		e.fail(b, "no type object for %s: add //py:type %s VAR", b.typ, b.typ)
		return
	}
	call := "NewKeywords(t, cls"
	if b.role == initRole {
		call = "InitKeywords(t, self"
	}
	e.p("if kwnames != nil {\nvar err error\nif args, err = %s.%s, %s, args, kwnames); err != nil {\nreturn %serr\n}\n}",
		spec, call, e.addr(base), null)
}

// unpack writes the matching of arguments with parameters; kwnames may be "nil". Afterwards "in", if there are
// keywords or *args or **kw, holds the named ones in order, perhaps fewer than there are, rest the *args and kw the **kw.
func (e *emitter) unpack(l layout, spec, in, kwnames, null string) {
	var conds []string
	if kwnames != "nil" {
		conds = append(conds, "kwnames != nil")
	}
	switch {
	case l.minKw > 0:
		conds = []string{"true"}
	case !l.varArgs && l.minPos == l.maxPos:
		conds = append(conds, fmt.Sprintf("len(%s) != %d", in, l.maxPos))
	default:
		if l.minPos > 0 {
			conds = append(conds, fmt.Sprintf("len(%s) < %d", in, l.minPos))
		}
		if !l.varArgs {
			conds = append(conds, fmt.Sprintf("len(%s) > %d", in, l.maxPos))
		}
	}
	cond := strings.Join(conds, " || ")
	if l.conv != keywords && !l.varKw {
		method := [...]string{noArgs: "NoArgs", oneArg: "OneArg", positional: "Positional"}[l.conv]
		if cond != "" {
			e.p("if %s {\nif err := %s.%s(t, %s, %s); err != nil {\nreturn %serr\n}\n}", cond, spec, method, in, kwnames, null)
		}
		switch {
		case l.varArgs && l.maxPos == 0:
			e.p("rest := %s", in)
		case l.varArgs:
			e.p("in, rest := %s, %s", in, in)
			e.splitRest(l)
		}
		return
	}
	e.p("in := %s", in)
	if l.varArgs {
		e.p("var rest []%sObject", e.objs)
	}
	if l.varKw {
		e.p("var kw *%sDict", e.objs)
	}
	body := fmt.Sprintf("var buf [%d]%sObject\n", len(l.named), e.objs)
	if !l.varArgs && !l.varKw {
		body += fmt.Sprintf("if err := %s.Unpack(t, in, kwnames, buf[:]); err != nil {\nreturn %serr\n}\n", spec, null)
	} else {
		rest, kw := "rest", "kw"
		if !l.varArgs {
			rest = "_"
		}
		if !l.varKw {
			kw = "_"
		}
		body += fmt.Sprintf("var err error\nif %s, %s, err = %s.UnpackVar(t, in, kwnames, buf[:]); err != nil {\nreturn %serr\n}\n",
			rest, kw, spec, null)
	}
	body += "in = buf[:]\n"
	switch {
	case cond == "true":
		e.p("%s", body)
	case l.varArgs || l.varKw:
		e.p("if %s {\n%s} else {", cond, body)
		if l.varKw {
			e.p("kw = %sNewDict()", e.objs)
		}
		if l.varArgs {
			e.p("rest = in")
			e.splitRest(l)
		}
		e.p("}")
	default:
		e.p("if %s {\n%s}", cond, body)
	}
}

// splitRest writes the division of all positional arguments, in both in and rest.
func (e *emitter) splitRest(l layout) {
	if l.maxPos == 0 {
		e.p("in = nil")
		return
	}
	e.p("n := min(len(in), %d)\nin, rest = in[:n], rest[n:]", l.maxPos)
}

// varArgs returns the expression that passes *args on.
func (e *emitter) varArgs(b *binding, t goType) string {
	if t.kind != kindObjects {
		e.fail(b, "%s: *args must be []Object", b.fn.expr)
	}
	if b.borrow {
		return "rest"
	}
	return fmt.Sprintf("append([]%sObject(nil), rest...)", e.objs)
}

// spec writes the ArgSpec of b.
func (e *emitter) spec(b *binding, l layout, name string) {
	fn, qual := b.name, b.name
	switch b.role {
	case newRole, initRole:
		fn = b.typ[strings.LastIndexByte(b.typ, '.')+1:]
		qual = fn
		if b.python {
			qual += ".__init__"
			if b.role == newRole {
				qual = fn + ".__new__"
			}
		}
	case functionRole:
		if b.module != "builtins" {
			qual = b.module + "." + fn
		}
		if b.python {
			qual = fn
		}
	default:
		qual = b.typ + "." + fn
	}
	e.p("\nvar %s = %sArgSpec{", name, e.objs)
	e.p("Name: %q, Qualname: %q,", fn, qual)
	if len(l.named) > 0 {
		names := make([]string, len(l.named))
		for i, p := range l.named {
			names[i] = strconv.Quote(p.name)
		}
		e.p("Params: []string{%s},", strings.Join(names, ", "))
	}
	var fields []string
	for _, f := range []struct {
		name string
		n    int
	}{{"PosOnly", l.posOnly}, {"MinPos", l.minPos}, {"MaxPos", l.maxPos}, {"MinKw", l.minKw}} {
		if f.n != 0 {
			fields = append(fields, fmt.Sprintf("%s: %d", f.name, f.n))
		}
	}
	if b.python && b.role != functionRole && b.role != staticMethodRole {
		fields = append(fields, "Bound: 1")
	}
	for _, f := range []struct {
		name string
		on   bool
	}{
		{"Single", l.conv == oneArg}, {"VarArgs", l.varArgs}, {"VarKeywords", l.varKw}, {"Python", b.python},
		{"Constructor", b.role == newRole || b.role == initRole}, {"Vectorcall", b.vector},
	} {
		if f.on {
			fields = append(fields, f.name+": true")
		}
	}
	if b.python {
		if req := requiredMask(l); req != "" {
			fields = append(fields, req)
		}
	}
	if len(fields) > 0 {
		e.p("%s,", strings.Join(fields, ", "))
	}
	e.p("}")
}

// requiredMask lists the required keyword-only parameters, which in Python need not come first.
func requiredMask(l layout) string {
	mask := uint64(0)
	for i, p := range l.named {
		if p.kind == keywordOnly && !p.hasDefault {
			mask |= 1 << i
		}
	}
	if mask == 0 {
		return ""
	}
	return fmt.Sprintf("Required: %#x", mask)
}
