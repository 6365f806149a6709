"""OneTeam's own commands; each module has `add(parser)` and `run(options) -> int`."""
