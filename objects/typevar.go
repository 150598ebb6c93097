package objects

import (
	"slices"
	"strings"
	"unsafe"

	"github.com/gophersnake/gophersnake/vm/code"
)

//py:type typevar TypeVarType
//py:type paramspec ParamSpecType
//py:type typevartuple TypeVarTupleType
//py:type paramspecargs ParamSpecArgsType
//py:type paramspeckwargs ParamSpecKwargsType
//py:type typealias TypeAliasType
//py:type Generic GenericType
//py:type NoDefaultType NoDefaultType

// TypeVar is a TypeVar, ParamSpec or TypeVarTuple: the last have fewer of the fields. What is evaluated lazily has a function
// beside it; both may be null.
type TypeVar struct {
	Header
	attrs                                  *Overflow
	name                                   *Str
	bound, evaluateBound                   Object
	constraints, evaluateConstraints       Object
	def, evaluateDefault                   Object
	covariant, contravariant, inferVariant bool
}

// ParamSpecPart is P.args or P.kwargs.
type ParamSpecPart struct {
	Header
	origin Object
}

// constEvaluator stands for the function that computes something when that is known already.
type constEvaluator struct {
	Header
	value Object
}

// The types of type parameters.
var (
	TypeVarType, ParamSpecType, TypeVarTupleType Type
	ParamSpecArgsType, ParamSpecKwargsType       Type
	TypeAliasType, GenericType, NoDefaultType    Type
	constEvaluatorType                           Type
	noDefaultObject                              = singleton{Header: Header{&NoDefaultType}}
	// NoDefault is typing.NoDefault.
	NoDefault = Object{Ref: unsafe.Pointer(&noDefaultObject)}
)

func noDefaultNew(t *Thread, _ *Type, args []Object, _ *Tuple) (Object, error) {
	if len(args) > 0 {
		return Object{}, TypeErrorf(t, "NoDefaultType takes no arguments")
	}
	return NoDefault, nil
}

//py:def NoDefaultType.__reduce__(self)
func noDefaultReduce(_ Object) string { return "NoDefault" }

// CPython: Objects/typevarobject.c constevaluator_call
func constEvaluatorCall(t *Thread, o Object, args []Object, kwnames *Tuple) (Object, error) {
	if kwCount(kwnames) > 0 {
		return Object{}, TypeErrorf(t, "constevaluator.__call__() takes no keyword arguments")
	}
	if len(args) != 1 {
		return Object{}, TypeErrorf(t, "constevaluator.__call__() takes exactly 1 argument (%d given)", len(args))
	}
	format, err := ArgInt32(t, args[0])
	if err != nil {
		return Object{}, err
	}
	value := cast[constEvaluator](o).value
	const asString = 4
	if format != asString {
		return value, nil
	}
	var b strings.Builder
	items, tuple := []Object{value}, AsTuple(value)
	if tuple != nil {
		items = tuple.Items
		b.WriteByte('(')
	}
	for i, v := range items {
		if i > 0 {
			b.WriteString(", ")
		}
		if err := writeTypeRepr(t, &b, v); err != nil {
			return Object{}, err
		}
	}
	if tuple != nil {
		b.WriteByte(')')
	}
	return NewStr(b.String()), nil
}

// evaluator gives the function that computes a value which may be known already.
func evaluator(compute, value Object) Object {
	switch {
	case compute.Ref != nil:
		return compute
	case value.Ref != nil:
		return Of(&constEvaluator{Header{&constEvaluatorType}, value})
	}
	return None
}

// evaluate gives a value, computing it the first time; otherwise where there is nothing to compute it with.
func evaluate(t *Thread, value *Object, compute, otherwise Object) (Object, error) {
	if value.Ref == nil {
		if compute.Ref == nil {
			return otherwise, nil
		}
		v, err := CallArgs(t, compute)
		if err != nil {
			return Object{}, err
		}
		*value = v
	}
	return *value, nil
}

// callerModule gives the module of the running function.
//
// CPython: Objects/typevarobject.c caller
func callerModule(t *Thread) Object {
	if g := t.Runtime.Globals(t); g != nil {
		return g.GetStr(nameName).OrNone()
	}
	return None
}

// typeCheck has typing check that arg is a type.
func typeCheck(t *Thread, arg Object, message string) (Object, error) {
	if arg == None {
		return Of(&NoneType), nil
	}
	return callTyping(t, "_type_check", arg, NewStr(message))
}

