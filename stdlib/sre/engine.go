package sre

import (
	"bytes"
	"github.com/gophersnake/gophersnake/objects"
	"unsafe"
)

// char is the type of the elements of a subject: bytes for bytes and ASCII text, code points for other text.
type char interface{ byte | rune }

// rec is an entry of the stack of what to do when the match so far leads nowhere.
type rec struct {
	kind    recKind
	pc      int32
	a, b, c int
}

type recKind int32

const (
	recChoice recKind = iota // go on at pc from position a
	recMark                  // mark a was b, and lastIndex was c
	recReg                   // register pc had count a and last b
	recTail                  // go on behind the MAX_UNTIL at pc from position a; its register had count b and last c
	recGreedy                // give back characters of the repeat at pc, which reaches to a, down to b
	recLazy                  // take one more character for the repeat at pc, which has b and reaches to a
)

// maxStack bounds the stack: 32 bytes an entry.
const maxStack = 1 << 25

// reg is the state of a repeat, or of an assertion or atomic group.
type reg struct {
	count int
	last  int // position of the iteration before, -1 for none
	base  int // height of the stack when it was entered
	ptr   int // where it was entered
}

// work is what a match needs; the parts are used again.
type work struct {
	t           *objects.Thread
	stack       []rec
	marks       []int
	regs        []reg
	lastIndex   int
	start       int // where the match begins
	ptr         int // where it ends
	end         int
	matchAll    bool
	mustAdvance bool // it must not be empty
	steps       int
	err         error
}

// pollSteps is how many times the engine goes back before it looks whether anybody wants attention.
const pollSteps = 1 << 12

func (w *work) poll() bool {
	w.steps = 0
	if w.t.Breaker.Load() != 0 {
		w.err = w.t.Runtime.Poll(w.t)
	}
	return w.err == nil
}

// asBytes gives s as bytes where it is made of these.
func asBytes[C char](s []C) ([]byte, bool) {
	if unsafe.Sizeof(*new(C)) != 1 {
		return nil, false
	}
	return *(*[]byte)(unsafe.Pointer(&s)), true
}

// count gives how many characters from ptr on the item of a repeat matches, limit at most (negative: no limit).
//
// CPython: Modules/_sre/sre_lib.h SRE_count
func count[C char](in *inst, s []C, ptr, limit int) int {
	n := len(s) - ptr
	if n <= 0 {
		return 0
	}
	if limit >= 0 && limit < n {
		n = limit
	}
	s = s[ptr : ptr+n]
	switch in.item {
	case opAnyAll:
		return n
	case opAny:
		if b, ok := asBytes(s); ok {
			if i := bytes.IndexByte(b, '\n'); i >= 0 {
				return i
			}
			return n
		}
		for i, c := range s {
			if c == '\n' {
				return i
			}
		}
	case opSet:
		set := in.set
		if b, ok := asBytes(s); ok {
			for i, c := range b {
				if !set.low[c] {
					return i
				}
			}
			return n
		}
		for i, c := range s {
			if !set.has(rune(c)) {
				return i
			}
		}
	case opLit:
		for i, c := range s {
			if rune(c) != in.x {
				return i
			}
		}
	case opNotLit:
		if b, ok := asBytes(s); ok {
			if uint32(in.x) > 255 {
				return n
			}
			if i := bytes.IndexByte(b, byte(in.x)); i >= 0 {
				return i
			}
			return n
		}
		for i, c := range s {
			if rune(c) == in.x {
				return i
			}
		}
	default:
		return 0
	}
	return n
}

// itemAt reports whether the item of a repeat matches c.
func itemAt[C char](in *inst, c C) bool {
	switch in.item {
	case opAnyAll:
		return true
	case opAny:
		return c != '\n'
	case opSet:
		return in.set.has(rune(c))
	case opLit:
		return rune(c) == in.x
	case opNotLit:
		return rune(c) != in.x
	}
	return false
}

