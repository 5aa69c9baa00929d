# Two commands do everything: make run, make test. `make help` lists the others.
VENV := .venv
PYTHON := $(VENV)/bin/python
PIP_ARGS ?=
BASE ?= python3
STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-test
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help install run build test unit eval bench browser clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

$(PYTHON):
	@$(BASE) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with: make BASE=python3.12 …"; exit 1; }
	@$(BASE) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); echo "python3 -m venv is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }

$(STAMP): $(PYTHON) pyproject.toml constraints.txt
	$(PYTHON) -m pip install --quiet --disable-pip-version-check $(PIP_ARGS) -c constraints.txt -e .
	@touch $@

$(TEST_STAMP): $(STAMP)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check $(PIP_ARGS) -c constraints.txt -e '.[test]'
	@touch $@

install: $(STAMP) ## install into .venv (PIP_ARGS=… is given to pip)

build: $(STAMP) ## bring the index up to date
	$(PYTHON) -m qa build

run: build ## open the chat on http://localhost:8501 (PORT=…)
	$(PYTHON) -m qa.ui --port $(PORT)

test: $(TEST_STAMP) ## install what the tests need and run all of them
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --config pyproject.toml
	$(VENV)/bin/deptry .
	$(PYTHON) -m pytest -m browser
	$(PYTHON) -m pytest -m "slow and not browser" -n auto --dist worksteal
	$(PYTHON) -m pytest -m "not slow and not browser" -n auto --dist worksteal --cov --cov-report=term

unit: $(TEST_STAMP) ## run the quick tests alone
	$(PYTHON) -m pytest -m "not model and not slow and not browser"

eval: $(STAMP) ## score the answers on the question sets (XQUAD=path adds that file as a corpus)
	$(PYTHON) benchmarks/evaluate.py $(XQUAD)

bench: $(STAMP) ## measure speed against a plain baseline
	$(PYTHON) benchmarks/speed.py

browser: ## install Chromium from the distribution, for the browser tests
	apt-get update -q && apt-get install -y -q chromium

clean: ## remove the environment and the indexes
	rm -rf $(VENV) .qa
