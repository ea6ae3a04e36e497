"""What a word and a sentence is in Indonesian news: tokens, sentences, numbers, normal forms."""
