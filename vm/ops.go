package vm

import (
	"strings"
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// cmpOps numbers the comparisons of CMP as objects does.
var cmpOps = [...]objects.CompareOp{objects.LT, objects.LE, objects.EQ, objects.NE, objects.GT, objects.GE}

// binary gives a op b, in place where inplace is not 0.
func (m *machine) binary(op objects.NumberOp, inplace uint8, a, b Object) (Object, error) {
	if a.Type() == &objects.StrType && op == objects.OpAdd && b.Type() == &objects.StrType {
		return objects.Concat(m.t, (*objects.Str)(a.Ref), (*objects.Str)(b.Ref))
	}
	if inplace != 0 {
		return objects.InPlaceOp(m.t, op, a, b)
	}
	return objects.BinaryOp(m.t, op, a, b)
}

func (m *machine) negative(o Object) (Object, error) {
	if f := o.Type().Slots.Negative; f != nil {
		return f(m.t, o)
	}
	return Object{}, m.badUnary("-", o)
}

func (m *machine) positive(o Object) (Object, error) {
	if f := o.Type().Slots.Positive; f != nil {
		return f(m.t, o)
	}
	return Object{}, m.badUnary("+", o)
}

func (m *machine) invert(o Object) (Object, error) {
	if f := o.Type().Slots.Invert; f != nil {
		return f(m.t, o)
	}
	return Object{}, m.badUnary("~", o)
}

func (m *machine) badUnary(symbol string, o Object) error {
	return objects.TypeErrorf(m.t, "bad operand type for unary %s: '%.200s'", symbol, o.Type().Name200())
}

// buildString joins strs.
func buildString(parts []Object) Object {
	n := 0
	for _, p := range parts {
		n += len((*objects.Str)(p.Ref).String())
	}
	var b strings.Builder
	b.Grow(n)
	for _, p := range parts {
		b.WriteString((*objects.Str)(p.Ref).String())
	}
	return objects.NewStr(b.String())
}

// listExtend is LISTEXTEND.
func (m *machine) listExtend(l *objects.List, o Object) error {
	switch o.Type() {
	case &objects.TupleType:
		l.Items = append(l.Items, (*objects.Tuple)(o.Ref).Items...)
		return nil
	case &objects.ListType:
		l.Items = append(l.Items, (*objects.List)(o.Ref).Items...)
		return nil
	}
	if s := &o.Type().Slots; s.Iter == nil && s.SeqItem == nil {
		return objects.TypeErrorf(m.t, "Value after * must be an iterable, not %.200s", o.Type().Name200())
	}
	return l.Extend(m.t, o)
}

// eachPair calls f for each item of a mapping: a dict, or what has keys() and subscription.
func (m *machine) eachPair(o Object, f func(k, v Object) error) error {
	if d := objects.PlainDict(o); d != nil {
		for pos := 0; ; {
			k, v, next, ok := d.Next(pos)
			if !ok {
				return nil
			}
			if err := f(k, v); err != nil {
				return err
			}
			pos = next
		}
	}
	keys, err := objects.CallMethod(m.t, o, nameKeys)
	if err != nil {
		return err
	}
	return objects.Iterate(m.t, keys, func(k Object) error {
		v, err := objects.GetItem(m.t, o, k)
		if err != nil {
			return err
		}
		return f(k, v)
	})
}

// dictUpdate is DICTUPDATE.
func (m *machine) dictUpdate(d *objects.Dict, o Object) error {
	err := m.eachPair(o, func(k, v Object) error { return d.Set(m.t, k, v) })
	if err != nil && objects.Matches(err, &objects.ExcAttributeError) {
		return objects.TypeErrorf(m.t, "'%.200s' object is not a mapping", o.Type().Name200())
	}
	return err
}

// dictMerge is DICTMERGE: keyword arguments for a call of callee.
//
// CPython: Python/ceval.c _PyEval_FormatKwargsError
func (m *machine) dictMerge(d *objects.Dict, o, callee Object) error {
	t := m.t
	if o.Type() != &objects.DictType {
		if keys, err := objects.LookupAttr(t, o, nameKeys); err != nil || keys.Ref == nil {
			if err != nil {
				return err
			}
			return objects.TypeErrorf(t, "%s argument after ** must be a mapping, not %.200s", m.functionName(callee), o.Type().Name200())
		}
	}
	return m.eachPair(o, func(k, v Object) error {
		if old, err := d.Get(t, k); err != nil {
			return err
		} else if old.Ref != nil {
			s, err := objects.ToStr(t, k)
			if err != nil {
				return err
			}
			return objects.TypeErrorf(t, "%s got multiple values for keyword argument '%s'", m.functionName(callee), s.String())
		}
		return d.Set(t, k, v)
	})
}

// unpack is UNPACKSEQ: exactly len(to) values of o.
//
// CPython: Python/ceval.c _PyEval_UnpackIterableStackRef
func (m *machine) unpack(o Object, to []Object) error {
	t := m.t
	var items []Object
	switch o.Type() {
	case &objects.TupleType:
		items = (*objects.Tuple)(o.Ref).Items
	case &objects.ListType:
		items = (*objects.List)(o.Ref).Items
	default:
		it, err := m.unpackIter(o)
		if err != nil {
			return err
		}
		for i := range to {
			v, err := objects.Next(t, it)
			if err != nil {
				return err
			}
			if v.Ref == nil {
				return objects.ValueErrorf(t, "not enough values to unpack (expected %d, got %d)", len(to), i)
			}
			to[i] = v
		}
		v, err := objects.Next(t, it)
		if err != nil {
			return err
		}
		if v.Ref != nil {
			if o.Type() == &objects.DictType {
				return objects.ValueErrorf(t, "too many values to unpack (expected %d, got %d)", len(to), (*objects.Dict)(o.Ref).Len())
			}
			return objects.ValueErrorf(t, "too many values to unpack (expected %d)", len(to))
		}
		return nil
	}
	if len(items) < len(to) {
		return objects.ValueErrorf(t, "not enough values to unpack (expected %d, got %d)", len(to), len(items))
	}
	if len(items) > len(to) {
		return objects.ValueErrorf(t, "too many values to unpack (expected %d, got %d)", len(to), len(items))
	}
	copy(to, items)
	return nil
}

func (m *machine) unpackIter(o Object) (Object, error) {
	if s := &o.Type().Slots; s.Iter == nil && s.SeqItem == nil {
		return Object{}, objects.TypeErrorf(m.t, "cannot unpack non-iterable %.200s object", o.Type().Name200())
	}
	return objects.Iter(m.t, o)
}

// unpackEx is UNPACKEX: before values, a list of the middle, and the rest.
func (m *machine) unpackEx(o Object, to []Object, before int) error {
	t := m.t
	it, err := m.unpackIter(o)
	if err != nil {
		return err
	}
	after := len(to) - before - 1
	for i := range before {
		v, err := objects.Next(t, it)
		if err != nil {
			return err
		}
		if v.Ref == nil {
			return objects.ValueErrorf(t, "not enough values to unpack (expected at least %d, got %d)", before+after, i)
		}
		to[i] = v
	}
	rest, err := objects.ToSlice(t, it)
	if err != nil {
		return err
	}
	if len(rest) < after {
		return objects.ValueErrorf(t, "not enough values to unpack (expected at least %d, got %d)", before+after, before+len(rest))
	}
	n := len(rest) - after
	copy(to[before+1:], rest[n:])
	clear(rest[n:])
	to[before] = Of(objects.NewList(rest[:n]))
	return nil
}

// format is FORMAT.
func (m *machine) format(o Object, conv uint8, spec Object) (Object, error) {
	t := m.t
	var s *objects.Str
	var err error
	switch conv {
	case 1:
		s, err = objects.ToStr(t, o)
	case 2:
		s, err = objects.Repr(t, o)
	case 3:
		s, err = objects.ASCII(t, o)
	}
	if err != nil {
		return Object{}, err
	}
	if s != nil {
		o = Of(s)
	}
	var f *objects.Str
	if spec.Ref != nil {
		f = (*objects.Str)(spec.Ref)
	}
	if f == nil && o.Type() == &objects.StrType {
		return o, nil
	}
	r, err := objects.Format(t, o, f)
	if err != nil {
		return Object{}, err
	}
	return Of(r), nil
}

// makeFunction is MAKEFUNC.
func (m *machine) makeFunction(f *frame, in *instr, regs unsafe.Pointer) (*objects.Function, error) {
	c := (*objects.Code)(f.code.consts[in.b].Ref)
	e := m.execFor(c, f.fn.Globals, f.fn.Builtins)
	fn := objects.NewFunctionOf(c, f.fn.Globals, f.fn.Builtins, e.moduleName())
	at := in.c
	next := func() Object {
		at++
		return *reg(regs, at-1)
	}
	if in.x&1 != 0 {
		fn.Defaults = (*objects.Tuple)(next().Ref)
	}
	if in.x&2 != 0 {
		fn.KwDefaults = (*objects.Dict)(next().Ref)
	}
	if in.x&4 != 0 {
		fn.Annotate = next()
	}
	if in.x&8 != 0 {
		fn.Closure = (*objects.Tuple)(next().Ref)
	}
	fn.Exec = unsafe.Pointer(e)
	return fn, nil
}

// intrinsic1 is INTRINSIC1.
func (m *machine) intrinsic1(f *frame, which uint8, v Object) (Object, error) {
	t := m.t
	switch which {
	case code.IntrinsicPRINT:
		hook := t.Interp.SysDict.GetStr(nameDisplay)
		if hook.Ref == nil {
			return Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "lost sys.displayhook")
		}
		return objects.CallArgs(t, hook, v)
	case code.IntrinsicIMPORTSTAR:
		return objects.None, m.importStar(f, v)
	case code.IntrinsicSTOPITERATIONERROR:
		return m.stopIterationError(f, v), nil
	case code.IntrinsicTYPEVAR, code.IntrinsicPARAMSPEC, code.IntrinsicTYPEVARTUPLE, code.IntrinsicSUBSCRIPTGENERIC, code.IntrinsicTYPEALIAS:
		return objects.TypingIntrinsic1(t, which, v)
	}
	return Object{}, objects.SystemErrorf(t, "unknown intrinsic %d", which)
}

