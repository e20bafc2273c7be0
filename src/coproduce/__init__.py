"""Co-production of public services: decide, design, deliver and assess together, on one record."""

from importlib.metadata import PackageNotFoundError, version

try:
    # As installed; setup.py takes it from the newest heading of CHANGELOG.md.
    __version__ = version("coproduce")
except PackageNotFoundError:  # run from a bare copy of the sources
    __version__ = "0+unknown"
