package sre

import (
	"bytes"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// template is a parsed replacement: text, then groups with text behind each.
//
//py:type SRE_Template templateType
type template struct {
	objects.Header
	literal Object
	items   []templateItem
}

type templateItem struct {
	group   int
	literal Object // null for none
}

var templateType objects.Type

func setupTemplate() {
	templateType = objects.Type{Name: "_sre.SRE_Template", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[template](),
		Slots: objects.Slots{
			GetAttr: objects.GenericGetAttr,
			Traverse: func(o Object, visit func(Object)) {
				tm := (*template)(o.Ref)
				visit(tm.literal)
				for _, it := range tm.items {
					if !it.literal.IsNull() {
						visit(it.literal)
					}
				}
			},
		}}
	objects.Ready(&templateType)
}

func asTemplate(o Object) *template {
	if o.Type() == &templateType {
		return (*template)(o.Ref)
	}
	return nil
}

//	template
//	  A list containing interleaved literal strings (str or bytes) and group
//	  indices (int), as returned by re._parser.parse_template():
//	      [literal1, group1, ..., literalN, groupN]
//
// CPython: Modules/_sre/sre.c _sre_template_impl
//
//py:def template(pattern, template, /)
func newTemplate(t *objects.Thread, pattern Object, list *objects.List) (Object, error) {
	invalid := func() (Object, error) { return Object{}, objects.TypeErrorf(t, "invalid template") }
	items := list.Items
	if len(items)&1 == 0 {
		return invalid()
	}
	kindOf := func(o Object) kind {
		switch {
		case objects.AsStr(o) != nil:
			return kindStr
		case objects.AsBytes(o) != nil:
			return kindBytes
		}
		return kindAny
	}
	k := kindOf(items[0])
	if k == kindAny {
		return invalid()
	}
	tm := &template{Header: objects.Header{Type: &templateType}, literal: items[0]}
	for i := 1; i < len(items); i += 2 {
		group, err := objects.AsIndexInt(t, items[i])
		if err != nil {
			if objects.Matches(err, &objects.ExcTypeError) {
				err = objects.TypeErrorf(t, "an integer is required")
			}
			return Object{}, err
		}
		if group < 0 || kindOf(items[i+1]) != k {
			return invalid()
		}
		it := templateItem{group: group, literal: items[i+1]}
		if n, err := objects.Len(t, it.literal); err != nil {
			return Object{}, err
		} else if n == 0 {
			it.literal = Object{}
		}
		tm.items = append(tm.items, it)
	}
	return objects.Of(tm), nil
}

// parts gives what the template stands for.
func (tm *template) parts(t *objects.Thread, m *Match, out []part) ([]part, error) {
	add := func(o Object) { out = append(out, part{object: o}) }
	if n, err := objects.Len(t, tm.literal); err != nil {
		return nil, err
	} else if n > 0 {
		add(tm.literal)
	}
	for _, it := range tm.items {
		if it.group > m.pattern.groups {
			return nil, objects.Errorf(t, &objects.ExcIndexError, "no such group")
		}
		g, err := m.group(t, it.group, objects.None)
		if err != nil {
			return nil, err
		}
		if g != objects.None {
			add(g)
		}
		if !it.literal.IsNull() {
			add(it.literal)
		}
	}
	return out, nil
}

// expand gives the text that the template stands for.
//
// CPython: Modules/_sre/sre.c expand_template
func (tm *template) expand(t *objects.Thread, m *Match) (Object, error) {
	if len(tm.items) == 0 {
		return tm.literal, nil
	}
	parts, err := tm.parts(t, m, nil)
	if err != nil {
		return Object{}, err
	}
	s := &subject{object: tm.literal, str: objects.AsStr(tm.literal)}
	return s.join(t, parts)
}

// compileTemplate gives the template, or the callable, that re makes of a replacement.
//
// CPython: Modules/_sre/sre.c compile_template
func compileTemplate(t *objects.Thread, p *Pattern, source Object) (Object, error) {
	re, err := t.Runtime.Import(t, "re")
	if err != nil {
		return Object{}, err
	}
	compile, err := objects.GetAttr(t, re, t.Interp.Intern("_compile_template"))
	if err != nil {
		return Object{}, err
	}
	r, err := objects.CallArgs(t, compile, objects.Of(p), source)
	if err != nil && objects.Matches(err, &objects.ExcTypeError) {
		// What the cache cannot hash may still be a template.
		if _, herr := objects.Hash(t, source); herr != nil {
			if b := source.Type().Slots.Buffer; b != nil {
				copied, berr := objects.ArgBytes(t, source)
				if berr != nil {
					return Object{}, berr
				}
				return objects.CallArgs(t, compile, objects.Of(p), objects.NewBytes(append([]byte(nil), copied...)))
			}
		}
	}
	return r, err
}

// isLiteral reports whether a replacement has nothing in it to be expanded.
func isLiteral(t *objects.Thread, o Object) bool {
	if s := objects.AsStr(o); s != nil {
		return strings.IndexByte(s.String(), '\\') < 0
	}
	if o.Type().Slots.Buffer == nil {
		return false
	}
	b, err := objects.ArgBytes(t, o)
	return err == nil && bytes.IndexByte(b, '\\') < 0
}

// substitute replaces matches in string.
//
// CPython: Modules/_sre/sre.c pattern_subx
func substitute(t *objects.Thread, p *Pattern, repl, string Object, limit int) (Object, int, error) {
	var tm *template
	call, literal := false, false
	switch {
	case repl.Type().Slots.Call != nil:
		call = true
	case isLiteral(t, repl):
		literal = true
	default:
		filter, err := compileTemplate(t, p, repl)
		if err != nil {
			return Object{}, 0, err
		}
		if tm = asTemplate(filter); tm == nil {
			repl, call = filter, true
		} else if len(tm.items) == 0 {
			repl, literal = tm.literal, true
		}
	}
	s, err := wholeSubject(t, p, string)
	if err != nil {
		return Object{}, 0, err
	}
	defer s.finish()
	var parts []part
	n, i := 0, 0
	if limit >= 0 {
		err = p.each(t, s, func(w *work) (bool, error) {
			if i < w.start {
				parts = append(parts, part{from: i, to: w.start})
			}
			switch {
			case literal:
				parts = append(parts, part{object: repl})
			case call:
				r, err := objects.CallArgs(t, repl, objects.Of(newMatch(p, w, s)))
				if err != nil {
					return false, err
				}
				if r != objects.None {
					parts = append(parts, part{object: r})
				}
			default:
				r, err := tm.expand(t, newMatch(p, w, s))
				if err != nil {
					return false, err
				}
				parts = append(parts, part{object: r})
			}
			i = w.ptr
			n++
			return limit == 0 || n < limit, nil
		})
		if err != nil {
			return Object{}, 0, err
		}
	}
	if i < s.end {
		parts = append(parts, part{from: i, to: s.end})
	}
	r, err := s.join(t, parts)
	return r, n, err
}

// Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.
//
//py:def Pattern.sub(self, /, repl, string, count=0)
func patternSub(t *objects.Thread, p *Pattern, repl, string Object, count int) (Object, error) {
	r, _, err := substitute(t, p, repl, string, count)
	return r, err
}

// Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.
//
//py:def Pattern.subn(self, /, repl, string, count=0)
func patternSubn(t *objects.Thread, p *Pattern, repl, string Object, count int) (Object, error) {
	r, n, err := substitute(t, p, repl, string, count)
	if err != nil {
		return Object{}, err
	}
	return objects.NewTuple(r, objects.NewInt(int64(n))), nil
}
