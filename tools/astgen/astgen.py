#!/usr/bin/env python3
"""Writes vm/syntax/ast_gen.go from the rows below.

Each row is one node class of Python's ast module: its name, then its fields in
Python's order. A field is name:type, where a type ending in ? may be None, in *
is a list, and in ?* is a list that may hold None. Classes that share a base sit
under its heading; headings marked + carry source positions.
"""

import subprocess
import sys

ROWS = """
mod
    Module       body:stmt* type_ignores:type_ignore*
    Interactive  body:stmt*
    Expression   body:expr
    FunctionType argtypes:expr* returns:expr
stmt +
    FunctionDef      name:identifier args:arguments body:stmt* decorator_list:expr* returns:expr? type_comment:string? type_params:type_param*
    AsyncFunctionDef name:identifier args:arguments body:stmt* decorator_list:expr* returns:expr? type_comment:string? type_params:type_param*
    ClassDef         name:identifier bases:expr* keywords:keyword* body:stmt* decorator_list:expr* type_params:type_param*
    Return           value:expr?
    Delete           targets:expr*
    Assign           targets:expr* value:expr type_comment:string?
    TypeAlias        name:expr type_params:type_param* value:expr
    AugAssign        target:expr op:operator value:expr
    AnnAssign        target:expr annotation:expr value:expr? simple:int
    For              target:expr iter:expr body:stmt* orelse:stmt* type_comment:string?
    AsyncFor         target:expr iter:expr body:stmt* orelse:stmt* type_comment:string?
    While            test:expr body:stmt* orelse:stmt*
    If               test:expr body:stmt* orelse:stmt*
    With             items:withitem* body:stmt* type_comment:string?
    AsyncWith        items:withitem* body:stmt* type_comment:string?
    Match            subject:expr cases:match_case*
    Raise            exc:expr? cause:expr?
    Try              body:stmt* handlers:excepthandler* orelse:stmt* finalbody:stmt*
    TryStar          body:stmt* handlers:excepthandler* orelse:stmt* finalbody:stmt*
    Assert           test:expr msg:expr?
    Import           names:alias*
    ImportFrom       module:identifier? names:alias* level:int?
    Global           names:identifier*
    Nonlocal         names:identifier*
    Expr             value:expr
    Pass
    Break
    Continue
expr +
    BoolOp         op:boolop values:expr*
    NamedExpr      target:expr value:expr
    BinOp          left:expr op:operator right:expr
    UnaryOp        op:unaryop operand:expr
    Lambda         args:arguments body:expr
    IfExp          test:expr body:expr orelse:expr
    Dict           keys:expr?* values:expr*
    Set            elts:expr*
    ListComp       elt:expr generators:comprehension*
    SetComp        elt:expr generators:comprehension*
    DictComp       key:expr value:expr generators:comprehension*
    GeneratorExp   elt:expr generators:comprehension*
    Await          value:expr
    Yield          value:expr?
    YieldFrom      value:expr
    Compare        left:expr ops:cmpop* comparators:expr*
    Call           func:expr args:expr* keywords:keyword*
    FormattedValue value:expr conversion:int format_spec:expr?
    Interpolation  value:expr str:constant conversion:int format_spec:expr?
    JoinedStr      values:expr*
    TemplateStr    values:expr*
    Constant       value:constant kind:string?
    Attribute      value:expr attr:identifier ctx:expr_context
    Subscript      value:expr slice:expr ctx:expr_context
    Starred        value:expr ctx:expr_context
    Name           id:identifier ctx:expr_context
    List           elts:expr* ctx:expr_context
    Tuple          elts:expr* ctx:expr_context
    Slice          lower:expr? upper:expr? step:expr?
pattern +
    MatchValue     value:expr
    MatchSingleton value:constant
    MatchSequence  patterns:pattern*
    MatchMapping   keys:expr* patterns:pattern* rest:identifier?
    MatchClass     cls:expr patterns:pattern* kwd_attrs:identifier* kwd_patterns:pattern*
    MatchStar      name:identifier?
    MatchAs        pattern:pattern? name:identifier?
    MatchOr        patterns:pattern*
type_param +
    TypeVar      name:identifier bound:expr? default_value:expr?
    ParamSpec    name:identifier default_value:expr?
    TypeVarTuple name:identifier default_value:expr?
excepthandler + alone
    ExceptHandler type:expr? name:identifier? body:stmt*
type_ignore alone
    TypeIgnore lineno:int tag:string
comprehension product
    comprehension target:expr iter:expr ifs:expr* is_async:int
arguments product
    arguments posonlyargs:arg* args:arg* vararg:arg? kwonlyargs:arg* kw_defaults:expr?* kwarg:arg? defaults:expr*
arg + product
    arg arg:identifier annotation:expr? type_comment:string?
keyword + product
    keyword arg:identifier? value:expr
alias + product
    alias name:identifier asname:identifier?
withitem product
    withitem context_expr:expr optional_vars:expr?
match_case product
    match_case pattern:pattern guard:expr? body:stmt*
"""

