package syntax

// Tok is a token type, numbered as in Python's token module; keywords, which that
// module calls NAME, have their own numbers above.
type Tok uint8

// The token types.
const (
	TokEndMarker Tok = iota
	TokName
	TokNumber
	TokString
	TokNewline
	TokIndent
	TokDedent
	tokLPar
	tokRPar
	tokLSqb
	tokRSqb
	tokColon
	tokComma
	tokSemi
	tokPlus
	tokMinus
	tokStar
	tokSlash
	tokVBar
	tokAmper
	tokLess
	tokGreater
	tokEqual
	tokDot
	tokPercent
	tokLBrace
	tokRBrace
	tokEqEqual
	tokNotEqual
	tokLessEqual
	tokGreaterEqual
	tokTilde
	tokCircumflex
	tokLeftShift
	tokRightShift
	tokDoubleStar
	tokPlusEqual
	tokMinEqual
	tokStarEqual
	tokSlashEqual
	tokPercentEqual
	tokAmperEqual
	tokVBarEqual
	tokCircumflexEqual
	tokLeftShiftEqual
	tokRightShiftEqual
	tokDoubleStarEqual
	tokDoubleSlash
	tokDoubleSlashEqual
	tokAt
	tokAtEqual
	tokRArrow
	tokEllipsis
	tokColonEqual
	tokExclamation
	TokOp
	TokTypeIgnore
	TokTypeComment
	tokSoftKeyword
	TokFStringStart
	TokFStringMiddle
	TokFStringEnd
	TokTStringStart
	TokTStringMiddle
	TokTStringEnd
	TokComment
	TokNL
	TokErrorToken
)

const (
	kwFalse Tok = 100 + iota
	kwNone
	kwTrue
	kwAnd
	kwAs
	kwAssert
	kwAsync
	kwAwait
	kwBreak
	kwClass
	kwContinue
	kwDef
	kwDel
	kwElif
	kwElse
	kwExcept
	kwFinally
	kwFor
	kwFrom
	kwGlobal
	kwIf
	kwImport
	kwIn
	kwIs
	kwLambda
	kwNonlocal
	kwNot
	kwOr
	kwPass
	kwRaise
	kwReturn
	kwTry
	kwWhile
	kwWith
	kwYield
)

// keyword returns the token type of a name: its own if it is a keyword.
func keyword(s string) Tok {
	if len(s) < 2 || len(s) > 8 {
		return TokName
	}
	switch s {
	case "False":
		return kwFalse
	case "None":
		return kwNone
	case "True":
		return kwTrue
	case "and":
		return kwAnd
	case "as":
		return kwAs
	case "assert":
		return kwAssert
	case "async":
		return kwAsync
	case "await":
		return kwAwait
	case "break":
		return kwBreak
	case "class":
		return kwClass
	case "continue":
		return kwContinue
	case "def":
		return kwDef
	case "del":
		return kwDel
	case "elif":
		return kwElif
	case "else":
		return kwElse
	case "except":
		return kwExcept
	case "finally":
		return kwFinally
	case "for":
		return kwFor
	case "from":
		return kwFrom
	case "global":
		return kwGlobal
	case "if":
		return kwIf
	case "import":
		return kwImport
	case "in":
		return kwIn
	case "is":
		return kwIs
	case "lambda":
		return kwLambda
	case "nonlocal":
		return kwNonlocal
	case "not":
		return kwNot
	case "or":
		return kwOr
	case "pass":
		return kwPass
	case "raise":
		return kwRaise
	case "return":
		return kwReturn
	case "try":
		return kwTry
	case "while":
		return kwWhile
	case "with":
		return kwWith
	case "yield":
		return kwYield
	}
	return TokName
}

// oneChar gives the token of an operator of one character.
var oneChar = [128]Tok{
	'(': tokLPar, ')': tokRPar, '[': tokLSqb, ']': tokRSqb, ':': tokColon, ',': tokComma, ';': tokSemi,
	'+': tokPlus, '-': tokMinus, '*': tokStar, '/': tokSlash, '|': tokVBar, '&': tokAmper, '<': tokLess,
	'>': tokGreater, '=': tokEqual, '.': tokDot, '%': tokPercent, '{': tokLBrace, '}': tokRBrace,
	'~': tokTilde, '^': tokCircumflex, '@': tokAt, '!': tokExclamation,
}

// twoChars gives the token of an operator of two characters, TokOp if there is none.
func twoChars(a, b int) Tok {
	switch b {
	case '=':
		switch a {
		case '!':
			return tokNotEqual
		case '%':
			return tokPercentEqual
		case '&':
			return tokAmperEqual
		case '*':
			return tokStarEqual
		case '+':
			return tokPlusEqual
		case '-':
			return tokMinEqual
		case '/':
			return tokSlashEqual
		case ':':
			return tokColonEqual
		case '<':
			return tokLessEqual
		case '=':
			return tokEqEqual
		case '>':
			return tokGreaterEqual
		case '@':
			return tokAtEqual
		case '^':
			return tokCircumflexEqual
		case '|':
			return tokVBarEqual
		}
	case '>':
		switch a {
		case '-':
			return tokRArrow
		case '<':
			return tokNotEqual
		case '>':
			return tokRightShift
		}
	case '*':
		if a == '*' {
			return tokDoubleStar
		}
	case '/':
		if a == '/' {
			return tokDoubleSlash
		}
	case '<':
		if a == '<' {
			return tokLeftShift
		}
	}
	return TokOp
}

// threeChars extends an operator of two characters, TokOp if it does not.
func threeChars(two Tok, c int) Tok {
	if c == '=' {
		switch two {
		case tokDoubleStar:
			return tokDoubleStarEqual
		case tokDoubleSlash:
			return tokDoubleSlashEqual
		case tokLeftShift:
			return tokLeftShiftEqual
		case tokRightShift:
			return tokRightShiftEqual
		}
	}
	return TokOp
}

// token is one token of the source. Offsets are -1 where CPython's are null,
// columns likewise.
type token struct {
	typ        Tok
	meta       int32 // 1 + index in lexer.metas of the text of an f-string's expression
	start, end int32
	lineno     int32
	col        int32
	endLineno  int32
	endCol     int32
}