// newTypeParam makes a TypeVar or the like for a program that calls its type.
func newTypeParam(t *Thread, cls *Type, name *Str, bound, def Object, covariant, contravariant, infer bool) (*TypeVar, error) {
	if covariant && contravariant {
		return nil, ValueErrorf(t, "Bivariant types are not supported.")
	}
	if infer && (covariant || contravariant) {
		return nil, ValueErrorf(t, "Variance cannot be specified with infer_variance.")
	}
	if bound == None {
		bound = Object{}
	}
	if bound.Ref != nil {
		var err error
		if bound, err = typeCheck(t, bound, "Bound must be a type."); err != nil {
			return nil, err
		}
	}
	if def.Ref == nil {
		def = NoDefault
	}
	return &TypeVar{Header: Header{cls}, name: name, bound: bound, def: def, covariant: covariant, contravariant: contravariant, inferVariant: infer}, nil
}

func (v *TypeVar) setModule(t *Thread) (*TypeVar, error) {
	return v, SetAttr(t, Of(v), nameModule, callerModule(t))
}

// CPython: Objects/typevarobject.c typevar_new_impl
//
//py:new typevar(cls, name, *constraints, bound=None, default=<unrepresentable>, covariant=False, contravariant=False, infer_variance=False)
//py:nosig
func typeVarNew(t *Thread, cls *Type, name *Str, constraints []Object, bound, def Object, covariant, contravariant, infer bool) (*TypeVar, error) {
	v, err := newTypeParam(t, cls, name, bound, def, covariant, contravariant, infer)
	if err != nil {
		return nil, err
	}
	switch {
	case len(constraints) == 1:
		return nil, TypeErrorf(t, "A single constraint is not allowed")
	case len(constraints) > 1 && v.bound.Ref != nil:
		return nil, TypeErrorf(t, "Constraints cannot be combined with bound=...")
	case len(constraints) > 1:
		v.constraints = Of(TupleFrom(constraints))
	}
	return v.setModule(t)
}

// CPython: Objects/typevarobject.c paramspec_new_impl
//
//py:new paramspec(cls, name, *, bound=None, default=<unrepresentable>, covariant=False, contravariant=False, infer_variance=False)
//py:nosig
func paramSpecNew(t *Thread, cls *Type, name *Str, bound, def Object, covariant, contravariant, infer bool) (*TypeVar, error) {
	v, err := newTypeParam(t, cls, name, bound, def, covariant, contravariant, infer)
	if err != nil {
		return nil, err
	}
	return v.setModule(t)
}

// CPython: Objects/typevarobject.c typevartuple_impl
//
//py:new typevartuple(cls, name, *, default=<unrepresentable>)
//py:nosig
func typeVarTupleNew(t *Thread, cls *Type, name *Str, def Object) (*TypeVar, error) {
	v, err := newTypeParam(t, cls, name, None, def, false, false, false)
	if err != nil {
		return nil, err
	}
	return v.setModule(t)
}

//py:get typevar.__name__
//py:get paramspec.__name__
//py:get typevartuple.__name__
func typeVarName(v *TypeVar) Object { return Of(v.name) }

//py:get typevar.__covariant__
//py:get paramspec.__covariant__
func typeVarCovariant(v *TypeVar) bool { return v.covariant }

//py:get typevar.__contravariant__
//py:get paramspec.__contravariant__
func typeVarContravariant(v *TypeVar) bool { return v.contravariant }

//py:get typevar.__infer_variance__
//py:get paramspec.__infer_variance__
func typeVarInferVariance(v *TypeVar) bool { return v.inferVariant }

//py:get typevar.__bound__
//py:get paramspec.__bound__
func typeVarBound(t *Thread, v *TypeVar) (Object, error) {
	return evaluate(t, &v.bound, v.evaluateBound, None)
}

//py:get typevar.__constraints__
func typeVarConstraints(t *Thread, v *TypeVar) (Object, error) {
	return evaluate(t, &v.constraints, v.evaluateConstraints, Of(emptyTuple))
}

// The default value for this type parameter.
//
//py:get typevar.__default__
//py:get paramspec.__default__
//py:get typevartuple.__default__
func typeVarDefault(t *Thread, v *TypeVar) (Object, error) {
	return evaluate(t, &v.def, v.evaluateDefault, NoDefault)
}

