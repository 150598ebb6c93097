package objects

import (
	"fmt"
	"unsafe"
)

//py:type BaseExceptionGroup ExcBaseExceptionGroup

// exceptionGroup is an instance of BaseExceptionGroup.
type exceptionGroup struct {
	Exception
	msg  Object // a str
	excs *Tuple
	// shown is the repr of the sequence of exceptions that the group was made of, where that may change; "" else.
	shown Object
}

var (
	nameDerive = StaticName("derive")
	nameSplit  = StaticName("split")
)

func setupExceptionGroup() {
	t := &ExcBaseExceptionGroup
	t.Layout = LayoutWithDict[exceptionGroup](exceptionAttrs)
	t.Slots.New, t.Slots.Init, t.Slots.Str, t.Slots.Repr = exceptionGroupNew, exceptionGroupInit, exceptionGroupStr, exceptionGroupRepr
	t.Slots.Traverse = func(o Object, visit func(Object)) {
		traverseException(o, visit)
		e := cast[exceptionGroup](o)
		visitFields(visit, e.msg, ObjectOrNull(e.excs), e.shown)
	}
	t.Methods = baseExceptionGroupMethods
	t.GetSets = []GetSetDef{
		readOnlyMember("message", unsafe.Offsetof(exceptionGroup{}.msg), "exception message"),
		{Name: "exceptions", Doc: "nested exceptions", Set: notWritable, Get: func(_ *Thread, self Object) (Object, error) {
			return Of(cast[exceptionGroup](self).excs), nil
		}},
	}
	ExcExceptionGroup.Bases = []*Type{&ExcBaseExceptionGroup, &ExcException}
	ExcExceptionGroup.Flags |= HasWeakrefs
}

// asGroup gives o as a group, nil if it is none.
func asGroup(o Object) *exceptionGroup { return as[exceptionGroup](o, &ExcBaseExceptionGroup) }

// CPython: Objects/exceptions.c BaseExceptionGroup_new
func exceptionGroupNew(t *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error) {
	args = args[:len(args)-kwCount(kwnames)]
	if len(args) != 2 {
		return Object{}, TypeErrorf(t, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(args))
	}
	msg, seq := args[0], args[1]
	if AsStr(msg) == nil {
		return Object{}, TypeErrorf(t, "BaseExceptionGroup.__new__() argument 1 must be str, not %.50s", messageName(msg))
	}
	if !isSequence(seq) {
		return Object{}, TypeErrorf(t, "second argument (exceptions) must be a sequence")
	}
	var shown Object
	if st := TypeOf(seq); st != &TupleType && st != &ListType {
		// What it shows must not change with the sequence.
		s, err := Repr(t, seq)
		if err != nil {
			return Object{}, err
		}
		shown = Of(s)
	}
	items, err := ToSlice(t, seq)
	if err != nil {
		return Object{}, err
	}
	if len(items) == 0 {
		return Object{}, ValueErrorf(t, "second argument (exceptions) must be a non-empty sequence")
	}
	nestedBase := false
	for i, o := range items {
		e := AsException(o)
		if e == nil {
			return Object{}, ValueErrorf(t, "Item %d of second argument (exceptions) is not an exception", i)
		}
		if !e.Type.IsSubtype(&ExcException) {
			nestedBase = true
		}
	}
	switch {
	case cls == &ExcExceptionGroup:
		if nestedBase {
			return Object{}, TypeErrorf(t, "Cannot nest BaseExceptions in an ExceptionGroup")
		}
	case cls == &ExcBaseExceptionGroup:
		if !nestedBase {
			cls = &ExcExceptionGroup
		}
	case nestedBase && cls.IsSubtype(&ExcException):
		return Object{}, TypeErrorf(t, "Cannot nest BaseExceptions in '%.200s'", cls.Name200())
	}
	o := NewInstance(cls)
	e := cast[exceptionGroup](o)
	e.setArgs(args)
	e.msg, e.excs, e.shown = msg, TupleFrom(items), shown
	return o, nil
}

// CPython: Objects/exceptions.c BaseExceptionGroup_init
func exceptionGroupInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	return baseExceptionInit(t, self, args, kwnames)
}

// CPython: Objects/exceptions.c BaseExceptionGroup_str
func exceptionGroupStr(t *Thread, o Object) (Object, error) {
	e := cast[exceptionGroup](o)
	s, err := ToStr(t, e.msg)
	if err != nil {
		return Object{}, err
	}
	n := len(e.excs.Items)
	return NewStr(fmt.Sprintf("%s (%d sub-exception%s)", s.s, n, plural(n))), nil
}

