package objects

import (
	"fmt"
	"strings"
)

// Warnings is the state of an interpreter's warnings, which module _warnings shows. What the attributes of module warnings say goes first.
type Warnings struct {
	Filters      *List
	OnceRegistry *Dict
	Default      Object // the action without a filter, a str
	Version      int64  // grows with each change of the filters
	ContextVar   Object // the ContextVar of catch_warnings, null if there is none
}

type warningsKey struct{}

// Warnings gives the state of the interpreter's warnings.
//
// CPython: Python/_warnings.c init_filters
func (t *Thread) Warnings() *Warnings {
	return t.Interp.State(warningsKey{}, func() any {
		filter := func(action string, class *Type, module Object) Object {
			return NewTuple(Of(t.Interp.Intern(action)), None, Of(class), module, NewInt(0))
		}
		return &Warnings{
			Filters: NewList([]Object{
				filter("default", &ExcDeprecationWarning, Of(t.Interp.Intern("__main__"))),
				filter("ignore", &ExcDeprecationWarning, None),
				filter("ignore", &ExcPendingDeprecationWarning, None),
				filter("ignore", &ExcImportWarning, None),
				filter("ignore", &ExcResourceWarning, None),
			}),
			OnceRegistry: NewDict(),
			Default:      Of(t.Interp.Intern("default")),
		}
	}).(*Warnings)
}

var (
	nameWarnings          = StaticName("warnings")
	nameFilters           = StaticName("filters")
	nameCtxFilters        = StaticName("_filters")
	nameDefaultAction     = StaticName("defaultaction")
	nameOnceRegistry      = StaticName("onceregistry")
	nameShowWarnMsg       = StaticName("_showwarnmsg")
	nameWarningMessage    = StaticName("WarningMessage")
	nameWarningRegistry   = StaticName("__warningregistry__")
	nameWarnUnawaited     = StaticName("_warn_unawaited_coroutine")
	nameContextAware      = StaticName("context_aware_warnings")
	nameVersion           = StaticName("version")
	nameMatch             = StaticName("match")
	nameGetMethod         = StaticName("get")
	nameFBack             = StaticName("f_back")
	nameCoFilename        = StaticName("co_filename")
	nameStderr            = StaticName("stderr")
	nameGetSource         = StaticName("get_source")
	nameWrite             = StaticName("write")
	nameBlessLoader       = StaticName("_bless_my_loader")
	nameBootstrapExternal = StaticName("_frozen_importlib_external")
)

// Warn issues a warning about the Python code level frames up, 1 for the running one, with a message in the manner of fmt.Sprintf. The
// error is the warning where filters make it one.
//
// CPython: Python/_warnings.c PyErr_WarnFormat
func Warn(t *Thread, category *Type, level int, format string, args ...any) error {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return WarnMessage(t, NewStr(format), Of(category), level, None, nil)
}

// WarnMessage issues a warning: message is its text, or an instance of the category. source is the object it is about, or None. Files
// with one of the prefixes do not count as levels.
//
// CPython: Python/_warnings.c do_warn
func WarnMessage(t *Thread, message, category Object, level int, source Object, prefixes *Tuple) error {
	frame, err := warningFrame(t, level, prefixes)
	if err != nil {
		return err
	}
	globals, filename, line := t.Interp.SysDict, NewStr("<sys>"), NewInt(0)
	if frame.Ref != nil {
		g, err := GetAttr(t, frame, nameFGlobals)
		if err != nil {
			return err
		}
		if globals = AsDict(g); globals == nil {
			return TypeErrorf(t, "frame globals must be a dict, not %.200s", TypeOf(g).Name200())
		}
		if filename, err = frameFilename(t, frame); err != nil {
			return err
		}
		if line, err = GetAttr(t, frame, nameFLineno); err != nil {
			return err
		}
	}
	registry := globals.GetStr(nameWarningRegistry)
	if registry.Ref == nil {
		registry = Of(NewDict())
		globals.SetStr(nameWarningRegistry, registry)
	}
	module := globals.GetStr(nameName)
	if module != None && AsStr(module) == nil {
		module = NewStr("<string>")
	}
	n, _, _ := IntValue(line)
	return WarnExplicitMessage(t, message, category, filename, int(n), module, registry, Object{}, source)
}

