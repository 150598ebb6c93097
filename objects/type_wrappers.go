package objects

import "unsafe"

// The functions that call the slot of a built-in type on behalf of its special method: they check the number of arguments.

// checkArgs is the TypeError for another number of arguments than n.
//
// CPython: Objects/typeobject.c check_num_args
func checkArgs(t *Thread, args []Object, n int) error {
	if len(args) == n {
		return nil
	}
	return TypeErrorf(t, "expected %d argument%s, got %d", n, plural(n), len(args))
}

// checkArgsRange is checkArgs for one that takes between low and high.
//
// CPython: Python/getargs.c PyArg_UnpackTuple
func checkArgsRange(t *Thread, name string, args []Object, low, high int) error {
	n := len(args)
	if n >= low && n <= high {
		return nil
	}
	bound, limit := "at least ", low
	if n > high {
		bound, limit = "at most ", high
	}
	if low == high {
		bound = ""
	}
	return TypeErrorf(t, "%s expected %s%d argument%s, got %d", name, bound, limit, plural(limit), n)
}

func wrapUnary(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 0); err != nil {
		return Object{}, err
	}
	return pointerFunc[UnaryFunc](slot)(t, self)
}

func wrapBinary(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	return pointerFunc[BinaryFunc](slot)(t, self, args[0])
}

func wrapBinaryLeft(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	return pointerFunc[BinaryFunc](slot)(t, self, args[0])
}

func wrapBinaryRight(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	return pointerFunc[BinaryFunc](slot)(t, args[0], self)
}

// ternaryArgs gives the one or two arguments of __pow__.
//
// CPython: Objects/typeobject.c check_pow_args
func ternaryArgs(t *Thread, args []Object) (other, mod Object, err error) {
	if len(args) < 1 || len(args) > 2 {
		return Object{}, Object{}, TypeErrorf(t, "expected 1 or 2 arguments, got %d", len(args))
	}
	if len(args) == 2 {
		return args[0], args[1], nil
	}
	return args[0], None, nil
}

func wrapTernary(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	other, mod, err := ternaryArgs(t, args)
	if err != nil {
		return Object{}, err
	}
	return pointerFunc[TernaryFunc](slot)(t, self, other, mod)
}

func wrapTernaryLeft(t *Thread, self Object, args []Object, kwnames *Tuple, slot unsafe.Pointer) (Object, error) {
	return wrapTernary(t, self, args, kwnames, slot)
}

func wrapTernaryRight(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	other, mod, err := ternaryArgs(t, args)
	if err != nil {
		return Object{}, err
	}
	return pointerFunc[TernaryFunc](slot)(t, other, self, mod)
}

func wrapInquiry(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 0); err != nil {
		return Object{}, err
	}
	b, err := pointerFunc[InquiryFunc](slot)(t, self)
	return NewBool(b), err
}

func wrapLen(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 0); err != nil {
		return Object{}, err
	}
	n, err := pointerFunc[LenFunc](slot)(t, self)
	return NewInt(int64(n)), err
}

func wrapHash(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 0); err != nil {
		return Object{}, err
	}
	h, err := pointerFunc[HashFunc](slot)(t, self)
	return NewInt(h), err
}

func wrapRepeat(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	n, err := AsSsize(t, args[0], &ExcOverflowError)
	if err != nil {
		return Object{}, err
	}
	return pointerFunc[RepeatFunc](slot)(t, self, n)
}

// slotIndex converts the index of a sequence, adding the length to a negative one.
//
// CPython: Objects/typeobject.c getindex
func slotIndex(t *Thread, self, arg Object) (int, error) {
	i, err := AsSsize(t, arg, &ExcOverflowError)
	if err == nil && i < 0 && TypeOf(self).Slots.Len != nil {
		n, err := TypeOf(self).Slots.Len(t, self)
		if err != nil {
			return 0, err
		}
		i += n
	}
	return i, err
}

func wrapSeqItem(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	i, err := slotIndex(t, self, args[0])
	if err != nil {
		return Object{}, err
	}
	return pointerFunc[func(*Thread, Object, int) (Object, error)](slot)(t, self, i)
}

func wrapSeqSetItem(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgsRange(t, "__setitem__", args, 2, 2); err != nil {
		return Object{}, err
	}
	i, err := slotIndex(t, self, args[0])
	if err != nil {
		return Object{}, err
	}
	return None, pointerFunc[func(*Thread, Object, int, Object) error](slot)(t, self, i, args[1])
}

