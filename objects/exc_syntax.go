package objects

import (
	"path/filepath"
	"strconv"
	"unsafe"
)

// syntaxError is an instance of SyntaxError.
type syntaxError struct {
	Exception
	msg, filename, lineno, offset, text       Object
	endLineno, endOffset, printFile, metadata Object
}

func setupSyntaxError() {
	t := &ExcSyntaxError
	t.Layout = LayoutWithDict[syntaxError](exceptionAttrs)
	t.Slots.Init, t.Slots.Str = syntaxErrorInit, syntaxErrorStr
	t.Slots.Traverse = func(o Object, visit func(Object)) {
		traverseException(o, visit)
		e := cast[syntaxError](o)
		visitFields(visit, e.msg, e.filename, e.lineno, e.offset, e.text, e.endLineno, e.endOffset, e.printFile, e.metadata)
	}
	t.GetSets = []GetSetDef{
		objectMember("msg", unsafe.Offsetof(syntaxError{}.msg), "exception msg"),
		objectMember("filename", unsafe.Offsetof(syntaxError{}.filename), "exception filename"),
		objectMember("lineno", unsafe.Offsetof(syntaxError{}.lineno), "exception lineno"),
		objectMember("offset", unsafe.Offsetof(syntaxError{}.offset), "exception offset"),
		objectMember("text", unsafe.Offsetof(syntaxError{}.text), "exception text"),
		objectMember("end_lineno", unsafe.Offsetof(syntaxError{}.endLineno), "exception end lineno"),
		objectMember("end_offset", unsafe.Offsetof(syntaxError{}.endOffset), "exception end offset"),
		objectMember("print_file_and_line", unsafe.Offsetof(syntaxError{}.printFile), "exception print_file_and_line"),
		objectMember("_metadata", unsafe.Offsetof(syntaxError{}.metadata), "exception private metadata"),
	}
}

// CPython: Objects/exceptions.c SyntaxError_init
func syntaxErrorInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	if err := baseExceptionInit(t, self, args, kwnames); err != nil {
		return err
	}
	e := cast[syntaxError](self)
	if len(args) >= 1 {
		e.msg = args[0]
	}
	if len(args) != 2 {
		return nil
	}
	info, err := ToSlice(t, args[1])
	if err != nil {
		return err
	}
	if err := parseCount(t, len(info), 4, 7); err != nil {
		return err
	}
	fields := [7]*Object{&e.filename, &e.lineno, &e.offset, &e.text, &e.endLineno, &e.endOffset, &e.metadata}
	for i, f := range fields {
		if *f = (Object{}); i < len(info) {
			*f = info[i]
		}
	}
	if len(info) == 5 {
		return TypeErrorf(t, "end_offset must be provided when end_lineno is provided")
	}
	return nil
}

// CPython: Objects/exceptions.c SyntaxError_str
func syntaxErrorStr(t *Thread, o Object) (Object, error) {
	e := cast[syntaxError](o)
	s, err := ToStr(t, e.msg.OrNone())
	if err != nil {
		return Object{}, err
	}
	file := ""
	if f := AsStr(e.filename); f != nil {
		file = filepath.Base(f.s)
		if f.s == "" || f.s[len(f.s)-1] == filepath.Separator {
			file = ""
		}
	}
	line := ""
	if e.lineno.Ref != nil && TypeOf(e.lineno) == &IntType {
		if n, big, _ := IntValue(e.lineno); big == nil {
			line = "line " + strconv.FormatInt(n, 10)
		}
	}
	switch {
	case AsStr(e.filename) != nil && line != "":
		return NewStr(s.s + " (" + file + ", " + line + ")"), nil
	case AsStr(e.filename) != nil:
		return NewStr(s.s + " (" + file + ")"), nil
	case line != "":
		return NewStr(s.s + " (" + line + ")"), nil
	}
	return Of(s), nil
}

// SetSyntaxMetadata sets _metadata of what NewSyntaxError made.
func SetSyntaxMetadata(err error, metadata Object) {
	if e, ok := err.(*Exception); ok {
		(*syntaxError)(unsafe.Pointer(e)).metadata = metadata
	}
}

// NewSyntaxError makes a SyntaxError or, as typ says, one of its subclasses. Lines and offsets count from 1; an end of 0 is left out where there is no text,
// and -1 says that it is unknown. filename and text, the line of the source, may be None.
//
// CPython: Parser/pegen_errors.c _PyPegen_raise_error_known_location
func NewSyntaxError(t *Thread, typ *Type, msg string, filename Object, line, offset, endLine, endOffset int, text Object) *Exception {
	details := []Object{filename, NewInt(int64(line)), NewInt(int64(offset)), text}
	if endLine != 0 || text != None {
		details = append(details, NewInt(int64(endLine)), NewInt(int64(endOffset)))
	}
	e := NewException(t, typ, NewStr(msg), NewTuple(details...))
	s := (*syntaxError)(unsafe.Pointer(e))
	s.filename, s.lineno, s.offset, s.text = details[0], details[1], details[2], details[3]
	if len(details) > 4 {
		s.endLineno, s.endOffset = details[4], details[5]
	}
	return e
}
