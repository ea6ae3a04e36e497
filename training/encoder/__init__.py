"""The recipe of id_berita_trf: a small multilingual encoder cut to Indonesian news, with heads."""
