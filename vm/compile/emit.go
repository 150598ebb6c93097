package compile

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// Registers are virtual until a unit is assembled: locals are numbered from 0 in the order of their discovery, cells from
// regCell, temporaries from regTemp. Runs of registers are always temporaries, or locals whose final order is known.
const (
	regCell = 1 << 26
	regTemp = 1 << 27
	noReg   = -1 // "any register" as a destination; absent as an operand of kind reg?
)

// opLabel is a pseudo-instruction: label a is here.
const opLabel = code.Op(255)

// instr is an instruction before assembly. The jump operand c holds a label.
type instr struct {
	op      code.Op
	x       uint8
	a, b, c int
	name    int // index of the name, or of the constant of a kw word
	d       int // destination of a kw word; second number of a num2 word
	pos     *syntax.Pos
	h       *handler
}

// handler is where exceptions go that are raised in the instructions emitted while it is current.
type handler struct {
	label int
	reg   int
}

// noPos marks instructions that have no place in the source of their own: they take that of the instruction before.
var noPos = &syntax.Pos{Lineno: -1, ColOffset: -1, EndLineno: -1, EndColOffset: -1}

// nowhere marks instructions that have no place and take none: f_lineno stays what it was when they raise an exception again.
var nowhere = &syntax.Pos{Lineno: -1, EndLineno: -1, ColOffset: -1, EndColOffset: -1}

type fblockKind uint8

const (
	fbWhile fblockKind = iota
	fbFor
	fbAsyncFor
	fbTry
	fbFinally
	fbFinallyEnd
	fbWith
	fbAsyncWith
	fbHandler
	fbGroupHandler
	fbStopIteration
)

// fblock is a statement that return, break and continue have to leave properly.
type fblock struct {
	kind      fblockKind
	brk, cont int // labels of loops
	outer     *handler
	reg       int // with: the pair of __exit__; handlers: the saved exception
	name      string
	final     []syntax.Stmt
	pos       *syntax.Pos
}

// unit is the code object being compiled.
type unit struct {
	parent   *unit
	ste      *Entry
	kind     scopeKind
	name     string
	qualname string
	private  string
	first    int // first line

	ins       []instr
	labels    int
	handler   *handler
	fblocks   []fblock
	locals    map[string]int
	localList []string // by virtual register
	touched   []int    // order in which co_varnames lists them
	isTouched map[string]bool
	cells     map[string]int
	cellList  []string
	frees     map[string]int
	freeList  []string
	names     map[string]int
	nameList  []string
	consts    map[any]int
	constList []code.Const
	tmp       int
	maxTmp    int

	argcount, posonly, kwonly int
	docstring                 bool
	fast                      map[string]int // names overridden in inlined comprehensions: their scope
	inlined                   int            // depth of inlined comprehensions
	static                    []string
	isStatic                  map[string]bool
	deferred                  []deferredAnnotation
	inConditional             int
	placeholder               int             // where a module's annotation function is made
	cold                      []instr         // exception handlers, which come after everything else
	hidden                    map[string]bool // cells of inlined comprehensions whose names are free in the unit
	active                    map[string]int  // variables of the inlined comprehensions being compiled
	saves                     int             // number of saved locals, for the analysis of definite assignment
}

type scopeKind uint8

const (
	kindModule scopeKind = iota
	kindClass
	kindFunction
	kindAsyncFunction
	kindLambda
	kindComprehension
	kindAnnotations
	kindTypeParams
)

func isTemp(r int) bool  { return r >= regTemp }
func isLocal(r int) bool { return r >= 0 && r < regCell }

// temp allocates the next temporary register.
func (c *compiler) temp() int {
	r := regTemp + c.u.tmp
	c.u.tmp++
	if c.u.tmp > c.u.maxTmp {
		c.u.maxTmp = c.u.tmp
	}
	return r
}

// run allocates n consecutive temporaries.
func (c *compiler) run(n int) int {
	r := regTemp + c.u.tmp
	c.u.tmp += n
	if c.u.tmp > c.u.maxTmp {
		c.u.maxTmp = c.u.tmp
	}
	return r
}

