package syntax

import (
	"fmt"
	"strconv"
	"strings"
)

// act does what an alternative's action says; nil if it fails.
func (d *diagnosis) act(a *gramAction, caps, values []*gnode, start int) *gnode {
	switch a.verb {
	case "return":
		return caps[a.args[0]]
	case "node":
		n := &gnode{kind: a.kind, pos: d.span(start), tok: start}
		for _, v := range values {
			n.items = flatten(n.items, v)
		}
		return n
	}
	args := make([]*gnode, len(a.args))
	for i, c := range a.args {
		args[i] = caps[c]
	}
	if a.check {
		return d.check(a.verb, a.msg, args, start)
	}
	d.raiseBy(a.verb, d.message(a.msg, caps), args)
	return nil
}

// flatten appends the expressions, and the like, of a result to list.
func flatten(list []*gnode, n *gnode) []*gnode {
	switch n.kind {
	case nSeq, nGroup:
		for _, item := range n.items {
			list = flatten(list, item)
		}
		return list
	case nNone, nToken:
		return list
	}
	return append(list, n)
}

// span is the place from a token to the last one matched that is not about lines.
func (d *diagnosis) span(start int) Pos {
	i := d.mark - 1
	for i > start {
		if t := d.toks[i].typ; t != TokEndMarker && (t < TokNewline || t > TokDedent) {
			break
		}
		i--
	}
	i = max(i, start)
	a, b := &d.toks[start], &d.toks[i]
	return Pos{int(a.lineno), int(a.col), int(b.endLineno), int(b.endCol)}
}

// message fills in {expr a}, {text a} and {line a}.
func (d *diagnosis) message(msg string, caps []*gnode) string {
	for {
		i := strings.IndexByte(msg, '{')
		if i < 0 || i+7 >= len(msg) || msg[i+7] != '}' {
			return msg
		}
		n := caps[msg[i+6]-'a']
		var s string
		switch msg[i+1 : i+5] {
		case "expr":
			s = exprNames[n.kind]
		case "text":
			s = d.p.text(&d.toks[n.tok])
		case "line":
			s = strconv.Itoa(n.pos.Lineno)
		}
		msg = msg[:i] + s + msg[i+8:]
	}
}

// first and last find the ends of what a sequence matched.
func first(n *gnode) *gnode {
	for n.kind == nSeq && len(n.items) > 0 {
		n = n.items[0]
	}
	return n
}

func last(n *gnode) *gnode {
	for (n.kind == nSeq || n.kind == nComprehension) && len(n.items) > 0 {
		n = n.items[len(n.items)-1]
	}
	return n
}

// raiseRange raises an error from the start of a to the end of b.
func (d *diagnosis) raiseRange(a, b *gnode, msg string) {
	from, to := first(a).pos, last(b).pos
	d.raise(SyntaxError, from.Lineno, from.ColOffset+1, to.EndLineno, to.EndColOffset+1, msg)
}

// raiseBy raises an error in the way that an action's verb says.
func (d *diagnosis) raiseBy(verb, msg string, args []*gnode) {
	switch verb {
	case "at":
		d.raiseAt(args[0].pos, msg)
	case "range":
		d.raiseRange(args[0], args[1], msg)
	case "from": // to where the lexer is
		pos := args[0].pos
		d.raise(SyntaxError, pos.Lineno, pos.ColOffset+1, d.lx.lineno, d.lx.cur-d.lx.lineStart, msg)
	case "last":
		d.raiseLast(SyntaxError, msg)
	case "next":
		if d.mark == len(d.toks) && !d.fill() {
			return
		}
		d.raiseToken(SyntaxError, d.mark, msg)
	case "indent":
		d.raiseLast(IndentationError, msg)
	default:
		panic("no action " + verb)
	}
}

