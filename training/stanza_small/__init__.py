"""The recipe of `models/id_stanza_small`, made by Stanza's own trainers."""
