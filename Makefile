# Thin over make.py, which works without make as well: python3 make.py test
.PHONY: help setup demo demo-reset demo-check test check shots messages lock
PYTHON ?= python3

help:
	@$(PYTHON) make.py help

setup demo demo-reset demo-check test check shots messages lock:
	@$(PYTHON) make.py $@
