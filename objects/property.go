package objects

// Property is a property.
//
//py:type property
type Property struct {
	Header
	get, set, del Object // null: none
	doc, name     Object
	docFromGetter bool
}

func propertyNew(_ *Thread, cls *Type, _ []Object, _ *Tuple) (Object, error) {
	return NewInstance(cls), nil
}

// Property attribute.
//
//	fget
//	  function to be used for getting an attribute value
//	fset
//	  function to be used for setting an attribute value
//	fdel
//	  function to be used for del'ing an attribute
//	doc
//	  docstring
//
// Typical use is to define a managed attribute x:
//
// class C(object):
//
//	def getx(self): return self._x
//	def setx(self, value): self._x = value
//	def delx(self): del self._x
//	x = property(getx, setx, delx, "I'm the 'x' property.")
//
// Decorators make defining new properties or modifying existing ones easy:
//
// class C(object):
//
//	@property
//	def x(self):
//	    "I am the 'x' property."
//	    return self._x
//	@x.setter
//	def x(self, value):
//	    self._x = value
//	@x.deleter
//	def x(self):
//	    del self._x
//
// CPython: Objects/descrobject.c property_init_impl
//
//py:init property(self, /, fget=None, fset=None, fdel=None, doc=None)
func propertyInit(t *Thread, p *Property, fget, fset, fdel, doc Object) error {
	null := func(o Object) Object {
		if o == None {
			return Object{}
		}
		return o
	}
	p.get, p.set, p.del, p.doc, p.name, p.docFromGetter = null(fget), null(fset), null(fdel), Object{}, Object{}, false
	prop := null(doc)
	if prop.Ref == nil && p.get.Ref != nil {
		d, err := LookupAttr(t, p.get, nameDoc)
		if err != nil {
			return err
		}
		if prop = null(d); prop.Ref != nil {
			p.docFromGetter = true
		}
	}
	if p.Type == &PropertyType {
		p.doc = prop
		return nil
	}
	// The class of a subclass has a __doc__ of its own, which would hide this one: it goes to the instance's dict.
	err := SetAttr(t, Of(p), nameDoc, prop.OrNone())
	if err != nil && Matches(err, &ExcAttributeError) && !p.docFromGetter {
		return nil
	}
	return err
}

// noAccessor is the AttributeError for a property without getter, setter or deleter.
//
// CPython: Objects/descrobject.c property_descr_get
func (p *Property) noAccessor(t *Thread, obj Object, what string) error {
	name, err := p.ownName(t)
	if err != nil {
		return err
	}
	owner, err := qualnameText(t, TypeOf(obj))
	if err != nil {
		return err
	}
	if name.Ref != nil {
		text, err := Repr(t, name)
		if err != nil {
			return err
		}
		return Errorf(t, &ExcAttributeError, "property %s of %s object has no %s", text.s, owner, what)
	}
	return Errorf(t, &ExcAttributeError, "property of %s object has no %s", owner, what)
}

// qualnameText gives the repr of a class's __qualname__.
func qualnameText(t *Thread, typ *Type) (string, error) {
	q, err := GetAttr(t, Of(typ), nameQualname)
	if err != nil {
		return "", err
	}
	s, err := Repr(t, q)
	if err != nil {
		return "", err
	}
	return s.s, nil
}

// ownName gives the name the property was given or its getter has; null if there is none.
//
// CPython: Objects/descrobject.c property_name
func (p *Property) ownName(t *Thread) (Object, error) {
	if p.name.Ref != nil {
		return p.name, nil
	}
	if p.get.Ref != nil {
		return LookupAttr(t, p.get, nameName)
	}
	return Object{}, nil
}

func propertyDescrGet(t *Thread, descr, obj, _ Object) (Object, error) {
	if obj.Ref == nil || obj == None {
		return descr, nil
	}
	p := cast[Property](descr)
	if p.get.Ref == nil {
		return Object{}, p.noAccessor(t, obj, "getter")
	}
	return CallArgs(t, p.get, obj)
}

// Getter gives the function that gets the property's value, null if there is none.
func (p *Property) Getter() Object { return p.get }

func propertyDescrSet(t *Thread, descr, obj, v Object) error {
	p := cast[Property](descr)
	var err error
	switch {
	case v.Ref == nil && p.del.Ref == nil:
		return p.noAccessor(t, obj, "deleter")
	case v.Ref == nil:
		_, err = CallArgs(t, p.del, obj)
	case p.set.Ref == nil:
		return p.noAccessor(t, obj, "setter")
	default:
		_, err = CallArgs(t, p.set, obj, v)
	}
	return err
}

