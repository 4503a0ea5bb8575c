# Starts the application, waits for it, and stops it. Sourced by ./reprise after link.sh; expects HERE, PORT, DATA, OPEN,
# SETTINGS, HOMES, PORT_ASKED, JDK, APP.

# No $(…) from here to the end of the application: bash 5.2 garbles a trap that runs while one is evaluated, and Ctrl-C is a trap.

is_reprise() { # whether a Reprise answers at port $1
    ask "$1" /ping || return 1
    case $ANSWER in
        *$'\n'"reprise "*) return 0 ;;
        *) return 1 ;;
    esac
}

# Reads running.json ({"pid":4711,"port":7717}) of data directory $1 into RUNNING_PID and RUNNING_PORT.
read_running() {
    local text=""
    RUNNING_PID="" RUNNING_PORT=""
    [ -f "$1/running.json" ] && IFS= read -r text <"$1/running.json"
    [[ $text =~ \"pid\":([0-9]+) ]] && RUNNING_PID=${BASH_REMATCH[1]}
    [[ $text =~ \"port\":([0-9]+) ]] && RUNNING_PORT=${BASH_REMATCH[1]}
    [ -n "$RUNNING_PID" ] && [ -n "$RUNNING_PORT" ]
}

open_browser() {
    [ "$OPEN" != false ] || return 0
    local opener=""
    case $SYSTEM in
        Darwin) [ -n "${SSH_CONNECTION:-}" ] || opener=open ;;
        MINGW* | MSYS* | CYGWIN*) opener=explorer.exe ;;
        *)
            if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
                opener=xdg-open
            elif [ -n "${WSL_DISTRO_NAME:-}" ]; then
                opener=explorer.exe
            fi
            ;;
    esac
    if [ -n "$opener" ] && command -v "$opener" >/dev/null 2>&1; then
        ("$opener" "$1" >/dev/null 2>&1 </dev/null &)
    fi
}

open_the_running_one() {
    read_running "$DATA" && kill -0 "$RUNNING_PID" 2>/dev/null && is_reprise "$RUNNING_PORT" || return 1
    echo "Reprise already runs on this data directory (process $RUNNING_PID):"
    make_link "$RUNNING_PORT" "$DATA"
    echo "  $LINK"
    tell_what_is_not_taken
    open_browser "$LINK"
}

# What was asked for and cannot be had of a process that runs already.
tell_what_is_not_taken() {
    local asked="" reads="" line
    if [ -n "$PORT_ASKED" ] && [ "$PORT" -ne 0 ] && [ "$PORT" != "$RUNNING_PORT" ]; then
        echo "It listens on port $RUNNING_PORT, so --port $PORT was not taken; to have that, stop it first (Ctrl-C there, or kill $RUNNING_PID)."
    fi
    [ ${#HOMES[@]} -gt 0 ] && [ -f "$DATA/running.homes" ] || return 0
    for line in "${HOMES[@]}"; do
        absolute_into line "$line"
        asked=$asked$line$'\n'
    done
    while IFS= read -r line || [ -n "$line" ]; do
        reads=$reads$line$'\n'
    done <"$DATA/running.homes"
    if [ "$asked" != "$reads" ]; then
        echo "It reads other directories than --claude-home says, which was not taken; to have them read, stop it first (Ctrl-C there, or kill $RUNNING_PID). It reads:"
        printf '%s' "$reads" | sed 's/^/  /'
    fi
}

print_a_link() { # --link
    if read_running "$DATA" && kill -0 "$RUNNING_PID" 2>/dev/null && make_link "$RUNNING_PORT" "$DATA"; then
        echo "$LINK"
        exit 0
    fi
    echo "No Reprise runs on $DATA. Start it: ./reprise" >&2
    exit 1
}

refuse_a_taken_port() {
    [ "$PORT" -ne 0 ] && (exec 9<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null || return 0
    local who="another program"
    is_reprise "$PORT" && who="a Reprise with another data directory"
    echo "Port $PORT is taken by $who: choose another, for instance ./reprise --port $((PORT % 65535 + 1))." >&2
    exit 1
}

JVM=("@$HERE/src/launch/jvm.args")

# The AOT cache of this build on this very JDK; its `release` file differs between any two.
name_cache() {
    CACHE=""
    [ "$JDK_VERSION" -ge 25 ] || return 0
    CACHE=$APP/$({ echo "$JDK"; cat "$JDK/release" 2>/dev/null; } | cksum | tr -dc '0-9').aot
}

# The JVM ignores a cache that is cut short, and would do so for ever: such a one counts as none, and is made anew.
cache_is_whole() {
    [ -n "$CACHE" ] && [ -f "$CACHE" ] && [ -f "$CACHE.size" ] || return 1
    [ "$(wc -c <"$CACHE" | tr -d ' ')" = "$(cat "$CACHE.size")" ]
}

start() { # starts Java with the options given; sets PID
    (
        umask 077
        exec "$JDK/bin/java" "$@" -XX:ErrorFile="$DATA/logs/java-crash-%p.log" -jar "$APP/reprise.jar" --server.port="$PORT" --reprise.data="$DATA" \
            ${SETTINGS[@]+"${SETTINGS[@]}"}
    ) &
    PID=$!
}

wait_until_ready() { # until the application answers (0) or has ended (1)
    local waited=0
    while kill -0 "$PID" 2>/dev/null; do
        if read_running "$DATA" && [ "$RUNNING_PID" = "$PID" ] && is_reprise "$RUNNING_PORT"; then
            return 0
        fi
        sleep 0.1 2>/dev/null || sleep 1
        waited=$((waited + 1))
        [ $waited -ne 500 ] || echo "Still starting; $DATA/logs/reprise.log says what it does."
    done
    return 1
}

wait_for_end() { # sets STATUS; a signal interrupts `wait`, so it is asked again until the process is gone
    STATUS=0
    while :; do
        wait "$PID"
        STATUS=$?
        kill -0 "$PID" 2>/dev/null || break
    done
}

stop() {
    if [ -n "$STOPPING" ]; then
        kill -KILL "$PID" 2>/dev/null
    fi
    STOPPING=yes
    kill -TERM "$PID" 2>/dev/null
    [ -z "$TRAINING" ] || kill -TERM "$TRAINING" 2>/dev/null
}

run_application() {
    STOPPING="" TRAINING="" WHOLE=""
    name_cache
    local aot=()
    cache_is_whole && WHOLE=yes && aot=(-XX:AOTCache="$CACHE" -Xlog:aot=off,cds=off,class+path=off)
    trap stop INT TERM HUP
    echo "Starting…"
    start "${JVM[@]}" ${aot[@]+"${aot[@]}"}
    if ! wait_until_ready; then
        wait_for_end
        if [ ${#aot[@]} -gt 0 ] && [ -z "$STOPPING" ] && [ $STATUS -gt 128 ]; then
            WHOLE=""
            rm -f "$CACHE" # the JVM itself died: most likely of the cache, which is only an aid
            start "${JVM[@]}"
            wait_until_ready || wait_for_end
        fi
    fi
    if [ -z "$STOPPING" ] && kill -0 "$PID" 2>/dev/null; then
        echo "Reprise $VERSION runs, Ctrl-C stops it. Its data: $DATA"
        make_link "$RUNNING_PORT" "$DATA"
        echo "  $LINK"
        echo "  (good once, for two minutes; ./reprise --link prints another)"
        open_browser "$LINK"
        if [ -n "$CACHE" ] && [ -w "$APP" ] && [ -z "$WHOLE" ]; then
            . "$HERE/src/launch/train.sh"
            train &
            TRAINING=$!
        fi
        wait_for_end
    fi
    [ -z "$TRAINING" ] || { kill -TERM "$TRAINING" && wait "$TRAINING"; } 2>/dev/null
    if [ -n "$STOPPING" ]; then
        echo "Reprise stopped."
        exit 0
    fi
    [ $STATUS -ne 2 ] || exit 2 # it has said in a sentence why it does not start
    open_the_running_one && exit 0 # somebody else was faster on the same data directory
    echo "Reprise ended by itself (status $STATUS); the lines above and $DATA/logs/reprise.log say why." >&2
    exit 1
}
