"""Readers of the training corpora: each gives spaCy Docs over the library's own tokenizer."""
