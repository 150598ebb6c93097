package objects

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"
)

// frameless is a Runtime that runs no Python code.
type frameless struct{ classRuntime }

func (frameless) Frame(*Thread, int) Object { return Object{} }

func framelessThread() *Thread { return NewInterpreter(frameless{}).NewThread() }

func mustCall(t *testing.T, th *Thread, class *Type, args ...Object) *Exception {
	t.Helper()
	o, err := CallArgs(th, Of(class), args...)
	if err != nil {
		t.Fatal(err)
	}
	return AsException(o)
}

func shown(t *testing.T, th *Thread, e *Exception) string {
	t.Helper()
	s, err := ToStr(th, Of(e))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Repr(th, Of(e))
	if err != nil {
		t.Fatal(err)
	}
	return s.s + "|" + r.s
}

func TestExceptionText(t *testing.T) {
	th := framelessThread()
	str := func(s string) Object { return NewStr(s) }
	for _, c := range []struct {
		class *Type
		args  []Object
		want  string
	}{
		{&ExcValueError, nil, "|ValueError()"},
		{&ExcValueError, []Object{str("a")}, "a|ValueError('a')"},
		{&ExcValueError, []Object{str("a"), NewInt(1)}, "('a', 1)|ValueError('a', 1)"},
		{&ExcKeyError, []Object{str("")}, "''|KeyError('')"},
		{&ExcOSError, []Object{NewInt(2), str("x"), str("f"), None, str("g")}, "[Errno 2] x: 'f' -> 'g'|FileNotFoundError(2, 'x')"},
		{&ExcOSError, []Object{str("2"), str("x")}, "[Errno 2] x|OSError('2', 'x')"},
		{&ExcSyntaxError, []Object{str("a"), NewTuple(str("b/c"), NewInt(2), NewInt(3), None)}, "a (c, line 2)|SyntaxError('a', ('b/c', 2, 3, None))"},
		{&ExcUnicodeDecodeError, []Object{str("u"), NewBytes([]byte("b\xff")), NewInt(1), NewInt(2), str("r")},
			"'u' codec can't decode byte 0xff in position 1: r|UnicodeDecodeError('u', b'b\\xff', 1, 2, 'r')"},
		{&ExcUnicodeTranslateError, []Object{str("bcd"), NewInt(0), NewInt(2), str("r")},
			"can't translate characters in position 0-1: r|UnicodeTranslateError('bcd', 0, 2, 'r')"},
		{&ExcBaseExceptionGroup, []Object{str("a"), Of(NewList([]Object{Of(newException(&ExcValueError))}))},
			"a (1 sub-exception)|ExceptionGroup('a', [ValueError()])"},
	} {
		if got := shown(t, th, mustCall(t, th, c.class, c.args...)); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestGoErrors(t *testing.T) {
	th := framelessThread()
	_, err := os.Open("/nonexistent/\xff")
	e := AsExc(th, fmt.Errorf("opening: %w", err))
	if e.Type != &ExcFileNotFoundError || !errors.Is(e, fs.ErrNotExist) || !errors.Is(e, ExcOSError.AsError()) || errors.Is(e, ExcValueError.AsError()) {
		t.Errorf("%v of %v", e.Type.Name, err)
	}
	if got := shown(t, th, e); !strings.HasPrefix(got, `[Errno 2] No such file or directory: '/nonexistent/\udcff'|`) {
		t.Error(got)
	}
	var errno syscall.Errno
	if !errors.As(error(e), &errno) || errno != syscall.ENOENT {
		t.Error(errno)
	}
	if e := AsExc(th, context.DeadlineExceeded); e.Type != &ExcTimeoutError || !errors.Is(e, context.DeadlineExceeded) {
		t.Error(e)
	}
	inner := newException(&ExcKeyError)
	if e := AsExc(th, fmt.Errorf("%w", inner)); e != inner {
		t.Error(e)
	}
	stop := newException(&ExcValueError)
	stop.hard = true
	if Matches(stop, &ExcBaseException) || errors.Is(stop, ExcBaseException.AsError()) || ExceptionMatches(Of(stop), Of(&ExcBaseException)) {
		t.Error("an exception that stops the interpreter was caught")
	}
}

func TestGroups(t *testing.T) {
	th := framelessThread()
	v, k, ty := newException(&ExcValueError, NewInt(1)), newException(&ExcKeyError, NewInt(2)), newException(&ExcTypeError, NewInt(3))
	inner := mustCall(t, th, &ExcExceptionGroup, NewStr("in"), NewTuple(Of(v), Of(k)))
	outer := mustCall(t, th, &ExcExceptionGroup, NewStr("out"), NewTuple(Of(inner), Of(ty)))
	outer.Traceback = &Traceback{Header: Header{&TracebackType}}
	match, rest, err := ExceptionGroupMatch(th, Of(outer), NewTuple(Of(&ExcValueError), Of(&ExcTypeError)))
	if err != nil {
		t.Fatal(err)
	}
	want := "out (2 sub-exceptions)|ExceptionGroup('out', [ExceptionGroup('in', [ValueError(1)]), TypeError(3)])"
	if got := shown(t, th, AsException(match)); got != want {
		t.Error(got)
	}
	if got := shown(t, th, AsException(rest)); got != "out (1 sub-exception)|ExceptionGroup('out', [ExceptionGroup('in', [KeyError(2)])])" {
		t.Error(got)
	}
	// Of the match the ValueError is raised again, with an OSError beside it, the rest is not handled.
	again, err := PrepReraiseStar(th, Of(outer), []Object{match, rest, None})
	if err != nil {
		t.Fatal(err)
	}
	if got := shown(t, th, AsException(again)); got != strings.Replace(shown(t, th, outer), "(ExceptionGroup('in', (ValueError(1), KeyError(2))), TypeError(3))", "[ExceptionGroup('in', [ValueError(1), KeyError(2)]), TypeError(3)]", 1) && again != Of(outer) {
		t.Error(got)
	}
	raised, err := PrepReraiseStar(th, Of(outer), []Object{Of(newException(&ExcOSError)), rest})
	if err != nil {
		t.Fatal(err)
	}
	if got := shown(t, th, AsException(raised)); got != " (2 sub-exceptions)|ExceptionGroup('', [OSError(), ExceptionGroup('out', [ExceptionGroup('in', [KeyError(2)])])])" {
		t.Error(got)
	}
	for _, c := range []struct {
		args []Object
		want string
	}{
		{nil, "TypeError: BaseExceptionGroup.__new__() takes exactly 2 arguments (0 given)"},
		{[]Object{NewInt(1), None}, "TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not int"},
		{[]Object{NewStr("a"), NewInt(3)}, "TypeError: second argument (exceptions) must be a sequence"},
		{[]Object{NewStr("a"), NewTuple()}, "ValueError: second argument (exceptions) must be a non-empty sequence"},
		{[]Object{NewStr("a"), NewTuple(NewInt(1))}, "ValueError: Item 0 of second argument (exceptions) is not an exception"},
		{[]Object{NewStr("a"), NewTuple(Of(newException(&ExcKeyboardInterrupt)))}, "TypeError: Cannot nest BaseExceptions in an ExceptionGroup"},
	} {
		if _, err := CallArgs(th, Of(&ExcExceptionGroup), c.args...); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestWarnings(t *testing.T) {
	th := framelessThread()
	w := th.Warnings()
	if err := Warn(th, &ExcDeprecationWarning, 1, "old %d", 1); err != nil {
		t.Fatal(err)
	}
	w.Filters = NewList([]Object{NewTuple(NewStr("error"), None, Of(&ExcDeprecationWarning), None, NewInt(0))})
	w.Version++
	if err := Warn(th, &ExcDeprecationWarning, 1, "old %d", 1); err == nil || err.Error() != "DeprecationWarning: old 1" {
		t.Error(err)
	}
	w.Filters.Items[0] = NewTuple(NewStr("sometimes"), None, Of(&ExcWarning), None, NewInt(0))
	want := "RuntimeError: Unrecognized action ('sometimes') in warnings.filters:\n ('sometimes', None, <class 'Warning'>, None, 0)"
	if err := WarnExplicit(th, &ExcUserWarning, "m", "f.py", 1); err == nil || err.Error() != want {
		t.Error(err)
	}
}

func TestPrintException(t *testing.T) {
	th := framelessThread()
	cause := newException(&ExcKeyError, NewStr("k"))
	e := newException(&ExcValueError, NewStr("v"))
	e.SetCause(cause)
	cause.Context = e // a cycle must end
	g := mustCall(t, th, &ExcExceptionGroup, NewStr("g"), NewTuple(Of(e), Of(newException(&ExcTypeError))))
	var b strings.Builder
	PrintException(th, &b, g)
	want := "  | ExceptionGroup: g (2 sub-exceptions)\n  +-+---------------- 1 ----------------\n    | KeyError: 'k'\n" +
		"    | \n    | The above exception was the direct cause of the following exception:\n    | \n    | ValueError: v\n" +
		"    +---------------- 2 ----------------\n    | TypeError\n    +------------------------------------\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