//py:get typevar.evaluate_bound
func typeVarEvaluateBound(v *TypeVar) Object { return evaluator(v.evaluateBound, v.bound) }

//py:get typevar.evaluate_constraints
func typeVarEvaluateConstraints(v *TypeVar) Object {
	return evaluator(v.evaluateConstraints, v.constraints)
}

//py:get typevar.evaluate_default
//py:get paramspec.evaluate_default
//py:get typevartuple.evaluate_default
func typeVarEvaluateDefault(v *TypeVar) Object { return evaluator(v.evaluateDefault, v.def) }

//py:def typevar.has_default(self)
//py:def paramspec.has_default(self)
//py:def typevartuple.has_default(self)
func typeVarHasDefault(v *TypeVar) bool {
	return v.evaluateDefault.Ref != nil || v.def.Ref != nil && v.def != NoDefault
}

//py:def typevar.__reduce__(self)
//py:def paramspec.__reduce__(self)
//py:def typevartuple.__reduce__(self)
func typeVarReduce(v *TypeVar) Object { return Of(v.name) }

//py:def typevar.__mro_entries__(self, object, /)
//py:def paramspec.__mro_entries__(self, object, /)
//py:def typevartuple.__mro_entries__(self, object, /)
//py:def paramspecargs.__mro_entries__(self, object, /)
//py:def paramspeckwargs.__mro_entries__(self, object, /)
func typeVarMROEntries(t *Thread, o, _ Object) (Object, error) {
	return Object{}, TypeErrorf(t, "Cannot subclass an instance of %s", TypeOf(o).ShortName())
}

//py:def typevar.__typing_subst__(self, arg, /)
func typeVarSubst(t *Thread, v *TypeVar, arg Object) (Object, error) {
	return callTyping(t, "_typevar_subst", Of(v), arg)
}

// CPython: Objects/typevarobject.c typevar_typing_prepare_subst_impl
//
//py:def typevar.__typing_prepare_subst__(self, alias, args, /)
func typeVarPrepareSubst(t *Thread, v *TypeVar, alias, args Object) (Object, error) {
	p, err := GetAttr(t, alias, nameParameters)
	if err != nil {
		return Object{}, err
	}
	n, err := Len(t, args)
	if err != nil {
		return Object{}, err
	}
	params, err := ToSlice(t, p)
	if err != nil {
		return Object{}, err
	}
	i := slices.Index(params, Of(v))
	if i >= 0 && i < n {
		return args, nil
	}
	if i == n {
		def, err := typeVarDefault(t, v)
		if err != nil {
			return Object{}, err
		}
		if def != NoDefault {
			items, err := ToSlice(t, args)
			return NewTuple(append(items, def)...).Or(err)
		}
	}
	s, err := ToStr(t, alias)
	if err != nil {
		return Object{}, err
	}
	return Object{}, TypeErrorf(t, "Too few arguments for %s; actual %d, expected at least %d", s.s, n, i+1)
}

//py:def paramspec.__typing_subst__(self, arg, /)
func paramSpecSubst(t *Thread, v *TypeVar, arg Object) (Object, error) {
	return callTyping(t, "_paramspec_subst", Of(v), arg)
}

//py:def paramspec.__typing_prepare_subst__(self, alias, args, /)
func paramSpecPrepareSubst(t *Thread, v *TypeVar, alias, args Object) (Object, error) {
	return callTyping(t, "_paramspec_prepare_subst", Of(v), alias, args)
}

//py:def typevartuple.__typing_subst__(self, arg, /)
func typeVarTupleSubst(t *Thread, _ *TypeVar, _ Object) (Object, error) {
	return Object{}, TypeErrorf(t, "Substitution of bare TypeVarTuple is not supported")
}

//py:def typevartuple.__typing_prepare_subst__(self, alias, args, /)
func typeVarTuplePrepareSubst(t *Thread, v *TypeVar, alias, args Object) (Object, error) {
	return callTyping(t, "_typevartuple_prepare_subst", Of(v), alias, args)
}

// Represents positional arguments.
//
//py:get paramspec.args
func paramSpecArgs(v *TypeVar) Object {
	return Of(&ParamSpecPart{Header{&ParamSpecArgsType}, Of(v)})
}

