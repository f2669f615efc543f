"""The worker program: ``python -I -S _worker.py worker``.

It takes the extension from the folder it lies in, and nothing else of the installation: so it starts in a few
milliseconds, and in whatever surroundings the package itself was found.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import _phuluc  # noqa: E402

sys.exit(_phuluc.main(["phuluc", *sys.argv[1:]]))
