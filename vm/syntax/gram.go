package syntax

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// The grammar of diagnose.go is text, in a notation like that of PEP 617:
//
//	name: alternative | alternative     on one line, or one to a line after `|`
//	'if' "match" NAME other_rule        a token, a soft keyword, a token class, a rule
//	x* x+ x? [x] (x | y) ','.x+         as usual; the last is x with `,` between
//	&x !x ~ &&'x'                       lookahead, negative lookahead, cut, demand
//	a=x                                 names what x matched: a, b or c
//	@8 "..."                            only from Python 3.8 on
//	=> Kind                             the result is a node of that kind
//	=> a                                the result is what a names
//	=> at a "..." (range, from, ...)    a syntax error, see diagnosis.raiseBy
//	=> do name a b                      one of the checks in diagnosis.check
//
// After its name a rule may have `memo` where CPython remembers its results (they
// are all remembered here, but CPython's memory forgets whether error rules were
// on), `left` where it is left-recursive, `nomemo` where it is so by way of another.

//go:embed diagnose.gram
var gramText string

// loadGrammar parses the grammar when the first error is met.
var loadGrammar = sync.OnceValue(func() *grammar { return parseGrammar(gramText) })

type grammar struct {
	rules []*gramRule
	index map[string]int
}

type gramRule struct {
	id         int
	name       string
	alts       []gramAlt
	invalid    bool // matches errors only
	shared     bool // remembered whether error rules are on or not
	left       bool
	noMemo     bool
	withoutInv bool // turns error rules off below it
}

type gramAlt struct {
	items   []gramItem
	invalid bool // consists of an error rule
	since   int  // the minor version of Python that brought it, and
	feature string
	action  *gramAction
}

type gramOp uint8

const (
	opToken gramOp = iota
	opSoft
	opSoftAny
	opRule
	opGroup
	opOpt
	opStar
	opPlus
	opGather
	opAnd
	opNot
	opCut
	opForce
)

type gramItem struct {
	op      gramOp
	capture int8 // 1, 2, 3 for a, b, c
	tok     Tok
	text    string // of the token, or a soft keyword
	rule    int
	sub     *gramItem
	sep     *gramItem
	alts    []gramAlt
}

type gramAction struct {
	verb  string
	check bool  // verb names one of diagnosis.check
	args  []int // captures, from 0
	kind  nodeKind
	msg   string
}

var tokenClasses = map[string]Tok{
	"NAME": TokName, "NUMBER": TokNumber, "STRING": TokString, "NEWLINE": TokNewline, "INDENT": TokIndent,
	"DEDENT": TokDedent, "ENDMARKER": TokEndMarker, "TYPE_COMMENT": TokTypeComment,
	"FSTRING_START": TokFStringStart, "FSTRING_MIDDLE": TokFStringMiddle, "FSTRING_END": TokFStringEnd,
	"TSTRING_START": TokTStringStart, "TSTRING_MIDDLE": TokTStringMiddle, "TSTRING_END": TokTStringEnd,
}

// operatorTok is the token type of an operator or keyword.
func operatorTok(s string) Tok {
	switch {
	case s == "...":
		return tokEllipsis
	case len(s) == 1 && oneChar[s[0]] != 0:
		return oneChar[s[0]]
	case len(s) == 2 && twoChars(int(s[0]), int(s[1])) != TokOp:
		return twoChars(int(s[0]), int(s[1]))
	case len(s) == 3 && threeChars(twoChars(int(s[0]), int(s[1])), int(s[2])) != TokOp:
		return threeChars(twoChars(int(s[0]), int(s[1])), int(s[2]))
	}
	if t := keyword(s); t != TokName {
		return t
	}
	panic("no token " + s)
}

// gramParser reads the notation above.
type gramParser struct {
	g   *grammar
	src string
}

func parseGrammar(text string) *grammar {
	g := &grammar{index: map[string]int{}}
	var bodies []string
	for _, line := range strings.Split(text, "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == ' ':
			bodies[len(bodies)-1] += " " + strings.TrimSpace(line)
		default:
			head, body, _ := strings.Cut(line, ":")
			words := strings.Fields(head)
			name := words[0]
			r := &gramRule{id: len(g.rules), name: name, invalid: strings.HasPrefix(name, "invalid_"),
				withoutInv: strings.HasSuffix(name, "without_invalid")}
			for _, w := range words[1:] {
				r.shared = r.shared || w == "memo" || w == "left"
				r.left = r.left || w == "left"
				r.noMemo = r.noMemo || w == "nomemo"
			}
			g.index[name] = r.id
			g.rules = append(g.rules, r)
			bodies = append(bodies, body)
		}
	}
	for i, r := range g.rules {
		p := &gramParser{g: g, src: strings.TrimPrefix(strings.TrimSpace(bodies[i]), "|")}
		r.alts = p.alternatives()
		if p.skip(); p.src != "" {
			panic(fmt.Sprintf("rule %s: %q", r.name, p.src))
		}
	}
	return g
}

func (p *gramParser) skip() { p.src = strings.TrimLeft(p.src, " ") }

