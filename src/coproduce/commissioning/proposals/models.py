"""Models of this sub-room."""
