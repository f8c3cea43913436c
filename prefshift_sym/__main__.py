"""`python -m prefshift_sym` is `prefshift`."""

import sys

from prefshift_sym.cli import main

sys.exit(main())
