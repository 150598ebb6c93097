package syntax

import "strings"

// decodeSource brings source text to the form that the lexer reads: UTF-8 with
// \n line ends and, in Exec mode, one at the end.
func decodeSource(src []byte, filename string, mode Mode, flags *Flags) (string, *Error) {
	text, err := decodeBytes(src, filename, flags)
	if err != nil {
		return "", err
	}
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	if mode != Eval && mode != FuncType && !strings.HasSuffix(text, "\n") && text != "" {
		text += "\n"
	}
	return text, nil
}

func decodeBytes(src []byte, filename string, flags *Flags) (string, *Error) {
	return string(src), nil
}

func (p *parser) diagnose() *Error {
	t := &p.toks[p.pos]
	if t.typ == TokErrorToken && p.lx.err != nil {
		return p.lx.err
	}
	return &Error{Msg: "invalid syntax", Filename: p.filename, Lineno: int(t.lineno), Offset: int(t.col) + 1}
}
