# Zhize: one target for each job. Every target sets up what it needs in its own virtual environment (.venv).
# Needed on the machine: Python 3.11 or 3.12 with its headers, a C compiler, make.

SUITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))
PYTHON ?= $(shell for python in python3 python3.12 python3.11; do \
	"$$python" -c '$(SUITS)' 2>/dev/null && echo "$$python" && break; done || true)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
CODE := policies grammars obligations engine workbench
CORE := $(VENV)/.zhize-core
DEV := $(VENV)/.zhize-dev
OTHERS := $(VENV)/.zhize-others

.DEFAULT_GOAL := help
.PHONY: help demo serve test lint types imports accuracy bench docs clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: $(CORE) ## show what the five policies demand, of whom, by when, and one proof in full
	@$(BIN)/zhize demo

serve: $(CORE) ## open the pages: http://127.0.0.1:8080
	@$(BIN)/zhize serve

test: $(DEV) ## run the tests, the import contracts among them
	$(BIN)/python -m pytest -q
	$(BIN)/lint-imports --no-cache

lint: $(DEV) ## check style (ruff)
	$(BIN)/ruff check $(CODE) tests bench
	$(BIN)/ruff format --check $(CODE) tests bench

types: $(DEV) ## check types (mypy --strict)
	$(BIN)/mypy

imports: $(DEV) ## check that the packages import one way only
	$(BIN)/lint-imports --no-cache

accuracy: $(DEV) ## score the extraction against the hand annotations, with gates
	@$(BIN)/python bench/accuracy.py

bench: $(DEV) $(OTHERS) ## measure speed and memory, and others' work on the same, write bench/results.md
	@$(BIN)/python bench/speed.py
	@$(BIN)/python bench/growth.py
	@$(BIN)/python bench/inference.py
	@$(BIN)/python bench/comparison.py speed
	@$(BIN)/python bench/deadlines.py --python $(VENV)/others/bin/python

docs: $(DEV) ## write docs/cli.md and docs/schema/ anew from the code
	@$(BIN)/python -m workbench.reference

$(OTHERS): $(CORE)
	@echo "setting up what is measured beside it (once) …"
	@$(PYTHON) -m venv $(VENV)/others
	@$(VENV)/others/bin/python -m pip --quiet --quiet --disable-pip-version-check install jionlp==1.5.31
	@touch $@

clean: ## remove the virtual environment and all caches
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(CORE): pyproject.toml constraints.txt
	@PYTHON="$(PYTHON)" sh .ci/machine
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "setting up $(VENV) (once) …"
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(DEV): $(CORE)
	@echo "setting up the tools for development (once) …"
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@
