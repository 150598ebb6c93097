package sre

// An op is an operation of a program.
type op uint8

const (
	opFail op = iota
	opMatch
	opAny
	opAnyAll
	opLit
	opNotLit
	opStr
	opSet
	opAt
	opMark
	opJump
	opBranch
	opGroupRef
	opGroupExists
	opRepeat
	opMaxUntil
	opMinUntil
	opMinBody
	opGreedyOne
	opLazyOne
	opPossessiveOne
	opPossessive
	opPossessiveLoop
	opPossessiveEnd
	opAtomic
	opAtomicEnd
	opAssert
	opAssertEnd
	opAssertNot
	opAssertNotEnd
)

// inst is an instruction of a program: the code of _sre with its targets found and its sets made.
type inst struct {
	op   op
	item op    // of a repeat of one character: opAny, opAnyAll, opLit, opNotLit or opSet
	fold fold  // of a reference to a group
	next int32 // target; -1 for none
	x    rune  // literal; number of a mark, group, register or position
	min  int   // of a repeat; how far an assertion looks back
	max  int   // of a repeat; -1 for no limit
	set  *charset
	str  []rune
	// first tells which characters can come first where this instruction goes on: after a repeat, or in a branch.
	first first
}

// first is a condition on the next character: none if lit is negative and set nil.
type first struct {
	lit rune
	set *charset
}

var anything = first{lit: -1}

// program is a compiled pattern.
type program struct {
	ins      []inst
	groups   int
	regs     int
	minWidth int
	prefix   []rune // what each match begins with
	literal  bool   // prefix is all of a match
	start    first  // where prefix is empty
	anchor   anchor
}

// anchor tells where a match can begin.
type anchor uint8

const (
	anchorNone anchor = iota
	anchorStart
	anchorLine
)

const (
	maxRepeat  = 1<<32 - 1
	maxNesting = 4000
)

// translator makes a program of code.
type translator struct {
	code  []uint32
	p     *program
	depth int
}

// translate makes the program of code; ok is false if the code is not valid.
//
// CPython: Modules/_sre/sre.c _validate
func translate(code []uint32, groups int) (p *program, ok bool) {
	tr := &translator{code: code, p: &program{groups: groups, start: anything}}
	end := len(code) - 1
	if end < 0 || code[end] != sreSuccess {
		return nil, false
	}
	i := 0
	if end > 0 && code[0] == sreInfo {
		if i, ok = tr.info(); !ok || i > end {
			return nil, false
		}
	}
	if !tr.block(i, end) {
		return nil, false
	}
	tr.emit(inst{op: opMatch})
	tr.finish()
	return tr.p, true
}

func (tr *translator) emit(in inst) int {
	tr.p.ins = append(tr.p.ins, in)
	return len(tr.p.ins) - 1
}

func (tr *translator) here() int32 { return int32(len(tr.p.ins)) }

// info reads the INFO at the beginning, and gives where it ends.
func (tr *translator) info() (end int, ok bool) {
	c := tr.code
	if len(c) < 6 {
		return 0, false
	}
	end = 1 + int(c[1])
	if end > len(c)-1 || end < 5 {
		return 0, false
	}
	flags, lo, hi := c[2], c[3], c[4]
	if lo > hi || flags&^7 != 0 || flags&1 != 0 && flags&4 != 0 || flags&2 != 0 && flags&1 == 0 {
		return 0, false
	}
	tr.p.minWidth = int(lo)
	if flags&1 != 0 {
		if end < 7 {
			return 0, false
		}
		n := int(c[5])
		if n <= 0 || n > len(c) || 7+2*n > end {
			return 0, false
		}
		for _, r := range c[7 : 7+n] {
			tr.p.prefix = append(tr.p.prefix, rune(r))
		}
		tr.p.literal = flags&2 != 0
	}
	if flags&4 != 0 {
		n, ok := checkSet(c[5:end])
		if !ok {
			return 0, false
		}
		tr.p.start = first{-1, newCharset(c[5:5+n], foldNone)}
	}
	return end, true
}

