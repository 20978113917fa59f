#!/usr/bin/env bash
# What tests inside a JVM cannot do: full disks, builds under a run, JVMs that do not start, Ctrl-C.
# Takes some minutes. Works on a copy of the launcher with the jars that it built, and with a Maven
# that only copies these. A line for each check: ok, skipped with a reason, or FAILED; exit status 1
# if one failed.
#
#     build-tools/check-state.sh            # all checks
#     build-tools/check-state.sh two_builds # those that are named
set -uo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

ok() { printf 'ok       %s\n' "$1"; }
skipped() { printf 'skipped  %s: %s\n' "$1" "$2"; }
failed() {
  failed=1
  printf 'FAILED   %s: %s\n' "$1" "$2"
}

# check NAME EXPECTED FOUND
check() {
  if [ "$2" = "$3" ]; then ok "$1"; else failed "$1" "expected $2, found $3"; fi
}

# one_line NAME FILE: what a command said on stderr is one line.
one_line() {
  check "$1, in one line" 1 "$(grep -v '^Picked up' "$2" | grep -c '')"
}

# A checkout with all that the launcher looks at, and a Maven that takes some seconds.
checkout() {
  local copy=$1 module
  mkdir -p "$copy/bin" "$work/tools"
  cp "$home/bin/fuzz" "$copy/bin"
  cp "$home/pom.xml" "$copy"
  cp -r "$home/corpus" "$copy"
  for module in interpreter compiler metal-exec fuzz; do
    mkdir -p "$copy/$module/src/main"
    cp "$home/$module/pom.xml" "$copy/$module"
  done
  cat >"$work/tools/mvn" <<MVN
#!/usr/bin/env bash
echo "begun \$\$" >>"$work/mvn.log"
sleep "\${MAVEN_SECONDS:-1}"
mkdir -p fuzz/target/lib
for jar in "$work"/jars/*.jar; do cat "\$jar" >"fuzz/target/lib/\${jar##*/}"; done
echo "ended \$\$" >>"$work/mvn.log"
MVN
  chmod +x "$work/tools/mvn"
}

fuzz() { PATH=$work/tools:$PATH "$copy/bin/fuzz" "$@"; }

# Sources are newer than the build from now on.
change() {
  sleep 1.1
  touch "$copy/fuzz/src/main/Changed"
}

# A run on a disk that has room for so many KiB (SIZES); it goes on when there is more.
full_disk() {
  local mount
  mount='mount -t tmpfs -o size=64k none "$1"'
  mkdir -p "$work/disk"
  if ! unshare -rm sh -c "$mount" sh "$work/disk" 2>/dev/null; then
    skipped full_disk "no small file system can be mounted here (unshare -rm)"
    return
  fi
  fuzz run --cases 10 --defects published --jobs 1 --out "$work/whole" >/dev/null 2>&1
  local size
  for size in ${SIZES:-8 12 16 20 24 32 40 48 56 64 72 80 88 96 104 112 120 128 144 160}; do
    WORK=$work SIZE=$size unshare -rm bash -c "$(declare -f full_disk_at)"'; full_disk_at "$@"' \
      bash "$copy/bin/fuzz" 2>&1
    case $? in
      0) ok "full disk at $size KiB" ;;
      *) failed "full disk at $size KiB" "$(cat "$work/why")" ;;
    esac
  done
}

full_disk_at() {
  local disk=$WORK/disk err=$WORK/disk.err status=0
  mount -t tmpfs -o "size=${SIZE}k" none "$disk" || exit 1
  "$1" run --cases 10 --defects published --jobs 1 --out "$disk/run" >/dev/null 2>"$err" || status=$?
  why() {
    printf '%s; exit %s: %s' "$1" "$status" "$(tail -1 "$err")" >"$WORK/why"
    exit 1
  }
  case $status in
    1) cmp -s <(ls "$disk/run/findings") <(ls "$WORK/whole/findings") && exit 0 || why "findings" ;;
    2) grep -q 'expected a folder that takes files' "$err" && exit 0 || why "not told" ;;
    3) ;;
    *) why "expected 3" ;;
  esac
  grep -q "fuzz run: $disk/run/.*the disk is full; everything up to case [0-9]* is kept; go on" \
    "$err" || why "not told"
  mount -o remount,size=64m "$disk"
  status=0
  "$1" run --resume "$disk/run" >/dev/null 2>"$err" || status=$?
  [ "$status" = 1 ] || why "expected 1 from --resume"
  [ ! -e "$disk/run/damaged" ] || why "something is damaged"
  cmp -s <(ls "$disk/run/findings") <(ls "$WORK/whole/findings") || why "other findings"
  cmp -s <(ls "$disk/run/cases") <(ls "$WORK/whole/cases") || why "other cases"
}

# A limit for files is no full disk, but fails at the same places.
limited_files() {
  local status=0
  (
    ulimit -f 1
    fuzz run --cases 10 --jobs 1 --out "$work/limited" >/dev/null 2>"$work/err"
  ) || status=$?
  check "a file over the limit" 3 "$status"
  check "a file over the limit is named" 1 "$(grep -c 'ulimit -f' "$work/err")"
}

