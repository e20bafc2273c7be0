"""The site's settings, with little patience for a database that somebody else holds."""

from coproduce.config.settings import *  # noqa: F403 - a settings module is what its names are
from coproduce.config.settings import DATABASES

# Seconds.
HASTE = 1
DATABASES["default"]["OPTIONS"]["timeout"] = HASTE
