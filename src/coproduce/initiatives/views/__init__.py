"""The doors of an initiative: the town's home, the page of one initiative, who takes part, and describing it."""
