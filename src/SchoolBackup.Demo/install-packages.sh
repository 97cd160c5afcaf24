# Sourced by the scripts that need a program: `need PROGRAM PACKAGE` installs what is missing, and says so.

need() {
    local program=$1 package=$2
    PATH=$PATH:/usr/sbin:/usr/local/sbin command -v "$program" >/dev/null && return
    if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
        echo "$program is missing, and only root on Debian or Ubuntu gets it by itself. Install it: apt-get install $package (Linux), brew install mariadb (macOS)." >&2
        return 1
    fi
    echo "$program is missing: installing the package $package with apt-get"
    [ -n "${packages_are_known:-}" ] || apt-get update -qq
    packages_are_known=yes
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
}