// Represents keyword arguments.
//
//py:get paramspec.kwargs
func paramSpecKwargs(v *TypeVar) Object {
	return Of(&ParamSpecPart{Header{&ParamSpecKwargsType}, Of(v)})
}

//py:new paramspecargs(cls, origin)
//py:nosig
func paramSpecArgsNew(_ *Type, origin Object) Object {
	return Of(&ParamSpecPart{Header{&ParamSpecArgsType}, origin})
}

//py:new paramspeckwargs(cls, origin)
//py:nosig
func paramSpecKwargsNew(_ *Type, origin Object) Object {
	return Of(&ParamSpecPart{Header{&ParamSpecKwargsType}, origin})
}

//py:get paramspecargs.__origin__
//py:get paramspeckwargs.__origin__
func paramSpecOrigin(p *ParamSpecPart) Object { return p.origin }

func paramSpecPartRepr(suffix string) UnaryFunc {
	return func(t *Thread, o Object) (Object, error) {
		origin := cast[ParamSpecPart](o).origin
		if TypeOf(origin) == &ParamSpecType {
			return NewStr(cast[TypeVar](origin).name.s + suffix), nil
		}
		s, err := Repr(t, origin)
		if err != nil {
			return Object{}, err
		}
		return NewStr(s.s + suffix), nil
	}
}

func paramSpecPartCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if TypeOf(a) != TypeOf(b) || op != EQ && op != NE {
		return NotImplemented, nil
	}
	return RichCompare(t, cast[ParamSpecPart](a).origin, cast[ParamSpecPart](b).origin, op)
}

func typeVarRepr(_ *Thread, o Object) (Object, error) {
	v := cast[TypeVar](o)
	switch {
	case v.inferVariant || v.Type == &TypeVarTupleType:
		return Of(v.name), nil
	case v.covariant:
		return NewStr("+" + v.name.s), nil
	case v.contravariant:
		return NewStr("-" + v.name.s), nil
	}
	return NewStr("~" + v.name.s), nil
}

// unpackOnce is iteration over a TypeVarTuple or alias, as *Ts: it gives typing.Unpack[Ts].
//
// CPython: Objects/typevarobject.c unpack_iter
func unpackOnce(t *Thread, o Object) (Object, error) {
	u, err := typingUnpack(t, o)
	if err != nil {
		return Object{}, err
	}
	return Iter(t, NewTuple(u))
}

func typingUnpack(t *Thread, o Object) (Object, error) {
	m, err := t.Runtime.Import(t, "typing")
	if err != nil {
		return Object{}, err
	}
	u, err := GetAttr(t, m, t.Interp.Intern("Unpack"))
	if err != nil {
		return Object{}, err
	}
	return GetItem(t, u, o)
}

// unpackTypeVarTuples gives type parameters as Generic takes them.
//
// CPython: Objects/typevarobject.c unpack_typevartuples
func unpackTypeVarTuples(t *Thread, params *Tuple) (*Tuple, error) {
	out := TupleFrom(params.Items)
	for i, p := range out.Items {
		if TypeOf(p) != &TypeVarTupleType {
			continue
		}
		u, err := typingUnpack(t, p)
		if err != nil {
			return nil, err
		}
		out.Items[i] = u
	}
	return out, nil
}

// callTypingArgs calls a function of the typing module with all that a class method got.
func callTypingArgs(t *Thread, name string, args []Object, kwnames *Tuple) (Object, error) {
	m, err := t.Runtime.Import(t, "typing")
	if err != nil {
		return Object{}, err
	}
	f, err := GetAttr(t, m, t.Interp.Intern(name))
	if err != nil {
		return Object{}, err
	}
	return Call(t, f, args, kwnames)
}

// Parameterizes a generic class.
//
// At least, parameterizing a generic class is the *main* thing this
// method does.  For example, for some generic class `Foo`, this is
// called when we do `Foo[int]` - there, with `cls=Foo` and
// `params=int`.
//
// However, note that this method is also called when defining generic
// classes in the first place with `class Foo[T]: ...`.
//
//py:classmethod Generic.__class_getitem__(cls, *args, **kwargs)
//py:nosig
func genericClassGetItem(t *Thread, args []Object, kwnames *Tuple) (Object, error) {
	return callTypingArgs(t, "_generic_class_getitem", args, kwnames)
}