// release frees every temporary from r on.
func (c *compiler) release(r int) { c.u.tmp = r - regTemp }

// top is the register that the next temp would be.
func (c *compiler) top() int { return regTemp + c.u.tmp }

func (c *compiler) emit(pos *syntax.Pos, op code.Op, x uint8, a, b, cc int) {
	c.u.ins = append(c.u.ins, instr{op: op, x: x, a: a, b: b, c: cc, pos: pos, h: c.u.handler})
}

func (c *compiler) emitName(pos *syntax.Pos, op code.Op, x uint8, a, b, cc int, name string) {
	c.u.ins = append(c.u.ins, instr{op: op, x: x, a: a, b: b, c: cc, name: c.nameIndex(name), pos: pos, h: c.u.handler})
}

func (c *compiler) emitKw(pos *syntax.Pos, op code.Op, x uint8, a, b, cc int, kw, d int) {
	c.u.ins = append(c.u.ins, instr{op: op, x: x, a: a, b: b, c: cc, name: kw, d: d, pos: pos, h: c.u.handler})
}

func (c *compiler) newLabel() int {
	c.u.labels++
	return c.u.labels - 1
}

func (c *compiler) label(l int) {
	c.u.ins = append(c.u.ins, instr{op: opLabel, a: l, pos: noPos, h: c.u.handler})
}

func (c *compiler) jump(pos *syntax.Pos, l int) { c.emit(pos, code.JMP, 0, 0, 0, l) }

func (c *compiler) move(pos *syntax.Pos, dst, src int) {
	if dst != src {
		c.emit(pos, code.MOVE, 0, dst, src, 0)
	}
}

func (c *compiler) nameIndex(name string) int {
	if i, ok := c.u.names[name]; ok {
		return i
	}
	i := len(c.u.nameList)
	c.u.names[name] = i
	c.u.nameList = append(c.u.nameList, name)
	return i
}

// constKey identifies a constant: equal ones of different type, and zeros of different sign, are different constants.
func constKey(k code.Const) any {
	type floatKey struct{ bits uint64 }
	type complexKey struct{ re, im uint64 }
	type bigKey struct{ s string }
	type tupleKey struct{ s string }
	switch k := k.(type) {
	case float64:
		return floatKey{math.Float64bits(k)}
	case complex128:
		return complexKey{math.Float64bits(real(k)), math.Float64bits(imag(k))}
	case *big.Int:
		return bigKey{k.Text(62)}
	case code.Tuple, code.FrozenSet, code.Slice:
		var b strings.Builder
		writeConstKey(&b, k)
		return tupleKey{b.String()}
	}
	return k
}

func writeConstKey(b *strings.Builder, k code.Const) {
	list := func(tag string, l []code.Const) {
		b.WriteString(tag)
		for _, e := range l {
			writeConstKey(b, e)
			b.WriteByte(',')
		}
		b.WriteByte(')')
	}
	switch k := k.(type) {
	case code.Tuple:
		list("t(", k)
	case code.FrozenSet:
		list("f(", k)
	case code.Slice:
		list("s(", []code.Const{k.Start, k.Stop, k.Step})
	case string:
		fmt.Fprintf(b, "u%d:%s", len(k), k)
	case code.Bytes:
		fmt.Fprintf(b, "b%d:%s", len(k), string(k))
	case float64:
		fmt.Fprintf(b, "d%x", math.Float64bits(k))
	case complex128:
		fmt.Fprintf(b, "c%x,%x", math.Float64bits(real(k)), math.Float64bits(imag(k)))
	case *big.Int:
		b.WriteString("i" + k.Text(10))
	case int64:
		fmt.Fprintf(b, "i%d", k)
	case *code.Code:
		fmt.Fprintf(b, "o%p", k)
	default:
		fmt.Fprintf(b, "%T%v", k, k)
	}
}

