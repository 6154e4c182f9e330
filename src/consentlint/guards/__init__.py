"""Collectors of guards, one file each: what stands between an entry and an embed, and what it is worth per world."""
