"""Finders of embeds, one file each: the ways in which a third party gets in."""
