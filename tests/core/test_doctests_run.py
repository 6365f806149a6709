"""Every example in a docstring of the core is executed."""

import doctest
import importlib
import pkgutil

import pytest

import oneteam_core

MODULES = [found.name for found in pkgutil.walk_packages(oneteam_core.__path__, "oneteam_core.")]


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
