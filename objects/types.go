package objects

// The built-in types. They are static: all interpreters share them, and nothing changes them once the package is initialized.
var (
	ObjectType, TypeType                                                 Type
	NoneType, NotImplementedType, EllipsisType                           Type
	IntType, BoolType, FloatType, ComplexType                            Type
	StrType, BytesType, ByteArrayType, MemoryViewType                    Type
	TupleType, ListType, DictType, SetType, FrozenSetType, RangeType     Type
	SliceType                                                            Type
	FunctionType, MethodType, CodeType, CellType, ModuleType             Type
	BuiltinFunctionType, MethodDescriptorType, ClassMethodDescriptorType Type
	WrapperDescriptorType, MethodWrapperType                             Type
	GetSetDescriptorType, MemberDescriptorType                           Type
	PropertyType, ClassMethodType, StaticMethodType, SuperType           Type
	MappingProxyType, SimpleNamespaceType                                Type
	TracebackType                                                        Type
	RangeIterType, ListIterType, TupleIterType                           Type
)

// staticNamesComplete is set when no further name may be interned for all interpreters.
var staticNamesComplete bool

// init makes the built-in types ready, bases before their subclasses.
func init() {
	for _, setup := range setups() {
		setup()
	}
	staticNamesComplete = true
}

// setups gives the functions that define the built-in types of this package, each in the file of its type; they call Ready. ObjectType and
// TypeType come first.
func setups() []func() {
	return []func(){
		setupObject, setupType, setupDescriptors,
		setupSingletons, setupInt, setupFloat, setupComplex,
		setupStr, setupBytes, setupByteArray, setupMemoryView, setupTemplates,
		setupTuple, setupList, setupDict, setupSet, setupRange, setupSlice, setupIterators,
		setupFunctions, setupNamespace, setupForeignBuiltins, setupExceptions, setupTraceback, setupContext,
		setupContextManagers,
	}
}
