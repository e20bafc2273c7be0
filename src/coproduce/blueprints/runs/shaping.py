"""What both Runs do in the same way: write a draft together, ask, measure."""
