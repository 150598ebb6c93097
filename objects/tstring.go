package objects

// Template is a template string, the value of a t-string: texts with interpolations between them.
type Template struct {
	Header
	strings        *Tuple // one more than there are interpolations
	interpolations *Tuple
}

// Interpolation is a field of a template string.
type Interpolation struct {
	Header
	value      Object
	expression Object // its source, a str
	conversion Object // a str, or None
	spec       Object // a str
}

var TemplateType, InterpolationType, templateIterType Type

func setupTemplates() {
	TemplateType = Type{
		Name: "string.templatelib.Template", Doc: templateDoc, Layout: LayoutOf[Template](),
		Slots: Slots{
			New: templateNew, Repr: templateRepr, Iter: newTemplateIter, Concat: templateConcat,
			Traverse: func(o Object, visit func(Object)) {
				p := cast[Template](o)
				visit(Of(p.strings))
				visit(Of(p.interpolations))
			},
		},
		Methods: templateMethods, GetSets: templateGetSets,
	}
	Ready(&TemplateType)
	InterpolationType = Type{
		Name: "string.templatelib.Interpolation", Doc: interpolationDoc, Layout: LayoutOf[Interpolation](),
		Slots: Slots{
			New: bindInterpolationNew, Repr: interpolationRepr,
			Traverse: func(o Object, visit func(Object)) {
				p := cast[Interpolation](o)
				visit(p.value)
				visit(p.expression)
				visit(p.conversion)
				visit(p.spec)
			},
		},
		Methods: interpolationMethods, GetSets: interpolationGetSets,
		Attrs: func(typ *Type) {
			typ.Dict.setStatic(StaticName("__match_args__"), NewTuple(NewStr("value"), NewStr("expression"), NewStr("conversion"), NewStr("format_spec")))
		},
	}
	Ready(&InterpolationType)
	templateIterType = Type{
		Name: "string.templatelib.TemplateIter", Layout: LayoutOf[templateIter](), Flags: NoInstantiate,
		Slots: Slots{
			Iter: iterSelf, IterNext: templateIterNext,
			Traverse: func(o Object, visit func(Object)) {
				if it := cast[templateIter](o); it.template != nil {
					visit(Of(it.template))
				}
			},
		},
	}
	Ready(&templateIterType)
}

// NewTemplate makes the value of a t-string of its texts and its interpolations.
func NewTemplate(strings, interpolations *Tuple) Object {
	return Of(&Template{Header{&TemplateType}, strings, interpolations})
}

// NewInterpolation makes an interpolation of a t-string. conv is 0 without a conversion, 1, 2 and 3 for !s, !r and !a; spec is null
// without one.
func NewInterpolation(value, expression Object, conv uint8, spec Object) Object {
	p := &Interpolation{Header{&InterpolationType}, value, expression, None, spec}
	if conv > 0 {
		p.conversion = Of(asciiStrs[" sra"[conv]])
	}
	if spec.IsNull() {
		p.spec = Of(emptyStr)
	}
	return Of(p)
}

// templateNew is Template(*args): the strings and interpolations of which a template is made.
//
// CPython: Objects/templateobject.c template_new
//
//py:new Template(cls, *args)
func templateNew(t *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error) {
	if kwCount(kwnames) > 0 {
		return Object{}, TypeErrorf(t, "Template.__new__ only accepts *args arguments")
	}
	strings := []Object{}
	var interpolations []Object
	var text *Str
	flush := func() {
		if text == nil {
			text = emptyStr
		}
		strings = append(strings, Of(text))
		text = nil
	}
	for _, o := range args {
		if s := AsStr(o); s != nil {
			if text == nil {
				text = s
			} else {
				var err error
				if text, err = concat(t, text, s); err != nil {
					return Object{}, err
				}
			}
		} else if TypeOf(o) == &InterpolationType {
			flush()
			interpolations = append(interpolations, o)
		} else {
			return Object{}, TypeErrorf(t, "Template.__new__ *args need to be of type 'str' or 'Interpolation', got %s", TypeOf(o).Name200())
		}
	}
	flush()
	return NewTemplate(TupleFrom(strings), TupleFrom(interpolations)), nil
}

func templateRepr(t *Thread, o Object) (Object, error) {
	p := cast[Template](o)
	a, err := Repr(t, Of(p.strings))
	if err != nil {
		return Object{}, err
	}
	b, err := Repr(t, Of(p.interpolations))
	if err != nil {
		return Object{}, err
	}
	return NewStr("Template(strings=" + a.s + ", interpolations=" + b.s + ")"), nil
}

