"""The register as web pages, in English and Dutch: static files, from the answers and words of the library."""
