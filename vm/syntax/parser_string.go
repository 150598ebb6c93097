package syntax

import "strings"

// strings parses adjacent string literals, or adjacent t-strings, into one node.
func (p *parser) strings() Expr {
	start := p.pos
	if p.typ() == TokTStringStart {
		mark := len(p.exprs)
		for p.typ() == TokTStringStart {
			values := p.stringParts(TokTStringMiddle, TokTStringEnd)
			p.exprs = append(p.exprs, values...)
		}
		if t := p.typ(); t == TokString || t == TokFStringStart {
			p.bail()
		}
		values := foldConstants(p.takeExprs(mark), false)
		return &TemplateStr{Pos: p.span(start), Values: values}
	}
	if p.typ() == TokString && !isStringTok(p.peek(1)) {
		return p.stringConstant() // by far the most common case
	}
	mark := len(p.exprs)
	fstring, str, bytes := false, false, false
	for {
		if p.typ() == TokString {
			c := p.stringConstant()
			if _, ok := c.Value.(Bytes); ok {
				bytes = true
			} else {
				str = true
			}
			p.exprs = append(p.exprs, c)
		} else if p.typ() == TokFStringStart {
			fstring = true
			values := p.stringParts(TokFStringMiddle, TokFStringEnd)
			p.exprs = append(p.exprs, values...)
		} else {
			break
		}
	}
	if p.typ() == TokTStringStart || bytes && (str || fstring) {
		p.bail()
	}
	parts := p.takeExprs(mark)
	if bytes {
		var all Bytes
		for _, e := range parts {
			all = append(all, e.(*Constant).Value.(Bytes)...)
		}
		return &Constant{Pos: p.span(start), Value: all, Kind: parts[0].(*Constant).Kind}
	}
	if !fstring {
		c := foldConstants(parts, true)[0].(*Constant)
		c.Pos = p.span(start)
		return c
	}
	return &JoinedStr{Pos: p.span(start), Values: foldConstants(parts, false)}
}

func isStringTok(t Tok) bool {
	return t == TokString || t == TokFStringStart || t == TokTStringStart
}

