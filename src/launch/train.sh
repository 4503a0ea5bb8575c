# Makes the AOT cache: a second, short-lived instance at the lowest priority, with throw-away directories of its own, is asked
# for the first pages and stopped; the JVM writes the cache as it ends (about ten seconds, which nobody waits for).
# Sourced by ./reprise after the first start of a build on JDK 25 or newer; `train` runs in the background.

train() {
    local folder instance="" making=$CACHE.$$.new
    # another instance of this checkout makes one already, unless it was killed
    local other
    for other in "$CACHE".*.new.pid; do
        [ -f "$other" ] && kill -0 "$(cat "$other")" 2>/dev/null && return 0
    done
    rm -f "$CACHE".*.new "$CACHE".*.new.*
    echo $$ >"$making.pid"
    folder=$(mktemp -d "${TMPDIR:-/tmp}/reprise-train.XXXXXX") || return 1
    trap '[ -z "$instance" ] || { kill -KILL "$instance"; wait "$instance"; } 2>/dev/null; rm -rf "$folder" "$making" "$making.config" "$making.pid"; exit 0' TERM INT HUP
    mkdir "$folder/home"
    (
        umask 077
        exec nice -n 19 "$JDK/bin/java" "${JVM[@]}" -XX:AOTCacheOutput="$making" -jar "$APP/reprise.jar" \
            --server.port=0 --reprise.data="$folder/data" "--reprise.intake.homes[0]=$folder/home" \
            >"$folder/log" 2>&1 </dev/null
    ) &
    instance=$!
    practise "$folder/data" "$instance"
    kill -TERM "$instance" 2>/dev/null
    while kill -0 "$instance" 2>/dev/null; do
        wait "$instance"
    done
    if [ -f "$making" ]; then
        rm -f "$APP"/*.aot "$APP"/*.aot.size
        wc -c <"$making" | tr -d ' ' >"$CACHE.size" && mv -f "$making" "$CACHE"
    fi
    rm -rf "$folder" "$making.config" "$making.pid"
}

# Asks the instance for what a browser asks first, so that the classes behind it are in the cache.
practise() {
    local data=$1 token="" tries=0
    until read_running "$data" && is_reprise "$RUNNING_PORT"; do
        kill -0 "$2" 2>/dev/null && [ $tries -lt 1200 ] || return
        tries=$((tries + 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
    [ -f "$data/token" ] && IFS= read -r token <"$data/token"
    local page
    for page in / /sessions "/search?q=the+first" /palette /api/status /api/sessions; do
        ask "$RUNNING_PORT" "$page" "Authorization: Bearer $token"$'\r\n'
    done
}
