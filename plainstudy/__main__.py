"""``python -m plainstudy`` does what ``plainstudy`` does."""

import sys

from plainstudy.cli import main

sys.exit(main())
