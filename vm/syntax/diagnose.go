package syntax

// diagnosis finds out what is wrong with source that the fast parser rejected.
// It is a packrat parser of the grammar in diagnose.gram that works as CPython's:
// a first pass without the rules that match errors finds how far the source is
// good, a second with them finds the message. It starts at the top-level statement
// at which the fast parser gave up.
//
// CPython: Parser/pegen.c _PyPegen_run_parser
type diagnosis struct {
	p       *parser
	g       *grammar
	lx      *lexer
	toks    []token
	levels  []int16 // of parentheses, after each token
	memos   [][]memo
	started bool
	mark    int
	reach   int // the furthest that mark went in the current rule
	level   int
	invalid bool // error rules are on
	barry   bool
	err     *Error
}

type memo struct {
	key  int32
	mark int32
	node *gnode
}

// nodeKind says what a node of the diagnosis is, as far as messages ask.
type nodeKind uint8

const (
	nSeq   nodeKind = iota // what a repetition matched
	nGroup                 // what an alternative of several items without action matched
	nNone
	nToken
	nName
	nStr
	nBytes
	nNumber
	nTrue
	nFalse
	nNoneConst
	nEllipsis
	nAttribute
	nSubscript
	nStarred
	nList
	nTuple
	nLambda
	nCall
	nOperator
	nGeneratorExp
	nYield
	nAwait
	nListComp
	nSetComp
	nDictComp
	nDict
	nSet
	nJoinedStr
	nTemplateStr
	nCompare
	nIfExp
	nNamedExpr
	nSlice
	nPair
	nArgs
	nKeyword
	nDoubleStarred
	nComprehension
	nPattern
	nParam
	nStmt
)

var nodeKinds = map[string]nodeKind{
	"True": nTrue, "False": nFalse, "None": nNoneConst, "Ellipsis": nEllipsis, "Attribute": nAttribute,
	"Subscript": nSubscript, "Starred": nStarred, "List": nList, "Tuple": nTuple, "Lambda": nLambda, "Call": nCall,
	"Operator": nOperator, "GeneratorExp": nGeneratorExp, "Yield": nYield, "Await": nAwait, "ListComp": nListComp,
	"SetComp": nSetComp, "DictComp": nDictComp, "Dict": nDict, "Set": nSet, "TemplateStr": nTemplateStr,
	"Compare": nCompare, "IfExp": nIfExp, "NamedExpr": nNamedExpr, "Slice": nSlice, "Pair": nPair, "Args": nArgs,
	"Keyword": nKeyword, "DoubleStarred": nDoubleStarred, "Comprehension": nComprehension, "Pattern": nPattern,
	"Param": nParam, "Stmt": nStmt,
}

// exprNames is what messages call the kinds of expressions.
//
// CPython: Parser/action_helpers.c _PyPegen_get_expr_name
var exprNames = map[nodeKind]string{
	nAttribute: "attribute", nSubscript: "subscript", nStarred: "starred", nName: "name", nList: "list",
	nTuple: "tuple", nLambda: "lambda", nCall: "function call", nOperator: "expression",
	nGeneratorExp: "generator expression", nYield: "yield expression", nAwait: "await expression",
	nListComp: "list comprehension", nSetComp: "set comprehension", nDictComp: "dict comprehension",
	nDict: "dict literal", nSet: "set display", nJoinedStr: "f-string expression", nTemplateStr: "t-string expression",
	nNoneConst: "None", nFalse: "False", nTrue: "True", nEllipsis: "ellipsis", nStr: "literal", nBytes: "literal",
	nNumber: "literal", nCompare: "comparison", nIfExp: "conditional expression", nNamedExpr: "named expression",
}

// gnode is a result of a rule.
type gnode struct {
	kind  nodeKind
	pos   Pos
	tok   int // the first token
	items []*gnode
}

// maxStack is CPython's MAXSTACK, the limit of rules under way at once.
const maxStack = 6000

// diagnose says what is wrong with source that the fast parser rejected.
func (p *parser) diagnose() *Error {
	d, start := p.newDiagnosis()
	if p.mode == Exec {
		from := p.stmtStart
		if from == p.pos {
			switch p.typ() {
			case kwElif, kwElse, kwExcept, kwFinally: // belongs to the statement before
				from = p.prevStart
			}
		}
		if p.flags.FeatureVersion > 0 {
			from = 0 // what comes before may be too new
		}
		for len(d.toks) < from {
			if len(d.toks) == p.barryFrom && p.barry {
				d.barry, d.lx.barry = true, true
			}
			if !d.fill() {
				break
			}
		}
		d.mark = len(d.toks)
	}
	p.lx = d.lx // for its warnings
	return d.run(start)
}

