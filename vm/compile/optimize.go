package compile

import (
	"github.com/gophersnake/gophersnake/vm/code"
)

// jumps reports whether op has a label in field c.
func jumps(op code.Op) bool { return op < code.NumOps && code.Infos[op].C == code.Jump }

// optimizer rearranges the instructions of a unit before assembly.
type optimizer struct {
	u      *unit
	ins    []instr
	labels []int // where each label is
}

func optimize(u *unit) []instr {
	o := &optimizer{u: u, ins: u.ins}
	o.positions()
	o.exits()
	o.threadJumps()
	o.removeUnreachable()
	o.removeChecks()
	o.invertJumps()
	o.removeNops()
	o.removeJumps()
	return o.ins
}

func (o *optimizer) locate() {
	if o.labels == nil {
		o.labels = make([]int, o.u.labels)
	}
	for i := range o.ins {
		if o.ins[i].op == opLabel {
			o.labels[o.ins[i].a] = i
		}
	}
}

// positions gives instructions without a place in the source that of the instruction before.
func (o *optimizer) positions() {
	handlers := o.handlerLabels()
	last := noPos
	for i := range o.ins {
		in := &o.ins[i]
		if in.op == opLabel {
			if handlers[in.a] {
				last = noPos
			}
			continue
		}
		if in.pos == noPos {
			if !isExit(o.ins, i) {
				in.pos = last
			}
		} else {
			last = in.pos
		}
	}
}

// handlerLabels are the labels that exceptions go to. Nothing falls into them, so they inherit no place.
func (o *optimizer) handlerLabels() map[int]bool {
	m := map[int]bool{}
	var last *handler
	for i := range o.ins {
		if h := o.ins[i].h; h != nil && h != last {
			m[h.label] = true
			last = h
		}
	}
	return m
}

// isExit reports whether the instructions at i are the implicit `return None`.
func isExit(ins []instr, i int) bool {
	if ins[i].op == code.RET && i > 0 && ins[i].pos == noPos {
		i--
	}
	return ins[i].op == code.LOADK && ins[i].pos == noPos && i+1 < len(ins) && ins[i+1].op == code.RET && ins[i+1].pos == noPos
}

// exits copies an implicit `return None` to where jumps to it come from, so that it counts to the line of each.
func (o *optimizer) exits() {
	o.locate()
	handlers := o.handlerLabels()
	var extra []instr
	last := noPos
	out := make([]instr, 0, len(o.ins)+8)
	for i := 0; i < len(o.ins); i++ {
		in := o.ins[i]
		if in.op == opLabel {
			if handlers[in.a] {
				last = noPos
			}
		} else if in.pos != noPos {
			last = in.pos
		}
		if in.op == code.JMP || in.op != opLabel && jumps(in.op) {
			t := o.labels[in.c]
			for t < len(o.ins) && o.ins[t].op == opLabel {
				t++
			}
			if t < len(o.ins) && isExit(o.ins, t) && o.ins[t].op == code.LOADK && in.h == o.ins[t].h {
				k, r := o.ins[t], o.ins[t+1]
				k.pos, r.pos = last, last
				if in.op == code.JMP {
					out = append(out, k, r)
					continue
				}
				l := o.u.labels
				o.u.labels++
				extra = append(extra, instr{op: opLabel, a: l, pos: noPos, h: in.h}, k, r)
				in.c = l
			}
		}
		if in.op != opLabel && in.pos == noPos {
			in.pos = last
		}
		out = append(out, in)
	}
	o.ins = append(out, extra...)
	o.labels = nil
}

// target follows unconditional jumps from label l.
func (o *optimizer) target(l int) int {
	for n := 0; n < 100; n++ {
		i := o.labels[l]
		for i < len(o.ins) && o.ins[i].op == opLabel {
			i++
		}
		if i >= len(o.ins) || o.ins[i].op != code.JMP && o.ins[i].op != code.JMPB || o.ins[i].c == l {
			return l
		}
		l = o.ins[i].c
	}
	return l
}

// threadJumps makes jumps to forward jumps go where those go.
func (o *optimizer) threadJumps() {
	o.locate()
	for i := range o.ins {
		in := &o.ins[i]
		if in.op == opLabel || !jumps(in.op) || in.op == code.FORITER || in.op == code.ENDASYNCFOR {
			continue
		}
		in.c = o.target(in.c)
	}
}

