# Everything a newcomer needs, from a fresh clone: Debian, Python 3.11+, make.
PYTHON ?= python3
YEAR   ?= 2024
AREA   ?= VN-CT
OUT    ?= build
REPORTS ?= 110

BIN   := .venv/bin
READY := .venv/ready
export PYTHONUTF8 := 1
# Each module is compiled once, not in every process, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=

# The pure middle: every branch of it is tested.
PURE := */tongket/model/*,*/tongket/numerals/*,*/tongket/registry/*,*/tongket/data/store.py,*/tongket/measures.py,*/tongket/claims.py

.DEFAULT_GOAL := help
.PHONY: help setup report test coverage check bench lab lock clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

setup: $(READY)  ## make the virtual environment .venv from requirements.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: expected Python 3.11 or newer, got $$($(PYTHON) --version). Name another: make PYTHON=python3.12 report" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "make: Python could not make a virtual environment. On Debian: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $$(sed -nE 's/^(uv==[^ ]+).*/\1/p' requirements.lock)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

report: $(READY)  ## set up, then produce the review (YEAR=2024 AREA=VN-CT OUT=build)
	@$(BIN)/tongket run --year $(YEAR) --area $(AREA) --out $(OUT)
	@echo "The pages are in $(OUT)/site: open $(OUT)/site/index.html"

test: $(READY)  ## set up, then run all tests
	@$(BIN)/python -m pytest --numprocesses 3 --dist worksteal tests
	@echo "All tests passed. The pages they made are in build/test/site: open build/test/site/index.html"

coverage: $(READY)  ## the tests again, with the branches they reach: the pure middle 100%, the library 95%
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal --cov --cov-report= tests
	@$(BIN)/coverage report --fail-under=100 --skip-covered --include='$(PURE)'
	@$(BIN)/coverage report --fail-under=95 --skip-covered

check: $(READY)  ## run every static check; changes nothing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/tongket check

bench: $(READY)  ## measure against other runners and print the table (half an hour; REPORTS=110)
	@$(BIN)/python benchmarks/runs.py --reports $(REPORTS)

lab: $(READY)  ## start JupyterLab on the notebooks
	@$(BIN)/jupyter lab --notebook-dir=. notebooks/00_overview.ipynb

lock: $(READY)  ## bring requirements.lock up to date with pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade --quiet --output-file requirements.lock

clean:  ## remove what was built; the environment stays
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .coverage
