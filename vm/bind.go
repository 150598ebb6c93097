package vm

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// bind turns the argc arguments at regs, the last ones named by kwnames, into the parameters of fn in its first registers, and
// clears its other variables.
//
// CPython: Python/ceval.c initialize_locals
func (m *machine) bind(e *exec, fn *objects.Function, regs unsafe.Pointer, argc int, kwnames *objects.Tuple) error {
	c := e.code
	if kwnames == nil && argc <= c.ArgCount && c.Flags&(code.VarArgs|code.VarKeywords) == 0 {
		clear(run(regs, argc, int(e.nclear)-argc))
		return m.bindDefaults(c, fn, regs, argc)
	}
	nkw := 0
	if kwnames != nil {
		nkw = len(kwnames.Items)
	}
	npos := argc - nkw
	total := c.ArgCount + c.KwOnly
	// The values of the keywords lie where parameters will be.
	if nkw > 0 {
		m.keywords = append(m.keywords[:0], run(regs, npos, nkw)...)
	}
	var star *objects.Tuple
	given := npos
	if npos > c.ArgCount {
		if c.Flags&code.VarArgs != 0 {
			star = objects.TupleFrom(run(regs, c.ArgCount, npos-c.ArgCount))
		}
		npos = c.ArgCount
	} else if c.Flags&code.VarArgs != 0 {
		star = objects.TupleFrom(nil)
	}
	clear(run(regs, npos, max(int(e.nclear), argc)-npos))
	rest := total
	if star != nil {
		*reg(regs, rest) = Of(star)
		rest++
	}
	var kwdict *objects.Dict
	if c.Flags&code.VarKeywords != 0 {
		kwdict = objects.NewDictSize(nkw)
		*reg(regs, rest) = Of(kwdict)
	}
	if nkw > 0 {
		values := m.keywords
		for i, name := range kwnames.Items {
			if err := m.bindKeyword(c, fn, regs, name, values[i], kwdict, kwnames, total); err != nil {
				return err
			}
		}
		clear(values)
	}
	if given > c.ArgCount && star == nil {
		return m.tooManyPositional(c, fn, regs, given)
	}
	return m.bindDefaults(c, fn, regs, npos)
}

// bindDefaults gives the parameters from npos on that have no value theirs; TypeError where one has no default.
func (m *machine) bindDefaults(c *objects.Code, fn *objects.Function, regs unsafe.Pointer, npos int) error {
	total := c.ArgCount + c.KwOnly
	if npos < c.ArgCount {
		var defaults []Object
		if fn.Defaults != nil {
			defaults = fn.Defaults.Items
		}
		first := c.ArgCount - len(defaults)
		for i := npos; i < c.ArgCount; i++ {
			r := reg(regs, i)
			if r.Ref != nil {
				continue
			}
			if i < first {
				return m.missingArguments(c, fn, regs, 0, first, "positional")
			}
			*r = defaults[i-first]
		}
	}
	if c.KwOnly > 0 {
		missing := false
		for i := c.ArgCount; i < total; i++ {
			r := reg(regs, i)
			if r.Ref != nil {
				continue
			}
			if fn.KwDefaults != nil {
				if v := fn.KwDefaults.GetStr(c.VarStrs[i]); v.Ref != nil {
					*r = v
					continue
				}
			}
			missing = true
		}
		if missing {
			return m.missingArguments(c, fn, regs, c.ArgCount, total, "keyword-only")
		}
	}
	return nil
}

