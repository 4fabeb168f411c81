"""Every SELECT of the program, and the one way to run it."""
