# Each target works as the first command on a machine with Python 3.11 or later, pip and make.
# The interpreter that .venv is made from, where one is active too: making it anew empties it first.
PYTHON ?= $(shell python3 -c "import sys; print(sys._base_executable)")
CASES ?= $(patsubst cases/%/bcr.toml,%,$(wildcard cases/*/bcr.toml))
PYTEST_ARGS ?= -n auto --dist loadfile --no-loadscope-reorder
LOCK_ARGS ?=

BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
SPARK := $(BIN:.venv/%=.venv-spark/%)
REPORTS := $(CASES:%=reports/%)
UV := uv==0.13.9
PIP_AUDIT := pip-audit==2.10.1
# What others would read workbooks with; bcr is timed beside them and needs none of them.
OTHERS := pandas==3.1.1 openpyxl==3.1.5 python-calamine==0.9.1 polars==2.1.0 fastexcel==0.21.0

.PHONY: reports
reports: $(REPORTS) ## a report on each folder of cases, under reports/ (the default)
	$(if $(CASES),,$(error No folder of cases/ has a bcr.toml, so there is nothing to report on))

BCR = $(BIN)/bcr --store cases/$*/bcr.duckdb --config cases/$*/bcr.toml

# Exit code 3 says "ran, and found problems": they are printed, and the report shows them.
.PHONY: $(REPORTS)
$(REPORTS): reports/%: .venv/installed
	$(BCR) import cases/$* || test $$? -eq 3
	$(BCR) report --output $@ || test $$? -eq 3

.PHONY: audit
audit: $(CASES:%=audit/%) ## whether sources, stores, figures and reports still hold, after `make reports`

.PHONY: $(CASES:%=audit/%)
$(CASES:%=audit/%): audit/%: .venv/installed
	$(BCR) audit --report reports/$*

.PHONY: test
test: .venv/installed ## all tests, those in a browser too
	$(BIN)/python -m tests.chromium
	$(BIN)/pytest -m "not spark" $(PYTEST_ARGS)

.PHONY: test-spark
test-spark: .venv-spark/installed ## the tests on Spark, with two worker processes; needs Java 17
	$(SPARK)/python -m tests.java
	$(SPARK)/pytest -m spark tests/spark

.PHONY: bench-spark
bench-spark: .venv-spark/installed ## a million benefits on Spark beside polars: minutes on a quiet machine
	$(SPARK)/python -m tests.java
	$(SPARK)/python -m tests.bench.spark

.PHONY: lint
lint: .venv/installed ## style, types and walls
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

.PHONY: check
check: lint test ## everything that must hold: lint, then all tests (the README's help is one)

.PHONY: fix
fix: .venv/installed ## what ruff can mend by itself
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

# Without a network the others are not there, and the table says so.
.PHONY: bench
bench: .venv/installed ## every timing beside another way, as one table in README.md, and simulations: an hour
	$(PYTHON) -m venv --clear --without-pip .venv-bench
	-$(PYTHON) -m pip --python .venv-bench install -qq $(OTHERS)
	$(BIN)/python -m tests.bench --others $(BIN:.venv/%=.venv-bench/%)/python
	rm -r .venv-bench
	$(BIN)/python -m tests.bench.reading
	$(BIN)/python -m tests.bench.site
	$(BIN)/python -m tests.bench.change_simulation

.PHONY: readme
readme: .venv/installed ## the help texts, problems and picture of README.md, made anew
	$(BIN)/python -m tests.readme_help
	$(BIN)/python -m tests.readme_problems
	$(BIN)/python -m tests.readme_picture

.PHONY: lock
lock: ## the lock files for pyproject.toml (LOCK_ARGS=--upgrade for newer releases)
	$(PYTHON) -m venv --clear --without-pip .venv-lock
	$(PYTHON) -m pip --python .venv-lock install -qq $(UV)
	$(COMPILE) --group dev --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra spark --group spark --output-file requirements-spark.lock pyproject.toml
	rm -r .venv-lock

COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN:.venv/%=.venv-lock/%)/uv pip compile --quiet \
    --no-config --universal --python-version 3.11 --fork-strategy fewest --generate-hashes $(LOCK_ARGS)

.PHONY: licences
licences: .venv/installed ## every locked package with the licence that it states
	@$(BIN)/python -m tests.supply licences

.PHONY: sbom
sbom: .venv/installed ## the locked packages as a CycloneDX bill of materials, to standard output
	@$(BIN)/python -m tests.supply sbom

.PHONY: vulnerabilities
vulnerabilities: ## what is known against the locked packages; asks the network
	$(PYTHON) -m venv --clear --without-pip .venv-audit
	$(PYTHON) -m pip --python .venv-audit install -qq $(PIP_AUDIT)
	$(BIN:.venv/%=.venv-audit/%)/pip-audit --require-hashes --disable-pip --requirement requirements.lock
	$(BIN:.venv/%=.venv-audit/%)/pip-audit --require-hashes --disable-pip --requirement requirements-spark.lock
	rm -r .venv-audit

.PHONY: clean
clean: ## away with what make made: .venv, caches, reports and the stores in cases/
	rm -rf .venv .venv-audit .venv-bench .venv-lock .venv-spark .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -rf build dist cases/*/bcr.duckdb
	find bcr cases tests -name __pycache__ -prune -exec rm -r {} +
	find reports -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -r {} +

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 18

# --without-pip: Debian ships ensurepip apart; the environment's own pip comes from the lock.
.venv/locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	    "bcr needs Python 3.11 or later: make PYTHON=python3.11 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv --clear --without-pip .venv
	$(PYTHON) -m pip --python .venv install -qq --no-compile --require-hashes --requirement $<
	touch $@

.venv/installed: .venv/locked pyproject.toml
	$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	touch $@

# Of its own, since PySpark is 400 MB and asks for an older pandas.
.venv-spark/installed: requirements-spark.lock pyproject.toml
	$(PYTHON) -m venv --clear --without-pip .venv-spark
	$(PYTHON) -m pip --python .venv-spark install -qq --no-compile --require-hashes --requirement $<
	$(SPARK)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	touch $@