func (p *gramParser) accept(s string) bool {
	p.skip()
	if strings.HasPrefix(p.src, s) {
		p.src = p.src[len(s):]
		return true
	}
	return false
}

func (p *gramParser) word() string {
	p.skip()
	n := 0
	for n < len(p.src) && isIdentChar(int(p.src[n])) {
		n++
	}
	w := p.src[:n]
	p.src = p.src[n:]
	return w
}

func (p *gramParser) alternatives() []gramAlt {
	var alts []gramAlt
	for {
		var a gramAlt
		for {
			p.skip()
			if p.src == "" || p.src[0] == '|' || p.src[0] == ')' || p.src[0] == ']' || strings.HasPrefix(p.src, "=>") || p.src[0] == '@' {
				break
			}
			a.items = append(a.items, p.item())
		}
		if p.accept("@") {
			a.since, _ = strconv.Atoi(p.word())
			p.skip()
			a.feature = p.quoted()
		}
		if p.accept("=>") {
			a.action = p.action()
		}
		if len(a.items) == 1 && a.items[0].op == opRule {
			a.invalid = p.g.rules[a.items[0].rule].invalid
		}
		alts = append(alts, a)
		if !p.accept("|") {
			return alts
		}
	}
}

func (p *gramParser) item() gramItem {
	switch {
	case p.accept("&&"):
		sub := p.atom()
		return gramItem{op: opForce, tok: sub.tok, text: sub.text}
	case p.accept("&"):
		sub := p.atom()
		return gramItem{op: opAnd, sub: &sub}
	case p.accept("!"):
		sub := p.atom()
		return gramItem{op: opNot, sub: &sub}
	case p.accept("~"):
		return gramItem{op: opCut}
	}
	if len(p.src) > 2 && p.src[1] == '=' && p.src[0] >= 'a' && p.src[0] <= 'c' {
		n := int8(p.src[0]-'a') + 1
		p.src = p.src[2:]
		it := p.suffixed()
		it.capture = n
		return it
	}
	return p.suffixed()
}

func (p *gramParser) suffixed() gramItem {
	it := p.atom()
	switch {
	case strings.HasPrefix(p.src, "."):
		p.src = p.src[1:]
		sub := p.atom()
		p.accept("+")
		return gramItem{op: opGather, sep: &it, sub: &sub}
	case strings.HasPrefix(p.src, "*"):
		p.src = p.src[1:]
		return gramItem{op: opStar, sub: &it}
	case strings.HasPrefix(p.src, "+"):
		p.src = p.src[1:]
		return gramItem{op: opPlus, sub: &it}
	case strings.HasPrefix(p.src, "?"):
		p.src = p.src[1:]
		return gramItem{op: opOpt, sub: &it}
	}
	return it
}

func (p *gramParser) atom() gramItem {
	p.skip()
	switch c := p.src[0]; c {
	case '(':
		p.src = p.src[1:]
		alts := p.alternatives()
		p.accept(")")
		return gramItem{op: opGroup, alts: alts}
	case '[':
		p.src = p.src[1:]
		alts := p.alternatives()
		p.accept("]")
		return gramItem{op: opOpt, sub: &gramItem{op: opGroup, alts: alts}}
	case '\'', '"':
		end := strings.IndexByte(p.src[1:], c) + 1
		text := p.src[1:end]
		p.src = p.src[end+1:]
		if c == '"' {
			return gramItem{op: opSoft, text: text}
		}
		return gramItem{op: opToken, tok: operatorTok(text), text: text}
	}
	w := p.word()
	if w == "SOFT_KEYWORD" {
		return gramItem{op: opSoftAny}
	}
	if t, ok := tokenClasses[w]; ok {
		return gramItem{op: opToken, tok: t}
	}
	id, ok := p.g.index[w]
	if !ok {
		panic("no rule " + w + " before " + p.src)
	}
	return gramItem{op: opRule, rule: id}
}

func (p *gramParser) action() *gramAction {
	a := &gramAction{verb: p.word()}
	if len(a.verb) == 1 {
		a.args = []int{int(a.verb[0] - 'a')}
		a.verb = "return"
		return a
	}
	if k, ok := nodeKinds[a.verb]; ok {
		a.verb, a.kind = "node", k
		return a
	}
	if a.verb == "do" {
		a.verb = p.word()
		a.check = true
	}
	for {
		p.skip()
		if len(p.src) == 0 || p.src[0] < 'a' || p.src[0] > 'c' {
			break
		}
		a.args = append(a.args, int(p.src[0]-'a'))
		p.src = p.src[1:]
	}
	if strings.HasPrefix(p.src, "\"") {
		a.msg = p.quoted()
	}
	return a
}

// quoted reads a string, in which a backslash escapes a quote.
func (p *gramParser) quoted() string {
	var b strings.Builder
	for p.src = p.src[1:]; p.src[0] != '"'; p.src = p.src[1:] {
		if p.src[0] == '\\' {
			p.src = p.src[1:]
		}
		b.WriteByte(p.src[0])
	}
	p.src = p.src[1:]
	return b.String()
}
