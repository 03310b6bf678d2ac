# `make run` and `make test` need only python3 (3.11 or newer): packaging/setup.sh makes the rest.
# ARGS is handed on: make run ARGS="--home /tmp/me", make test ARGS="-k prompt" (ARGS="-n 0": one by one).
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run uninstall demo test test-desktops lint bench screenshots po tones icons cli-files packages package-test lock clean

PYTHON ?= python3
export PYTHON
BIN := .venv/bin

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: ## set up what is missing and start Hipbreak in the tray
	@packaging/setup.sh run
	@if [ "$$(uname -s)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		echo "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so Hipbreak plays a day in a minute instead."; \
		exec $(BIN)/hipbreak demo; \
	fi; \
	if [ "$$(uname -s)" = Linux ]; then $(BIN)/python packaging/desktop_entry.py install; fi; \
	exec $(BIN)/hipbreak $(ARGS)

uninstall: ## remove the entry in the application menu, its icon and the autostart entry; your data stays
	@$(PYTHON) packaging/desktop_entry.py remove

demo: ## play a day in a minute, offscreen
	@packaging/setup.sh run
	@$(BIN)/hipbreak demo $(ARGS)

test: ## set up what is missing and run ruff, mypy and pytest
	@packaging/setup.sh test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses 7 --dist worksteal --durations 10 -m "not desktops" $(ARGS)

test-desktops: ## the tests in whole Wayland sessions, with all of GNOME and Plasma, too, and their table in docs (270 MB of packages)
	@packaging/setup.sh desktops
	$(BIN)/pytest --numprocesses 2 --dist loadscope --junitxml build/desktops.xml tests/sessions $(ARGS)
	$(BIN)/python -m tests.tools.desktops_table build/desktops.xml

lint: ## ruff and mypy only
	@packaging/setup.sh test
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: ## measure start-up, memory, wake-ups and speed
	@packaging/setup.sh test
	@$(BIN)/python -m tests.tools.bench $(ARGS)

screenshots: ## make assets/screenshots again; all moves in build/contact-sheet, all windows in build/tour
	@packaging/setup.sh test
	@$(BIN)/python -m tests.tools.screenshots $(ARGS)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.tools.contact_sheet build/contact-sheet
	@$(BIN)/python -m tests.tools.tour build/tour

po: ## bring assets/po up to date with the texts (ARGS="add LL": begin a language), and compile it
	@packaging/setup.sh test
	@$(BIN)/python packaging/translations.py $(or $(ARGS),update)

tones: ## make assets/tones again (always the same bytes)
	@$(PYTHON) packaging/make_tones.py $(ARGS)

icons: ## make assets/icons again
	@packaging/setup.sh run
	@QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/make_icons.py $(ARGS)

cli-files: ## make the man page and the completions of the shells again
	@packaging/setup.sh run
	@$(BIN)/python packaging/make_cli_files.py $(ARGS)

packages: ## build every package into dist, with checksums (ARGS=--twice: and compare with a second build)
	@packaging/setup.sh packages
	@packaging/packages.sh $(ARGS)

package-test: ## install each package of dist in a fresh Debian, use, upgrade and remove it (as root)
	@packaging/package_test.sh

lock: ## write the lock files again (needs uv; ARGS=--upgrade for newer versions)
	@packaging/lock.sh $(ARGS)

clean: ## remove .venv, caches and whatever was built
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist demo-output assets/locale
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
