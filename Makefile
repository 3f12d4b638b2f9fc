# Everything a fresh machine with Python >= 3.11, git and make needs. Uses uv if it is there, plain venv + pip if not.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
SOAK_STAMP := $(VENV)/.installed-soak
FUZZ_SECONDS ?= 300
FAULT_MINUTES ?= 10
PEERS ?= 1k
FUZZ_TARGETS := frontmatter links dates query
DIR ?=
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo test coverage check bench bench-quick soak docs shots snapshots lock clean

help: ## say what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(STAMP) ## set up and open the app on the example archive (DIR=folder to choose where)
	@TINGSBOK_TODAY=2024-11-08 $(BIN)/tingsbok demo $(DIR)

test: $(DEV_STAMP) ## set up and run every check and test
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest -n auto --dist worksteal -q

coverage: $(DEV_STAMP) ## run the tests once more and report what they reach
	@$(BIN)/python -m pytest -n auto --dist worksteal -q --cov --cov-report=term:skip-covered

check: $(DEV_STAMP) ## formatting, lint, types, import contracts
	@$(BIN)/ruff format --check -q .
	@$(BIN)/ruff check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

bench-quick: $(DEV_STAMP) ## measure every row on an archive of 1,000 records (a couple of minutes)
	@$(BIN)/python -m tests.bench --size 1k --runs 5

bench: $(DEV_STAMP) ## measure on 1,000, 10,000 and 100,000 records and beside other programs (an hour; PEERS=1k,10k for two); writes docs/benchmarks.md
	@$(BIN)/python -m tests.bench --size 1k,10k,100k --peers $(PEERS) --page docs/benchmarks.md

soak: $(SOAK_STAMP) ## run the long tests: largest files, fuzzing, killed saves (40 minutes; needs Linux for atheris, strace for failing system calls)
	@$(BIN)/python -m pytest -n auto -q -m soak
	@$(BIN)/python -m tests.faults.soak --minutes $(FAULT_MINUTES)
	@for target in $(FUZZ_TARGETS); do $(BIN)/python -m tests.fuzz.run $$target --seconds $(FUZZ_SECONDS) || exit 1; done

docs: $(DEV_STAMP) ## write the reference pages anew
	@$(BIN)/python -m tests.reference docs

shots: $(DEV_STAMP) ## make the pictures of the README from the running app
	@$(BIN)/python -m tests.shots docs/pictures

snapshots: $(DEV_STAMP) ## write the text of every screen anew, for the tests to compare with
	@$(BIN)/python -m tests.gallery --keep

lock: $(DEV_STAMP) ## pin every dependency anew, with hashes
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header requirements/dev.in -c requirements/run.txt -o requirements/dev.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header requirements/soak.in -o requirements/soak.txt

clean: ## take away what was set up here
	rm -rf $(VENV) dist build .coverage .hypothesis .mypy_cache .ruff_cache .pytest_cache

$(STAMP): requirements/run.txt pyproject.toml
	@echo "Setting up $(VENV) (once) ..."
ifdef UV
	@$(UV) venv -q --allow-existing --python $(PYTHON) $(VENV)
	@VIRTUAL_ENV=$(VENV) $(UV) pip install -q --require-hashes -r requirements/run.txt
	@VIRTUAL_ENV=$(VENV) $(UV) pip install -q --no-deps -e .
else
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
endif
	@$(BIN)/python -m compileall -q tingsbok tui $(VENV)/lib >/dev/null 2>&1 || true
	@touch $@

$(DEV_STAMP): $(STAMP) requirements/dev.txt
	@echo "Setting up the tools for tests (once) ..."
ifdef UV
	@VIRTUAL_ENV=$(VENV) $(UV) pip install -q --require-hashes -r requirements/dev.txt
else
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
endif
	@touch $@

$(SOAK_STAMP): $(DEV_STAMP) requirements/soak.txt
	@echo "Setting up the fuzzer (once; it is built for Linux only) ..."
ifdef UV
	@VIRTUAL_ENV=$(VENV) $(UV) pip install -q --require-hashes -r requirements/soak.txt
else
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/soak.txt
endif
	@touch $@
