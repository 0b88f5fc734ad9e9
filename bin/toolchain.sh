# Sourced by the programs beside it: finds or installs what they need, builds once, and starts Java.
# Callers set $root (the checkout) and $me (their name). Nothing here prints on standard output.

say() {
    printf '%s: %s\n' "$me" "$*" >&2
}

fail() { # STATUS MESSAGE...
    status=$1
    shift
    say "$@"
    exit "$status"
}

# --- programs -------------------------------------------------------------------------------------------------------

is_jdk() { # DIR
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [ "${version:-0}" -ge 17 ]
}

# Sets $jdk to a JDK of version 17 or newer: JAVA_HOME, then the one on the PATH, then the oldest installed.
find_jdk() {
    on_path=$(command -v javac 2>/dev/null || true)
    if [ -n "$on_path" ]; then
        on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
        on_path=${on_path%/bin/javac}
    fi
    for jdk in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*17* /usr/lib/jvm/* \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -n "$jdk" ] && is_jdk "$jdk"; then
            return 0
        fi
    done
    jdk=
    return 1
}

# Sets $java to a Java to run with. JAVA_HOME decides; a JDK is not needed.
find_java() {
    if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
        java=$JAVA_HOME/bin/java
    elif java=$(command -v java); then
        :
    elif find_jdk; then
        java=$jdk/bin/java
    else
        return 1
    fi
}

has() { # PROGRAM
    case $1 in
        jdk) find_jdk ;;
        *) command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ] || [ -x "/usr/local/sbin/$1" ] ;;
    esac
}

package_manager() {
    for manager in apt-get dnf zypper apk pacman brew; do
        if command -v "$manager" >/dev/null 2>&1; then
            echo "$manager"
            return 0
        fi
    done
    return 1
}

package_of() { # MANAGER PROGRAM
    case $1:$2 in
        apt-get:jdk) echo default-jdk-headless ;;
        dnf:jdk) echo java-latest-openjdk-devel ;;
        zypper:jdk) echo java-17-openjdk-devel ;;
        apk:jdk) echo openjdk17-jdk ;;
        pacman:jdk) echo jdk17-openjdk ;;
        brew:jdk) echo openjdk@17 ;;
        apt-get:ftpsync)
            # it needs something that sends mail; dma does so without a daemon
            [ -x /usr/sbin/sendmail ] && echo ftpsync || echo "ftpsync dma"
            ;;
        *:mvn) echo maven ;;
        apk:sshd | apk:ssh | apk:ssh-keygen | pacman:sshd | pacman:ssh | pacman:ssh-keygen | brew:ssh*) echo openssh ;;
        *:sshd) echo openssh-server ;;
        apt-get:ssh | apt-get:ssh-keygen) echo openssh-client ;;
        *:ssh | *:ssh-keygen) echo openssh-clients ;;
        *) echo "$2" ;;
    esac
}

install_line() { # MANAGER PACKAGE...
    manager=$1
    shift
    case $manager in
        apt-get) echo "apt-get install -y --no-install-recommends $*" ;;
        dnf) echo "dnf install -y $*" ;;
        zypper) echo "zypper --non-interactive install $*" ;;
        apk) echo "apk add $*" ;;
        pacman) echo "pacman -S --noconfirm --needed $*" ;;
        brew) echo "brew install $*" ;;
    esac
}

# Sees to it that the programs are there: installs the packages where that needs no password, else says how and exits.
need() { # PROGRAM...
    missing=
    for program in "$@"; do
        has "$program" || missing="$missing $program"
    done
    [ -n "$missing" ] || return 0
    manager=$(package_manager) || fail 69 "missing:$missing; install them, no known package manager was found here"
    packages=
    for program in $missing; do
        package=$(package_of "$manager" "$program")
        case " $packages " in
            *" $package "*) ;;
            *) packages="$packages $package" ;;
        esac
    done
    # shellcheck disable=SC2086
    line=$(install_line "$manager" $packages)
    if [ "$manager" = brew ]; then
        as_root=
    elif [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n "
    else
        fail 69 "missing:$missing; run this first: sudo $line"
    fi
    say "missing:$missing; installing with: $as_root$line"
    if [ "$manager" = apt-get ]; then
        # shellcheck disable=SC2086
        ${as_root}apt-get update -q >&2 || say "apt-get update failed; trying with the package lists at hand"
        line="env DEBIAN_FRONTEND=noninteractive $line"
    fi
    # shellcheck disable=SC2086
    $as_root$line >&2 </dev/null || fail 69 "could not install:$missing; run this by hand: $line"
    for program in $missing; do
        has "$program" || fail 69 "$program is still missing after: $line"
    done
}

# --- the build ------------------------------------------------------------------------------------------------------

# What the programs are built from, as one number: names and contents of the sources.
fingerprint() {
    (cd "$root" && find pom.xml mirror-*/pom.xml mirror-*/src/main -type f -exec cksum {} + | LC_ALL=C sort | cksum) |
        tr ' ' -
}

# Runs a command while no other start of these programs builds here.
locked() { # COMMAND...
    mkdir -p "$root/.build" 2>/dev/null
    if ! (: >>"$root/.build/lock") 2>/dev/null; then
        fail 69 "not built, and $root cannot be written; run bin/demo once as the user who owns it"
    fi
    (
        if command -v flock >/dev/null 2>&1; then
            flock -n 9 || {
                say "waiting for another build here to end"
                flock 9
            }
        else
            perl -e 'open(my $lock, ">&=", 9) or die; flock($lock, 2) or die' || exit 69
        fi
        "$@" 9>&-
    ) 9>>"$root/.build/lock"
}