func (c *compiler) constIndex(k code.Const) int {
	key := constKey(k)
	if i, ok := c.u.consts[key]; ok {
		return i
	}
	i := len(c.u.constList)
	c.u.consts[key] = i
	c.u.constList = append(c.u.constList, k)
	return i
}

// loadConst puts constant k in want, or in a new temporary.
func (c *compiler) loadConst(pos *syntax.Pos, k code.Const, want int) int {
	d := c.target(want)
	c.emit(pos, code.LOADK, 0, d, c.constIndex(k), 0)
	return d
}

// target is the register for a result: want, or a new temporary.
func (c *compiler) target(want int) int {
	if want >= 0 {
		return want
	}
	return c.temp()
}

// early is the register for a result that is written before all operands have been read or while exceptions may still
// leave the old value visible: never a local variable. The caller ends with finish.
func (c *compiler) early(want int) int {
	if want >= 0 && isTemp(want) {
		return want
	}
	return c.temp()
}

func (c *compiler) finish(pos *syntax.Pos, want, d int) int {
	if want >= 0 && want != d {
		c.move(pos, want, d)
		return want
	}
	return d
}

// local is the virtual register of a local variable.
func (c *compiler) local(name string) int {
	if r, ok := c.u.locals[name]; ok {
		return r
	}
	r := len(c.u.localList)
	c.u.locals[name] = r
	c.u.localList = append(c.u.localList, name)
	return r
}

// touch fixes the variable's place in co_varnames, at its first use or assignment.
func (c *compiler) touch(name string) {
	if !c.u.isTouched[name] {
		c.u.isTouched[name] = true
		c.u.touched = append(c.u.touched, c.local(name))
	}
}

func (c *compiler) cell(name string) int {
	if i, ok := c.u.cells[name]; ok {
		return regCell + i
	}
	i := len(c.u.cellList)
	c.u.cells[name] = i
	c.u.cellList = append(c.u.cellList, name)
	return regCell + i
}

func (c *compiler) free(name string) int {
	if i, ok := c.u.frees[name]; ok {
		return i
	}
	i := len(c.u.freeList)
	c.u.frees[name] = i
	c.u.freeList = append(c.u.freeList, name)
	return i
}

type accessKind uint8

const (
	accLocal accessKind = iota
	accCell
	accFree
	accGlobal
	accName
)

// resolve says how the (mangled) name is reached from the current unit.
//
// CPython: Python/compile.c _PyCompile_ResolveNameop
func (c *compiler) resolve(name string) accessKind {
	u := c.u
	if s, ok := u.fast[name]; ok {
		switch s {
		case ScopeLocal:
			return accLocal
		case ScopeCell:
			return accCell
		case ScopeFree:
			if _, ok := u.cells[name]; ok && u.kind == kindClass {
				return accCell
			}
			return accFree
		case ScopeGlobalExplicit, ScopeGlobalImplicit:
			return accGlobal
		}
	}
	if name == "__conditional_annotations__" && u.kind == kindClass {
		return accCell
	}
	switch u.ste.scope(name) {
	case ScopeFree:
		return accFree
	case ScopeCell:
		return accCell
	case ScopeLocal:
		if u.ste.functionLike() {
			return accLocal
		}
	case ScopeGlobalImplicit:
		if u.ste.functionLike() {
			return accGlobal
		}
	case ScopeGlobalExplicit:
		return accGlobal
	}
	return accName
}

func (c *compiler) mangle(name string) string { return maybeMangle(c.u.private, c.u.ste, name) }

