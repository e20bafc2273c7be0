import sys

from coproduce.cli.start import main

sys.exit(main())
