package main

import (
	"fmt"
	"os"
	"runtime/pprof"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib"
	"github.com/gophersnake/gophersnake/vm"
	"github.com/gophersnake/gophersnake/vm/compile"
)

func main() {
	v, t := vm.New()
	for _, def := range stdlib.Modules() {
		v.Interp.NativeModules[def.Name] = def
	}
	if err := v.Boot(t); err != nil {
		panic(err)
	}
	var args []string
	dis := false
	for _, a := range os.Args[1:] {
		if a == "-d" {
			dis = true
		} else {
			args = append(args, a)
		}
	}
	if p := os.Getenv("CPUPROF"); p != "" {
		f, _ := os.Create(p)
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	src, err := os.ReadFile(args[0])
	if err != nil {
		panic(err)
	}
	c, err := v.Compile(t, src, vm.CompileOptions{Filename: args[0]})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	if dis {
		fmt.Println(compile.Disassemble(c.Code))
		return
	}
	g := objects.NewDict()
	g.SetStr(v.Interp.Intern("__name__"), objects.NewStr("__main__"))
	print := &objects.MethodDef{Name: "print", Kind: objects.MethodFunction, Fn: func(t *objects.Thread, args []objects.Object, kw *objects.Tuple) (objects.Object, error) {
		for i, a := range args {
			if i > 0 {
				fmt.Print(" ")
			}
			s, err := objects.ToStr(t, a)
			if err != nil {
				return objects.Object{}, err
			}
			fmt.Print(s.String())
		}
		fmt.Println()
		return objects.None, nil
	}}
	g.SetStr(v.Interp.Intern("print"), objects.Of(&objects.BuiltinFunction{Header: objects.Header{Type: &objects.BuiltinFunctionType}, Def: print}))
	if _, err := v.RunCode(t, c, g, objects.Object{}, nil); err != nil {
		e := objects.AsExc(t, err)
		objects.PrintException(t, os.Stderr, e)
		pprof.StopCPUProfile()
		os.Exit(1)
	}
}
