package compile

import (
	"slices"
	"sort"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// BlockType says what kind of block an Entry of the symbol table describes.
type BlockType uint8

// The kinds of blocks, in the order of CPython's _Py_block_ty.
const (
	FunctionBlock BlockType = iota
	ClassBlock
	ModuleBlock
	AnnotationBlock
	TypeAliasBlock
	TypeParametersBlock
	TypeVariableBlock
)

// The flags of a symbol, with the values that Python's symtable module knows.
const (
	DefGlobal    = 1
	DefLocal     = 2
	DefParam     = 2 << 1
	DefNonlocal  = 2 << 2
	DefUse       = 2 << 3
	DefFreeClass = 2 << 5
	DefImport    = 2 << 6
	DefAnnot     = 2 << 7
	DefCompIter  = 2 << 8
	DefTypeParam = 2 << 9
	DefCompCell  = 2 << 10
	DefBound     = DefLocal | DefParam | DefImport | DefTypeParam
	// ScopeOffset is where the scope lies in a symbol's flags.
	ScopeOffset = 12
)

// The scopes of a name.
const (
	ScopeLocal          = 1
	ScopeGlobalExplicit = 2
	ScopeGlobalImplicit = 3
	ScopeFree           = 4
	ScopeCell           = 5
)

type comprehensionKind uint8

const (
	noComprehension comprehensionKind = iota
	listComprehension
	dictComprehension
	setComprehension
	generatorExpression
)

type directive struct {
	name string
	pos  *syntax.Pos
}

// Symbol is a name in a block with its flags and scope.
type Symbol struct {
	Name  string
	Flags int // Def… | scope<<ScopeOffset
}

// Entry is the symbol table of one block.
type Entry struct {
	Name     string
	Type     BlockType
	Nested   bool
	Lineno   int
	Children []*Entry
	Varnames []string // parameters

	symbols []*Symbol
	index   map[string]*Symbol
	pos     *syntax.Pos

	functionName    string // of an annotation block: its function
	directives      []directive
	mangledNames    map[string]bool // in a class's type parameters: the only names to mangle
	annotationBlock *Entry
	generator       bool
	coroutine       bool
	annotationsUsed bool
	comprehension   comprehensionKind
	compInlined     bool
	varargs         bool
	varkeywords     bool
	needsClass      bool // __class__ cell
	needsClassdict  bool
	compIterTarget  bool
	compIterExpr    int
	seesClassScope  bool
	condAnnotations bool
	inConditional   bool
	inUnevaluated   bool
	method          bool
	async           bool
	scopeInfo       string
	hasNamedExpr    bool
	onlyInlined     map[string]bool // names that only inlined comprehensions bind
}

// Symbols returns the block's names in the order of their first mention.
func (e *Entry) Symbols() []*Symbol { return e.symbols }

// functionLike reports whether the block's locals live in registers.
func (e *Entry) functionLike() bool {
	return e.Type != ClassBlock && e.Type != ModuleBlock
}

func (e *Entry) flags(name string) int {
	if s := e.index[name]; s != nil {
		return s.Flags
	}
	return 0
}

func (e *Entry) scope(name string) int { return e.flags(name) >> ScopeOffset }

func (e *Entry) set(name string, flags int) {
	if s := e.index[name]; s != nil {
		s.Flags = flags
		return
	}
	s := &Symbol{name, flags}
	e.index[name] = s
	e.symbols = append(e.symbols, s)
}

// names returns, sorted, the names that have the scope or one of the flags.
func (e *Entry) names(scope, flags int) []string {
	var r []string
	for _, s := range e.symbols {
		if s.Flags>>ScopeOffset == scope || s.Flags&flags != 0 {
			r = append(r, s.Name)
		}
	}
	sort.Strings(r)
	return r
}

// table builds the symbol table of a module.
type table struct {
	filename string
	blocks   map[any]*Entry
	stack    []*Entry
	cur      *Entry
	top      *Entry
	private  string
	future   code.Flags
	// futureLine is where the last of the __future__ imports is that may be.
	futureLine int
	topAwait   bool
}

// compileError carries an error through the recursion of the symbol table and the compiler; Compile recovers it.
type compileError struct{ err error }

func syntaxErrorAt(filename string, p *syntax.Pos, msg string) *syntax.Error {
	return &syntax.Error{Kind: syntax.SyntaxError, Msg: msg, Filename: filename, Lineno: p.Lineno, Offset: p.ColOffset + 1,
		EndLineno: p.EndLineno, EndOffset: p.EndColOffset + 1}
}

func (st *table) fail(p *syntax.Pos, msg string) {
	panic(compileError{bareErrorAt(st.filename, p, msg)})
}

// bareErrorAt makes an error of the symbol table, or about a __future__ import.
//
// CPython: Python/errors.c PyErr_RangedSyntaxLocationObject
func bareErrorAt(filename string, p *syntax.Pos, msg string) *syntax.Error {
	e := syntaxErrorAt(filename, p, msg)
	e.Bare = true
	return e
}

// SymbolTable analyses the scopes of a module and returns its top block.
func SymbolTable(mod syntax.Mod, filename string, opts Options) (top *Entry, err error) {
	defer recoverError(&err)
	checkDepth(mod)
	future, line, err := futureFlags(mod, filename)
	if err != nil {
		return nil, err
	}
	return buildTable(mod, filename, opts, future, line).top, nil
}

func buildTable(mod syntax.Mod, filename string, opts Options, future code.Flags, futureLine int) *table {
	st := &table{filename: filename, blocks: map[any]*Entry{}, future: opts.Flags | future, futureLine: futureLine, topAwait: opts.TopLevelAwait}
	st.enter("top", ModuleBlock, mod, &syntax.Pos{})
	st.top = st.cur
	switch m := mod.(type) {
	case *syntax.Module:
		st.stmts(m.Body)
	case *syntax.Interactive:
		st.stmts(m.Body)
	case *syntax.Expression:
		st.expr(m.Body)
	default:
		st.fail(&syntax.Pos{}, "this compiler does not handle FunctionTypes")
	}
	st.exit()
	st.analyzeBlock(st.top, nil, set{}, set{}, set{}, nil)
	return st
}

// mangle makes the name of a private variable of a class.
func mangle(private, name string) string {
	n := len(name)
	if private == "" || n < 2 || name[0] != '_' || name[1] != '_' || n >= 2 && name[n-1] == '_' && name[n-2] == '_' {
		return name
	}
	for i := 0; i < n; i++ {
		if name[i] == '.' {
			return name
		}
	}
	for private != "" && private[0] == '_' {
		private = private[1:]
	}
	if private == "" {
		return name
	}
	return "_" + private + name
}

// maybeMangle mangles name as seen from block e.
func maybeMangle(private string, e *Entry, name string) string {
	if e.mangledNames != nil && !e.mangledNames[name] {
		return name
	}
	return mangle(private, name)
}

func (st *table) newEntry(name string, t BlockType, key any, pos *syntax.Pos) *Entry {
	e := &Entry{Name: name, Type: t, index: map[string]*Symbol{}, pos: pos, Lineno: pos.Lineno}
	if st.cur != nil && t != ClassBlock {
		e.mangledNames = st.cur.mangledNames
	}
	if c := st.cur; c != nil && (c.Nested || c.functionLike()) {
		e.Nested = true
	}
	e.method = t == FunctionBlock && st.cur.Type == ClassBlock
	if key != nil {
		st.blocks[key] = e
	}
	return e
}

func (st *table) enter(name string, t BlockType, key any, pos *syntax.Pos) {
	st.enterExisting(st.newEntry(name, t, key, pos))
	if t == AnnotationBlock || t == TypeVariableBlock || t == TypeAliasBlock {
		st.cur.set(".format", DefParam)
		st.cur.Varnames = append(st.cur.Varnames, ".format")
		st.cur.set(".format", st.cur.flags(".format")|DefUse)
	}
}

func (st *table) enterExisting(e *Entry) {
	prev := st.cur
	if prev != nil {
		e.compIterExpr = prev.compIterExpr
	}
	st.stack = append(st.stack, e)
	st.cur = e
	if prev != nil {
		known := false
		for i := len(prev.Children) - 1; i >= 0 && !known && e.Type == AnnotationBlock; i-- {
			known = prev.Children[i] == e
		}
		if !known {
			prev.Children = append(prev.Children, e)
		}
	}
}

func (st *table) exit() {
	st.stack = st.stack[:len(st.stack)-1]
	st.cur = nil
	if n := len(st.stack); n > 0 {
		st.cur = st.stack[n-1]
	}
}

func (st *table) checkName(name string, pos *syntax.Pos, ctx syntax.ExprContext) {
	if name == "__debug__" {
		if ctx == syntax.Store {
			st.fail(pos, "cannot assign to __debug__")
		}
		if ctx == syntax.Del {
			st.fail(pos, "cannot delete __debug__")
		}
	}
}

func (st *table) addDef(name string, flag int, pos *syntax.Pos) {
	if flag&(DefParam|DefLocal|DefImport) != 0 {
		st.checkName(name, pos, syntax.Store)
	}
	if flag&DefTypeParam != 0 && st.cur.mangledNames != nil {
		st.cur.mangledNames[name] = true
	}
	st.addDefTo(st.cur, name, flag, pos)
}

func (st *table) addDefTo(e *Entry, name string, flag int, pos *syntax.Pos) {
	m := maybeMangle(st.private, st.cur, name)
	val := e.flags(m)
	if flag&DefParam != 0 && val&DefParam != 0 {
		st.fail(pos, "duplicate argument '"+name+"' in function definition")
	}
	if flag&DefTypeParam != 0 && val&DefTypeParam != 0 {
		st.fail(pos, "duplicate type parameter '"+name+"'")
	}
	val |= flag
	if e.compIterTarget && flag&(DefLocal|DefParam|DefImport) != 0 {
		if val&(DefGlobal|DefNonlocal) != 0 {
			st.fail(pos, "comprehension inner loop cannot rebind assignment expression target '"+name+"'")
		}
		val |= DefCompIter
	}
	e.set(m, val)
	if flag&DefParam != 0 {
		e.Varnames = append(e.Varnames, m)
	} else if flag&DefGlobal != 0 {
		st.top.set(m, st.top.flags(m)|flag)
	}
}

func (st *table) lookup(name string) int {
	return st.cur.flags(maybeMangle(st.private, st.cur, name))
}

type set map[string]bool

func (s set) addAll(o set) {
	for k := range o {
		s[k] = true
	}
}

func (s set) copy() set {
	r := make(set, len(s))
	r.addAll(s)
	return r
}

func (st *table) failDirective(e *Entry, name, msg string) {
	for _, d := range e.directives {
		if d.name == name {
			st.fail(d.pos, msg)
		}
	}
	st.fail(e.pos, msg)
}

func (st *table) analyzeName(e *Entry, scopes map[string]int, name string, flags int, bound, local, free, global, typeParams set, class *Entry) {
	switch {
	case flags&DefGlobal != 0:
		if flags&DefNonlocal != 0 {
			st.failDirective(e, name, "name '"+name+"' is nonlocal and global")
		}
		scopes[name] = ScopeGlobalExplicit
		global[name] = true
		delete(bound, name)
	case flags&DefNonlocal != 0:
		if bound == nil {
			st.failDirective(e, name, "nonlocal declaration not allowed at module level")
		}
		if !bound[name] {
			st.failDirective(e, name, "no binding for nonlocal '"+name+"' found")
		}
		if typeParams[name] {
			st.failDirective(e, name, "nonlocal binding not allowed for type parameter '"+name+"'")
		}
		scopes[name] = ScopeFree
		free[name] = true
	case flags&DefBound != 0:
		scopes[name] = ScopeLocal
		local[name] = true
		delete(global, name)
		if flags&DefTypeParam != 0 {
			typeParams[name] = true
		} else {
			delete(typeParams, name)
		}
	default:
		if class != nil && name != "__classdict__" {
			cf := class.flags(name)
			if cf&DefGlobal != 0 {
				scopes[name] = ScopeGlobalExplicit
				return
			}
			if cf&DefBound != 0 && cf&DefNonlocal == 0 {
				scopes[name] = ScopeGlobalImplicit
				return
			}
		}
		if bound[name] {
			scopes[name] = ScopeFree
			free[name] = true
			return
		}
		scopes[name] = ScopeGlobalImplicit
	}
}

// analyzeBlock decides the scope of every name of block e and of the blocks within. bound are the names bound in
// enclosing functions (nil for a module), free collects names that are free in e.
//
// CPython: Python/symtable.c analyze_block
func (st *table) analyzeBlock(e *Entry, bound, free, global, typeParams set, class *Entry) {
	local, newGlobal, newFree, newBound, inlinedCells := set{}, set{}, set{}, set{}, set{}
	scopes := make(map[string]int, len(e.symbols))
	if e.Type == ClassBlock {
		newGlobal.addAll(global)
		newBound.addAll(bound)
	}
	for _, s := range e.symbols {
		st.analyzeName(e, scopes, s.Name, s.Flags, bound, local, free, global, typeParams, class)
	}
	if e.Type != ClassBlock {
		if e.functionLike() {
			newBound.addAll(local)
		}
		newBound.addAll(bound)
		newGlobal.addAll(global)
	} else {
		newBound["__class__"] = true
		newBound["__classdict__"] = true
		newBound["__conditional_annotations__"] = true
	}
	inlined := false
	for _, c := range e.Children {
		var cls *Entry
		if c.seesClassScope {
			if e.Type == ClassBlock {
				cls = e
			} else {
				cls = class
			}
		}
		childFree := set{}
		st.analyzeBlock(c, newBound.copy(), childFree, newGlobal.copy(), typeParams.copy(), cls)
		if c.comprehension != noComprehension && !c.generator && !e.seesClassScope {
			st.inlineComprehension(e, c, scopes, childFree, inlinedCells)
			c.compInlined = true
			inlined = true
		}
		newFree.addAll(childFree)
	}
	if inlined {
		var children []*Entry
		for _, c := range e.Children {
			if c.compInlined {
				children = append(children, c.Children...)
			} else {
				children = append(children, c)
			}
		}
		e.Children = children
	}
	if e.functionLike() {
		for name, scope := range scopes {
			if scope == ScopeLocal && (newFree[name] || inlinedCells[name]) {
				scopes[name] = ScopeCell
				delete(newFree, name)
			}
		}
	} else if e.Type == ClassBlock {
		if newFree["__class__"] {
			e.needsClass = true
			delete(newFree, "__class__")
		}
		if newFree["__classdict__"] {
			e.needsClassdict = true
			delete(newFree, "__classdict__")
		}
		if newFree["__conditional_annotations__"] {
			e.condAnnotations = true
			delete(newFree, "__conditional_annotations__")
		}
	}
	for _, s := range e.symbols {
		s.Flags |= scopes[s.Name] << ScopeOffset
		if inlinedCells[s.Name] {
			s.Flags |= DefCompCell
		}
	}
	for _, name := range sortedKeys(newFree) {
		if s := e.index[name]; s != nil {
			if e.Type == ClassBlock || e.seesClassScope {
				s.Flags |= DefFreeClass
			}
			continue
		}
		if bound != nil && !bound[name] {
			continue
		}
		e.set(name, ScopeFree<<ScopeOffset)
	}
	free.addAll(newFree)
}

func sortedKeys(s set) []string {
	r := make([]string, 0, len(s))
	for k := range s {
		r = append(r, k)
	}
	sort.Strings(r)
	return r
}

// CPython: Python/symtable.c inline_comprehension
func (st *table) inlineComprehension(e, comp *Entry, scopes map[string]int, compFree, inlinedCells set) {
	for _, s := range slices.Clone(comp.symbols) {
		if s.Flags&DefParam != 0 {
			continue
		}
		scope := s.Flags >> ScopeOffset
		only := s.Flags & (1<<ScopeOffset - 1)
		if scope == ScopeCell || only&DefCompCell != 0 {
			inlinedCells[s.Name] = true
		}
		inChild := false
		for _, c := range comp.Children {
			inChild = inChild || c.scope(s.Name) == ScopeFree
		}
		if scope == ScopeFree && e.Type == ClassBlock {
			switch s.Name {
			case "__class__", "__classdict__", "__conditional_annotations__":
				if inChild {
					continue // the class will have the cell
				}
				scope = ScopeGlobalImplicit
				delete(compFree, s.Name)
				comp.symbols = slices.DeleteFunc(comp.symbols, func(o *Symbol) bool { return o == s })
				delete(comp.index, s.Name)
			}
		}
		if old := e.index[s.Name]; old == nil {
			scopes[s.Name] = scope
			e.set(s.Name, only)
			if e.onlyInlined == nil {
				e.onlyInlined = map[string]bool{}
			}
			e.onlyInlined[s.Name] = true
		} else if old.Flags&DefBound != 0 && e.Type != ClassBlock {
			if !inChild {
				delete(compFree, s.Name)
			}
		}
	}
}
