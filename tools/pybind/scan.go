package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// objectsPath is the import path of the package whose types binders speak.
const objectsPath = "github.com/gophersnake/gophersnake/objects"

// role says what a directive makes of a Go function.
type role int

const (
	methodRole role = iota
	classMethodRole
	staticMethodRole
	functionRole
	newRole
	initRole
	getRole
	setRole
)

var roles = map[string]role{
	"def": methodRole, "classmethod": classMethodRole, "staticmethod": staticMethodRole,
	"new": newRole, "init": initRole, "get": getRole, "set": setRole,
}

// binding is one directive on one Go function.
type binding struct {
	pos    token.Position
	role   role
	typ    string // Python type, "" for module functions
	name   string // Python name of the function or attribute; for new and init the type's
	module string // module functions: the module
	params []param
	doc    string
	borrow bool
	nosig  bool
	sig    string // text signature that replaces the parameters'
	python bool
	vector bool
	fn     *goFunc
}

// goFunc is the Go function behind a binding.
type goFunc struct {
	expr    string // how it is called: "listAppend" or "(*List).append"
	params  []goType
	results []goType
}

// pyType is what is known of a Python type.
type pyType struct {
	goVar string // its type object
}

// pkg is a scanned package.
type pkg struct {
	fset      *token.FileSet
	name      string
	isObjects bool
	module    string // of the package
	bindings  []*binding
	types     map[string]*pyType // by Python name, from py:type
	structs   map[string]string  // Go struct to Python name, from py:type
	decls     map[string]bool    // package-level Go names
	aliases   map[string]string  // names declared as aliases of types of package objects
	imports   map[string]string  // import paths used by parameter types, to their local names
	errs      []error
}

func (p *pkg) errorf(pos token.Pos, format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s: %s", p.fset.Position(pos), fmt.Sprintf(format, args...)))
}

// scan reads the directives of the package in dir.
func scan(dir string) (*pkg, error) {
	p := &pkg{
		fset:    token.NewFileSet(),
		types:   map[string]*pyType{},
		structs: map[string]string{},
		decls:   map[string]bool{},
		imports: map[string]string{},
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var files []*ast.File
	for _, name := range names {
		base := filepath.Base(name)
		if base == output || strings.HasSuffix(base, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(p.fset, base, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		if f.Name.Name == "main" && hasIgnoreTag(f) || strings.HasSuffix(f.Name.Name, "_test") {
			continue
		}
		if constrained(base, f) {
			if d := anyDirective(f); d != nil {
				p.errorf(d.Pos(), "directive in a file with build constraints")
			}
			p.declare(f)
			continue
		}
		p.declare(f)
		files = append(files, f)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no Go files in %s", dir)
	}
	p.name = files[0].Name.Name
	p.isObjects = p.name == "objects" && inObjects(dir)
	p.module = p.name
	python := false
	for _, f := range files {
		for _, d := range directives(f.Doc) {
			switch d.verb {
			case "module":
				p.module = d.rest
			case "python":
				python = true
			}
		}
	}
	for _, f := range files {
		p.scanTypes(f)
	}
	for _, f := range files {
		p.scanFuncs(f, python)
	}
	p.check()
	if len(p.errs) > 0 {
		return nil, errors.Join(p.errs...)
	}
	return p, nil
}

func inObjects(dir string) bool {
	abs, err := filepath.Abs(dir)
	return err == nil && filepath.Base(abs) == "objects"
}

func hasIgnoreTag(f *ast.File) bool {
	for _, g := range f.Comments {
		for _, c := range g.List {
			if c.Pos() < f.Package && strings.HasPrefix(c.Text, "//go:build ignore") {
				return true
			}
		}
	}
	return false
}

// constrained reports whether a file is left out of some builds.
func constrained(base string, f *ast.File) bool {
	for _, g := range f.Comments {
		for _, c := range g.List {
			if c.Pos() < f.Package && strings.HasPrefix(c.Text, "//go:build ") {
				return true
			}
		}
	}
	return platformSuffix.MatchString(base)
}

// platformSuffix finds the file name suffixes of operating systems and architectures.
var platformSuffix = regexp.MustCompile(`_(linux|darwin|windows|freebsd|netbsd|openbsd|solaris|aix|plan9|js|wasip1|unix|` +
	`amd64|arm64|386|arm|riscv64|ppc64|ppc64le|mips|s390x|wasm|loong64)\.go$`)

// declare notes the package-level names of f.
func (p *pkg) declare(f *ast.File) {
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				p.decls[d.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					p.decls[s.Name.Name] = true
					if sel, ok := s.Type.(*ast.SelectorExpr); ok && s.Assign.IsValid() && p.importPath(f, sel.X) == objectsPath {
						if p.aliases == nil {
							p.aliases = map[string]string{}
						}
						p.aliases[s.Name.Name] = sel.Sel.Name
					}
				case *ast.ValueSpec:
					for _, n := range s.Names {
						p.decls[n.Name] = true
					}
				}
			}
		}
	}
}

