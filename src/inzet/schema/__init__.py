"""What a record is, and every form that this takes: validators, tables, models, bundles for editors."""