// canStart reports whether the character at ptr, if there is one, is among those of f.
func canStart[C char](f *first, s []C, ptr int) bool {
	if f.lit >= 0 {
		return ptr < len(s) && rune(s[ptr]) == f.lit
	}
	if f.set != nil {
		return ptr < len(s) && f.set.has(rune(s[ptr]))
	}
	return true
}

// giveBack gives the last position from ptr down to low where f can start, less than low if there is none.
func giveBack[C char](f *first, s []C, ptr, low int) int {
	switch {
	case f.lit >= 0:
		if ptr >= len(s) {
			ptr = len(s) - 1
		}
		for ptr >= low && rune(s[ptr]) != f.lit {
			ptr--
		}
	case f.set != nil:
		if ptr >= len(s) {
			ptr = len(s) - 1
		}
		for ptr >= low && !f.set.has(rune(s[ptr])) {
			ptr--
		}
	}
	return ptr
}

// at reports whether ptr is a position as an AT asks for.
//
// CPython: Modules/_sre/sre_lib.h SRE_at
func at[C char](code rune, s []C, ptr int) bool {
	switch code {
	case atBeginning, atBeginningString:
		return ptr == 0
	case atBeginningLine:
		return ptr == 0 || ptr <= len(s) && s[ptr-1] == '\n'
	case atEnd:
		return ptr == len(s) || ptr == len(s)-1 && s[ptr] == '\n'
	case atEndLine:
		return ptr == len(s) || ptr < len(s) && s[ptr] == '\n'
	case atEndString:
		return ptr == len(s)
	}
	unicode := code >= atUniBoundary
	boundary := wordAt(s, ptr-1, unicode) != wordAt(s, ptr, unicode)
	return boundary == (code == atBoundary || code == atLocBoundary || code == atUniBoundary)
}

// wordAt reports whether s has a character of a word at i.
func wordAt[C char](s []C, i int, unicode bool) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := rune(s[i])
	return isWord(c) || unicode && c >= 0x80 && isUniWord(c)
}

// undo takes back what the records from base on say was changed, and drops them.
func (w *work) undo(stack []rec, base int) []rec {
	for i := len(stack) - 1; i >= base; i-- {
		switch r := &stack[i]; r.kind {
		case recMark:
			w.marks[r.a], w.lastIndex = r.b, r.c
		case recReg:
			w.regs[r.pc].count, w.regs[r.pc].last = r.a, r.b
		}
	}
	return stack[:base]
}

// cut drops the choices from base on; what must be taken back by whoever goes back further stays.
func (w *work) cut(prog []inst, stack []rec, base int) []rec {
	kept := base
	for i := base; i < len(stack); i++ {
		switch r := stack[i]; r.kind {
		case recTail:
			r = rec{kind: recReg, pc: prog[r.pc].x, a: r.b, b: r.c}
			fallthrough
		case recMark, recReg:
			stack[kept] = r
			kept++
		}
	}
	return stack[:kept]
}

