# Shared by the scripts of this folder: `source "$(dirname "${BASH_SOURCE[0]}")/lib/common.bash"`.
# It moves to the root of the package and defines a few words; it starts nothing.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly ROOT
SCRIPT=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
readonly SCRIPT
readonly VENV="$ROOT/.venv"
# How many Swift tests run at once. All of them would starve those that listen and connect of turns and file descriptors.
readonly TEST_WIDTH=8
cd "$ROOT"

# Colours only for people.
if [[ -t 1 && -z ${NO_COLOR-} ]]; then
    readonly BOLD=$'\e[1m' RED=$'\e[31m' GREEN=$'\e[32m' PLAIN=$'\e[0m'
else
    readonly BOLD='' RED='' GREEN='' PLAIN=''
fi

# Prints the comment block at the top of the calling script, which is its help text.
usage() {
    awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$SCRIPT"
}

# Answers --help for scripts without other options and refuses anything else.
no_options() {
    case ${1-} in
        '') ;;
        -h | --help) usage; exit 0 ;;
        *) fail "unknown option '$1'; try $(basename "$0") --help" ;;
    esac
}

say() { printf '%s\n' "$*"; }
fail() { printf '%serror:%s %s\n' "$RED" "$PLAIN" "$*" >&2; exit 1; }

# stage NAME COMMAND…: runs COMMAND under a heading and says how long it took. COMMAND's first failing command ends it.
# The stage itself never fails, since bash ignores `set -e` below any `if` or `||`: what failed is in FAILED.
FAILED=()
STAGE_SUMMARY=''
stage() {
    local name=$1 began=$SECONDS status took word
    shift
    printf '\n%s==> %s%s\n' "$BOLD" "$name" "$PLAIN"
    set +e
    (set -e; "$@")
    status=$?
    set -e
    took=$((SECONDS - began))
    if [[ $status -eq 0 ]]; then
        word="${GREEN}ok${PLAIN}"
    else
        word="${RED}FAILED (exit $status)${PLAIN}"
        FAILED+=("$name")
    fi
    printf -v STAGE_SUMMARY '%s%6ds  %s: %s\n' "$STAGE_SUMMARY" "$took" "$name" "$word"
    printf '%s<== %s: %s after %ds%s\n' "$BOLD" "$name" "$word" "$took" "$PLAIN"
}

# finish: prints what every stage took, and exits with 1 if one failed.
finish() {
    printf '\n%sStages of %s%s\n%s' "$BOLD" "$(basename "$0")" "$PLAIN" "$STAGE_SUMMARY"
    [[ ${#FAILED[@]} -eq 0 ]] || exit 1
    exit 0
}

# Like stage, for what everything after it needs: a failure ends the script.
needed_stage() {
    stage "$@"
    [[ ${#FAILED[@]} -eq 0 ]] || finish
}

need_swift() {
    command -v swift >/dev/null || fail "no 'swift' on the PATH; install a Swift 6.2 or later toolchain first"
}
