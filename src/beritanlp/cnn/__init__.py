"""The CNN model's room: spaCy's own components, with the same results in a fraction of the time.

spaCy moves its parser and its recogniser of names by one token of one document at a time. Here all
sentences of a batch move together, as rows of numpy arrays; weights and files stay spaCy's own.
"""