maven() { # ARGUMENT...
    (cd "$root" && JAVA_HOME=$jdk mvn -B -ntp "$@" </dev/null)
}

built_as() {
    cat "$root/.build/current" 2>/dev/null || true
}

# Builds the programs if the sources are not those of the last build, and sets $programs to their folder.
build() {
    wanted=$(fingerprint)
    programs=$root/.build/$wanted
    if [ "$(built_as)" = "$wanted" ] && [ -d "$programs" ]; then
        return 0
    fi
    need jdk mvn
    locked build_here || exit $?
}

build_here() {
    if [ "$(built_as)" = "$wanted" ] && [ -d "$programs" ]; then
        return 0
    fi
    say "building (the first time, Maven downloads what it needs)"
    log=$root/.build/build.log
    if ! maven package -DskipTests -pl mirror-examples -am >"$log" 2>&1; then
        grep -E '^\[ERROR\]' "$log" | head -n 15 >&2
        fail 69 "the build failed; all of it is in $log"
    fi
    rm -rf "$programs" "$programs.new"
    mkdir -p "$programs.new"
    cp "$root"/mirror-examples/target/lib/*.jar "$programs.new/"
    for jar in "$root"/mirror-examples/target/mirror-examples-*.jar; do
        case $jar in
            *-sources.jar | *-javadoc.jar) ;;
            *) cp "$jar" "$programs.new/" ;;
        esac
    done
    mv "$programs.new" "$programs"
    if find_java && class_archive ftpsync; then
        rehearse ftpsync
    fi
    before=$(built_as)
    echo "$wanted" >"$root/.build/current.new"
    mv "$root/.build/current.new" "$root/.build/current"
    # The build before this one may still be running somewhere; older ones go.
    for old in "$root"/.build/*-*; do
        case $old in
            "$programs" | "$root/.build/${before:-none}") ;;
            *) [ ! -d "$old" ] || rm -rf "$old" ;;
        esac
    done
}

# --- start ----------------------------------------------------------------------------------------------------------

# For programs that never build: sets $programs to what was built last.
require_built() {
    programs=$root/.build/$(built_as)
    if [ "$programs" = "$root/.build/" ] || [ ! -d "$programs" ]; then
        fail 69 "not built; build it with: $root/bin/mirrorctl --version"
    fi
    find_java || fail 69 "java is missing; install a Java 17 or newer, or set JAVA_HOME"
}

# Short runs: what Java does to be fast in the long run, and what it says about itself, are left out.
short_run="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto -Xlog:disable"

# Sets $archive to where the classes of a program are kept ready for this very Java; fails where that cannot be told.
class_archive() { # NAME
    archive=
    java_home=$(readlink -f "$java" 2>/dev/null) || return 1
    java_home=${java_home%/bin/java}
    [ -r "$java_home/release" ] || return 1
    while IFS= read -r line; do
        case $line in
            JAVA_RUNTIME_VERSION=*)
                version=${line#*\"}
                archive=$programs/$1-${version%\"*}.jsa
                ;;
        esac
    done <"$java_home/release"
    [ -n "$archive" ]
}

# Lets a program run once for show, and has Java keep the classes that it needed. One attempt for each Java; without the
# archive the program is only slower to start.
rehearse() { # NAME
    (set -C && : >"$archive.tried") 2>/dev/null || return 0
    # shellcheck disable=SC2086
    if env -i PATH="$PATH" LC_ALL=C.UTF-8 "$java" $short_run -XX:ArchiveClassesAtExit="$archive.new" \
        -cp "$programs/*" "org.pushmirror.examples.$1.Rehearsal" </dev/null >/dev/null 2>&1; then
        mv "$archive.new" "$archive"
    else
        rm -f "$archive.new"
    fi
}

# As start, for programs that should be there at once. The first run with a Java has the classes made ready beside it.
start_fast() { # NAME CLASS ARGUMENT...
    if class_archive "$1"; then
        if [ -r "$archive" ]; then
            shift
            set -- "-XX:SharedArchiveFile=$archive" "$@"
        else
            [ ! -w "$programs" ] || rehearse "$1" </dev/null >/dev/null 2>&1 &
            shift
        fi
    else
        shift
    fi
    start "$@"
}

start() { # CLASS ARGUMENT...
    find_java || fail 69 "java is missing; install a Java 17 or newer, or set JAVA_HOME"
    # Java cannot tell on every version whether somebody is looking.
    if [ -t 1 ] && [ "${TERM:-dumb}" != dumb ]; then
        set -- -Dpushmirror.terminal=stdout "$@"
    fi
    # Java reads arguments and file names by the locale, and a plain one has nothing but ASCII.
    locale=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}
    case $locale in
        *[Uu][Tt][Ff]-8 | *[Uu][Tt][Ff]8) ;;
        *)
            set -- -Dpushmirror.locale="$locale" "$@"
            LC_ALL=C.UTF-8
            export LC_ALL
            ;;
    esac
    # shellcheck disable=SC2086
    exec "$java" $short_run -cp "$programs/*" -Dpushmirror.bin="$root/bin" "$@"
}
