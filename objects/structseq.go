package objects

import "strings"

// StructField is a field of a struct sequence. One named "" is part of the tuple without a name.
type StructField struct{ Name, Doc string }

// structSequence is a tuple with named fields, some of which may not be part of the tuple.
type structSequence struct {
	Tuple
	hidden []Object
}

// StructSequenceType describes a type of struct sequences, such as os.stat_result.
type StructSequenceType struct {
	Type    Type
	fields  []StructField
	visible int // fields that are part of the tuple
	unnamed int
}

var (
	nameNSequenceFields = StaticName("n_sequence_fields")
	nameNFields         = StaticName("n_fields")
	nameNUnnamedFields  = StaticName("n_unnamed_fields")
)

// Init makes the type ready: name with its module, the first visible ones of fields making the tuple. It is called once in the life of the process.
//
// CPython: Objects/structseq.c PyStructSequence_InitType
func (s *StructSequenceType) Init(name, doc string, visible int, fields []StructField) {
	s.fields, s.visible = fields, visible
	getsets := make([]GetSetDef, 0, len(fields))
	matchArgs := []Object{}
	for i, f := range fields {
		if f.Name == "" {
			s.unnamed++
			continue
		}
		if i < visible {
			matchArgs = append(matchArgs, Of(StaticNameOrNew(f.Name)))
		}
		getsets = append(getsets, GetSetDef{Name: f.Name, Doc: f.Doc, Get: func(_ *Thread, o Object) (Object, error) {
			return cast[structSequence](o).field(s, i), nil
		}, Set: func(t *Thread, _, _ Object) error { return Errorf(t, &ExcAttributeError, "readonly attribute") }})
	}
	s.Type = Type{
		Name: name, Doc: doc, Base: &TupleType, Layout: LayoutOf[structSequence](),
		Slots: Slots{
			New: s.construct, Repr: s.repr,
			Traverse: func(o Object, visit func(Object)) {
				q := cast[structSequence](o)
				for _, l := range [][]Object{q.Items, q.hidden} {
					for _, v := range l {
						if v.Ref != nil {
							visit(v)
						}
					}
				}
			},
		},
		GetSets: getsets,
		Methods: []MethodDef{
			{Name: "__reduce__", Fn: s.reduce},
			{Name: "__replace__", Fn: s.replace, Doc: "Return a copy of the structure with new values for the specified fields."},
		},
		Attrs: func(t *Type) {
			t.Dict.SetStr(nameNSequenceFields, NewInt(int64(visible)))
			t.Dict.SetStr(nameNFields, NewInt(int64(len(fields))))
			t.Dict.SetStr(nameNUnnamedFields, NewInt(int64(s.unnamed)))
			t.Dict.SetStr(StaticNameOrNew("__match_args__"), NewTuple(matchArgs...))
		},
	}
	Ready(&s.Type)
}

// StaticNameOrNew gives the shared interned str for s if there is one, else a new str.
func StaticNameOrNew(s string) *Str {
	if p, ok := staticNames[s]; ok {
		return p
	}
	p := MakeStr(s)
	p.Hash()
	return p
}

func (q *structSequence) field(s *StructSequenceType, i int) Object {
	if i < s.visible {
		return q.Items[i]
	}
	return q.hidden[i-s.visible].OrNone()
}

// Make makes an instance of all the fields' values.
func (s *StructSequenceType) Make(values ...Object) Object {
	q := &structSequence{}
	q.Header.Type = &s.Type
	q.Items = append([]Object(nil), values[:s.visible]...)
	q.hidden = append([]Object(nil), values[s.visible:]...)
	return Of(q)
}

