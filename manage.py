#!/usr/bin/env python
"""Django's own commands, for developers. Operators use ``coproduce``."""

import os
import sys

if __name__ == "__main__":
    os.umask(0o077)  # the database and the key are for the site's own user alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
