package sre

import (
	"hash/maphash"
	"math"
	"strconv"
	"strings"
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

// Pattern is a compiled pattern.
//
//py:type Pattern
type Pattern struct {
	objects.Header
	attrs      *objects.Overflow
	pattern    Object
	kind       kind
	flags      int
	groups     int
	groupIndex *objects.Dict
	indexGroup *objects.Tuple
	code       []uint32
	prog       *program
	spare      *work // of a match that has ended
}

// kind is what a pattern can be matched against.
type kind uint8

const (
	kindAny kind = iota // the pattern was made without a string
	kindStr
	kindBytes
)

// The flags of patterns.
const (
	flagLocale  = 4
	flagUnicode = 32
	flagASCII   = 256
)

// PatternType is the type of compiled patterns.
var PatternType objects.Type

func setupPattern() {
	PatternType = objects.Type{Name: "re.Pattern", Doc: "Compiled regular expression object.",
		Flags:  objects.NoInstantiate | objects.HasWeakrefs,
		Layout: objects.LayoutWithDict[Pattern](unsafe.Offsetof(Pattern{}.attrs)),
		Slots: objects.Slots{
			Repr: patternRepr, Hash: patternHash, RichCompare: patternCompare,
			GetAttr: objects.GenericGetAttr,
			Traverse: func(o Object, visit func(Object)) {
				p := (*Pattern)(o.Ref)
				visit(p.pattern)
				visit(objects.Of(p.groupIndex))
				visit(objects.Of(p.indexGroup))
			},
		},
		Methods: patternMethods, GetSets: patternGetSets,
	}
	objects.Ready(&PatternType)
}

// take gives what a match of p on s needs.
func (p *Pattern) take(t *objects.Thread, s *subject) *work {
	w := p.spare
	if w == nil {
		w = &work{marks: make([]int, 2*p.groups), regs: make([]reg, p.prog.regs)}
	}
	p.spare = nil
	w.t, w.start, w.end, w.matchAll, w.mustAdvance, w.err, w.steps = t, s.pos, s.end, false, false, nil, 0
	w.reset()
	return w
}

// maxSpareStack bounds what a pattern keeps between matches.
const maxSpareStack = 1 << 12

// give takes back what take gave.
func (p *Pattern) give(w *work) {
	w.t = nil
	if cap(w.stack) > maxSpareStack {
		w.stack = nil
	}
	p.spare = w
}

// match matches at w.start.
func (p *Pattern) match(w *work, s *subject) (bool, error) {
	w.reset()
	if w.end-w.start < p.prog.minWidth && w.start <= w.end {
		return false, nil
	}
	var ok bool
	if s.runes != nil {
		ok = match(w, s.runes, p.prog.ins)
	} else {
		ok = match(w, s.bytes, p.prog.ins)
	}
	return ok, w.err
}

// search searches from w.start on.
func (p *Pattern) search(w *work, s *subject) (bool, error) {
	w.reset()
	var ok bool
	if s.runes != nil {
		ok = search(w, s.runes, p.prog)
	} else {
		ok = search(w, s.bytes, p.prog)
	}
	return ok, w.err
}

// advance goes on behind a match, in a loop over all.
func (w *work) advance() {
	w.mustAdvance = w.ptr == w.start
	w.start = w.ptr
}

// one gives the Match, or None, of what find does.
func (p *Pattern) one(t *objects.Thread, string Object, pos, end int, find func(w *work, s *subject) (bool, error)) (Object, error) {
	s, err := newSubject(t, p, string, pos, end)
	if err != nil {
		return Object{}, err
	}
	defer s.finish()
	w := p.take(t, s)
	defer p.give(w)
	ok, err := find(w, s)
	if err != nil || !ok {
		return objects.None, err
	}
	return objects.Of(newMatch(p, w, s)), nil
}

// Matches zero or more characters at the beginning of the string.
//
//py:def Pattern.match(self, /, string, pos=0, endpos=sys.maxsize)
func patternMatch(t *objects.Thread, p *Pattern, string Object, pos, end int) (Object, error) {
	return p.one(t, string, pos, end, p.match)
}

// Matches against all of the string.
//
//py:def Pattern.fullmatch(self, /, string, pos=0, endpos=sys.maxsize)
func patternFullmatch(t *objects.Thread, p *Pattern, string Object, pos, end int) (Object, error) {
	return p.one(t, string, pos, end, func(w *work, s *subject) (bool, error) {
		w.matchAll = true
		return p.match(w, s)
	})
}

// Scan through string looking for a match, and return a corresponding match object instance.
//
// Return None if no position in the string matches.
//
//py:def Pattern.search(self, /, string, pos=0, endpos=sys.maxsize)
func patternSearch(t *objects.Thread, p *Pattern, string Object, pos, end int) (Object, error) {
	return p.one(t, string, pos, end, p.search)
}

// each calls f for the matches in s one after the other, until there is none or f says stop.
func (p *Pattern) each(t *objects.Thread, s *subject, f func(w *work) (more bool, err error)) error {
	w := p.take(t, s)
	defer p.give(w)
	for w.start <= w.end {
		ok, err := p.search(w, s)
		if err != nil || !ok {
			return err
		}
		if more, err := f(w); err != nil || !more {
			return err
		}
		w.advance()
	}
	return nil
}

// group gives what group i of the match in w matched, or def.
func (s *subject) group(w *work, i int, def Object) Object {
	b, e := w.marks[2*i-2], w.marks[2*i-1]
	if b < 0 || e < b {
		return def
	}
	return s.slice(b, e)
}

// Return a list of all non-overlapping matches of pattern in string.
//
// CPython: Modules/_sre/sre.c _sre_SRE_Pattern_findall_impl
//
//py:def Pattern.findall(self, /, string, pos=0, endpos=sys.maxsize)
func patternFindall(t *objects.Thread, p *Pattern, string Object, pos, end int) (Object, error) {
	s, err := newSubject(t, p, string, pos, end)
	if err != nil {
		return Object{}, err
	}
	defer s.finish()
	none := s.empty()
	var items []Object
	err = p.each(t, s, func(w *work) (bool, error) {
		switch p.groups {
		case 0:
			items = append(items, s.slice(w.start, w.ptr))
		case 1:
			items = append(items, s.group(w, 1, none))
		default:
			groups := objects.MakeTuple(p.groups)
			for i := range groups.Items {
				groups.Items[i] = s.group(w, i+1, none)
			}
			items = append(items, objects.Of(groups))
		}
		return true, nil
	})
	if err != nil {
		return Object{}, err
	}
	return objects.Of(objects.NewList(items)), nil
}

// empty gives an empty str or bytes, as the subject is.
func (s *subject) empty() Object {
	if s.str != nil {
		return objects.NewStr("")
	}
	return objects.NewBytes(nil)
}

// Split string by the occurrences of pattern.
//
// CPython: Modules/_sre/sre.c _sre_SRE_Pattern_split_impl
//
//py:def Pattern.split(self, /, string, maxsplit=0)
func patternSplit(t *objects.Thread, p *Pattern, string Object, maxsplit int) (Object, error) {
	s, err := wholeSubject(t, p, string)
	if err != nil {
		return Object{}, err
	}
	defer s.finish()
	var items []Object
	n, last := 0, 0
	if maxsplit >= 0 {
		err = p.each(t, s, func(w *work) (bool, error) {
			items = append(items, s.slice(last, w.start))
			for i := range p.groups {
				items = append(items, s.group(w, i+1, objects.None))
			}
			n++
			last = w.ptr
			return maxsplit == 0 || n < maxsplit, nil
		})
		if err != nil {
			return Object{}, err
		}
	}
	items = append(items, s.slice(last, s.end))
	return objects.Of(objects.NewList(items)), nil
}

// Return an iterator over all non-overlapping matches for the RE pattern in string.
//
// For each match, the iterator returns a match object.
//
//py:def Pattern.finditer(self, /, string, pos=0, endpos=sys.maxsize)
func patternFinditer(t *objects.Thread, p *Pattern, string Object, pos, end int) (Object, error) {
	sc, err := patternScanner(t, p, string, pos, end)
	if err != nil {
		return Object{}, err
	}
	search, err := objects.GetAttr(t, objects.Of(sc), nameSearch)
	if err != nil {
		return Object{}, err
	}
	return objects.NewCallIter(search, objects.None), nil
}

//py:def Pattern.scanner(self, /, string, pos=0, endpos=sys.maxsize)
func patternScanner(t *objects.Thread, p *Pattern, string Object, pos, end int) (*scanner, error) {
	s, err := newSubject(t, p, string, pos, end)
	if err != nil {
		return nil, err
	}
	return &scanner{Header: objects.Header{Type: &scannerType}, pattern: p, subject: s, start: s.pos}, nil
}

//py:def Pattern.__copy__(self, /)
//py:def Pattern.__deepcopy__(self, memo, /)
func patternCopy(t *objects.Thread, args []Object, kwnames *objects.Tuple) (Object, error) {
	return args[0], nil
}

// Patterns are generic over the type of string they handle (str or bytes)
//
//py:classmethod Pattern.__class_getitem__(cls, object, /)
func patternClassGetItem(t *objects.Thread, cls *objects.Type, object Object) (Object, error) {
	return objects.NewGenericAlias(t, objects.Of(cls), object)
}

// The pattern string from which the RE object was compiled.
//
//py:get Pattern.pattern
func patternPattern(p *Pattern) Object { return p.pattern }

// The regex matching flags.
//
//py:get Pattern.flags
func patternFlags(p *Pattern) int { return p.flags }

// The number of capturing groups in the pattern.
//
//py:get Pattern.groups
func patternGroups(p *Pattern) int { return p.groups }

// A dictionary mapping group names to group numbers.
//
// CPython: Modules/_sre/sre.c pattern_groupindex
//
//py:get Pattern.groupindex
func patternGroupIndex(t *objects.Thread, p *Pattern) (Object, error) {
	if p.groupIndex.Len() == 0 {
		return objects.Of(objects.NewDict()), nil
	}
	return objects.CallArgs(t, objects.Of(&objects.MappingProxyType), objects.Of(p.groupIndex))
}

// patternRepr shows the call that makes the pattern.
//
// CPython: Modules/_sre/sre.c pattern_repr
func patternRepr(t *objects.Thread, o Object) (Object, error) {
	p := (*Pattern)(o.Ref)
	r, err := objects.Repr(t, p.pattern)
	if err != nil {
		return Object{}, err
	}
	text := shorten(r, 200)
	flags := p.flags
	if p.kind == kindStr && flags&(flagLocale|flagUnicode|flagASCII) == flagUnicode {
		flags &^= flagUnicode
	}
	var names []string
	for _, f := range [...]struct {
		name string
		flag int
	}{{"re.IGNORECASE", 2}, {"re.LOCALE", 4}, {"re.MULTILINE", 8}, {"re.DOTALL", 16}, {"re.VERBOSE", 64}, {"re.DEBUG", 128}, {"re.ASCII", 256}} {
		if flags&f.flag != 0 {
			names = append(names, f.name)
			flags &^= f.flag
		}
	}
	if flags != 0 {
		names = append(names, "0x"+strconv.FormatUint(uint64(uint32(flags)), 16))
	}
	if len(names) > 0 {
		text += ", " + strings.Join(names, "|")
	}
	return objects.NewStr("re.compile(" + text + ")"), nil
}

var hashSeed = maphash.MakeSeed()

// CPython: Modules/_sre/sre.c pattern_hash
func patternHash(t *objects.Thread, o Object) (int64, error) {
	p := (*Pattern)(o.Ref)
	h, err := objects.Hash(t, p.pattern)
	if err != nil {
		return 0, err
	}
	code := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(p.code))), len(p.code)*4)
	h ^= int64(maphash.Bytes(hashSeed, code)) ^ int64(p.flags) ^ int64(p.kind) ^ int64(p.groups)
	if h == -1 {
		h = -2
	}
	return h, nil
}

// CPython: Modules/_sre/sre.c pattern_richcompare
func patternCompare(t *objects.Thread, a, b Object, op objects.CompareOp) (Object, error) {
	p, q := asPattern(a), asPattern(b)
	if op != objects.EQ && op != objects.NE || p == nil || q == nil {
		return objects.NotImplemented, nil
	}
	equal := p == q
	if !equal && p.flags == q.flags && p.kind == q.kind && p.groups == q.groups && len(p.code) == len(q.code) {
		equal = true
		for i, c := range p.code {
			if c != q.code[i] {
				equal = false
				break
			}
		}
		if equal {
			var err error
			if equal, err = objects.CompareBool(t, p.pattern, q.pattern, objects.EQ); err != nil {
				return Object{}, err
			}
		}
	}
	return objects.NewBool(equal == (op == objects.EQ)), nil
}

// maxGroups is _sre.MAXGROUPS.
const maxGroups = math.MaxInt32 / 2
