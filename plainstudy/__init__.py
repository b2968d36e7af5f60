"""Plain pages and mails about clinical studies, from the registries' own records."""

__version__ = "0.1.0"
