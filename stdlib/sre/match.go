package sre

import (
	"fmt"

	"github.com/gophersnake/gophersnake/objects"
)

// Match is the result of a match.
//
//py:type Match
type Match struct {
	objects.Header
	string    Object
	pattern   *Pattern
	pos, end  int
	lastIndex int
	marks     []int // start and end of the match, then of the groups; -1 for what did not take part
	regs      *objects.Tuple
}

// MatchType is the type of matches.
var MatchType objects.Type

func setupMatch() {
	MatchType = objects.Type{Name: "re.Match", Doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
		Flags:  objects.NoInstantiate,
		Layout: objects.LayoutOf[Match](),
		Slots: objects.Slots{
			Repr: matchRepr, GetAttr: objects.GenericGetAttr,
			GetItem: func(t *objects.Thread, o, key Object) (Object, error) {
				return (*Match)(o.Ref).groupBy(t, key, objects.None)
			},
			Traverse: func(o Object, visit func(Object)) {
				m := (*Match)(o.Ref)
				visit(m.string)
				visit(objects.Of(m.pattern))
				if m.regs != nil {
					visit(objects.Of(m.regs))
				}
			},
		},
		Methods: matchMethods, GetSets: matchGetSets,
	}
	objects.Ready(&MatchType)
}

// newMatch makes the Match of what w found.
//
// CPython: Modules/_sre/sre.c pattern_new_match
func newMatch(p *Pattern, w *work, s *subject) *Match {
	m := &Match{Header: objects.Header{Type: &MatchType}, string: s.object, pattern: p, pos: s.pos, end: s.end, lastIndex: w.lastIndex}
	m.marks = make([]int, 2+2*p.groups)
	m.marks[0], m.marks[1] = w.start, w.ptr
	for i := range p.groups {
		b, e := w.marks[2*i], w.marks[2*i+1]
		if b < 0 || e < b {
			b, e = -1, -1
		}
		m.marks[2+2*i], m.marks[3+2*i] = b, e
	}
	return m
}

// group gives what group i matched, or def.
//
// CPython: Modules/_sre/sre.c match_getslice_by_index
func (m *Match) group(t *objects.Thread, i int, def Object) (Object, error) {
	b, e := m.marks[2*i], m.marks[2*i+1]
	if b < 0 {
		return def, nil
	}
	if s := objects.AsStr(m.string); s != nil {
		if b == 0 && e == s.Len() && m.string.Type() == &objects.StrType {
			return m.string, nil
		}
		return objects.NewStr(s.Slice(b, e)), nil
	}
	s, err := wholeSubject(t, nil, m.string)
	if err != nil {
		return Object{}, err
	}
	defer s.finish()
	// The memory may have shrunk since.
	return s.slice(min(b, s.length), min(e, s.length)), nil
}

// index gives the number of the group that key names.
//
// CPython: Modules/_sre/sre.c match_getindex
func (m *Match) index(t *objects.Thread, key Object) (int, error) {
	i := -1
	if n, ok := key.SmallInt(); ok {
		i = int(max(min(n, maxGroups+1), -1))
	} else if key.Type().Slots.Index != nil {
		n, err := objects.AsSsize(t, key, nil)
		if err != nil {
			return 0, err
		}
		i = n
	} else {
		v, err := m.pattern.groupIndex.Get(t, key)
		if err != nil {
			return 0, err
		}
		if n, ok := v.SmallInt(); ok {
			i = int(n)
		}
	}
	if i < 0 || i > m.pattern.groups {
		return 0, objects.Errorf(t, &objects.ExcIndexError, "no such group")
	}
	return i, nil
}

func (m *Match) groupBy(t *objects.Thread, key, def Object) (Object, error) {
	i, err := m.index(t, key)
	if err != nil {
		return Object{}, err
	}
	return m.group(t, i, def)
}

// group([group1, ...]) -> str or tuple.
//
//	Return subgroup(s) of the match by indices or names.
//	For 0 returns the entire match.
//
//py:def Match.group(self, *args)
//py:borrow
//py:nosig
func matchGroup(t *objects.Thread, m *Match, args []Object) (Object, error) {
	switch len(args) {
	case 0:
		return m.group(t, 0, objects.None)
	case 1:
		return m.groupBy(t, args[0], objects.None)
	}
	groups := objects.MakeTuple(len(args))
	for i, key := range args {
		g, err := m.groupBy(t, key, objects.None)
		if err != nil {
			return Object{}, err
		}
		groups.Items[i] = g
	}
	return objects.Of(groups), nil
}

// Return a tuple containing all the subgroups of the match, from 1.
//
//	default
//	  Is used for groups that did not participate in the match.
//
//py:def Match.groups(self, /, default=None)
func matchGroups(t *objects.Thread, m *Match, def Object) (Object, error) {
	groups := objects.MakeTuple(m.pattern.groups)
	for i := range groups.Items {
		g, err := m.group(t, i+1, def)
		if err != nil {
			return Object{}, err
		}
		groups.Items[i] = g
	}
	return objects.Of(groups), nil
}

// Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.
//
//	default
//	  Is used for groups that did not participate in the match.
//
//py:def Match.groupdict(self, /, default=None)
func matchGroupdict(t *objects.Thread, m *Match, def Object) (Object, error) {
	d := objects.NewDict()
	index := m.pattern.groupIndex
	for pos := 0; ; {
		k, _, next, ok := index.Next(pos)
		if !ok {
			return objects.Of(d), nil
		}
		g, err := m.groupBy(t, k, def)
		if err != nil {
			return Object{}, err
		}
		if err := d.Set(t, k, g); err != nil {
			return Object{}, err
		}
		pos = next
	}
}

// Return index of the start of the substring matched by group.
//
//py:def Match.start(self, group=0, /)
func matchStart(t *objects.Thread, m *Match, group Object) (int, error) {
	i, err := m.index(t, group)
	if err != nil {
		return 0, err
	}
	return m.marks[2*i], nil
}

// Return index of the end of the substring matched by group.
//
//py:def Match.end(self, group=0, /)
func matchEnd(t *objects.Thread, m *Match, group Object) (int, error) {
	i, err := m.index(t, group)
	if err != nil {
		return 0, err
	}
	return m.marks[2*i+1], nil
}

func span(b, e int) Object {
	return objects.NewTuple(objects.NewInt(int64(b)), objects.NewInt(int64(e)))
}

// For match object m, return the 2-tuple (m.start(group), m.end(group)).
//
//py:def Match.span(self, group=0, /)
func matchSpan(t *objects.Thread, m *Match, group Object) (Object, error) {
	i, err := m.index(t, group)
	if err != nil {
		return Object{}, err
	}
	return span(m.marks[2*i], m.marks[2*i+1]), nil
}

// Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.
//
// CPython: Modules/_sre/sre.c _sre_SRE_Match_expand_impl
//
//py:def Match.expand(self, /, template)
func matchExpand(t *objects.Thread, m *Match, source Object) (Object, error) {
	filter, err := compileTemplate(t, m.pattern, source)
	if err != nil {
		return Object{}, err
	}
	if tmpl := asTemplate(filter); tmpl != nil {
		return tmpl.expand(t, m)
	}
	return objects.CallArgs(t, filter, objects.Of(m))
}

//py:def Match.__copy__(self, /)
//py:def Match.__deepcopy__(self, memo, /)
func matchCopy(t *objects.Thread, args []Object, kwnames *objects.Tuple) (Object, error) {
	return args[0], nil
}

// Matches are generic over the type of string which was matched (str or bytes)
//
//py:classmethod Match.__class_getitem__(cls, object, /)
func matchClassGetItem(t *objects.Thread, cls *objects.Type, object Object) (Object, error) {
	return objects.NewGenericAlias(t, objects.Of(cls), object)
}

// The string passed to match() or search().
//
//py:get Match.string
func matchString(m *Match) Object { return m.string }

// The regular expression object.
//
//py:get Match.re
func matchRe(m *Match) *Pattern { return m.pattern }

// The index into the string at which the RE engine started looking for a match.
//
//py:get Match.pos
func matchPos(m *Match) int { return m.pos }

// The index into the string beyond which the RE engine will not go.
//
//py:get Match.endpos
func matchEndpos(m *Match) int { return m.end }

// The integer index of the last matched capturing group.
//
//py:get Match.lastindex
func matchLastindex(m *Match) Object {
	if m.lastIndex < 0 {
		return objects.None
	}
	return objects.NewInt(int64(m.lastIndex))
}

// The name of the last matched capturing group.
//
//py:get Match.lastgroup
func matchLastgroup(m *Match) Object {
	if names := m.pattern.indexGroup.Items; m.lastIndex >= 0 && m.lastIndex < len(names) {
		return names[m.lastIndex]
	}
	return objects.None
}

//py:get Match.regs
func matchRegs(m *Match) *objects.Tuple {
	if m.regs == nil {
		m.regs = objects.MakeTuple(len(m.marks) / 2)
		for i := range m.regs.Items {
			m.regs.Items[i] = span(m.marks[2*i], m.marks[2*i+1])
		}
	}
	return m.regs
}

// CPython: Modules/_sre/sre.c match_repr
func matchRepr(t *objects.Thread, o Object) (Object, error) {
	m := (*Match)(o.Ref)
	g, err := m.group(t, 0, objects.None)
	if err != nil {
		return Object{}, err
	}
	r, err := objects.Repr(t, g)
	if err != nil {
		return Object{}, err
	}
	return objects.NewStr(fmt.Sprintf("<re.Match object; span=(%d, %d), match=%s>", m.marks[0], m.marks[1], shorten(r, 50))), nil
}

// shorten gives at most n characters of s.
func shorten(s *objects.Str, n int) string {
	if s.Len() <= n {
		return s.String()
	}
	return s.Slice(0, n)
}
