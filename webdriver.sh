#!/usr/bin/env bash
# Runs a command with a real browser at hand.
#
# Makes sure of what the command needs, starts chromedriver on a free port, waits until it is ready, exports its address as
# FAGAO_WEBDRIVER_URL, runs the command with its exit code, and stops only what it started, on Ctrl-C too.
#
# Needed always: Chromium or Chrome, chromedriver, a font for Chinese, the ByteMD editor (for the sandbox's pages).
# Needed when a word of the command is `cargo`: a C compiler; when one is `test` or `nextest`: PHP as well (the envelope's tests
# run it) and axe-core (the report's tests do). What is missing is installed with apt-get where there is one; elsewhere this says what to install, and fails.
# When nothing is missing, nothing is installed and no network is used.
set -eu

usage() {
    cat <<'TEXT'
usage: ./webdriver.sh COMMAND [ARGUMENT]…   run COMMAND with FAGAO_WEBDRIVER_URL set to a WebDriver that is ready
       ./webdriver.sh --setup               install all that any command may need, and run nothing
       ./webdriver.sh --help                print this

With FAGAO_WEBDRIVER_URL already set, that driver is used and none is started.
The editor is kept in $XDG_CACHE_HOME/fagao, or ~/.cache/fagao.
TEXT
}

# `npm view bytemd@1.22.0 dist.integrity` prints the same.
editor=bytemd-1.22.0
editor_integrity=sha512-2vmegXnnsOxNufRrrQGHYKwgTmx6H+h40ZZs3DAw/SS5O4mBzO9evc1HD39CqW9wglGNBJxMg257pv9pgAGl+A==
# For the tests alone: it looks for what keeps people from reading a page.
axe=axe-core-4.14.1
axe_integrity=sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==
packages=("$editor")

say() { printf 'webdriver.sh: %s\n' "$*" >&2; }
fail() {
    say "$@"
    exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
show_tail() { tail -n 20 "$1" | sed 's/^/  | /' >&2; }

has_browser() {
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
        has "$name" && return
    done
    [ -d "/Applications/Google Chrome.app" ] || [ -d /Applications/Chromium.app ]
}

find_driver() {
    local name
    for name in chromedriver /usr/lib/chromium/chromedriver /usr/lib/chromium-browser/chromedriver; do
        command -v "$name" 2>/dev/null && return
    done
    return 1
}

# fontconfig knows best; a machine without its command may have the font all the same.
has_chinese_font() {
    local file
    if has fc-list; then
        [ -n "$(fc-list :lang=zh-cn file)" ]
        return
    fi
    for file in /usr/share/fonts/*/*/*CJK* /usr/share/fonts/*/*CJK* /usr/share/fonts/*/*/wqy* /System/Library/Fonts/PingFang*; do
        [ -e "$file" ] && return
    done
    return 1
}

has_package() {
    case $1 in
        "$editor") [ -f "$cache/$editor/dist/index.umd.js" ] && [ -f "$cache/$editor/dist/index.css" ] ;;
        "$axe") [ -f "$cache/$axe/axe.min.js" ] ;;
    esac
}

has_packages() {
    local package
    for package in "${packages[@]}"; do
        has_package "$package" || return 1
    done
}

# Prints the needs that are not met, one word each. Arguments: the needs to look at.
missing() {
    local need
    for need in "$@"; do
        case $need in
            browser) has_browser ;;
            driver) find_driver >/dev/null ;;
            font) has_chinese_font ;;
            npm) has_packages || { has node && has npm; } ;;
            php) has php ;;
            cc) has cc ;;
        esac || printf '%s\n' "$need"
    done
}

# What a person is told to install where there is no apt-get.
in_words() {
    case $1 in
        browser) echo "Chromium or Google Chrome (package chromium; macOS: brew install --cask google-chrome)" ;;
        driver) echo "chromedriver of the browser's version (package chromium-driver or chromedriver; Arch: in chromium; macOS: brew install --cask chromedriver)" ;;
        font) echo "a font for Chinese, such as Noto Sans CJK (package fonts-noto-cjk, google-noto-sans-cjk-fonts or noto-fonts-cjk)" ;;
        npm) echo "Node.js with npm, to fetch the editor (packages nodejs and npm; macOS: brew install node)" ;;
        php) echo "PHP's command, for the tests (package php-cli or php; macOS: brew install php)" ;;
        cc) echo "a C compiler (package gcc with libc6-dev or glibc-devel; macOS: xcode-select --install)" ;;
    esac
}

can_install() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'; }

# Debian's package names. Recommended packages are left out, except for chromium-sandbox: without it Chromium refuses to start
# for an ordinary user wherever the kernel keeps user namespaces from them. Ubuntu has other names for the browser.
in_packages() {
    case $1 in
        browser) if can_install chromium; then echo "chromium chromium-sandbox"; else echo chromium-browser; fi ;;
        driver) if can_install chromium-driver; then echo chromium-driver; else echo chromium-chromedriver; fi ;;
        font) echo "fontconfig fonts-noto-cjk" ;;
        npm) if has node; then echo npm; else echo "ca-certificates nodejs npm"; fi ;;
        php) echo php-cli ;;
        cc) echo "gcc libc6-dev" ;;
    esac
}