// warningFrame gives the frame that a warning is about, null where there is none. Frames of the import system are passed over.
//
// CPython: Python/_warnings.c setup_context
func warningFrame(t *Thread, level int, prefixes *Tuple) (Object, error) {
	frame := t.Runtime.Frame(t, 0)
	if frame.Ref == nil {
		return frame, nil
	}
	internal, err := isInternalFrame(t, frame, nil)
	if err != nil {
		return Object{}, err
	}
	passOver := level > 0 && !internal
	for ; level > 1 && frame.Ref != nil; level-- {
		for {
			if frame, err = GetAttr(t, frame, nameFBack); err != nil {
				return Object{}, err
			}
			if frame == None {
				return Object{}, nil
			}
			if !passOver {
				break
			}
			if internal, err = isInternalFrame(t, frame, prefixes); err != nil {
				return Object{}, err
			}
			if !internal {
				break
			}
		}
	}
	return frame, nil
}

func frameFilename(t *Thread, frame Object) (Object, error) {
	code, err := GetAttr(t, frame, nameFCode)
	if err != nil {
		return Object{}, err
	}
	return GetAttr(t, code, nameCoFilename)
}

// isInternalFrame reports whether a frame is the import system's, or its file has one of the prefixes.
//
// CPython: Python/_warnings.c is_internal_filename
func isInternalFrame(t *Thread, frame Object, prefixes *Tuple) (bool, error) {
	o, err := frameFilename(t, frame)
	if err != nil {
		return false, err
	}
	file := AsStr(o)
	if file == nil {
		return false, nil
	}
	if strings.Contains(file.s, "importlib") && strings.Contains(file.s, "_bootstrap") {
		return true, nil
	}
	if prefixes != nil {
		for _, o := range prefixes.Items {
			p := AsStr(o)
			if p == nil {
				return false, TypeErrorf(t, "Found non-str '%s' in skip_file_prefixes.", TypeOf(o).Name200())
			}
			if strings.HasPrefix(file.s, p.s) {
				return true, nil
			}
		}
	}
	return false, nil
}

// WarnExplicit issues a warning about a line of a file.
//
// CPython: Python/_warnings.c PyErr_WarnExplicitObject
func WarnExplicit(t *Thread, category *Type, msg, filename string, line int) error {
	return WarnExplicitMessage(t, NewStr(msg), Of(category), NewStr(filename), line, Object{}, Object{}, Object{}, None)
}

// WarnExplicitMessage issues a warning about a line of a file. Where module (a str) is null it is told by the file's name; registry, a
// dict, null or None, remembers what was issued; sourceLine, a str or null, is the line's text.
//
// CPython: Python/_warnings.c warn_explicit
func WarnExplicitMessage(t *Thread, message, category, filename Object, line int, module, registry, sourceLine, source Object) error {
	if module == None {
		return nil
	}
	var reg *Dict
	if registry.Ref != nil && registry != None {
		if reg = AsDict(registry); reg == nil {
			return TypeErrorf(t, "'registry' must be a dict or None")
		}
	}
	if module.Ref == nil {
		s := AsStr(filename)
		if s == nil {
			return TypeErrorf(t, "filename must be a str, not %.200s", TypeOf(filename).Name200())
		}
		module = NewStr(strings.TrimSuffix(s.s, ".py"))
		if s.s == "" {
			module = NewStr("<unknown>")
		}
	}
	text := message
	if e := AsException(message); e != nil && e.Type.IsSubtype(&ExcWarning) {
		s, err := ToStr(t, message)
		if err != nil {
			return err
		}
		text, category = Of(s), Of(e.Type)
	} else {
		var err error
		if message, err = CallArgs(t, category, message); err != nil {
			return err
		}
	}
	key := NewTuple(text, category, NewInt(int64(line)))
	w := t.Warnings()
	if reg != nil {
		if already, err := w.alreadyWarned(t, reg, key, false); err != nil || already {
			return err
		}
	}
	action, filter, err := w.action(t, category, text, line, module)
	if err != nil {
		return err
	}
	switch action {
	case "error":
		if e := AsException(message); e != nil {
			return Raise(t, e)
		}
		return TypeErrorf(t, "exceptions must derive from BaseException")
	case "ignore":
		return nil
	case "always", "all":
		return w.show(t, category, text, message, filename, line, sourceLine, source)
	}
	if reg != nil {
		if err := reg.Set(t, key, True); err != nil {
			return err
		}
	}
	already := false
	switch action {
	case "once":
		if reg == nil {
			if reg, err = w.onceRegistry(t); err != nil {
				return err
			}
		}
		already, err = w.alreadyWarned(t, reg, NewTuple(text, category), true)
	case "module":
		if reg != nil {
			already, err = w.alreadyWarned(t, reg, NewTuple(text, category), true)
		}
	case "default":
	default:
		a, err := Repr(t, NewStr(action))
		if err != nil {
			return err
		}
		f, err := Repr(t, filter)
		if err != nil {
			return err
		}
		return Errorf(t, &ExcRuntimeError, "Unrecognized action (%s) in warnings.filters:\n %s", a.s, f.s)
	}
	if err != nil || already {
		return err
	}
	return w.show(t, category, text, message, filename, line, sourceLine, source)
}

