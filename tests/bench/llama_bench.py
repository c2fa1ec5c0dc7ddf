"""llama.cpp's own llama-bench, linked against the very libraries that are installed.

The source distribution of llama_cpp_python brings its source; only the program and llama.cpp's
common code are compiled (three minutes on two cores, once). What computes is the library itself,
with whatever flags it was built: a difference is the loop's, never the compiler's.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

_SUFFIXES = {"linux": ".so", "darwin": ".dylib"}
_CMAKE = """\
cmake_minimum_required(VERSION 3.21)
project("llama.cpp" C CXX)
set(CMAKE_CXX_STANDARD 17)
set(BUILD_SHARED_LIBS OFF)
set(LLAMA_BUILD_COMMON ON)
set(LLAMA_OPENSSL OFF)
set(LLAMA_BUILD_NUMBER 0)
set(LLAMA_BUILD_COMMIT "installed")
list(APPEND CMAKE_MODULE_PATH "@SOURCE@")
find_package(Threads REQUIRED)
function(license_add_file)
endfunction()
function(llama_add_compile_flags)
endfunction()
foreach(name ggml-base ggml llama)
  add_library(${name} SHARED IMPORTED GLOBAL)
  set_target_properties(${name} PROPERTIES IMPORTED_LOCATION "@LIBRARIES@/lib${name}@SUFFIX@")
  target_include_directories(${name} INTERFACE "@SOURCE@/include" "@SOURCE@/ggml/include")
endforeach()
target_link_libraries(llama INTERFACE ggml ggml-base)
foreach(part vendor common tools/llama-bench)
  add_subdirectory("@SOURCE@/${part}" ${part})
endforeach()
"""


class Missing(Exception):
    """Something needed for a measurement is not here; its text says what."""


def cache() -> Path:
    """Where things that take minutes to make are kept between runs, outside the repository."""
    folder = os.environ.get("CARREL_BENCH_CACHE")
    path = Path(folder) if folder else Path.home() / ".cache" / "carrel-bench"
    path.mkdir(parents=True, exist_ok=True)
    return path


def build() -> Path:
    """Return the program, built first where it is not there; raises Missing."""
    libraries = _libraries()
    version = importlib.metadata.version("llama_cpp_python")
    name = hashlib.sha256(f"{libraries} {_CMAKE}".encode()).hexdigest()[:12]
    folder = cache() / f"llama-bench-{version}-{name}"
    program = folder / "built" / "tools" / "llama-bench" / "llama-bench"
    if program.exists():
        return program
    for tool in ("cmake", "c++"):
        if shutil.which(tool) is None:
            raise Missing(f"no {tool} to build llama-bench with")
    source = _source(version)
    folder.mkdir(exist_ok=True)
    text = _CMAKE
    for key, value in (
        ("@SOURCE@", source.as_posix()),
        ("@LIBRARIES@", libraries.as_posix()),
        ("@SUFFIX@", _SUFFIXES[sys.platform]),
    ):
        text = text.replace(key, value)
    (folder / "CMakeLists.txt").write_text(text)
    _run("cmake", "-S", str(folder), "-B", str(folder / "built"), "-DCMAKE_BUILD_TYPE=Release")
    jobs = str(os.cpu_count() or 1)
    _run("cmake", "--build", str(folder / "built"), "--target", "llama-bench", "-j", jobs)
    return program


def tokens_per_second(program: Path, model: Path, n_tokens: int, depth: int, threads: int) -> float:
    """Generate once behind `depth` tokens of prompt, as llama-bench does (it never samples)."""
    done = _run(
        str(program), "-m", str(model), "-p", "0", "-n", str(n_tokens), "-d", str(depth),
        "-t", str(threads), "-b", "512", "-ub", "512", "-fa", "auto", "-r", "1", "-o", "jsonl",
    )  # fmt: skip
    return float(json.loads(done)["avg_ts"])


def _libraries() -> Path:
    if sys.platform not in _SUFFIXES:
        raise Missing(f"llama-bench is not built on {sys.platform}")
    package = importlib.metadata.distribution("llama_cpp_python").locate_file("llama_cpp")
    libraries = Path(str(package)) / "lib"
    if not (libraries / f"libllama{_SUFFIXES[sys.platform]}").exists():
        raise Missing("the installed llama_cpp_python has no shared libraries")
    return libraries


def _source(version: str) -> Path:
    unpacked = cache() / f"llama_cpp_python-{version}"
    llama = unpacked / "vendor" / "llama.cpp"
    if not (llama / "tools" / "llama-bench" / "llama-bench.cpp").exists():
        _run(
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(cache()),
            "--no-binary", "llama_cpp_python", f"llama_cpp_python=={version}",
        )  # fmt: skip
        archive = cache() / f"{unpacked.name}.tar.gz"
        with tarfile.open(archive) as packed:
            packed.extractall(cache(), filter="data")
        archive.unlink()
    return llama


def _run(*arguments: str) -> str:
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise Missing(f"{Path(arguments[0]).name} failed: {''.join(last)[:200]}")
    return done.stdout
