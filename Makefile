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

.PHONY: setup run demo test check soak bench bundle translations

setup: $(STAMP)

$(STAMP): pyproject.toml packaging/constraints.txt packaging/setup_models.py packaging/preflight.sh
	@sh packaging/preflight.sh "$(PYTHON)"
	@sh packaging/system_libraries.sh run
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
	@sh packaging/system_libraries.sh test
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
	$(BIN)/python -m tests.bench.engine
	$(BIN)/python -m tests.bench.memory

# Builds dist/carrel and tries every part of it in an empty home, away from this folder.
bundle: $(STAMP)
	$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build packaging/carrel.spec
	@du -sm dist/carrel | cut -f1 | sed 's/$$/ MiB/'
	cd / && env -i HOME=/nonexistent PATH=/usr/bin:/bin "$(CURDIR)/dist/carrel/carrel" --selftest

# Takes new texts of the window into the Chinese translation; fill in what is unfinished, run again.
translations: $(STAMP)
	$(BIN)/pyside6-lupdate desktop/ui/*.py -source-language en -target-language zh_CN -no-obsolete \
		-locations none -ts desktop/ui/translations/zh_CN.ts
	$(BIN)/pyside6-lrelease desktop/ui/translations/zh_CN.ts -qm desktop/ui/translations/zh_CN.qm
