// Package code holds what the compiler produces and the interpreter runs: opcodes, code objects, exception and position
// tables. It is pure data: it knows neither syntax trees nor run-time objects.
package code

// NoReg stands in an operand of kind reg? for "absent".
const NoReg = 0xffff

// layout is the version of the form in which marshal writes code.
const layout = 2

// Magic marks compiled code in files: code with another one is not run but compiled anew. It changes with the instruction set
// and with the form in which marshal writes code.
var Magic = func() uint32 {
	h := Fingerprint + layout
	mix := func(x byte) { h = (h ^ uint32(x)) * 16777619 }
	for i := range Infos {
		info := &Infos[i]
		for j := range len(info.Name) {
			mix(info.Name[j])
		}
		mix(byte(info.A))
		mix(byte(info.B))
		mix(byte(info.C))
		for _, e := range info.Ext {
			mix(byte(e))
		}
	}
	return h
}()

// Flags are the co_flags of a code object, with CPython's values.
type Flags uint32

// The flags of code objects.
const (
	Optimized         Flags = 0x1
	NewLocals         Flags = 0x2
	VarArgs           Flags = 0x4
	VarKeywords       Flags = 0x8
	Nested            Flags = 0x10
	Generator         Flags = 0x20
	Coroutine         Flags = 0x80
	IterableCoroutine Flags = 0x100
	AsyncGenerator    Flags = 0x200
	FutureBarryAsBdfl Flags = 0x400000
	FutureAnnotations Flags = 0x1000000
	HasDocstring      Flags = 0x4000000
	Method            Flags = 0x8000000
)

// AnyGenerator is set in the flags of every code whose call makes a generator, coroutine or async generator.
const AnyGenerator = Generator | Coroutine | AsyncGenerator

// Code is a compiled block: a module, a class body, a function. It is immutable once made and shared by interpreters.
//
// Register i below len(Varnames) is the local variable Varnames[i]: the parameters come first (positional-only,
// positional, keyword-only, *args, **kwargs), then other locals. Cells lists the registers that hold cells, in
// the order of co_cellvars; a parameter that is a cell is turned into one by a MAKECELL in the prologue; other cell variables
// have registers of their own at or above len(Varnames), listed in Cells only, unless they are locals too.
type Code struct {
	Name       string
	Qualname   string
	Filename   string
	Flags      Flags
	ArgCount   int // positional parameters, positional-only ones included
	PosOnly    int
	KwOnly     int
	Varnames   []string
	Cells      []Cell
	Freevars   []string
	Hidden     []Cell // variables of inlined comprehensions: register and name, for f_locals
	Names      []string
	Consts     []Const
	Ins        []uint64
	NumRegs    int // registers used, NumRegs >= len(Varnames)
	NumCaches  int
	Exceptions []ExceptionEntry // innermost first
	Positions  []Position       // sorted by Start
	FirstLine  int
	Docstring  bool // Consts[0] is the docstring
}

// Cell is a variable of this code that inner functions capture.
type Cell struct {
	Name string
	Reg  int
}

// ExceptionEntry says that an exception raised by an instruction with a word in [Start, End) goes to Handler with the
// exception in register Reg. Indices count words. Among entries that cover a word the first one listed is the innermost.
type ExceptionEntry struct {
	Start, End, Handler, Reg int
}

// Position is the source range of the words from Start to the next Position's Start. Lines count from 1, columns are
// UTF-8 byte offsets from 0; a Line of 0 or less means that there is none, a column of -1 likewise.
type Position struct {
	Start             int
	Line, EndLine     int32
	Column, EndColumn int32
}

// Const is a constant: nil (None), bool, int64, *big.Int, float64, complex128, string (str, UTF-8 with surrogates as
// three bytes each), Bytes, Ellipsis, Tuple, FrozenSet, Slice or *Code.
type Const any

type (
	// Bytes is a bytes constant.
	Bytes string
	// Ellipsis is the constant `...`.
	Ellipsis struct{}
	// Tuple is a tuple of constants.
	Tuple []Const
	// FrozenSet is a frozenset of constants.
	FrozenSet []Const
	// Slice is a slice of constants.
	Slice struct{ Start, Stop, Step Const }
)

// Lookup gives the position that covers word index i, or a zero Position when none does.
func (c *Code) Lookup(i int) Position {
	lo, hi := 0, len(c.Positions)
	for lo < hi {
		m := (lo + hi) / 2
		if c.Positions[m].Start <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == 0 {
		return Position{Line: int32(c.FirstLine), EndLine: int32(c.FirstLine), Column: -1, EndColumn: -1}
	}
	return c.Positions[lo-1]
}
