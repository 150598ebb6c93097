package compile

import (
	"sort"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// CPython: Python/codegen.c codegen_class
func (c *compiler) classDef(s *syntax.ClassDef) {
	c.checkKeywords(s.Keywords)
	pos := s.Position()
	mark := c.u.tmp
	c.decorate(s.DecoratorList)
	first := firstLine(pos, s.DecoratorList)
	b := c.temp()
	if len(s.TypeParams) == 0 {
		c.classCall(pos, s, first, b, b, s.Bases)
	} else {
		c.enter("<generic parameters of "+s.Name+">", kindTypeParams, c.st.blocks[typeParamsKey{s}], first)
		c.u.private = s.Name
		tp := c.typeParams(pos, s.TypeParams)
		c.storeName(pos, ".type_params", tp)
		c.release(tp)
		cb := c.temp()
		bases := append(append([]syntax.Expr{}, s.Bases...), &syntax.Name{Pos: *pos, ID: ".generic_base"})
		c.classCall(pos, s, first, cb, cb, bases)
		c.emit(pos, code.RET, 0, cb, 0, 0)
		k := c.leave()
		c.makeFunction(pos, k, 0, c.top(), 0, b)
		c.emit(pos, code.CALL, 0, b, 0, b)
	}
	r := c.applyDecorators(s.DecoratorList, b)
	c.storeName(pos, s.Name, r)
	c.u.tmp = mark
}

// classCall emits __build_class__(body, name, *bases, **keywords) with the window at b.
func (c *compiler) classCall(pos *syntax.Pos, s *syntax.ClassDef, first, b, d int, bases []syntax.Expr) {
	c.emit(pos, code.LOADBUILDCLASS, 0, b, 0, 0)
	k := c.classBody(s, first)
	c.makeFunction(pos, k, 0, c.top(), 0, c.place(b, 1))
	c.loadConst(pos, s.Name, c.place(b, 2))
	if len(s.TypeParams) > 0 {
		g := c.temp()
		c.loadName(pos, ".type_params", g)
		c.emit(pos, code.INTRINSIC1, code.IntrinsicSUBSCRIPTGENERIC, g, g, 0)
		c.storeName(pos, ".generic_base", g)
	}
	c.release(b + 3)
	if c.simpleArgs(bases, s.Keywords) {
		n := 2
		for _, e := range bases {
			c.expr(e, c.place(b, 1+n))
			n++
		}
		if len(s.Keywords) == 0 {
			c.emit(pos, code.CALL, 0, b, n, d)
		} else {
			names := make(code.Tuple, len(s.Keywords))
			for i, k := range s.Keywords {
				names[i] = k.Arg
				c.expr(k.Value, c.place(b, 1+n))
				n++
			}
			c.emitKw(pos, code.CALLKW, 0, b, n, 0, c.constIndex(names), d)
		}
		c.release(b + 1)
		return
	}
	// R[b+1] becomes the list of arguments.
	c.emit(pos, code.BUILDLIST, 0, b+1, b+1, 2)
	c.release(b + 2)
	for _, e := range bases {
		mark := c.u.tmp
		if st, ok := e.(*syntax.Starred); ok {
			c.emit(e.Position(), code.LISTEXTEND, 0, b+1, c.expr(st.Value, noReg), 0)
		} else {
			c.emit(e.Position(), code.LISTAPPEND, 0, b+1, c.expr(e, noReg), 0)
		}
		c.u.tmp = mark
	}
	c.exKeywords(pos, b, s.Keywords)
	c.emit(pos, code.CALLEX, 0, b, 0, d)
	c.release(b + 1)
}

func (c *compiler) classBody(s *syntax.ClassDef, first int) *code.Code {
	ste := c.st.blocks[s]
	c.enter(s.Name, kindClass, ste, first)
	u := c.u
	u.private = s.Name
	pos := &syntax.Pos{Lineno: first, EndLineno: first}
	t := c.temp()
	c.loadName(pos, "__name__", t)
	c.storeName(pos, "__module__", t)
	c.loadConst(pos, u.qualname, t)
	c.storeName(pos, "__qualname__", t)
	c.loadConst(pos, int64(first), t)
	c.storeName(pos, "__firstlineno__", t)
	if len(s.TypeParams) > 0 {
		c.loadName(pos, ".type_params", t)
		c.storeName(pos, "__type_params__", t)
	}
	if ste.needsClassdict {
		c.emit(pos, code.LOADLOCALS, 0, t, 0, 0)
		c.emit(pos, code.STORECELL, 0, c.cell("__classdict__"), t, 0)
	}
	c.release(t)
	c.body(s.Body, 0)
	c.deferredAnnotations(pos)
	t = c.temp()
	sort.Strings(u.static)
	static := make(code.Tuple, len(u.static))
	for i, n := range u.static {
		static[i] = n
	}
	c.loadConst(noPos, static, t)
	c.storeName(noPos, "__static_attributes__", t)
	if ste.needsClassdict {
		c.move(noPos, t, c.cell("__classdict__"))
		c.storeName(noPos, "__classdictcell__", t)
	}
	if ste.needsClass {
		c.move(noPos, t, c.cell("__class__"))
		c.storeName(noPos, "__classcell__", t)
	} else {
		c.loadConst(noPos, nil, t)
	}
	c.emit(noPos, code.RET, 0, t, 0, 0)
	c.release(t)
	return c.leave()
}

// staticAttribute notes an assignment to an attribute of self for the class's __static_attributes__.
func (c *compiler) staticAttribute(e *syntax.Attribute) {
	n, ok := e.Value.(*syntax.Name)
	if !ok || n.ID != "self" {
		return
	}
	for u := c.u; u != nil; u = u.parent {
		if u.kind == kindClass {
			if u.isStatic == nil {
				u.isStatic = map[string]bool{}
			}
			if !u.isStatic[e.Attr] {
				u.isStatic[e.Attr] = true
				u.static = append(u.static, e.Attr)
			}
			return
		}
	}
}

// deferredAnnotation is the annotation of a variable, to be compiled into the block's annotate function. index is -1
// for one that is not conditional.
type deferredAnnotation struct {
	s     *syntax.AnnAssign
	index int
}

// CPython: Python/codegen.c codegen_annassign
func (c *compiler) annAssign(s *syntax.AnnAssign) {
	u := c.u
	pos := s.Position()
	block := u.kind == kindModule || u.kind == kindClass
	if s.Value != nil {
		c.assignExpr(s.Target, s.Value)
	}
	switch t := s.Target.(type) {
	case *syntax.Name:
		if s.Simple != 0 && block {
			if c.future&code.FutureAnnotations != 0 {
				v := c.temp()
				c.annotation(s.Annotation, v)
				m := c.temp()
				c.emitName(pos, code.LOADNAME, 0, m, 0, 0, "__annotations__")
				k := c.loadConst(pos, c.mangle(t.ID), noReg)
				c.emit(pos, code.SETITEM, 0, m, k, v)
				c.release(v)
				return
			}
			index := -1
			if u.ste.condAnnotations && (u.inConditional > 0 || u.kind == kindModule) {
				for _, d := range u.deferred {
					if d.index >= 0 {
						index = d.index
					}
				}
				index++
				m := c.temp()
				if u.kind == kindClass {
					c.emit(pos, code.LOADCELL, 0, m, c.cell("__conditional_annotations__"), 0)
				} else {
					c.emitName(pos, code.LOADNAME, 0, m, 0, 0, "__conditional_annotations__")
				}
				k := c.loadConst(pos, int64(index), noReg)
				c.emit(pos, code.SETADD, 0, m, k, 0)
				c.release(m)
			}
			u.deferred = append(u.deferred, deferredAnnotation{s, index})
		}
	case *syntax.Attribute:
		if s.Value == nil {
			c.discard(t.Value)
		}
	case *syntax.Subscript:
		if s.Value == nil {
			c.discard(t.Value)
			c.discardSlice(t.Slice)
		}
	default:
		c.fail(pos, "invalid node type for annotated assignment")
	}
}

// discard evaluates an expression for its effects.
func (c *compiler) discard(e syntax.Expr) {
	mark := c.u.tmp
	if _, ok := e.(*syntax.Starred); !ok {
		c.expr(e, noReg)
	}
	c.u.tmp = mark
}

func (c *compiler) discardSlice(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.Slice:
		for _, x := range []syntax.Expr{e.Lower, e.Upper, e.Step} {
			if x != nil {
				c.discard(x)
			}
		}
	case *syntax.Tuple:
		for _, x := range e.Elts {
			c.discardSlice(x)
		}
	default:
		c.discard(e)
	}
}

