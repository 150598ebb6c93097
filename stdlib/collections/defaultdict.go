package collections

import "github.com/gophersnake/gophersnake/objects"

// defaultDict is a collections.defaultdict.
type defaultDict struct {
	objects.Dict
	factory objects.Object // null: None
}

//py:type defaultdict defaultDictType

func setupDefaultDict() {
	defaultDictType = objects.Type{
		Name: "collections.defaultdict",
		Doc: `defaultdict(default_factory=None, /, [...]) --> dict with default factory

The default factory is called without arguments to produce
a new value when a key is not present, in __getitem__ only.
A defaultdict compares equal to a dict with the same items.
All remaining arguments are treated the same as if they were
passed to the dict constructor, including keyword arguments.
`,
		Base: &objects.DictType, Flags: objects.BaseType, Layout: objects.LayoutOf[defaultDict](),
		Slots: objects.Slots{
			Init: defaultDictInit, Repr: defaultDictRepr, GetItem: defaultDictGetItem,
			Traverse: func(o objects.Object, visit func(objects.Object)) {
				objects.DictType.Slots.Traverse(o, visit)
				if d := (*defaultDict)(o.Ref); !d.factory.IsNull() {
					visit(d.factory)
				}
			},
		},
		Methods: defaultdictMethods, GetSets: defaultdictGetSets,
	}
	defaultDictType.Slots.Binary[objects.OpOr] = defaultDictOr
	objects.Ready(&defaultDictType)
}

// CPython: Modules/_collectionsmodule.c defdict_init
func defaultDictInit(t *objects.Thread, self objects.Object, args []objects.Object, kwnames *objects.Tuple) error {
	d := (*defaultDict)(self.Ref)
	factory := objects.Object{}
	n := len(args)
	if kwnames != nil {
		n -= len(kwnames.Items)
	}
	if n > 0 {
		if factory = args[0]; factory == objects.None {
			factory = objects.Object{}
		} else if !objects.Callable(factory) {
			return objects.TypeErrorf(t, "first argument must be callable or None")
		}
		args = args[1:]
	}
	d.factory = factory
	return objects.DictType.Slots.Init(t, self, args, kwnames)
}

func defaultDictGetItem(t *objects.Thread, o, key objects.Object) (objects.Object, error) {
	d := (*defaultDict)(o.Ref)
	if d.Type != &defaultDictType {
		return objects.DictType.Slots.GetItem(t, o, key)
	}
	v, err := d.Get(t, key)
	if err != nil || !v.IsNull() {
		return v, err
	}
	return d.missing(t, key)
}

// __missing__(key) # Called by __getitem__ for missing key; pseudo-code:
//
//	if self.default_factory is None: raise KeyError((key,))
//	self[key] = value = self.default_factory()
//	return value
//
// CPython: Modules/_collectionsmodule.c defdict_missing
//
//py:def defaultdict.__missing__(self, object, /)
func (d *defaultDict) missing(t *objects.Thread, key objects.Object) (objects.Object, error) {
	if d.factory.IsNull() {
		return objects.Object{}, objects.KeyError(t, key)
	}
	v, err := objects.Call(t, d.factory, nil, nil)
	if err != nil {
		return objects.Object{}, err
	}
	// The factory may have set the key itself; then that value stays.
	return d.SetDefault(t, key, v)
}

// D.copy() -> a shallow copy of D.
//
//py:def defaultdict.copy(self, /)
//py:def defaultdict.__copy__(self, /)
func (d *defaultDict) copy(t *objects.Thread) (objects.Object, error) {
	return d.with(t, objects.Of(d))
}

// with makes a defaultdict with the items of dict items.
func (d *defaultDict) with(t *objects.Thread, items objects.Object) (objects.Object, error) {
	return objects.CallTwo(t, objects.Of(d.Type), d.factory.OrNone(), items)
}

var nameItems = objects.StaticName("items")

// Return state information for pickling.
//
//py:def defaultdict.__reduce__(self, /)
func (d *defaultDict) reduce(t *objects.Thread) (objects.Object, error) {
	args := objects.NewTuple()
	if !d.factory.IsNull() {
		args = objects.NewTuple(d.factory)
	}
	items, err := objects.CallMethod(t, objects.Of(d), nameItems)
	if err != nil {
		return objects.Object{}, err
	}
	it, err := objects.Iter(t, items)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewTuple(objects.Of(d.Type), args, objects.None, objects.None, it), nil
}

// Factory for default value called by __missing__().
//
//py:get defaultdict.default_factory
func (d *defaultDict) getFactory() objects.Object { return d.factory.OrNone() }

//py:set defaultdict.default_factory
func (d *defaultDict) setFactory(v objects.Object) {
	if v == objects.None {
		v = objects.Object{}
	}
	d.factory = v
}

// See PEP 585
//
//py:classmethod defaultdict.__class_getitem__(cls, object, /)
//py:classmethod deque.__class_getitem__(cls, object, /)
func classGetItem(t *objects.Thread, cls *objects.Type, object objects.Object) (objects.Object, error) {
	return objects.NewGenericAlias(t, objects.Of(cls), object)
}

// CPython: Modules/_collectionsmodule.c defdict_or
func defaultDictOr(t *objects.Thread, a, b objects.Object) (objects.Object, error) {
	self, other := a, b
	if !objects.TypeOf(self).IsSubtype(&defaultDictType) {
		self, other = b, a
	}
	if objects.AsDict(other) == nil {
		return objects.NotImplemented, nil
	}
	r, err := (*defaultDict)(self.Ref).with(t, a)
	if err != nil {
		return objects.Object{}, err
	}
	d := objects.AsDict(r)
	if d == nil {
		return objects.Object{}, objects.TypeErrorf(t, "unsupported operand type(s) for |: '%.100s' and '%.100s'", objects.TypeOf(a).Name200(), objects.TypeOf(b).Name200())
	}
	return r, d.Update(t, b)
}

