#!/usr/bin/env bash
# Makes assets/fonts anew from npm's @fontsource-variable/literata, in a temporary
# directory: roman and italic, the letters of western European languages, weights
# 400 to 700. Two runs give the same bytes: 33 and 34 KB, of 52 and 54 as shipped.
# Needs npm, and of Debian python3-fonttools and python3-brotli.
set -eu
letters="U+0020-007E,U+00A0-00FF,U+0152,U+0153,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2122,U+2212"
out=$(cd "$(dirname "$0")/../../assets/fonts" && pwd)
cd "$(mktemp -d)"
npm install --silent --no-audit --no-fund @fontsource-variable/literata@5.3.0
font=node_modules/@fontsource-variable/literata
cut() {
  python3 -m fontTools.varLib.instancer -q --no-recalc-timestamp "$font/files/literata-latin-wght-$1.woff2" wght=400:700 -o cut.ttf
  python3 -m fontTools.subset cut.ttf --unicodes="$letters" --layout-features=kern,liga,mark,mkmk,locl,ccmp,calt \
    --flavor=woff2 --no-recalc-timestamp --output-file="$out/$2.woff2"
}
cut normal literata-roman
cut italic literata-italic
cp "$font/LICENSE" "$out/OFL.txt"
