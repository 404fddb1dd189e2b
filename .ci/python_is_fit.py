"""Says what is missing, if anything, before a virtual environment is made. Runs on any Python 3."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Python 3.11 or later is needed; %s is %d.%d. Name another: make PYTHON=python3.12 demo"
        % (sys.executable, sys.version_info[0], sys.version_info[1])
    )
try:
    import ensurepip
    import venv
except ImportError:
    sys.exit(
        "%s cannot make a virtual environment. On Debian: apt-get install python%d.%d-venv"
        % (sys.executable, sys.version_info[0], sys.version_info[1])
    )
