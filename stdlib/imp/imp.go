// Package imp is the _imp module.
//
//py:module _imp
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package imp

import (
	"encoding/binary"
	"os"
	"path/filepath"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
	"github.com/gophersnake/gophersnake/vm/code"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the _imp module.
var Module = objects.ModuleDef{
	Name:      "_imp",
	Doc:       "(Extremely) low-level import machinery bits as used by importlib.",
	Functions: moduleFunctions,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "check_hash_based_pycs", objects.NewStr("default"))
		// What .pyc files begin with: as in CPython two bytes of it are fixed.
		m.Add(t, "pyc_magic_number_token", objects.NewInt(int64(0x0a0d0000|code.Magic&0xffff)))
		return nil
	},
}

func machine(t *objects.Thread) *vm.VM { return t.Runtime.(*vm.VM) }

// Acquires the interpreter's import lock for the current thread.
//
//py:def acquire_lock()
func acquireLock(t *objects.Thread) error {
	_, err := machine(t).ImportLock.Acquire(t, -1)
	return err
}

// Release the interpreter's import lock.
//
//py:def release_lock()
func releaseLock(t *objects.Thread) error {
	if !machine(t).ImportLock.Release(t) {
		return objects.Errorf(t, &objects.ExcRuntimeError, "not holding the import lock")
	}
	return nil
}

// Return True if the import lock is currently held, else False.
//
//py:def lock_held()
func lockHeld(t *objects.Thread) bool { return machine(t).ImportLock.Locked() }

// A path hook that imports the module zipimport, and gives way to its class, as soon as sys.path has what may be an archive.
//
// Differs: CPython has the class in sys.path_hooks from the start; importing it takes longer than starting here.
//
// CPython: Python/import.c init_zipimport
//
//py:def _zip_path_hook(path, /)
func zipPathHook(t *objects.Thread, path Object) (Object, error) {
	file, err := objects.FSPathDecode(t, path)
	if err != nil {
		return Object{}, err
	}
	for p := file; ; {
		info, err := os.Stat(string(objects.EncodeFS(p)))
		if err == nil && info.Mode().IsRegular() {
			break
		}
		up := filepath.Dir(p)
		if err == nil || up == p || up == "." {
			return Object{}, objects.NewImportError(t, Object{}, path, "not a Zip file: %s", file)
		}
		p = up
	}
	m, err := t.Runtime.Import(t, "zipimport")
	if err != nil {
		return Object{}, err
	}
	class, err := objects.GetAttr(t, m, t.Interp.Intern("zipimporter"))
	if err != nil {
		return Object{}, err
	}
	if hooks := objects.AsList(t.Interp.SysDict.GetStr(t.Interp.Intern("path_hooks"))); hooks != nil {
		for i, h := range hooks.Items {
			if h.Type() == &objects.BuiltinFunctionType && (*objects.BuiltinFunction)(h.Ref).Def.Name == "_zip_path_hook" {
				hooks.Items[i] = class
			}
		}
	}
	return objects.CallArgs(t, class, path)
}

// Returns the list of file suffixes used to identify extension modules.
//
//py:def extension_suffixes()
func extensionSuffixes() objects.Object { return objects.Of(objects.NewList(nil)) }

// Returns True if the module name corresponds to a built-in module.
//
//py:def is_builtin(name, /)
func isBuiltin(t *objects.Thread, name string) int {
	if name == "builtins" || name == "sys" {
		return -1
	}
	if t.Interp.NativeModules[name] != nil {
		return 1
	}
	return 0
}

// Create an extension module.
//
//py:def create_builtin(spec, /)
func createBuiltin(t *objects.Thread, spec objects.Object) (objects.Object, error) {
	n, err := objects.GetAttr(t, spec, t.Interp.Intern("name"))
	if err != nil {
		return objects.Object{}, err
	}
	name := objects.AsStr(n)
	if name == nil {
		return objects.Object{}, objects.TypeErrorf(t, "name must be string, not %.200s", n.Type().Name200())
	}
	if m := t.Interp.Modules.GetStr(name); !m.IsNull() && (name.String() == "sys" || name.String() == "builtins") {
		return m, nil
	}
	def := t.Interp.NativeModules[name.String()]
	if def == nil {
		return objects.None, nil
	}
	m := objects.NewModule(t, def.Name)
	def.Create(t, m)
	return objects.Of(m), nil
}

