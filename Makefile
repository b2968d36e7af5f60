# make setup   the environment and .venv/bin/plainstudy
# make demo    a filled site at http://127.0.0.1:8000
# make test    all tests
# make check   style, types, import contracts, migrations
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet

.DELETE_ON_ERROR:
.PHONY: setup setup-dev demo test check format lock clean

setup: .venv/.base
setup-dev: .venv/.dev

# Dependencies come only from the hash-pinned files; the package itself is built without asking any index.
.venv/.base: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "plainstudy needs Python 3.11 or newer: make setup PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what plainstudy needs (once) …"
	@$(PIP) install --require-hashes -r requirements/base.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.base requirements/dev.txt
	@echo "Installing what the tests need (once) …"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

demo: setup
	$(BIN)/plainstudy demo $(ARGS)

test: setup-dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(ARGS)

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy plainstudy
	$(BIN)/lint-imports
	$(BIN)/python -m plainstudy manage makemigrations --check --dry-run

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: setup-dev
	cd requirements && for name in base dev; do ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" $$name.in --output-file $$name.txt; done

clean:
	rm -rf .venv data build *.egg-info
