package syntax

import (
	"sort"

	"github.com/gophersnake/gophersnake/internal/ucd"
)

// Mode is what the source is to be parsed as.
type Mode uint8

// The modes of compile(), and ast.parse's func_type.
const (
	Exec Mode = iota
	Eval
	Single
	FuncType
)

// Flags are options of Parse.
type Flags struct {
	// SourceIsString says that the source is a str in UTF-8: a byte order mark is
	// an error and a coding cookie a comment.
	SourceIsString bool
	// TypeComments keeps type comments and `# type: ignore`.
	TypeComments bool
	// BarryAsFLUFL spells inequality <> (from __future__ import barry_as_FLUFL).
	BarryAsFLUFL bool
	// AllowIncomplete makes input that more lines could complete an
	// IncompleteInput error (PyCF_ALLOW_INCOMPLETE_INPUT).
	AllowIncomplete bool
	// DontImplyDedent keeps a block open at the end of Single input
	// (PyCF_DONT_IMPLY_DEDENT).
	DontImplyDedent bool
	// FeatureVersion, if not 0, is the minor version of Python 3 whose syntax alone
	// is taken, as far as ast.parse's feature_version goes.
	FeatureVersion int
	// MaxStrDigits limits the digits of a decimal integer literal, as
	// sys.set_int_max_str_digits does; 0 is no limit.
	MaxStrDigits int
	// FromFile words errors as those of a file that is being run.
	FromFile bool
	// Decode decodes source in an encoding other than UTF-8, Latin-1 and ASCII.
	// An error that is an *Error is returned as it is.
	Decode func(encoding string, src []byte) (string, error)
}

// maxDepth is how deep constructs nest before the parser gives up, in the units
// that CPython counts for a prefix operator.
const maxDepth = 5968

// Costs in depth of what nests, measured on CPython.
const (
	parenDepth  = 29
	blockDepth  = 8
	lambdaDepth = 2
)

// parser is the fast parser of correct source: on any error it bails out, and
// the slow one in diagnose.go finds out what to say.
type parser struct {
	src         string
	filename    string
	mode        Mode
	flags       *Flags
	lx          *lexer
	toks        []token
	pos         int
	depth       int
	barry       bool
	barryFrom   int // the token from which barry holds
	lastLine    int // where the last complete statement begins
	lastCol     int
	stmtStart   int // the token where the current top-level statement starts
	prevStart   int // that of the one before it
	exprs       []Expr
	stmts       []Stmt
	warnings    []Warning
	typeIgnores []*TypeIgnore
}

// bailout is what the parser panics with to give up; Parse recovers it.
type bailout struct{ err *Error }

// Parse parses source text. The error, if any, is an *Error. Warnings are
// returned also with an error.
func Parse(src []byte, filename string, mode Mode, flags Flags) (Mod, []Warning, error) {
	text, derr := decodeSource(src, filename, mode, &flags)
	if derr != nil {
		return nil, nil, derr
	}
	p := &parser{src: text, filename: filename, mode: mode, flags: &flags, barry: flags.BarryAsFLUFL}
	p.tokenize()
	mod, err := p.run()
	if v := flags.FeatureVersion; err == nil && v > 0 && v < 14 {
		err = p.checkVersion()
	}
	warnings := p.warnings
	if len(p.lx.warnings) > 0 {
		warnings = append(p.lx.warnings, warnings...)
		sort.SliceStable(warnings, func(i, j int) bool { return warnings[i].Lineno < warnings[j].Lineno })
	}
	if err != nil {
		err.Parsed = true
		err.StmtLine, err.StmtCol = p.lastLine, p.lastCol
		if !flags.FromFile {
			err.Source = text
		}
		return nil, warnings, err
	}
	return mod, warnings, nil
}

func (p *parser) run() (mod Mod, err *Error) {
	defer func() {
		if r := recover(); r != nil {
			b, ok := r.(bailout)
			if !ok {
				panic(r)
			}
			mod, err = nil, b.err
			if err == nil {
				err = p.diagnose()
			}
		}
	}()
	switch p.mode {
	case Eval:
		e := p.expressions()
		p.endInput()
		return &Expression{Body: e}, nil
	case FuncType:
		return p.funcType(), nil
	case Single:
		m := p.interactive()
		if p.badSingleStatement() {
			p.bail()
		}
		return m, nil
	}
	var body []Stmt
	if p.typ() != TokEndMarker {
		body = p.statements(true)
	}
	p.expect(TokEndMarker)
	return &Module{Body: body, TypeIgnores: p.typeIgnores}, nil
}

// tokenize reads all tokens; an error ends them with a TokErrorToken.
func (p *parser) tokenize() {
	p.lx = newLexer(p.src, p.filename)
	p.lx.typeComments = p.flags.TypeComments
	p.toks = make([]token, 0, len(p.src)/5+16)
	p.typeIgnores = nil
	started := false
	for {
		if p.barry && len(p.toks) == p.barryFrom {
			p.lx.barry = true
		}
		p.toks = append(p.toks, token{})
		t := &p.toks[len(p.toks)-1]
		p.nextToken(p.lx, t, &started)
		if t.typ == TokTypeIgnore {
			p.typeIgnores = append(p.typeIgnores, &TypeIgnore{Lineno: int(t.lineno), Tag: p.src[t.start:t.end]})
			p.toks = p.toks[:len(p.toks)-1]
			continue
		}
		if t.typ == TokEndMarker || t.typ == TokErrorToken {
			break
		}
	}
	last := p.toks[len(p.toks)-1]
	p.toks = append(p.toks, last, last, last) // so that looking ahead needs no checks
}