// deferredAnnotations makes the annotate function of a module or class. A module's is made at its beginning.
//
// CPython: Python/codegen.c codegen_process_deferred_annotations
func (c *compiler) deferredAnnotations(pos *syntax.Pos) {
	u := c.u
	if len(u.deferred) == 0 {
		return
	}
	c.beginAnnotations("__annotate__", u.ste.annotationBlock, pos.Lineno)
	d := c.temp()
	c.emit(pos, code.BUILDMAP, 0, d, d, 0)
	for _, a := range u.deferred {
		apos := a.s.Annotation.Position()
		mark := c.u.tmp
		next := c.newLabel()
		if a.index >= 0 {
			i := c.loadConst(apos, int64(a.index), noReg)
			m := c.temp()
			c.loadName(apos, "__conditional_annotations__", m)
			c.emit(apos, code.CONTAINS, 0, m, i, m)
			c.emit(apos, code.JF, 0, m, 0, next)
			c.u.tmp = mark
		}
		v := c.temp()
		c.starredExpr(a.s.Annotation, v)
		k := c.loadConst(pos, c.mangle(a.s.Target.(*syntax.Name).ID), noReg)
		c.emit(pos, code.SETITEM, 0, d, k, v)
		c.u.tmp = mark
		c.label(next)
	}
	c.emit(pos, code.RET, 0, d, 0, 0)
	k := c.leaveAnnotations()
	name := "__annotate_func__"
	at := len(u.ins)
	if u.kind == kindModule {
		name, at = "__annotate__", u.placeholder
	}
	tail := append([]instr{}, u.ins[at:]...)
	u.ins = u.ins[:at]
	t := c.temp()
	c.makeFunction(pos, k, 0, c.top(), 0, t)
	c.storeName(pos, name, t)
	c.release(t)
	u.ins = append(u.ins, tail...)
}

