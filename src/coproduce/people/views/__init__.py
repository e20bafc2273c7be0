"""The doors of a person's own pages, and of signing in."""
