"""Words of contributing, of deciding and of naming."""
