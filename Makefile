# What one types in this house; `make help` lists it. Stamps in .venv spare a second run the installing.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA := $(or $(MEMCON_DATA),../shared/data)
TRAINED ?= $(HOME)/.cache/memcon/train
PIP := $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off
FETCHED := awk '/^(Collecting|Installing collected)/ { print "  " substr($$0, 1, 70); fflush() }'

.PHONY: help demo test check lint format types imports unit eval bench train docs system clean

help:  ## list what can be made
	@grep -E '^[a-z]+:.*  ## ' $(MAKEFILE_LIST) | sed -E 's/:.*  ## /\t/' | expand -t 12

demo: $(VENV)/.run  ## install into .venv, build a dossier from shipped articles, brief, and show why
	@PATH="$(CURDIR)/$(BIN):$$PATH" examples/demo.sh

test: system $(VENV)/.test  ## everything: lint, types, imports, floors of quality and speed, tests
	@$(MAKE) --no-print-directory lint types imports eval
	$(BIN)/python -m bench.reading --smoke
	$(BIN)/python -m bench.docket --smoke
	$(BIN)/python -m bench.questions --smoke --check
	@$(MAKE) --no-print-directory unit

check: lint types imports unit  ## what a commit must pass

lint: $(VENV)/.test  ## ruff, every rule but those that pyproject.toml names with a reason
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.test  ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.test  ## mypy --strict
	$(BIN)/mypy

imports: $(VENV)/.test  ## import-linter: rooms import upstream only, one heavy library a room
	$(BIN)/lint-imports

unit: $(VENV)/.test  ## the tests alone
	$(BIN)/pytest

eval: $(VENV)/.run  ## measure the quality against eval/floors.json (corpora: $MEMCON_DATA or ../shared/data)
	$(BIN)/python -m eval

bench: $(VENV)/.run  ## measure the speed against bench/floors.json
	$(BIN)/python -m bench.reading --check

train: $(VENV)/.train  ## train the encoder and write its ONNX file (four and a half hours on two cores, minutes on a GPU)
	@echo '8.8 million wordpieces forward and back: some two and a half to three hours on two cores of 65 GFLOP/s each; then the branch for frames and who is who, an hour and a half.'
	@echo 'Checkpoints go to $(TRAINED); the same command goes on from the last one. Remove the folder to begin anew.'
	$(BIN)/python -m training.train --data $(DATA) --out $(TRAINED)
	$(BIN)/python -m training.export $(TRAINED)/latest.pt
	$(BIN)/python -m training.framing --data $(DATA) --out $(TRAINED)

docs: $(VENV)/.test  ## write docs/reference.md and the README's output anew
	$(BIN)/python docs/generate.py

clean:  ## remove .venv and every cache
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist

system:  # what the tests need of the machine itself: Chromium, PostgreSQL, and Python's venv
	@.ci/system

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "memcon needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	@echo 'Making $(VENV) with $(PYTHON): some seconds.'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(BIN)/python
	@echo 'Installing memcon and what it needs into $(VENV), one to four minutes, once (400 MB on disk). What pip fetches:'
	@$(PIP) --editable . | $(FETCHED)
	@echo 'Installed.'
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	@echo 'Installing what the tests need, too: some minutes, once. What pip fetches:'
	@$(PIP) --editable '.[test]' | $(FETCHED)
	@touch $@ $(VENV)/.run

$(VENV)/.train: pyproject.toml | $(BIN)/python
	@echo 'Installing what training needs, torch among it: several minutes, once. What pip fetches:'
	@$(PIP) --editable '.[train]' | $(FETCHED)
	@touch $@ $(VENV)/.run