// checkVersion says whether good source needs a newer Python than
// Flags.FeatureVersion.
func (p *parser) checkVersion() *Error {
	d, start := p.newDiagnosis()
	d.rule(start)
	return d.err
}

func (p *parser) newDiagnosis() (*diagnosis, *gramRule) {
	d := &diagnosis{p: p, g: loadGrammar(), barry: p.flags.BarryAsFLUFL}
	start := "file"
	switch p.mode {
	case Eval:
		start = "eval"
	case Single:
		start = "interactive"
	case FuncType:
		start = "func_type"
	}
	d.lx = newLexer(p.src, p.filename)
	d.lx.typeComments = p.flags.TypeComments
	d.lx.barry = d.barry
	return d, d.g.rules[d.g.index[start]]
}

func (d *diagnosis) run(start *gramRule) *Error {
	first := d.mark
	node := d.rule(start)
	if node != nil && d.err == nil {
		if d.p.mode == Single {
			d.raiseLast(SyntaxError, "multiple statements found while compiling a single statement")
			return d.err
		}
		// The fast parser and the grammar disagree.
		t := &d.p.toks[d.p.pos]
		d.raiseAt(tokPos(t), "invalid syntax")
		return d.err
	}
	if d.p.flags.AllowIncomplete && (d.lx.status == stEOF || d.lx.status == stEOFString || d.lx.status == stEOLString) {
		d.err = nil
		d.raiseLast(IncompleteInput, "incomplete input")
		return d.err
	}
	if d.err != nil {
		if d.lexerOK() {
			d.checkRest()
		}
		return d.err
	}
	last := d.toks[len(d.toks)-1]
	var beforeLast token
	if len(d.toks) > 1 {
		beforeLast = d.toks[len(d.toks)-2]
	}
	d.mark = first
	for i := range d.memos {
		d.memos[i] = nil
	}
	d.invalid = true
	d.level = 0
	d.rule(start)
	if d.err != nil {
		if d.lexerOK() {
			d.checkRest()
		}
		return d.err
	}
	if last.typ == TokErrorToken && d.lx.status == stEOF {
		d.raiseEOF()
		return d.err
	}
	if last.typ == TokIndent || last.typ == TokDedent {
		msg := "unexpected indent"
		if last.typ == TokDedent {
			msg = "unexpected unindent"
		}
		d.raiseLast(IndentationError, msg)
		return d.err
	}
	if last.typ == tokGreater && beforeLast.typ == tokLess && beforeLast.end == last.start {
		pos := tokPos(&last)
		pos.ColOffset--
		d.raiseAt(pos, "invalid syntax.  Maybe you meant '!=' instead of '<>'?")
	} else {
		d.raiseAt(tokPos(&last), "invalid syntax")
	}
	d.checkRest()
	return d.err
}

// fill reads a token; false on an error.
func (d *diagnosis) fill() bool {
	var t token
	for {
		d.p.nextToken(d.lx, &t, &d.started)
		if t.typ != TokTypeIgnore {
			break
		}
	}
	d.toks = append(d.toks, t)
	d.levels = append(d.levels, int16(d.lx.level))
	d.memos = append(d.memos, nil)
	if t.typ == TokErrorToken {
		d.lexerError()
		return false
	}
	return true
}

// rule matches a rule; nil if it does not match or an error was raised.
func (d *diagnosis) rule(r *gramRule) *gnode {
	if d.level++; d.level > maxStack && d.err == nil {
		d.err = stackOverflow(d.p.filename)
	}
	node := d.match(r)
	d.level--
	return node
}

func (d *diagnosis) match(r *gramRule) *gnode {
	if d.err != nil || d.mark == len(d.toks) && !d.fill() {
		return nil
	}
	start := d.mark
	key := int32(r.id) << 1
	if d.invalid && !r.shared {
		key |= 1
	}
	if r.withoutInv {
		defer func(old bool) { d.invalid = old }(d.invalid)
		d.invalid = false
	}
	if r.noMemo {
		return d.alternatives(r.alts)
	}
	for i := range d.memos[start] {
		if m := &d.memos[start][i]; m.key == key {
			d.mark = int(m.mark)
			d.reach = max(d.reach, d.mark)
			return m.node
		}
	}
	if d.memos[start] == nil {
		d.memos[start] = make([]memo, 0, 16)
	}
	if !r.left {
		reach := d.reach
		d.reach = start
		node := d.alternatives(r.alts)
		if d.err != nil {
			return nil
		}
		if node == nil {
			d.mark = start
		}
		// A failure at the first token is not worth remembering.
		if node != nil || r.shared || d.reach > start {
			d.memos[start] = append(d.memos[start], memo{key, int32(d.mark), node})
		}
		d.reach = max(d.reach, reach)
		return node
	}
	// Left recursion: the rule fails within itself at first, then matches what it
	// matched the last time, as long as that grows.
	slot := len(d.memos[start])
	d.memos[start] = append(d.memos[start], memo{key, int32(start), nil})
	var best *gnode
	end := start
	for {
		d.memos[start][slot] = memo{key, int32(end), best}
		d.mark = start
		node := d.alternatives(r.alts)
		if d.err != nil {
			return nil
		}
		if node == nil || d.mark <= end {
			break
		}
		best, end = node, d.mark
	}
	d.mark = end
	return best
}

