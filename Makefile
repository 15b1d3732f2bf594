# Every target sets up what it needs: an environment in .venv, with exact versions. Needs make and Python 3.11 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint check build bench soak lock browser clean

demo: $(READY)  ## A whole class, end to end, on real files: `make demo LEARNERS=30` for a larger one
	$(BIN)/carelab demo $(if $(LEARNERS),--learners $(LEARNERS))

test: $(READY) browser lint check  ## Everything that must hold
	$(BIN)/python -m pytest --numprocesses logical --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: $(READY)  ## What the course itself must keep to: coverage, reading age, keys, links
	$(BIN)/carelab check

build: $(READY)  ## source/ to release/, with the proof that no key goes with it
	$(BIN)/carelab build

bench: $(READY) browser  ## Speeds, as ratios to stock in the same run
	@for script in tests/bench/*.py; do $(BIN)/python $$script || exit 1; done

soak: $(READY) browser  ## The long proofs, whole
	CARELAB_SOAK=1 $(BIN)/python -m pytest -m "soak or not soak"

lock:  ## Choose exact versions anew, for every system
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/python -m uv pip compile --upgrade --universal --generate-hashes --no-emit-index-url --no-header --extra test pyproject.toml -o requirements.lock

# Chromium, Firefox and WebKitGTK for the browser tests, and bubblewrap for the sandbox: from apt where we may, else the reader is told.
browser: $(READY)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  wanted=""; \
	  $(BIN)/python tests/browser/chromium.py || wanted="chromium fonts-noto-core"; \
	  command -v bwrap >/dev/null || wanted="$$wanted bubblewrap"; \
	  [ -z "$$wanted" ] || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$wanted >/dev/null; }; \
	  $(BIN)/python tests/site/other_browsers.py >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq firefox-esr webkit2gtk-driver xvfb >/dev/null; } || true; \
	fi
	@$(BIN)/python tests/browser/chromium.py || { \
	  echo "The browser tests need Chromium: install it, or run $(BIN)/playwright install chromium, or set CHROMIUM to its path."; exit 1; }
	@missing=$$($(BIN)/python tests/site/other_browsers.py) || { \
	  echo "The website's walks in Firefox and WebKitGTK are left out on this computer. Missing: "$$missing; [ -z "$$CI" ] || exit 1; }
	@[ "$$(uname)" != Linux ] || command -v bwrap >/dev/null || { echo "The sandbox for student code needs bubblewrap: install it from your system's packages."; exit 1; }

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'Care Lab needs Python 3.11 or newer.')"
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null; \
	  else \
	    echo "Python lacks ensurepip: on Debian or Ubuntu, install python3-venv."; exit 1; \
	  fi; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(READY)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .screens
