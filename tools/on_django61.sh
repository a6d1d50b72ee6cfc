#!/usr/bin/env bash
# The tests named (those of the site, in CI) on Django 6.1 (Python 3.12 or newer), so that the move to the next LTS meets no surprise.
# Without such a Python it says "not run" and ends with 0: Django 5.2 is what we run on.
set -euo pipefail
cd "$(dirname "$0")/.."
python=""
for candidate in python3.13 python3.12 "$HOME"/.pyenv/versions/3.1[2-9]*/bin/python; do
  if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
    python=$(command -v "$candidate")
    break
  fi
done
if [ -z "$python" ]; then
  echo "not run: no Python 3.12 or newer was found for Django 6.1"
  exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
uv export --quiet --all-groups --all-extras --no-emit-project --no-hashes --no-annotate --no-header |
  grep -v '^django==' >"$folder/requirements.txt"
uv venv --quiet --python "$python" "$folder/venv"
uv pip install --quiet --no-config --python "$folder/venv/bin/python" --no-deps -r "$folder/requirements.txt" "django>=6.1,<6.2" -e .
# EMAIL_BACKEND gives way to MAILERS, which 5.2 doesn't know: the one thing to change on the move.
"$folder/venv/bin/python" -m pytest -W "ignore:The EMAIL_BACKEND setting is deprecated" -q "$@"
