#!/bin/sh
# Opens Care Lab. The first time, it makes an environment of its own beside this file: that needs the internet once.
cd "$(dirname "$0")" || exit 1
failed() {
  echo "$1"
  printf "Press Return to close this window. "
  read -r _
  exit 1
}
if [ ! -f .care-lab/ready ]; then
  for python in python3 python3.14 python3.13 python3.12 python3.11 none; do
    "$python" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && break
  done
  [ "$python" = none ] && failed "Care Lab needs Python 3.11 or newer. Get it from python.org, then open this file again."
  echo "Getting Care Lab ready. This takes a few minutes, and happens only once."
  "$python" -m venv .care-lab || failed "Python's venv is missing. On Debian or Ubuntu, install python3-venv."
  .care-lab/bin/python -m pip install --quiet --disable-pip-version-check "$PWD/@WHEEL@[open]" \
    || failed "Care Lab could not be installed. Is this computer online? Show this window to your tutor."
  touch .care-lab/ready
fi
.care-lab/bin/carelab open "$@" || failed "Care Lab did not start. Show this window to your tutor."
