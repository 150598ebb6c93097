# Every command of the project. The Python side lives in .venv, which the first target that needs it makes.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# Generators are called with "python3": the one of the environment, once it is there.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DEFAULT_GOAL := build
.PHONY: help venv build pylib profile reference contextlib conformance programs test gotest pytest check generate current citations lint bench fuzz fuzzdiff clean

help: ## what there is to make
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:[^#]*## /\t/' | expand -t 14

venv: $(VENV)/.made ## the Python environment of the tools

$(VENV)/.made: pyproject.toml
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Python 3.11 or newer is needed"'
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

# The pure-Python library is packed once, as it changes only when its generator does; it is compiled anew when the compiler changes.
pylib: stdlib/pylib/pylib.code ## the packed library, and its compiled code

stdlib/pylib/pylib.zip:
	go generate ./stdlib/pylib

stdlib/pylib/pylib.code: stdlib/pylib/pylib.zip stdlib/pylib/importer.py stdlib/pylib/compile.py stdlib/marshal/code.go $(wildcard vm/code/*.go vm/compile/*.go vm/syntax/*.go)
	go run -trimpath -pgo=off ./cmd/gophersnake stdlib/pylib/compile.py $@

build: pylib ## bin/gophersnake
	CGO_ENABLED=0 go build -trimpath -o bin/gophersnake ./cmd/gophersnake

profile: pylib ## cmd/gophersnake/default.pgo, which tells the compiler what is hot
	go test -pgo=off -run '^$$' -bench Programs -benchtime 500ms -cpuprofile cmd/gophersnake/default.pgo -o bin/profile.test .

reference: venv ## find or lay out CPython 3.14 with its tests, and print where it is
	@$(PY) -m gsconform --print-reference

contextlib: venv build ## CPython's own contextlib tests on both interpreters, with the port and without
	$(PY) -m gsconform --contextlib $(ARGS)

conformance: venv build ## the enabled modules of CPython's tests, or MODULES="test_with test_raise"
	$(PY) -m gsconform $(MODULES) $(ARGS)

programs: venv build ## our own small programs on both interpreters
	$(PY) -m gsconform --programs $(ARGS)

test: gotest pytest ## every Go and Python test of the project

gotest: pylib
	go test ./...

pytest: venv
	$(PY) -m pytest

check: ## everything that must hold before a change is merged
	$(MAKE) current
	$(MAKE) lint
	$(MAKE) test

generate: venv pylib ## generated files and go.mod, made anew
	go mod tidy
	go generate $$(go list ./... | grep -v /stdlib/pylib$$)
	go generate -run pybind ./stdlib/pylib

# Fails where a generated file, go.mod or the like is not what its generator makes of the sources.
current: venv
	$(PY) tools/checks/current.py $(MAKE) --no-print-directory generate

citations: venv ## where code says which of CPython's it was ported from, made right; and PORTING.md
	$(PY) tools/citecheck/citecheck.py --fix

# vet's rule about unkeyed fields is for structs of other people; ours has two, and the eval loop is full of them.
lint: venv ## gofmt, vet, staticcheck, ruff, mypy and the checks of our own
	@unformatted=$$(git ls-files -z --cached --others --exclude-standard '*.go' | xargs -0 -r gofmt -l); \
	  if [ -n "$$unformatted" ]; then echo "gofmt: $$unformatted" >&2; exit 1; fi
	go vet -composites=false ./...
	go tool -modfile=tools/lint/go.mod staticcheck ./...
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(PY) tools/checks/docs.py
	$(PY) tools/checks/layout.py
	$(PY) tools/citecheck/citecheck.py --check

bench: venv build ## programs timed on both interpreters
	$(PY) -m gsbench $(ARGS)

FUZZTIME ?= 10m
fuzz: pylib ## every fuzz target, for FUZZTIME each
	@git grep -l '^func Fuzz' -- '*_test.go' | xargs -r -n1 dirname | sort -u | while read -r dir; do \
	  for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$dir/*_test.go); do \
	    echo "$$dir $$target"; go test ./$$dir -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) || exit 1; \
	  done; done

fuzzdiff: venv build ## random programs on both interpreters: their logs must agree
	$(PY) -m gsconform.fuzz $(ARGS)

clean: ## what the other targets made
	rm -rf bin build $(VENV) stdlib/pylib/pylib.zip stdlib/pylib/pylib.code
