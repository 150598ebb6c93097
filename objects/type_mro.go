package objects

import (
	"slices"
	"strings"
)

// computeMRO sets typ's MRO: what its metaclass's mro() says, if that is another than type's.
//
// CPython: Objects/typeobject.c mro_invoke
func (t *Thread) computeMRO(typ *Type) error {
	old := typ.MRO
	mro, err := t.mroOf(typ)
	if err != nil {
		return err
	}
	if len(old) != len(typ.MRO) || len(old) > 0 && &old[0] != &typ.MRO[0] {
		return nil // mro() has set other bases, and what came of that counts
	}
	typ.MRO = mro
	typ.mroTuple.Store(nil)
	if h := typ.HeapPart; h != nil {
		h.strangeMRO = false
		for _, m := range mro[1:] {
			// A change of such a class does not reach typ through lists of subclasses: nothing found in typ may be cached.
			if m != &ObjectType && !inBases(typ, m) {
				h.strangeMRO = true
			}
		}
		if h.strangeMRO {
			typ.version = 0
		}
	}
	return nil
}

// inBases reports whether m is among typ's bases and their bases.
func inBases(typ, m *Type) bool {
	for _, b := range typ.Bases {
		if b == m || slices.Contains(b.MRO, m) && (b.HeapPart == nil || !b.HeapPart.strangeMRO) || b.HeapPart != nil && b.HeapPart.strangeMRO && inBases(b, m) {
			return true
		}
	}
	return false
}

func (t *Thread) mroOf(typ *Type) ([]*Type, error) {
	meta := typ.Header.Type
	if meta == &TypeType || t.Lookup(meta, nameMRO) == TypeType.Dict.GetStr(nameMRO) {
		return t.defaultMRO(typ)
	}
	f, self, err := LookupSpecial(t, Of(typ), nameMRO)
	if err != nil {
		return nil, err
	}
	r, err := callBound(t, f, self, nil, nil)
	if err != nil {
		return nil, err
	}
	items, err := ToSlice(t, r)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, TypeErrorf(t, "type MRO must not be empty")
	}
	solid := typ.solidBase()
	mro := make([]*Type, len(items))
	for i, item := range items {
		m := AsType(item)
		if m == nil {
			return nil, TypeErrorf(t, "mro() returned a non-class ('%.500s')", TypeOf(item).Name200())
		}
		if !solid.derivesFrom(m.solidBase()) {
			return nil, TypeErrorf(t, "mro() returned base with unsuitable layout ('%.500s')", m.Name200())
		}
		mro[i] = m
	}
	return mro, nil
}

// derivesFrom reports whether u is t or found by following Base, which is how layouts are inherited.
func (t *Type) derivesFrom(u *Type) bool {
	for ; t != nil; t = t.Base {
		if t == u {
			return true
		}
	}
	return false
}

// defaultMRO is C3's linearization of typ's bases.
//
// CPython: Objects/typeobject.c mro_implementation_unlocked
func (t *Thread) defaultMRO(typ *Type) ([]*Type, error) {
	for _, b := range typ.Bases {
		if b.MRO == nil {
			return nil, TypeErrorf(t, "Cannot extend an incomplete type '%.100s'", b.Name200())
		}
	}
	if len(typ.Bases) == 1 {
		return append([]*Type{typ}, typ.Bases[0].MRO...), nil
	}
	for i, b := range typ.Bases {
		for _, c := range typ.Bases[i+1:] {
			if b == c {
				return nil, TypeErrorf(t, "duplicate base class %s", b.ShortName())
			}
		}
	}
	mro, stuck := mergeMRO(typ.Bases)
	if stuck != nil {
		names := make([]string, len(stuck))
		for i, c := range stuck {
			names[i] = c.ShortName()
		}
		return nil, TypeErrorf(t, "Cannot create a consistent method resolution order (MRO) for bases %s", strings.Join(names, ", "))
	}
	return append([]*Type{typ}, mro...), nil
}
