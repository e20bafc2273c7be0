"""The ``coproduce`` command. Stands on the methods alone: runs without the web part."""