// block translates code[i:end]; it reports whether that is valid.
func (tr *translator) block(i, end int) bool {
	if tr.depth++; tr.depth > maxNesting {
		return false
	}
	defer func() { tr.depth-- }()
	c := tr.code
	last := -1 // the instruction of a literal that the next one may join
	for i < end {
		o := c[i]
		args := end - i - 1
		if o == sreLiteral {
			if args < 1 {
				return false
			}
			r := rune(c[i+1])
			switch {
			case last < 0:
				last = tr.emit(inst{op: opLit, x: r})
			case tr.p.ins[last].op == opLit:
				in := &tr.p.ins[last]
				in.op, in.str = opStr, []rune{in.x, r}
			default:
				tr.p.ins[last].str = append(tr.p.ins[last].str, r)
			}
			i += 2
			continue
		}
		last = -1
		switch o {
		case sreFailure, sreAny, sreAnyAll, sreNotLiteral, sreIn, sreInIgnore, sreInLocIgnore, sreInUniIgnore, sreCategory,
			sreLiteralIgnore, sreNotLiteralIgnore, sreLiteralLocIgnore, sreNotLiteralLocIgnore, sreLiteralUniIgnore, sreNotLiteralUniIgnore:
			in, n, ok := tr.single(i, end)
			if !ok {
				return false
			}
			tr.emit(in)
			i += n
		case sreAt:
			if args < 1 || c[i+1] >= numAtCodes {
				return false
			}
			tr.emit(inst{op: opAt, x: rune(c[i+1])})
			i += 2
		case sreMark:
			if args < 1 || int(c[i+1]) >= 2*tr.p.groups {
				return false
			}
			tr.emit(inst{op: opMark, x: rune(c[i+1])})
			i += 2
		case sreGroupRef, sreGroupRefIgnore, sreGroupRefLocIgnore, sreGroupRefUniIgnore:
			if args < 1 || int(c[i+1]) >= tr.p.groups {
				return false
			}
			f := map[uint32]fold{sreGroupRef: foldNone, sreGroupRefIgnore: foldASCII, sreGroupRefLocIgnore: foldLocale, sreGroupRefUniIgnore: foldUnicode}[o]
			tr.emit(inst{op: opGroupRef, x: rune(c[i+1]), fold: f})
			i += 2
		case sreGroupRefExists:
			n, ok := tr.conditional(i, end)
			if !ok {
				return false
			}
			i = n
		case sreBranch:
			n, ok := tr.branch(i, end)
			if !ok {
				return false
			}
			i = n
		case sreRepeatOne, sreMinRepeatOne, srePossessiveRepeatOne:
			n, ok := tr.repeatOne(i, end)
			if !ok {
				return false
			}
			i = n
		case sreRepeat, srePossessiveRepeat:
			n, ok := tr.repeat(i, end)
			if !ok {
				return false
			}
			i = n
		case sreAtomicGroup, sreAssert, sreAssertNot:
			n, ok := tr.enclosed(i, end)
			if !ok {
				return false
			}
			i = n
		default:
			return false
		}
	}
	return i == end
}

// skip gives where the number at i, which counts from there, leads, if that is no further than end.
func (tr *translator) skip(i, end int) (int, bool) {
	if i >= end || uint64(tr.code[i]) > uint64(end-i) {
		return 0, false
	}
	return i + int(tr.code[i]), true
}

// single translates what matches one character, and gives how long its code is.
func (tr *translator) single(i, end int) (in inst, n int, ok bool) {
	c := tr.code
	o := c[i]
	set := func(code []uint32, f fold) inst { return inst{op: opSet, set: newCharset(code, f)} }
	switch o {
	case sreFailure:
		return inst{op: opFail}, 1, true
	case sreAny:
		return inst{op: opAny}, 1, true
	case sreAnyAll:
		return inst{op: opAnyAll}, 1, true
	}
	if i+1 >= end {
		return inst{}, 0, false
	}
	arg := c[i+1]
	folds := map[uint32]fold{sreInIgnore: foldASCII, sreLiteralIgnore: foldASCII, sreNotLiteralIgnore: foldASCII,
		sreInLocIgnore: foldLocale, sreLiteralLocIgnore: foldLocale, sreNotLiteralLocIgnore: foldLocale,
		sreInUniIgnore: foldUnicode, sreLiteralUniIgnore: foldUnicode, sreNotLiteralUniIgnore: foldUnicode}
	switch o {
	case sreLiteral:
		return inst{op: opLit, x: rune(arg)}, 2, true
	case sreNotLiteral:
		return inst{op: opNotLit, x: rune(arg)}, 2, true
	case sreCategory:
		if arg >= numCategories {
			return inst{}, 0, false
		}
		return set([]uint32{sreCategory, arg, sreFailure}, foldNone), 2, true
	case sreLiteralIgnore, sreLiteralLocIgnore, sreLiteralUniIgnore:
		return set([]uint32{sreLiteral, arg, sreFailure}, folds[o]), 2, true
	case sreNotLiteralIgnore, sreNotLiteralLocIgnore, sreNotLiteralUniIgnore:
		return set([]uint32{sreNegate, sreLiteral, arg, sreFailure}, folds[o]), 2, true
	case sreIn, sreInIgnore, sreInLocIgnore, sreInUniIgnore:
		after, ok := tr.skip(i+1, end)
		if !ok || after < i+2 {
			return inst{}, 0, false
		}
		code := c[i+2 : after]
		if n, ok := checkSet(code); !ok || n != len(code) {
			return inst{}, 0, false
		}
		return set(code, folds[o]), after - i, true
	}
	return inst{}, 0, false
}

