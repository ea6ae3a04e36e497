"""beritanlp turns Indonesian news into records: who, when, who said what, and what happened."""

__version__ = "0.1.0"
