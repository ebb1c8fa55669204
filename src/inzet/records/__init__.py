"""What people write, and everything that can be wrong with it."""
