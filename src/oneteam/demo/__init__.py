"""The sample alliance: its story as data, the loader that lives it, and the page of personas."""
