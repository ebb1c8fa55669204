"""A record to start from: what the text of a letter says of itself, and what there is to code in it."""