// directive is one "//py:verb rest" line.
type directive struct {
	pos  token.Pos
	verb string
	rest string
}

func (d directive) Pos() token.Pos { return d.pos }

func directives(groups ...*ast.CommentGroup) []directive {
	var out []directive
	for _, g := range groups {
		if g == nil {
			continue
		}
		for _, c := range g.List {
			text, ok := strings.CutPrefix(c.Text, "//py:")
			if !ok {
				continue
			}
			verb, rest, _ := strings.Cut(text, " ")
			out = append(out, directive{c.Pos(), strings.TrimSpace(verb), strings.TrimSpace(rest)})
		}
	}
	return out
}

func anyDirective(f *ast.File) *directive {
	if ds := directives(f.Comments...); len(ds) > 0 {
		return &ds[0]
	}
	return nil
}

// scanTypes reads the py:type directives of f.
func (p *pkg) scanTypes(f *ast.File) {
	onStruct := map[*ast.CommentGroup]string{}
	for _, decl := range f.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok || d.Tok != token.TYPE {
			continue
		}
		for _, spec := range d.Specs {
			s := spec.(*ast.TypeSpec)
			doc := s.Doc
			if doc == nil && len(d.Specs) == 1 {
				doc = d.Doc
			}
			if doc != nil {
				onStruct[doc] = s.Name.Name
			}
		}
	}
	for _, g := range f.Comments {
		for _, d := range directives(g) {
			if d.verb != "type" {
				continue
			}
			pyName, goVar, _ := strings.Cut(d.rest, " ")
			goVar = strings.TrimSpace(goVar)
			if pyName == "" {
				p.errorf(d.pos, "py:type without a name")
				continue
			}
			if name, ok := onStruct[g]; ok {
				if goVar == "" {
					goVar = p.typeVar(name)
				}
				p.structs[name] = pyName
			}
			if goVar == "" {
				p.errorf(d.pos, "no type object for %s: want a variable FooType or fooType for struct Foo, or py:type %s VAR", pyName, pyName)
				continue
			}
			p.types[pyName] = &pyType{goVar: goVar}
		}
	}
}

// typeVar returns the declared variable FooType or fooType for Foo, or "".
func (p *pkg) typeVar(name string) string {
	for _, v := range []string{strings.ToUpper(name[:1]) + name[1:] + "Type", lowerFirst(name) + "Type", name + "Type"} {
		if p.decls[v] {
			return v
		}
	}
	return ""
}

// asFunc returns the declared function AsFoo or asFoo for Foo, or "".
func (p *pkg) asFunc(name string) string {
	tail := strings.ToUpper(name[:1]) + name[1:]
	if p.decls["As"+tail] {
		return "As" + tail
	}
	if _, ok := p.structs[name]; ok || p.decls["as"+tail] {
		return "as" + tail
	}
	return ""
}

// pyTypeVar returns the type object's variable for a Python type, or "".
func (p *pkg) pyTypeVar(pyName string) string {
	if t := p.types[pyName]; t != nil {
		return t.goVar
	}
	name := camel(pyName)
	for _, v := range slices.Sorted(maps.Keys(p.decls)) {
		if strings.EqualFold(v, name+"Type") || strings.EqualFold(v, "Exc"+name) {
			return v
		}
	}
	return ""
}

// scanFuncs reads the directives on the functions of f.
func (p *pkg) scanFuncs(f *ast.File, python bool) {
	module := p.module
	onFunc := map[*ast.CommentGroup]bool{f.Doc: true}
	for _, decl := range f.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Doc != nil {
			onFunc[fn.Doc] = true
		}
	}
	for _, g := range f.Comments {
		for _, d := range directives(g) {
			switch {
			case d.verb == "module" && g != f.Doc:
				module = d.rest
			case d.verb == "type", d.verb == "module", onFunc[g]:
			default:
				p.errorf(d.pos, "py:%s belongs in the doc comment of a function", d.verb)
			}
		}
	}
	for _, d := range directives(f.Doc) {
		if d.verb != "module" && d.verb != "python" && d.verb != "type" {
			p.errorf(d.pos, "py:%s belongs in the doc comment of a function", d.verb)
		}
	}
	for _, decl := range f.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Doc == nil {
			continue
		}
		p.scanFunc(f, fn, module, python)
	}
}