func wrapSeqDelItem(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	i, err := slotIndex(t, self, args[0])
	if err != nil {
		return Object{}, err
	}
	return None, pointerFunc[func(*Thread, Object, int, Object) error](slot)(t, self, i, Object{})
}

func wrapContains(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	b, err := pointerFunc[ContainsFunc](slot)(t, self, args[0])
	return NewBool(b), err
}

func wrapSetItem(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgsRange(t, "__setitem__", args, 2, 2); err != nil {
		return Object{}, err
	}
	return None, pointerFunc[SetItemFunc](slot)(t, self, args[0], args[1])
}

func wrapDelItem(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	return None, pointerFunc[SetItemFunc](slot)(t, self, args[0], Object{})
}

// attrName gives the name that an attribute is to be accessed by, interned.
//
// CPython: Objects/object.c PyObject_GetAttr
func attrName(t *Thread, name Object) (*Str, error) {
	s := AsStr(name)
	if s == nil {
		return nil, TypeErrorf(t, "attribute name must be string, not '%.200s'", TypeOf(name).Name200())
	}
	return t.Interp.InternStr(s), nil
}

func wrapGetAttr(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	name, err := attrName(t, args[0])
	if err != nil {
		return Object{}, err
	}
	return pointerFunc[GetAttrFunc](slot)(t, self, name)
}

func wrapSetAttr(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgsRange(t, "__setattr__", args, 2, 2); err != nil {
		return Object{}, err
	}
	return None, callSetAttr(t, self, args[0], args[1], slot, "__setattr__")
}

func wrapDelAttr(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	return None, callSetAttr(t, self, args[0], Object{}, slot, "__delattr__")
}

// callSetAttr calls a SetAttr slot unless that passes over the one of a built-in type nearer to self's.
//
// CPython: Objects/typeobject.c hackcheck_unlocked
func callSetAttr(t *Thread, self, name, v Object, slot unsafe.Pointer, what string) error {
	typ := TypeOf(self)
	own, dispatch := funcPointer(typ.Slots.SetAttr), funcPointer(SetAttrFunc(slotSetAttr))
	defining := typ
	for i := len(typ.MRO) - 1; i >= 0; i-- {
		if p := funcPointer(typ.MRO[i].Slots.SetAttr); p != dispatch && p == own {
			defining = typ.MRO[i]
			break
		}
	}
	for base := defining; base != nil; base = base.Base {
		p := funcPointer(base.Slots.SetAttr)
		if p == slot {
			break
		}
		if p != dispatch {
			return TypeErrorf(t, "can't apply this %s to %s object", what, typ.Name200())
		}
	}
	s, err := attrName(t, name)
	if err != nil {
		return err
	}
	return pointerFunc[SetAttrFunc](slot)(t, self, s, v)
}

func wrapCall(t *Thread, self Object, args []Object, kwnames *Tuple, slot unsafe.Pointer) (Object, error) {
	return pointerFunc[CallFunc](slot)(t, self, args, kwnames)
}

func wrapInit(t *Thread, self Object, args []Object, kwnames *Tuple, slot unsafe.Pointer) (Object, error) {
	return None, pointerFunc[InitFunc](slot)(t, self, args, kwnames)
}

func wrapDel(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 0); err != nil {
		return Object{}, err
	}
	return None, pointerFunc[func(*Thread, Object) error](slot)(t, self)
}

// wrapCompare are the wrappers of the six comparisons: each is a function of its own, since wrappers are told apart.
var wrapCompare = [...]wrapperFunc{
	func(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
		return compareWrapped(t, self, args, slot, LT)
	},
	func(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
		return compareWrapped(t, self, args, slot, LE)
	},
	func(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
		return compareWrapped(t, self, args, slot, EQ)
	},
	func(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
		return compareWrapped(t, self, args, slot, NE)
	},
	func(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
		return compareWrapped(t, self, args, slot, GT)
	},
	func(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
		return compareWrapped(t, self, args, slot, GE)
	},
}

func compareWrapped(t *Thread, self Object, args []Object, slot unsafe.Pointer, op CompareOp) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	return pointerFunc[CompareFunc](slot)(t, self, args[0], op)
}

