# Fogline. Two commands matter: `make assess` and `make test`.
#   PYTHON=python3.13   make the environment with this interpreter
#   VENV=FOLDER         keep it elsewhere than in .venv
#   CASE=NAME           which case or case folder `make assess` runs on

PYTHON ?= python3
VENV ?= .venv
CASE ?= kursk
OUT ?= report.html
CHOSEN := $(if $(filter file,$(origin PYTHON)),,--python-was-chosen)
ENVIRONMENT = $(PYTHON) requirements/environment.py $(VENV)
BIN = $(VENV)/bin
PYTEST = $(BIN)/python -m pytest
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help assess test test-slow test-all lint format types walls lock audit reference docs docs-serve screenshot wheel release-check run-environment dev-environment

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

run-environment:
	@$(ENVIRONMENT) run $(CHOSEN)

dev-environment:
	@$(ENVIRONMENT) dev $(CHOSEN)

assess: run-environment ## Run the main job on the bundled kursk case and write report.html
	@$(BIN)/fogline assess $(CASE) --out $(OUT)

test: dev-environment ## Pass the quick tests (some four minutes on two cores)
	@$(PYTEST) -n $(WORKERS) -m "not slow"

test-slow: dev-environment ## Pass the slow tests: recovery, builds, long searches (an hour)
	@$(PYTEST) -n $(WORKERS) -m slow

test-all: test test-slow ## Pass both

lint: dev-environment ## Check style and form
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: dev-environment ## Put style and form right
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: dev-environment ## Check types
	@$(BIN)/pyright

walls: dev-environment ## Check who may import whom
	@$(BIN)/lint-imports

# Universal: one file for every platform and Python from 3.11 on. No index, no machine in it.
# The run lock takes its versions from the dev lock, so that the one is a part of the other.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --quiet --universal \
	--generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate
lock: dev-environment ## Make the locks in requirements/ again from pyproject.toml
	@$(COMPILE) $(if $(UPGRADE),--upgrade) --all-extras --group dev -o requirements/dev.txt
	@$(COMPILE) --group build --constraints requirements/dev.txt -o requirements/run.txt

audit: dev-environment ## Check the pinned packages: hashes, and known faults where those can be asked
	@$(BIN)/python requirements/audit.py

reference: dev-environment ## Write docs/reference/ from the program
	@$(BIN)/python docs/make_reference.py

docs: dev-environment ## Run the notebook and build the documentation site into site/, offline
	@NO_MKDOCS_2_WARNING=1 FOGLINE_DOCS_RUN=1 $(BIN)/python -m mkdocs build --strict
	@echo "site/index.html opens from disk; make docs-serve adds the search"

docs-serve: docs ## Show the site at http://127.0.0.1:8001/
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory site 8001

screenshot: dev-environment ## Take docs/images/report.png of a fresh report (needs Chromium)
	@$(BIN)/python docs/make_screenshot.py

wheel: dev-environment ## Build wheel and sdist into dist/
	@$(BIN)/python -m hatchling build

release-check: ## Build both, install each by hash into a clean environment with PYTHON, assess kursk there
	@$(PYTHON) requirements/release_check.py
