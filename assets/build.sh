#!/bin/sh
# Rebuilds the vendored styles, script and type into src/coproduce/ui/static/ui. Developers only (make assets): the result is committed,
# so running the site needs neither npm nor this file.
set -eu
cd "$(dirname "$0")"
out=../src/coproduce/ui/static/ui
npm install --no-package-lock --ignore-scripts --silent
mkdir -p "$out/fonts" "$out/licences"
./node_modules/.bin/sass --load-path=node_modules --style=compressed --no-source-map --quiet-deps styles/site.scss "$out/site.css"
cp node_modules/htmx.org/dist/htmx.min.js "$out/htmx.min.js"
cp node_modules/htmx.org/LICENSE "$out/licences/htmx-0BSD.txt"
cp node_modules/@fontsource/atkinson-hyperlegible/LICENSE "$out/licences/atkinson-hyperlegible-OFL.txt"
cp licences/govuk-frontend-MIT.txt "$out/licences/govuk-frontend-MIT.txt"
for subset in latin latin-ext; do
  for weight in 400 700; do
    cp "node_modules/@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-$subset-$weight-normal.woff2" \
      "$out/fonts/atkinson-hyperlegible-$subset-$weight.woff2"
  done
done
cd "$out"
sha256sum htmx.min.js fonts/*.woff2
# Compressed twins, so that the server sends text compressed without work; -n keeps them the same on every machine.
gzip -9 -n -k -f site.css htmx.min.js