rebuild_under_run() {
  local run status=0 i
  fuzz run --budget 25s --out "$work/under" >/dev/null 2>"$work/under.err" &
  run=$!
  sleep 4
  for i in 1 2 3; do
    change
    fuzz devices >/dev/null 2>"$work/err" || failed rebuild_under_run "build $i: $(cat "$work/err")"
  done
  wait "$run" || status=$?
  check "a run outlives three builds" 0 "$status"
  change
  fuzz devices >/dev/null 2>&1
  if command -v flock >/dev/null; then
    local left=("$copy"/.fuzz/build-*)
    check "builds that nobody uses are deleted" 2 "${#left[@]}"
  fi
}

two_builds() {
  local first second status=0
  change
  : >"$work/mvn.log"
  MAVEN_SECONDS=3 fuzz devices >/dev/null 2>&1 &
  first=$!
  MAVEN_SECONDS=3 fuzz devices >/dev/null 2>&1 &
  second=$!
  wait "$first" || status=$?
  check "the first of two builds" 0 "$status"
  status=0
  wait "$second" || status=$?
  check "the second of two builds" 0 "$status"
  check "two builds at once are one" 2 "$(grep -c '' "$work/mvn.log")"
}

# start_fails NAME COMMAND..: it ends with 3 and one line.
start_fails() {
  local name=$1 status=0
  shift
  "$@" >/dev/null 2>"$work/err" || status=$?
  check "$name" 3 "$status"
  one_line "$name" "$work/err"
}

little_address_space() {
  (
    ulimit -v 3000000
    fuzz devices
  )
}

bad_options() { JAVA_TOOL_OPTIONS=-Xno-such-option fuzz devices; }

full_output() { fuzz devices >/dev/full; }

little_heap() { JAVA_TOOL_OPTIONS=-Xmx12m fuzz check --case cin=16,h=12,w=12,cout=16; }

read_only() {
  unshare -rm sh -c 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$1/bin/fuzz" devices' \
    sh "$copy"
}

start_failures() {
  start_fails "too little address space" little_address_space
  start_fails "options that no JVM knows" bad_options
  start_fails "output that takes nothing" full_output
  start_fails "too little heap" little_heap
  if unshare -rm true 2>/dev/null; then
    change
    start_fails "an old build in a read-only checkout" read_only
    fuzz devices >/dev/null 2>&1
  else
    skipped "an old build in a read-only checkout" "nothing can be mounted here (unshare -rm)"
  fi
  local status=0 jar
  jar=$(ls "$copy"/.fuzz/"$(<"$copy/.fuzz/current")"/fuzz-*.jar)
  head -c 1000 "$jar" >"$work/cut" && cp "$work/cut" "$jar"
  fuzz devices >/dev/null 2>"$work/err" || status=$?
  check "a build that was damaged is built again" 0 "$status"
}

other_letters() {
  local status=0 copy=$work/pröjekt
  checkout "$copy"
  LC_ALL=C fuzz check --case cin=1,h=4,w=4,cout=1 >/dev/null 2>"$work/err" || status=$?
  check "a path with other letters, in locale C" 0 "$status"
}

# interrupted SECONDS COMMAND..: Ctrl-C after so long; the exit status goes to $status.
interrupted() {
  local seconds=$1 job
  shift
  set -m
  "$@" >"$work/out" 2>"$work/err" &
  job=$!
  set +m
  sleep "$seconds"
  kill -INT -- "-$job"
  status=0
  wait "$job" || status=$?
}

interrupts() {
  local status
  if [ -n "$(trap -p INT)" ]; then
    skipped interrupts "SIGINT is ignored here, as in a job that a script starts in the background"
    return
  fi
  change
  MAVEN_SECONDS=60 interrupted 2 fuzz devices
  check "Ctrl-C in the build" 130 "$status"
  check "Maven is gone with it" 0 "$(pgrep -fc "^[^ ]*bash $work/tools/mvn" || true)"
  status=0
  fuzz devices >/dev/null 2>&1 || status=$?
  check "the next build is whole" 0 "$status"
  interrupted 8 fuzz run --budget 10m --defects published --out "$work/interrupted"
  check "Ctrl-C in a run" 130 "$status"
  check "findings that were not shrunk are the smallest so far" 0 \
    "$(grep -A4 'out of time' "$work/out" | grep -c '^  minimal')"
  interrupted 5 fuzz selftest
  check "Ctrl-C in another command" 130 "$status"
  status=0
  # Long enough for a finding on a slow machine.
  fuzz run --resume "$work/interrupted" --budget 30s >/dev/null 2>"$work/err" || status=$?
  check "a run that was interrupted goes on" 1 "$status"
  check "its lock was let go of" 0 "$(grep -c 'took over' "$work/err")"
}

"$home/bin/fuzz" devices >/dev/null || exit 3
mkdir "$work/jars"
cp "$home/.fuzz/$(<"$home/.fuzz/current")"/*.jar "$work/jars"
copy=$work/checkout
checkout "$copy"
fuzz devices >/dev/null || exit 3
for name in "${@:-limited_files rebuild_under_run two_builds start_failures other_letters interrupts full_disk}"; do
  for each in $name; do "$each"; done
done
exit "$failed"
