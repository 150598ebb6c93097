package objects

// The built-in exception classes.
var (
	ExcBaseException, ExcException, ExcGeneratorExit, ExcKeyboardInterrupt, ExcSystemExit Type
	ExcBaseExceptionGroup, ExcExceptionGroup                                              Type

	ExcArithmeticError, ExcFloatingPointError, ExcOverflowError, ExcZeroDivisionError       Type
	ExcAssertionError, ExcAttributeError, ExcBufferError, ExcEOFError                       Type
	ExcImportError, ExcModuleNotFoundError                                                  Type
	ExcLookupError, ExcIndexError, ExcKeyError                                              Type
	ExcMemoryError, ExcNameError, ExcUnboundLocalError, ExcReferenceError                   Type
	ExcRuntimeError, ExcNotImplementedError, ExcPythonFinalizationError                     Type
	ExcRecursionError, ExcStopAsyncIteration, ExcStopIteration                              Type
	ExcSyntaxError, ExcIndentationError, ExcTabError, ExcIncompleteInputError               Type
	ExcSystemError, ExcTypeError, ExcValueError                                             Type
	ExcUnicodeError, ExcUnicodeDecodeError, ExcUnicodeEncodeError, ExcUnicodeTranslateError Type

	ExcOSError, ExcBlockingIOError, ExcChildProcessError, ExcConnectionError, ExcBrokenPipeError Type
	ExcConnectionAbortedError, ExcConnectionRefusedError, ExcConnectionResetError                Type
	ExcFileExistsError, ExcFileNotFoundError, ExcInterruptedError, ExcIsADirectoryError          Type
	ExcNotADirectoryError, ExcPermissionError, ExcProcessLookupError, ExcTimeoutError            Type

	ExcWarning, ExcBytesWarning, ExcDeprecationWarning, ExcEncodingWarning, ExcFutureWarning Type
	ExcImportWarning, ExcPendingDeprecationWarning, ExcResourceWarning, ExcRuntimeWarning    Type
	ExcSyntaxWarning, ExcUnicodeWarning, ExcUserWarning                                      Type
)

// excDef declares a built-in exception class that adds nothing to its base, or whose additions setupExceptions makes itself.
type excDef struct {
	typ, base *Type
	name, doc string
}