// foldConstants joins neighbouring constants and, unless keepEmpty is set, drops
// empty ones.
//
// CPython: Parser/action_helpers.c _build_concatenated_str
func foldConstants(parts []Expr, keepEmpty bool) []Expr {
	out := parts[:0]
	for i := 0; i < len(parts); {
		first, ok := parts[i].(*Constant)
		if !ok {
			out = append(out, parts[i])
			i++
			continue
		}
		j := i + 1
		size := len(first.Value.(string))
		for ; j < len(parts); j++ {
			c, ok := parts[j].(*Constant)
			if !ok {
				break
			}
			size += len(c.Value.(string))
		}
		if j > i+1 {
			// The kind is the first one's.
			var b strings.Builder
			b.Grow(size)
			for _, e := range parts[i:j] {
				b.WriteString(e.(*Constant).Value.(string))
			}
			last := parts[j-1].Position()
			c := &Constant{Pos: first.Pos, Value: b.String(), Kind: first.Kind}
			c.EndLineno, c.EndColOffset = last.EndLineno, last.EndColOffset
			first = c
		}
		if size > 0 || keepEmpty {
			out = append(out, first)
		}
		i = j
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// stringConstant parses one plain string literal.
func (p *parser) stringConstant() *Constant {
	t := &p.toks[p.pos]
	p.pos++
	s := p.text(t)
	v, err := stringLiteral(s, p.warnEscape(t))
	if err != "" {
		p.bail()
	}
	c := &Constant{Pos: tokPos(t), Value: v}
	if s[0] == 'u' {
		c.Kind = "u"
	}
	return c
}

// warnEscape makes the function that records the warning about an invalid escape
// in a literal that t stands for. Those of braces in f-strings are the lexer's.
func (p *parser) warnEscape(t *token) escapeWarner {
	return func(body, escape string, at int) {
		c := escape[0]
		if t.typ != TokString && (c == '{' || c == '}') {
			return
		}
		w := Warning{Lineno: int(t.lineno)}
		msg := escapeWarning(rune(c), false)
		w.Msg = escapeWarning(rune(c), true)
		if c >= '4' && c <= '7' {
			msg, w.Msg = octalWarning(escape, false), octalWarning(escape, true)
		}
		// The error's column is right in literals without a prefix only.
		col := int(t.col) + decoderLen(body[:at-1])
		switch lit := p.text(t); {
		case strings.HasPrefix(lit, `"""`), strings.HasPrefix(lit, "'''"):
			col += 3
		case lit[0] == '"', lit[0] == '\'':
			col++
		}
		if n := strings.LastIndexByte(body[:at], '\n'); n >= 0 {
			w.Lineno += strings.Count(body[:at], "\n")
			col = decoderLen(body[n+1 : at-1])
		}
		text := p.src
		for range w.Lineno - 1 {
			text = text[strings.IndexByte(text, '\n')+1:]
		}
		if n := strings.IndexByte(text, '\n'); n >= 0 {
			text = text[:n]
			if w.Lineno >= int(t.endLineno) {
				text += "\n"
			}
		}
		w.AsError = &Error{Msg: msg, Filename: p.filename, Lineno: w.Lineno, EndLineno: w.Lineno,
			Offset: charColumn(text, col+1), EndOffset: charColumn(text, col+3), Text: text, HasText: true}
		p.warnings = append(p.warnings, w)
	}
}

// undecoded marks, while stringParts works, a constant that is source text; that
// of an expression with `=` stays as it is.
const undecoded = "undecoded"

// stringParts parses an f-string or t-string and returns its values.
func (p *parser) stringParts(middle, end Tok) []Expr {
	open := &p.toks[p.pos]
	raw := strings.ContainsAny(p.text(open), "rR")
	p.pos++
	mark := len(p.exprs)
	for {
		t := &p.toks[p.pos]
		switch t.typ {
		case middle:
			p.pos++
			p.exprs = append(p.exprs, &Constant{Pos: tokPos(t), Value: p.text(t), Kind: undecoded})
			continue
		case tokLBrace:
			p.replacementField(middle, raw, false)
			continue
		case end:
			p.pos++
		default:
			p.bail()
		}
		break
	}
	closing := &p.toks[p.pos-1]
	parts := p.takeExprs(mark)
	out := parts[:0]
	for _, e := range parts {
		if c, ok := e.(*Constant); ok && c.Kind == undecoded {
			c.Kind = ""
			s := c.Value.(string)
			if s == "{{" || s == "}}" {
				s = s[:1]
			}
			if !raw && strings.IndexByte(s, '\\') >= 0 {
				var err decodeError
				if s, err = decodeEscapes(s, p.warnEscape(closing)); err != "" {
					p.bail()
				}
			}
			if s == "" {
				continue
			}
			c.Value = s
		}
		out = append(out, e)
	}
	return out
}

// replacementField parses {expression} and pushes its node on p.exprs, after the
// expression's text if there is a `=`. Within a format spec a t-string's fields
// are formatted as an f-string's.
//
// CPython: Parser/action_helpers.c _PyPegen_formatted_value, _PyPegen_interpolation
func (p *parser) replacementField(middle Tok, raw, inSpec bool) {
	start := p.pos
	p.expect(tokLBrace)
	p.enter(parenDepth)
	value := p.annotatedRHS()
	debug := p.accept(tokEqual)
	conversion := -1
	var textEnd *token // what follows the expression's text
	var spec Expr
	if p.typ() == tokExclamation {
		textEnd = &p.toks[p.pos]
		bang := textEnd
		p.pos++
		t := p.expect(TokName)
		name := p.text(t)
		if t.lineno != bang.lineno || t.col != bang.endCol || len(name) != 1 || !strings.Contains("sra", name) {
			p.bail()
		}
		conversion = int(name[0])
	}
	var after Pos // where the text ends, as CPython has it
	hasAfter := textEnd != nil
	if hasAfter {
		after = tokPos(&p.toks[p.pos-1])
	}
	if p.typ() == tokColon {
		colon := &p.toks[p.pos]
		spec = p.formatSpec(middle, raw)
		if !hasAfter {
			textEnd = colon
			after = *spec.Position()
			after.ColOffset++
			hasAfter = true
		}
	}
	p.leave(parenDepth)
	brace := p.expect(tokRBrace)
	pos := p.span(start)
	if !hasAfter {
		textEnd = brace
		after = Pos{Lineno: pos.EndLineno, ColOffset: pos.EndColOffset}
	}
	text := ""
	if textEnd.meta != 0 {
		text = p.lx.metas[textEnd.meta-1]
	}
	if debug {
		if conversion < 0 && spec == nil {
			conversion = 'r'
		}
		p.exprs = append(p.exprs, &Constant{Pos: Pos{pos.Lineno, pos.ColOffset + 1, after.Lineno, after.ColOffset - 1}, Value: text})
	}
	if middle == TokTStringMiddle && !inSpec {
		str := text
		if debug {
			str = str[:max(0, strings.LastIndexByte(str, '='))]
		}
		p.exprs = append(p.exprs, &Interpolation{Pos: pos, Value: value, Str: str, Conversion: conversion, FormatSpec: spec})
		return
	}
	p.exprs = append(p.exprs, &FormattedValue{Pos: pos, Value: value, Conversion: conversion, FormatSpec: spec})
}

// formatSpec parses a format spec after its colon, into a JoinedStr.
//
// CPython: Parser/action_helpers.c _PyPegen_setup_full_format_spec
func (p *parser) formatSpec(middle Tok, raw bool) Expr {
	start := p.pos
	p.expect(tokColon)
	mark := len(p.exprs)
	for {
		t := &p.toks[p.pos]
		if t.typ == middle {
			p.pos++
			s := p.text(t)
			if !raw && strings.IndexByte(s, '\\') >= 0 {
				var err decodeError
				if s, err = decodeEscapes(s, p.warnEscape(t)); err != "" {
					p.bail()
				}
			}
			if s != "" {
				p.exprs = append(p.exprs, &Constant{Pos: tokPos(t), Value: s})
			}
		} else if t.typ == tokLBrace {
			p.replacementField(middle, raw, true)
		} else {
			break
		}
	}
	values := foldConstants(p.takeExprs(mark), false)
	return &JoinedStr{Pos: p.span(start), Values: values}
}
