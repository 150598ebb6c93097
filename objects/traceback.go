package objects

//py:type traceback TracebackType

var (
	nameFLasti   = StaticName("f_lasti")
	nameFLineno  = StaticName("f_lineno")
	nameFCode    = StaticName("f_code")
	nameFGlobals = StaticName("f_globals")
)

func setupTraceback() {
	TracebackType = Type{Name: "traceback", Doc: "Create a new traceback object.",
		Layout: LayoutOf[Traceback](),
		Slots: Slots{
			New: bindTracebackNew, GetAttr: GenericGetAttr, SetAttr: GenericSetAttr,
			Traverse: func(o Object, visit func(Object)) {
				tb := cast[Traceback](o)
				if tb.Frame.Ref != nil {
					visit(tb.Frame)
				}
				if tb.Next != nil {
					visit(Of(tb.Next))
				}
			},
		},
		Methods: tracebackMethods, GetSets: tracebackGetSets}
	Ready(&TracebackType)
}

// Create a new traceback object.
//
// CPython: Python/traceback.c tb_new_impl
//
//py:new traceback(cls, tb_next, tb_frame, tb_lasti, tb_lineno)
func tracebackNew(t *Thread, cls *Type, next, frame Object, lasti, line int32) (Object, error) {
	if frame.Type().Name != "frame" {
		return Object{}, TypeErrorf(t, "traceback() argument 'tb_frame' must be frame, not %.50s", messageName(frame))
	}
	tb, ok := tracebackOrNone(next)
	if !ok {
		return Object{}, TypeErrorf(t, "expected traceback object or None, got '%s'", TypeOf(next).Name200())
	}
	return Of(NewTraceback(tb, frame, int(lasti), int(line))), nil
}

func tracebackOrNone(o Object) (tb *Traceback, ok bool) {
	if o == None {
		return nil, true
	}
	if TypeOf(o) == &TracebackType {
		return cast[Traceback](o), true
	}
	return nil, false
}

// tracebackHere makes a traceback entry for the running Python frame, nil if there is none.
func tracebackHere(t *Thread) (*Traceback, error) {
	frame := t.Runtime.Frame(t, 0)
	if frame.Ref == nil {
		return nil, nil
	}
	lasti, err := GetAttr(t, frame, nameFLasti)
	if err != nil {
		return nil, err
	}
	line, err := GetAttr(t, frame, nameFLineno)
	if err != nil {
		return nil, err
	}
	i, _, _ := IntValue(lasti)
	n, _, _ := IntValue(line)
	return NewTraceback(nil, frame, int(i), int(n)), nil
}

//py:def traceback.__dir__(self, /)
//py:nosig
func tracebackDir(_ *Traceback) Object {
	return Of(NewList([]Object{NewStr("tb_frame"), NewStr("tb_next"), NewStr("tb_lasti"), NewStr("tb_lineno")}))
}

//py:get traceback.tb_frame
func tracebackFrame(tb *Traceback) Object { return tb.Frame.OrNone() }

//py:get traceback.tb_lasti
func tracebackLasti(tb *Traceback) int { return int(tb.Lasti) }

//py:get traceback.tb_lineno
func tracebackLine(t *Thread, tb *Traceback) (Object, error) {
	n, err := tb.LineNumber(t)
	if err != nil || n <= 0 {
		return None, err
	}
	return NewInt(int64(n)), nil
}

// LineNumber gives the line, which is looked up the first time; 0 or less where there is none.
//
// CPython: Python/traceback.c tb_get_lineno
func (tb *Traceback) LineNumber(t *Thread) (int, error) {
	if tb.Line != 0 || tb.Frame.Ref == nil {
		return int(tb.Line), nil
	}
	o, err := GetAttr(t, tb.Frame, nameFCode)
	if err != nil {
		return 0, err
	}
	if TypeOf(o) == &CodeType {
		tb.Line = cast[Code](o).Lookup(int(tb.Lasti / 2)).Line
	}
	return int(tb.Line), nil
}

//py:get traceback.tb_next
func tracebackNext(tb *Traceback) Object { return ObjectOrNone(tb.Next) }

// CPython: Python/traceback.c tb_next_set_impl
//
//py:set traceback.tb_next
func tracebackSetNext(t *Thread, tb *Traceback, v Object) error {
	if v.Ref == nil {
		return TypeErrorf(t, "can't delete tb_next attribute")
	}
	next, ok := tracebackOrNone(v)
	if !ok {
		return TypeErrorf(t, "expected traceback object or None, got '%s'", TypeOf(v).Name200())
	}
	for c := next; c != nil; c = c.Next {
		if c == tb {
			return ValueErrorf(t, "traceback loop detected")
		}
	}
	tb.Next = next
	return nil
}