func (c *compiler) typeAlias(s *syntax.TypeAlias) {
	name := s.Name.(*syntax.Name).ID
	pos := s.Position()
	mark := c.u.tmp
	b := c.temp()
	if len(s.TypeParams) == 0 {
		c.loadConst(pos, name, b)
		c.loadConst(pos, nil, c.place(b, 1))
		c.aliasBody(pos, s, name, b)
	} else {
		c.enter("<generic parameters of "+name+">", kindTypeParams, c.st.blocks[typeParamsKey{s}], pos.Lineno)
		ib := c.temp()
		c.loadConst(pos, name, ib)
		c.typeParams(pos, s.TypeParams)
		c.aliasBody(pos, s, name, ib)
		c.emit(pos, code.RET, 0, ib, 0, 0)
		k := c.leave()
		c.makeFunction(pos, k, 0, c.top(), 0, b)
		c.emit(pos, code.CALL, 0, b, 0, b)
	}
	c.storeName(pos, name, b)
	c.u.tmp = mark
}

// aliasBody makes the alias whose name and type parameters are in b and b+1.
func (c *compiler) aliasBody(pos *syntax.Pos, s *syntax.TypeAlias, name string, b int) {
	c.release(b + 2)
	c.evaluator(s.Value, name, s, false)
	c.emit(pos, code.BUILDTUPLE, 0, b, b, 3)
	c.emit(pos, code.INTRINSIC1, code.IntrinsicTYPEALIAS, b, b, 0)
	c.release(b + 1)
}