// stopIterationError is what an exception becomes that leaves a generator or coroutine.
//
// CPython: Python/intrinsics.c stopiteration_error
func (m *machine) stopIterationError(f *frame, v Object) Object {
	exc := (*objects.Exception)(v.Ref)
	msg := ""
	flags := f.code.flags
	if exc.Type.IsSubtype(&objects.ExcStopIteration) {
		msg = "generator raised StopIteration"
		if flags&code.AsyncGenerator != 0 {
			msg = "async generator raised StopIteration"
		} else if flags&code.Coroutine != 0 {
			msg = "coroutine raised StopIteration"
		}
	} else if flags&code.AsyncGenerator != 0 && exc.Type.IsSubtype(&objects.ExcStopAsyncIteration) {
		msg = "async generator raised StopAsyncIteration"
	}
	if msg == "" {
		return v
	}
	e := objects.NewException(m.t, &objects.ExcRuntimeError, objects.NewStr(msg))
	e.Cause, e.Context, e.SuppressContext = exc, exc, true
	return Of(e)
}

// intrinsic2 is INTRINSIC2.
func (m *machine) intrinsic2(f *frame, which uint8, a, b Object) (Object, error) {
	t := m.t
	switch which {
	case code.IntrinsicPREPRERAISESTAR:
		return objects.PrepReraiseStar(t, a, (*objects.List)(b.Ref).Items)
	case code.IntrinsicSETFUNCTIONTYPEPARAMS:
		(*objects.Function)(a.Ref).TypeParams = objects.AsTuple(b)
		return a, nil
	}
	return objects.TypingIntrinsic2(t, which, a, b)
}