// Function to initialize subclasses.
//
//py:classmethod Generic.__init_subclass__(cls, *args, **kwargs)
//py:nosig
func genericInitSubclass(t *Thread, args []Object, kwnames *Tuple) (Object, error) {
	return callTypingArgs(t, "_generic_init_subclass", args, kwnames)
}

// TypingIntrinsic1 is the part of INTRINSIC1 that makes type parameters and aliases.
//
// CPython: Python/intrinsics.c _PyIntrinsics_UnaryFunctions
func TypingIntrinsic1(t *Thread, which uint8, v Object) (Object, error) {
	param := func(typ *Type) (Object, error) {
		return Of(&TypeVar{Header: Header{typ}, name: AsStr(v), inferVariant: true}), nil
	}
	switch which {
	case code.IntrinsicTYPEVAR:
		return param(&TypeVarType)
	case code.IntrinsicPARAMSPEC:
		return param(&ParamSpecType)
	case code.IntrinsicTYPEVARTUPLE:
		return param(&TypeVarTupleType)
	case code.IntrinsicSUBSCRIPTGENERIC:
		params, err := unpackTypeVarTuples(t, AsTuple(v))
		if err != nil {
			return Object{}, err
		}
		return callTyping(t, "_GenericAlias", Of(&GenericType), Of(params))
	case code.IntrinsicTYPEALIAS:
		parts := AsTuple(v).Items
		params := AsTuple(parts[1])
		if params != nil && len(params.Items) == 0 {
			params = nil
		}
		return Of(&TypeAlias{Header: Header{&TypeAliasType}, name: AsStr(parts[0]), params: params, compute: parts[2]}), nil
	}
	return Object{}, SystemErrorf(t, "unknown intrinsic %d", which)
}

// TypingIntrinsic2 is the part of INTRINSIC2 that makes type parameters.
//
// CPython: Python/intrinsics.c _PyIntrinsics_BinaryFunctions
func TypingIntrinsic2(t *Thread, which uint8, a, b Object) (Object, error) {
	switch which {
	case code.IntrinsicTYPEVARWITHBOUND:
		return Of(&TypeVar{Header: Header{&TypeVarType}, name: AsStr(a), evaluateBound: b, inferVariant: true}), nil
	case code.IntrinsicTYPEVARWITHCONSTRAINTS:
		return Of(&TypeVar{Header: Header{&TypeVarType}, name: AsStr(a), evaluateConstraints: b, inferVariant: true}), nil
	case code.IntrinsicSETTYPEPARAMDEFAULT:
		v := cast[TypeVar](a)
		v.evaluateDefault = b
		return a, nil
	}
	return Object{}, SystemErrorf(t, "unknown intrinsic %d", which)
}

