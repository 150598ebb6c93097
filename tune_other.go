//go:build !linux

package gophersnake

// useHugePages does nothing: other systems decide for themselves.
func useHugePages(int64) {}
