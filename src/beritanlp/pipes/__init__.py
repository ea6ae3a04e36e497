"""The layers, one pipe each, in pipeline order."""