// excDefs gives all classes in CPython's order, bases before their subclasses.
//
// CPython: Objects/exceptions.c static_exceptions
func excDefs() []excDef {
	return []excDef{
		{&ExcBaseException, nil, "BaseException", "Common base class for all exceptions."},
		{&ExcBaseExceptionGroup, &ExcBaseException, "BaseExceptionGroup", "A combination of multiple unrelated exceptions."},
		{&ExcException, &ExcBaseException, "Exception", "Common base class for all non-exit exceptions."},
		{&ExcGeneratorExit, &ExcBaseException, "GeneratorExit", "Request that a generator exit."},
		{&ExcKeyboardInterrupt, &ExcBaseException, "KeyboardInterrupt", "Program interrupted by user."},
		{&ExcSystemExit, &ExcBaseException, "SystemExit", "Request to exit from the interpreter."},
		{&ExcArithmeticError, &ExcException, "ArithmeticError", "Base class for arithmetic errors."},
		{&ExcAssertionError, &ExcException, "AssertionError", "Assertion failed."},
		{&ExcAttributeError, &ExcException, "AttributeError", "Attribute not found."},
		{&ExcBufferError, &ExcException, "BufferError", "Buffer error."},
		{&ExcEOFError, &ExcException, "EOFError", "Read beyond end of file."},
		{&ExcImportError, &ExcException, "ImportError", "Import can't find module, or can't find name in module."},
		{&ExcLookupError, &ExcException, "LookupError", "Base class for lookup errors."},
		{&ExcMemoryError, &ExcException, "MemoryError", "Out of memory."},
		{&ExcNameError, &ExcException, "NameError", "Name not found globally."},
		{&ExcOSError, &ExcException, "OSError", "Base class for I/O related errors."},
		{&ExcReferenceError, &ExcException, "ReferenceError", "Weak ref proxy used after referent went away."},
		{&ExcRuntimeError, &ExcException, "RuntimeError", "Unspecified run-time error."},
		{&ExcStopAsyncIteration, &ExcException, "StopAsyncIteration", "Signal the end from iterator.__anext__()."},
		{&ExcStopIteration, &ExcException, "StopIteration", "Signal the end from iterator.__next__()."},
		{&ExcSyntaxError, &ExcException, "SyntaxError", "Invalid syntax."},
		{&ExcSystemError, &ExcException, "SystemError", "Internal error in the Python interpreter.\n\n" +
			"Please report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version."},
		{&ExcTypeError, &ExcException, "TypeError", "Inappropriate argument type."},
		{&ExcValueError, &ExcException, "ValueError", "Inappropriate argument value (of correct type)."},
		{&ExcWarning, &ExcException, "Warning", "Base class for warning categories."},
		{&ExcFloatingPointError, &ExcArithmeticError, "FloatingPointError", "Floating-point operation failed."},
		{&ExcOverflowError, &ExcArithmeticError, "OverflowError", "Result too large to be represented."},
		{&ExcZeroDivisionError, &ExcArithmeticError, "ZeroDivisionError", "Second argument to a division or modulo operation was zero."},
		{&ExcBytesWarning, &ExcWarning, "BytesWarning", "Base class for warnings about bytes and buffer related problems, mostly\n" +
			"related to conversion from str or comparing to str."},
		{&ExcDeprecationWarning, &ExcWarning, "DeprecationWarning", "Base class for warnings about deprecated features."},
		{&ExcEncodingWarning, &ExcWarning, "EncodingWarning", "Base class for warnings about encodings."},
		{&ExcFutureWarning, &ExcWarning, "FutureWarning", "Base class for warnings about constructs that will change semantically\nin the future."},
		{&ExcImportWarning, &ExcWarning, "ImportWarning", "Base class for warnings about probable mistakes in module imports"},
		{&ExcPendingDeprecationWarning, &ExcWarning, "PendingDeprecationWarning",
			"Base class for warnings about features which will be deprecated\nin the future."},
		{&ExcResourceWarning, &ExcWarning, "ResourceWarning", "Base class for warnings about resource usage."},
		{&ExcRuntimeWarning, &ExcWarning, "RuntimeWarning", "Base class for warnings about dubious runtime behavior."},
		{&ExcSyntaxWarning, &ExcWarning, "SyntaxWarning", "Base class for warnings about dubious syntax."},
		{&ExcUnicodeWarning, &ExcWarning, "UnicodeWarning", "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems."},
		{&ExcUserWarning, &ExcWarning, "UserWarning", "Base class for warnings generated by user code."},
		{&ExcBlockingIOError, &ExcOSError, "BlockingIOError", "I/O operation would block."},
		{&ExcChildProcessError, &ExcOSError, "ChildProcessError", "Child process error."},
		{&ExcConnectionError, &ExcOSError, "ConnectionError", "Connection error."},
		{&ExcFileExistsError, &ExcOSError, "FileExistsError", "File already exists."},
		{&ExcFileNotFoundError, &ExcOSError, "FileNotFoundError", "File not found."},
		{&ExcInterruptedError, &ExcOSError, "InterruptedError", "Interrupted by signal."},
		{&ExcIsADirectoryError, &ExcOSError, "IsADirectoryError", "Operation doesn't work on directories."},
		{&ExcNotADirectoryError, &ExcOSError, "NotADirectoryError", "Operation only works on directories."},
		{&ExcPermissionError, &ExcOSError, "PermissionError", "Not enough permissions."},
		{&ExcProcessLookupError, &ExcOSError, "ProcessLookupError", "Process not found."},
		{&ExcTimeoutError, &ExcOSError, "TimeoutError", "Timeout expired."},
		{&ExcIndentationError, &ExcSyntaxError, "IndentationError", "Improper indentation."},
		{&ExcIncompleteInputError, &ExcSyntaxError, "_IncompleteInputError", "incomplete input."},
		{&ExcIndexError, &ExcLookupError, "IndexError", "Sequence index out of range."},
		{&ExcKeyError, &ExcLookupError, "KeyError", "Mapping key not found."},
		{&ExcModuleNotFoundError, &ExcImportError, "ModuleNotFoundError", "Module not found."},
		{&ExcNotImplementedError, &ExcRuntimeError, "NotImplementedError", "Method or function hasn't been implemented yet."},
		{&ExcPythonFinalizationError, &ExcRuntimeError, "PythonFinalizationError", "Operation blocked during Python finalization."},
		{&ExcRecursionError, &ExcRuntimeError, "RecursionError", "Recursion limit exceeded."},
		{&ExcUnboundLocalError, &ExcNameError, "UnboundLocalError", "Local name referenced but not bound to a value."},
		{&ExcUnicodeError, &ExcValueError, "UnicodeError", "Unicode related error."},
		{&ExcBrokenPipeError, &ExcConnectionError, "BrokenPipeError", "Broken pipe."},
		{&ExcConnectionAbortedError, &ExcConnectionError, "ConnectionAbortedError", "Connection aborted."},
		{&ExcConnectionRefusedError, &ExcConnectionError, "ConnectionRefusedError", "Connection refused."},
		{&ExcConnectionResetError, &ExcConnectionError, "ConnectionResetError", "Connection reset."},
		{&ExcTabError, &ExcIndentationError, "TabError", "Improper mixture of spaces and tabs."},
		{&ExcUnicodeDecodeError, &ExcUnicodeError, "UnicodeDecodeError", "Unicode decoding error."},
		{&ExcUnicodeEncodeError, &ExcUnicodeError, "UnicodeEncodeError", "Unicode encoding error."},
		{&ExcUnicodeTranslateError, &ExcUnicodeError, "UnicodeTranslateError", "Unicode translation error."},
		{&ExcExceptionGroup, &ExcBaseExceptionGroup, "ExceptionGroup", ""},
	}
}

// ExceptionTypes gives the built-in exception classes in the order in which the builtins module has them. (The aliases
// EnvironmentError and IOError of OSError are not among them.)
func ExceptionTypes() []*Type {
	defs := excDefs()
	types := make([]*Type, len(defs))
	for i := range defs {
		types[i] = defs[i].typ
	}
	return types
}

// setupExceptions makes the exception classes.
func setupExceptions() {
	defs := excDefs()
	for _, d := range defs {
		*d.typ = Type{Name: d.name, Doc: d.doc, Base: d.base, Flags: BaseType}
	}
	setupBaseException()
	setupExceptionAttrs()
	setupOSError()
	setupSyntaxError()
	setupUnicodeErrors()
	setupExceptionGroup()
	for _, d := range defs {
		Ready(d.typ)
	}
}
