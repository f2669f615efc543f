"""The documentation as a site: `make.py FOLDER MDBOOK` lays the pages out as they lie here, so that every link between
them stays what it is, has mdBook build them, and follows every link of what came out."""

import html
import html.parser
import pathlib
import shutil
import subprocess
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ["README.md", "README.vi.md", "CONTRIBUTING.md", "CHANGELOG.md", "NOTICE", "LICENSE-MIT", "LICENSE-APACHE"]
# Folders that the pages lead into.
FOLDERS = ["docs", "schemas", "vocabulary"]


def lay_out(site):
    shutil.rmtree(site, ignore_errors=True)
    source = site / "src"
    source.mkdir(parents=True)
    for name in PAGES:
        shutil.copy(ROOT / name, source / name)
    # README.md becomes index.html, which mdBook forgets in a link from a page whose name begins likewise.
    vietnamese = source / "README.vi.md"
    text = vietnamese.read_text(encoding="utf-8")
    vietnamese.write_text(text.replace("](README.md)", "](index.html)"), encoding="utf-8")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, source / folder, ignore=shutil.ignore_patterns("site", "*.py"))
    (source / "SUMMARY.md").write_text(contents(source), encoding="utf-8")
    shutil.copy(ROOT / "docs/site/book.toml", site)
    example = source / "docs/example"
    for folder in [example, *(path for path in example.rglob("*") if path.is_dir())]:
        listing(folder)


def contents(source):
    """The table of contents, which lies two folders below the top; pages it does not name yet stand at its end."""
    text = (ROOT / "docs/site/SUMMARY.md").read_text(encoding="utf-8").replace("](../../", "](")
    pages = (path.relative_to(source).as_posix() for path in sorted((source / "docs").rglob("*.md")))
    left = [page for page in pages if f"]({page})" not in text]
    titles = {page: (source / page).read_text(encoding="utf-8").splitlines()[0].lstrip("# ") for page in left}
    return text + "".join(f"- [{title}]({page})\n" for page, title in titles.items())


def listing(folder):
    """A site has no listing of a folder of its own."""
    names = sorted(path.name + ("/index.html" if path.is_dir() else "") for path in folder.iterdir())
    lines = (f'<li><a href="{urllib.parse.quote(name)}">{html.escape(name)}</a></li>' for name in names)
    page = f"<!doctype html><meta charset=utf-8><title>{html.escape(folder.name)}</title><ul>{''.join(lines)}</ul>\n"
    (folder / "index.html").write_text(page, encoding="utf-8")


class Links(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.targets, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, _tag, attributes):
        for name, value in attributes:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "src") and value:
                self.targets.append(value)


def broken(folder):
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    count, faults = 0, []
    for page, links in pages.items():
        # These two are shown at any address, so that their links start at the root.
        if page.name in ("404.html", "toc.html"):
            continue
        for target in links.targets:
            address = urllib.parse.urlsplit(target)
            if address.scheme or address.netloc:
                continue
            count += 1
            path = (page.parent / urllib.parse.unquote(address.path)).resolve() if address.path else page
            if path.is_dir():
                path = path / "index.html"
            if not path.is_file():
                faults.append(f"{page.relative_to(folder)}: {target} is not there")
            elif address.fragment and path in pages:
                if urllib.parse.unquote(address.fragment) not in pages[path].ids:
                    faults.append(f"{page.relative_to(folder)}: {target} names no heading")
    return count, len(pages), faults


def main():
    site, mdbook = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    lay_out(site)
    subprocess.run([mdbook, "build", str(site)], check=True)
    count, pages, faults = broken(site / "html")
    print("\n".join(faults), file=sys.stderr)
    print(f"{site / 'html' / 'index.html'}: {pages} pages, {count} links, {len(faults)} broken")
    sys.exit(1 if faults or count < 100 else 0)


main()