// match matches from w.start on, and sets w.ptr where it can.
//
// CPython: Modules/_sre/sre_lib.h SRE_match
func match[C char](w *work, s []C, prog []inst) bool {
	var (
		ptr   = w.start
		pc    int32
		stack = w.stack[:0]
	)
	s = s[:w.end]
	for {
		in := &prog[pc]
		switch in.op {
		case opFail:
			goto fail
		case opMatch:
			if w.matchAll && ptr != len(s) || w.mustAdvance && ptr == w.start {
				goto fail
			}
			w.ptr, w.stack = ptr, stack[:0]
			return true
		case opAny:
			if ptr >= len(s) || s[ptr] == '\n' {
				goto fail
			}
			ptr++
		case opAnyAll:
			if ptr >= len(s) {
				goto fail
			}
			ptr++
		case opLit:
			if ptr >= len(s) || rune(s[ptr]) != in.x {
				goto fail
			}
			ptr++
		case opNotLit:
			if ptr >= len(s) || rune(s[ptr]) == in.x {
				goto fail
			}
			ptr++
		case opStr:
			if len(s)-ptr < len(in.str) {
				goto fail
			}
			for i, c := range in.str {
				if rune(s[ptr+i]) != c {
					goto fail
				}
			}
			ptr += len(in.str)
		case opSet:
			if ptr >= len(s) || !in.set.has(rune(s[ptr])) {
				goto fail
			}
			ptr++
		case opAt:
			if !at(in.x, s, ptr) {
				goto fail
			}
		case opMark:
			if len(stack) > 0 {
				stack = append(stack, rec{kind: recMark, a: int(in.x), b: w.marks[in.x], c: w.lastIndex})
			}
			w.marks[in.x] = ptr
			if in.x&1 != 0 {
				w.lastIndex = int(in.x)/2 + 1
			}
		case opJump:
			pc = in.next
			continue
		case opBranch:
			for !canStart(&in.first, s, ptr) {
				if in.next < 0 {
					goto fail
				}
				pc = in.next
				in = &prog[pc]
			}
			for next := in.next; next >= 0; next = prog[next].next {
				if canStart(&prog[next].first, s, ptr) {
					if len(stack) >= maxStack {
						goto full
					}
					stack = append(stack, rec{kind: recChoice, pc: next, a: ptr})
					break
				}
			}
		case opGroupRef:
			b, e := w.marks[2*in.x], w.marks[2*in.x+1]
			if b < 0 || e < b || e-b > len(s)-ptr {
				goto fail
			}
			for i := b; i < e; i++ {
				if x, y := rune(s[i]), rune(s[ptr]); x != y && (in.fold == foldNone || in.fold.lower(x) != in.fold.lower(y)) {
					goto fail
				}
				ptr++
			}
		case opGroupExists:
			if b, e := w.marks[2*in.x], w.marks[2*in.x+1]; b < 0 || e < b {
				pc = in.next
				continue
			}
		case opRepeat:
			r := &w.regs[in.x]
			if len(stack) > 0 {
				stack = append(stack, rec{kind: recReg, pc: in.x, a: r.count, b: r.last})
			}
			r.count, r.last = -1, -1
			pc = in.next
			continue
		case opMaxUntil:
			if len(stack) >= maxStack {
				goto full
			}
			if w.steps++; w.steps >= pollSteps && !w.poll() {
				w.stack = stack[:0]
				return false
			}
			r := &w.regs[in.x]
			n := r.count + 1
			if n < in.min {
				if len(stack) > 0 {
					stack = append(stack, rec{kind: recReg, pc: in.x, a: r.count, b: r.last})
				}
				r.count = n
				pc = in.next
				continue
			}
			if (in.max < 0 || n < in.max) && ptr != r.last {
				stack = append(stack, rec{recTail, pc, ptr, r.count, r.last})
				r.count, r.last = n, ptr
				pc = in.next
				continue
			}
		case opMinUntil:
			if len(stack) >= maxStack {
				goto full
			}
			if w.steps++; w.steps >= pollSteps && !w.poll() {
				w.stack = stack[:0]
				return false
			}
			r := &w.regs[in.x]
			n := r.count + 1
			if n < in.min {
				if len(stack) > 0 {
					stack = append(stack, rec{kind: recReg, pc: in.x, a: r.count, b: r.last})
				}
				r.count = n
				pc = in.next + 1 // behind its opMinBody
				continue
			}
			if (in.max < 0 || n < in.max) && ptr != r.last {
				stack = append(stack, rec{kind: recChoice, pc: in.next, a: ptr})
			}
		case opMinBody:
			r := &w.regs[in.x]
			if len(stack) > 0 {
				stack = append(stack, rec{kind: recReg, pc: in.x, a: r.count, b: r.last})
			}
			r.count++
			r.last = ptr
		case opGreedyOne:
			n := count(in, s, ptr, in.max)
			if n < in.min {
				goto fail
			}
			w.steps += n >> 6
			low := ptr + in.min
			ptr = giveBack(&in.first, s, ptr+n, low)
			if ptr < low {
				goto fail
			}
			if ptr > low {
				stack = append(stack, rec{kind: recGreedy, pc: pc, a: ptr, b: low})
			}
		case opLazyOne:
			n := 0
			if in.min > 0 {
				if n = count(in, s, ptr, in.min); n < in.min {
					goto fail
				}
			}
			ptr += n
			if in.max < 0 || n < in.max {
				stack = append(stack, rec{kind: recLazy, pc: pc, a: ptr, b: n})
			}
			if !canStart(&in.first, s, ptr) {
				goto fail
			}
		case opPossessiveOne:
			n := count(in, s, ptr, in.max)
			if n < in.min {
				goto fail
			}
			ptr += n
		case opPossessive:
			w.regs[in.x].count, w.regs[in.x].last = 0, -1
		case opPossessiveLoop:
			if len(stack) >= maxStack {
				goto full
			}
			if w.steps++; w.steps >= pollSteps && !w.poll() {
				w.stack = stack[:0]
				return false
			}
			r := &w.regs[in.x]
			r.base = len(stack)
			switch {
			case r.count < in.min:
			case (in.max < 0 || r.count < in.max) && ptr != r.last:
				stack = append(stack, rec{kind: recChoice, pc: in.next, a: ptr})
				r.last = ptr
			default:
				pc = in.next
				continue
			}
		case opPossessiveEnd:
			r := &w.regs[in.x]
			stack = w.cut(prog, stack, r.base)
			r.count++
			pc = in.next
			continue
		case opAtomic:
			w.regs[in.x].base = len(stack)
		case opAtomicEnd:
			stack = w.cut(prog, stack, w.regs[in.x].base)
		case opAssert:
			if ptr < in.min {
				goto fail
			}
			w.regs[in.x].base, w.regs[in.x].ptr = len(stack), ptr
			ptr -= in.min
		case opAssertEnd:
			stack = w.cut(prog, stack, w.regs[in.x].base)
			ptr = w.regs[in.x].ptr
		case opAssertNot:
			if ptr < in.min {
				pc = in.next
				continue
			}
			w.regs[in.x].base = len(stack)
			stack = append(stack, rec{kind: recChoice, pc: in.next, a: ptr})
			ptr -= in.min
		case opAssertNotEnd:
			stack = w.undo(stack, w.regs[in.x].base)
			goto fail
		}
		pc++
		continue

	fail:
		if w.steps++; w.steps >= pollSteps && !w.poll() {
			w.stack = stack[:0]
			return false
		}
		for {
			top := len(stack) - 1
			if top < 0 {
				w.stack = stack
				return false
			}
			r := &stack[top]
			if r.kind == recMark {
				w.marks[r.a], w.lastIndex = r.b, r.c
				stack = stack[:top]
				continue
			}
			if r.kind == recReg {
				w.regs[r.pc].count, w.regs[r.pc].last = r.a, r.b
				stack = stack[:top]
				continue
			}
			if r.kind == recChoice {
				pc, ptr = r.pc, r.a
				stack = stack[:top]
				break
			}
			in := &prog[r.pc]
			if r.kind == recTail {
				w.regs[in.x].count, w.regs[in.x].last = r.b, r.c
				pc, ptr = r.pc+1, r.a
				stack = stack[:top]
				break
			}
			if r.kind == recGreedy {
				ptr = giveBack(&in.first, s, r.a-1, r.b)
				if ptr <= r.b {
					low := r.b
					stack = stack[:top]
					if ptr < low {
						continue
					}
				} else {
					r.a = ptr
				}
				pc = r.pc + 1
				break
			}
			// recLazy
			found := false
			ptr = r.a
			n := r.b
			for (in.max < 0 || n < in.max) && ptr < len(s) && itemAt(in, s[ptr]) {
				ptr++
				n++
				if canStart(&in.first, s, ptr) {
					found = true
					break
				}
			}
			if !found {
				stack = stack[:top]
				continue
			}
			pc = r.pc + 1
			if in.max >= 0 && n >= in.max {
				stack = stack[:top]
			} else {
				r.a, r.b = ptr, n
			}
			break
		}
	}
full:
	w.stack, w.err = nil, objects.MemoryError(w.t)
	return false
}