// alternatives matches the first of alts that does.
func (d *diagnosis) alternatives(alts []gramAlt) *gnode {
	start := d.mark
	for i := range alts {
		a := &alts[i]
		if a.invalid && !d.invalid {
			continue
		}
		node, stop := d.alternative(a)
		if node != nil || stop || d.err != nil {
			return node
		}
		d.mark = start
	}
	return nil
}

// alternative matches a. If it does not, stop says that no other one may.
func (d *diagnosis) alternative(a *gramAlt) (node *gnode, stop bool) {
	var captures [3]*gnode
	var buf [12]*gnode
	values := buf[:0]
	start := d.mark
	cut := false
	for i := range a.items {
		it := &a.items[i]
		if it.op == opCut {
			cut = true
			continue
		}
		v := d.item(it)
		if v == nil || d.err != nil {
			return nil, cut
		}
		if it.capture > 0 {
			captures[it.capture-1] = v
		}
		if it.op != opAnd && it.op != opNot {
			values = append(values, v)
		}
	}
	if v := d.p.flags.FeatureVersion; v > 0 && v < a.since {
		d.raiseVersion(a.feature, a.since)
		return nil, true
	}
	if a.action != nil {
		// An action without result ends the rule, too.
		return d.act(a.action, captures[:], values, start), true
	}
	if len(values) == 1 {
		return values[0], false
	}
	return &gnode{kind: nGroup, items: append([]*gnode(nil), values...), pos: d.span(start), tok: start}, false
}

var lookaheadOK = &gnode{kind: nNone}

func (d *diagnosis) item(it *gramItem) *gnode {
	switch it.op {
	case opRule:
		return d.rule(d.g.rules[it.rule])
	case opToken, opSoft, opSoftAny, opForce:
		return d.token(it)
	case opGroup:
		d.level++
		node := d.alternatives(it.alts)
		d.level--
		return node
	case opOpt:
		start := d.mark
		if node := d.item(it.sub); node != nil {
			return node
		}
		d.mark = start
		if d.err != nil {
			return nil
		}
		return lookaheadOK
	case opAnd, opNot:
		start := d.mark
		node := d.item(it.sub)
		d.mark = start
		if d.err != nil || (node != nil) != (it.op == opAnd) {
			return nil
		}
		return lookaheadOK
	}
	// A repetition.
	seq := &gnode{kind: nSeq, tok: d.mark}
	for {
		start := d.mark
		if it.op == opGather && len(seq.items) > 0 && d.item(it.sep) == nil {
			d.mark = start
			break
		}
		node := d.item(it.sub)
		if d.err != nil {
			return nil
		}
		if node == nil {
			d.mark = start
			break
		}
		seq.items = append(seq.items, node)
	}
	if d.err != nil || len(seq.items) == 0 && it.op != opStar {
		return nil
	}
	return seq
}

func (d *diagnosis) token(it *gramItem) *gnode {
	if d.mark == len(d.toks) && !d.fill() {
		return nil
	}
	t := &d.toks[d.mark]
	switch it.op {
	case opForce:
		if t.typ != it.tok {
			d.raiseAt(tokPos(t), "expected '"+it.text+"'")
			return nil
		}
	case opToken:
		if t.typ != it.tok {
			return nil
		}
	case opSoft:
		if t.typ != TokName || d.p.text(t) != it.text {
			return nil
		}
	case opSoftAny:
		if t.typ != TokName {
			return nil
		}
		switch d.p.text(t) {
		case "_", "case", "match", "type":
		default:
			return nil
		}
	}
	kind := nToken
	if t.typ == TokName {
		kind = nName
	}
	d.mark++
	d.reach = max(d.reach, d.mark)
	return &gnode{kind: kind, pos: tokPos(t), tok: d.mark - 1}
}
