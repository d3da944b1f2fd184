#!/bin/sh
# Makes sure that a Chromium is there for the browser tests: one that is
# installed, or Debian's, where apt-get can be used without a question.
set -eu
for c in ${CHROMIUM:-} chromium chromium-browser google-chrome google-chrome-stable "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
  if command -v "$c" >/dev/null 2>&1; then exit 0; fi
done
sudo=
if [ "$(id -u)" -ne 0 ]; then sudo='sudo -n'; fi
if command -v apt-get >/dev/null 2>&1 && $sudo true 2>/dev/null; then
  echo 'Installing Chromium for the browser tests …' >&2
  export DEBIAN_FRONTEND=noninteractive
  if { $sudo apt-get update && $sudo apt-get install -y --no-install-recommends chromium fonts-dejavu-core; } >/dev/null; then exit 0; fi
fi
echo 'No Chromium found, and it cannot be installed from here: the browser tests will fail.' >&2
echo 'Install Chromium or Chrome, or set CHROMIUM to its path.' >&2
