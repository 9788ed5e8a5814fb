"""How readers and contributors fare: counters by day, figures of a group and of the site, first
answers, welcomes. It counts people and never ranks them; nothing here says which topic somebody read.
"""
