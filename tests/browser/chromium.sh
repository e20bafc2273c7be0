#!/usr/bin/env bash
# Finds Chromium; installs Debian's package where that needs no password; else says in one line what to do.
set -u
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests ..."
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium) >/dev/null 2>&1 && exit 0
fi
echo "Browser tests are skipped: no Chromium here. Install it (Debian: sudo apt install chromium) and run 'make browser'." >&2
[ -z "${CI:-}" ]