// getIter is GETITER.
func (m *machine) getIter(o Object) (Object, error) {
	if o.Type() == &CoroutineType {
		return Object{}, objects.TypeErrorf(m.t, "'%.200s' object is not iterable", o.Type().Name200())
	}
	return objects.Iter(m.t, o)
}

// forIter is FORITER.
func (m *machine) forIter(f *frame, pc unsafe.Pointer, in *instr) (*frame, unsafe.Pointer) {
	it := *reg(f.regs, in.b)
	typ := it.Type()
	switch typ {
	case &objects.RangeIterType:
		in.quicken(code.FORITER_RANGE)
	case &objects.ListIterType:
		in.quicken(code.FORITER_LIST)
	case &objects.TupleIterType:
		in.quicken(code.FORITER_TUPLE)
	case &GeneratorType:
		in.quicken(code.FORITER_GEN)
		g := (*Generator)(it.Ref)
		if !in.wide && (g.state == genCreated || g.state == genSuspended) {
			nf, npc, err := m.enterGen(g, f, frameGenFor, objects.None)
			if err != nil {
				return m.unwind(f, pc, err)
			}
			return nf, npc
		}
	default:
		in.quicken(code.FORITER)
	}
	if m.t.Breaker.Load() != 0 {
		if err := m.t.Runtime.Poll(m.t); err != nil {
			return m.unwind(f, pc, err)
		}
	}
	v, err := objects.NextItem(m.t, it)
	if err != nil {
		if !objects.Matches(err, &objects.ExcStopIteration) {
			return m.unwind(f, pc, err)
		}
		v = Object{}
	}
	if v.Ref == nil {
		return f, unsafe.Add(pc, in.c*8)
	}
	*reg(f.regs, in.a) = v
	return f, pc
}

