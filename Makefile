# `make` alone lists the verbs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help install run call calls test browser check bench chaos phrases map format lock clean

help: ## list these verbs
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

# Two stamps: what the line runs on (enough for a call), and what tests need on top. Compiling all of it (--no-compile) took
# half of the time to a first call: what a call and a server import is compiled once, also where Python is told to write
# nothing (PYTHONDONTWRITEBYTECODE) and would compile it at every start.
$(VENV)/.runs: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the line needs (about a minute the first time)..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c "import ivr.cli.call, ivr.cli.run"
	@touch $@

$(VENV)/.tests: requirements-dev.txt $(VENV)/.runs
	@echo "Installing what the tests need..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Node brings axe-core to the tests in a browser, and opening_hours.js to one comparison: without it they are skipped,
# and told so.
$(VENV)/.javascript: tests/javascript/package-lock.json $(VENV)/.tests
	@if command -v npm >/dev/null; \
	then npm ci --prefix tests/javascript --ignore-scripts --no-audit --no-fund --silent && touch $@; \
	else echo "Node is not here: no tests in a browser, and no comparison with opening_hours.js."; fi

install: $(VENV)/.tests ## set everything up in .venv

run: $(VENV)/.runs ## serve the line and its worker on this machine
	@$(BIN)/ivr run

call: $(VENV)/.runs ## ring the line from this terminal
	@$(BIN)/ivr call

# Once: where Chromium is there already, but not the one without windows, it need not be asked for each time.
$(VENV)/.browser: tests/browser/install.sh
	@tests/browser/install.sh && touch $@ || true

test: $(VENV)/.tests $(VENV)/.javascript $(VENV)/.browser ## run the tests
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

browser: $(VENV)/.tests $(VENV)/.javascript ## try the console in a real browser alone; pictures go into var/screens
	@tests/browser/install.sh
	@$(BIN)/python -m pytest -q tests/browser --screens

check: $(VENV)/.tests ## the line's own checks, then style, types and rooms
	@$(BIN)/ivr check
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

$(VENV)/.servers: benchmarks/requirements.txt $(VENV)/.tests
	@echo "Installing the servers that are compared..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.txt
	@touch $@

bench: $(VENV)/.servers ## measure, as ratios within one run
	@$(BIN)/python -m benchmarks

chaos: $(VENV)/.tests $(VENV)/.javascript $(VENV)/.browser ## texts while workers die; every test whole; strangers, reloads, kills; a million log lines
	@$(BIN)/python -m tests.texts.chaos
	@$(BIN)/python -m pytest -q -n auto --dist worksteal --whole --ignore=tests/test_strangers.py
	@$(BIN)/python -m pytest -q -n 0 -s tests/test_strangers.py --whole
	@$(BIN)/python -m tests.planted_run

calls: $(VENV)/.tests ## write into tests/calls what is heard now, after a change of words or hours
	@$(BIN)/python -m pytest -q -n auto tests/test_calls.py --update-calls
	@git diff --stat -- tests/calls

phrases: $(VENV)/.tests ## write into docs/phrases.md what is heard now of the staff's sentences
	@$(BIN)/python -m pytest -q tests/sentences/test_sentences.py --update-calls
	@git diff --stat -- docs/phrases.md

map: $(VENV)/.tests ## draw the call flow into docs/
	@LC_ALL=C $(BIN)/ivr map --write docs  # in French, whatever this machine speaks

format: $(VENV)/.tests ## let ruff write the style
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

lock: $(VENV)/.tests ## pin requirements again, with hashes
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url requirements-dev.in -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url benchmarks/requirements.in -o benchmarks/requirements.txt

clean: ## forget the environment and what was built
	@rm -rf $(VENV) build *.egg-info tests/javascript/node_modules
