package syntax

import (
	"io"
	"strings"
	"unicode/utf8"
)

// Token is a token as the tokenize module shows it: columns count characters.
type Token struct {
	Type           Tok
	String         string
	Lineno, Col    int
	EndLineno, End int // End is the column
	Line           string
}

// Tokenizer makes the tokens of source text for the _tokenize module.
//
// CPython: Python/Python-tokenize.c
type Tokenizer struct {
	lx       *lexer
	implicit bool // the last line end is not in the source
	extra    bool
	done     bool

	// The line of the last token, which tokens at the end of the input keep.
	lastLineno int
	lastLine   string
}

// NewTokenizer returns a Tokenizer of a str. With extraTokens it makes also
// comments and line ends within statements, and forgives what the tokenize module
// does.
func NewTokenizer(src, filename string, extraTokens bool) *Tokenizer {
	t := &Tokenizer{extra: extraTokens, done: src == "" && !extraTokens}
	if src != "" && !strings.HasSuffix(src, "\n") {
		src += "\n"
		t.implicit = true
	}
	t.lx = newLexer(src, filename)
	t.lx.extraTokens = extraTokens
	return t
}

// Next returns the next token; after the end marker the error is io.EOF, and any
// other is an *Error.
func (t *Tokenizer) Next() (Token, error) {
	if t.done {
		return Token{}, io.EOF
	}
	l := t.lx
	var tok token
	l.next(&tok)
	if tok.typ == TokErrorToken {
		t.done = true
		return Token{}, t.error()
	}
	implicit := t.implicit && l.inp == len(l.src)
	trailing := tok.typ == TokEndMarker || tok.typ == TokDedent && l.status == stEOF
	out := Token{Type: tok.typ, Lineno: int(tok.lineno), EndLineno: l.lineno, Col: -1, End: -1}
	if out.Type >= kwFalse {
		out.Type = TokName
	}
	lineStart := l.lineStart
	if tok.typ == TokString || tok.typ >= TokFStringStart && tok.typ <= TokTStringEnd {
		lineStart = l.multiStart
	}
	if tok.start >= 0 {
		out.String = l.src[tok.start:tok.end]
		if int(tok.start) >= lineStart {
			out.Col = utf8.RuneCountInString(l.src[lineStart:tok.start])
		}
		if int(tok.end) >= l.lineStart {
			out.End = utf8.RuneCountInString(l.src[l.lineStart:tok.end])
		}
	}
	if !t.extra || !trailing {
		if l.lineno != t.lastLineno {
			end := l.inp
			if end > lineStart && implicit {
				end--
			}
			t.lastLine = l.src[lineStart:max(end, lineStart)]
			if l.status == stEOF {
				t.lastLine = ""
			}
		}
		out.Line = t.lastLine
	}
	t.lastLineno = out.Lineno
	if t.extra {
		t.adjust(&out, &tok, trailing, implicit)
	}
	t.done = tok.typ == TokEndMarker
	return out, nil
}

// adjust turns a token into the tokenize module's form.
func (t *Tokenizer) adjust(out *Token, tok *token, trailing, implicit bool) {
	if trailing {
		out.Lineno++
		out.EndLineno = out.Lineno
		out.Col, out.End = 0, 0
	}
	switch {
	case out.Type > TokDedent && out.Type < TokOp:
		out.Type = TokOp
	case out.Type == TokNewline:
		out.String = ""
		if !implicit {
			out.String = "\n"
			if t.lx.src[t.lx.start] == '\r' {
				out.String = "\r\n"
			}
		}
		out.End++
	case out.Type == TokNL && implicit:
		out.String = ""
	}
}

func (t *Tokenizer) error() *Error {
	d := &diagnosis{p: &parser{src: t.lx.src, filename: t.lx.filename, flags: &Flags{}}, lx: t.lx, toks: make([]token, 1)}
	d.toks[0] = token{typ: TokErrorToken, start: -1, end: -1, col: -1, endCol: -1, lineno: int32(t.lx.lineno), endLineno: int32(t.lx.lineno)}
	d.lexerError()
	return d.err
}
