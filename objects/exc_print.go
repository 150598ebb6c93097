package objects

import (
	"io"
	"strconv"
	"strings"
)

var (
	nameCoName         = StaticName("co_name")
	nameGetLine        = StaticName("getline")
	nameLineCache      = StaticName("linecache")
	namePrintBuiltin   = StaticName("_print_exception_bltin")
	nameUnraisableHook = StaticName("unraisablehook")
	nameUnraisableArgs = StaticName("UnraisableHookArgs")
	nameTracebackLimit = StaticName("tracebacklimit")
	nameFlush          = StaticName("flush")
)

const (
	causeMessage            = "\nThe above exception was the direct cause of the following exception:\n\n"
	contextMessage          = "\nDuring handling of the above exception, another exception occurred:\n\n"
	maxGroupWidth           = 15
	maxGroupDepth           = 10
	repeatedFrames          = 3
	defaultTracebackEntries = 1000
)

// DisplayException writes exc with its traceback to sys.stderr: as module traceback does it, or, where that fails, as PrintException.
//
// CPython: Python/pythonrun.c _PyErr_Display
func DisplayException(t *Thread, exc *Exception) {
	m, err := t.Runtime.Import(t, "traceback")
	if err == nil {
		if _, err = CallMethod(t, m, namePrintBuiltin, Of(exc)); err == nil {
			return
		}
	}
	var b strings.Builder
	PrintException(t, &b, exc)
	t.WriteStderr(b.String())
}

// WriteStderr writes to sys.stderr; errors are dropped.
func (t *Thread) WriteStderr(s string) {
	stderr := t.Interp.SysDict.GetStr(nameStderr)
	if stderr.Ref == nil || stderr == None {
		return
	}
	if _, err := CallMethod(t, stderr, nameWrite, NewStr(s)); err == nil {
		_, _ = CallMethod(t, stderr, nameFlush)
	}
}

// PrintException writes exc, its traceback and the exceptions it came of to w, without the help of Python's module traceback. What
// cannot be had is left out.
//
// CPython: Python/pythonrun.c print_exception_recursive
func PrintException(t *Thread, w io.Writer, exc *Exception) {
	p := excPrinter{t: t, seen: map[*Exception]bool{}}
	p.chain(exc, "")
	_, _ = io.WriteString(w, p.out.String())
}

type excPrinter struct {
	t     *Thread
	out   strings.Builder
	seen  map[*Exception]bool
	depth int // of nested groups
}

// chain writes exc after its causes and contexts. prefix begins each line.
func (p *excPrinter) chain(exc *Exception, prefix string) {
	type link struct {
		exc *Exception
		how string // between it and the one before
	}
	links := []link{{exc, ""}}
	for e := exc; ; {
		p.seen[e] = true
		next, how := e.Cause, causeMessage
		if next == nil && !e.SuppressContext {
			next, how = e.Context, contextMessage
		}
		if next == nil || p.seen[next] {
			break
		}
		links[len(links)-1].how = how
		links = append(links, link{exc: next})
		e = next
	}
	for i := len(links) - 1; i >= 0; i-- {
		l := links[i]
		if i < len(links)-1 {
			p.lines(prefix, l.how)
		}
		p.exception(l.exc, prefix)
	}
}

func (p *excPrinter) lines(prefix, text string) {
	for _, line := range strings.SplitAfter(text, "\n") {
		if line != "" {
			p.out.WriteString(prefix)
			p.out.WriteString(line)
		}
	}
}

func (p *excPrinter) exception(e *Exception, prefix string) {
	g := asGroup(Of(e))
	if g != nil && p.depth == 0 {
		prefix += "  "
	}
	if e.Traceback != nil {
		header := "Traceback (most recent call last):\n"
		if g != nil {
			header = "Exception Group " + header
			if p.depth == 0 {
				p.out.WriteString(prefix + "+ " + header)
				prefix += "| "
			} else {
				p.lines(prefix, header)
			}
		} else {
			p.lines(prefix, header)
		}
		p.traceback(e.Traceback, prefix)
	} else if g != nil && p.depth == 0 {
		prefix += "| "
	}
	if e.Type.IsSubtype(&ExcSyntaxError) {
		p.syntaxError(cast[syntaxError](Of(e)), prefix)
	}
	p.lines(prefix, p.describe(e)+"\n")
	p.notes(e, prefix)
	if g != nil {
		p.group(g, strings.TrimSuffix(prefix, "| "))
	}
}

