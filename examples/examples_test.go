package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestExamples builds each example, runs it, and compares what it prints with its output.txt.
func TestExamples(t *testing.T) {
	if _, err := os.Stat("../stdlib/pylib/pylib.zip"); err != nil && os.Getenv("GOPHERSNAKE_LIB") == "" {
		t.Skip("no library: ", err)
	}
	outputs, err := filepath.Glob("*/output.txt")
	if err != nil || len(outputs) == 0 {
		t.Fatal("no examples: ", err)
	}
	for _, output := range outputs {
		name := filepath.Dir(output)
		t.Run(name, func(t *testing.T) {
			want, err := os.ReadFile(output)
			if err != nil {
				t.Fatal(err)
			}
			program := filepath.Join(t.TempDir(), name)
			if out, err := exec.Command("go", "build", "-trimpath", "-o", program, "./"+name).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			out, err := exec.Command(program).CombinedOutput()
			if err != nil || string(out) != string(want) {
				t.Errorf("%v\n%s\nwant\n%s", err, out, want)
			}
		})
	}
}