// limits gives a repeat's bounds, at i and i+1.
func (tr *translator) limits(i int) (lo, hi int, ok bool) {
	l, h := tr.code[i], tr.code[i+1]
	if l > h {
		return 0, 0, false
	}
	if h == maxRepeat {
		return int(l), -1, true
	}
	return int(l), int(h), true
}

// repeatOne translates <op> <skip> <min> <max> item SUCCESS, and gives where it ends.
func (tr *translator) repeatOne(i, end int) (int, bool) {
	after, ok := tr.skip(i+1, end)
	if !ok || after < i+6 || tr.code[after-1] != sreSuccess {
		return 0, false
	}
	lo, hi, ok := tr.limits(i + 2)
	if !ok {
		return 0, false
	}
	in, n, ok := tr.single(i+4, after-1)
	if !ok || i+4+n != after-1 {
		return 0, false
	}
	in.item, in.min, in.max, in.first = in.op, lo, hi, anything
	switch tr.code[i] {
	case sreRepeatOne:
		in.op = opGreedyOne
	case sreMinRepeatOne:
		in.op = opLazyOne
	default:
		in.op = opPossessiveOne
	}
	tr.emit(in)
	return after, true
}

// newReg gives the number of a new register.
func (tr *translator) newReg() rune {
	tr.p.regs++
	return rune(tr.p.regs - 1)
}

// repeat translates <op> <skip> <min> <max> body and the MAX_UNTIL, MIN_UNTIL or SUCCESS behind it, and gives where that ends.
func (tr *translator) repeat(i, end int) (int, bool) {
	until, ok := tr.skip(i+1, end)
	if !ok || until < i+4 || until >= end {
		return 0, false
	}
	lo, hi, ok := tr.limits(i + 2)
	if !ok {
		return 0, false
	}
	r := tr.newReg()
	if tr.code[i] == srePossessiveRepeat {
		if tr.code[until] != sreSuccess {
			return 0, false
		}
		tr.emit(inst{op: opPossessive, x: r})
		loop := tr.emit(inst{op: opPossessiveLoop, x: r, min: lo, max: hi})
		if !tr.block(i+4, until) {
			return 0, false
		}
		tr.emit(inst{op: opPossessiveEnd, x: r, next: int32(loop)})
		tr.p.ins[loop].next = tr.here()
		return until + 1, true
	}
	o := opMaxUntil
	switch tr.code[until] {
	case sreMaxUntil:
	case sreMinUntil:
		o = opMinUntil
	default:
		return 0, false
	}
	start := tr.emit(inst{op: opRepeat, x: r})
	if o == opMinUntil {
		tr.emit(inst{op: opMinBody, x: r})
	}
	if !tr.block(i+4, until) {
		return 0, false
	}
	u := tr.emit(inst{op: o, x: r, min: lo, max: hi, next: int32(start + 1), first: anything})
	tr.p.ins[start].next = int32(u)
	return until + 1, true
}

// enclosed translates an assertion or an atomic group, and gives where it ends.
func (tr *translator) enclosed(i, end int) (int, bool) {
	after, ok := tr.skip(i+1, end)
	body := i + 2
	if ok && tr.code[i] != sreAtomicGroup {
		body++
	}
	if !ok || after <= body || tr.code[after-1] != sreSuccess {
		return 0, false
	}
	r := tr.newReg()
	begin, finish := opAtomic, opAtomicEnd
	back := 0
	switch tr.code[i] {
	case sreAssert:
		begin, finish, back = opAssert, opAssertEnd, int(tr.code[i+2])
	case sreAssertNot:
		begin, finish, back = opAssertNot, opAssertNotEnd, int(tr.code[i+2])
	}
	start := tr.emit(inst{op: begin, x: r, min: back})
	if !tr.block(body, after-1) {
		return 0, false
	}
	tr.emit(inst{op: finish, x: r})
	tr.p.ins[start].next = tr.here()
	return after, true
}