// removeUnreachable drops instructions that cannot be reached.
func (o *optimizer) removeUnreachable() {
	o.locate()
	reached := make([]bool, len(o.ins))
	work := []int{0}
	seen := map[*handler]bool{}
	for len(work) > 0 {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		for i < len(o.ins) && !reached[i] {
			reached[i] = true
			in := &o.ins[i]
			if in.op != opLabel {
				if in.h != nil && !seen[in.h] && canRaise(in.op) {
					seen[in.h] = true
					work = append(work, o.labels[in.h.label])
				}
				if jumps(in.op) {
					work = append(work, o.labels[in.c])
				}
				if !code.Falls(in.op) {
					break
				}
			}
			i++
		}
	}
	out := o.ins[:0]
	for i, in := range o.ins {
		if reached[i] {
			out = append(out, in)
		}
	}
	o.ins = out
}

// canRaise reports whether an instruction may raise an exception.
func canRaise(op code.Op) bool {
	switch op {
	case code.NOP, code.MOVE, code.LOADK, code.LOADNULL, code.JMP, code.RET, code.PUSHEXC, code.POPEXC, code.LOADCLOSURE,
		code.JNULL, code.JNONE, code.JNOTNONE, code.JIS, opLabel:
		return false
	}
	return true
}

// removeNops drops instructions that only hold a line, where a neighbour holds the same line.
func (o *optimizer) removeNops() {
	out := o.ins[:0]
	line := -1 // of the instruction before, in the same straight line
	for i := 0; i < len(o.ins); i++ {
		in := o.ins[i]
		if in.op == code.NOP {
			if in.pos.Lineno == line || in.pos == noPos || in.pos.Lineno <= 0 {
				continue
			}
			j := i + 1
			for j < len(o.ins) && o.ins[j].op == opLabel {
				j++
			}
			if j < len(o.ins) && o.ins[j].pos.Lineno == in.pos.Lineno {
				continue
			}
		}
		if in.op == opLabel {
			line = -1
		} else {
			line = in.pos.Lineno
		}
		out = append(out, in)
	}
	o.ins = out
}

// removeJumps drops jumps to the next instruction, unless they alone hold a line.
func (o *optimizer) removeJumps() {
	used := make([]bool, o.u.labels)
	out := o.ins[:0]
	for i := 0; i < len(o.ins); i++ {
		in := o.ins[i]
		if in.op == code.JMP {
			next := false
			j := i + 1
			for ; j < len(o.ins) && o.ins[j].op == opLabel; j++ {
				next = next || o.ins[j].a == in.c
			}
			if next {
				if len(out) == 0 || out[len(out)-1].op == opLabel || in.pos.Lineno > 0 && out[len(out)-1].pos.Lineno != in.pos.Lineno {
					if in.pos.Lineno > 0 && (j >= len(o.ins) || o.ins[j].pos.Lineno != in.pos.Lineno) {
						in.op, in.c = code.NOP, 0
						out = append(out, in)
					}
				}
				continue
			}
		}
		if in.op != opLabel && jumps(in.op) {
			used[in.c] = true
		}
		out = append(out, in)
	}
	o.ins = out
}

// inverted gives the conditional jump with the opposite condition. Of the jumps that compare, JF.. jumps unless the
// same comparison holds that JT.. jumps for.
func inverted(in *instr) bool {
	op := in.op
	switch {
	case op == code.JT:
		in.op = code.JF
	case op == code.JF:
		in.op = code.JT
	case op == code.JNONE:
		in.op = code.JNOTNONE
	case op == code.JNOTNONE:
		in.op = code.JNONE
	case op == code.JIS:
		in.x ^= 1
	case op >= code.JFLT && op <= code.JFGE:
		in.op += code.JTLT - code.JFLT
	case op >= code.JTLT && op <= code.JTGE:
		in.op -= code.JTLT - code.JFLT
	case op >= code.JFLTI && op <= code.JFGEI:
		in.op += code.JTLTI - code.JFLTI
	case op >= code.JTLTI && op <= code.JTGEI:
		in.op -= code.JTLTI - code.JFLTI
	default:
		return false
	}
	return true
}

// invertJumps makes one jump of a conditional jump over an unconditional one.
func (o *optimizer) invertJumps() {
	for i := 0; i+2 < len(o.ins); i++ {
		in, jmp := &o.ins[i], &o.ins[i+1]
		if in.op == opLabel || jmp.op != code.JMP && jmp.op != code.JMPB || !jumps(in.op) || jmp.pos.Lineno != in.pos.Lineno {
			continue
		}
		over := false
		for j := i + 2; j < len(o.ins) && o.ins[j].op == opLabel; j++ {
			over = over || o.ins[j].a == in.c
		}
		if over && inverted(in) {
			in.c = jmp.c
			jmp.op, jmp.c = code.NOP, 0
		}
	}
}

