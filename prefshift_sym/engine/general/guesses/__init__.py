"""What may be worth knowing, as guesses: lemmas with their arguments, to be proved before they are used."""
