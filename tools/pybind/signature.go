package main

import (
	"fmt"
	"strings"
)

// paramKind is the kind of a Python parameter.
type paramKind int

const (
	positionalOnly paramKind = iota
	positionalOrKeyword
	varPositional
	keywordOnly
	varKeyword
)

// param is one parameter of a Python signature.
type param struct {
	name       string
	kind       paramKind
	def        string // source of the default
	hasDefault bool
}

// nullDefaults are the defaults for which the Go function gets the zero Object or nil.
var nullDefaults = map[string]bool{"<unrepresentable>": true, "<missing>": true}

// noneOrMissing reports whether leaving p out is what giving None is, for slice bounds.
func (p param) noneOrMissing() bool { return p.def == "None" || nullDefaults[p.def] }

// parseSignature reads "name(params)"; the first of the parameters is self or cls if there is one.
func parseSignature(s string) (name string, params []param, err error) {
	open := strings.IndexByte(s, '(')
	if open < 0 || !strings.HasSuffix(s, ")") {
		return "", nil, fmt.Errorf("%q: want NAME(parameters)", s)
	}
	name = strings.TrimSpace(s[:open])
	for part := range strings.SplitSeq(name, ".") {
		if !isIdent(strings.ReplaceAll(part, "-", "_")) {
			return "", nil, fmt.Errorf("%q is not a name", name)
		}
	}
	parts, err := splitTop(s[open+1 : len(s)-1])
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", s, err)
	}
	params, err = parseParams(parts)
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", s, err)
	}
	return name, params, nil
}

func parseParams(parts []string) ([]param, error) {
	var params []param
	kind := positionalOrKeyword
	seenSlash, seenStar, bareStar := false, false, false
	seen := map[string]bool{}
	for i, part := range parts {
		switch {
		case part == "":
			if i == len(parts)-1 && i > 0 { // trailing comma
				continue
			}
			return nil, fmt.Errorf("empty parameter")
		case part == "/":
			if seenSlash || seenStar || len(params) == 0 {
				return nil, fmt.Errorf("misplaced /")
			}
			seenSlash = true
			for j := range params {
				params[j].kind = positionalOnly
			}
			continue
		case part == "*":
			if seenStar {
				return nil, fmt.Errorf("misplaced *")
			}
			seenStar, bareStar = true, true
			kind = keywordOnly
			continue
		}
		if n := len(params); n > 0 && params[n-1].kind == varKeyword {
			return nil, fmt.Errorf("parameter after **%s", params[n-1].name)
		}
		p := param{kind: kind}
		switch {
		case strings.HasPrefix(part, "**"):
			p.kind, p.name = varKeyword, part[2:]
		case strings.HasPrefix(part, "*"):
			if seenStar {
				return nil, fmt.Errorf("misplaced %s", part)
			}
			seenStar = true
			p.kind, p.name = varPositional, part[1:]
			kind = keywordOnly
		default:
			name, def, ok := strings.Cut(part, "=")
			p.name, p.def, p.hasDefault = strings.TrimSpace(name), strings.TrimSpace(def), ok
			if ok && p.def == "" {
				return nil, fmt.Errorf("%s: no default after =", p.name)
			}
			if n := len(params); !ok && kind != keywordOnly && n > 0 && params[n-1].hasDefault {
				return nil, fmt.Errorf("%s without default follows one with", p.name)
			}
			bareStar = false
		}
		if !isIdent(p.name) {
			return nil, fmt.Errorf("%q is not a parameter name", p.name)
		}
		if seen[p.name] {
			return nil, fmt.Errorf("parameter %s twice", p.name)
		}
		seen[p.name] = true
		params = append(params, p)
	}
	if bareStar {
		return nil, fmt.Errorf("nothing after *")
	}
	return params, nil
}

func isIdent(s string) bool {
	for i, c := range s {
		if c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// splitTop splits at the commas outside brackets and quotes. An empty list has no parts.
func splitTop(s string) ([]string, error) {
	if strings.TrimSpace(s) == "" {
		return nil, nil
	}
	var parts []string
	start, depth := 0, 0
	var quote byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '(' || c == '[' || c == '{' || c == '<':
			depth++
		case c == ')' || c == ']' || c == '}' || c == '>':
			depth--
		case c == ',' && depth == 0:
			parts = append(parts, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
		if depth < 0 {
			return nil, fmt.Errorf("unbalanced brackets")
		}
	}
	if quote != 0 || depth != 0 {
		return nil, fmt.Errorf("unbalanced brackets or quotes")
	}
	return append(parts, strings.TrimSpace(s[start:])), nil
}

// textSignature returns the __text_signature__ for params, which do not include self;
// bound is "$self", "$type", "$module" or empty.
func textSignature(bound string, params []param) string {
	var out []string
	if bound != "" {
		out = append(out, bound)
	}
	slash := len(params) > 0 && params[0].kind == positionalOnly
	if bound != "" && !slash {
		out = append(out, "/")
	}
	star := false
	for i, p := range params {
		if slash && p.kind != positionalOnly {
			out, slash = append(out, "/"), false
		}
		text := p.name
		switch p.kind {
		case varPositional:
			text, star = "*"+text, true
		case varKeyword:
			text = "**" + text
		case keywordOnly:
			if !star {
				out, star = append(out, "*"), true
			}
		}
		if p.hasDefault {
			if p.def == "<missing>" {
				return ""
			}
			text += "=" + p.def
		}
		out = append(out, text)
		if slash && i == len(params)-1 {
			out = append(out, "/")
		}
	}
	return "(" + strings.Join(out, ", ") + ")"
}

// camel turns a Python name into the tail of a Go one: list_iterator to ListIterator, __enter__ to Enter.
func camel(name string) string {
	var b strings.Builder
	up := true
	for _, c := range name {
		if c == '_' || c == '.' || c == '-' {
			up = true
			continue
		}
		if up && c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		up = false
		b.WriteRune(c)
	}
	return b.String()
}

// lowerFirst lower-cases the leading capitals of a Go name as initialisms want it: BytesIO to bytesIO,
// IOBase to ioBase.
func lowerFirst(name string) string {
	n := 0
	for n < len(name) && name[n] >= 'A' && name[n] <= 'Z' {
		n++
	}
	if n > 1 && n < len(name) {
		n--
	}
	return strings.ToLower(name[:n]) + name[n:]
}
