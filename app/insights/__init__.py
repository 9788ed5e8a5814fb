"""Insights: what a group's members say together, and the released summaries for clinicians."""
