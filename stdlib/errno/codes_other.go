//go:build !linux

package errno

// systemCodes are the symbols that only this system has.
var systemCodes [0]code
