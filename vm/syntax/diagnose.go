package syntax

func (p *parser) diagnose() *Error {
	t := &p.toks[p.pos]
	if t.typ == TokErrorToken && p.lx.err != nil {
		return p.lx.err
	}
	return &Error{Msg: "invalid syntax", Filename: p.filename, Lineno: int(t.lineno), Offset: int(t.col) + 1}
}
