"""What may be asked about surveys and indicators; the only way to one of their objects."""
