"""What insights can work out and do.

Pure arithmetic: ``intervals``, ``medians``, ``ranking``, ``noise``, ``noise_law``, ``show_rules``.
The rest turns answers into released tables, and released tables or live answers into pages.
"""
