package main

import (
	"fmt"
	"go/ast"
	"path"
	"strconv"
)

// goKind is what pybind knows of a Go type.
type goKind int

const (
	kindObject goKind = iota
	kindPointer
	kindThread
	kindModule
	kindInt
	kindInt32
	kindInt64
	kindUint // uint8 to uint64
	kindSliceIndex
	kindFloat64
	kindBool
	kindString
	kindRune
	kindBytes
	kindObjects
	kindError
)

// goType is the type of a Go parameter or result.
type goType struct {
	kind goKind
	pkg  string // import path of a pointer's type; "" for this package
	name string // type name behind a pointer; the type itself for integers
}

var basicKinds = map[string]goKind{
	"int": kindInt, "int32": kindInt32, "int64": kindInt64, "float64": kindFloat64, "bool": kindBool,
	"string": kindString, "rune": kindRune, "error": kindError,
	"uint8": kindUint, "byte": kindUint, "uint16": kindUint, "uint32": kindUint, "uint64": kindUint,
}

// resolve finds out what kind of type expr is in file f.
func (p *pkg) resolve(f *ast.File, expr ast.Expr) (goType, error) {
	bad := func() (goType, error) {
		return goType{}, fmt.Errorf("%s: no conversion for this type", p.fset.Position(expr.Pos()))
	}
	switch e := expr.(type) {
	case *ast.Ident:
		if k, ok := basicKinds[e.Name]; ok && !p.decls[e.Name] {
			name := e.Name
			if name == "byte" {
				name = "uint8"
			}
			return goType{kind: k, name: name}, nil
		}
		if p.isObjects {
			return p.objectsValue(e.Name, bad)
		}
		if a := p.aliases[e.Name]; a != "" {
			return p.objectsValue(a, bad)
		}
	case *ast.SelectorExpr:
		if p.importPath(f, e.X) == objectsPath {
			return p.objectsValue(e.Sel.Name, bad)
		}
	case *ast.ArrayType:
		if e.Len != nil {
			return bad()
		}
		if id, ok := e.Elt.(*ast.Ident); ok && id.Name == "byte" {
			return goType{kind: kindBytes}, nil
		}
		if t, err := p.resolve(f, e.Elt); err == nil && t.kind == kindObject {
			return goType{kind: kindObjects}, nil
		}
	case *ast.StarExpr:
		switch x := e.X.(type) {
		case *ast.Ident:
			if p.isObjects {
				return objectsPointer(goType{kind: kindPointer, name: x.Name}), nil
			}
			if a := p.aliases[x.Name]; a != "" {
				return objectsPointer(goType{kind: kindPointer, pkg: objectsPath, name: a}), nil
			}
			return goType{kind: kindPointer, name: x.Name}, nil
		case *ast.SelectorExpr:
			ipath := p.importPath(f, x.X)
			t := goType{kind: kindPointer, pkg: ipath, name: x.Sel.Name}
			if ipath == objectsPath {
				return objectsPointer(t), nil
			}
			if ipath != "" {
				return t, nil
			}
		}
	}
	return bad()
}

// objectsValue resolves a type of package objects that is not behind a pointer.
func (p *pkg) objectsValue(name string, bad func() (goType, error)) (goType, error) {
	switch name {
	case "Object":
		return goType{kind: kindObject}, nil
	case "SliceIndex":
		return goType{kind: kindSliceIndex}, nil
	}
	return bad()
}

func objectsPointer(t goType) goType {
	switch t.name {
	case "Thread":
		t.kind = kindThread
	case "Module":
		t.kind = kindModule
	}
	return t
}

// importPath returns the path that the package name x stands for in f, or "".
func (p *pkg) importPath(f *ast.File, x ast.Expr) string {
	id, ok := x.(*ast.Ident)
	if !ok {
		return ""
	}
	for _, imp := range f.Imports {
		ipath, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			continue
		}
		name := path.Base(ipath)
		if imp.Name != nil {
			name = imp.Name.Name
		}
		if name == id.Name {
			return ipath
		}
	}
	return ""
}
