"""The engine: does a set of facts give a claim? Search, proof, and one support size at a time."""
