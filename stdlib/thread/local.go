package thread

import (
	"slices"
	"weak"

	"github.com/gophersnake/gophersnake/objects"
)

// local is a thread-local object. It is an object with a __dict__, that of the running thread: attribute access puts it in place first.
//
//py:type _local
type local struct {
	objects.Header
	attrs   *objects.Overflow
	args    []Object // for __init__, which each thread calls once
	kwnames *objects.Tuple
	dicts   map[*objects.Thread]*objects.Dict
}

var localType objects.Type

// localSet has the local objects that keep attributes for a thread, so that these go when the thread ends.
type localSet struct {
	refs []weak.Pointer[local]
	next int // length at which dead ones are dropped
}

func (s *threads) addLocal(t *objects.Thread, l *local) {
	set := s.locals[t]
	if set == nil {
		set = &localSet{next: 64}
		s.locals[t] = set
	}
	if len(set.refs) >= set.next {
		set.refs = slices.DeleteFunc(set.refs, func(p weak.Pointer[local]) bool { return p.Value() == nil })
		set.next = max(64, 2*len(set.refs))
	}
	set.refs = append(set.refs, weak.Make(l))
}

func (s *threads) dropLocals(t *objects.Thread) {
	if set := s.locals[t]; set != nil {
		for _, p := range set.refs {
			if l := p.Value(); l != nil {
				delete(l.dicts, t)
			}
		}
		delete(s.locals, t)
	}
}

//py:get _local.__dict__
func localDict(t *objects.Thread, l *local) objects.Object { return objects.Of(l.dicts[t]) }

// CPython: Modules/_threadmodule.c local_new
func localNew(t *objects.Thread, cls *objects.Type, args []Object, kwnames *objects.Tuple) (Object, error) {
	if len(args) > 0 && cls.Slots.Init != nil && t.Lookup(cls, t.Interp.Intern("__init__")) == t.Lookup(&objects.ObjectType, t.Interp.Intern("__init__")) {
		return Object{}, objects.TypeErrorf(t, "Initialization arguments are not supported")
	}
	l := (*local)(objects.NewInstance(cls).Ref)
	l.args, l.kwnames = append([]Object(nil), args...), kwnames
	l.dicts = map[*objects.Thread]*objects.Dict{}
	// The caller goes on to call __init__ for this thread.
	l.enter(t)
	return objects.Of(l), nil
}

// enter makes the running thread's dict the one of the object; fresh says that it is new.
func (l *local) enter(t *objects.Thread) (fresh bool) {
	d := l.dicts[t]
	if d == nil {
		fresh = true
		d = objects.NewDict()
		l.dicts[t] = d
		state(t).addLocal(t, l)
	}
	t.SetInstanceDict(objects.Of(l), d)
	return fresh
}

// prepare makes the running thread's dict the one of the object, calling __init__ the first time in a thread.
//
// CPython: Modules/_threadmodule.c _ldict
func (l *local) prepare(t *objects.Thread) error {
	if !l.enter(t) {
		return nil
	}
	init := l.Type.Slots.Init
	if init == nil || t.Lookup(l.Type, t.Interp.Intern("__init__")) == t.Lookup(&objects.ObjectType, t.Interp.Intern("__init__")) {
		return nil
	}
	if err := init(t, objects.Of(l), l.args, l.kwnames); err != nil {
		delete(l.dicts, t)
		return err
	}
	l.enter(t)
	return nil
}

func localGetAttr(t *objects.Thread, o Object, name *objects.Str) (Object, error) {
	if err := (*local)(o.Ref).prepare(t); err != nil {
		return Object{}, err
	}
	return objects.GenericGetAttr(t, o, name)
}

func localSetAttr(t *objects.Thread, o Object, name *objects.Str, v Object) error {
	if err := (*local)(o.Ref).prepare(t); err != nil {
		return err
	}
	if name.String() == "__dict__" {
		return objects.Errorf(t, &objects.ExcAttributeError, "'%.100s' object attribute '%s' is read-only", o.Type().Name200(), name.String())
	}
	return objects.GenericSetAttr(t, o, name, v)
}

func localTraverse(o Object, visit func(Object)) {
	l := (*local)(o.Ref)
	for _, v := range l.args {
		visit(v)
	}
	if l.kwnames != nil {
		visit(objects.Of(l.kwnames))
	}
	for _, d := range l.dicts {
		visit(objects.Of(d))
	}
}
