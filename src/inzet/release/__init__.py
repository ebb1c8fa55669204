"""What is published, and what changed since."""