// copyWith makes a property of the same class with one function replaced.
//
// CPython: Objects/descrobject.c property_copy
func (p *Property) copyWith(t *Thread, get, set, del Object) (Object, error) {
	doc := p.doc.OrNone()
	if p.docFromGetter && get.Ref != nil && get != None {
		doc = None
	}
	r, err := CallArgs(t, Of(p.Type), get.OrNone(), set.OrNone(), del.OrNone(), doc)
	if err != nil {
		return Object{}, err
	}
	if q := as[Property](r, &PropertyType); q != nil {
		q.name = p.name
	}
	return r, nil
}

// Descriptor to obtain a copy of the property with a different getter.
//
//py:def property.getter(self, object, /)
func propertyGetter(t *Thread, p *Property, f Object) (Object, error) {
	if f == None {
		f = p.get
	}
	return p.copyWith(t, f, p.set, p.del)
}

// Descriptor to obtain a copy of the property with a different setter.
//
//py:def property.setter(self, object, /)
func propertySetter(t *Thread, p *Property, f Object) (Object, error) {
	if f == None {
		f = p.set
	}
	return p.copyWith(t, p.get, f, p.del)
}

// Descriptor to obtain a copy of the property with a different deleter.
//
//py:def property.deleter(self, object, /)
func propertyDeleter(t *Thread, p *Property, f Object) (Object, error) {
	if f == None {
		f = p.del
	}
	return p.copyWith(t, p.get, p.set, f)
}

// Method to set name of a property.
//
//py:def property.__set_name__(self, owner, name, /)
func propertySetName(t *Thread, args []Object, kwnames *Tuple) (Object, error) {
	if n := len(args) - 1; n != 2 || kwCount(kwnames) > 0 {
		return Object{}, TypeErrorf(t, "__set_name__() takes 2 positional arguments but %d were given", n)
	}
	cast[Property](args[0]).name = args[2]
	return None, nil
}

//py:get property.fget
func propertyFget(p *Property) Object { return p.get.OrNone() }

//py:get property.fset
func propertyFset(p *Property) Object { return p.set.OrNone() }

//py:get property.fdel
func propertyFdel(p *Property) Object { return p.del.OrNone() }

//py:get property.__doc__
func propertyDocGet(p *Property) Object { return p.doc.OrNone() }

//py:set property.__doc__
func propertySetDoc(p *Property, v Object) error {
	p.doc = v
	return nil
}

//py:get property.__name__
func propertyName(t *Thread, p *Property) (Object, error) {
	n, err := p.ownName(t)
	if err == nil && n.Ref == nil {
		err = attributeError(t, Of(p), nameName, "'%.200s' object has no attribute '__name__'", p.Type.Name200())
	}
	return n, err
}

//py:set property.__name__
func propertySetName_(p *Property, v Object) error {
	p.name = v
	return nil
}

//py:get property.__isabstractmethod__
func propertyIsAbstract(t *Thread, p *Property) (bool, error) {
	for _, f := range [...]Object{p.get, p.set, p.del} {
		if ok, err := IsAbstract(t, f); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// IsAbstract reports whether f.__isabstractmethod__ is true.
//
// CPython: Objects/object.c _PyObject_IsAbstract
func IsAbstract(t *Thread, f Object) (bool, error) {
	if f.Ref == nil {
		return false, nil
	}
	v, err := LookupAttr(t, f, nameIsAbstractMethod)
	if err != nil || v.Ref == nil {
		return false, err
	}
	return Truth(t, v)
}

func setupProperty() {
	PropertyType = Type{
		Name: "property", Doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n" +
			"    function to be used for setting an attribute value\n  fdel\n" +
			"    function to be used for del'ing an attribute\n  doc\n    docstring\n\n" +
			"Typical use is to define a managed attribute x:\n\nclass C(object):\n" +
			"    def getx(self): return self._x\n    def setx(self, value): self._x = value\n" +
			"    def delx(self): del self._x\n    x = property(getx, setx, delx, \"I'm the 'x' property.\")\n\n" +
			"Decorators make defining new properties or modifying existing ones easy:\n\nclass C(object):\n" +
			"    @property\n    def x(self):\n        \"I am the 'x' property.\"\n        return self._x\n" +
			"    @x.setter\n    def x(self, value):\n        self._x = value\n    @x.deleter\n    def x(self):\n" +
			"        del self._x", Signature: propertySignature,
		Flags: BaseType, Layout: LayoutOf[Property](),
		Methods: propertyMethods, GetSets: propertyGetSets, Attrs: memberAttrs("fget", "fset", "fdel", "__doc__"),
		Slots: Slots{New: propertyNew, Init: bindPropertyInit, DescrGet: propertyDescrGet, DescrSet: propertyDescrSet, GetAttr: GenericGetAttr,
			Traverse: func(o Object, visit func(Object)) {
				p := cast[Property](o)
				for _, v := range [...]Object{p.get, p.set, p.del, p.doc, p.name} {
					if v.Ref != nil {
						visit(v)
					}
				}
			}},
	}
	Ready(&PropertyType)
}