// construct is __new__(sequence, dict={}).
//
// CPython: Objects/structseq.c structseq_new_impl
func (s *StructSequenceType) construct(t *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error) {
	positional, kw := KeywordDict(args, kwnames)
	var seq, dict Object
	if len(positional) > 0 {
		seq = positional[0]
	}
	if len(positional) > 1 {
		dict = positional[1]
	}
	if kw != nil {
		if v := kw.GetStr(StaticNameOrNew("sequence")); v.Ref != nil {
			seq = v
		}
		if v := kw.GetStr(StaticNameOrNew("dict")); v.Ref != nil {
			dict = v
		}
	}
	name := cls.Name200()
	if seq.Ref == nil {
		return Object{}, TypeErrorf(t, "structseq() missing required argument 'sequence' (pos 1)")
	}
	items, err := ToSlice(t, seq)
	if err != nil {
		if Matches(err, &ExcTypeError) {
			err = TypeErrorf(t, "constructor requires a sequence")
		}
		return Object{}, err
	}
	d := AsDict(dict)
	if dict.Ref != nil && d == nil {
		return Object{}, TypeErrorf(t, "%.500s() takes a dict as second arg, if any", name)
	}
	n, lo, hi := len(items), s.visible, len(s.fields)
	if lo != hi {
		if n < lo {
			return Object{}, TypeErrorf(t, "%.500s() takes an at least %d-sequence (%d-sequence given)", name, lo, n)
		}
		if n > hi {
			return Object{}, TypeErrorf(t, "%.500s() takes an at most %d-sequence (%d-sequence given)", name, hi, n)
		}
	} else if n != lo {
		return Object{}, TypeErrorf(t, "%.500s() takes a %d-sequence (%d-sequence given)", name, lo, n)
	}
	q := cast[structSequence](NewInstance(cls))
	q.Items = items[:lo:lo]
	q.hidden = make([]Object, hi-lo)
	copy(q.hidden, items[lo:])
	found := 0
	for i := n; i < hi; i++ {
		v := None
		if d != nil {
			if x := d.GetStr(StaticNameOrNew(s.fields[i].Name)); x.Ref != nil {
				v = x
				found++
			}
		}
		q.hidden[i-lo] = v
	}
	if d != nil && d.Len() > found {
		return Object{}, TypeErrorf(t, "%.500s() got duplicate or unexpected field name(s)", name)
	}
	return Of(q), nil
}

func (s *StructSequenceType) repr(t *Thread, o Object) (Object, error) {
	q := cast[structSequence](o)
	var b strings.Builder
	b.WriteString(TypeOf(o).Name200())
	b.WriteByte('(')
	for i := range s.visible {
		if i > 0 {
			b.WriteString(", ")
		}
		r, err := Repr(t, q.Items[i])
		if err != nil {
			return Object{}, err
		}
		if s.fields[i].Name != "" {
			b.WriteString(s.fields[i].Name + "=")
		}
		b.WriteString(r.s)
	}
	b.WriteByte(')')
	return NewStr(b.String()), nil
}

func (s *StructSequenceType) reduce(t *Thread, args []Object, _ *Tuple) (Object, error) {
	q := cast[structSequence](args[0])
	d := NewDict()
	for i, v := range q.hidden {
		if name := s.fields[s.visible+i].Name; name != "" {
			d.SetStr(StaticNameOrNew(name), v.OrNone())
		}
	}
	return NewTuple(Of(TypeOf(args[0])), NewTuple(NewTuple(q.Items...), Of(d))), nil
}

func (s *StructSequenceType) replace(t *Thread, args []Object, kwnames *Tuple) (Object, error) {
	positional, kw := KeywordDict(args, kwnames)
	if len(positional) > 1 {
		return Object{}, TypeErrorf(t, "__replace__() takes no positional arguments (%d given)", len(positional)-1)
	}
	if s.unnamed > 0 {
		return Object{}, TypeErrorf(t, "__replace__() is not supported for %.500s because it has unnamed field(s)", TypeOf(args[0]).Name200())
	}
	q := cast[structSequence](args[0])
	values := append(append([]Object(nil), q.Items...), q.hidden...)
	used := 0
	if kw != nil {
		for i, f := range s.fields {
			if v := kw.GetStr(StaticNameOrNew(f.Name)); v.Ref != nil {
				values[i] = v
				used++
				kw.DelStr(StaticNameOrNew(f.Name))
			}
		}
		if kw.Len() > 0 {
			l := NewList(nil)
			for pos := 0; ; {
				k, _, next, ok := kw.Next(pos)
				if !ok {
					break
				}
				l.Items = append(l.Items, k)
				pos = next
			}
			r, err := Repr(t, Of(l))
			if err != nil {
				return Object{}, err
			}
			return Object{}, TypeErrorf(t, "Got unexpected field name(s): %s", r.s)
		}
	}
	return s.Make(values...), nil
}
