"""Goals at outputs: what is known of the atoms in sight, cases, squares, logarithms."""