# Runs apt-get, its talk going to a file; descriptor 9 is the lock, which a service started by a package must not keep.
apt_get() {
    local as=()
    [ "$(id -u)" = 0 ] || as=(sudo)
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" >>"$dir/apt.log" 2>&1 </dev/null 9>&-
}

install_packages() {
    local need words packages=()
    if ! has apt-get || { [ "$(id -u)" != 0 ] && ! has sudo; }; then
        if has apt-get; then
            say "installing needs root, and there is no sudo here. Please have these installed, then run this again:"
        else
            say "there is no apt-get here. Please install these, then run this again:"
        fi
        for need in "$@"; do
            printf '  - %s\n' "$(in_words "$need")" >&2
        done
        exit 1
    fi
    say "missing: $*; reading the package lists (apt-get update)"
    # Lists that could not be refreshed (another apt at work, a third party's server away) may still do.
    apt_get update || say "apt-get update failed; going on with the lists at hand"
    for need in "$@"; do
        read -ra words <<<"$(in_packages "$need")"
        packages+=("${words[@]}")
    done
    say "installing ${packages[*]} (apt-get; once, this may take minutes)"
    LC_ALL=C apt-get -q --assume-no --no-install-recommends install "${packages[@]}" 2>/dev/null </dev/null |
        sed -n 's/^\(Need to get\|After this operation\)/webdriver.sh: &/p' >&2 || true
    if ! apt_get install --no-install-recommends "${packages[@]}"; then
        show_tail "$dir/apt.log"
        fail "apt-get could not install ${packages[*]}; see above"
    fi
    read -ra words <<<"$(missing "$@" | tr '\n' ' ')"
    [ ${#words[@]} = 0 ] || fail "apt-get installed ${packages[*]}, and still missing: ${words[*]}"
}

# Arguments: the package, as name-version, and its integrity.
fetch_package() {
    local package=$1 integrity=$2 got
    say "fetching $package with npm into $cache"
    mkdir -p "$dir/npm"
    if ! (cd "$dir/npm" && npm pack --no-color --ignore-scripts --cache "$dir/npm/cache" "${package%-*}@${package##*-}") >"$dir/npm.log" 2>&1 9>&-; then
        show_tail "$dir/npm.log"
        fail "npm could not fetch $package; is the network there, and the registry that npm is set to?"
    fi
    got=$(node -e '
        const hash = require("crypto").createHash("sha512");
        console.log("sha512-" + hash.update(require("fs").readFileSync(process.argv[1])).digest("base64"));
    ' "$dir/npm/$package.tgz")
    [ "$got" = "$integrity" ] || fail "$package is not the package it should be: its integrity is $got, not $integrity"
    # Unpacked beside and renamed, so that the editor is there as a whole or not at all.
    local beside
    rm -rf "$cache/.$package."*
    beside=$(mktemp -d "$cache/.$package.XXXXXX")
    tar -xzf "$dir/npm/$package.tgz" -C "$beside" --strip-components=1
    chmod -R u+rwX,go+rX "$beside"
    rm -rf "${cache:?}/$package"
    mv "$beside" "$cache/$package"
    has_package "$package" || fail "the package $package has not the files that it should have"
}

# Arguments: the needs. Two of these at once take turns, where there is a flock.
make_sure() {
    local words
    read -ra words <<<"$(missing "$@" | tr '\n' ' ')"
    if [ ${#words[@]} = 0 ] && has_packages; then
        return
    fi
    mkdir -p "$cache" || fail "cannot make the directory $cache"
    (
        if has flock; then
            flock 9
            read -ra words <<<"$(missing "$@" | tr '\n' ' ')"
        fi
        [ ${#words[@]} = 0 ] || install_packages "${words[@]}"
        has_package "$editor" || fetch_package "$editor" "$editor_integrity"
        [ ${#packages[@]} = 1 ] || has_package "$axe" || fetch_package "$axe" "$axe_integrity"
    ) 9>"$cache/.setup.lock"
}

# Asks the driver for a path and prints its answer's body; bash alone, since a bare machine has no curl. chromedriver leaves the
# connection open whatever it is told, so the length counts. Each read is bounded by 10 seconds.
ask() {
    local line length=0 body=""
    {
        exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
        printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n\r\n' "$1" "$port" >&3
        while IFS= read -r -t 10 line <&3 && line=${line%$'\r'} && [ -n "$line" ]; do
            case $line in [Cc]ontent-[Ll]ength:*) length=$((${line#*:})) ;; esac
        done
        IFS= read -r -d '' -n "$length" -t 10 body <&3 || true
        exec 3>&-
    } 2>/dev/null
    printf '%s' "$body"
}

# Whether any process of the driver's group is at work. A zombie is not: where pid 1 reaps nothing they stay for good.
group_lives() {
    local file line words
    [ -d /proc/self ] || {
        kill -0 -- "-$driver" 2>/dev/null
        return
    }
    for file in /proc/[0-9]*/stat; do
        { read -r line <"$file"; } 2>/dev/null || continue
        read -ra words <<<"${line##*) }"
        if [ "${words[2]}" = "$driver" ] && [ "${words[0]}" != Z ]; then return 0; fi
    done
    return 1
}

wait_for_group() {
    local _
    for _ in {1..100}; do
        group_lives || return 0
        sleep 0.05
    done
    return 1
}

# A chromedriver that is killed leaves its browsers behind, at any signal; asked to shut down it takes them along. What stays
# all the same is in its process group.
stop_driver() {
    set +e
    trap '' INT TERM HUP QUIT
    if [ -n "$driver" ]; then
        kill -0 "$driver" 2>/dev/null || say "chromedriver ended before it was asked to"
        if [ -n "$port" ]; then ask /shutdown >/dev/null; fi
        if [ -z "$port" ] || ! wait_for_group; then
            kill -KILL -- "-$driver" 2>/dev/null || kill -KILL "$driver" 2>/dev/null
            wait_for_group
        fi
    fi
    [ -z "$dir" ] || rm -rf "$dir"
}

# The log level is below the one that logs what is typed (INFO), and above the one that hides the port (OFF). The browsers'
# profiles go where the log is, to be removed with it; a snap's browser sees no such place.
start_driver() {
    local path group=() private=("TMPDIR=$dir/profiles") line
    path=$(find_driver)
    mkdir "$dir/profiles"
    : >"$dir/driver.log"
    [ ! -e /snap/bin/chromium ] || private=()
    if has setsid; then group=(setsid); else set -m; fi
    env ${private[@]+"${private[@]}"} ${group[@]+"${group[@]}"} "$path" --port=0 --log-level=SEVERE >>"$dir/driver.log" 2>&1 </dev/null &
    driver=$!
    disown "$driver" 2>/dev/null || true # bash need not report its end
    set +m
    for _ in {1..600}; do
        if [ -z "$port" ]; then
            line=$(grep -o 'started successfully on port [0-9]*' "$dir/driver.log" || true)
            port=${line##* }
        fi
        if [ -n "$port" ] && [[ $(ask /status) == *'"ready":true'* ]]; then return; fi
        kill -0 "$driver" 2>/dev/null || break
        sleep 0.05
    done
    show_tail "$dir/driver.log"
    fail "$path did not become ready; its last words are above"
}

# Runs the command in this process group, with the terminal, and waits for it. The terminal's own signals (Ctrl-C) reach it by
# themselves and are ignored here: a `wait` that Ctrl-C interrupts just as the command ends may miss its end, and hang (bash
# 5.2, seen in 3 of 8 runs). Those that are sent to this script alone are passed on.
run() {
    local code=0 again=1
    trap '' INT QUIT
    (
        trap - INT QUIT TERM HUP
        exec "$@"
    ) <&0 &
    command=$!
    trap 'again=1; kill -TERM "$command" 2>/dev/null || true' TERM
    trap 'again=1; kill -HUP "$command" 2>/dev/null || true' HUP
    # An interrupted wait says 128 and the signal; that stands if the command has ended and bash missed it.
    while [ "$again" = 1 ]; do
        again=0
        code=0
        wait "$command" || code=$?
        if ! kill -0 "$command" 2>/dev/null && jobs -pr | grep -qx "$command"; then break; fi
    done
    return "$code"
}

needs=(browser driver font npm)
case ${1-} in
    "")
        usage >&2
        exit 2
        ;;
    -h | --help)
        usage
        exit
        ;;
    --setup)
        if [ $# != 1 ]; then
            usage >&2
            exit 2
        fi
        needs+=(php cc)
        packages+=("$axe")
        ;;
    -*)
        say "unknown option $1"
        usage >&2
        exit 2
        ;;
    *)
        # A driver elsewhere brings its own browser and fonts.
        [ -z "${FAGAO_WEBDRIVER_URL-}" ] || needs=(npm)
        for word in "$@"; do
            case $word in
                cargo | */cargo) needs+=(cc) ;;
                test | nextest)
                    needs+=(php)
                    packages+=("$axe")
                    ;;
            esac
        done
        ;;
esac

[ -n "${XDG_CACHE_HOME-}${HOME-}" ] || fail "neither XDG_CACHE_HOME nor HOME is set; set one, the editor is kept below it"
cache=${XDG_CACHE_HOME:-${HOME-}/.cache}/fagao
dir="" driver="" port="" command=""
trap stop_driver EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
dir=$(mktemp -d "${TMPDIR:-/tmp}/fagao-webdriver.XXXXXX")

make_sure "${needs[@]}"
[ "$1" != --setup ] || exit 0
if [ -n "${FAGAO_WEBDRIVER_URL-}" ]; then
    rm -rf "$dir"
    trap - EXIT HUP INT TERM
    exec "$@"
fi
start_driver
export FAGAO_WEBDRIVER_URL="http://127.0.0.1:$port"
run "$@"