// nextToken reads a token as the parser wants it: in Single mode the end of the
// input ends the line and the blocks.
//
// CPython: Parser/pegen.c _PyPegen_fill_token
func (p *parser) nextToken(l *lexer, t *token, started *bool) {
	l.next(t)
	if t.typ == TokTypeIgnore {
		return
	}
	if p.mode == Single && t.typ == TokEndMarker && *started {
		t.typ = TokNewline
		*started = false
		if l.indent > 0 && !p.flags.DontImplyDedent {
			l.pendin = -l.indent
			l.indent = 0
		}
	} else {
		*started = true
	}
}

// bail gives up on the source.
func (p *parser) bail() { panic(bailout{}) }

func (p *parser) enter(cost int) {
	p.depth += cost
	if p.depth > maxDepth {
		panic(bailout{stackOverflow(p.filename)})
	}
}

func (p *parser) leave(cost int) { p.depth -= cost }

func stackOverflow(filename string) *Error {
	return &Error{Kind: MemoryError, Filename: filename, Msg: "Parser stack overflowed - Python source too complex to parse"}
}

// typ is the type of the next token.
func (p *parser) typ() Tok { return p.toks[p.pos].typ }

// peek is the type of the token n after the next one; n is at most 3.
func (p *parser) peek(n int) Tok { return p.toks[p.pos+n].typ }

func (p *parser) accept(t Tok) bool {
	if p.toks[p.pos].typ == t {
		p.pos++
		return true
	}
	return false
}

func (p *parser) expect(t Tok) *token {
	tok := &p.toks[p.pos]
	if tok.typ != t {
		p.bail()
	}
	p.pos++
	return tok
}

// text is the source text of a token.
func (p *parser) text(t *token) string { return p.src[t.start:t.end] }

// softKeyword reports whether the next token is the given name.
func (p *parser) softKeyword(s string) bool {
	t := &p.toks[p.pos]
	return t.typ == TokName && p.src[t.start:t.end] == s
}

// ident is the identifier of a NAME token, in normal form.
func (p *parser) ident(t *token) string {
	s := p.src[t.start:t.end]
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return ucd.NFKC(s)
		}
	}
	return s
}

// name reads a NAME.
func (p *parser) name() string { return p.ident(p.expect(TokName)) }

// span is the place from token start to the last token read.
func (p *parser) span(start int) Pos {
	a, b := &p.toks[start], &p.toks[p.pos-1]
	return Pos{int(a.lineno), int(a.col), int(b.endLineno), int(b.endCol)}
}

// stmtSpan is span for statements, whose end is that of the last token that is
// not about lines and indentation.
func (p *parser) stmtSpan(start int) Pos {
	i := p.pos - 1
	for i > start {
		if t := p.toks[i].typ; t != TokEndMarker && (t < TokNewline || t > TokDedent) {
			break
		}
		i--
	}
	a, b := &p.toks[start], &p.toks[i]
	return Pos{int(a.lineno), int(a.col), int(b.endLineno), int(b.endCol)}
}

func tokPos(t *token) Pos {
	return Pos{int(t.lineno), int(t.col), int(t.endLineno), int(t.endCol)}
}

// takeExprs pops what was pushed on p.exprs since it was mark long.
func (p *parser) takeExprs(mark int) []Expr {
	if len(p.exprs) == mark {
		return nil
	}
	out := make([]Expr, len(p.exprs)-mark)
	copy(out, p.exprs[mark:])
	p.exprs = p.exprs[:mark]
	return out
}

func (p *parser) endInput() {
	for p.accept(TokNewline) {
	}
	p.expect(TokEndMarker)
}

// funcType parses the signature of a type comment: (int, *str, **Any) -> bool.
func (p *parser) funcType() Mod {
	p.expect(tokLPar)
	var args []Expr
	stars := 0 // 1 after *args, 2 after **kwargs
	for p.typ() != tokRPar {
		switch {
		case p.typ() == tokStar && stars < 1:
			p.pos++
			stars = 1
		case p.typ() == tokDoubleStar && stars < 2:
			p.pos++
			stars = 2
		case stars > 0:
			p.bail()
		}
		args = append(args, p.expression())
		if p.typ() == tokRPar {
			break
		}
		p.expect(tokComma)
		if p.typ() == tokRPar || stars == 2 {
			p.bail()
		}
	}
	p.expect(tokRPar)
	p.expect(tokRArrow)
	ret := p.expression()
	p.endInput()
	return &FunctionType{Argtypes: args, Returns: ret}
}

// interactive parses one statement of a prompt.
func (p *parser) interactive() Mod {
	switch {
	case p.typ() == TokNewline:
		p.pos++
		return &Interactive{Body: []Stmt{&Pass{Pos: p.stmtSpan(p.pos - 1)}}}
	case p.typ() == TokEndMarker:
		p.bail()
	}
	var body []Stmt
	if s := p.compound(); s != nil {
		p.expect(TokNewline)
		body = []Stmt{s}
	} else {
		mark := len(p.stmts)
		p.simpleStmts()
		body = p.takeStmts(mark)
	}
	return &Interactive{Body: body}
}

// badSingleStatement reports whether more than blank lines and comments follow
// the statement of Single input.
//
// CPython: Parser/pegen.c bad_single_statement
func (p *parser) badSingleStatement() bool {
	from := int(p.toks[p.pos-1].start)
	if from < 0 {
		return false // the end of the input ended the line
	}
	rest := p.src[from:]
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case ' ', '\t', '\n', '\f':
		case '#':
			for i < len(rest) && rest[i] != '\n' {
				i++
			}
		default:
			return true
		}
	}
	return false
}