# Enumerations: Python's base class, the Go type, a prefix for its constants
# (empty where the bare names are free), the members in order.
ENUMS = [
    ("operator", "Operator", "Op", "Add Sub Mult MatMult Div Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv"),
    ("unaryop", "UnaryOperator", "Unary", "Invert Not UAdd USub"),
    ("boolop", "BoolOperator", "Bool", "And Or"),
    ("cmpop", "CmpOperator", "Cmp", "Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn"),
    ("expr_context", "ExprContext", "", "Load Store Del"),
]

BASES = {"mod": "Mod", "stmt": "Stmt", "expr": "Expr", "pattern": "Pattern", "type_param": "TypeParam"}
SCALARS = {"identifier": "string", "string": "string", "int": "int", "constant": "any"}
RENAMED = {
    "Expr": "ExprStmt",  # Expr is the interface of expressions
    "withitem": "WithItem",
}


def camel(name):
    """The Go name of a field."""
    if name == "id":
        return "ID"
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


class Node:
    """One row: a class of Python's ast module."""

    def __init__(self, base, flags, line):
        name, *fields = line.split()
        self.name = name
        self.go = RENAMED.get(name, camel(name))
        self.base = base
        self.positioned = "+" in flags
        self.product = "product" in flags
        self.fields = []
        for field in fields:
            fname, ftype = field.split(":")
            seq = ftype.endswith("*")
            ftype = ftype.rstrip("*")
            opt = ftype.endswith("?")
            self.fields.append((fname, camel(fname), ftype.rstrip("?"), opt, seq))


def parse_rows():
    """Every row as a Node."""
    nodes, base, flags = [], None, ()
    for line in ROWS.splitlines():
        if not line:
            continue
        if not line.startswith(" "):
            base, *flags = line.split()
        else:
            nodes.append(Node(base, flags, line))
    return nodes