func (p *excPrinter) group(g *exceptionGroup, prefix string) {
	if p.depth >= maxGroupDepth {
		p.lines(prefix+"| ", "... (max_group_depth is "+itoa(maxGroupDepth)+")\n")
		return
	}
	p.depth++
	defer func() { p.depth-- }()
	n := len(g.excs.Items)
	for i, o := range g.excs.Items {
		before := "  "
		if i == 0 {
			before = "+-"
		}
		if i == maxGroupWidth {
			p.lines(prefix+before, "+---------------- ... ----------------\n")
			left := n - maxGroupWidth
			p.lines(prefix+"  | ", "and "+itoa(left)+" more exception"+plural(left)+"\n")
			break
		}
		p.lines(prefix+before, "+---------------- "+itoa(i+1)+" ----------------\n")
		if e := AsException(o); p.seen[e] {
			p.lines(prefix+"  | ", "<exception "+e.Type.ShortName()+" has printed parent>\n")
		} else {
			p.chain(e, prefix+"  | ")
		}
		if asGroup(o) != nil && i == n-1 {
			return
		}
	}
	p.lines(prefix+"  ", "+------------------------------------\n")
}

// describe gives the class, with its module, and the message.
func (p *excPrinter) describe(e *Exception) string {
	name := e.Type.ShortName()
	if h := e.Type.HeapPart; h != nil {
		name = h.Qualname.s
		if m, err := LookupAttr(p.t, Of(e.Type), nameModule); err == nil {
			if s := AsStr(m); s != nil && s.s != "builtins" && s.s != "__main__" {
				name = s.s + "." + name
			}
		}
	} else if strings.Contains(e.Type.Name, ".") {
		name = e.Type.Name
	}
	if e.Type.IsSubtype(&ExcSyntaxError) {
		if s, err := ToStr(p.t, cast[syntaxError](Of(e)).msg.OrNone()); err == nil {
			return name + ": " + s.s
		}
	}
	s, err := ToStr(p.t, Of(e))
	switch {
	case err != nil:
		return name + ": <exception str() failed>"
	case s.s == "":
		return name
	}
	return name + ": " + s.s
}

func (p *excPrinter) notes(e *Exception, prefix string) {
	notes, err := LookupAttr(p.t, Of(e), nameNotes)
	if err != nil || notes.Ref == nil || notes == None {
		return
	}
	items := []Object{notes}
	if isSequence(notes) && AsStr(notes) == nil {
		if items, err = ToSlice(p.t, notes); err != nil {
			return
		}
	}
	for _, o := range items {
		if s, err := ToStr(p.t, o); err == nil {
			p.lines(prefix, s.s+"\n")
		} else {
			p.lines(prefix, "<note str() failed>\n")
		}
	}
}

// syntaxError writes where a SyntaxError is: the file, the line and a caret.
func (p *excPrinter) syntaxError(e *syntaxError, prefix string) {
	line, _, ok := IntValue(e.lineno)
	if !ok {
		return
	}
	file := "<string>"
	if s := AsStr(e.filename); s != nil {
		file = s.s
	}
	p.lines(prefix, "  File \""+file+"\", line "+strconv.FormatInt(line, 10)+"\n")
	text := AsStr(e.text)
	if text == nil {
		return
	}
	source := strings.TrimRight(text.s, "\r\n")
	shown := strings.TrimLeft(source, " \t\f")
	p.lines(prefix, "    "+shown+"\n")
	offset, _, ok := IntValue(e.offset)
	if !ok || offset < 1 {
		return
	}
	end, _, ok := IntValue(e.endOffset)
	if last, _, known := IntValue(e.endLineno); !ok || known && last != line || end <= offset {
		end = offset + 1
	}
	width := int64(CodePoints(shown))
	start := offset - 1 - int64(len(source)-len(shown))
	if start < 0 || start > width {
		return
	}
	n := max(min(end-offset, width-start), 1)
	p.lines(prefix, "    "+strings.Repeat(" ", int(start))+strings.Repeat("^", int(n))+"\n")
}

// traceback writes the entries of a traceback. Runs of the same line are cut short.
//
// CPython: Python/traceback.c tb_printinternal
func (p *excPrinter) traceback(tb *Traceback, prefix string) {
	limit := defaultTracebackEntries
	if n, ok := p.t.Interp.SysDict.GetStr(nameTracebackLimit).SmallInt(); ok {
		if n <= 0 {
			return
		}
		limit = int(min(n, int64(limit)))
	}
	length := 0
	for e := tb; e != nil; e = e.Next {
		length++
	}
	for ; length > limit; length-- {
		tb = tb.Next
	}
	repeated, last := 0, ""
	flush := func() {
		if more := repeated - repeatedFrames; more > 0 {
			p.lines(prefix, "  [Previous line repeated "+itoa(more)+" more time"+plural(more)+"]\n")
		}
	}
	for ; tb != nil; tb = tb.Next {
		entry, file, line := p.entry(tb)
		if entry != last {
			flush()
			repeated, last = 0, entry
		}
		if repeated++; repeated > repeatedFrames {
			continue
		}
		p.lines(prefix, entry)
		if source := strings.Trim(sourceText(p.t, file, line), " \t\f\r\n"); source != "" {
			p.lines(prefix, "    "+source+"\n")
		}
	}
	flush()
}

