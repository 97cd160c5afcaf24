# Sourced by the scripts that need a program: `need PROGRAM PACKAGE` installs what is missing, and says so.

need() {
    local program=$1 package=$2
    PATH=$PATH:/usr/sbin:/usr/local/sbin command -v "$program" >/dev/null && return
    if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
        echo "$program is missing, and only root on Debian or Ubuntu gets it by itself. Install it: apt-get install $package (Linux), brew install mariadb (macOS)." >&2
        return 1
    fi
    echo "$program is missing: installing the package $package with apt-get"
    get "$package"
}

# `need_library FILE PACKAGE`: the same for a shared library, which nothing here depends on.
need_library() {
    PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null | grep -qF "$1" && return
    command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 0
    echo "$1 is missing: installing the package $2 with apt-get"
    get "$2"
}

# `need_file FILE PACKAGE`: the same for any other file, such as a plug-in of a server.
need_file() {
    [ ! -e "$1" ] || return 0
    command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 0
    echo "$1 is missing: installing the package $2 with apt-get"
    get "$2"
}

get() {
    local package=$1
    [ -n "${packages_are_known:-}" ] || apt-get update -qq
    packages_are_known=yes
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
}

# PowerShell is a .NET tool, of the version that .config/dotnet-tools.json names.
need_powershell() {
    export POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
    echo "PowerShell: restoring the .NET tool of this checkout"
    dotnet tool restore >/dev/null
}
