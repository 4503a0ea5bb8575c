# Builds Reprise when there is no build or when a source is newer, and extracts the jar. Sourced by ./reprise.
#
#   build_if_needed   sets APP, the directory with reprise.jar and lib/; returns 1, having said why, when it cannot.
#
# Every build is extracted to a directory of its own below target/launch, named in target/launch/current: an instance that
# runs keeps its files while the next one is built, and an AOT cache, which lies beside its jar, can never meet another.

build_if_needed() {
    local target=$HERE/target
    mkdir -p "$target/launch" || { echo "Reprise cannot write to $target, where it is built." >&2; return 1; }
    if is_stale "$target" || is_unextracted "$target"; then
        lock_build "$target/launch/lock" || return 1
        { ! is_stale "$target" || build "$target"; } && { ! is_unextracted "$target" || extract "$target"; }
        local result=$?
        rm -rf "$target/launch/lock"
        [ $result -eq 0 ] || return 1
    fi
    APP=$target/launch/$(cat "$target/launch/current")
}

# The jar's own time is of no use: a reproducible build sets it to project.build.outputTimestamp. The unpacked jar that Spring
# Boot leaves beside it has the real one; `built` has the time at which our last build began.
is_stale() {
    [ -f "$1/reprise.jar" ] && [ -f "$1/reprise.jar.original" ] || return 0
    local mark=$1/reprise.jar.original
    [ "$1/launch/built" -nt "$mark" ] && mark=$1/launch/built
    [ -n "$(find "$HERE/pom.xml" "$HERE/src/main" "$HERE/frontend" -newer "$mark" 2>/dev/null | head -n 1)" ]
}

is_unextracted() {
    [ -f "$1/launch/current" ] || return 0
    [ -f "$1/launch/$(cat "$1/launch/current")/reprise.jar" ] || return 0
    [ "$1/reprise.jar.original" -nt "$1/launch/current" ]
}

# One build at a time: the lock is a directory with the builder's process number, void when that is gone.
lock_build() {
    local said="" owner
    until mkdir "$1" 2>/dev/null; do
        owner=$(cat "$1/pid" 2>/dev/null)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$1"
            continue
        fi
        [ -n "$said" ] || echo "Another ./reprise is building; waiting for it…"
        said=yes
        sleep 1
    done
    echo $$ >"$1/pid"
}

build() {
    local first=""
    [ -f "$1/reprise.jar" ] || first=" (the first time it downloads its libraries, which takes a few minutes)"
    echo "Building Reprise…$first"
    : >"$1/launch/built.new"
    local options=${MAVEN_OPTS:-}
    # Maven's own libraries make JDK 24 and newer print warnings that help nobody here.
    [ "$JDK_VERSION" -lt 24 ] || options="$options --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
    local log=$1/launch/build.log began=$SECONDS
    : >"$log"
    (cd "$HERE" && JAVA_HOME=$JDK MAVEN_OPTS=$options exec ./mvnw -B -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true package </dev/null >"$log" 2>&1) &
    local maven=$!
    trap 'kill "$maven" 2>/dev/null; rm -rf "$1/launch/lock"; exit 130' INT TERM HUP
    show_progress "$maven" "$log" "$began"
    if ! wait "$maven"; then
        trap - INT TERM HUP
        grep -a -v '^\[INFO\]' "$log" | grep -a -v '^Download' | head -n 40 >&2
        echo "Reprise could not be built; the lines above and $log say why. Nothing was started." >&2
        return 1
    fi
    trap - INT TERM HUP
    echo "Built in $((SECONDS - began)) s."
    mv -f "$1/launch/built.new" "$1/launch/built"
}

# One line that says what the build does, anew each second; where nobody watches (no terminal), a line every 15 seconds.
show_progress() { # process, log, second it began
    local step="" line said=0 now
    while kill -0 "$1" 2>/dev/null; do
        line=$(tail -c 2000 "$2" 2>/dev/null | tr '\r' '\n' | grep -a -E '^(\[INFO\] --- |Download)' | tail -n 1)
        case $line in
            Download*) step="fetching libraries" ;;
            *" --- "*)
                step=${line#*--- }
                step=${step%% *}
                step=${step##*maven-}
                ;;
        esac
        now=$((SECONDS - $3))
        if [ -t 1 ]; then
            printf '\r\033[K  %s s  %s' "$now" "$step"
        elif [ $((now - said)) -ge 15 ]; then
            said=$now
            echo "  $now s  $step"
        fi
        sleep 1
    done
    [ ! -t 1 ] || printf '\r\033[K'
}

extract() {
    local fresh previous
    fresh=$(mktemp -d "$1/launch/app.XXXXXX") || return 1
    if ! "$JDK/bin/java" -Djarmode=tools -jar "$1/reprise.jar" extract --destination "$fresh" >"$1/launch/extract.log" 2>&1; then
        cat "$1/launch/extract.log" >&2
        echo "The built jar could not be extracted to $fresh; the lines above say why." >&2
        rm -rf "$fresh"
        return 1
    fi
    previous=$(cat "$1/launch/current" 2>/dev/null)
    echo "${fresh##*/}" >"$1/launch/current.new" && mv -f "$1/launch/current.new" "$1/launch/current"
    local old
    for old in "$1"/launch/app.*; do
        case ${old##*/} in
            "${fresh##*/}" | "$previous") ;;
            *) rm -rf "$old" ;;
        esac
    done
}
