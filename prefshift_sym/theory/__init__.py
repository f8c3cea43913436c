"""The vocabulary of the subject: the setting, its assumptions, statements, hypotheses."""
