// Package opcode is the _opcode module, which says of opcodes what they are. The opcodes are those of our register machine, not those
// that CPython's _opcode_metadata lists: the functions that ask about a CPython opcode answer for an instruction that is none of ours.
//
//py:module _opcode
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package opcode

import (
	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// Module declares the _opcode module.
var Module = objects.ModuleDef{Name: "_opcode", Doc: "Opcode support module.", Functions: moduleFunctions,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		// Nothing specializes CPython's instructions here.
		m.Add(t, "ENABLE_SPECIALIZATION", objects.False)
		m.Add(t, "ENABLE_SPECIALIZATION_FT", objects.False)
		return nil
	},
}

func info(op int32) *code.Info {
	if op < 0 || op >= code.NumOps {
		return nil
	}
	return &code.Infos[op]
}

func hasKind(op int32, kinds ...code.Kind) bool {
	i := info(op)
	if i == nil {
		return false
	}
	for _, k := range kinds {
		if i.A == k || i.B == k || i.C == k {
			return true
		}
	}
	return false
}

// Return True if opcode is valid, False otherwise.
//
//py:def is_valid(opcode)
func isValid(opcode int32) bool { return info(opcode) != nil }

// Return True if the opcode uses its oparg, False otherwise.
//
//py:def has_arg(opcode)
func hasArg(opcode int32) bool {
	i := info(opcode)
	return i != nil && (i.A != code.None || i.B != code.None || i.C != code.None)
}

// Return True if the opcode accesses a constant, False otherwise.
//
//py:def has_const(opcode)
func hasConst(opcode int32) bool { return hasKind(opcode, code.ConstIndex) }

// Return True if the opcode accesses an attribute by name, False otherwise.
//
//py:def has_name(opcode)
func hasName(opcode int32) bool {
	i := info(opcode)
	return i != nil && len(i.Ext) > 0 && i.Ext[0] == code.ExtName
}

// Return True if the opcode has a jump target, False otherwise.
//
//py:def has_jump(opcode)
func hasJump(opcode int32) bool { return hasKind(opcode, code.Jump) }

// Return True if the opcode accesses a free variable, False otherwise.
//
//py:def has_free(opcode)
func hasFree(opcode int32) bool { return hasKind(opcode, code.Free) }

// Return True if the opcode accesses a local variable, False otherwise.
//
//py:def has_local(opcode)
func hasLocal(opcode int32) bool { return hasKind(opcode, code.Reg, code.Dst, code.RegOpt, code.Run) }

// Return True if the opcode sets an exception handler, False otherwise.
//
//py:def has_exc(opcode)
func hasExc(opcode int32) bool { return false }

// Compute the stack effect of the opcode: a register machine has no stack.
//
//py:def stack_effect(opcode, oparg=None, /, *, jump=None)
func stackEffect(t *objects.Thread, opcode int32, oparg, jump objects.Object) (int, error) {
	if info(opcode) == nil {
		return 0, objects.ValueErrorf(t, "invalid opcode or oparg")
	}
	return 0, nil
}

// Return the specialization stats: none are kept.
//
//py:def get_specialization_stats()
func getSpecializationStats() objects.Object { return objects.None }

// Return the executor at offset: there are none.
//
//py:def get_executor(*, code, offset)
func getExecutor(t *objects.Thread, code objects.Object, offset int32) (objects.Object, error) {
	return objects.Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "Executors are not available in this build")
}

// Return array of symbols of binary ops.
//
//py:def get_nb_ops()
func getNbOps() objects.Object {
	pairs := [][2]string{{"NB_ADD", "+"}, {"NB_AND", "&"}, {"NB_FLOOR_DIVIDE", "//"}, {"NB_LSHIFT", "<<"}, {"NB_MATRIX_MULTIPLY", "@"}, {"NB_MULTIPLY", "*"}, {"NB_REMAINDER", "%"}, {"NB_OR", "|"}, {"NB_POWER", "**"}, {"NB_RSHIFT", ">>"}, {"NB_SUBTRACT", "-"}, {"NB_TRUE_DIVIDE", "/"}, {"NB_XOR", "^"}}
	l := objects.NewList(nil)
	for _, suffix := range []string{"", "="} {
		for _, p := range pairs {
			name := p[0]
			if suffix != "" {
				name = "NB_INPLACE_" + name[3:]
			}
			l.Items = append(l.Items, objects.NewTuple(objects.NewStr(name), objects.NewStr(p[1]+suffix)))
		}
	}
	l.Items = append(l.Items, objects.NewTuple(objects.NewStr("NB_SUBSCR"), objects.NewStr("[]")))
	return objects.Of(l)
}

func strings(names ...string) objects.Object {
	l := objects.NewList(nil)
	for _, n := range names {
		l.Items = append(l.Items, objects.NewStr(n))
	}
	return objects.Of(l)
}

// Return a list of names of the unary intrinsics.
//
//py:def get_intrinsic1_descs()
func getIntrinsic1Descs() objects.Object {
	return strings("INTRINSIC_1_INVALID", "INTRINSIC_PRINT", "INTRINSIC_IMPORT_STAR", "INTRINSIC_STOPITERATION_ERROR", "INTRINSIC_ASYNC_GEN_WRAP", "INTRINSIC_UNARY_POSITIVE", "INTRINSIC_LIST_TO_TUPLE", "INTRINSIC_TYPEVAR", "INTRINSIC_PARAMSPEC", "INTRINSIC_TYPEVARTUPLE", "INTRINSIC_SUBSCRIPT_GENERIC", "INTRINSIC_TYPEALIAS")
}

// Return a list of names of the binary intrinsics.
//
//py:def get_intrinsic2_descs()
func getIntrinsic2Descs() objects.Object {
	return strings("INTRINSIC_2_INVALID", "INTRINSIC_PREP_RERAISE_STAR", "INTRINSIC_TYPEVAR_WITH_BOUND", "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS", "INTRINSIC_SET_FUNCTION_TYPE_PARAMS", "INTRINSIC_SET_TYPEPARAM_DEFAULT")
}

// Return a list of special method names.
//
//py:def get_special_method_names()
func getSpecialMethodNames() objects.Object {
	return strings("__enter__", "__exit__", "__aenter__", "__aexit__")
}
