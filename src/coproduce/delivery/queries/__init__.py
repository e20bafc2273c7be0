"""What may be asked about the rota and its tasks; the only way to one of their objects."""
