"""The transformer at run time: words to pieces, ONNX Runtime, and labels back onto the words."""