// branch translates the alternatives of a BRANCH, and gives where they end.
func (tr *translator) branch(i, end int) (int, bool) {
	var jumps []int
	after := -1
	for i++; ; {
		if i >= end {
			return 0, false
		}
		if tr.code[i] == 0 {
			i++
			break
		}
		next, ok := tr.skip(i, end)
		if !ok || next < i+3 || tr.code[next-2] != sreJump {
			return 0, false
		}
		target, ok := tr.skip(next-1, end)
		if !ok || after >= 0 && target != after {
			return 0, false
		}
		after = target
		alt := tr.emit(inst{op: opBranch, next: -1, first: anything})
		if !tr.block(i+1, next-2) {
			return 0, false
		}
		jumps = append(jumps, tr.emit(inst{op: opJump}))
		tr.p.ins[alt].next = tr.here()
		if tr.code[next] == 0 {
			tr.p.ins[alt].next = -1
		}
		i = next
	}
	if after < 0 {
		tr.emit(inst{op: opFail})
		return i, true
	}
	if after != i {
		return 0, false
	}
	for _, j := range jumps {
		tr.p.ins[j].next = tr.here()
	}
	return i, true
}

// conditional translates a GROUPREF_EXISTS, and gives where it ends.
func (tr *translator) conditional(i, end int) (int, bool) {
	if i+2 >= end || int(tr.code[i+1]) >= tr.p.groups {
		return 0, false
	}
	// The number at i+2 counts from i+1.
	if uint64(tr.code[i+2]) > uint64(end-i-1) {
		return 0, false
	}
	no := i + 1 + int(tr.code[i+2])
	if no < i+3 {
		return 0, false
	}
	test := tr.emit(inst{op: opGroupExists, x: rune(tr.code[i+1])})
	if no-2 >= i+3 && tr.code[no-2] == sreJump {
		// Is it the jump over the other branch, or the argument of an instruction?
		if after, ok := tr.skip(no-1, end); ok && after >= no {
			mark, regs := len(tr.p.ins), tr.p.regs
			if tr.block(i+3, no-2) {
				jump := tr.emit(inst{op: opJump})
				tr.p.ins[test].next = tr.here()
				if tr.block(no, after) {
					tr.p.ins[jump].next = tr.here()
					return after, true
				}
			}
			tr.p.ins, tr.p.regs = tr.p.ins[:mark], regs
		}
	}
	if !tr.block(i+3, no) {
		return 0, false
	}
	tr.p.ins[test].next = tr.here()
	return no, true
}

// finish completes the program with what needs all of it.
func (tr *translator) finish() {
	p := tr.p
	for i := range p.ins {
		in := &p.ins[i]
		switch in.op {
		case opGreedyOne, opLazyOne, opBranch, opMaxUntil:
			in.first = p.firstWithin(i+1, 20)
		}
	}
	if len(p.prefix) == 0 && p.start == anything {
		p.start = p.firstWithin(0, 100)
	}
	if in := p.ins[0]; in.op == opAt {
		switch in.x {
		case atBeginning, atBeginningString:
			p.anchor = anchorStart
		case atBeginningLine:
			p.anchor = anchorLine
		}
	}
}

// firstWithin tells which characters can come first from instruction pc on. It looks at no more than a number of instructions.
func (p *program) firstWithin(pc, limit int) first {
	for ; limit > 0; limit-- {
		switch in := &p.ins[pc]; in.op {
		case opMark, opAt, opAtomic, opMinBody:
			pc++
		case opJump, opAssert, opAssertNot:
			pc = int(in.next)
		case opRepeat:
			if p.ins[in.next].min == 0 {
				return anything
			}
			pc++
		case opPossessive:
			if p.ins[pc+1].min == 0 {
				return anything
			}
			pc += 2
		case opBranch:
			return p.union(pc, limit/2)
		case opLit:
			return first{in.x, nil}
		case opStr:
			return first{in.str[0], nil}
		case opSet:
			return first{-1, in.set}
		case opGreedyOne, opLazyOne, opPossessiveOne:
			if in.min == 0 {
				return anything
			}
			switch in.item {
			case opLit:
				return first{in.x, nil}
			case opSet:
				return first{-1, in.set}
			}
			return anything
		default:
			return anything
		}
	}
	return anything
}

// union tells which characters can come first in the alternatives from the opBranch at pc on.
func (p *program) union(pc, limit int) first {
	all := new(charset)
	for ; pc >= 0; pc = int(p.ins[pc].next) {
		f := p.firstWithin(pc+1, limit)
		switch {
		case 0 <= f.lit && f.lit < 256:
			all.low[f.lit] = true
		case f.set != nil && f.set.code == nil:
			for c, in := range f.set.low {
				all.low[c] = all.low[c] || in
			}
			all.high = all.high || f.set.high
		default:
			return anything
		}
		if limit -= 2; limit <= 0 {
			return anything
		}
	}
	return first{-1, all}
}
