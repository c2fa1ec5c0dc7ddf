#!/bin/sh
# Says in words what a set-up would otherwise fail over minutes later.
python="$1"
if ! command -v "$python" >/dev/null 2>&1; then
  echo "Python 3.11, 3.12 or 3.13 is needed, and $python was not found. Name one: make setup PYTHON=python3.12" >&2
  exit 1
fi
if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; then
  echo "Python 3.11, 3.12 or 3.13 is needed, and $python is $("$python" -V). Name one: make setup PYTHON=python3.12" >&2
  exit 1
fi
if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
  echo "$python cannot make virtual environments. On Debian: apt install python3-venv" >&2
  exit 1
fi
if ! command -v c++ >/dev/null 2>&1 && ! command -v g++ >/dev/null 2>&1 && ! command -v clang++ >/dev/null 2>&1; then
  echo "A C++ compiler is needed to build llama.cpp. On Debian: apt install build-essential" >&2
  exit 1
fi
exit 0
