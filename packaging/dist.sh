#!/bin/sh
# What is handed out: the Windows zip, the static Linux program, the Debian package, the wheel, their checksums.
#
#     packaging/dist.sh [windows|linux|deb|wheel|sums]...     all of them without a word
#
# DIST is where they go, CARGO_TARGET_DIR where they are built.
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
dist=${DIST:-$target/dist}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
windows=x86_64-pc-windows-gnu
linux=x86_64-unknown-linux-musl
mkdir -p "$dist"
dist=$(cd "$dist" && pwd)

needs() { # PROGRAM PACKAGE
    command -v "$1" >/dev/null 2>&1 && return
    echo "$1 is needed: apt-get install $2" >&2
    exit 1
}

built() { # TRIPLE
    rustup target add "$1" >/dev/null 2>&1 || true
    cargo build --release --locked --target "$1"
}

papers() { # FOLDER: what goes with every program
    cp README.md README.vi.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE NOTICE "$1"
    mkdir -p "$1/schemas"
    cp schemas/*.json schemas/README.md "$1/schemas"
}

# The same content gives the same bytes, whenever it is packed.
zipped() { # FOLDER
    python3 - "$1" "$dist/$(basename "$1").zip" <<'PY'
import pathlib, sys, zipfile
folder, out = pathlib.Path(sys.argv[1]), sys.argv[2]
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        archive.writestr(entry, path.read_bytes(), compresslevel=9)
PY
}

windows() {
    needs x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64
    built $windows
    folder=$target/$windows/phuluc-$version-windows-x86_64
    rm -rf "$folder"
    mkdir -p "$folder"
    cp "$target/$windows/release/phuluc.exe" "$folder"
    papers "$folder"
    # Notepad of older systems knows UTF-8 by its mark, and lines by both characters.
    { printf '\357\273\277'; sed 's/$/\r/' packaging/DOC-TRUOC.txt; } > "$folder/DOC-TRUOC.txt"
    zipped "$folder"
}

static() {
    needs musl-gcc musl-tools
    CC_x86_64_unknown_linux_musl=musl-gcc built $linux
}

linux() {
    static
    folder=$target/$linux/phuluc-$version-linux-x86_64
    rm -rf "$folder"
    mkdir -p "$folder"
    cp "$target/$linux/release/phuluc" "$folder"
    papers "$folder"
    tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$target/$linux" \
        -cf - "$(basename "$folder")" | gzip -9n > "$dist/$(basename "$folder").tar.gz"
}

# The package holds the static program: it runs on every Debian and Ubuntu of the architecture.
deb() {
    static
    command -v cargo-deb >/dev/null 2>&1 || cargo install --quiet --locked cargo-deb@3.8.0
    program=$target/$linux/release/phuluc
    with=$target/$linux/release/deb
    rm -rf "$with"
    mkdir -p "$with/man" "$with/completions"
    "$program" man --lang en --output "$with/man" 2>/dev/null
    gzip -9n "$with"/man/*.1
    for shell in bash zsh fish; do
        "$program" completions $shell > "$with/completions/phuluc.$shell"
    done
    cargo deb --quiet --no-build --no-strip --target $linux --output "$dist/phuluc_${version}_amd64.deb"
}

wheel() {
    if [ ! -f python/pyproject.toml ]; then
        echo "no python/ here: no wheel" >&2
        return
    fi
    rm -rf "$target/wheels"
    make wheel
    cp "$target"/wheels/*.whl "$dist"
}

sums() {
    (cd "$dist" && rm -f SHA256SUMS && sha256sum -- *.* > SHA256SUMS && cat SHA256SUMS)
}

[ $# -gt 0 ] || set -- windows linux deb wheel sums
for part in "$@"; do
    case $part in
        windows | linux | deb | wheel | sums) $part ;;
        *) echo "usage: $0 [windows|linux|deb|wheel|sums]..." >&2; exit 2 ;;
    esac
done