// forIterNarrow is FORITER over what has no opcode of its own, in its usual form.
func (m *machine) forIterNarrow(f *frame, pc unsafe.Pointer, ins uint64) (*frame, unsafe.Pointer) {
	it := *reg(f.regs, int(uint16(ins>>32)))
	next := it.Type().Slots.IterNext
	switch it.Type() {
	case &objects.RangeIterType, &objects.ListIterType, &objects.TupleIterType, &GeneratorType:
		next = nil
	}
	if next == nil || m.t.Breaker.Load() != 0 {
		return m.slow(f, pc)
	}
	f.pc, m.cur = pc, f
	v, err := next(m.t, it)
	if v.Ref != nil {
		*reg(f.regs, int(uint16(ins>>16))) = v
		return f, pc
	}
	if err != nil && !objects.Matches(err, &objects.ExcStopIteration) {
		return m.unwind(f, pc, err)
	}
	return f, unsafe.Add(pc, int(int16(ins>>48))*8)
}

// getAIter is GETAITER.
func (m *machine) getAIter(o Object) (Object, error) {
	t := m.t
	f := o.Type().Slots.AIter
	if f == nil {
		return Object{}, objects.TypeErrorf(t, "'async for' requires an object with __aiter__ method, got %.100s", o.Type().Name200())
	}
	it, err := f(t, o)
	if err != nil {
		return Object{}, err
	}
	if it.Type().Slots.ANext == nil {
		return Object{}, objects.TypeErrorf(t, "'async for' received an object from __aiter__ that does not implement __anext__: %.100s", it.Type().Name200())
	}
	return it, nil
}

// getANext is GETANEXT.
func (m *machine) getANext(o Object) (Object, error) {
	t := m.t
	f := o.Type().Slots.ANext
	if f == nil {
		return Object{}, objects.TypeErrorf(t, "'async for' requires an iterator with __anext__ method, got %.100s", o.Type().Name200())
	}
	aw, err := f(t, o)
	if err != nil {
		return Object{}, err
	}
	if o.Type() == &AsyncGeneratorType {
		return aw, nil
	}
	it, err := m.awaitable(aw)
	if err != nil {
		cause := objects.AsExc(t, err)
		e := objects.AsExc(t, objects.TypeErrorf(t, "'async for' received an invalid object from __anext__: %.100s", aw.Type().Name200()))
		e.Cause, e.Context, e.SuppressContext = cause, cause, true
		return Object{}, e
	}
	return it, nil
}

