"""consentlint: finds third-party embeds that load before consent, and names the line, the guard and the way out."""

__version__ = "0.1.0"