// attr gives an attribute of module warnings, null without it or if nobody imported the module.
//
// CPython: Python/_warnings.c get_warnings_attr
func (w *Warnings) attr(t *Thread, name *Str, tryImport bool) (Object, error) {
	m := t.Interp.Modules.GetStr(nameWarnings)
	if m.Ref == nil && tryImport {
		var err error
		if m, err = t.Runtime.Import(t, "warnings"); err != nil {
			if Matches(err, &ExcImportError) {
				return Object{}, nil
			}
			return Object{}, err
		}
	}
	if m.Ref == nil || m == None {
		return Object{}, nil
	}
	return LookupAttr(t, m, name)
}

// CPython: Python/_warnings.c get_once_registry
func (w *Warnings) onceRegistry(t *Thread) (*Dict, error) {
	o, err := w.attr(t, nameOnceRegistry, false)
	if err != nil || o.Ref == nil {
		return w.OnceRegistry, err
	}
	d := AsDict(o)
	if d == nil {
		return nil, TypeErrorf(t, "_warnings.onceregistry must be a dict, not '%.200s'", TypeOf(o).Name200())
	}
	w.OnceRegistry = d
	return d, nil
}

// action gives what is to be done with a warning, and the filter that says so, None if none does.
//
// CPython: Python/_warnings.c get_filter
func (w *Warnings) action(t *Thread, category, text Object, line int, module Object) (action string, filter Object, err error) {
	ctx, err := w.contextFilters(t)
	if err != nil {
		return "", Object{}, err
	}
	filters := ctx
	if filters == nil {
		o, err := w.attr(t, nameFilters, false)
		if err != nil {
			return "", Object{}, err
		}
		if o.Ref == nil {
			filters = w.Filters
		} else if filters = AsList(o); filters == nil {
			return "", Object{}, ValueErrorf(t, "_warnings.filters must be a list")
		} else {
			w.Filters = filters
		}
	}
	// Python code that runs here may change the list.
	for i := 0; i < len(filters.Items); i++ {
		item := AsTuple(filters.Items[i])
		if item == nil || len(item.Items) != 5 {
			return "", Object{}, ValueErrorf(t, "warnings.filters item %d isn't a 5-tuple", i)
		}
		f := item.Items
		act := AsStr(f[0])
		if act == nil {
			return "", Object{}, TypeErrorf(t, "action must be a string, not '%.200s'", TypeOf(f[0]).Name200())
		}
		goodText, err := filterMatches(t, f[1], text)
		if err != nil {
			return "", Object{}, err
		}
		goodModule, err := filterMatches(t, f[3], module)
		if err != nil {
			return "", Object{}, err
		}
		goodClass, err := IsSubclass(t, category, f[2])
		if err != nil {
			return "", Object{}, err
		}
		n, err := AsIndexInt(t, f[4])
		if err != nil {
			return "", Object{}, err
		}
		if goodText && goodModule && goodClass && (n == 0 || n == line) {
			return act.s, Of(item), nil
		}
	}
	o, err := w.attr(t, nameDefaultAction, false)
	if err != nil {
		return "", Object{}, err
	}
	if o.Ref == nil {
		o = w.Default
	}
	act := AsStr(o)
	if act == nil {
		return "", Object{}, TypeErrorf(t, "_warnings.defaultaction must be a string, not '%.200s'", TypeOf(o).Name200())
	}
	w.Default = o
	return act.s, None, nil
}