// entry gives a traceback entry's line of text, and its file and line.
func (p *excPrinter) entry(tb *Traceback) (text, file string, line int) {
	file, name := "<unknown>", "<unknown>"
	line, _ = tb.LineNumber(p.t)
	if tb.Frame.Ref != nil {
		if code, err := GetAttr(p.t, tb.Frame, nameFCode); err == nil {
			if v, err := GetAttr(p.t, code, nameCoFilename); err == nil && AsStr(v) != nil {
				file = AsStr(v).s
			}
			if v, err := GetAttr(p.t, code, nameCoName); err == nil && AsStr(v) != nil {
				name = AsStr(v).s
			}
		}
	}
	return "  File \"" + file + "\", line " + itoa(line) + ", in " + name + "\n", file, line
}

// ProgramText gives a line of a source file, its end included, "" where there is none.
//
// CPython: Python/errors.c PyErr_ProgramTextObject
func ProgramText(t *Thread, file string, line int) string {
	m, err := t.Runtime.Import(t, "linecache")
	if err != nil {
		return ""
	}
	v, err := CallMethod(t, m, nameGetLine, NewStr(file), NewInt(int64(line)))
	if err != nil || AsStr(v) == nil {
		return ""
	}
	return AsStr(v).s
}

// sourceText gives a line of a source file through module linecache, "" where nobody imported that or it has no such line.
func sourceText(t *Thread, file string, line int) string {
	m := t.Interp.Modules.GetStr(nameLineCache)
	if m.Ref == nil || m == None || line < 1 {
		return ""
	}
	v, err := CallMethod(t, m, nameGetLine, NewStr(file), NewInt(int64(line)))
	if err != nil {
		return ""
	}
	if s := AsStr(v); s != nil {
		return strings.TrimRight(s.s, "\r\n")
	}
	return ""
}

// WriteUnraisable reports an error where nothing can be raised, in o (null for nothing), through sys.unraisablehook.
//
// CPython: Python/errors.c PyErr_WriteUnraisable
func (t *Thread) WriteUnraisable(err error, o Object) { t.WriteUnraisableMessage(err, "", o) }

// WriteUnraisableMessage is WriteUnraisable with what to say instead of "Exception ignored in".
//
// CPython: Python/errors.c format_unraisable
func (t *Thread) WriteUnraisableMessage(err error, message string, o Object) {
	exc := AsExc(t, err)
	if exc.hard {
		return
	}
	msg := None
	if message != "" {
		msg = NewStr(message)
	}
	hook, class := t.Interp.SysDict.GetStr(nameUnraisableHook), t.Interp.SysDict.GetStr(nameUnraisableArgs)
	if hook.Ref != nil && hook != None && class.Ref != nil {
		args, err := CallArgs(t, class, NewTuple(Of(exc.Type), Of(exc), ObjectOrNone(exc.Traceback), msg, o.OrNone()))
		if err == nil {
			_, err = CallArgs(t, hook, args)
		}
		if err == nil {
			return
		}
		exc, msg, o = AsExc(t, err), NewStr("Exception ignored in sys.unraisablehook"), hook
	}
	t.PrintUnraisable(exc, msg, o)
}

// PrintUnraisable is what sys.unraisablehook does unless it is replaced: msg, a str or None, is what to say before the repr of o, and
// then exc is printed.
//
// CPython: Python/errors.c write_unraisable_exc_file
func (t *Thread) PrintUnraisable(exc *Exception, msg, o Object) {
	head := ""
	if s := AsStr(msg); s != nil {
		head = s.s + ":"
	}
	if o.Ref != nil && o != None {
		if head == "" {
			head = "Exception ignored in:"
		}
		if s, err := Repr(t, o); err == nil {
			head += " " + s.s
		} else {
			head += " <object repr() failed>"
		}
	}
	if head != "" {
		t.WriteStderr(head + "\n")
	}
	var b strings.Builder
	PrintException(t, &b, exc)
	t.WriteStderr(b.String())
}
