package sre

import "github.com/gophersnake/gophersnake/objects"

// scanner finds one match after the other.
//
//py:type SRE_Scanner scannerType
type scanner struct {
	objects.Header
	pattern     *Pattern
	subject     *subject
	start       int // -1 at the end
	mustAdvance bool
	executing   bool
}

var (
	scannerType objects.Type
	nameSearch  = objects.StaticName("search")
)

func setupScanner() {
	scannerType = objects.Type{Name: "_sre.SRE_Scanner", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[scanner](),
		Slots: objects.Slots{
			GetAttr: objects.GenericGetAttr,
			Traverse: func(o Object, visit func(Object)) {
				sc := (*scanner)(o.Ref)
				visit(objects.Of(sc.pattern))
				visit(sc.subject.object)
			},
		},
		Methods: sreScannerMethods, GetSets: sreScannerGetSets,
	}
	objects.Ready(&scannerType)
}

// step finds the next match.
//
// CPython: Modules/_sre/sre.c _sre_SRE_Scanner_match_impl
func (sc *scanner) step(t *objects.Thread, find func(w *work, s *subject) (bool, error)) (Object, error) {
	if sc.executing {
		return Object{}, objects.ValueErrorf(t, "regular expression scanner already executing")
	}
	if sc.start < 0 {
		return objects.None, nil
	}
	sc.executing = true
	p := sc.pattern
	w := p.take(t, sc.subject)
	w.start, w.mustAdvance = sc.start, sc.mustAdvance
	defer func() {
		p.give(w)
		sc.executing = false
	}()
	ok, err := find(w, sc.subject)
	if err != nil {
		return Object{}, err
	}
	if !ok {
		sc.start = -1
		sc.subject.finish()
		return objects.None, nil
	}
	m := newMatch(p, w, sc.subject)
	w.advance()
	sc.start, sc.mustAdvance = w.start, w.mustAdvance
	return objects.Of(m), nil
}

//py:def SRE_Scanner.match(self, /)
func scannerMatch(t *objects.Thread, sc *scanner) (Object, error) {
	return sc.step(t, sc.pattern.match)
}

//py:def SRE_Scanner.search(self, /)
func scannerSearch(t *objects.Thread, sc *scanner) (Object, error) {
	return sc.step(t, func(w *work, s *subject) (bool, error) {
		if w.start > w.end {
			return false, nil
		}
		return sc.pattern.search(w, s)
	})
}

//py:get SRE_Scanner.pattern
func scannerPattern(sc *scanner) *Pattern { return sc.pattern }
