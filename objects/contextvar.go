package objects

import (
	"fmt"
	"unsafe"
)

// ContextVar is a context variable.
//
//py:type ContextVar ContextVarType
type ContextVar struct {
	Header
	name *Str
	def  Object // null: no default
}

// contextToken is what ContextVar.set gives, to restore the value before.
//
//py:type Token ContextTokenType
type contextToken struct {
	Header
	ctx  *Context
	v    *ContextVar
	old  Object // null: there was none
	used bool
}

// The types of context variables and of what setting one gives.
var ContextVarType, ContextTokenType Type

var nameMissingToken = StaticName("MISSING")

var (
	tokenMissingType   Type
	tokenMissingObject = singleton{Header: Header{&tokenMissingType}}
	tokenMissing       = Object{Ref: unsafe.Pointer(&tokenMissingObject)}
)

// NewContextVar makes a context variable without a default.
func NewContextVar(name string) Object {
	return Of(&ContextVar{Header: Header{&ContextVarType}, name: MakeStr(name)})
}

// ContextVar objects are created with a name and an optional default.
//
// CPython: Python/context.c contextvar_tp_new
//
//py:new ContextVar(cls, name, /, *, default=<unrepresentable>)
//py:nosig
func contextVarNew(t *Thread, _ *Type, name, def Object) (Object, error) {
	s := AsStr(name)
	if s == nil {
		return Object{}, TypeErrorf(t, "context variable name must be a str")
	}
	if _, err := Hash(t, name); err != nil {
		return Object{}, err
	}
	return Of(&ContextVar{Header: Header{&ContextVarType}, name: s, def: def}), nil
}

//py:get ContextVar.name
func contextVarName(v *ContextVar) *Str { return v.name }

// Return a value for the context variable for the current context.
//
// If there is no value for the variable in the current context, the method will:
//   - return the value of the default argument of the method, if provided; or
//   - return the default value for the context variable, if it was created
//     with one; or
//   - raise a LookupError.
//
//py:def ContextVar.get(self, default=<unrepresentable>, /)
func contextVarGet(t *Thread, v *ContextVar, def Object) (Object, error) {
	if t.Context.Ref != nil {
		if value := cast[Context](t.Context).lookup(v); value.Ref != nil {
			return value, nil
		}
	}
	if def.Ref != nil {
		return def, nil
	}
	if v.def.Ref != nil {
		return v.def, nil
	}
	return Object{}, NewException(t, &ExcLookupError, Of(v))
}

// Call to set a new value for the context variable in the current context.
//
// The required *value* argument is the new value for the context variable.
//
// Returns a Token object that can be used to restore the variable to its previous
// value via the `ContextVar.reset()` method.
//
//py:def ContextVar.set(self, value, /)
func contextVarSet(t *Thread, v *ContextVar, value Object) Object {
	c := t.CurrentContext()
	tok := &contextToken{Header: Header{&ContextTokenType}, ctx: c, v: v, old: c.lookup(v)}
	c.set(v, value)
	return Of(tok)
}

// Reset the context variable.
//
// The variable is reset to the value it had before the `ContextVar.set()` that
// created the token was used.
//
// CPython: Python/context.c _contextvars_ContextVar_reset_impl, PyContextVar_Reset
//
//py:def ContextVar.reset(self, token, /)
func contextVarReset(t *Thread, v *ContextVar, token Object) error {
	if TypeOf(token) != &ContextTokenType {
		return contextError(t, &ExcTypeError, "expected an instance of Token, got %s", token)
	}
	tok := cast[contextToken](token)
	if tok.used {
		return contextError(t, &ExcRuntimeError, "%s has already been used once", token)
	}
	if tok.v != v {
		return contextError(t, &ExcValueError, "%s was created by a different ContextVar", token)
	}
	if c := t.CurrentContext(); tok.ctx != c {
		return contextError(t, &ExcValueError, "%s was created in a different Context", token)
	}
	tok.used = true
	if tok.old.Ref == nil {
		tok.ctx.remove(v)
	} else {
		tok.ctx.set(v, tok.old)
	}
	return nil
}

