package objects

// The kinds of functions that the slots of a type hold. Each takes the running thread first. A function that finds nothing
// (an exhausted iterator) returns a null Object and no error.
type (
	// UnaryFunc is a slot of one operand.
	UnaryFunc func(t *Thread, o Object) (Object, error)
	// BinaryFunc is a slot of two operands; a number's gets them in the order of the expression and may be either's.
	BinaryFunc func(t *Thread, a, b Object) (Object, error)
	// TernaryFunc is a slot of three operands: pow(a, b, c), c None if absent.
	TernaryFunc func(t *Thread, a, b, c Object) (Object, error)
	// InquiryFunc is a slot that answers yes or no.
	InquiryFunc func(t *Thread, o Object) (bool, error)
	// LenFunc gives a length.
	LenFunc func(t *Thread, o Object) (int, error)
	// HashFunc gives a hash.
	HashFunc func(t *Thread, o Object) (int64, error)
	// CompareFunc compares, or returns NotImplemented.
	CompareFunc func(t *Thread, a, b Object, op CompareOp) (Object, error)
	// GetAttrFunc gets an attribute; AttributeError if there is none.
	GetAttrFunc func(t *Thread, o Object, name *Str) (Object, error)
	// SetAttrFunc sets an attribute, or deletes it where v is null.
	SetAttrFunc func(t *Thread, o Object, name *Str, v Object) error
	// SetItemFunc sets an item, or deletes it where v is null.
	SetItemFunc func(t *Thread, o, key, v Object) error
	// ContainsFunc tests membership.
	ContainsFunc func(t *Thread, o, v Object) (bool, error)
	// RepeatFunc repeats a sequence.
	RepeatFunc func(t *Thread, o Object, n int) (Object, error)
	// DescrGetFunc is __get__: obj is null for access through the class.
	DescrGetFunc func(t *Thread, descr, obj, typ Object) (Object, error)
	// DescrSetFunc is __set__, or __delete__ where v is null.
	DescrSetFunc func(t *Thread, descr, obj, v Object) error
	// NewFunc makes an instance of cls from the arguments of a call (cls not among them).
	NewFunc func(t *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error)
	// InitFunc initializes self from the arguments of a call (self not among them).
	InitFunc func(t *Thread, self Object, args []Object, kwnames *Tuple) error
	// CallFunc calls o. The last len(kwnames.Items) args are the values of the keywords; kwnames is nil without any. args may
	// alias the register stack: whoever keeps them copies them.
	CallFunc func(t *Thread, o Object, args []Object, kwnames *Tuple) (Object, error)
	// SendFunc resumes an iterator as the `send` of a generator would; done tells a result from a yielded value.
	SendFunc func(t *Thread, o, v Object) (result Object, done bool, err error)
	// TraverseFunc calls visit for every Object that o refers to, its type and instance attributes excepted, which the caller visits.
	TraverseFunc func(o Object, visit func(Object))
	// BufferFunc gives o's buffer; see Buffer.
	BufferFunc func(t *Thread, o Object, flags BufferFlags) (*Buffer, error)
)

// CompareOp is one of the six comparisons, numbered as CPython's Py_LT...Py_GE are.
type CompareOp uint8

// The comparisons.
const (
	LT CompareOp = iota
	LE
	EQ
	NE
	GT
	GE
)

// Swapped gives the comparison that holds with the operands swapped.
func (op CompareOp) Swapped() CompareOp { return [...]CompareOp{GT, GE, EQ, NE, LT, LE}[op] }

// String gives the operator's symbol.
func (op CompareOp) String() string { return [...]string{"<", "<=", "==", "!=", ">", ">="}[op] }

// NumberOp is a binary operation of the number protocol.
type NumberOp uint8

// The binary operations.
const (
	OpAdd NumberOp = iota
	OpSub
	OpMul
	OpMatMul
	OpTrueDiv
	OpFloorDiv
	OpMod
	OpDivmod
	OpLshift
	OpRshift
	OpAnd
	OpXor
	OpOr
	NumNumberOps
)

// Slots are the functions that give the instances of a type their behaviour, as the slots of CPython's PyTypeObject do. A
// subclass inherits them; a class that defines special methods gets functions that call these.
type Slots struct {
	New  NewFunc
	Init InitFunc
	Call CallFunc
	Del  func(t *Thread, o Object) error // __del__

	Repr, Str   UnaryFunc
	Hash        HashFunc
	RichCompare CompareFunc
	GetAttr     GetAttrFunc
	SetAttr     SetAttrFunc
	DescrGet    DescrGetFunc
	DescrSet    DescrSetFunc

	Iter, IterNext      UnaryFunc
	Await, AIter, ANext UnaryFunc
	Send                SendFunc

	// The number protocol.
	Binary                               [NumNumberOps]BinaryFunc
	InPlace                              [NumNumberOps]BinaryFunc
	Power, InPlacePower                  TernaryFunc
	Negative, Positive, Absolute, Invert UnaryFunc
	Bool                                 InquiryFunc
	Int, Float, Index                    UnaryFunc

	// The mapping and sequence protocols. GetItem is __getitem__ with any key; SeqItem with an index that is already an int and,
	// if negative, has had the length added.
	Len                   LenFunc
	GetItem               BinaryFunc
	SetItem               SetItemFunc
	SeqItem               func(t *Thread, o Object, i int) (Object, error)
	SeqSetItem            func(t *Thread, o Object, i int, v Object) error
	Contains              ContainsFunc
	Concat, InPlaceConcat BinaryFunc
	Repeat, InPlaceRepeat RepeatFunc

	Buffer   BufferFunc
	Traverse TraverseFunc
}

// Buffer is memory that an object lends (the buffer protocol).
type Buffer struct {
	Object    Object // the exporter
	Bytes     []byte // the whole of the memory
	ReadOnly  bool
	Format    string // struct format of an item, "" is "B"
	ItemSize  int
	Shape     []int
	Strides   []int
	Suboffset []int
	Offset    int    // where the first item lies in Bytes
	Release   func() // ends the loan; may be nil
	loan      *loan  // what Release ends, where any goroutine may do it: a memoryview that is garbage does
}

// BufferFlags say what the borrower of a buffer wants.
type BufferFlags int

// The requests that borrowers make.
const (
	BufSimple   BufferFlags = 0
	BufWritable BufferFlags = 0x1
	BufFormat   BufferFlags = 0x4
	BufND       BufferFlags = 0x8
	BufStrides  BufferFlags = 0x10 | BufND
	BufFull     BufferFlags = 0x100 | BufStrides | BufFormat
)
