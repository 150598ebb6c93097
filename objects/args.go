package objects

import "strings"

// ArgSpec describes how a native function takes its arguments. Package tools/pybind writes one for each, and code that
// handles the common cases by itself and turns to the ArgSpec for keywords and errors. It is never changed.
type ArgSpec struct {
	Name     string   // "append", the type's for a constructor; as messages of functions with several parameters have it
	Qualname string   // "list.append" or "math.sqrt", as messages of the others have it
	Params   []string // names: positional-only, positional or keyword, keyword-only; not *args and **kw
	PosOnly  int      // positional-only parameters
	MinPos   int      // required among those that can be given by position
	MaxPos   int      // parameters that can be given by position
	MinKw    int      // required keyword-only parameters
	Required uint64   // bit i: keyword-only parameter i is required (where Python is set)
	Bound    int      // 1 if messages count self (where Python is set)

	Single      bool // the one parameter of a function that takes nothing else
	VarArgs     bool // there is *args
	VarKeywords bool // there is **kw
	Constructor bool // a type's __new__ or __init__
	Vectorcall  bool // too many positional arguments are worded as a vectorcall does
	Python      bool // behaves as a function written in Python
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// noKeywords is the TypeError for a function that takes no keywords and got some.
func (s *ArgSpec) noKeywords(t *Thread) error {
	return TypeErrorf(t, "%s() takes no keyword arguments", s.Qualname)
}

// NoArgs checks the arguments of a function without parameters.
//
// CPython: Objects/methodobject.c cfunction_vectorcall_NOARGS
func (s *ArgSpec) NoArgs(t *Thread, args []Object, kwnames *Tuple) error {
	if kwCount(kwnames) != 0 {
		return s.noKeywords(t)
	}
	switch {
	case len(args) == 0:
		return nil
	case s.Constructor:
		return TypeErrorf(t, "%s() takes no positional arguments", s.Name)
	}
	return TypeErrorf(t, "%s() takes no arguments (%d given)", s.Qualname, len(args))
}

// OneArg checks the arguments of a function with exactly one positional-only parameter.
//
// CPython: Objects/methodobject.c cfunction_vectorcall_O
func (s *ArgSpec) OneArg(t *Thread, args []Object, kwnames *Tuple) error {
	if kwCount(kwnames) != 0 {
		return s.noKeywords(t)
	}
	if len(args) != 1 {
		return TypeErrorf(t, "%s() takes exactly one argument (%d given)", s.Qualname, len(args))
	}
	return nil
}

// Positional checks the arguments of a function that takes no keywords.
func (s *ArgSpec) Positional(t *Thread, args []Object, kwnames *Tuple) error {
	if kwCount(kwnames) != 0 {
		return s.noKeywords(t)
	}
	return s.checkPositional(t, len(args))
}

// checkPositional checks the number of positional arguments.
//
// CPython: Python/getargs.c _PyArg_CheckPositional
func (s *ArgSpec) checkPositional(t *Thread, n int) error {
	bound := ""
	switch {
	case n < s.MinPos:
		if s.VarArgs || s.MinPos < s.MaxPos {
			bound = "at least "
		}
		return TypeErrorf(t, "%s expected %s%d argument%s, got %d", s.Name, bound, s.MinPos, plural(s.MinPos), n)
	case n > s.MaxPos && !s.VarArgs:
		if s.MinPos < s.MaxPos {
			bound = "at most "
		}
		return TypeErrorf(t, "%s expected %s%d argument%s, got %d", s.Name, bound, s.MaxPos, plural(s.MaxPos), n)
	}
	return nil
}

// NewKeywords handles keywords given to the __new__ of a type base that takes none: an error for base itself, and for a
// subclass whose __init__ is the inherited one; another __init__ may want them. It returns the positional arguments.
func (s *ArgSpec) NewKeywords(t *Thread, cls, base *Type, args []Object, kwnames *Tuple) ([]Object, error) {
	return s.otherKeywords(t, cls, base, nameInit, args, kwnames)
}

// InitKeywords does for __init__ what NewKeywords does for __new__.
func (s *ArgSpec) InitKeywords(t *Thread, self Object, base *Type, args []Object, kwnames *Tuple) ([]Object, error) {
	return s.otherKeywords(t, TypeOf(self), base, nameNew, args, kwnames)
}

func (s *ArgSpec) otherKeywords(t *Thread, cls, base *Type, other *Str, args []Object, kwnames *Tuple) ([]Object, error) {
	n := kwCount(kwnames)
	if n > 0 && (cls == base || t.Lookup(cls, other) == t.Lookup(base, other)) {
		return nil, TypeErrorf(t, "%s() takes no keyword arguments", s.Name)
	}
	return args[:len(args)-n], nil
}

// keywordValue gives the value of the keyword name, null if it was not given.
func keywordValue(kwnames *Tuple, values []Object, name string) Object {
	for i, k := range kwnames.Items {
		if keywordName(k) == name {
			return values[i]
		}
	}
	return Object{}
}

// keywordName gives the name of a keyword, which the caller of a function has seen to be a str.
func keywordName(k Object) string { return AsStr(k).String() }

// Unpack sorts args, the last of which are the values of kwnames, into out by the parameters' places. Those not given are
// left null.
//
// CPython: Python/getargs.c _PyArg_UnpackKeywords
func (s *ArgSpec) Unpack(t *Thread, args []Object, kwnames *Tuple, out []Object) error {
	if s.Python {
		_, _, err := s.unpackPython(t, args, kwnames, out)
		return err
	}
	nkw := kwCount(kwnames)
	if n := len(args); n > len(s.Params) {
		if s.Vectorcall && nkw == 0 {
			return TypeErrorf(t, "%s expected at most %d argument%s, got %d", s.Name, len(s.Params), plural(len(s.Params)), n)
		}
		kind := ""
		if n == nkw {
			kind = "keyword "
		}
		return TypeErrorf(t, "%s() takes at most %d %sargument%s (%d given)", s.Name, len(s.Params), kind, plural(len(s.Params)), n)
	}
	if npos := len(args) - nkw; npos > s.MaxPos {
		if s.MaxPos == 0 {
			return TypeErrorf(t, "%s() takes no positional arguments", s.Name)
		}
		bound := "exactly"
		if s.MinPos < s.MaxPos {
			bound = "at most"
		}
		return TypeErrorf(t, "%s() takes %s %d positional argument%s (%d given)", s.Name, bound, s.MaxPos, plural(s.MaxPos), npos)
	}
	_, _, err := s.unpack(t, args, kwnames, out)
	return err
}

// UnpackVar is Unpack for functions with *args or **kw, which it returns: rest is part of args, kw is nil if the function
// has no **kw.
func (s *ArgSpec) UnpackVar(t *Thread, args []Object, kwnames *Tuple, out []Object) (rest []Object, kw *Dict, err error) {
	if s.Python {
		return s.unpackPython(t, args, kwnames, out)
	}
	if npos := len(args) - kwCount(kwnames); s.PosOnly == len(s.Params) {
		if err := s.checkPositional(t, npos); err != nil {
			return nil, nil, err
		}
	} else if npos > s.MaxPos && !s.VarArgs {
		return nil, nil, s.Unpack(t, args[:npos], nil, out)
	}
	return s.unpack(t, args, kwnames, out)
}

// unpack is the common part of Unpack and UnpackVar: all but too many arguments.
func (s *ArgSpec) unpack(t *Thread, args []Object, kwnames *Tuple, out []Object) (rest []Object, kw *Dict, err error) {
	nkw := kwCount(kwnames)
	npos := len(args) - nkw
	values := args[npos:]
	if minPosOnly := min(s.PosOnly, s.MinPos); npos < minPosOnly {
		bound := "exactly"
		if s.VarArgs || minPosOnly < s.MaxPos {
			bound = "at least"
		}
		return nil, nil, TypeErrorf(t, "%s() takes %s %d positional argument%s (%d given)",
			s.Name, bound, minPosOnly, plural(minPosOnly), npos)
	}
	given := copy(out[:s.MaxPos], args[:npos])
	rest = args[given:npos]
	found := 0
	for i := max(given, s.PosOnly); i < len(s.Params); i++ {
		if found < nkw {
			out[i] = keywordValue(kwnames, values, s.Params[i])
		}
		if !out[i].IsNull() {
			found++
		} else if i < s.MinPos || s.MaxPos <= i && i < s.MaxPos+s.MinKw {
			return nil, nil, TypeErrorf(t, "%s() missing required argument '%s' (pos %d)", s.Name, s.Params[i], i+1)
		}
	}
	if s.VarKeywords {
		kw = NewDict()
	}
	if found < nkw {
		for i := s.PosOnly; i < given; i++ {
			if !keywordValue(kwnames, values, s.Params[i]).IsNull() {
				return nil, nil, TypeErrorf(t, "argument for %s() given by name ('%s') and position (%d)", s.Name, s.Params[i], i+1)
			}
		}
		for i, k := range kwnames.Items {
			name := keywordName(k)
			if s.keywordIndex(name) >= 0 {
				continue
			}
			if kw == nil {
				return nil, nil, TypeErrorf(t, "%s() got an unexpected keyword argument '%s'%s", s.Name, name, s.didYouMean(name))
			}
			kw.SetStr(AsStr(k), values[i])
		}
	}
	return rest, kw, nil
}

// keywordIndex gives the place of the parameter that can be given by this name, -1 if there is none.
func (s *ArgSpec) keywordIndex(name string) int {
	for i := s.PosOnly; i < len(s.Params); i++ {
		if s.Params[i] == name {
			return i
		}
	}
	return -1
}

func (s *ArgSpec) didYouMean(name string) string {
	if like := Suggest(s.Params[s.PosOnly:], name); like != "" {
		return ". Did you mean '" + like + "'?"
	}
	return ""
}

// unpackPython sorts arguments as a function written in Python gets them.
//
// CPython: Python/ceval.c initialize_locals
func (s *ArgSpec) unpackPython(t *Thread, args []Object, kwnames *Tuple, out []Object) (rest []Object, kw *Dict, err error) {
	npos := len(args) - kwCount(kwnames)
	values := args[npos:]
	given := copy(out[:s.MaxPos], args[:npos])
	rest = args[given:npos]
	if s.VarKeywords {
		kw = NewDict()
	}
	if kwnames != nil {
		for i, k := range kwnames.Items {
			name := keywordName(k)
			switch j := s.keywordIndex(name); {
			case j >= 0 && !out[j].IsNull():
				return nil, nil, TypeErrorf(t, "%s() got multiple values for argument '%s'", s.Qualname, name)
			case j >= 0:
				out[j] = values[i]
			case kw != nil:
				kw.SetStr(AsStr(k), values[i])
			default:
				return nil, nil, s.unexpectedKeyword(t, kwnames, name)
			}
		}
	}
	if len(rest) > 0 && !s.VarArgs {
		return nil, nil, s.tooManyPositional(t, npos, out)
	}
	var missing []string
	for i := given; i < s.MinPos; i++ {
		if out[i].IsNull() {
			missing = append(missing, s.Params[i])
		}
	}
	if missing != nil {
		return nil, nil, s.missingArguments(t, "positional", missing)
	}
	for i := s.MaxPos; i < len(s.Params); i++ {
		if out[i].IsNull() && s.Required>>i&1 != 0 {
			missing = append(missing, s.Params[i])
		}
	}
	if missing != nil {
		return nil, nil, s.missingArguments(t, "keyword-only", missing)
	}
	return rest, kw, nil
}

// unexpectedKeyword is the TypeError for the keyword name, which no parameter takes.
//
// CPython: Python/ceval.c positional_only_passed_as_keyword
func (s *ArgSpec) unexpectedKeyword(t *Thread, kwnames *Tuple, name string) error {
	var posOnly []string
	for _, p := range s.Params[:s.PosOnly] {
		for _, k := range kwnames.Items {
			if keywordName(k) == p {
				posOnly = append(posOnly, p)
			}
		}
	}
	if posOnly != nil {
		return TypeErrorf(t, "%s() got some positional-only arguments passed as keyword arguments: '%s'",
			s.Qualname, strings.Join(posOnly, ", "))
	}
	return TypeErrorf(t, "%s() got an unexpected keyword argument '%s'%s", s.Qualname, name, s.didYouMean(name))
}

// tooManyPositional is the TypeError for npos positional arguments.
//
// CPython: Python/ceval.c too_many_positional
func (s *ArgSpec) tooManyPositional(t *Thread, npos int, out []Object) error {
	kwOnly := 0
	for i := s.MaxPos; i < len(s.Params); i++ {
		if !out[i].IsNull() {
			kwOnly++
		}
	}
	given, most := npos+s.Bound, s.MaxPos+s.Bound
	takes, ending := "", plural(most)
	if s.MinPos < s.MaxPos {
		takes, ending = "from "+itoa(s.MinPos+s.Bound)+" to ", "s"
	}
	also := ""
	if kwOnly > 0 {
		also = " positional argument" + plural(given) + " (and " + itoa(kwOnly) + " keyword-only argument" + plural(kwOnly) + ")"
	}
	were := "were"
	if given == 1 && kwOnly == 0 {
		were = "was"
	}
	return TypeErrorf(t, "%s() takes %s%d positional argument%s but %d%s %s given", s.Qualname, takes, most, ending, given, also, were)
}

// missingArguments is the TypeError for required arguments that were not given.
//
// CPython: Python/ceval.c format_missing
func (s *ArgSpec) missingArguments(t *Thread, kind string, names []string) error {
	for i, n := range names {
		names[i] = "'" + n + "'"
	}
	var list string
	switch n := len(names); n {
	case 1:
		list = names[0]
	case 2:
		list = names[0] + " and " + names[1]
	default:
		list = strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
	return TypeErrorf(t, "%s() missing %d required %s argument%s: %s", s.Qualname, len(names), kind, plural(len(names)), list)
}

// display gives what messages call the parameter at i.
func (s *ArgSpec) display(i int) string {
	switch {
	case s.Single:
		return "argument"
	case i < s.PosOnly && !s.Python:
		return "argument " + itoa(i+1)
	}
	return "argument '" + s.Params[i] + "'"
}