// check does what looks closer. It returns what the alternative matched, or nil
// where it fails, with or without an error.
func (d *diagnosis) check(name, msg string, args []*gnode, start int) *gnode {
	switch name {
	case "interactive_exit":
		return nil
	case "future_import":
		return d.futureImport(start)
	case "ensure_real", "ensure_imaginary":
		return d.ensurePart(args[0], name == "ensure_real")
	case "check_barry":
		return d.checkBarry(args[0])
	case "check_number":
		return d.checkNumber(args[0])
	case "check_string":
		return d.checkString(args[0])
	case "check_strings":
		return d.checkStrings(args[0], start)
	case "check_fstring":
		return d.checkFString(args[0], args[1], args[2], start)
	case "check_spec":
		if m := d.lx.modes[len(d.lx.modes)-1]; !m.raw {
			return d.checkEscapes(args[0])
		}
		return args[0]
	case "check_bang":
		return d.checkBang(args[0], args[1])
	case "bare_genexp":
		return d.bareGenexp(args[0], args[1])
	case "positional_after_keyword":
		return d.positionalAfterKeyword(args[0])
	case "legacy_statement":
		if name := d.p.text(&d.toks[args[0].tok]); isLegacyStatement(name) {
			d.raiseRange(args[0], args[1], fmt.Sprintf("Missing parentheses in call to '%s'. Did you mean %s(...)?", name, name))
		}
		return nil
	case "bound":
		what := "bound"
		if args[1].kind == nTuple {
			what = "constraints"
		}
		d.raiseBy("from", "cannot use "+what+" with "+msg, args)
		return nil
	case "missing_comma":
		if args[0].kind == nName && isLegacyStatement(d.p.text(&d.toks[args[0].tok])) || d.levels[d.mark-1] == 0 {
			return nil
		}
		d.raiseRange(args[0], args[1], "invalid syntax. Perhaps you forgot a comma?")
		return nil
	case "colon_after_key":
		pos := args[0].pos
		d.raise(SyntaxError, pos.Lineno, pos.EndColOffset, pos.EndLineno, 0, "':' expected after dictionary key")
		return nil
	case "mixed_strings":
		d.raiseRange(last(args[0]), args[1], "cannot mix t-string literals with string or bytes literals")
		return nil
	case "star_target", "for_target", "del_target":
		if bad := invalidTarget(args[0], name); bad != nil {
			verb := "assign to"
			if name == "del_target" {
				verb = "delete"
			}
			d.raiseAt(bad.pos, "cannot "+verb+" "+exprNames[bad.kind])
		}
		return nil
	}
	panic("no check " + name)
}

func isLegacyStatement(name string) bool { return name == "print" || name == "exec" }

// invalidTarget finds the part of e that cannot be a target.
//
// CPython: Parser/action_helpers.c _PyPegen_get_invalid_target
func invalidTarget(e *gnode, how string) *gnode {
	switch e.kind {
	case nList, nTuple:
		for _, item := range e.items {
			if bad := invalidTarget(item, how); bad != nil {
				return bad
			}
		}
		return nil
	case nStarred:
		if how == "del_target" {
			return e
		}
		return invalidTarget(e.items[0], how)
	case nCompare:
		if how != "for_target" {
			return e
		}
		// `a in b` of a for statement is taken for a comparison.
		if e.items[1].kind == nPair {
			return invalidTarget(e.items[0], how)
		}
		return nil
	case nName, nSubscript, nAttribute:
		return nil
	}
	return e
}

// futureImport heeds from __future__ import barry_as_FLUFL.
func (d *diagnosis) futureImport(start int) *gnode {
	future, barry := false, false
	for i := start + 1; i < d.mark; i++ {
		switch t := &d.toks[i]; {
		case i == start+1:
			future = t.typ == TokName && d.p.text(t) == "__future__"
		case t.typ == TokName && d.p.text(t) == "barry_as_FLUFL" && d.toks[i-1].typ != kwAs:
			barry = true
		}
	}
	if future && barry {
		d.barry, d.lx.barry = true, true
	}
	return &gnode{kind: nStmt, pos: d.span(start), tok: start}
}

func (d *diagnosis) ensurePart(n *gnode, real bool) *gnode {
	s := d.p.text(&d.toks[n.tok])
	if isComplex := strings.HasSuffix(strings.ToLower(s), "j"); isComplex != real {
		return n
	}
	if real {
		d.raiseAt(n.pos, "real number required in complex literal")
	} else {
		d.raiseAt(n.pos, "imaginary number required in complex literal")
	}
	return nil
}

func (d *diagnosis) checkBarry(n *gnode) *gnode {
	s := d.p.text(&d.toks[n.tok])
	if d.barry {
		if s != "<>" {
			d.raiseLast(SyntaxError, "with Barry as BDFL, use '<>' instead of '!='")
			return nil
		}
		return n
	}
	if s != "!=" {
		return nil
	}
	return n
}

