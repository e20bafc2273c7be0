"""The doors to votes: voting, reading results, and running a vote."""
