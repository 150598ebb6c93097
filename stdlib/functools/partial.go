package functools

import (
	"strings"
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

// partial is a functools.partial.
type partial struct {
	objects.Header
	attrs        *objects.Overflow
	fn           objects.Object
	args         *objects.Tuple
	kw           *objects.Dict
	placeholders int // among args
}

type placeholder struct {
	objects.Header
	_ uintptr // so that its address is its own
}

var (
	partialType, placeholderType objects.Type
	placeholderObject            = placeholder{Header: objects.Header{Type: &placeholderType}}
)

//py:type partial partialType
//py:type _PlaceholderType placeholderType

func isPlaceholder(v objects.Object) bool { return v.Ref == unsafe.Pointer(&placeholderObject) }

func setupPartial() {
	partialType = objects.Type{
		Name: "functools.partial", Doc: partialDoc, Signature: "(func, /, *args, **keywords)",
		Flags:  objects.BaseType | objects.HasInstDict | objects.HasWeakrefs,
		Layout: objects.LayoutWithDict[partial](unsafe.Offsetof(partial{}.attrs)),
		Slots: objects.Slots{
			New: partialNew, Call: partialCall, Repr: partialRepr, DescrGet: bindToObject,
			Traverse: func(o objects.Object, visit func(objects.Object)) {
				p := (*partial)(o.Ref)
				visit(p.fn)
				visit(objects.Of(p.args))
				visit(objects.Of(p.kw))
			},
		},
		Methods: partialMethods, GetSets: append(partialGetSets, objects.GenericDictDef),
	}
	objects.Ready(&partialType)
	placeholderType = objects.Type{
		Name: "functools._PlaceholderType",
		Doc:  "The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.",
		Slots: objects.Slots{
			New: func(t *objects.Thread, _ *objects.Type, args []objects.Object, _ *objects.Tuple) (objects.Object, error) {
				if len(args) > 0 {
					return objects.Object{}, objects.TypeErrorf(t, "PlaceholderType takes no arguments")
				}
				return objects.Of(&placeholderObject), nil
			},
			Repr: func(*objects.Thread, objects.Object) (objects.Object, error) {
				return objects.NewStr("Placeholder"), nil
			},
		},
		Layout:  objects.LayoutOf[placeholder](),
		Methods: placeholderTypeMethods,
	}
	objects.Ready(&placeholderType)
}

//py:def _PlaceholderType.__reduce__(self, /)
//py:nosig
func placeholderReduce(objects.Object) string { return "Placeholder" }

// bindToObject is the DescrGet slot of callables that become methods.
func bindToObject(_ *objects.Thread, descr, obj, _ objects.Object) (objects.Object, error) {
	if obj.IsNull() || obj == objects.None {
		return descr, nil
	}
	return objects.NewMethod(descr, obj), nil
}

func countPlaceholders(args []objects.Object) int {
	n := 0
	for _, v := range args {
		if isPlaceholder(v) {
			n++
		}
	}
	return n
}

func trailingPlaceholder(t *objects.Thread, args []objects.Object) error {
	if len(args) > 0 && isPlaceholder(args[len(args)-1]) {
		return objects.TypeErrorf(t, "trailing Placeholders are not allowed")
	}
	return nil
}

// Create a new function with partial application of the given arguments
// and keywords.
//
// CPython: Modules/_functoolsmodule.c partial_new
//
//py:new partial(cls, func, /, *args, **keywords)
func partialNew(t *objects.Thread, cls *objects.Type, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	positional, kw := objects.KeywordDict(args, kwnames)
	if len(positional) < 1 {
		return objects.Object{}, objects.TypeErrorf(t, "type 'partial' takes at least one argument")
	}
	fn := positional[0]
	if !objects.Callable(fn) {
		return objects.Object{}, objects.TypeErrorf(t, "the first argument must be callable")
	}
	positional = positional[1:]
	if err := trailingPlaceholder(t, positional); err != nil {
		return objects.Object{}, err
	}
	if kw != nil && countPlaceholders(args[len(args)-kw.Len():]) > 0 {
		return objects.Object{}, objects.TypeErrorf(t, "Placeholder cannot be passed as a keyword argument")
	}
	o := objects.NewInstance(cls)
	p := (*partial)(o.Ref)
	p.placeholders = countPlaceholders(positional)
	var inner *partial
	if objects.TypeOf(fn).IsSubtype(&partialType) {
		// Without attributes of its own an inner partial can be merged.
		if q := (*partial)(fn.Ref); q.attrs == nil || q.attrs.Dict == nil && len(q.attrs.Values) == 0 {
			inner = q
		}
	}
	if inner == nil {
		p.fn, p.args = fn, objects.TupleFrom(positional)
		if p.kw = kw; kw == nil {
			p.kw = objects.NewDict()
		}
		return o, nil
	}
	p.fn = inner.fn
	all := append([]objects.Object(nil), inner.args.Items...)
	left := inner.placeholders
	rest := positional
	for i := 0; i < len(all) && len(rest) > 0 && left > 0; i++ {
		if isPlaceholder(all[i]) {
			all[i] = rest[0]
			rest = rest[1:]
			left--
		}
	}
	p.args = objects.TupleFrom(append(all, rest...))
	p.placeholders += left
	p.kw = inner.kw.Copy()
	if kw != nil {
		return o, p.kw.Update(t, objects.Of(kw))
	}
	return o, nil
}

// CPython: Modules/_functoolsmodule.c partial_vectorcall
func partialCall(t *objects.Thread, o objects.Object, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	p := (*partial)(o.Ref)
	n := len(args)
	if kwnames != nil {
		n -= len(kwnames.Items)
	}
	if n < p.placeholders {
		return objects.Object{}, objects.TypeErrorf(t, "missing positional arguments in 'partial' call; expected at least %d, got %d", p.placeholders, n)
	}
	all := make([]objects.Object, 0, len(p.args.Items)+len(args)+p.kw.Len())
	all = append(all, p.args.Items...)
	next := 0
	if p.placeholders > 0 {
		for i := range all {
			if isPlaceholder(all[i]) {
				all[i] = args[next]
				next++
			}
		}
	}
	all = append(all, args[next:n]...)
	if p.kw.Len() == 0 {
		return objects.Call(t, p.fn, append(all, args[n:]...), kwnames)
	}
	kw := p.kw
	if kwnames != nil {
		kw = p.kw.Copy()
		for i, k := range kwnames.Items {
			if err := kw.Set(t, k, args[n+i]); err != nil {
				return objects.Object{}, err
			}
		}
	}
	return objects.CallDict(t, p.fn, all, kw)
}

// CPython: Modules/_functoolsmodule.c partial_repr
func partialRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	if t.ReprEnter(o) {
		return objects.NewStr("..."), nil
	}
	defer t.ReprLeave(o)
	p := (*partial)(o.Ref)
	// A repr may call __setstate__.
	fn, args, kw := p.fn, p.args, p.kw
	mod, err := objects.GetAttr(t, objects.Of(p.Type), nameModule)
	if err != nil {
		return objects.Object{}, err
	}
	qualname, err := objects.GetAttr(t, objects.Of(p.Type), nameQualname)
	if err != nil {
		return objects.Object{}, err
	}
	var b strings.Builder
	write := func(v objects.Object, str bool) {
		if err != nil {
			return
		}
		var s *objects.Str
		if str {
			s, err = objects.ToStr(t, v)
		} else {
			s, err = objects.Repr(t, v)
		}
		if err == nil {
			b.WriteString(s.String())
		}
	}
	write(mod, true)
	b.WriteByte('.')
	write(qualname, true)
	b.WriteByte('(')
	write(fn, false)
	for _, v := range args.Items {
		b.WriteString(", ")
		write(v, false)
	}
	for pos := 0; err == nil; {
		k, v, next, ok := kw.Next(pos)
		if !ok {
			break
		}
		b.WriteString(", ")
		write(k, true)
		b.WriteByte('=')
		write(v, false)
		pos = next
	}
	b.WriteByte(')')
	return objects.NewStr(b.String()), err
}

