"""Ways to prove a goal, or to make known what helps: each sees at once whether it applies."""