// contextFilters gives the filters of the current context, nil where they are not kept there.
//
// CPython: Python/_warnings.c get_warnings_context_filters
func (w *Warnings) contextFilters(t *Thread) (*List, error) {
	flags := t.Interp.SysDict.GetStr(nameFlags)
	if w.ContextVar.Ref == nil || flags.Ref == nil {
		return nil, nil
	}
	aware, err := LookupAttr(t, flags, nameContextAware)
	if err != nil || aware.Ref == nil {
		return nil, err
	}
	if on, err := Truth(t, aware); err != nil || !on {
		return nil, err
	}
	ctx, err := CallMethod(t, w.ContextVar, nameGetMethod, None)
	if err != nil || ctx == None {
		return nil, err
	}
	o, err := GetAttr(t, ctx, nameCtxFilters)
	if err != nil {
		return nil, err
	}
	l := AsList(o)
	if l == nil {
		return nil, ValueErrorf(t, "_filters of warnings._warnings_context must be a list")
	}
	return l, nil
}

// filterMatches reports whether a part of a filter, None, a str or a pattern, matches s.
//
// CPython: Python/_warnings.c check_matched
func filterMatches(t *Thread, part, s Object) (bool, error) {
	if part == None {
		return true, nil
	}
	if TypeOf(part) == &StrType {
		w := AsStr(s)
		return w != nil && w.s == cast[Str](part).s, nil
	}
	m, err := CallMethod(t, part, nameMatch, s)
	if err != nil {
		return false, err
	}
	return Truth(t, m)
}

// alreadyWarned reports whether key is in a registry, which is begun anew if filters were changed since. set puts it there.
//
// CPython: Python/_warnings.c already_warned
func (w *Warnings) alreadyWarned(t *Thread, registry *Dict, key Object, set bool) (bool, error) {
	if v, ok := registry.GetStr(nameVersion).SmallInt(); !ok || v != w.Version {
		registry.Clear()
		registry.SetStr(nameVersion, NewInt(w.Version))
	} else {
		v, err := registry.Get(t, key)
		if err != nil {
			return false, err
		}
		if v.Ref != nil {
			if yes, err := Truth(t, v); err != nil || yes {
				return yes, err
			}
		}
	}
	if set {
		return false, registry.Set(t, key, True)
	}
	return false, nil
}

// show shows a warning: through module warnings if that is imported.
//
// CPython: Python/_warnings.c call_show_warning
func (w *Warnings) show(t *Thread, category, text, message, filename Object, line int, sourceLine, source Object) error {
	show, err := w.attr(t, nameShowWarnMsg, source != None)
	if err != nil {
		return err
	}
	if show.Ref == nil {
		w.print(t, category, text, filename, line, sourceLine)
		return nil
	}
	if TypeOf(show).Slots.Call == nil {
		return TypeErrorf(t, "warnings._showwarnmsg() must be set to a callable")
	}
	class, err := w.attr(t, nameWarningMessage, false)
	if err != nil {
		return err
	}
	if class.Ref == nil {
		return Errorf(t, &ExcRuntimeError, "unable to get warnings.WarningMessage")
	}
	text, err = w.lineOfWarning(t, filename, line, sourceLine)
	if err != nil {
		return err
	}
	msg, err := CallArgs(t, class, message, category, filename, NewInt(int64(line)), None, text, source)
	if err == nil {
		_, err = CallArgs(t, show, msg)
	}
	return err
}

