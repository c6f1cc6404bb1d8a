# Sourced by the scripts beside it: sets java to that of a JDK 25 or newer, TOSC_JAVA_HOME's first; ends the script where
# there is none.
java=
for home in "$TOSC_JAVA_HOME" "$JAVA_HOME" /usr/lib/jvm/*; do
  [ -x "$home/bin/java" ] && [ -r "$home/release" ] || continue
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
  [ "${version:-0}" -ge 25 ] || continue
  java=$home/bin/java
  break
done
if [ -z "$java" ]; then
  echo "$0: no JDK 25 or newer found; name it: export TOSC_JAVA_HOME=..." >&2
  exit 78
fi
