# Everything a newcomer needs, from a fresh clone: Debian, Python 3.11+, make.
PYTHON ?= python3
YEAR   ?= 2024
AREA   ?= VN-CT
OUT    ?= build
REPORTS ?= 110

BIN   := .venv/bin
READY := .venv/ready
# Nothing but what the lock names, byte by byte: a package or version that is not in it is refused.
LOCKED = echo $(LEFT_OUT) | $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirements pyproject.toml --constraint requirements.lock --excludes -
# A report needs no JupyterLab: what is set up is the lean install of docs/scheduling.md.
LEFT_OUT := jupyterlab
# A test run; what is marked `slow` or `server` is left out unless it is asked for.
PYTEST = $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist $(DIST) --no-loadscope-reorder
# A file stays in one process, so that what its tests share is made once (a tenth less work); files come in their order,
# the browser's long one first. Quick and slow tests share little: whoever is idle takes the next.
DIST := loadfile
test-quick test-slow coverage: DIST := worksteal
# Nothing here waits for a browser or a kernel: a third process would only import everything once more.
test-quick: WORKERS := 2
WORKERS ?= 3
export PYTHONUTF8 := 1
# Each module is compiled once, not in every process, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=

# The pure middle: every branch of it is tested.
PURE := */tongket/model/*,*/tongket/numerals/*,*/tongket/registry/*,*/tongket/data/store.py,*/tongket/measures.py,*/tongket/verdicts.py,*/tongket/claims.py

.DEFAULT_GOAL := help
# Two runs of the tests share build/test.
.NOTPARALLEL:
.PHONY: help setup report test test-quick test-slow test-all golden coverage mutation check docs bench lab lock release clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

setup: .venv/with-all  ## make the virtual environment .venv with all that anything here needs

.venv/own.lock: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: expected Python 3.11 or newer, got $$($(PYTHON) --version). Name another: make PYTHON=python3.12 report" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "make: Python could not make a virtual environment. On Debian: apt install python3-venv" >&2; exit 1; }
	@awk '/^[^ ]/ { own = /^(pip|uv)==/ } own' requirements.lock > $@.new
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $@.new
	@mv $@.new $@

$(READY): .venv/own.lock requirements.lock pyproject.toml
	@$(LOCKED)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@# Python 3.11 puts an old one there, which nothing here needs.
	@$(BIN)/uv pip uninstall --quiet --python $(BIN)/python setuptools 2>/dev/null || true
	@touch $@

# What a target needs beyond the library: each set is a part of one lock, so that versions never differ.
.venv/with-check: EXTRAS := --extra dev
.venv/with-test:  EXTRAS := --extra test --extra dev --extra docx --extra extract --extra pdf --extra publish --extra cluster
.venv/with-docs:  EXTRAS := --extra docs
.venv/with-lab .venv/with-all: LEFT_OUT :=
.venv/with-report: EXTRAS := --extra pdf --extra publish
.venv/with-lab:   EXTRAS := --extra lab
.venv/with-all:   EXTRAS := --all-extras
.venv/with-%: $(READY)
	@$(LOCKED) $(EXTRAS)
	@touch $@

report: $(READY)  ## set up what a report needs, then produce the review (YEAR=2024 AREA=VN-CT OUT=build)
	@$(BIN)/tongket run --year $(YEAR) --area $(AREA) --out $(OUT)
	@echo "The pages are in $(OUT)/site: open $(OUT)/site/index.html"

test: .venv/with-test  ## set up, then run the tests: under five minutes
	@$(PYTEST) tests

test-quick: .venv/with-test  ## the tests that one runs all the time: under a minute
	@$(PYTEST) --hypothesis-profile=quick -m "not slow and not server and not drawn" tests/unit

test-slow: .venv/with-all  ## the rest: wheel, servers, cluster, and all that takes long: about twenty minutes
	@$(PYTEST) -m "slow or server" tests

test-all: test test-slow  ## every test: about twenty-five minutes

golden: .venv/with-test  ## renew the executed reference notebooks in tests/golden/notebooks, and show what changed
	@$(BIN)/python tests/golden/executed_notebooks.py

coverage: .venv/with-all  ## every test again, with the branches they reach: the pure middle 100%, the library 95%
	@$(PYTEST) -m "" --cov --cov-report= tests
	@$(BIN)/coverage report --fail-under=100 --skip-covered --include='$(PURE)'
	@$(BIN)/coverage report --fail-under=95 --skip-covered

mutation: .venv/with-test  ## change the pure middle in thousands of places: does a test fail? (an hour)
	@nice $(BIN)/python tests/mutation.py --max-children 2

check: .venv/with-check  ## run every static check; changes nothing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@# What only other systems have must not be asked for on Windows, where nobody tries it.
	@$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml deploy/github/*.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci deploy/gitlab/.gitlab-ci.yml
	@# hadolint comes for Linux on x86-64 alone.
	@test ! -x $(BIN)/hadolint || $(BIN)/hadolint deploy/Containerfile
	@$(BIN)/tongket check

# All anew each time: what a lesson shows follows from the data and the library, which Sphinx does not watch.
docs: .venv/with-docs  ## the documentation as pages, with the lessons run: build/docs/index.html (about a minute)
	@rm -rf build/docs.new
	@$(BIN)/sphinx-build -q --fail-on-warning --keep-going --fresh-env -c docs/html -d build/doctrees . build/docs.new
	@rm -rf build/docs && mv build/docs.new build/docs
	@echo "The pages are in build/docs: open build/docs/index.html"

bench: .venv/with-all  ## measure against other runners and print the table (half an hour; REPORTS=110)
	@$(BIN)/python benchmarks/runs.py --reports $(REPORTS)

lab: .venv/with-lab  ## start JupyterLab on the notebooks
	@$(BIN)/tongket lab

# Without what the lock names: it may lack what pyproject.toml asks for now.
lock: .venv/own.lock  ## bring requirements.lock up to date with pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade --quiet --output-file requirements.lock

release: .venv/with-check  ## check that all says VERSION=0.2.0, build wheel and sdist, try both, tag; see RELEASING.md
	@$(BIN)/python .ci/release.py "$$VERSION" $$WITHOUT

clean:  ## remove what was built; the environment stays
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .coverage
