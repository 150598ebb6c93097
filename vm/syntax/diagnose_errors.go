package syntax

import (
	"fmt"
	"strings"
)

// lexerOK reports whether an error is one of the parser's own.
func (d *diagnosis) lexerOK() bool {
	return d.err.Kind != MemoryError && (d.lx.status == stOK || d.lx.status == stEOF && d.toks[len(d.toks)-1].typ != TokErrorToken)
}

// checkRest reads the rest of the source: an error in its tokens takes the place
// of the parser's.
//
// CPython: Parser/pegen_errors.c _PyPegen_tokenize_full_source_to_check_for_errors
func (d *diagnosis) checkRest() {
	line := int(d.toks[len(d.toks)-1].lineno)
	for {
		var t token
		d.lx.next(&t)
		switch t.typ {
		case TokErrorToken:
			if len(d.lx.modes) > 1 {
				return // what is wrong in an f-string's expression comes first
			}
			if d.lx.err != nil {
				d.err = d.lx.err
				return
			}
			if d.lx.level > 0 && line > d.lx.parens[d.lx.level-1].lineno {
				d.raiseUnclosed()
			}
			return
		case TokEndMarker:
			return
		}
	}
}

// lexerError raises the error that the lexer is in.
//
// CPython: Parser/pegen_errors.c _Pypegen_tokenizer_error
func (d *diagnosis) lexerError() {
	l := d.lx
	if l.err != nil {
		d.err = l.err
		return
	}
	switch l.status {
	case stEOF:
		d.raiseEOF()
	case stDedent:
		d.raiseLast(IndentationError, "unindent does not match any outer indentation level")
	case stTabSpace:
		d.raise(TabError, l.lineno, 1, l.lineno, 0, "inconsistent use of tabs and spaces in indentation")
	case stTooDeep:
		d.raise(IndentationError, l.lineno, 1, l.lineno, 0, "too many levels of indentation")
	case stLineCont:
		d.raise(SyntaxError, l.lineno, l.cur-l.buf, l.lineno, 0, "unexpected character after line continuation character")
	default:
		d.raise(SyntaxError, l.lineno, 1, l.lineno, 0, "unknown parsing error")
	}
}

func (d *diagnosis) raiseEOF() {
	if d.lx.level > 0 {
		d.raiseUnclosed()
	} else {
		d.raiseLast(SyntaxError, "unexpected EOF while parsing")
	}
}

func (d *diagnosis) raiseUnclosed() {
	open := d.lx.parens[d.lx.level-1]
	d.err = nil
	d.raise(SyntaxError, open.lineno, open.col+1, open.lineno, 0, fmt.Sprintf("'%c' was never closed", open.c))
}

// raiseLast raises an error at the last token read so far.
//
// CPython: Parser/pegen_errors.c _PyPegen_raise_error
func (d *diagnosis) raiseLast(kind ErrorKind, msg string) { d.raiseToken(kind, len(d.toks)-1, msg) }

func (d *diagnosis) raiseToken(kind ErrorKind, i int, msg string) {
	if d.err != nil {
		return
	}
	if len(d.toks) == 0 {
		d.raise(kind, 0, 0, 0, 0, msg)
		return
	}
	if last := d.toks[len(d.toks)-1]; last.typ == TokErrorToken && d.lx.status == stEOF && kind == SyntaxError && msg != "unexpected EOF while parsing" {
		d.raiseEOF()
		return
	}
	t := &d.toks[i]
	col, endCol := int(t.col)+1, -1
	if t.col == -1 {
		col = d.lx.cur - d.lx.lineStart
	}
	if t.endCol != -1 {
		endCol = int(t.endCol) + 1
	}
	d.raise(kind, int(t.lineno), col, int(t.endLineno), endCol, msg)
}

func (d *diagnosis) raiseVersion(feature string, minor int) {
	d.raiseLast(SyntaxError, fmt.Sprintf("%s only supported in Python 3.%d and greater", feature, minor))
}

func (d *diagnosis) raiseAt(pos Pos, msg string) {
	d.raise(SyntaxError, pos.Lineno, pos.ColOffset+1, pos.EndLineno, pos.EndColOffset+1, msg)
}

// raise makes the error; columns are bytes from 1.
//
// CPython: Parser/pegen_errors.c _PyPegen_raise_error_known_location
func (d *diagnosis) raise(kind ErrorKind, lineno, col, endLineno, endCol int, msg string) {
	if d.err != nil {
		return
	}
	l := d.lx
	var text string
	if l.lineno <= lineno && l.inp > l.lineStart {
		text = l.src[l.lineStart:l.inp]
	} else {
		rest := l.src
		for i := 1; i < lineno; i++ {
			n := strings.IndexByte(rest, '\n')
			if n < 0 {
				break
			}
			rest = rest[n+1:]
		}
		text = errorLine(rest)
	}
	if col > 0 {
		col = charColumn(text, col)
	}
	if endCol > 0 {
		endCol = charColumn(text, endCol)
	}
	d.err = &Error{Kind: kind, Msg: msg, Filename: d.p.filename, Lineno: lineno, Offset: col,
		EndLineno: endLineno, EndOffset: endCol, Text: text, HasText: true}
}