// exceptionGroupRepr shows message and exceptions as the group was made of them: a list as a list, though it is kept as a tuple.
//
// CPython: Objects/exceptions.c BaseExceptionGroup_repr
func exceptionGroupRepr(t *Thread, o Object) (Object, error) {
	e := cast[exceptionGroup](o)
	shown := AsStr(e.shown)
	if shown == nil {
		seq := Of(e.excs)
		if args := e.Args().Items; len(args) == 2 && TypeOf(args[1]) == &ListType {
			seq = Of(NewList(append([]Object(nil), e.excs.Items...)))
		}
		var err error
		if shown, err = Repr(t, seq); err != nil {
			return Object{}, err
		}
	}
	msg, err := Repr(t, e.msg)
	if err != nil {
		return Object{}, err
	}
	return NewStr(e.Type.ShortName() + "(" + msg.s + ", " + shown.s + ")"), nil
}

//py:def BaseExceptionGroup.derive(self, excs, /)
func exceptionGroupDerive(t *Thread, self, excs Object) (Object, error) {
	return newGroup(t, cast[exceptionGroup](self).msg, excs)
}

func newGroup(t *Thread, msg, excs Object) (Object, error) {
	return CallArgs(t, Of(&ExcBaseExceptionGroup), msg, excs)
}

// subset makes a group of excs, some of the group's exceptions, with the group's metadata; null without any.
//
// CPython: Objects/exceptions.c exceptiongroup_subset
func (e *exceptionGroup) subset(t *Thread, excs []Object) (Object, error) {
	if len(excs) == 0 {
		return Object{}, nil
	}
	self := Of(&e.Exception)
	o, err := CallMethod(t, self, nameDerive, Of(NewList(excs)))
	if err != nil {
		return Object{}, err
	}
	g := asGroup(o)
	if g == nil {
		return Object{}, TypeErrorf(t, "derive must return an instance of BaseExceptionGroup")
	}
	if e.Traceback != nil {
		g.Traceback = e.Traceback
	}
	g.Context = e.Context
	g.SetCause(e.Cause)
	notes, err := LookupAttr(t, self, nameNotes)
	if err != nil {
		return Object{}, err
	}
	if notes.Ref != nil && isSequence(notes) {
		items, err := ToSlice(t, notes)
		if err != nil {
			return Object{}, err
		}
		if err := SetAttr(t, o, nameNotes, Of(NewList(items))); err != nil {
			return Object{}, err
		}
	}
	return o, nil
}

// isSequence reports whether o has the sequence protocol.
//
// CPython: Objects/abstract.c PySequence_Check
func isSequence(o Object) bool {
	t := TypeOf(o)
	return t.Flags&DictSubclass == 0 && (t.Slots.SeqItem != nil || t.IsHeap() && t.Slots.GetItem != nil)
}

// matchFunc says whether an exception is among those wanted.
type matchFunc func(t *Thread, exc Object) (bool, error)

// groupMatcher makes the matcher that split and subgroup ask for with a class, a tuple of classes or a callable.
//
// CPython: Objects/exceptions.c get_matcher_type
func groupMatcher(t *Thread, v Object) (matchFunc, error) {
	byClass := func(_ *Thread, exc Object) (bool, error) { return ExceptionMatches(exc, v), nil }
	if TypeOf(v).Slots.Call != nil && AsType(v) == nil {
		return func(t *Thread, exc Object) (bool, error) {
			r, err := CallArgs(t, v, exc)
			if err != nil {
				return false, err
			}
			return Truth(t, r)
		}, nil
	}
	if areExceptionClasses(v) {
		return byClass, nil
	}
	return nil, TypeErrorf(t, "expected an exception type, a tuple of exception types, or a callable (other than a class)")
}

// splitGroup parts the exceptions in exc that match from the rest, which is made only if wantRest; both keep the nesting, and are null
// when empty.
//
// CPython: Objects/exceptions.c exceptiongroup_split_recursive
func splitGroup(t *Thread, exc Object, match matchFunc, wantRest bool) (matched, rest Object, err error) {
	ok, err := match(t, exc)
	if err != nil {
		return Object{}, Object{}, err
	}
	if ok {
		return exc, Object{}, nil
	}
	g := asGroup(exc)
	if g == nil {
		if wantRest {
			rest = exc
		}
		return Object{}, rest, nil
	}
	if err := t.Enter(" in exceptiongroup_split_recursive"); err != nil {
		return Object{}, Object{}, err
	}
	defer t.Leave()
	var matches, rests []Object
	for _, e := range g.excs.Items {
		m, r, err := splitGroup(t, e, match, wantRest)
		if err != nil {
			return Object{}, Object{}, err
		}
		if m.Ref != nil {
			matches = append(matches, m)
		}
		if r.Ref != nil {
			rests = append(rests, r)
		}
	}
	if matched, err = g.subset(t, matches); err == nil && wantRest {
		rest, err = g.subset(t, rests)
	}
	if err != nil {
		return Object{}, Object{}, err
	}
	return matched, rest, nil
}

