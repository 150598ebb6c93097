package objects

// GenericAlias is a types.GenericAlias: a class with parameters, as list[int].
type GenericAlias struct {
	Header
	origin     Object
	args       *Tuple
	parameters *Tuple // nil while not computed
	starred    bool
}

// Union is a typing.Union: int | str.
type Union struct {
	Header
	args *Tuple
}

// The types of type expressions.
var (
	GenericAliasType Type
	UnionType        Type
)

// newGenericAlias makes origin[item].
func newGenericAlias(t *Thread, origin, item Object) (Object, error) {
	args := AsTuple(item)
	if args == nil || TypeOf(item) != &TupleType {
		args = TupleFrom([]Object{item})
	}
	return Of(&GenericAlias{Header: Header{&GenericAliasType}, origin: origin, args: args}), nil
}

func typeOr(t *Thread, a, b Object) (Object, error) { return NotImplemented, nil }
func firstWeakref(t *Thread, o Object) Object       { return None }

// NewGenericAlias makes origin[item].
func NewGenericAlias(t *Thread, origin, item Object) (Object, error) {
	return newGenericAlias(t, origin, item)
}