// lineOfWarning gives sourceLine where module linecache does not find the line in the file, else None.
func (w *Warnings) lineOfWarning(t *Thread, filename Object, line int, sourceLine Object) (Object, error) {
	file := AsStr(filename)
	if sourceLine.Ref == nil || file == nil {
		return None, nil
	}
	if _, err := t.Runtime.Import(t, "linecache"); err != nil {
		return Object{}, err
	}
	if sourceText(t, file.s, line) != "" {
		return None, nil
	}
	return sourceLine, nil
}

// print writes a warning to sys.stderr; errors are dropped.
//
// CPython: Python/_warnings.c show_warning
func (w *Warnings) print(t *Thread, category, text, filename Object, line int, sourceLine Object) {
	name, err := GetAttr(t, category, nameName)
	if err != nil {
		return
	}
	var parts [3]string
	for i, o := range [3]Object{filename, name, text} {
		s, err := ToStr(t, o)
		if err != nil {
			return
		}
		parts[i] = s.s
	}
	out := fmt.Sprintf("%s:%d: %s: %s\n", parts[0], line, parts[1], parts[2])
	shown := ""
	if s := AsStr(sourceLine); s != nil {
		shown = s.s
	} else {
		_, _ = t.Runtime.Import(t, "linecache")
		shown = sourceText(t, parts[0], line)
	}
	if shown = strings.TrimLeft(shown, " \t\f"); shown != "" {
		out += "  " + shown + "\n"
	}
	t.WriteStderr(out)
}

// WarnUnawaited issues the warning about a coroutine that was never awaited.
//
// CPython: Python/_warnings.c _PyErr_WarnUnawaitedCoroutine
func WarnUnawaited(t *Thread, coro Object, qualname string) {
	unraisable := func(err error) {
		if r, rerr := Repr(t, coro); rerr == nil {
			t.WriteUnraisableMessage(err, "Exception ignored while finalizing coroutine "+r.s, Object{})
		} else {
			t.WriteUnraisable(err, coro)
		}
	}
	warned := false
	fn, err := t.Warnings().attr(t, nameWarnUnawaited, true)
	if err == nil && fn.Ref != nil {
		_, err = CallArgs(t, fn, coro)
		warned = err == nil || Matches(err, &ExcRuntimeWarning)
	}
	if err != nil {
		unraisable(err)
	}
	if warned {
		return
	}
	msg := NewStr("coroutine '" + qualname + "' was never awaited")
	if err := WarnMessage(t, msg, Of(&ExcRuntimeWarning), 1, coro, nil); err != nil {
		unraisable(err)
	}
}

// GlobalsSourceLine gives a line of the source of the module with these globals, null if its loader has none.
//
// CPython: Python/_warnings.c get_source_line
func GlobalsSourceLine(t *Thread, globals *Dict, line int) (Object, error) {
	external := t.Interp.Modules.GetStr(nameBootstrapExternal)
	if external.Ref == nil {
		return Object{}, nil
	}
	loader, err := CallMethod(t, external, nameBlessLoader, Of(globals))
	if err != nil {
		return Object{}, err
	}
	name := globals.GetStr(nameName)
	if loader == None || name.Ref == nil {
		return Object{}, nil
	}
	get, err := LookupAttr(t, loader, nameGetSource)
	if err != nil || get.Ref == nil {
		return Object{}, err
	}
	source, err := CallArgs(t, get, name)
	if err != nil {
		if Matches(err, &ExcImportError) {
			err = nil // it is not the loader's module
		}
		return Object{}, err
	}
	s := AsStr(source)
	if s == nil {
		return Object{}, nil
	}
	if text, ok := lineOf(s.s, line); ok {
		return NewStr(text), nil
	}
	return Object{}, nil
}

// lineOf gives line n of text, counted from 1, without its end; ok is false if there is none.
func lineOf(text string, n int) (line string, ok bool) {
	for i := 1; text != ""; i++ {
		end := strings.IndexAny(text, "\r\n")
		next := len(text)
		if end < 0 {
			end = next
		} else if next = end + 1; strings.HasPrefix(text[end:], "\r\n") {
			next++
		}
		if i == n {
			return text[:end], true
		}
		text = text[next:]
	}
	return "", false
}
