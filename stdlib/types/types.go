// Package types is the _types module.
package types

import (
	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
)

// Module declares the _types module.
var Module = objects.ModuleDef{
	Name: "_types",
	Doc:  "Define names for built-in types that aren't directly accessible as a builtin.",
	Init: func() { objects.Ready(&capsuleType) },
	Exec: exec,
}

// capsuleType is the type of what extension modules in C hand each other. There are none here, so it has no instances.
var capsuleType = objects.Type{
	Name: "PyCapsule", Doc: "Capsule objects let you wrap a C \"void *\" pointer in a Python object.", Flags: objects.NoInstantiate,
}

// CPython: Modules/_typesmodule.c _types_exec
func exec(t *objects.Thread, m *objects.Module) error {
	for _, e := range []struct {
		name string
		typ  *objects.Type
	}{
		{"AsyncGeneratorType", &vm.AsyncGeneratorType},
		{"BuiltinFunctionType", &objects.BuiltinFunctionType},
		{"BuiltinMethodType", &objects.BuiltinFunctionType},
		{"CapsuleType", &capsuleType},
		{"CellType", &objects.CellType},
		{"ClassMethodDescriptorType", &objects.ClassMethodDescriptorType},
		{"CodeType", &objects.CodeType},
		{"CoroutineType", &vm.CoroutineType},
		{"EllipsisType", &objects.EllipsisType},
		{"FrameType", &vm.FrameType},
		{"FunctionType", &objects.FunctionType},
		{"GeneratorType", &vm.GeneratorType},
		{"GenericAlias", &objects.GenericAliasType},
		{"GetSetDescriptorType", &objects.GetSetDescriptorType},
		{"LambdaType", &objects.FunctionType},
		{"MappingProxyType", &objects.MappingProxyType},
		{"MemberDescriptorType", &objects.MemberDescriptorType},
		{"MethodDescriptorType", &objects.MethodDescriptorType},
		{"MethodType", &objects.MethodType},
		{"MethodWrapperType", &objects.MethodWrapperType},
		{"ModuleType", &objects.ModuleType},
		{"NoneType", &objects.NoneType},
		{"NotImplementedType", &objects.NotImplementedType},
		{"SimpleNamespace", &objects.SimpleNamespaceType},
		{"TracebackType", &objects.TracebackType},
		{"UnionType", &objects.UnionType},
		{"WrapperDescriptorType", &objects.WrapperDescriptorType},
	} {
		m.Add(t, e.name, objects.Of(e.typ))
	}
	return nil
}
