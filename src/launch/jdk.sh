# Finds a JDK. Sourced by ./reprise, ./mvnw and .ci/run; plain bash 3.2 (macOS), no other program needed than sed.
#
#   find_jdk MINIMUM   sets JDK (its home) and JDK_VERSION (its feature release: 21, 25 …); returns 1 where there is none.
#
# Order: REPRISE_JAVA_HOME decides alone. Otherwise the first of JAVA_HOME, the `java` on PATH, the usual folders of Linux,
# macOS and SDKMAN which is 25 or newer (those can start from an AOT cache); otherwise the first that is MINIMUM or newer.

# The folders whose children are JDKs. REPRISE_JVM_FOLDERS (a colon list) replaces them: that is how the tests hide them.
jdk_folders() {
    if [ -n "${REPRISE_JVM_FOLDERS+set}" ]; then
        printf '%s\n' "$REPRISE_JVM_FOLDERS" | sed 'y/:/\n/'
        return
    fi
    printf '%s\n' /usr/lib/jvm /usr/lib64/jvm /usr/java /opt /opt/java /opt/jdk \
        "${SDKMAN_DIR:-$HOME/.sdkman}/candidates/java" "$HOME/.jdks" "$HOME/.local/share/mise/installs/java" \
        "$HOME/.asdf/installs/java" /Library/Java/JavaVirtualMachines "$HOME/Library/Java/JavaVirtualMachines" \
        /opt/homebrew/opt /usr/local/opt
}

# The feature release of the JDK at $1 (21 for 21.0.4, 8 for 1.8.0), empty where it is none. Its `release` file is asked
# first: starting a JVM only to hear its version would cost a tenth of a second each.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    local text=""
    [ -r "$1/release" ] && text=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9._]*\).*/\1/p' "$1/release")
    [ -n "$text" ] || text=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9._]*\).*/\1/p')
    text=${text#1.}
    text=${text%%[!0-9]*}
    printf '%s' "$text"
}

# The home of the `java` on PATH: its links are followed by hand, because macOS had no `readlink -f` for long.
jdk_on_path() {
    local java target
    java=$(command -v java) || return 0
    while [ -L "$java" ]; do
        target=$(readlink "$java") || return 0
        case $target in
            /*) java=$target ;;
            *) java=${java%/*}/$target ;;
        esac
    done
    java=${java%/*}
    # /usr/bin/java of macOS is a stub that opens a dialog; it has no javac's `release` beside it, so it is not asked.
    [ -r "${java%/*}/release" ] && printf '%s\n' "${java%/*}"
    return 0
}

jdk_candidates() {
    [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
    jdk_on_path
    if [ -z "${REPRISE_JVM_FOLDERS+set}" ] && [ -x /usr/libexec/java_home ]; then
        /usr/libexec/java_home -F -v 21+ 2>/dev/null
    fi
    local folder home
    jdk_folders | while IFS= read -r folder; do
        [ -n "$folder" ] || continue
        for home in "$folder"/*; do
            [ -x "$home/Contents/Home/bin/java" ] && home=$home/Contents/Home
            [ -x "$home/libexec/openjdk.jdk/Contents/Home/bin/java" ] && home=$home/libexec/openjdk.jdk/Contents/Home
            [ -x "$home/bin/java" ] && printf '%s\n' "$home"
        done
    done
    return 0
}

find_jdk() {
    local minimum=$1 home version
    JDK="" JDK_VERSION=""
    if [ -n "${REPRISE_JAVA_HOME:-}" ]; then
        version=$(jdk_version "$REPRISE_JAVA_HOME")
        [ -n "$version" ] && [ "$version" -ge "$minimum" ] || return 1
        JDK=$REPRISE_JAVA_HOME JDK_VERSION=$version
        return 0
    fi
    while IFS= read -r home; do
        version=$(jdk_version "$home")
        [ -n "$version" ] && [ "$version" -ge "$minimum" ] || continue
        if [ "$version" -ge 25 ]; then
            JDK=$home JDK_VERSION=$version
            return 0
        fi
        [ -n "$JDK" ] || { JDK=$home JDK_VERSION=$version; }
    done <<CANDIDATES
$(jdk_candidates)
CANDIDATES
    [ -n "$JDK" ]
}

# The sentence for somebody who has no JDK.
say_no_jdk() {
    if [ -n "${REPRISE_JAVA_HOME:-}" ]; then
        echo "REPRISE_JAVA_HOME is $REPRISE_JAVA_HOME, which holds no JDK of version $1 or newer: correct it, or unset it to have one looked for." >&2
    else
        echo "Reprise needs a Java Development Kit (JDK) of version $1 or newer, best 25: install one, for instance from https://adoptium.net, or point REPRISE_JAVA_HOME at yours." >&2
    fi
}
