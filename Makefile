# make app    the dashboard; the first time it installs and loads, afterwards it starts at once
# make check  style, types, floors, and every test that needs Python alone: what a change is tried with at the desk
# make test   every test          make lint   style, types and floors          make fuzz   100,000 odd documents
#             a module to each core, unless STYRGRAF_TEST_NEO4J names one server for all of them
# make crowd  how long 20 people at once wait for a page; BESIDE=1: beside the heaviest questions and hostile files
# make format                     make lock [UPGRADE=--upgrade]                make docs   README's picture of the rooms
# make neo4j  a Neo4j server on this machine, until Ctrl-C: NEO4J_PASSWORD and NEO4J_PORT are what you set, or made up
SHELL := /bin/bash
.DEFAULT_GOAL := app
.DELETE_ON_ERROR:
.PHONY: app check test crowd fuzz lint format docs lock neo4j clean

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Each stamp is newer than what its step was made from; a changed lock file runs the step again.
VENV := .venv/stamp-venv
RUNTIME := .venv/stamp-runtime
DEV := .venv/stamp-dev
PROJECT := .venv/stamp-project
NEEDS := browser or office or neo4j or identity or install or long
EACH := --numprocesses auto --maxprocesses 4 --dist loadfile

app: $(RUNTIME) $(PROJECT)
	@[[ -n "$$STYRGRAF_STORE" || -e styrgraf.db ]] || $(BIN)/styrgraf load data/ || { rm -f styrgraf.db*; exit 1; }
	@$(BIN)/styrgraf app

# Random and mutated documents against the reading process; make fuzz COUNT=5000 SEED=7
fuzz: $(DEV) $(PROJECT)
	$(BIN)/python -m tests.support.document_fuzz $(or $(COUNT),100000) $(or $(SEED),1)

check: lint $(PROJECT)
	$(BIN)/pytest --hypothesis-profile check -m 'not ($(NEEDS))' $(EACH)

test: $(DEV) $(PROJECT)
	@.ci/debian-packages
	$(BIN)/pytest $(if $(STYRGRAF_TEST_NEO4J),,$(EACH))

crowd: $(DEV) $(PROJECT)
	$(BIN)/python -m tests.support.crowd $(if $(BESIDE),beside)

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(DEV)
	$(BIN)/python -m tests.support.readme

neo4j: $(DEV)
	@$(BIN)/python -m tests.support.neo4j_server

# Two lists for every platform and Python from 3.11 on, with hashes. `make lock` keeps the versions that still
# fit; `make lock UPGRADE=--upgrade` takes the newest.
lock:
	@set -euo pipefail; uv=$$(mktemp -d); trap 'rm -rf "$$uv"' EXIT; \
	$(PYTHON) -m venv "$$uv"; "$$uv/bin/pip" --disable-pip-version-check --quiet install uv; \
	lock() { "$$uv/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	    --generate-hashes --custom-compile-command "make lock" $(UPGRADE) "$$@"; }; \
	lock --output-file requirements.lock; \
	lock --extra dev --constraints requirements.lock --output-file requirements-dev.lock

# The store is somebody's data and stays.
clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "styrgraf needs Python 3.11 or later; name one: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	@touch $@

$(RUNTIME): requirements.lock | $(VENV)
	$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock | $(VENV)
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $(RUNTIME) $@

$(PROJECT): pyproject.toml | $(VENV)
	$(PIP) install --no-deps --editable .
	@touch $@
