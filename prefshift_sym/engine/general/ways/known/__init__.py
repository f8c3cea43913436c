"""What is made known before a goal is tried: signs, what assumptions say in other words, stepping stones."""
