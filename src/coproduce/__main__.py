import sys

from coproduce.cli.main import main

sys.exit(main())
