"""Who saw or changed whose data: append-only and hash-chained."""