// getAwaitable is GETAWAITABLE.
func (m *machine) getAwaitable(o Object, where uint8) (Object, error) {
	t := m.t
	it, err := m.awaitable(o)
	if err != nil {
		if where != 0 && o.Type().Slots.Await == nil {
			method := "__aenter__"
			if where == 2 {
				method = "__aexit__"
			}
			return Object{}, objects.TypeErrorf(t, "'async with' received an object from %s that does not implement __await__: %.100s", method, o.Type().Name200())
		}
		return Object{}, err
	}
	if g := isExactGen(it); g != nil && g.Type == &CoroutineType && g.state == genSuspended && g.delegate.Ref != nil {
		return Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "coroutine is being awaited already")
	}
	return it, nil
}

// getAwaitableNarrow is GETAWAITABLE in its usual form.
func (m *machine) getAwaitableNarrow(f *frame, pc unsafe.Pointer, ins uint64) (*frame, unsafe.Pointer) {
	o := *reg(f.regs, int(uint16(ins>>32)))
	typ := o.Type()
	if typ == &CoroutineType {
		if (*Generator)(o.Ref).delegate.Ref == nil {
			*reg(f.regs, int(uint16(ins>>16))) = o
			return f, pc
		}
	} else if typ.IsHeap() {
		// What an object's own __await__ gives, if it is a generator function, is known to nobody else.
		if d := m.t.Lookup(typ, nameAwait); d.Ref != nil && d.Type() == &objects.FunctionType {
			fn := (*objects.Function)(d.Ref)
			e := m.execOf(fn)
			if e.nparams == 1 && e.flags&(code.AnyGenerator|code.IterableCoroutine) == code.Generator {
				g := m.newGenerator(e, fn, unsafe.Pointer(&o), 1)
				g.temp = true
				*reg(f.regs, int(uint16(ins>>16))) = Of(g)
				return f, pc
			}
		}
	}
	return m.slow(f, pc)
}

// getIterNarrow is GETITER and GETYIELDFROMITER of generators in their usual form.
func (m *machine) getIterNarrow(f *frame, pc unsafe.Pointer, ins uint64) (*frame, unsafe.Pointer) {
	o := *reg(f.regs, int(uint16(ins>>32)))
	typ := o.Type()
	if typ == &GeneratorType {
		*reg(f.regs, int(uint16(ins>>16))) = o
		return f, pc
	}
	if !typ.IsHeap() && typ != &CoroutineType {
		f.pc, m.cur = pc, f
		v, err := objects.Iter(m.t, o)
		if err != nil {
			return m.unwind(f, pc, err)
		}
		*reg(f.regs, int(uint16(ins>>16))) = v
		return f, pc
	}
	return m.slow(f, pc)
}

// awaitable gives the iterator that awaiting o drives.
//
// CPython: Objects/genobject.c _PyCoro_GetAwaitableIter
func (m *machine) awaitable(o Object) (Object, error) {
	t := m.t
	if g := isExactGen(o); g != nil && (g.Type == &CoroutineType || g.f.code.flags&code.IterableCoroutine != 0) {
		return o, nil
	}
	f := o.Type().Slots.Await
	if f == nil {
		return Object{}, objects.TypeErrorf(t, "'%.100s' object can't be awaited", o.Type().Name200())
	}
	it, err := f(t, o)
	if err != nil {
		return Object{}, err
	}
	if g := isExactGen(it); g != nil && (g.Type == &CoroutineType || g.f.code.flags&code.IterableCoroutine != 0) {
		return Object{}, objects.TypeErrorf(t, "__await__() returned a coroutine")
	}
	if it.Type().Slots.IterNext == nil {
		return Object{}, objects.TypeErrorf(t, "__await__() returned non-iterator of type '%.100s'", it.Type().Name200())
	}
	return it, nil
}

// getYieldFromIter is GETYIELDFROMITER.
func (m *machine) getYieldFromIter(f *frame, o Object) (Object, error) {
	switch o.Type() {
	case &CoroutineType:
		if f.code.flags&(code.Coroutine|code.IterableCoroutine) == 0 {
			return Object{}, objects.TypeErrorf(m.t, "cannot 'yield from' a coroutine object in a non-coroutine generator")
		}
		return o, nil
	case &GeneratorType:
		return o, nil
	}
	return objects.Iter(m.t, o)
}