//py:def BaseExceptionGroup.split(self, matcher_value, /)
func exceptionGroupSplit(t *Thread, self, value Object) (Object, error) {
	match, err := groupMatcher(t, value)
	if err != nil {
		return Object{}, err
	}
	matched, rest, err := splitGroup(t, self, match, true)
	if err != nil {
		return Object{}, err
	}
	return NewTuple(matched.OrNone(), rest.OrNone()), nil
}

//py:def BaseExceptionGroup.subgroup(self, matcher_value, /)
func exceptionGroupSubgroup(t *Thread, self, value Object) (Object, error) {
	match, err := groupMatcher(t, value)
	if err != nil {
		return Object{}, err
	}
	matched, _, err := splitGroup(t, self, match, false)
	if err != nil {
		return Object{}, err
	}
	return matched.OrNone(), nil
}

// groupLeaves adds the exceptions in exc that are no groups to leaves.
//
// CPython: Objects/exceptions.c collect_exception_group_leaf_ids
func groupLeaves(t *Thread, exc Object, leaves map[Object]bool) error {
	g := asGroup(exc)
	if g == nil {
		leaves[exc] = true
		return nil
	}
	if err := t.Enter(" in collect_exception_group_leaf_ids"); err != nil {
		return err
	}
	defer t.Leave()
	for _, e := range g.excs.Items {
		if err := groupLeaves(t, e, leaves); err != nil {
			return err
		}
	}
	return nil
}

// PrepReraiseStar gives what is raised at the end of a try with except*: orig is the exception that was caught, excs are those that
// the clauses raised or raised again and the unhandled rest, None for nothing. Those raised again keep their nesting in orig. The
// result is None if there is nothing to raise.
//
// CPython: Objects/exceptions.c _PyExc_PrepReraiseStar
func PrepReraiseStar(t *Thread, orig Object, excs []Object) (Object, error) {
	if len(excs) == 0 {
		return None, nil
	}
	g := asGroup(orig)
	if g == nil {
		// A bare exception was wrapped: only one clause can have run.
		return excs[0], nil
	}
	var raised []Object
	leaves := map[Object]bool{}
	for _, o := range excs {
		e := AsException(o)
		if e == nil {
			continue
		}
		if e.Traceback == g.Traceback && e.Cause == g.Cause && e.Context == g.Context {
			if err := groupLeaves(t, o, leaves); err != nil {
				return Object{}, err
			}
		} else {
			raised = append(raised, o)
		}
	}
	again, _, err := splitGroup(t, orig, func(_ *Thread, exc Object) (bool, error) { return leaves[exc], nil }, false)
	if err != nil {
		return Object{}, err
	}
	if again.Ref != nil {
		raised = append(raised, again)
	}
	switch len(raised) {
	case 0:
		return None, nil
	case 1:
		return raised[0], nil
	}
	return newGroup(t, NewStr(""), Of(NewList(raised)))
}

// ExceptionGroupMatch parts exc, the exception that a try with except* handles, None for nothing, into what the class or classes of
// a clause match and the rest, None where there is none. An exception that is no group comes wrapped in one.
//
// CPython: Python/ceval.c _PyEval_ExceptionGroupMatch
func ExceptionGroupMatch(t *Thread, exc, class Object) (match, rest Object, err error) {
	if exc == None {
		return None, None, nil
	}
	g := asGroup(exc)
	if ExceptionMatches(exc, class) {
		if g != nil {
			return exc, None, nil
		}
		wrapped, err := newGroup(t, NewStr(""), NewTuple(exc))
		if err != nil {
			return Object{}, Object{}, err
		}
		if tb, err := tracebackHere(t); err != nil {
			return Object{}, Object{}, err
		} else if tb != nil {
			AsException(wrapped).Traceback = tb
		}
		return wrapped, None, nil
	}
	if g == nil || g.hard {
		return None, exc, nil
	}
	pair, err := CallMethod(t, exc, nameSplit, class)
	if err != nil {
		return Object{}, Object{}, err
	}
	if TypeOf(pair) != &TupleType {
		return Object{}, Object{}, TypeErrorf(t, "%.200s.split must return a tuple, not %.200s", g.Type.Name200(), TypeOf(pair).Name200())
	}
	items := cast[Tuple](pair).Items
	if len(items) < 2 {
		return Object{}, Object{}, TypeErrorf(t, "%.200s.split must return a 2-tuple, got tuple of size %d", g.Type.Name200(), len(items))
	}
	return items[0], items[1], nil
}

// See PEP 585
//
//py:classmethod BaseExceptionGroup.__class_getitem__(cls, object, /)
//py:nosig
func exceptionGroupClassGetItem(t *Thread, cls *Type, item Object) (Object, error) {
	return NewGenericAlias(t, Of(cls), item)
}
