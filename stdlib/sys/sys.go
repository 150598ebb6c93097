// Package sys is the sys module.
//
//py:module sys
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package sys

import (
	"math"
	"runtime"
	"slices"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the sys module.
var Module = objects.ModuleDef{
	Name: "sys",
	Doc: "This module provides access to some objects used or maintained by the\n" +
		"interpreter and to functions that interact strongly with the interpreter.",
	Functions: moduleFunctions,
	Init:      initStructs,
	Exec:      exec,
}

const major, minor, micro = 3, 14, 6

// VersionText is the version of CPython whose behaviour this is.
const VersionText = "3.14.6"

// machine gives the virtual machine that t runs on.
func machine(t *objects.Thread) *vm.VM { return t.Runtime.(*vm.VM) }

func strList(items []string) Object {
	l := objects.NewList(nil)
	for _, s := range items {
		l.Items = append(l.Items, objects.NewStr(objects.DecodeFS([]byte(s))))
	}
	return objects.Of(l)
}

func strOrNone(s string) Object {
	if s == "" {
		return objects.None
	}
	return objects.NewStr(objects.DecodeFS([]byte(s)))
}

func exec(t *objects.Thread, m *objects.Module) error {
	str, num := objects.NewStr, func(n int) Object { return objects.NewInt(int64(n)) }
	c := machine(t).Config
	hexversion := major<<24 | minor<<16 | micro<<8 | 0xf0
	for name, v := range map[string]Object{
		"modules":             objects.Of(t.Interp.Modules),
		"version":             str(VersionText + " (gophersnake) [" + runtime.Version() + "]"),
		"hexversion":          num(hexversion),
		"api_version":         num(1013),
		"copyright":           str("Copyright (c) 2001 Python Software Foundation.\nAll Rights Reserved."),
		"platform":            str(runtime.GOOS),
		"platlibdir":          str("lib"),
		"maxsize":             objects.NewInt(math.MaxInt64),
		"maxunicode":          num(0x10ffff),
		"byteorder":           str("little"),
		"float_repr_style":    str("short"),
		"abiflags":            str(""),
		"pycache_prefix":      strOrNone(c.PycachePrefix),
		"dont_write_bytecode": objects.NewBool(!c.WriteBytecode),
		"prefix":              str(c.Prefix),
		"exec_prefix":         str(c.Prefix),
		"base_prefix":         str(c.Prefix),
		"base_exec_prefix":    str(c.Prefix),
		"executable":          str(c.Executable),
		"_base_executable":    str(c.Executable),
		"_framework":          str(""),
		"_git":                objects.NewTuple(str("gophersnake"), str(""), str("")),
		"argv":                strList(c.Argv),
		"orig_argv":           strList(c.OrigArgv),
		"path":                strList(c.Path),
		"meta_path":           strList(nil),
		"path_hooks":          strList(nil),
		"path_importer_cache": objects.Of(objects.NewDict()),
		"warnoptions":         strList(c.WarnOptions),
		"_home":               objects.None,
		"_stdlib_dir":         strOrNone(c.Library),
	} {
		m.Add(t, name, v)
	}
	x := objects.NewDict()
	for k, v := range c.XOptions {
		if v == "" {
			x.SetStr(t.Interp.Intern(k), objects.True)
		} else {
			x.SetStr(t.Interp.Intern(k), str(v))
		}
	}
	m.Add(t, "_xoptions", objects.Of(x))
	var names []string
	for name := range t.Interp.NativeModules {
		names = append(names, name)
	}
	slices.Sort(names)
	builtin := objects.MakeTuple(len(names))
	for i, n := range names {
		builtin.Items[i] = objects.Of(t.Interp.Intern(n))
	}
	m.Add(t, "builtin_module_names", objects.Of(builtin))
	stdlib, err := objects.NewFrozenSet(t, stdlibNameObjects())
	if err != nil {
		return err
	}
	m.Add(t, "stdlib_module_names", stdlib)
	addStructs(t, m, hexversion)
	m.Add(t, "_jit", newJIT(t))
	m.Add(t, "monitoring", newMonitoring(t))
	for _, name := range []string{"displayhook", "excepthook", "breakpointhook", "unraisablehook"} {
		m.Add(t, "__"+name+"__", m.Dict.GetStr(t.Interp.Intern(name)))
	}
	return nil
}