func contextError(t *Thread, typ *Type, format string, o Object) error {
	r, err := Repr(t, o)
	if err != nil {
		return err
	}
	return Errorf(t, typ, format, r.s)
}

// See PEP 585
//
//py:classmethod ContextVar.__class_getitem__(cls, object, /)
//py:classmethod Token.__class_getitem__(cls, object, /)
//py:nosig
func contextVarClassGetItem(t *Thread, cls *Type, object Object) (Object, error) {
	return NewGenericAlias(t, Of(cls), object)
}

func contextVarRepr(t *Thread, o Object) (Object, error) {
	v := cast[ContextVar](o)
	already := t.ReprEnter(o)
	if already {
		return NewStr("..."), nil
	}
	defer t.ReprLeave(o)
	name, err := Repr(t, Of(v.name))
	if err != nil {
		return Object{}, err
	}
	s := "<ContextVar name=" + name.s
	if v.def.Ref != nil {
		d, err := Repr(t, v.def)
		if err != nil {
			return Object{}, err
		}
		s += " default=" + d.s
	}
	return NewStr(s + fmt.Sprintf(" at %p>", v)), nil
}

// CPython: Python/context.c token_tp_new
//
//py:new Token(cls)
//py:nosig
func contextTokenNew(t *Thread, _ *Type) (Object, error) {
	return Object{}, Errorf(t, &ExcRuntimeError, "Tokens can only be created by ContextVars")
}

//py:get Token.var
func contextTokenVar(tok *contextToken) Object { return Of(tok.v) }

//py:get Token.old_value
func contextTokenOldValue(tok *contextToken) Object {
	if tok.old.Ref == nil {
		return tokenMissing
	}
	return tok.old
}

// Enter into Token context manager.
//
//py:def Token.__enter__(self)
func contextTokenEnter(tok *contextToken) Object { return Of(tok) }

// Exit from Token context manager, restore the linked ContextVar.
//
//py:def Token.__exit__(self, type, value, traceback, /)
func contextTokenExit(t *Thread, tok *contextToken, _, _, _ Object) error {
	return contextVarReset(t, tok.v, Of(tok))
}

func contextTokenRepr(t *Thread, o Object) (Object, error) {
	tok := cast[contextToken](o)
	v, err := Repr(t, Of(tok.v))
	if err != nil {
		return Object{}, err
	}
	s := "<Token"
	if tok.used {
		s += " used"
	}
	return NewStr(fmt.Sprintf("%s var=%s at %p>", s, v.s, tok)), nil
}

func setupContextVar() {
	ContextVarType = Type{
		Name: "_contextvars.ContextVar", Layout: LayoutOf[ContextVar](),
		Slots: Slots{
			New: bindContextVarNew, Repr: contextVarRepr,
			Traverse: func(o Object, visit func(Object)) {
				v := cast[ContextVar](o)
				visitObjects(visit, ObjectOrNull(v.name), v.def)
			},
		},
		Methods: contextVarMethods, GetSets: contextVarGetSets,
	}
	Ready(&ContextVarType)
	missing := staticStr("<Token.MISSING>")
	tokenMissingType = Type{
		Name: "Token.MISSING", Flags: NoInstantiate, Layout: LayoutOf[singleton](),
		Slots: Slots{Repr: func(*Thread, Object) (Object, error) { return missing, nil }},
	}
	Ready(&tokenMissingType)
	ContextTokenType = Type{
		Name: "_contextvars.Token", Layout: LayoutOf[contextToken](),
		Slots: Slots{
			New: bindTokenNew, Repr: contextTokenRepr, Hash: hashNotImplemented,
			Traverse: func(o Object, visit func(Object)) {
				tok := cast[contextToken](o)
				visitObjects(visit, Of(tok.ctx), Of(tok.v), tok.old)
			},
		},
		Methods: tokenMethods, GetSets: tokenGetSets,
		Attrs: func(t *Type) { t.Dict.setStatic(nameMissingToken, tokenMissing) },
	}
	Ready(&ContextTokenType)
}
