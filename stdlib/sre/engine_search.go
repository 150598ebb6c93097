package sre

import (
	"bytes"
)

// reset forgets the groups of the attempt before.
func (w *work) reset() {
	for i := range w.marks {
		w.marks[i] = -1
	}
	w.lastIndex = -1
}

// search looks for a match that begins at w.start or behind it.
//
// CPython: Modules/_sre/sre_lib.h SRE_search
func search[C char](w *work, s []C, p *program) bool {
	ptr := w.start
	last := w.end - p.minWidth
	if ptr > last {
		return false
	}
	mustAdvance := w.mustAdvance
	defer func() { w.mustAdvance = false }()
	try := func() bool {
		w.reset()
		w.start = ptr
		if w.steps++; w.steps >= pollSteps && !w.poll() {
			return false
		}
		return match(w, s, p.ins)
	}
	if p.anchor == anchorStart {
		return try()
	}
	if p.anchor == anchorLine {
		for {
			if try() || w.err != nil {
				return w.err == nil
			}
			w.mustAdvance = false
			i := indexLit(s, '\n', ptr, last)
			if i < 0 || i+1 > last {
				return false
			}
			ptr = i + 1
		}
	}
	if len(p.prefix) > 0 {
		w.mustAdvance = false
		for ; ; ptr++ {
			i := indexPrefix(s[:w.end], p.prefix, ptr)
			if i < 0 || i > last {
				return false
			}
			if ptr = i; p.literal {
				w.reset()
				w.start, w.ptr = ptr, ptr+len(p.prefix)
				return true
			}
			if try() {
				return true
			}
			if w.err != nil {
				return false
			}
		}
	}
	if p.start != anything {
		w.mustAdvance = false
		for ; ; ptr++ {
			if p.start.lit >= 0 {
				if ptr = indexLit(s, p.start.lit, ptr, min(last, w.end-1)); ptr < 0 {
					return false
				}
			} else if ptr = indexSet(s, p.start.set, ptr, min(last, w.end-1)); ptr < 0 {
				return false
			}
			if try() {
				return true
			}
			if w.err != nil {
				return false
			}
		}
	}
	w.mustAdvance = mustAdvance
	for ; ptr <= last; ptr++ {
		if try() {
			return true
		}
		if w.err != nil {
			return false
		}
		w.mustAdvance = false
	}
	return false
}

// indexLit gives the first position from ptr to last where s has x, -1 if there is none.
func indexLit[C char](s []C, x rune, ptr, last int) int {
	if ptr > last {
		return -1
	}
	if b, ok := asBytes(s); ok {
		if uint32(x) > 255 {
			return -1
		}
		i := bytes.IndexByte(b[ptr:min(last+1, len(b))], byte(x))
		if i < 0 {
			return -1
		}
		return ptr + i
	}
	for ; ptr <= last && ptr < len(s); ptr++ {
		if rune(s[ptr]) == x {
			return ptr
		}
	}
	return -1
}

// indexSet gives the first position from ptr to last where s has a character of the set, -1 if there is none.
func indexSet[C char](s []C, set *charset, ptr, last int) int {
	if b, ok := asBytes(s); ok {
		for ; ptr <= last && ptr < len(b); ptr++ {
			if set.low[b[ptr]] {
				return ptr
			}
		}
		return -1
	}
	for ; ptr <= last && ptr < len(s); ptr++ {
		if set.has(rune(s[ptr])) {
			return ptr
		}
	}
	return -1
}

// indexPrefix gives the first position from ptr where s has the prefix, -1 if there is none.
func indexPrefix[C char](s []C, prefix []rune, ptr int) int {
	last := len(s) - len(prefix)
next:
	for ; ptr <= last; ptr++ {
		if ptr = indexLit(s, prefix[0], ptr, last); ptr < 0 {
			return -1
		}
		for i := 1; i < len(prefix); i++ {
			if rune(s[ptr+i]) != prefix[i] {
				continue next
			}
		}
		return ptr
	}
	return -1
}
