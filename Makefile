# make demo          the whole product on this machine; ONCE=1 ends it when the signed statement is there
# make test          every check
# make bench-rules   how long the rule book takes
# make bench-uploads how long files of gigabytes take to come in by pieces
# make bench-series  how long a meter series of fifty million rows takes
# make bench-series-page  what opening the page of a large series costs
# make bench-recalculating  how long recalculating from such a series takes; ROWS=50_000_000 for the large form
# make bench-matching  how long a year of hourly matching takes for a hundred plants
# make code          the one-time codes of the demo's accounts
# make lock          lock the requirements after a change; UPGRADE=--upgrade takes the newest versions
# make clean         remove what was installed, built and kept
PYTHON ?= python3
BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes -r
CATALOGUES = $(wildcard verifier/locale/*/LC_MESSAGES/*.po)

.PHONY: demo test bench-rules bench-uploads bench-series bench-series-page bench-recalculating bench-matching code lock clean frontend lint types contracts tests

demo: .venv/local frontend build/messages
	@$(BIN)/python -m verifier.local.demo $(if $(ONCE),--once)

test: .venv/test frontend build/messages
	@$(MAKE) --no-print-directory lint types contracts tests

bench-rules: .venv/test
	@$(BIN)/python -m tests.benchmarks.rules

bench-uploads: .venv/test
	@$(BIN)/python -m tests.benchmarks.uploads

bench-series: .venv/test
	@$(BIN)/python -m tests.benchmarks.series

bench-series-page: .venv/test
	@$(BIN)/python -m tests.benchmarks.series_page $(if $(ROWS),--rows $(ROWS))

bench-recalculating: .venv/test
	@$(BIN)/python -m tests.benchmarks.recalculating $(if $(ROWS),--rows $(ROWS))

bench-matching: .venv/test
	@$(BIN)/python -m tests.benchmarks.matching

code: .venv/local
	@$(BIN)/python manage.py demo_code

lint:
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .

types:
	@$(BIN)/mypy --no-error-summary

contracts:
	@$(BIN)/lint-imports --no-logo

tests:
	@$(BIN)/python -m pytest -q -n 2

# Set-up: each step is skipped while what it stands on is unchanged. ---------------------------------------------

.venv/python:
	@command -v $(PYTHON) >/dev/null || \
		{ echo "There is no $(PYTHON). Install Python 3.11 or later, or name one: make PYTHON=... demo"; exit 1; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "Python 3.11 or later is needed, $$($(PYTHON) -V) is older. Name another: make PYTHON=... demo"; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || \
		{ echo "$(PYTHON) cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@touch $@

.venv/local: .venv/python requirements/local.txt
	@echo "Installing what the product runs on."
	@$(PIP) requirements/local.txt
	@touch $@

# What the tests need includes what the demo needs.
.venv/test: .venv/python requirements/test.txt
	@echo "Installing what the product runs on, and what tests it."
	@$(PIP) requirements/test.txt
	@touch $@ .venv/local

frontend:
	@$(BIN)/python -m verifier.local.frontend

build/messages: $(CATALOGUES)
	@$(BIN)/python manage.py messages compile
	@mkdir -p build && touch $@

# What stands on less keeps its versions: the demo and the tests run on what production runs on.
UV_LOCK = cd requirements && uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet
lock:
	$(UV_LOCK) $(UPGRADE) base.in -o base.txt
	$(UV_LOCK) $(UPGRADE) -c base.txt local.in -o local.txt
	$(UV_LOCK) $(UPGRADE) -c local.txt test.in -o test.txt

clean:
	@test ! -e .venv/local || $(BIN)/python -m verifier.local.clean
	@rm -rf .venv
