"""What Dutch words say: numbers and periods."""