var (
	nameModule   = objects.StaticName("__module__")
	nameQualname = objects.StaticName("__qualname__")
)

// function object to use in future partial calls
//
//py:get partial.func
func (p *partial) getFunc() objects.Object { return p.fn }

// tuple of arguments to future partial calls
//
//py:get partial.args
func (p *partial) getArgs() *objects.Tuple { return p.args }

// dictionary of keyword arguments to future partial calls
//
//py:get partial.keywords
func (p *partial) getKeywords() *objects.Dict { return p.kw }

//py:def partial.__reduce__(self, /)
//py:nosig
func (p *partial) reduce(t *objects.Thread) (objects.Object, error) {
	dict := objects.None
	if p.attrs != nil {
		var err error
		if dict, err = objects.InstanceDictDef.Get(t, objects.Of(p)); err != nil {
			return objects.Object{}, err
		}
	}
	return objects.NewTuple(objects.Of(p.Type), objects.NewTuple(p.fn),
		objects.NewTuple(p.fn, objects.Of(p.args), objects.Of(p.kw), dict)), nil
}

// CPython: Modules/_functoolsmodule.c partial_setstate
//
//py:def partial.__setstate__(self, object, /)
//py:nosig
func (p *partial) setState(t *objects.Thread, state objects.Object) error {
	s := objects.AsTuple(state)
	if s == nil || len(s.Items) != 4 {
		return objects.TypeErrorf(t, "invalid partial state")
	}
	fn, args, kw, dict := s.Items[0], objects.AsTuple(s.Items[1]), s.Items[2], s.Items[3]
	if !objects.Callable(fn) || args == nil || kw != objects.None && objects.AsDict(kw) == nil {
		return objects.TypeErrorf(t, "invalid partial state")
	}
	if err := trailingPlaceholder(t, args.Items); err != nil {
		return err
	}
	if args.Type != &objects.TupleType {
		args = objects.TupleFrom(args.Items)
	}
	keywords := objects.NewDict()
	if kw != objects.None {
		if keywords = objects.AsDict(kw); keywords.Type != &objects.DictType {
			keywords = keywords.Copy()
		}
	}
	p.fn, p.args, p.kw, p.placeholders = fn, args, keywords, countPlaceholders(args.Items)
	if dict == objects.None {
		if p.attrs == nil {
			return nil
		}
		dict = objects.Of(objects.NewDict())
	}
	return objects.InstanceDictDef.Set(t, objects.Of(p), dict)
}

// See PEP 585
//
//py:classmethod partial.__class_getitem__(cls, object, /)
func partialClassGetItem(t *objects.Thread, cls *objects.Type, object objects.Object) (objects.Object, error) {
	return objects.NewGenericAlias(t, objects.Of(cls), object)
}
