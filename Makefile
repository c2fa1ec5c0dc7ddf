# Carrel: `make setup` once, then `make run`, `make demo`, `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
ACCEL ?= cpu
TORCH_INDEX ?=
export CARREL_XQUAD ?= $(abspath ../shared/data/xquad)

CMAKE_cpu :=
CMAKE_cuda := -DGGML_CUDA=on
CMAKE_vulkan := -DGGML_VULKAN=on
CMAKE_metal := -DGGML_METAL=on

.PHONY: setup run demo test check soak bench

setup: $(STAMP)

$(STAMP): pyproject.toml packaging/constraints.txt packaging/setup_models.py packaging/preflight.sh
	@sh packaging/preflight.sh "$(PYTHON)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) "torch==2.13.0"
	CMAKE_ARGS="$(CMAKE_$(ACCEL)) $(CMAKE_ARGS)" $(BIN)/python -m pip install --quiet \
		--constraint packaging/constraints.txt --editable ".[dev]"
	$(BIN)/python packaging/setup_models.py
	@touch $(STAMP)

run: $(STAMP)
	$(BIN)/carrel

demo: $(STAMP)
	$(BIN)/python packaging/demo.py

test: $(STAMP)
	$(BIN)/python -m pytest -m "not soak"

soak: $(STAMP)
	$(BIN)/python -m pytest -m soak

check: $(STAMP)
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python -m tests.bench.xquad search
	$(BIN)/python -m tests.bench.xquad ask
	$(BIN)/python -m tests.bench.gate
