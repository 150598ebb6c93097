package compile

import (
	"fmt"
	"math/big"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// patternContext is the state of compiling one case's pattern: what it captures is assigned only when all of it has
// matched, so values wait in registers, which stay allocated until the case is done.
type patternContext struct {
	captures    []capture
	fail        int // where a mismatch goes
	irrefutable bool
}

type capture struct {
	name string
	reg  int
}

func wildcard(p syntax.Pattern) bool {
	a, ok := p.(*syntax.MatchAs)
	return ok && a.Name == "" && a.Pattern == nil
}

func starWildcard(p syntax.Pattern) bool {
	s, ok := p.(*syntax.MatchStar)
	return ok && s.Name == ""
}

// CPython: Python/codegen.c codegen_match_inner
func (c *compiler) match(s *syntax.Match) {
	subject := c.temp()
	c.expr(s.Subject, subject)
	end := c.newLabel()
	last := len(s.Cases) - 1
	c.inConditional(func() {
		for i, m := range s.Cases {
			mark := c.u.tmp
			next := c.newLabel()
			if i == last && i > 0 && wildcard(m.Pattern) {
				c.emit(m.Pattern.Position(), code.NOP, 0, 0, 0, 0)
			} else {
				pc := &patternContext{fail: next, irrefutable: m.Guard != nil || i == last}
				c.pattern(m.Pattern, subject, pc)
				for _, k := range pc.captures {
					c.storeName(m.Pattern.Position(), k.name, k.reg)
				}
			}
			if m.Guard != nil {
				c.jumpIf(m.Guard, next, false)
			}
			c.u.tmp = mark
			c.stmts(m.Body)
			if i < last {
				c.jump(noPos, end)
			}
			c.label(next)
		}
		c.label(end)
	})
}

func (c *compiler) capture(pos *syntax.Pos, name string, reg int, pc *patternContext) {
	if name == "" {
		return
	}
	for _, k := range pc.captures {
		if k.name == name {
			c.fail(pos, fmt.Sprintf("multiple assignments to name %s in pattern", reprString(name)))
		}
	}
	pc.captures = append(pc.captures, capture{name, reg})
}

// subpattern matches a part of a pattern: it may be irrefutable.
func (c *compiler) subpattern(p syntax.Pattern, r int, pc *patternContext) {
	old := pc.irrefutable
	pc.irrefutable = true
	c.pattern(p, r, pc)
	pc.irrefutable = old
}

// pattern matches register r, which keeps its value, against p.
func (c *compiler) pattern(p syntax.Pattern, r int, pc *patternContext) {
	pos := p.Position()
	switch p := p.(type) {
	case *syntax.MatchValue:
		if k, ok := c.constant(p.Value); !ok {
			if _, ok := p.Value.(*syntax.Attribute); !ok {
				c.fail(pos, "patterns may only match literals and attribute lookups")
			}
		} else if _, ok := k.(code.Tuple); ok {
			c.fail(pos, "patterns may only match literals and attribute lookups")
		}
		c.jumpPair(pos, syntax.CmpEq, r, p.Value, noReg, pc.fail, false)
	case *syntax.MatchSingleton:
		k := &syntax.Constant{Pos: *pos, Value: p.Value}
		c.jumpPair(pos, syntax.CmpIs, r, k, noReg, pc.fail, false)
	case *syntax.MatchSequence:
		c.sequencePattern(p, r, pc)
	case *syntax.MatchMapping:
		c.mappingPattern(p, r, pc)
	case *syntax.MatchClass:
		c.classPattern(p, r, pc)
	case *syntax.MatchStar:
		c.capture(pos, p.Name, r, pc)
	case *syntax.MatchAs:
		if p.Pattern == nil {
			if !pc.irrefutable {
				if p.Name != "" {
					c.fail(pos, fmt.Sprintf("name capture %s makes remaining patterns unreachable", reprString(p.Name)))
				}
				c.fail(pos, "wildcard makes remaining patterns unreachable")
			}
			c.capture(pos, p.Name, r, pc)
			return
		}
		c.pattern(p.Pattern, r, pc)
		c.capture(pos, p.Name, r, pc)
	case *syntax.MatchOr:
		c.orPattern(p, r, pc)
	}
}

func (c *compiler) orPattern(p *syntax.MatchOr, r int, pc *patternContext) {
	pos := p.Position()
	end := c.newLabel()
	var regs []capture
	for i, alt := range p.Patterns {
		next := c.newLabel()
		last := i == len(p.Patterns)-1
		sub := &patternContext{fail: next, irrefutable: last && pc.irrefutable}
		if last {
			sub.fail = pc.fail
		}
		c.pattern(alt, r, sub)
		if i == 0 {
			for _, k := range sub.captures {
				t := c.temp()
				c.move(alt.Position(), t, k.reg)
				regs = append(regs, capture{k.name, t})
			}
		} else {
			if len(sub.captures) != len(regs) {
				c.fail(pos, "alternative patterns bind different names")
			}
			for _, k := range sub.captures {
				found := false
				for _, to := range regs {
					if to.name == k.name {
						c.move(alt.Position(), to.reg, k.reg)
						found = true
					}
				}
				if !found {
					c.fail(pos, "alternative patterns bind different names")
				}
			}
		}
		if !last {
			c.jump(alt.Position(), end)
		}
		c.label(next)
	}
	c.label(end)
	for _, k := range regs {
		c.capture(pos, k.name, k.reg, pc)
	}
}

func (c *compiler) sequencePattern(p *syntax.MatchSequence, r int, pc *patternContext) {
	pos := p.Position()
	size := len(p.Patterns)
	star := -1
	onlyWildcard := true
	for i, e := range p.Patterns {
		if s, ok := e.(*syntax.MatchStar); ok {
			if star >= 0 {
				c.fail(pos, "multiple starred names in sequence pattern")
			}
			star = i
			onlyWildcard = onlyWildcard && s.Name == ""
			continue
		}
		onlyWildcard = onlyWildcard && wildcard(e)
	}
	t := c.temp()
	c.emit(pos, code.MATCHSEQUENCE, 0, t, r, 0)
	c.emit(pos, code.JF, 0, t, 0, pc.fail)
	length := func() {
		c.emit(pos, code.GETLEN, 0, t, r, 0)
	}
	compare := func(op syntax.CmpOperator, n int) {
		length()
		c.jumpPair(pos, op, t, &syntax.Constant{Pos: *pos, Value: int64(n)}, noReg, pc.fail, false)
	}
	if star < 0 {
		compare(syntax.CmpEq, size)
	} else if size > 1 {
		compare(syntax.CmpGtE, size-1)
	}
	if onlyWildcard {
		return
	}
	if star >= 0 && starWildcard(p.Patterns[star]) {
		// The elements in question are indexed, so that the rest need not be copied.
		for i, e := range p.Patterns {
			if wildcard(e) || i == star {
				continue
			}
			v := c.temp()
			if i < star {
				k := c.loadConst(pos, int64(i), noReg)
				c.emit(pos, code.GETITEM, 0, v, r, k)
			} else {
				length()
				c.emit(pos, code.SUBI, 0, t, t, size-i)
				c.emit(pos, code.GETITEM, 0, v, r, t)
			}
			c.subpattern(e, v, pc)
		}
		return
	}
	if star >= 1<<8 {
		c.fail(pos, "too many expressions in star-unpacking sequence pattern")
	}
	b := c.run(size)
	if star >= 0 {
		c.emitKw(pos, code.UNPACKEX, 0, b, r, 0, star, size-star-1)
	} else {
		c.emit(pos, code.UNPACKSEQ, 0, b, r, size)
	}
	for i, e := range p.Patterns {
		c.subpattern(e, b+i, pc)
	}
}

func (c *compiler) mappingPattern(p *syntax.MatchMapping, r int, pc *patternContext) {
	pos := p.Position()
	size := len(p.Keys)
	if size != len(p.Patterns) {
		c.fail(pos, fmt.Sprintf("keys (%d) / patterns (%d) length mismatch in mapping pattern", size, len(p.Patterns)))
	}
	t := c.temp()
	c.emit(pos, code.MATCHMAPPING, 0, t, r, 0)
	c.emit(pos, code.JF, 0, t, 0, pc.fail)
	if size == 0 && p.Rest == "" {
		return
	}
	if size > 0 {
		c.emit(pos, code.GETLEN, 0, t, r, 0)
		c.jumpPair(pos, syntax.CmpGtE, t, &syntax.Constant{Pos: *pos, Value: int64(size)}, noReg, pc.fail, false)
	}
	seen := map[any]bool{}
	kb := c.run(size)
	keys := c.temp()
	for i, k := range p.Keys {
		if v, ok := c.constant(k); ok {
			if key := equalKey(v); seen[key] {
				c.fail(pos, "mapping pattern checks duplicate key ("+reprConst(v)+")")
			} else {
				seen[key] = true
			}
		} else if _, ok := k.(*syntax.Attribute); !ok {
			c.fail(pos, "mapping pattern keys may only match literals and attribute lookups")
		}
		c.expr(k, kb+i)
	}
	c.emit(pos, code.BUILDTUPLE, 0, keys, kb, size)
	values := c.temp()
	c.emit(pos, code.MATCHKEYS, 0, values, r, keys)
	c.emit(pos, code.JNONE, 0, values, 0, pc.fail)
	b := c.run(size)
	c.emit(pos, code.UNPACKSEQ, 0, b, values, size)
	rest := noReg
	if p.Rest != "" {
		rest = c.temp()
		c.emit(pos, code.BUILDMAP, 0, rest, rest, 0)
		c.emit(pos, code.DICTUPDATE, 0, rest, r, 0)
		for i := 0; i < size; i++ {
			c.emit(pos, code.DELITEM, 0, rest, kb+i, 0)
		}
	}
	for i, e := range p.Patterns {
		c.subpattern(e, b+i, pc)
	}
	if rest >= 0 {
		c.capture(pos, p.Rest, rest, pc)
	}
}

func (c *compiler) classPattern(p *syntax.MatchClass, r int, pc *patternContext) {
	pos := p.Position()
	nargs, nattrs := len(p.Patterns), len(p.KwdAttrs)
	if nattrs != len(p.KwdPatterns) {
		c.fail(pos, fmt.Sprintf("kwd_attrs (%d) / kwd_patterns (%d) length mismatch in class pattern", nattrs, len(p.KwdPatterns)))
	}
	for i, a := range p.KwdAttrs {
		for j, b := range p.KwdAttrs[i+1:] {
			if a == b {
				c.fail(p.KwdPatterns[i+1+j].Position(), "attribute name repeated in class pattern: "+a)
			}
		}
	}
	if nargs > 255 {
		panic(compileError{tooLarge()})
	}
	cls := c.expr(p.Cls, c.temp())
	names := make(code.Tuple, nattrs)
	for i, a := range p.KwdAttrs {
		names[i] = a
	}
	t := c.temp()
	c.emitKw(pos, code.MATCHCLASS, uint8(nargs), t, r, cls, c.constIndex(names), 0)
	c.emit(pos, code.JNONE, 0, t, 0, pc.fail)
	b := c.run(nargs + nattrs)
	c.emit(pos, code.UNPACKSEQ, 0, b, t, nargs+nattrs)
	for i := 0; i < nargs+nattrs; i++ {
		var e syntax.Pattern
		if i < nargs {
			e = p.Patterns[i]
		} else {
			e = p.KwdPatterns[i-nargs]
		}
		if wildcard(e) {
			continue
		}
		c.subpattern(e, b+i, pc)
	}
}

// equalKey identifies constants that are equal as keys of a dict.
func equalKey(k code.Const) any {
	switch v := k.(type) {
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	case float64:
		if v == float64(int64(v)) && v > -1e15 && v < 1e15 {
			return int64(v)
		}
	case complex128:
		if imag(v) == 0 {
			return equalKey(real(v))
		}
	case *big.Int:
		return "big" + v.String()
	case code.Bytes:
		return v
	}
	return constKey(k)
}