func wrapNext(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 0); err != nil {
		return Object{}, err
	}
	v, err := pointerFunc[UnaryFunc](slot)(t, self)
	if err == nil && v.Ref == nil {
		err = NewException(t, &ExcStopIteration)
	}
	return v, err
}

func wrapDescrGet(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgsRange(t, "__get__", args, 1, 2); err != nil {
		return Object{}, err
	}
	obj, typ := args[0], Object{}
	if len(args) == 2 && args[1] != None {
		typ = args[1]
	}
	if obj == None {
		obj = Object{}
	}
	if obj.Ref == nil && typ.Ref == nil {
		return Object{}, TypeErrorf(t, "__get__(None, None) is invalid")
	}
	return pointerFunc[DescrGetFunc](slot)(t, self, obj, typ)
}

func wrapDescrSet(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgsRange(t, "__set__", args, 2, 2); err != nil {
		return Object{}, err
	}
	return None, pointerFunc[DescrSetFunc](slot)(t, self, args[0], args[1])
}

func wrapDescrDelete(t *Thread, self Object, args []Object, _ *Tuple, slot unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	return None, pointerFunc[DescrSetFunc](slot)(t, self, args[0], Object{})
}

// wrapBuffer is __buffer__ of built-in types: a memoryview of self.
//
// CPython: Objects/typeobject.c wrap_buffer
func wrapBuffer(t *Thread, self Object, args []Object, _ *Tuple, _ unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	flags, err := AsSsize(t, args[0], &ExcOverflowError)
	if err != nil {
		return Object{}, err
	}
	if flags > 1<<31-1 || flags < -1<<31 {
		return Object{}, OverflowErrorf(t, "buffer flags out of range")
	}
	return CallArgs(t, Of(&MemoryViewType), self)
}

// wrapReleaseBuffer is __release_buffer__ of built-in types: the memoryview is released.
//
// CPython: Objects/typeobject.c wrap_releasebuffer
func wrapReleaseBuffer(t *Thread, self Object, args []Object, _ *Tuple, _ unsafe.Pointer) (Object, error) {
	if err := checkArgs(t, args, 1); err != nil {
		return Object{}, err
	}
	if !TypeOf(args[0]).IsSubtype(&MemoryViewType) {
		return Object{}, TypeErrorf(t, "expected a memoryview object")
	}
	return CallMethod(t, args[0], nameRelease)
}

var newWrapperDef = MethodDef{
	Name: "__new__", Doc: "Create and return a new object.  See help(type) for accurate signature.", Signature: "($type, *args, **kwargs)",
}

func isNewWrapper(o Object) bool {
	return TypeOf(o) == &BuiltinFunctionType && cast[BuiltinFunction](o).Def == &newWrapperDef
}

// callNew is the __new__ of built-in types: args begins with the type whose __new__ it is, then the class to make an instance of.
//
// CPython: Objects/typeobject.c tp_new_wrapper
func callNew(t *Thread, args []Object, kwnames *Tuple) (Object, error) {
	typ := cast[Type](args[0])
	if len(args)-kwCount(kwnames) < 2 {
		return Object{}, TypeErrorf(t, "%s.__new__(): not enough arguments", typ.Name200())
	}
	cls := AsType(args[1])
	if cls == nil {
		return Object{}, TypeErrorf(t, "%s.__new__(X): X is not a type object (%s)", typ.Name200(), TypeOf(args[1]).Name200())
	}
	if !cls.IsSubtype(typ) {
		return Object{}, TypeErrorf(t, "%s.__new__(%s): %s is not a subtype of %s", typ.Name200(), cls.Name200(), cls.Name200(), typ.Name200())
	}
	if cls.Flags&NoInstantiate != 0 {
		return Object{}, TypeErrorf(t, "cannot create '%s' instances", cls.Name200())
	}
	base := cls
	for base != nil && base.Slots.New != nil && sameFunc(base.Slots.New, slotNew) {
		base = base.Base
	}
	if base != nil && funcPointer(base.Slots.New) != funcPointer(typ.Slots.New) {
		return Object{}, TypeErrorf(t, "%s.__new__(%s) is not safe, use %s.__new__()", typ.Name200(), cls.Name200(), base.Name200())
	}
	return typ.Slots.New(t, cls, args[2:], kwnames)
}
