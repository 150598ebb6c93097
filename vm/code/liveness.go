package code

import mathbits "math/bits"

// maxLiveness bounds the work of Live, in words of bit sets.
const maxLiveness = 1 << 21

// RegSet is a set of registers.
type RegSet []uint64

// Has reports whether r is in the set.
func (s RegSet) Has(r int) bool { return s[r>>6]&(1<<(r&63)) != 0 }

func (s RegSet) add(first, n int) {
	for r := first; r < first+n; r++ {
		s[r>>6] |= 1 << (r & 63)
	}
}

func (s RegSet) remove(first, n int) {
	for r := first; r < first+n; r++ {
		s[r>>6] &^= 1 << (r & 63)
	}
}

// join adds other, and reports whether that added anything.
func (s RegSet) join(other RegSet) (grew bool) {
	for i, w := range other {
		if w&^s[i] != 0 {
			s[i] |= w
			grew = true
		}
	}
	return grew
}

// effect tells reads and writes which registers d reads, and which it writes whenever it completes without a jump.
func (d *Decoded) effect(reads, writes func(first, n int)) {
	info := &Infos[d.Op]
	for _, f := range [3]struct {
		kind Kind
		v    int
	}{{info.A, d.A}, {info.B, d.B}, {info.C, d.C}} {
		switch {
		case f.kind == Reg || f.kind == RegOpt && f.v >= 0:
			reads(f.v, 1)
		case f.kind == Dst:
			writes(f.v, 1)
		}
	}
	switch d.Op {
	case MAKECELL, YIELDFROM, MATCHGROUP:
		reads(d.A, 1)
	case CALL:
		reads(d.A, 1+d.B)
	case CALLM:
		reads(d.A, 2+d.B)
	case CALLKW:
		reads(d.A, 1+d.B)
		writes(int(d.Ext[0]>>48), 1)
	case CALLMKW:
		reads(d.A, 2+d.B)
		writes(int(d.Ext[0]>>48), 1)
	case CALLEX:
		reads(d.A, 3)
	case LOADSUPER:
		reads(d.A, 3)
		writes(d.A, 1)
	case EXCINFO:
		writes(d.A, 3)
	case LOADMETHOD, LOADSPECIAL:
		writes(d.A, 2)
	case BUILDTUPLE, BUILDLIST, BUILDSET, BUILDSTRING, BUILDSLICE:
		reads(d.B, d.C)
	case BUILDMAP:
		reads(d.B, 2*d.C)
	case UNPACKSEQ:
		writes(d.A, d.C)
	case UNPACKEX:
		writes(d.A, int(uint32(d.Ext[0]))+1+int(d.Ext[0]>>32))
	case MAKEFUNC:
		reads(d.C, mathbits.OnesCount8(d.X))
	case IMPORTNAME, BUILDINTERP:
		reads(d.B, 2)
	}
}

// Live gives the registers that an activation which is in the middle of the instruction with the given word may still read: the
// instruction's own and those of whatever can follow. nil where the code is too large to tell, or not well-formed.
func Live(k *Code, word int) RegSet {
	size := (k.NumRegs + 63) / 64
	end := len(k.Ins)
	if word < 0 || word >= end || size == 0 || end*size > maxLiveness {
		return nil
	}
	var list []Decoded
	at := make([]int32, end) // the instruction that a word begins
	current := -1
	for i := 0; i < end; {
		d, err := Decode(k, i)
		if err != nil {
			return nil
		}
		at[i] = int32(len(list))
		if i <= word && word < d.End {
			current = len(list)
		}
		list = append(list, d)
		i = d.End
	}
	handlers := make([][]*ExceptionEntry, len(list))
	for i := range k.Exceptions {
		e := &k.Exceptions[i]
		for w := e.Start; w < e.End; {
			n := at[w]
			handlers[n] = append(handlers[n], e)
			w = list[n].End
		}
	}
	storage := make([]uint64, (len(list)+1)*size)
	in := func(i int) RegSet { return storage[i*size : (i+1)*size] }
	tmp, out := make(RegSet, size), make(RegSet, size)
	// before gives in tmp what is live before instruction i completes: after it, and where its exceptions go.
	before := func(i int) {
		d := &list[i]
		clear(tmp)
		if Falls(d.Op) && i+1 < len(list) {
			tmp.join(in(i + 1))
		}
		if Infos[d.Op].C == Jump && d.Op != FORITER {
			tmp.join(in(int(at[d.End+d.C])))
		}
		d.effect(func(int, int) {}, tmp.remove)
		if d.Op == FORITER {
			tmp.join(in(int(at[d.End+d.C])))
		}
		for _, e := range handlers[i] {
			copy(out, in(int(at[e.Handler])))
			out.remove(e.Reg, 1)
			tmp.join(out)
		}
		d.effect(tmp.add, func(int, int) {})
	}
	for changed := true; changed; {
		changed = false
		for i := len(list) - 1; i >= 0; i-- {
			before(i)
			if in(i).join(tmp) {
				changed = true
			}
		}
	}
	if current < 0 {
		return nil
	}
	before(current)
	return tmp
}
