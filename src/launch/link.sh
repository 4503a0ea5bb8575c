# Asks a running Reprise for a link. Sourced by ./reprise; in a container: bash link.sh PORT DATA-DIRECTORY prints one.
# Plain bash 3.2: no curl needed.

# $1 $3 at port $2 of this machine, with the header lines of $4; sets ANSWER.
request() {
    local line=""
    ANSWER=""
    { exec 9<>"/dev/tcp/127.0.0.1/$2"; } 2>/dev/null || return 1
    trap : PIPE
    printf '%s %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n%sContent-Length: 0\r\nConnection: close\r\n\r\n' "$1" "$3" "$2" "${4:-}" >&9 2>/dev/null
    while IFS= read -r -t 5 line <&9 || [ -n "$line" ]; do
        ANSWER=$ANSWER$'\n'${line%$'\r'}
    done 2>/dev/null
    exec 9>&-
}

ask() { # GET $2 from port $1 with the header lines of $3; sets ANSWER
    request GET "$1" "$2" "${3:-}"
}

# Sets LINK: the address of the application at port $1 with a code that is good once and for two minutes. The key that buys
# it is in the file `token` of data directory $2 and goes nowhere but into that request.
make_link() {
    local token=""
    LINK=http://127.0.0.1:$1/
    [ -f "$2/token" ] && IFS= read -r token <"$2/token"
    [ -n "$token" ] && request POST "$1" /api/link "Authorization: Bearer $token"$'\r\n' || return 1
    [[ $ANSWER =~ \"url\":\"([^\"]+)\" ]] && LINK=${BASH_REMATCH[1]}
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    make_link "${1:-7717}" "${2:-/data}" || { echo "No Reprise answers at port ${1:-7717} with the key of ${2:-/data}." >&2; exit 1; }
    echo "$LINK"
fi
