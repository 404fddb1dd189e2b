"""The whole product on one machine: servers, worker, pages, and the story run to its signed statement.

    python -m verifier.local.demo           # stays up until Ctrl-C
    python -m verifier.local.demo --once    # ends when the statement is there

What it keeps lies under var/. With DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL set, those servers
are used instead of embedded ones.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from verifier.local import story
from verifier.local.postgres import Postgres
from verifier.local.processes import Busy, CannotStart, alone
from verifier.local.programs import ROOT, Programs, free_port
from verifier.local.valkey import Valkey

SETTINGS = "verifier.settings.local"
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
# Written when the story was told; a later run finds the statement there instead of telling it again.
TOLD = VAR / "story"
# There while the story is told. Found at a start, it means that it broke off: half a story cannot be gone on with.
BEGUN = VAR / "story.begun"
NEXT = """Next       Sign in as developer@ammonia.example: evidence of a case is asked for, and nothing was sent yet.
           Then as lead@body.example: look at what came, accept it or send it back."""
KEPT = ("files", "statements", "authority", "receiving", "demo")


def main() -> int:
    parser = argparse.ArgumentParser(description="Run Verifier on this machine.")
    parser.add_argument("--once", action="store_true", help="end when the signed statement is there")
    once = parser.parse_args().once
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        with alone(VAR / "demo.lock", patient=False), ExitStack() as stack:
            run(stack, once=once)
    except Busy:
        return complain("It is already running from this folder. Use that one, or end it with Ctrl-C first.")
    except CannotStart as error:
        return complain(str(error))
    except PermissionError as error:
        return complain(f"{error.filename} belongs to another account. Work as that account, or remove it.")
    except KeyboardInterrupt:
        print("\nEnded.")
    return 0


def run(stack: ExitStack, *, once: bool) -> None:
    """Everything started here is put on `stack`, to be ended in the opposite order."""
    began = time.monotonic()
    port = free_port(8000)
    os.environ.setdefault("PUBLIC_ADDRESS", f"http://127.0.0.1:{port}")
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    programs = Programs(VAR / "log", {})
    programs.end_leftovers()
    forget_half_a_story()
    start_servers(stack)
    manage("migrate", "--verbosity", "0")
    accounts = manage("load_demo")
    stack.callback(programs.stop)
    programs.start_worker()
    programs.start_clock()
    programs.start_web(port)
    programs.wait_until_ready()
    say(f"Up after {time.monotonic() - began:.1f} s.")
    try:
        document = tell(programs.address)
    except Exception as error:
        logs = "\n".join(programs.logs())
        raise CannotStart(f"The story broke off: {error!r}\n{logs}") from error
    found = f"Pages      {programs.address}\nStatement  {document}"
    print(f"\n{accounts.strip()}\n\n{found}\n\n{NEXT}\n", flush=True)
    if not once:
        say("Ctrl-C ends it.")
        while True:
            programs.check()
            time.sleep(0.5)


def forget_half_a_story() -> None:
    """Empty the embedded servers and the files when the last story broke off. Other people's servers are left alone."""
    if not BEGUN.exists() or os.environ.get("DATABASE_URL") or os.environ.get("REDIS_URL"):
        return
    say("The last story broke off; the demo begins anew.")
    postgres, valkey = Postgres(VAR / "postgres"), Valkey(VAR / "valkey")
    postgres.stop()
    valkey.stop()
    for folder in (postgres.data, valkey.home, *(VAR / name for name in KEPT)):
        shutil.rmtree(folder, ignore_errors=True)
    BEGUN.unlink()


def start_servers(stack: ExitStack) -> None:
    if not os.environ.get("DATABASE_URL"):
        postgres = Postgres(VAR / "postgres")
        stack.callback(postgres.stop)
        postgres.start()
        postgres.create("verifier")
    if not os.environ.get("REDIS_URL"):
        valkey = Valkey(VAR / "valkey")
        stack.callback(valkey.stop)
        valkey.start()


def tell(address: str) -> Path:
    """Play the story over HTTP once; the signed statement."""
    if TOLD.exists() and (document := Path(TOLD.read_text())).exists():
        return document
    say("The story is being told: from an application to a signed statement.")
    BEGUN.touch()
    document = story.run(address)
    TOLD.write_text(str(document))
    BEGUN.unlink()
    return document


def manage(*words: str) -> str:
    """Run one of the product's commands; what it printed. Raises CannotStart with its complaint."""
    done = subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotStart(f"`manage.py {' '.join(words)}` failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def say(line: str) -> None:
    print(line, flush=True)


def complain(line: str) -> int:
    print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