// bits is a set of variables.
type bits []uint64

func (b bits) get(i int) bool { return b[i>>6]&(1<<(i&63)) != 0 }
func (b bits) set(i int, v bool) {
	if v {
		b[i>>6] |= 1 << (i & 63)
	} else {
		b[i>>6] &^= 1 << (i & 63)
	}
}

// removeChecks drops the checks of locals that are bound on every way to the check.
func (o *optimizer) removeChecks() {
	u := o.u
	n := len(u.localList) + u.saves
	any := false
	for i := range o.ins {
		any = any || o.ins[i].op == code.CHECKLOCAL
	}
	if !any {
		return
	}
	words := (n + 63) / 64
	if words*u.labels > 1<<22 {
		return // the analysis would take too much memory: the checks stay
	}
	o.locate()
	// A block starts at a label. in[l] is what is bound there, nil while unreached.
	in := make([]bits, u.labels)
	entry := make(bits, words)
	for i := 0; i < len(u.ste.Varnames); i++ {
		entry.set(u.locals[u.ste.Varnames[i]], true)
	}
	var work []int
	queued := make([]bool, u.labels)
	meet := func(l int, s bits) {
		if in[l] == nil {
			in[l] = append(bits{}, s...)
		} else {
			changed := false
			for i := range s {
				if m := in[l][i] & s[i]; m != in[l][i] {
					in[l][i] = m
					changed = true
				}
			}
			if !changed {
				return
			}
		}
		if !queued[l] {
			queued[l] = true
			work = append(work, l)
		}
	}
	remove := make([]bool, len(o.ins))
	cur := make(bits, words)
	run := func(i int, final bool) {
		var last *handler
		for ; i < len(o.ins); i++ {
			p := &o.ins[i]
			if p.op == opLabel {
				if final {
					if in[p.a] != nil {
						copy(cur, in[p.a])
						last = nil
						continue
					}
				} else {
					meet(p.a, cur)
					return
				}
			}
			if p.h != last {
				last = p.h
				if last != nil && !final {
					meet(last.label, cur)
				}
			}
			info := code.Info{}
			if p.op < code.NumOps {
				info = code.Infos[p.op]
			}
			switch p.op {
			case code.CHECKLOCAL:
				if final {
					remove[i] = cur.get(p.a)
				}
				cur.set(p.a, true)
			case code.DELLOCAL:
				cur.set(p.a, false)
				last = nil
			case code.LOADNULL:
				if isLocal(p.a) {
					cur.set(p.a, false)
					last = nil
				}
			case code.MOVE:
				switch {
				case p.x == 1:
					cur.set(len(u.localList)+p.d, isLocal(p.b) && cur.get(p.b))
				case p.x == 2 && isLocal(p.a):
					cur.set(p.a, cur.get(len(u.localList)+p.d))
					last = nil
				case isLocal(p.a):
					cur.set(p.a, true)
				}
			case code.FORITER:
				if !final {
					meet(p.c, cur)
				}
				if isLocal(p.a) {
					cur.set(p.a, true)
				}
				continue
			case code.UNPACKSEQ:
				if isLocal(p.a) {
					for k := 0; k < p.c; k++ {
						cur.set(p.a+k, true)
					}
				}
			default:
				if info.A == code.Dst && isLocal(p.a) {
					cur.set(p.a, true)
				}
				if info.B == code.Dst && isLocal(p.b) {
					cur.set(p.b, true)
				}
				if info.C == code.Dst && isLocal(p.c) {
					cur.set(p.c, true)
				}
				if len(info.Ext) == 1 && info.Ext[0] == code.ExtKw && isLocal(p.d) && p.op != code.MATCHCLASS {
					cur.set(p.d, true)
				}
			}
			if final {
				continue
			}
			if info.C == code.Jump {
				meet(p.c, cur)
			}
			if p.op != opLabel && !code.Falls(p.op) {
				return
			}
		}
	}
	copy(cur, entry)
	run(0, false)
	for len(work) > 0 {
		l := work[len(work)-1]
		work = work[:len(work)-1]
		queued[l] = false
		copy(cur, in[l])
		// Start behind the label itself.
		i := o.labels[l]
		run(i+1, false)
	}
	copy(cur, entry)
	run(0, true)
	out := o.ins[:0]
	for i, p := range o.ins {
		if !remove[i] {
			out = append(out, p)
		}
	}
	o.ins = out
}
