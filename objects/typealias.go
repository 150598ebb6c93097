package objects

// TypeAlias is what a type statement makes.
type TypeAlias struct {
	Header
	name           *Str
	params         *Tuple // nil: none
	value, compute Object
	module         Object
}

// CPython: Objects/typevarobject.c typealias_new_impl
//
//py:new typealias(cls, name, value, *, type_params=<unrepresentable>)
//py:nosig
func typeAliasNew(t *Thread, _ *Type, name *Str, value, typeParams Object) (*TypeAlias, error) {
	params := AsTuple(typeParams)
	if typeParams.Ref != nil && params == nil {
		return nil, TypeErrorf(t, "type_params must be a tuple")
	}
	if params != nil {
		seen := false
		for _, p := range params.Items {
			switch TypeOf(p) {
			case &TypeVarType, &ParamSpecType, &TypeVarTupleType:
			default:
				s, err := Repr(t, p)
				if err != nil {
					return nil, err
				}
				return nil, TypeErrorf(t, "Expected a type param, got %s", s.s)
			}
			def, err := typeVarDefault(t, cast[TypeVar](p))
			if err != nil {
				return nil, err
			}
			if def != NoDefault {
				seen = true
			} else if seen {
				s, err := Repr(t, p)
				if err != nil {
					return nil, err
				}
				return nil, TypeErrorf(t, "non-default type parameter '%s' follows default type parameter", s.s)
			}
		}
		if len(params.Items) == 0 {
			params = nil
		}
	}
	return &TypeAlias{Header: Header{&TypeAliasType}, name: name, params: params, value: value, module: callerModule(t)}, nil
}

//py:get typealias.__name__
func typeAliasName(a *TypeAlias) Object { return Of(a.name) }

//py:get typealias.__value__
func typeAliasValue(t *Thread, a *TypeAlias) (Object, error) {
	return evaluate(t, &a.value, a.compute, None)
}

//py:get typealias.evaluate_value
func typeAliasEvaluateValue(a *TypeAlias) Object { return evaluator(a.compute, a.value) }

//py:get typealias.__type_params__
func typeAliasTypeParams(a *TypeAlias) Object {
	if a.params == nil {
		return Of(emptyTuple)
	}
	return Of(a.params)
}

//py:get typealias.__parameters__
func typeAliasParameters(t *Thread, a *TypeAlias) (*Tuple, error) {
	if a.params == nil {
		return emptyTuple, nil
	}
	return unpackTypeVarTuples(t, a.params)
}

//py:get typealias.__module__
func typeAliasModule(a *TypeAlias) Object {
	if a.module.Ref == nil {
		if f := as[Function](a.compute, &FunctionType); f != nil {
			return f.Module.OrNone()
		}
	}
	return a.module.OrNone()
}

//py:def typealias.__reduce__(self)
func typeAliasReduce(a *TypeAlias) Object { return Of(a.name) }

func typeAliasGetItem(t *Thread, o, item Object) (Object, error) {
	if cast[TypeAlias](o).params == nil {
		return Object{}, TypeErrorf(t, "Only generic type aliases are subscriptable")
	}
	return NewGenericAlias(t, o, item)
}
