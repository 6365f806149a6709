from tests.alliance.conftest import house

__all__ = ["house"]
