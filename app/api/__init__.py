"""The JSON edge: read-only for now. The same queries as the pages, through the same viewer."""
