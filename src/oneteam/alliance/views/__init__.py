"""Pages of the alliance, by whom they are for."""
