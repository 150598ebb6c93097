package objects

import (
	"reflect"
	"strings"
	"unsafe"
)

// fieldPlans finds the objects in Go values by reflection: in objects of types without Traverse, and in what packages keep for an
// interpreter. It remembers of each Go type whether it can refer to objects at all.
type fieldPlans struct{ refers map[reflect.Type]bool }

var (
	reflectObject = reflect.TypeFor[Object]()
	reflectHeader = reflect.TypeFor[Header]()
)

// opaque are the types that are not looked into: they refer to everything.
func opaque(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[Thread](), reflect.TypeFor[Interpreter](), reflect.TypeFor[Type](), reflect.TypeFor[ModuleDef](), reflect.TypeFor[MethodDef](), reflect.TypeFor[GetSetDef](), reflect.TypeFor[Finalizable]():
		return true
	}
	return t.PkgPath() != "" && !strings.HasPrefix(t.PkgPath(), "github.com/gophersnake/")
}

// isObject reports whether a Go struct is that of an object: its first field is a Header.
func isObject(t reflect.Type) bool {
	for t.Kind() == reflect.Struct && t.NumField() > 0 {
		t = t.Field(0).Type
		if t == reflectHeader {
			return true
		}
	}
	return false
}

// mayRefer reports whether values of t can refer to objects.
func (p *fieldPlans) mayRefer(t reflect.Type) bool {
	if r, ok := p.refers[t]; ok {
		return r
	}
	if p.refers == nil {
		p.refers = map[reflect.Type]bool{}
	}
	p.refers[t] = true // while it is not known: types refer to themselves
	r := false
	switch t.Kind() {
	case reflect.Struct:
		switch {
		case t == reflectObject:
			r = true
		case opaque(t):
		default:
			for i := range t.NumField() {
				if p.mayRefer(t.Field(i).Type) {
					r = true
				}
			}
		}
	case reflect.Pointer:
		r = isObject(t.Elem()) || p.mayRefer(t.Elem())
	case reflect.Slice, reflect.Array:
		r = p.mayRefer(t.Elem())
	case reflect.Map:
		r = p.mayRefer(t.Key()) || p.mayRefer(t.Elem())
	case reflect.Interface:
		r = true
	}
	p.refers[t] = r
	return r
}

// object visits what the Go struct of o refers to.
func (p *fieldPlans) object(o Object, visit func(Object)) {
	if t := TypeOf(o).Layout.of; t != nil && p.mayRefer(t) {
		w := fieldWalk{plans: p, visit: visit}
		w.fields(reflect.NewAt(t, o.Ref).Elem())
	}
}

// any visits what a Go value refers to.
func (p *fieldPlans) any(v any, visit func(Object)) {
	w := fieldWalk{plans: p, visit: visit}
	w.value(reflect.ValueOf(v))
}

// fieldWalk is a walk over Go values. Objects that it meets are visited and not entered.
type fieldWalk struct {
	plans *fieldPlans
	visit func(Object)
	seen  map[unsafe.Pointer]bool
}

func (w *fieldWalk) fields(v reflect.Value) {
	for i := range v.NumField() {
		w.value(v.Field(i))
	}
}

func (w *fieldWalk) value(v reflect.Value) {
	if !v.IsValid() || !w.plans.mayRefer(v.Type()) {
		return
	}
	t := v.Type()
	switch v.Kind() {
	case reflect.Struct:
		switch {
		case t == reflectObject:
			w.visit(Object{Ref: v.Field(0).UnsafePointer(), Bits: v.Field(1).Uint()})
		case !opaque(t):
			w.fields(v)
		}
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		p := v.UnsafePointer()
		if isObject(t.Elem()) {
			w.visit(Object{Ref: p})
			return
		}
		if opaque(t.Elem()) || w.seen[p] {
			return
		}
		if w.seen == nil {
			w.seen = map[unsafe.Pointer]bool{}
		}
		w.seen[p] = true
		w.value(v.Elem())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			w.value(it.Key())
			w.value(it.Value())
		}
	case reflect.Interface:
		if !v.IsNil() {
			w.value(v.Elem())
		}
	}
}
