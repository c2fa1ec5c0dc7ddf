#!/bin/sh
# Says in words what a set-up would otherwise fail over minutes later.
python="$1"
accel="$2"
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
case "$accel" in
  cpu | metal) ;;
  cuda)
    if ! command -v nvcc >/dev/null 2>&1 && [ -z "$CUDACXX" ]; then
      echo "ACCEL=cuda needs NVIDIA's CUDA toolkit, and nvcc was not found. Add its bin folder to PATH." >&2
      exit 1
    fi ;;
  vulkan)
    if ! command -v glslc >/dev/null 2>&1; then
      echo "ACCEL=vulkan needs the Vulkan headers and glslc. On Debian: apt install libvulkan-dev glslc spirv-headers" >&2
      exit 1
    fi
    if [ -e /usr/include/vulkan/vulkan_core.h ] && [ -z "$VULKAN_SDK$CMAKE_ARGS" ] &&
      ! grep -q VK_EXT_layer_settings /usr/include/vulkan/vulkan_core.h; then
      echo "The Vulkan headers of this system are older than 1.3.272. Install newer ones, or name their folder:" >&2
      echo "  make setup ACCEL=vulkan CMAKE_ARGS=-DVulkan_INCLUDE_DIR=FOLDER" >&2
      exit 1
    fi ;;
  *)
    echo "ACCEL is cpu, cuda, vulkan or metal; it was $accel." >&2
    exit 1 ;;
esac
exit 0
