"""``python -m pressgraph.training corpus``: train the recogniser and print its scores."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pressgraph.training.recogniser import train

print(json.dumps(train(Path(sys.argv[1])), indent=1))