// CPython: Modules/_collectionsmodule.c defdict_repr
func defaultDictRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	d := (*defaultDict)(o.Ref)
	base, err := objects.DictType.Slots.Repr(t, o)
	if err != nil {
		return objects.Object{}, err
	}
	factory := "None"
	if !d.factory.IsNull() {
		// The factory may be a bound method of this very dict.
		if t.ReprEnter(d.factory) {
			factory = "..."
		} else {
			s, err := objects.Repr(t, d.factory)
			t.ReprLeave(d.factory)
			if err != nil {
				return objects.Object{}, err
			}
			factory = s.String()
		}
	}
	return objects.NewStr(d.Type.ShortName() + "(" + factory + ", " + objects.AsStr(base).String() + ")"), nil
}

var (
	nameGet     = objects.StaticName("get")
	nameSetItem = objects.StaticName("__setitem__")
)

// Count elements in the iterable, updating the mapping
//
// CPython: Modules/_collectionsmodule.c _collections__count_elements_impl
//
//py:def _count_elements(mapping, iterable, /)
func countElements(t *objects.Thread, mapping, iterable objects.Object) error {
	typ := objects.TypeOf(mapping)
	one := objects.NewInt(1)
	d := objects.AsDict(mapping)
	if d != nil && t.Lookup(typ, nameGet) == t.Lookup(&objects.DictType, nameGet) && t.Lookup(typ, nameSetItem) == t.Lookup(&objects.DictType, nameSetItem) {
		return objects.Iterate(t, iterable, func(key objects.Object) error {
			h, err := objects.HashKey(t, key)
			if err != nil {
				return err
			}
			old, err := d.GetHashed(t, key, h)
			if err != nil {
				return err
			}
			v := one
			if x, ok := old.SmallInt(); ok && x < 1<<62 {
				v = objects.NewInt(x + 1)
			} else if !old.IsNull() {
				if v, err = objects.BinaryOp(t, objects.OpAdd, old, one); err != nil {
					return err
				}
			}
			return d.SetHashed(t, key, h, v)
		})
	}
	get, err := objects.GetAttr(t, mapping, nameGet)
	if err != nil {
		return err
	}
	return objects.Iterate(t, iterable, func(key objects.Object) error {
		old, err := objects.CallTwo(t, get, key, objects.NewInt(0))
		if err != nil {
			return err
		}
		v, err := objects.BinaryOp(t, objects.OpAdd, old, one)
		if err != nil {
			return err
		}
		return objects.SetItem(t, mapping, key, v)
	})
}

// tupleGetter is the descriptor of a field of a named tuple.
type tupleGetter struct {
	objects.Header
	index int
	doc   objects.Object
}

//py:type _tuplegetter tupleGetterType

func setupTupleGetter() {
	tupleGetterType = objects.Type{
		Name: "collections._tuplegetter", Layout: objects.LayoutOf[tupleGetter](),
		Slots: objects.Slots{
			New: bindTuplegetterNew, Repr: tupleGetterRepr,
			DescrGet: tupleGetterGet, DescrSet: tupleGetterSet,
			Traverse: func(o objects.Object, visit func(objects.Object)) { visit((*tupleGetter)(o.Ref).doc) },
		},
		Methods: tuplegetterMethods, GetSets: tuplegetterGetSets,
	}
	objects.Ready(&tupleGetterType)
}

//py:new _tuplegetter(cls, index, doc, /)
//py:nosig
func tupleGetterNew(_ *objects.Type, index int, doc objects.Object) *tupleGetter {
	return &tupleGetter{objects.Header{Type: &tupleGetterType}, index, doc}
}

// CPython: Modules/_collectionsmodule.c tuplegetter_descr_get
func tupleGetterGet(t *objects.Thread, descr, obj, _ objects.Object) (objects.Object, error) {
	g := (*tupleGetter)(descr.Ref)
	if obj.IsNull() {
		return descr, nil
	}
	p := objects.AsTuple(obj)
	if p == nil {
		if obj == objects.None {
			return descr, nil
		}
		return objects.Object{}, objects.TypeErrorf(t, "descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object", g.index, objects.TypeOf(obj).Name200())
	}
	if uint(g.index) >= uint(len(p.Items)) {
		return objects.Object{}, objects.Errorf(t, &objects.ExcIndexError, "tuple index out of range")
	}
	return p.Items[g.index], nil
}

func tupleGetterSet(t *objects.Thread, _, _, v objects.Object) error {
	if v.IsNull() {
		return objects.Errorf(t, &objects.ExcAttributeError, "can't delete attribute")
	}
	return objects.Errorf(t, &objects.ExcAttributeError, "can't set attribute")
}

//py:get _tuplegetter.__doc__
func (g *tupleGetter) getDoc() objects.Object { return g.doc }

//py:set _tuplegetter.__doc__
func (g *tupleGetter) setDoc(v objects.Object) { g.doc = v.OrNone() }

//py:def _tuplegetter.__reduce__(self, /)
//py:nosig
func (g *tupleGetter) reduce() objects.Object {
	return objects.NewTuple(objects.Of(g.Type), objects.NewTuple(objects.NewInt(int64(g.index)), g.doc))
}

func tupleGetterRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	g := (*tupleGetter)(o.Ref)
	i, err := objects.Repr(t, objects.NewInt(int64(g.index)))
	if err != nil {
		return objects.Object{}, err
	}
	doc, err := objects.Repr(t, g.doc)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewStr(g.Type.ShortName() + "(" + i.String() + ", " + doc.String() + ")"), nil
}
