"""Statistics of readers and contributors: counts in, figures out. No statement, no request, no words
of pages.

    inequality, rank_line, power_law   how unevenly posts are shared out
    classes, published                 who reads, writes at times, writes regularly; the same of a study's table
    survival, quiet, network           waiting for an answer, falling silent, giving and receiving
    differences, comparing, adjusting  two groups: shares, answers, and what else differs

What has no value is None and never 0. numpy and scipy are loaded by the functions that need them.
"""