func (m *machine) bindKeyword(c *objects.Code, fn *objects.Function, regs unsafe.Pointer, name, value Object, kwdict *objects.Dict, kwnames *objects.Tuple, total int) error {
	at := -1
	for i := c.PosOnly; i < total; i++ {
		if unsafe.Pointer(c.VarStrs[i]) == name.Ref {
			at = i
			break
		}
	}
	if at < 0 {
		s := objects.AsStr(name)
		if s == nil {
			return objects.TypeErrorf(m.t, "%s() keywords must be strings", fn.Qualname.String())
		}
		for i := c.PosOnly; i < total; i++ {
			if c.VarStrs[i].String() == s.String() {
				at = i
				break
			}
		}
		if at < 0 {
			if kwdict != nil {
				kwdict.SetStr(s, value)
				return nil
			}
			if err := m.positionalOnlyAsKeyword(c, fn, kwnames); err != nil {
				return err
			}
			possible := make([]string, 0, total)
			for i := c.PosOnly; i < total; i++ {
				possible = append(possible, c.VarStrs[i].String())
			}
			if hint := objects.Suggest(possible, s.String()); hint != "" {
				return objects.TypeErrorf(m.t, "%s() got an unexpected keyword argument '%s'. Did you mean '%s'?", fn.Qualname.String(), s.String(), hint)
			}
			return objects.TypeErrorf(m.t, "%s() got an unexpected keyword argument '%s'", fn.Qualname.String(), s.String())
		}
	}
	r := reg(regs, at)
	if r.Ref != nil {
		return objects.TypeErrorf(m.t, "%s() got multiple values for argument '%s'", fn.Qualname.String(), objects.AsStr(name).String())
	}
	*r = value
	return nil
}

// positionalOnlyAsKeyword is the TypeError of keywords that name positional-only parameters, nil if there are none.
//
// CPython: Python/ceval.c positional_only_passed_as_keyword
func (m *machine) positionalOnlyAsKeyword(c *objects.Code, fn *objects.Function, kwnames *objects.Tuple) error {
	var names []string
	for i := range c.PosOnly {
		for _, k := range kwnames.Items {
			if s := objects.AsStr(k); s != nil && s.String() == c.VarStrs[i].String() {
				names = append(names, s.String())
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	return objects.TypeErrorf(m.t, "%s() got some positional-only arguments passed as keyword arguments: '%s'", fn.Qualname.String(), strings.Join(names, ", "))
}

// missingArguments is the TypeError of parameters from start to end without a value.
//
// CPython: Python/ceval.c format_missing
func (m *machine) missingArguments(c *objects.Code, fn *objects.Function, regs unsafe.Pointer, start, end int, kind string) error {
	var names []string
	for i := start; i < end; i++ {
		if reg(regs, i).Ref != nil {
			continue
		}
		if kind == "keyword-only" && fn.KwDefaults != nil && fn.KwDefaults.GetStr(c.VarStrs[i]).Ref != nil {
			continue
		}
		r, err := objects.Repr(m.t, Of(c.VarStrs[i]))
		if err != nil {
			return err
		}
		names = append(names, r.String())
	}
	n := len(names)
	var list string
	switch {
	case n == 1:
		list = names[0]
	case n == 2:
		list = names[0] + " and " + names[1]
	default:
		list = strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
	plural := "s"
	if n == 1 {
		plural = ""
	}
	return objects.TypeErrorf(m.t, "%s() missing %d required %s argument%s: %s", fn.Qualname.String(), n, kind, plural, list)
}

// tooManyPositional is the TypeError of too many positional arguments.
//
// CPython: Python/ceval.c too_many_positional
func (m *machine) tooManyPositional(c *objects.Code, fn *objects.Function, regs unsafe.Pointer, given int) error {
	kwonly := 0
	for i := c.ArgCount; i < c.ArgCount+c.KwOnly; i++ {
		if reg(regs, i).Ref != nil {
			kwonly++
		}
	}
	ndefaults := 0
	if fn.Defaults != nil {
		ndefaults = len(fn.Defaults.Items)
	}
	takes, plural := fmt.Sprint(c.ArgCount), c.ArgCount != 1
	if ndefaults > 0 {
		takes, plural = fmt.Sprintf("from %d to %d", c.ArgCount-ndefaults, c.ArgCount), true
	}
	extra := ""
	if kwonly > 0 {
		s1, s2 := "s", "s"
		if given == 1 {
			s1 = ""
		}
		if kwonly == 1 {
			s2 = ""
		}
		extra = fmt.Sprintf(" positional argument%s (and %d keyword-only argument%s)", s1, kwonly, s2)
	}
	was := "were"
	if given == 1 && kwonly == 0 {
		was = "was"
	}
	s := "s"
	if !plural {
		s = ""
	}
	return objects.TypeErrorf(m.t, "%s() takes %s positional argument%s but %d%s %s given", fn.Qualname.String(), takes, s, given, extra, was)
}