// CPython: Objects/templateobject.c template_concat_templates
func templateConcat(t *Thread, a, b Object) (Object, error) {
	if TypeOf(a) != &TemplateType || TypeOf(b) != &TemplateType {
		return Object{}, TypeErrorf(t, "can only concatenate %s (not \"%s\") to %s", TemplateType.Name, TypeOf(b).Name200(), TypeOf(a).Name200())
	}
	x, y := cast[Template](a), cast[Template](b)
	n := len(x.strings.Items)
	strings := append([]Object(nil), x.strings.Items...)
	middle, err := concat(t, AsStr(strings[n-1]), AsStr(y.strings.Items[0]))
	if err != nil {
		return Object{}, err
	}
	strings[n-1] = Of(middle)
	strings = append(strings, y.strings.Items[1:]...)
	interpolations := append(append([]Object(nil), x.interpolations.Items...), y.interpolations.Items...)
	return NewTemplate(TupleFrom(strings), TupleFrom(interpolations)), nil
}

// strings is the tuple of texts around the interpolations, empty ones among them.
//
//py:get Template.strings
func (p *Template) getStrings() Object { return Of(p.strings) }

// interpolations is the tuple of interpolations.
//
//py:get Template.interpolations
func (p *Template) getInterpolations() Object { return Of(p.interpolations) }

// values is the tuple of the interpolations' values.
//
//py:get Template.values
func (p *Template) getValues() Object {
	values := MakeTuple(len(p.interpolations.Items))
	for i, o := range p.interpolations.Items {
		values.Items[i] = cast[Interpolation](o).value
	}
	return Of(values)
}

//py:def Template.__reduce__(self)
func (p *Template) reduce(t *Thread) (Object, error) {
	m, err := t.Runtime.Import(t, "string.templatelib")
	if err != nil {
		return Object{}, err
	}
	f, err := GetAttr(t, m, StaticName("_template_unpickle"))
	if err != nil {
		return Object{}, err
	}
	return NewTuple(f, NewTuple(Of(p.strings), Of(p.interpolations))), nil
}

// classGetItem gives a generic alias.
//
//py:classmethod Template.__class_getitem__(cls, object, /)
//py:classmethod Interpolation.__class_getitem__(cls, object, /)
func templateClassGetItem(t *Thread, cls *Type, object Object) (Object, error) {
	return NewGenericAlias(t, Of(cls), object)
}

// templateIter is an iterator over what a template has, without empty texts; one that has ended has a nil template.
type templateIter struct {
	Header
	template *Template
	pos      int // an even number is a text
}

func newTemplateIter(t *Thread, o Object) (Object, error) {
	return Of(&templateIter{Header: Header{&templateIterType}, template: cast[Template](o)}), nil
}

func templateIterNext(t *Thread, o Object) (Object, error) {
	it := cast[templateIter](o)
	for it.template != nil {
		i := it.pos / 2
		if it.pos%2 == 1 {
			if i == len(it.template.interpolations.Items) {
				it.template = nil
				break
			}
			it.pos++
			return it.template.interpolations.Items[i], nil
		}
		it.pos++
		if s := it.template.strings.Items[i]; cast[Str](s).s != "" {
			return s, nil
		}
	}
	return Object{}, nil
}

// interpolationNew is an interpolation of a template string: a value with its expression, its conversion ('a', 'r', 's' or None) and its format
// specification.
//
// CPython: Objects/interpolationobject.c interpolation_new_impl
//
//py:new Interpolation(cls, /, value, expression='', conversion=None, format_spec='')
func interpolationNew(t *Thread, cls *Type, value Object, expression *Str, conversion Object, spec *Str) (Object, error) {
	if conversion != None {
		s := AsStr(conversion)
		if s == nil {
			return Object{}, TypeErrorf(t, "Interpolation() argument 'conversion' must be str, not %.50s", messageName(conversion))
		}
		if s.s != "s" && s.s != "r" && s.s != "a" {
			return Object{}, ValueErrorf(t, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
		}
	}
	return Of(&Interpolation{Header{&InterpolationType}, value, Of(expression), conversion, Of(spec)}), nil
}

func interpolationRepr(t *Thread, o Object) (Object, error) {
	p := cast[Interpolation](o)
	out := "Interpolation("
	for i, v := range []Object{p.value, p.expression, p.conversion, p.spec} {
		if i > 0 {
			out += ", "
		}
		s, err := Repr(t, v)
		if err != nil {
			return Object{}, err
		}
		out += s.s
	}
	return NewStr(out + ")"), nil
}

// value is the value of the expression.
//
//py:get Interpolation.value
func (p *Interpolation) getValue() Object { return p.value }

// expression is the source of the expression.
//
//py:get Interpolation.expression
func (p *Interpolation) getExpression() Object { return p.expression }

// conversion is 'a', 'r', 's' or None.
//
//py:get Interpolation.conversion
func (p *Interpolation) getConversion() Object { return p.conversion }

// format_spec is the format specification.
//
//py:get Interpolation.format_spec
func (p *Interpolation) getFormatSpec() Object { return p.spec }

//py:def Interpolation.__reduce__(self)
func (p *Interpolation) reduce() Object {
	return NewTuple(Of(&InterpolationType), NewTuple(p.value, p.expression, p.conversion, p.spec))
}
