"""Goals in sums over the outputs."""
