"""What a page costs and how many ballots a second are kept, measured on the machine at hand."""
