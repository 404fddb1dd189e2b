"""What opening the page of a large series costs: `make bench-series-page`. Server CPU and bytes sent.

The series is made and read as any other, by default of 5 million rows; `--rows 50_000_000` takes some minutes and some
gigabytes of disk. What the browser asks for by itself as the page opens counts with it: the window of the chart and the
heat map. Exit status 1 where it is more than 300 ms or 100 KB.
"""

import argparse
import os
import sys
from importlib import import_module

import django
from django.core.management import call_command
from django.db import connections

MOST_MS, MOST_BYTES = 300, 100_000
OPENING = ("the page", "the window of the chart", "the heat map")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    rows = parser.parse_args().rows
    os.environ["DJANGO_SETTINGS_MODULE"] = "verifier.settings.test"
    django.setup()
    servers = import_module("tests.servers")  # reads the settings
    running = servers.TestServers()
    running.start()
    try:
        servers.create_database()
        call_command("migrate", verbosity=0)
        costs = import_module("tests.benchmarks.opening").opened(rows)
    finally:
        connections.close_all()
        servers.drop_database()
        running.stop()
    for name, (ms, sent) in costs.items():
        sys.stdout.write(f"{ms:9,.0f} ms {sent:10,} bytes  {name}\n")
    ms, sent = (sum(costs[name][place] for name in OPENING) for place in (0, 1))
    sys.stdout.write(f"{ms:9,.0f} ms {sent:10,} bytes  opening it (at most {MOST_MS} ms and {MOST_BYTES:,} bytes)\n")
    return int(ms > MOST_MS or sent > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
