"""End the embedded servers and remove what was built and kept: var/, build/, and what had to lie elsewhere.

python -m verifier.local.clean
"""

import shutil
import sys

from verifier.local.demo import VAR
from verifier.local.frontend import RESULT, ROOT
from verifier.local.postgres import Postgres
from verifier.local.processes import Busy, alone
from verifier.local.programs import Programs
from verifier.local.valkey import Valkey


def main() -> int:
    try:
        with alone(VAR / "demo.lock", patient=False):
            clean()
    except Busy:
        print("It is running from this folder. End it with Ctrl-C first.", file=sys.stderr)
        return 1
    return 0


def clean() -> None:
    Programs(VAR / "log", {}).end_leftovers()
    for home in (VAR, VAR / "test"):
        for server in (Postgres(home / "postgres"), Valkey(home / "valkey")):
            server.stop()
            for folder in server.folders():
                shutil.rmtree(folder, ignore_errors=True)
    for folder in (VAR, ROOT / "build", ROOT / "node_modules", RESULT):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
