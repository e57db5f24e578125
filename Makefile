# `make` alone lists the targets. PYTHON=python3.12 make run uses another Python.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
DATA_DIR ?= var
MANAGE = DATA_DIR=$(DATA_DIR) $(BIN)/python manage.py
DEV_MANAGE = DEBUG=1 $(MANAGE)
export UV_PYTHON_DOWNLOADS = never
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help run dev editor test lint types content check tools lighthouse lock format clean

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/run.stamp $(DATA_DIR)/secret_key $(DATA_DIR)/static.stamp ## serve the site on 127.0.0.1:8000 (PORT=9000 for another)
	@$(MANAGE) prepare_site
	@exec env DATA_DIR=$(DATA_DIR) $(BIN)/gunicorn

dev: $(VENV)/dev.stamp ## serve with reloading and debug pages
	@$(DEV_MANAGE) prepare_site
	$(DEV_MANAGE) runserver $(or $(PORT),8000)

editor: $(VENV)/run.stamp $(DATA_DIR)/secret_key ## make a login for the admin
	@$(MANAGE) createsuperuser

test: $(VENV)/dev.stamp ## run the whole suite on SQLite, then on PostgreSQL
	@$(BIN)/python tests/run.py $(ARGS)

lint: $(VENV)/dev.stamp ## style, templates, imports, missing migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'templates/*.html' 2>/dev/null || find templates -name '*.html')
	$(BIN)/lint-imports
	$(DEV_MANAGE) makemigrations --check --dry-run
	$(DEV_MANAGE) check --fail-level WARNING

types: $(VENV)/dev.stamp ## mypy, strict
	DEBUG=1 $(BIN)/mypy

content: $(VENV)/dev.stamp ## check the content: form, links, depth
	@$(DEV_MANAGE) check_content

tools: tools/node_modules/.package-lock.json ## fetch the checkers that need Node or Java

tools/node_modules/.package-lock.json: tools/package-lock.json
	cd tools && npm ci --no-audit --no-fund --ignore-scripts
	@touch $@

lighthouse: $(VENV)/dev.stamp tools ## Lighthouse's scores of the main pages, median of three
	@$(BIN)/python -m benchmarks.lighthouse

check: lint types content test ## everything that CI runs

format: $(VENV)/dev.stamp ## put code and templates into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djade --target-version 5.2 $$(find templates -name '*.html')

lock: ## write the lock file and the requirements files anew (needs uv)
	uv lock
	uv export --frozen --no-dev --no-emit-project --no-header -q -o requirements.txt
	uv export --frozen --no-emit-project --no-header -q -o requirements-dev.txt

clean: ## remove the environment and everything that was built (keeps the database)
	rm -rf $(VENV) $(DATA_DIR)/static $(DATA_DIR)/build $(DATA_DIR)/static.stamp

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; this is $$($(PYTHON) --version). Try: make run PYTHON=python3.12"; exit 1; }
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	@echo "Installing the locked packages ..."
	@$(BIN)/pip install -q --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing the locked packages for development ..."
	@$(BIN)/pip install -q --require-hashes -r requirements-dev.txt
	@mkdir -p $(DATA_DIR)
	@touch $@ $(VENV)/run.stamp

$(DATA_DIR)/secret_key:
	@mkdir -p $(DATA_DIR)
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

$(DATA_DIR)/static.stamp: $(VENV)/run.stamp $(DATA_DIR)/secret_key $(shell find static -type f 2>/dev/null)
	@echo "Collecting and compressing the static files ..."
	@$(MANAGE) collectstatic --noinput --clear -v 0
	@touch $@
