#!/bin/sh
# Libraries and tools outside Python, on Debian and Ubuntu: installs what is missing when it may,
# else prints the one line that does. `run` for the window, `test` for the tests as well.
libraries="libGL.so.1:libgl1 libEGL.so.1:libegl1 libglib-2.0.so.0:libglib2.0-0
libxkbcommon.so.0:libxkbcommon0 libfontconfig.so.1:libfontconfig1 libdbus-1.so.3:libdbus-1-3
libxkbcommon-x11.so.0:libxkbcommon-x11-0 libxcb-cursor.so.0:libxcb-cursor0
libxcb-icccm.so.4:libxcb-icccm4 libxcb-image.so.0:libxcb-image0 libxcb-keysyms.so.1:libxcb-keysyms1
libxcb-shape.so.0:libxcb-shape0 libxcb-randr.so.0:libxcb-randr0
libxcb-render-util.so.0:libxcb-render-util0"
tools="Xvfb:xvfb openbox:openbox xdotool:xdotool dbus-run-session:dbus-x11 import:imagemagick
gnome-keyring-daemon:gnome-keyring strace:strace"
files="/usr/libexec/at-spi-bus-launcher:at-spi2-core
/usr/lib/python3/dist-packages/gi/__init__.py:python3-gi
/usr/share/doc/gir1.2-atspi-2.0:gir1.2-atspi-2.0 /usr/share/doc/fonts-noto-cjk:fonts-noto-cjk"

[ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null 2>&1 || exit 0
known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
missing=""
for each in $libraries; do
  case "$known" in *"${each%%:*}"*) ;; *) missing="$missing ${each##*:}" ;; esac
done
if [ "$1" = test ]; then
  for each in $tools; do
    command -v "${each%%:*}" >/dev/null 2>&1 || missing="$missing ${each##*:}"
  done
  for each in $files; do
    [ -e "${each%%:*}" ] || missing="$missing ${each##*:}"
  done
fi
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then
  # No network, no right to install: the tests that need these say so and are skipped.
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends $missing) >/dev/null 2>&1 && exit 0
fi
echo "The window needs system libraries that are missing. Install them with:" >&2
echo "  sudo apt install$missing" >&2
exit 0