func (d *diagnosis) checkNumber(n *gnode) *gnode {
	if v := d.p.flags.FeatureVersion; v > 0 && v < 6 && strings.Contains(d.p.text(&d.toks[n.tok]), "_") {
		d.raiseVersion("Underscores in numeric literals are", 6)
		return nil
	}
	if _, msg := parseNumber(d.p.text(&d.toks[n.tok]), d.p.flags.MaxStrDigits); msg != "" {
		d.raise(SyntaxError, n.pos.Lineno, 0, n.pos.EndLineno, 0, msg)
		return nil
	}
	return &gnode{kind: nNumber, pos: n.pos, tok: n.tok}
}

func noWarning(body, escape string, at int) {}

func (d *diagnosis) checkString(n *gnode) *gnode {
	v, err := stringLiteral(d.p.text(&d.toks[n.tok]), noWarning)
	if err != "" {
		if strings.HasPrefix(string(err), "(") {
			d.raiseLast(SyntaxError, string(err))
		} else {
			d.raiseAt(n.pos, string(err))
		}
		return nil
	}
	kind := nStr
	if _, ok := v.(Bytes); ok {
		kind = nBytes
	}
	return &gnode{kind: kind, pos: n.pos, tok: n.tok}
}

func (d *diagnosis) checkStrings(n *gnode, start int) *gnode {
	kind := nodeKind(nStr)
	bytes, text := false, false
	for _, s := range n.items {
		bytes = bytes || s.kind == nBytes
		text = text || s.kind != nBytes
		if s.kind == nJoinedStr {
			kind = nJoinedStr
		}
	}
	if bytes && text {
		d.raiseLast(SyntaxError, "cannot mix bytes and nonbytes literals")
		return nil
	}
	return &gnode{kind: kind, pos: d.span(start), tok: start}
}

// checkEscapes decodes the literal part of an f-string.
func (d *diagnosis) checkEscapes(n *gnode) *gnode {
	s := d.p.text(&d.toks[n.tok])
	if strings.IndexByte(s, '\\') >= 0 {
		if _, err := decodeEscapes(s, noWarning); err != "" {
			d.raiseAt(n.pos, string(err))
			return nil
		}
	}
	return n
}

func (d *diagnosis) checkFString(open, parts, end *gnode, start int) *gnode {
	prefix := d.p.text(&d.toks[open.tok])
	if !strings.ContainsAny(prefix, "rR") {
		for _, part := range parts.items {
			if t := d.toks[part.tok].typ; part.kind == nToken && (t == TokFStringMiddle || t == TokTStringMiddle) && d.checkEscapes(part) == nil {
				return nil
			}
		}
	}
	kind := nodeKind(nJoinedStr)
	if d.toks[open.tok].typ == TokTStringStart {
		kind = nTemplateStr
	}
	return &gnode{kind: kind, pos: d.span(start), tok: start}
}

func (d *diagnosis) checkBang(bang, name *gnode) *gnode {
	if bang.pos.Lineno != name.pos.Lineno || bang.pos.EndColOffset != name.pos.ColOffset {
		d.raiseRange(bang, name, fmt.Sprintf("%c-string: conversion type must come right after the exclamation mark", d.stringKind()))
		return nil
	}
	if s := d.p.text(&d.toks[name.tok]); len(s) != 1 || !strings.Contains("sra", s) {
		d.raiseAt(name.pos, fmt.Sprintf("%c-string: invalid conversion character '%s': expected 's', 'r', or 'a'", d.stringKind(), s))
		return nil
	}
	return name
}

// stringKind is f or t, for the string that the lexer is in.
func (d *diagnosis) stringKind() byte {
	if m := d.lx.modes[len(d.lx.modes)-1]; m.kind != 0 {
		return m.kind
	}
	return 'f'
}

// bareGenexp raises the error about a generator expression without parentheses
// beside other arguments.
func (d *diagnosis) bareGenexp(args, clauses *gnode) *gnode {
	n := 0
	var lastArg *gnode
	for _, item := range args.items {
		if item.kind != nKeyword && item.kind != nDoubleStarred {
			n++
			lastArg = item
		}
	}
	if n > 1 {
		d.raiseRange(lastArg, clauses, "Generator expression must be parenthesized")
	}
	return nil
}

func (d *diagnosis) positionalAfterKeyword(args *gnode) *gnode {
	msg := "positional argument follows keyword argument"
	for _, item := range args.items {
		if item.kind == nDoubleStarred {
			msg += " unpacking"
			break
		}
	}
	d.raiseLast(SyntaxError, msg)
	return nil
}
