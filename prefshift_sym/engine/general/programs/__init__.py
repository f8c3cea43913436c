"""Linear programs over what is known: nonnegative combinations of products of facts, exactly."""
