package sys

import (
	"math"

	"github.com/gophersnake/gophersnake/objects"
)

// The types of struct sequences that sys has.
var flagsType, versionType, floatType, intType, hashType, threadType, hooksType, unraisableType objects.StructSequenceType

func fields(names ...string) []objects.StructField {
	out := make([]objects.StructField, len(names))
	for i, n := range names {
		out[i].Name = n
	}
	return out
}

func initStructs() {
	define := func(s *objects.StructSequenceType, name, doc string, names ...string) {
		s.Init(name, doc, len(names), fields(names...))
		s.Type.Flags |= objects.NoInstantiate
	}
	flagNames := fields("debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment",
		"verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding",
		"safe_path", "int_max_str_digits", "gil", "thread_inherit_context", "context_aware_warnings")
	flagsType.Init("sys.flags", "sys.flags\n\nFlags provided through command line arguments or environment vars.", 18, flagNames)
	flagsType.Type.Flags |= objects.NoInstantiate
	define(&versionType, "sys.version_info", "sys.version_info\n\nVersion information as a named tuple.", "major", "minor", "micro", "releaselevel", "serial")
	define(&floatType, "sys.float_info", "sys.float_info\n\nA named tuple holding information about the float type.", "max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds")
	define(&intType, "sys.int_info", "sys.int_info\n\nA named tuple that holds information about Python's\ninternal representation of integers.  The attributes are read only.", "bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold")
	hashType.Init("sys.hash_info", "hash_info\n\nA named tuple providing parameters used for computing hashes.", 9, fields("width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"))
	threadType.Init("sys.thread_info", "sys.thread_info\n\nA named tuple holding information about the thread implementation.", 3, fields("name", "lock", "version"))
	hooksType.Init("asyncgen_hooks", "asyncgen_hooks\n\nA named tuple providing information about the asyncgen hooks.", 2, fields("firstiter", "finalizer"))
	unraisableType.Init("UnraisableHookArgs", "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.", 5, fields("exc_type", "exc_value", "exc_traceback", "err_msg", "object"))
}

func addStructs(t *objects.Thread, m *objects.Module, hexversion int) {
	str, num, float := objects.NewStr, func(n int) Object { return objects.NewInt(int64(n)) }, objects.NewFloat
	flag := func(name string, def int) Object {
		if v, ok := machine(t).Config.Flags[name]; ok {
			def = v
		}
		if name == "dev_mode" || name == "safe_path" {
			return objects.NewBool(def != 0)
		}
		return num(def)
	}
	values := []Object{}
	for _, n := range []string{"debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment", "verbose", "bytes_warning", "quiet"} {
		values = append(values, flag(n, 0))
	}
	values = append(values, flag("hash_randomization", 1), flag("isolated", 0), flag("dev_mode", 0), flag("utf8_mode", 1), flag("warn_default_encoding", 0),
		flag("safe_path", 0), num(t.Interp.MaxStrDigits), num(1), num(0), num(0))
	m.Add(t, "flags", flagsType.Make(values...))
	version := versionType.Make(num(major), num(minor), num(micro), str("final"), num(0))
	m.Add(t, "version_info", version)
	m.Add(t, "UnraisableHookArgs", objects.Of(&unraisableType.Type))
	m.Add(t, "float_info", floatType.Make(float(math.MaxFloat64), num(1024), num(308), float(0x1p-1022), num(-1021), num(-307), num(15), num(53), float(0x1p-52), num(2), num(1)))
	m.Add(t, "int_info", intType.Make(num(30), num(4), num(4300), num(640)))
	m.Add(t, "hash_info", hashType.Make(num(64), objects.NewInt(1<<61-1), num(314159), num(0), num(1000003), str("wyhash"), num(64), num(64), num(0)))
	m.Add(t, "thread_info", threadType.Make(str("pthread"), objects.None, objects.None))
	ns := objects.NewDict()
	set := func(name string, v Object) { ns.SetStr(t.Interp.Intern(name), v) }
	set("name", str("gophersnake"))
	set("cache_tag", str("gophersnake-314"))
	set("version", version)
	set("hexversion", num(hexversion))
	set("_multiarch", str("x86_64-linux-gnu"))
	set("supports_isolated_interpreters", objects.True)
	m.Add(t, "implementation", objects.NewSimpleNamespace(ns))
}
