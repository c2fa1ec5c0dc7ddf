# Carrel: `make setup` once, then `make run`, `make demo`, `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# What the last set-up was made for goes on being used: `make setup ACCEL=cuda`, then `make run`.
ACCEL ?= $(or $(shell cat $(VENV)/.accel 2>/dev/null),cpu)
STAMP := $(VENV)/.ready-$(ACCEL)
TORCH_INDEX ?=
OPENVINO := openvino==2026.4.1
export CARREL_XQUAD ?= $(abspath ../shared/data/xquad)

CMAKE_cpu :=
CMAKE_cuda := -DGGML_CUDA=on
CMAKE_vulkan := -DGGML_VULKAN=on
CMAKE_metal := -DGGML_METAL=on
# GCC drops the stores that set up AMX's tiles, and llama.cpp's AMX code then dies at the first long
# prompt (ggml-org/llama.cpp#20824, #26954): AVX-512 does its work.
AMX := $(if $(shell grep -ls amx_int8 /proc/cpuinfo),-DCMAKE_C_FLAGS=-mno-amx-int8 -DCMAKE_CXX_FLAGS=-mno-amx-int8)
BUILD := $(strip $(CMAKE_$(ACCEL)) $(AMX) $(CMAKE_ARGS))
# pip takes a wheel it built before whatever the flags were, so one with flags stays out of its cache.
FRESH := $(if $(BUILD),--no-cache-dir)

# Journeys wait for windows most of the time: three go on at once, each on a screen of its own.
AT_ONCE := --numprocesses 3

DATA_HOME := $(or $(XDG_DATA_HOME),$(HOME)/.local/share)

.PHONY: setup run demo test check soak bench bundle menu translations

setup: $(STAMP)

$(STAMP): pyproject.toml packaging/constraints.txt packaging/setup_models.py packaging/preflight.sh
	@CMAKE_ARGS="$(CMAKE_ARGS)" sh packaging/preflight.sh "$(PYTHON)" "$(ACCEL)"
	@rm -f $(VENV)/.ready-*
	@sh packaging/system_libraries.sh run
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) "torch==2.13.0"
	CMAKE_ARGS="$(BUILD)" $(BIN)/python -m pip install --quiet --no-deps --force-reinstall $(FRESH) \
		--constraint packaging/constraints.txt llama-cpp-python
	$(BIN)/python -m pip install --quiet --constraint packaging/constraints.txt --editable ".[dev]"
# OpenVINO has wheels for some computers only, and what it asks for besides NumPy sends statistics.
	-$(BIN)/python -m pip install --quiet --no-deps --only-binary :all: "$(OPENVINO)" 2>/dev/null
	$(BIN)/python packaging/setup_models.py
# An editable install writes no bytecode; without it the first start is a third slower.
	$(BIN)/python -m compileall -q desktop
	@echo $(ACCEL) >$(VENV)/.accel
	@touch $(STAMP)

run: $(STAMP)
	$(BIN)/carrel

demo: $(STAMP)
	$(BIN)/python packaging/demo.py

test: $(STAMP)
	@sh packaging/system_libraries.sh test
	$(BIN)/python -m pytest -m "not soak and not blackbox" --ignore tests/ui
	$(BIN)/python -m pytest -m "not soak" --numprocesses 2 tests/ui
	$(BIN)/python -m pytest -m "blackbox and not soak" $(AT_ONCE)

soak: $(STAMP)
	$(BIN)/python -m pytest -m "soak and not blackbox"
	$(BIN)/python -m pytest -m "soak and blackbox" $(AT_ONCE)

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
	$(BIN)/python -m tests.bench.ui
	for group in speed peer search scale; do $(BIN)/python -m tests.bench.index $$group; done

# Builds dist/carrel and tries every part of it in an empty home, away from this folder.
bundle: $(STAMP)
	$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build packaging/carrel.spec
	@du -sm dist/carrel | cut -f1 | sed 's/$$/ MiB/'
	cd / && env -i HOME=/nonexistent PATH=/usr/bin:/bin "$(CURDIR)/dist/carrel/carrel" --selftest

# Puts Carrel into this user's menu of programs, and under "Open with".
menu: $(STAMP)
	install -D -m 644 desktop/ui/pictures/carrel.svg "$(DATA_HOME)/icons/hicolor/scalable/apps/carrel.svg"
	sed 's|^Exec=carrel|Exec="$(CURDIR)/$(BIN)/carrel"|' packaging/carrel.desktop \
		| install -D -m 644 /dev/stdin "$(DATA_HOME)/applications/carrel.desktop"
	@update-desktop-database "$(DATA_HOME)/applications" 2>/dev/null || true

# Takes new texts of the window into the Chinese translation; fill in what is unfinished, run again.
translations: $(STAMP)
	$(BIN)/pyside6-lupdate desktop/ui/*.py -source-language en -target-language zh_CN -no-obsolete \
		-locations none -ts desktop/ui/translations/zh_CN.ts
	$(BIN)/pyside6-lrelease desktop/ui/translations/zh_CN.ts -qm desktop/ui/translations/zh_CN.qm
