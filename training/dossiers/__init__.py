"""Dossiers: small files of fictional reports on the same and on look-alike events, with who tells what; for merging."""
