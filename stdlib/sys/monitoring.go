package sys

import "github.com/gophersnake/gophersnake/objects"

// newMonitoring makes sys.monitoring: the names of its events and tools. The functions that would have events reported are not
// there: the machine reports none.
func newMonitoring(t *objects.Thread) Object {
	m := objects.NewModule(t, "sys.monitoring")
	events := objects.NewDict()
	for i, name := range []string{
		"PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH_LEFT", "BRANCH_RIGHT",
		"STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE", "BRANCH",
	} {
		events.SetStr(t.Interp.Intern(name), objects.NewInt(1<<i))
	}
	events.SetStr(t.Interp.Intern("NO_EVENTS"), objects.NewInt(0))
	m.Add(t, "events", objects.NewSimpleNamespace(events))
	for name, id := range map[string]int64{"DEBUGGER_ID": 0, "COVERAGE_ID": 1, "PROFILER_ID": 2, "OPTIMIZER_ID": 5} {
		m.Add(t, name, objects.NewInt(id))
	}
	for _, name := range []string{"DISABLE", "MISSING"} {
		m.Add(t, name, objects.NewInstance(&objects.ObjectType).OrNone())
	}
	return objects.Of(m)
}
