# Two commands matter: `make run` and `make test`. The rest is for developers.
SHELL := /bin/bash
PY ?= python3
BIN := .venv/bin
STAMP := .venv/.ok
export OPENBLAS_NUM_THREADS := 1

.PHONY: run test check unit rooms postgres browser nightly docs assets bench messages format clean

## run      set everything up and run the platform with the demo town at http://localhost:8000
run: $(STAMP)
	$(BIN)/coproduce demo --serve

## test     set everything up and pass every test: unit, rooms, PostgreSQL, browser
test: unit rooms postgres browser

$(STAMP): pyproject.toml setup.py CHANGELOG.md requirements.lock
	@echo "Setting up in .venv (about a minute the first time) ..."
	@if command -v uv >/dev/null; then \
		uv venv --quiet --allow-existing --no-python-downloads --python $(PY) .venv && \
		uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
		uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
		$(PY) -m venv .venv && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $(STAMP)

## unit     methods, command line, house
unit: $(STAMP)
	$(BIN)/pytest -n 2 tests/methods tests/cli tests/house tests/ui benchmarks

## rooms    rooms and journeys on SQLite
rooms: $(STAMP)
	$(BIN)/pytest -n 2 tests/rooms tests/journeys tests/browser -m "not browser and not nightly"

## postgres rooms and journeys on PostgreSQL, which comes as a package and lives in a temporary folder
postgres: $(STAMP)
	$(BIN)/python tests/with_postgres.py $(BIN)/pytest -n 2 tests/rooms tests/journeys -m "not browser and not nightly"

## browser  the journeys in a real Chromium; installs it where that needs no password
browser: $(STAMP)
	@tests/browser/chromium.sh
	DJANGO_ALLOW_ASYNC_UNSAFE=1 $(BIN)/pytest tests/rooms -m "browser and not nightly"
	DJANGO_ALLOW_ASYNC_UNSAFE=1 $(BIN)/pytest tests/browser -m "browser and not nightly"

## check    format, lint, types, import contracts, migrations, deployment check, translations, documentation
check: $(STAMP)
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/lint-imports
	COPRODUCE_HOME=$$(mktemp -d) COPRODUCE_DEBUG=1 $(BIN)/mypy
	COPRODUCE_HOME=$$(mktemp -d) $(BIN)/python manage.py makemigrations --check --dry-run
	COPRODUCE_HOME=$$(mktemp -d) COPRODUCE_ADDRESS=https://town.example.org COPRODUCE_MAIL_SERVER=smtp://localhost \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/pytest -n 2 tests/house --ignore tests/house/test_url_matrix.py --ignore tests/house/test_blueprints.py

## docs     whether the pages are true: what is offered is described, links resolve, examples give what they show
docs: $(STAMP)
	$(BIN)/pytest tests/house/test_documentation.py tests/cli/test_commands_page.py
	@echo "The pages are in docs/; read on from README.md."

## nightly  the long sweep: every language, colour scheme and state, more kills, more random cases
nightly: $(STAMP)
	@tests/browser/chromium.sh
	DJANGO_ALLOW_ASYNC_UNSAFE=1 COPRODUCE_NIGHTLY=1 $(BIN)/pytest tests --ignore tests/browser -m "nightly or browser"
	DJANGO_ALLOW_ASYNC_UNSAFE=1 COPRODUCE_NIGHTLY=1 $(BIN)/pytest tests/browser -m "nightly or browser"

## bench    compare with the named peer on the same machine, in one run
bench: $(STAMP)
	$(MAKE) -C benchmarks

## assets   rebuild the vendored styles and scripts (needs npm)
assets:
	assets/build.sh

## messages gather the strings of every room, or of ROOM=ui only, and compile the catalogues (needs gettext)
messages: $(STAMP)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.house.messages $(ROOM)

format: $(STAMP)
	$(BIN)/ruff check --fix src tests benchmarks
	$(BIN)/ruff format src tests benchmarks

clean:
	rm -rf .venv var build dist