// loadName puts a variable's value in want; with want noReg a local is left in place.
func (c *compiler) loadName(pos *syntax.Pos, id string, want int) int {
	name := c.mangle(id)
	u := c.u
	switch c.resolve(name) {
	case accLocal:
		r := c.local(name)
		c.touch(name)
		c.emit(pos, code.CHECKLOCAL, 0, r, 0, 0)
		if want < 0 {
			return r
		}
		c.move(pos, want, r)
		return want
	case accCell:
		d := c.target(want)
		if u.kind == kindClass && u.inlined == 0 {
			m := c.temp()
			c.emit(pos, code.LOADLOCALS, 0, m, 0, 0)
			c.emit(pos, code.LOADDICTCELL, 0, d, m, c.cell(name))
			c.release(m)
		} else {
			c.emit(pos, code.LOADCELL, 0, d, c.cell(name), 0)
		}
		return d
	case accFree:
		d := c.target(want)
		f := c.free(name)
		if u.kind == kindClass && u.inlined == 0 {
			m := c.temp()
			c.emit(pos, code.LOADLOCALS, 0, m, 0, 0)
			c.emit(pos, code.LOADDICTFREE, 0, d, m, f)
			c.release(m)
		} else if u.ste.seesClassScope && name != "__classdict__" {
			m := c.loadClassdict(pos)
			c.emit(pos, code.LOADDICTFREE, 0, d, m, f)
			c.release(m)
		} else {
			c.emit(pos, code.LOADFREE, 0, d, f, 0)
		}
		return d
	case accGlobal:
		d := c.target(want)
		if u.ste.seesClassScope && u.ste.scope(name) == ScopeGlobalImplicit {
			m := c.loadClassdict(pos)
			c.emitName(pos, code.LOADDICTGLOBAL, 0, d, m, 0, name)
			c.release(m)
		} else {
			c.emitName(pos, code.LOADGLOBAL, 0, d, 0, 0, name)
		}
		return d
	}
	d := c.target(want)
	if u.kind == kindClass && u.inlined > 0 {
		c.emitName(pos, code.LOADGLOBAL, 0, d, 0, 0, name)
	} else {
		c.emitName(pos, code.LOADNAME, 0, d, 0, 0, name)
	}
	return d
}

func (c *compiler) loadClassdict(pos *syntax.Pos) int {
	m := c.temp()
	c.emit(pos, code.LOADFREE, 0, m, c.free("__classdict__"), 0)
	return m
}

// storeName assigns register src to a variable.
func (c *compiler) storeName(pos *syntax.Pos, id string, src int) {
	name := c.mangle(id)
	switch c.resolve(name) {
	case accLocal:
		c.move(pos, c.local(name), src)
		c.touch(name)
	case accCell:
		c.emit(pos, code.STORECELL, 0, c.cell(name), src, 0)
	case accFree:
		c.emit(pos, code.STOREFREE, 0, c.free(name), src, 0)
	case accGlobal:
		c.emitName(pos, code.STOREGLOBAL, 0, src, 0, 0, name)
	default:
		c.emitName(pos, code.STORENAME, 0, src, 0, 0, name)
	}
}

func (c *compiler) deleteName(pos *syntax.Pos, id string) {
	name := c.mangle(id)
	switch c.resolve(name) {
	case accLocal:
		c.emit(pos, code.DELLOCAL, 0, c.local(name), 0, 0)
		c.touch(name)
	case accCell:
		c.emit(pos, code.DELCELL, 0, c.cell(name), 0, 0)
	case accFree:
		c.emit(pos, code.DELFREE, 0, c.free(name), 0, 0)
	case accGlobal:
		c.emitName(pos, code.DELGLOBAL, 0, 0, 0, 0, name)
	default:
		c.emitName(pos, code.DELNAME, 0, 0, 0, 0, name)
	}
}

// localTarget returns the register of a plain local variable, or noReg for any other expression. The variable is not
// touched: its value has not been compiled yet.
func (c *compiler) localTarget(e syntax.Expr) int {
	if n, ok := e.(*syntax.Name); ok {
		if name := c.mangle(n.ID); c.resolve(name) == accLocal {
			return c.local(name)
		}
	}
	return noReg
}

// coldBegin redirects what is emitted to the end of the unit, until coldEnd: exception handlers.
func (c *compiler) coldBegin() []instr {
	old := c.u.ins
	c.u.ins = nil
	return old
}

func (c *compiler) coldEnd(old []instr) {
	c.u.cold = append(c.u.cold, c.u.ins...)
	c.u.ins = old
}
