package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

// init makes the machine's types ready; those of package objects are by now.
func init() {
	genLayout := objects.LayoutWithDict[Generator](unsafe.Offsetof(Generator{}.attrs))
	GeneratorType = objects.Type{
		Name: "generator", Flags: objects.HasWeakrefs | objects.NoInstantiate, Layout: genLayout,
		Slots: objects.Slots{
			Repr: genRepr, Iter: selfSlot, IterNext: genNext, Send: genSendSlot, Traverse: traverseGen, Del: genDel,
			GetAttr: objects.GenericGetAttr, SetAttr: objects.GenericSetAttr,
		},
		Methods: generatorMethods, GetSets: generatorGetSets,
	}
	CoroutineType = objects.Type{
		Name: "coroutine", Flags: objects.HasWeakrefs | objects.NoInstantiate, Layout: genLayout,
		Slots: objects.Slots{
			Repr: genRepr, Await: coroAwait, Send: genSendSlot, Traverse: traverseGen, Del: genDel,
			GetAttr: objects.GenericGetAttr, SetAttr: objects.GenericSetAttr,
		},
		Methods: coroutineMethods, GetSets: coroutineGetSets,
	}
	AsyncGeneratorType = objects.Type{
		Name: "async_generator", Flags: objects.HasWeakrefs | objects.NoInstantiate, Layout: genLayout,
		Slots: objects.Slots{
			Repr: genRepr, AIter: selfSlot, ANext: asyncNext, Traverse: traverseGen, Del: genDel,
			GetAttr: objects.GenericGetAttr, SetAttr: objects.GenericSetAttr,
		},
		Methods: asyncGeneratorMethods, GetSets: asyncGeneratorGetSets,
	}
	coroWrapperType = objects.Type{
		Name: "coroutine_wrapper", Doc: "A wrapper object implementing __await__ for coroutines.", Flags: objects.NoInstantiate,
		Layout: objects.LayoutOf[coroWrapper](),
		Slots: objects.Slots{
			Iter: selfSlot, IterNext: wrapperNext,
			Traverse: func(o Object, visit func(Object)) { visit(Of((*coroWrapper)(o.Ref).coro)) },
		},
		Methods: coroutineWrapperMethods,
	}
	asyncYieldType = objects.Type{
		Name: "async_generator_wrapped_value", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[asyncYield](),
		Slots: objects.Slots{Traverse: func(o Object, visit func(Object)) { visit((*asyncYield)(o.Ref).v) }},
	}
	asyncSendType = objects.Type{
		Name: "async_generator_asend", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[asyncSend](),
		Slots: objects.Slots{
			Await: selfSlot, Iter: selfSlot, IterNext: asendNext, Send: asendSendSlot, Del: asendDel,
			Traverse: func(o Object, visit func(Object)) {
				a := (*asyncSend)(o.Ref)
				visit(Of(a.gen))
				if a.value.Ref != nil {
					visit(a.value)
				}
			},
		},
		Methods: asyncGeneratorAsendMethods,
	}
	asyncThrowType = objects.Type{
		Name: "async_generator_athrow", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[asyncThrow](),
		Slots: objects.Slots{
			Await: selfSlot, Iter: selfSlot, IterNext: athrowNext, Send: athrowSendSlot, Del: athrowDel,
			Traverse: func(o Object, visit func(Object)) {
				a := (*asyncThrow)(o.Ref)
				visit(Of(a.gen))
				for _, v := range a.args {
					if v.Ref != nil {
						visit(v)
					}
				}
			},
		},
		Methods: asyncGeneratorAthrowMethods,
	}
	setupFrame()
	setupAnext()
	setupLocalsProxy()
	for _, t := range []*objects.Type{&GeneratorType, &CoroutineType, &AsyncGeneratorType, &coroWrapperType, &asyncYieldType, &asyncSendType, &asyncThrowType, &FrameType} {
		objects.Ready(t)
	}
}
