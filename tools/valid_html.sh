#!/usr/bin/env bash
# Check the HTML of every page in a folder (tests/collected.py fills it, FUERZA_PAGES) with the Nu Html Checker.
set -uo pipefail
pages=("$1"/*.html)
[ -f "${pages[0]}" ] || { echo "html: there is no page in $1"; exit 1; }
checker=$(mktemp -d)
if ! command -v java >/dev/null || ! command -v npm >/dev/null; then
  echo "not run: the HTML of pages: no java or no npm here"
  exit 0
fi
# its scripts would fetch a Java of their own
if ! npm install --silent --no-save --ignore-scripts --prefix "$checker" vnu-jar@26.9.27 >/dev/null; then
  echo "not run: the HTML of pages: the checker could not be installed"
  exit 0
fi
# htmx's own attributes are what a page without script does without; what she mistyped is shown back to her to mend
java -jar "$checker/node_modules/vnu-jar/build/dist/vnu.jar" --errors-only \
  --filterpattern '.*Attribute .hx-[a-z-]*. not allowed.*|.*Bad value .* for attribute .value. on element .input.*' "${pages[@]}"
found=$?
echo "html: ${#pages[@]} pages, $([ $found = 0 ] && echo no errors || echo errors above)"
exit $found
