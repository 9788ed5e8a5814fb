"""What can be done in rooms: one module per activity.

Rooms: `opening`, `arranging`, `planning`, `reminding`. Who is in them: `inviting`, `entering`,
`contacting`, `preferring`, `being_here`. What is said: `saying`, `pacing`, `words`, `changing`,
`sequencing`. Hosts: `hosting`, `handing_over`, `limiting`, `holding`. Recaps: `recapping`, `asking`,
`publishing`, `quoting`, `unquoting`. What goes: `purging`, `forgetting`, `hiding`.
"""
