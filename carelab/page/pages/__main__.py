"""``python -m carelab.page.pages COURSE UNIT…`` prints the listing of a course as JSON."""

import contextlib
import json
import sys
from pathlib import Path

from carelab.page.pages.listing import listing

with contextlib.redirect_stdout(sys.stderr):  # a cell may print
    found = listing(Path(sys.argv[1]), sys.argv[2:])
sys.stdout.write(json.dumps(found))
