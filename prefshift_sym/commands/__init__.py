"""The commands of the command line, a file each. Each has `add(parsers)`, and returns an exit code when run."""