func (p *pkg) scanFunc(f *ast.File, fn *ast.FuncDecl, module string, python bool) {
	base := binding{python: python}
	var found []*binding
	for _, d := range directives(fn.Doc) {
		switch d.verb {
		case "borrow":
			base.borrow = true
		case "nosig":
			base.nosig = true
		case "vectorcall":
			base.vector = true
		case "sig":
			base.sig = d.rest
		case "python":
			base.python = true
		case "type", "module":
			p.errorf(d.pos, "py:%s does not belong on a function", d.verb)
		default:
			r, ok := roles[d.verb]
			if !ok {
				p.errorf(d.pos, "unknown directive py:%s", d.verb)
				continue
			}
			b := &binding{pos: p.fset.Position(d.pos), role: r}
			if err := b.parse(d.rest, module); err != nil {
				p.errorf(d.pos, "%v", err)
				continue
			}
			found = append(found, b)
		}
	}
	if len(found) == 0 {
		return
	}
	goFn, err := p.goFunc(f, fn)
	if err != nil {
		p.errorf(fn.Pos(), "%v", err)
		return
	}
	for _, b := range found {
		b.borrow, b.nosig, b.sig, b.python, b.vector = base.borrow, base.nosig, base.sig, base.python, base.vector
		b.fn, b.doc = goFn, docstring(fn)
		p.bindings = append(p.bindings, b)
	}
}

// parse reads the part of a directive behind its verb.
func (b *binding) parse(rest, module string) error {
	if b.role == getRole || b.role == setRole {
		i := strings.LastIndexByte(rest, '.')
		if i < 0 || !isIdent(rest[i+1:]) {
			return fmt.Errorf("%q: want TYPE.NAME", rest)
		}
		b.typ, b.name = rest[:i], rest[i+1:]
		return nil
	}
	full, params, err := parseSignature(rest)
	if err != nil {
		return err
	}
	b.name = full
	switch b.role {
	case newRole, initRole:
		b.typ = full
	default:
		if i := strings.LastIndexByte(full, '.'); i >= 0 {
			b.typ, b.name = full[:i], full[i+1:]
		} else if b.role != methodRole {
			return fmt.Errorf("%s: want TYPE.NAME", full)
		} else {
			b.role, b.module = functionRole, module
		}
	}
	b.params = params
	if b.role == functionRole || b.role == staticMethodRole {
		return nil
	}
	want := "self"
	if b.role == classMethodRole || b.role == newRole {
		want = "cls"
	}
	if len(params) == 0 || params[0].name != want || params[0].hasDefault || params[0].kind > positionalOrKeyword {
		return fmt.Errorf("%s: the first parameter is %s", full, want)
	}
	b.params = params[1:]
	return nil
}

// goFunc describes fn, a method's receiver as its first or second parameter.
func (p *pkg) goFunc(f *ast.File, fn *ast.FuncDecl) (*goFunc, error) {
	if fn.Type.TypeParams != nil {
		return nil, fmt.Errorf("%s is generic", fn.Name.Name)
	}
	g := &goFunc{expr: fn.Name.Name}
	params, err := p.fields(f, fn.Type.Params)
	if err != nil {
		return nil, err
	}
	if fn.Recv != nil {
		recv, err := p.fields(f, fn.Recv)
		if err != nil {
			return nil, err
		}
		if recv[0].kind != kindPointer {
			return nil, fmt.Errorf("receiver of %s is not a pointer", fn.Name.Name)
		}
		g.expr = "(*" + recv[0].name + ")." + fn.Name.Name
		params = append(recv, params...)
	}
	g.params = params
	g.results, err = p.fields(f, fn.Type.Results)
	return g, err
}

func (p *pkg) fields(f *ast.File, list *ast.FieldList) ([]goType, error) {
	if list == nil {
		return nil, nil
	}
	var out []goType
	for _, field := range list.List {
		t, err := p.resolve(f, field.Type)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
		for range len(field.Names) - 1 {
			out = append(out, t)
		}
	}
	return out, nil
}

// docstring makes the Python docstring of a doc comment.
func docstring(fn *ast.FuncDecl) string {
	var lines []string
	skip := false
	for line := range strings.SplitSeq(fn.Doc.Text(), "\n") {
		if strings.HasPrefix(line, "CPython:") || strings.HasPrefix(line, "Differs:") {
			skip = true
		} else if strings.TrimSpace(line) == "" {
			skip = false
		}
		if !skip {
			lines = append(lines, line)
		}
	}
	text := strings.TrimSpace(strings.Join(lines, "\n"))
	if rest, ok := strings.CutPrefix(text, fn.Name.Name+" "); ok && rest != "" {
		text = strings.ToUpper(rest[:1]) + rest[1:]
	}
	return text
}

// check finds what is wrong with the bindings as a whole.
func (p *pkg) check() {
	seen := map[string]bool{}
	getters := map[string]bool{}
	for _, b := range p.bindings {
		key := b.typ + "." + b.name
		switch b.role {
		case functionRole:
			key = b.module + ":" + b.name
		case newRole, initRole, setRole:
			key += " " + strconv.Itoa(int(b.role))
		case getRole:
			getters[key] = true
		}
		if seen[key] {
			p.errs = append(p.errs, fmt.Errorf("%s: %s is bound twice", b.pos, strings.TrimLeft(key, ".")))
		}
		seen[key] = true
	}
	for _, b := range p.bindings {
		if b.role == setRole && !getters[b.typ+"."+b.name] {
			p.errs = append(p.errs, fmt.Errorf("%s: py:set %s.%s has no py:get", b.pos, b.typ, b.name))
		}
	}
}
