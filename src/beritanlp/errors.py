"""The errors that beritanlp raises: one parent, so that a caller can catch them all."""


class BeritaError(Exception):
    """Parent of every error that the library raises on purpose."""


class ArticleError(BeritaError):
    """An input that is no article: unreadable, empty of text, of the wrong shape, too long."""


class ModelError(BeritaError):
    """A model that is not there, or not one of ours."""


class LexiconError(BeritaError):
    """A lexicon file that cannot be read or breaks its own rules."""
