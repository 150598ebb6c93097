package objects

import (
	"reflect"
	"testing"
	"unsafe"
)

// staticTypes gives the built-in types of this package.
func staticTypes() []*Type {
	var all []*Type
	seen := map[*Type]bool{}
	var add func(t *Type)
	add = func(t *Type) {
		if seen[t] {
			return
		}
		seen[t] = true
		all = append(all, t)
		if subs := t.staticSubs.Load(); subs != nil {
			for _, s := range *subs {
				add(s)
			}
		}
	}
	add(&ObjectType)
	return all
}

// notTraversed are fields that refer to nothing that a program made, or that Traverse leaves out on purpose.
var notTraversed = map[string]bool{
	"Header": true, "attrs": true, // visited by the caller
	"first": true, "last": true, "node": true, // nodes of an OrderedDict, which are no objects
	"sentinel": true, // only there with the callable
	"static":   true, // a built-in type
	"Name":     true, // strs
}

// TestTraverseVisitsEveryField fills the fields of each type's struct one by one and sees whether Traverse visits what is there. Types
// without Traverse are walked over by reflection.
func TestTraverseVisitsEveryField(t *testing.T) {
	for _, typ := range staticTypes() {
		if typ.Slots.Traverse == nil || typ.Layout.of == nil || typ == &TypeType {
			continue
		}
		traverse := typ.Slots.Traverse
		eachReference(typ.Layout.of, 0, typ.Layout.of.Name(), func(name string, offset uintptr, field reflect.Type) {
			t.Run(typ.Name+"/"+name, func(t *testing.T) {
				defer func() {
					if p := recover(); p != nil {
						t.Skip("needs more than this field: ", p)
					}
				}()
				o := Object{Ref: typ.Layout.alloc()}
				(*Header)(o.Ref).Type = typ
				place := reflect.NewAt(field, unsafe.Add(o.Ref, offset)).Elem()
				var want unsafe.Pointer
				switch {
				case field == reflectObject:
					v := Of(NewList(nil))
					place.Set(reflect.ValueOf(v))
					want = v.Ref
				case field.Kind() == reflect.Slice:
					v := Of(NewList(nil))
					place.Set(reflect.ValueOf([]Object{v}))
					want = v.Ref
				default:
					p := reflect.New(field.Elem())
					place.Set(p)
					want = p.UnsafePointer()
					(*Header)(want).Type = &ObjectType
				}
				found := false
				traverse(o, func(c Object) { found = found || c.Ref == want })
				if !found {
					t.Errorf("%s: Traverse does not visit %s", typ.Name, name)
				}
			})
		})
	}
}

// eachReference calls f with the fields of a struct that refer to objects.
func eachReference(s reflect.Type, base uintptr, path string, f func(name string, offset uintptr, field reflect.Type)) {
	for i := range s.NumField() {
		field := s.Field(i)
		if notTraversed[field.Name] {
			continue
		}
		name, offset := path+"."+field.Name, base+field.Offset
		switch ft := field.Type; {
		case ft == reflectObject, ft == reflect.TypeFor[[]Object](), ft.Kind() == reflect.Pointer && isObject(ft.Elem()):
			f(name, offset, ft)
		case ft.Kind() == reflect.Struct && !opaque(ft):
			eachReference(ft, offset, name, f)
		}
	}
}