def main(path):
    """Write the Go file."""
    nodes = parse_rows()
    enums = {py: go for py, go, _, _ in ENUMS}
    classes = {n.base: n.go for n in nodes if n.base not in BASES}

    def gotype(ftype):
        if ftype in SCALARS:
            return SCALARS[ftype]
        if ftype in enums:
            return enums[ftype]
        if ftype in BASES:
            return BASES[ftype]
        return "*" + classes[ftype]

    out = []
    w = out.append
    w("// Code generated by tools/astgen/astgen.py; DO NOT EDIT.\n\npackage syntax\n")
    for py, go, prefix, members in ENUMS:
        w(f"// {go} is Python's ast.{py}.\ntype {go} uint8\n")
        w(f"// The members of ast.{py}.\nconst (")
        for i, m in enumerate(members.split()):
            w(f"\t{prefix}{m}" + (f" {go} = iota" if i == 0 else ""))
        w(")\n")
        names = ", ".join(f'"{m}"' for m in members.split())
        table = go[0].lower() + go[1:] + "Names"
        w(f"var {table} = [...]string{{{names}}}\n")
        w(
            f"// String returns the name of the class in Python's ast module.\nfunc (op {go}) String() string {{ return {table}[op] }}\n"
        )
    w("// NodeKind identifies the class of a Node.\ntype NodeKind uint8\n")
    w("// The kinds of nodes.\nconst (")
    for i, n in enumerate(nodes):
        w(f"\tKind{n.go}" + (" NodeKind = iota" if i == 0 else ""))
    w("\n\tNumNodeKinds\n)\n")
    for py, go in BASES.items():
        positioned = any(n.base == py and n.positioned for n in nodes)
        w(f"// {go} is a node of Python's ast.{py}.\ntype {go} interface {{\n\tNode")
        if positioned:
            w("\t// Position returns the node's place in the source.\n\tPosition() *Pos")
        w(f"\tis{go}()\n}}\n")
    for n in nodes:
        w(f"// {n.go} is Python's ast.{n.name}.\ntype {n.go} struct {{")
        if n.positioned:
            w("\tPos")
        for _, go, ftype, opt, seq in n.fields:
            t = ("[]" if seq else "") + gotype(ftype)
            note = ""
            if opt and seq:
                note = " // elements may be nil"
            elif opt and t == "string":
                note = ' // "" for None'
            elif opt and t != "int":
                note = " // may be nil"
            w(f"\t{go} {t}{note}")
        w("}\n")
        if n.base in BASES:
            w(f"func (*{n.go}) is{BASES[n.base]}() {{}}\n")
        w(f"// NodeKind returns Kind{n.go}.\nfunc (*{n.go}) NodeKind() NodeKind {{ return Kind{n.go} }}\n")
        w(f"// Field returns field i, in the order of Python's _fields.\nfunc (n *{n.go}) Field(i int) any {{")
        if n.fields:
            w("\tswitch i {")
            for i, (_, go, ftype, opt, seq) in enumerate(n.fields):
                w(f"\tcase {i}:")
                if opt and not seq and ftype in classes:
                    w(f"\t\tif n.{go} == nil {{\n\t\t\treturn nil\n\t\t}}")
                w(f"\t\treturn n.{go}")
            w("\t}")
        w("\treturn nil\n}\n")
        w(
            f"// SetField sets field i and reports whether v had the field's Go type.\nfunc (n *{n.go}) SetField(i int, v any) bool {{"
        )
        if n.fields:
            w("\tok := false\n\tswitch i {")
            for i, (_, go, ftype, opt, seq) in enumerate(n.fields):
                if ftype == "constant":
                    w(f"\tcase {i}:\n\t\tn.{go}, ok = v, true")
                else:
                    t = ("[]" if seq else "") + gotype(ftype)
                    w(f"\tcase {i}:\n\t\tn.{go}, ok = v.({t})")
                    if opt and not seq and ftype not in SCALARS:
                        w("\t\tok = ok || v == nil")
            w("\t}\n\treturn ok\n}\n")
        else:
            w("\treturn false\n}\n")
        w(f"func (n *{n.go}) eachChild(f func(Node)) {{")
        for _, go, ftype, opt, seq in n.fields:
            if ftype in SCALARS or ftype in enums:
                continue
            if seq and opt:
                w(f"\tfor _, c := range n.{go} {{\n\t\tif c != nil {{\n\t\t\tf(c)\n\t\t}}\n\t}}")
            elif seq:
                w(f"\tfor _, c := range n.{go} {{\n\t\tf(c)\n\t}}")
            else:
                w(f"\tif n.{go} != nil {{\n\t\tf(n.{go})\n\t}}")
        w("}\n")
    w("// NewNode returns an empty node of the given kind.\nfunc NewNode(kind NodeKind) Node {\n\tswitch kind {")
    for n in nodes:
        w(f"\tcase Kind{n.go}:\n\t\treturn new({n.go})")
    w("\t}\n\treturn nil\n}\n")
    w("var nodeInfos = [NumNodeKinds]NodeInfo{")
    for n in nodes:
        base = "" if n.product else n.base
        w(
            f'\tKind{n.go}: {{Name: "{n.name}", Base: "{base}", Positioned: {str(n.positioned).lower()}, Fields: []FieldInfo{{'
        )
        for fname, _, ftype, opt, seq in n.fields:
            parts = f'Name: "{fname}", Type: "{ftype}"'
            if opt:
                parts += ", Opt: true"
            if seq:
                parts += ", Seq: true"
            w(f"\t\t{{{parts}}},")
        w("\t}},")
    w("}")
    text = subprocess.run(["gofmt"], input="\n".join(out) + "\n", text=True, stdout=subprocess.PIPE, check=True).stdout
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


if __name__ == "__main__":
    main(sys.argv[1])
