# What a developer runs. `just` alone lists these.
set shell := ["bash", "-euo", "pipefail", "-c"]

# list what there is
default:
    @just --list

# everything that must hold of the code without running it
check:
    uv run tools/check.py

# put code and templates into their one form
fmt:
    uv run ruff check --fix --quiet src tests tools training bench
    uv run ruff format --quiet src tests tools training bench

# the tests, on SQLite
test *ARGS:
    uv run pytest {{ARGS}}

# the whole suite on a throw-away PostgreSQL
test-pg *ARGS:
    uv run --group pg tools/on_postgres.py {{ARGS}}

# the sample programme and inbox, served on http://localhost:8000
demo:
    uv run fuerza demo

# serve your own data
serve:
    uv run fuerza serve

# damaged files through everything that reads files, for a while (--seconds 60)
fuzz *ARGS:
    uv run tools/fuzz.py {{ARGS}}

# mutated packages of evidence past the verifier, 100,000 of them (takes some minutes)
fuzz-vault *ARGS:
    uv run tools/fuzz_vault.py {{ARGS}}

# the benches that need no data folder
bench:
    uv run bench/desk.py
    uv run bench/importing.py
    uv run bench/evidence.py
    uv run bench/export.py
    uv run bench/jobs.py
    uv run bench/acting.py
    uv run bench/vault.py
    uv run --group bench bench/floods.py

# collect new words from code and templates, and compile the catalogues
messages:
    uv run tools/messages.py

# pin what is new in pyproject.toml and requirements.lock; `just lock --upgrade` takes the newest of everything
lock *options:
    uv run tools/lock.py {{options}}

# that docs and code say the same: settings, commands, platforms, fields, links
docs:
    uv run pytest tests/test_docs.py