func setupTypeVar() {
	ofTyping := func(members ...string) func(*Type) {
		return func(t *Type) {
			memberAttrs(members...)(t)
			t.Dict.setStatic(nameModule, staticStr("typing"))
		}
	}
	traverse := func(o Object, visit func(Object)) {
		v := cast[TypeVar](o)
		visitObjects(visit, ObjectOrNull(v.name), v.bound, v.evaluateBound, v.constraints, v.evaluateConstraints, v.def, v.evaluateDefault)
	}
	union := func(t *Thread, a, b Object) (Object, error) { return makeUnion(t, []Object{a, b}, true) }
	layout := LayoutWithDict[TypeVar](unsafe.Offsetof(TypeVar{}.attrs))
	slots := Slots{Repr: typeVarRepr, GetAttr: GenericGetAttr, SetAttr: GenericSetAttr, Traverse: traverse}
	TypeVarType = Type{Name: "typing.TypeVar", Doc: "Type variable.", Flags: HasInstDict | HasWeakrefs, Layout: layout, Slots: slots,
		Methods: typevarMethods, GetSets: typevarGetSets,
		Attrs: ofTyping("__name__", "__covariant__", "__contravariant__", "__infer_variance__")}
	TypeVarType.Slots.New = bindTypevarNew
	TypeVarType.Slots.Binary[OpOr] = union
	ParamSpecType = Type{Name: "typing.ParamSpec", Doc: "Parameter specification variable.", Flags: HasInstDict | HasWeakrefs, Layout: layout, Slots: slots,
		Methods: paramspecMethods, GetSets: paramspecGetSets,
		Attrs: ofTyping("__name__", "__bound__", "__covariant__", "__contravariant__", "__infer_variance__")}
	ParamSpecType.Slots.New = bindParamspecNew
	ParamSpecType.Slots.Binary[OpOr] = union
	TypeVarTupleType = Type{Name: "typing.TypeVarTuple",
		Doc:   "Type variable tuple. A specialized form of type variable that enables\nvariadic generics.",
		Flags: HasInstDict | HasWeakrefs, Layout: layout, Slots: slots, Methods: typevartupleMethods, GetSets: typevartupleGetSets,
		Attrs: ofTyping("__name__")}
	TypeVarTupleType.Slots.New = bindTypevartupleNew
	TypeVarTupleType.Slots.Iter = unpackOnce
	part := func(name, suffix, doc string, methods []MethodDef, getSets []GetSetDef, create NewFunc) Type {
		return Type{Name: name, Doc: doc, Flags: HasWeakrefs, Layout: LayoutOf[ParamSpecPart](), Methods: methods, GetSets: getSets,
			Attrs: ofTyping("__origin__"),
			Slots: Slots{New: create, Repr: paramSpecPartRepr(suffix), RichCompare: paramSpecPartCompare, GetAttr: GenericGetAttr,
				Traverse: func(o Object, visit func(Object)) { visit(cast[ParamSpecPart](o).origin) }}}
	}
	ParamSpecArgsType = part("typing.ParamSpecArgs", ".args", "The args for a ParamSpec object.", paramspecargsMethods, paramspecargsGetSets, bindParamspecargsNew)
	ParamSpecKwargsType = part("typing.ParamSpecKwargs", ".kwargs", "The kwargs for a ParamSpec object.", paramspeckwargsMethods, paramspeckwargsGetSets, bindParamspeckwargsNew)
	TypeAliasType = Type{Name: "typing.TypeAliasType", Doc: "Type alias.", Flags: HasWeakrefs, Layout: LayoutOf[TypeAlias](),
		Methods: typealiasMethods, GetSets: typealiasGetSets, Attrs: memberAttrs("__name__"),
		Slots: Slots{New: bindTypealiasNew, GetItem: typeAliasGetItem, Iter: unpackOnce, GetAttr: GenericGetAttr, SetAttr: GenericSetAttr,
			Repr: func(_ *Thread, o Object) (Object, error) { return Of(cast[TypeAlias](o).name), nil },
			Traverse: func(o Object, visit func(Object)) {
				a := cast[TypeAlias](o)
				visitObjects(visit, ObjectOrNull(a.name), ObjectOrNull(a.params), a.value, a.compute, a.module)
			}}}
	TypeAliasType.Slots.Binary[OpOr] = typeOr
	GenericType = Type{Name: "typing.Generic", Doc: "Abstract base class for generic types.", Flags: BaseType, Slots: Slots{New: objectNew},
		Methods: genericMethods, Attrs: ofTyping()}
	NoDefaultType = Type{Name: "NoDefaultType", Doc: "The type of the NoDefault singleton.", Signature: "()", Layout: LayoutOf[singleton](), Methods: noDefaultTypeMethods,
		Slots: Slots{New: noDefaultNew, GetAttr: GenericGetAttr,
			Repr: func(*Thread, Object) (Object, error) { return NewStr("typing.NoDefault"), nil }}}
	constEvaluatorType = Type{Name: "_typing._ConstEvaluator", Doc: "Internal type for implementing evaluation functions.", Flags: NoInstantiate,
		Layout: LayoutOf[constEvaluator](),
		Slots: Slots{Call: constEvaluatorCall, GetAttr: GenericGetAttr,
			Traverse: func(o Object, visit func(Object)) { visit(cast[constEvaluator](o).value) },
			Repr: func(t *Thread, o Object) (Object, error) {
				s, err := Repr(t, cast[constEvaluator](o).value)
				if err != nil {
					return Object{}, err
				}
				return NewStr("<constevaluator " + s.s + ">"), nil
			}}}
	for _, t := range []*Type{&TypeVarType, &ParamSpecType, &TypeVarTupleType, &ParamSpecArgsType, &ParamSpecKwargsType, &TypeAliasType,
		&GenericType, &NoDefaultType, &constEvaluatorType} {
		Ready(t)
	}
}