// Initialize a built-in module.
//
//py:def exec_builtin(mod, /)
func execBuiltin(t *objects.Thread, mod objects.Object) (int, error) {
	if mod.Type().IsSubtype(&objects.ModuleType) {
		m := (*objects.Module)(mod.Ref)
		if m.Def != nil && m.Def.Exec != nil && !m.Executed {
			m.Executed = true
			return 0, m.Def.Exec(t, m)
		}
	}
	return 0, nil
}

// Returns True if the module name corresponds to a frozen module.
//
//py:def is_frozen(name, /)
func isFrozen(t *objects.Thread, name string) bool { return machine(t).Frozen[name] }

// Returns True if the module name is of a frozen package.
//
//py:def is_frozen_package(name, /)
func isFrozenPackage(t *objects.Thread, name string) (bool, error) {
	if !machine(t).Frozen[name] {
		return false, notFrozen(t, name)
	}
	return false, nil
}

func notFrozen(t *objects.Thread, name string) error {
	return objects.NewImportError(t, objects.NewStr(name), objects.Object{}, "No such frozen object named %s", name)
}

// Return info about the corresponding frozen module (if there is one) or None.
//
// The returned info (a 2-tuple):
//
//   - data         the raw marshalled bytes
//   - is_package   whether or not it is a package
//   - origname     the originally frozen module's name, or None if not
//     a stdlib module (this will usually be the same as
//     the module's current name)
//
//py:def find_frozen(name, /, *, withdata=False)
func findFrozen(t *objects.Thread, name string, withdata bool) objects.Object {
	if !machine(t).Frozen[name] {
		return objects.None
	}
	return objects.NewTuple(objects.None, objects.False, objects.NewStr(machine(t).FrozenOrigin(name)))
}

// Create a code object for a frozen module.
//
//py:def get_frozen_object(name, data=None, /)
func getFrozenObject(t *objects.Thread, name string, data objects.Object) (objects.Object, error) {
	if !machine(t).Frozen[name] {
		return objects.Object{}, notFrozen(t, name)
	}
	c, err := machine(t).FrozenCode(t, name)
	return objects.Of(c).Or(err)
}

// Initializes a frozen module.
//
//py:def init_frozen(name, /)
func initFrozen(t *objects.Thread, name string) (objects.Object, error) {
	if !machine(t).Frozen[name] {
		return objects.None, nil
	}
	m, err := machine(t).ExecFrozen(t, name)
	return objects.Of(m).Or(err)
}

//py:def _fix_co_filename(code, path, /)
func fixCoFilename(code *objects.Code, path *objects.Str) {
	code.SetFilename(path)
}

// Hash of a source file, for hash-based pycs.
//
//py:def source_hash(key, source)
func sourceHash(t *objects.Thread, key int64, source []byte) objects.Object {
	b := make([]byte, 8)
	binary.LittleEndian.PutUint64(b, siphash13(uint64(key), 0, source))
	return objects.NewBytes(b)
}

// siphash13 is the hash of pycs.
func siphash13(k0, k1 uint64, src []byte) uint64 {
	v0, v1, v2, v3 := k0^0x736f6d6570736575, k1^0x646f72616e646f6d, k0^0x6c7967656e657261, k1^0x7465646279746573
	rot := func(x uint64, n uint) uint64 { return x<<n | x>>(64-n) }
	round := func() {
		v0 += v1
		v2 += v3
		v1 = rot(v1, 13) ^ v0
		v3 = rot(v3, 16) ^ v2
		v0 = rot(v0, 32)
		v2 += v1
		v0 += v3
		v1 = rot(v1, 17) ^ v2
		v3 = rot(v3, 21) ^ v0
		v2 = rot(v2, 32)
	}
	b := uint64(len(src)) << 56
	for len(src) >= 8 {
		m := binary.LittleEndian.Uint64(src)
		v3 ^= m
		round()
		v0 ^= m
		src = src[8:]
	}
	for i, c := range src {
		b |= uint64(c) << (8 * i)
	}
	v3 ^= b
	round()
	v0 ^= b
	v2 ^= 0xff
	round()
	round()
	round()
	return v0 ^ v1 ^ v2 ^ v3
}

// (internal-only) Override PyConfig.use_frozen_modules.
//
// It changes nothing here: all frozen modules are those that importlib boots from, which no override concerns.
//
// CPython: Python/import.c _imp__override_frozen_modules_for_tests_impl
//
//py:def _override_frozen_modules_for_tests(override, /)
func overrideFrozen(_ int32) {}
