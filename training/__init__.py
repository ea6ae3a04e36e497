"""The recipe of the models: never imported by `src/`, data only by path arguments."""
