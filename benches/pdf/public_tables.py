#!/usr/bin/env python3
"""How well `phuluc tables` reads the tables of three public test suites, none of which it was made with.

    git clone --depth 1 https://github.com/tabulapdf/tabula-java   SUITES/tabula-java
    git clone --depth 1 https://github.com/camelot-dev/camelot     SUITES/camelot
    git clone --depth 1 https://github.com/jsvine/pdfplumber       SUITES/pdfplumber
    pip install pdfplumber                                 # its own suite tells shapes only; without it those are left out
    python3 benches/pdf/public_tables.py SUITES target/release/phuluc [--half work|held|both] [--show NAME]

The truth is what each suite's own tests expect (their CSV, JSON and frames, or what pdfplumber finds in the files whose
shape its tests assert). Nothing of the suites is kept here. The files are parted in two halves by a hash of their names: one to work
with, one to be looked at only for a figure.

Measured: relations between neighbouring cells (of each cell its next filled one to the right and the next one below, white space,
dot leaders and compatibility forms of letters aside, blank cells between not counted, a spanning cell where it begins), pooled over the tables of the page; precision and
recall per file, their means, and F1 of the means, as the ICDAR 2013 competition does.

Where a suite's truth follows its tool rather than the page, the case says what was set right:
`rows` leaves out lines of prose which a crop area or a stream reader takes for rows, `join` and `wrap` put the lines of one
printed row together, which stream readers give as rows of their own, `merge` does so for one cell; `part` says that the
suite expects a part of the page only: other tables, and our rows before and after it, do not count.

Left out, with the reason: us-*.pdf and eu-*.pdf (of the ICDAR set); birdisland (every letter printed twice, the
expected frame holds both); electoral_roll (boxes of a form; the expected frame begins with a note on the edited file);
arabic, indictb1h (right-to-left writing, which the program's field does not have); detect_vertical_false (a wine list: two columns of lines, expected without blanks);
table_region (the area lies inside one cell of the
page's table); senate-expenditures (the crop area cuts off two of seven columns); TestSpreadsheetExtractor-CELLS (rectangles, no text);
campaign_donors, labor, mednine, offense, china, 20, puertos1 (the tests assert a count or a single cell).
"""
import argparse, collections, csv, hashlib, json, os, re, subprocess, sys, tempfile, unicodedata

BLANK = re.compile(r'[\s\u00a0\u00ad\u2000-\u200b\u202f\u3000\ufeff]+')


LEADERS = re.compile(r'(\s*\.){2,}\s*$')


def case(pdf, truth, page=1, **how):
    return dict(pdf=pdf, truth=truth, page=page, **how)


def cases():
    t = 'tabula-java/src/test/resources/technology/tabula/'
    c = 'camelot/tests/files/'
    b = 'camelot/docs/benchmark/'
    p = 'pdfplumber/tests/pdfs/'
    return [
        # AnimalSounds.csv starts below the header: the area of the test does
        case(t + 'AnimalSounds.pdf', ['csv:AnimalSounds'], part=True),
        case(t + 'AnimalSounds1.pdf', ['json:AnimalSounds1']),
        case(t + 'MultiColumn.pdf', ['csv:MultiColumn']),
        case(t + 'Publication_of_award_of_Bids_for_Transport_Sector__August_2016.pdf',
             ['csv:Publication_of_award_of_Bids_for_Transport_Sector__August_2016']),
        case(t + 'argentina_diputados_voting_record.pdf', ['csv:argentina_diputados_voting_record'], part=True),
        # the title's two lines are in the test's area
        case(t + 'frx_2012_disclosure.pdf', ['csv:frx_2012_disclosure'], rows=(2, None)),
        case(t + 'schools.pdf', ['csv:schools'], part=True),
        case(t + 'spanning_cells.pdf', ['json:spanning_cells']),
        case(t + 'spreadsheet_no_bounding_frame.pdf', ['csv:spreadsheet_no_bounding_frame'], part=True),
        case(t + 'twotables.pdf', ['json:twotables']),
        case(c + 'health.pdf', ['frame:data_hybrid'], rows=(1, None), part=True,
             merge=((1, 2, 5), (2, 4, 5), (3, 6, 1), (3, 6, 3), (3, 5, 2), (3, 5, 4))),
        case(c + 'clockwise_table_1.pdf', ['frame:data_lattice_table_rotated']),
        case(c + 'clockwise_table_2.pdf', ['frame:data_network_table_rotated'], join=((1, 3),)),
        case(c + 'anticlockwise_table_1.pdf', ['frame:data_lattice_table_rotated']),
        case(c + 'anticlockwise_table_2.pdf', ['frame:data_network_table_rotated'], join=((1, 3),)),
        case(c + 'tabula/12s0324.pdf', ['frame:data_network_two_tables_1', 'frame:data_network_two_tables_2'],
             join=((1, 2), (5, 6), (26, 27)), only={1: ((1, 2),)}),
        case(c + 'multiple_tables.pdf', ['frame:data_network_two_tables_b_1', 'frame:data_network_two_tables_b_2']),
        case(c + 'vertical_header.pdf', ['frame:data_hybrid_vertical_headers'], join=((1, 3),), part=True),
        case(c + 'mexican_towns.pdf', ['frame:data_stream_columns'], join=((0, 1),)),
        case(c + 'tabula/m27.pdf', ['frame:data_network_split_text'], rows=(3, None), join=((0, 1),), wrap='down', part=True),
        case(c + 'superscript.pdf', ['frame:data_network_flag_size'], rows=(2, None), join=((0, 3), (4, 5))),
        case(c + 'edge_tol.pdf', ['frame:data_network_edge_tol'], part=True),
        case(c + 'foo.pdf', ['frame:data_lattice']),
        case(c + 'twotables_2.pdf', ['frame:data_lattice_two_tables_1', 'frame:data_lattice_two_tables_2']),
        case(c + 'background_lines_1.pdf', ['frame:data_lattice_process_background'], part=True),
        case(c + 'column_span_2.pdf', ['frame:data_lattice_shift_text_left_top']),
        case(c + 'stream_inner_outer_columns.pdf', ['frame:data_stream_inner_outer_columns'], part=True),
        case(c + 'split_text_lattice.pdf', ['frame:data_lattice_split_text']),
        case(b + 'lattice/agstat/agstat.pdf', ['bench:lattice/agstat 1']),
        case(b + 'lattice/background_lines_2/background_lines_2.pdf', ['bench:lattice/background_lines_2 1']),
        case(b + 'lattice/column_span_1/column_span_1.pdf', ['bench:lattice/column_span_1 1']),
        case(b + 'lattice/row_span/row_span.pdf', ['bench:lattice/row_span 1']),
        case(b + 'lattice/twotables_1/twotables_1.pdf', ['bench:lattice/twotables_1 1', 'bench:lattice/twotables_1 2']),
        case(b + 'stream/budget/budget.pdf', ['bench:stream/budget 1'], rows=(4, -1), merge=((4, 5, 7),), part=True),
        case(b + 'stream/district_health/district_health.pdf', ['bench:stream/district_health 1'], rows=(1, -3), part=True),
        case(b + 'stream/missing_values/missing_values.pdf', ['bench:stream/missing_values 1'], rows=(1, -3), part=True),
        case(b + 'stream/population_growth/population_growth.pdf', ['bench:stream/population_growth 1'], part=True),
        case(p + 'nics-background-checks-2015-11.pdf', ['plumb:nics'], part=True),
        case(p + 'WARN-Report-for-7-1-2015-to-03-25-2016.pdf', ['plumb:ruled'], page=None),
        # the frame around all five tables is no table
        case(p + 'issue-140-example.pdf', ['plumb:ruled']),
        case(p + 'issue-336-example.pdf', ['plumb:ruled']),
        case(p + 'issue-466-example.pdf', ['plumb:mixed'], part=True),
        case(p + 'table-curves-example.pdf', ['plumb:ruled']),
        case(p + 'word365_structure.pdf', ['plumb:ruled']),
    ]


SETTINGS = {
    'ruled': (None, {}),
    'mixed': (None, dict(vertical_strategy='lines', horizontal_strategy='text', snap_tolerance=8,
                         intersection_tolerance=4)),
    'nics': ((0, 80, None, 485), dict(horizontal_strategy='text', intersection_tolerance=5)),
}


def plumb(pdf, settings, page):
    """What the suite's own tool finds with the settings of its tests."""
    try:
        import pdfplumber
    except ImportError:
        return None
    box, how = SETTINGS[settings]
    with pdfplumber.open(pdf) as file:
        sheet = file.pages[(page or 1) - 1]
        if settings == 'nics':
            sheet = sheet.crop((0, 80, sheet.width, 485))
            how = dict(how, explicit_vertical_lines=[min(char['x0'] for char in sheet.chars)])
            tables = sheet.extract_tables(how)
        elif page is None:
            # one table that runs over all pages
            tables = [sum((table for sheet in file.pages for table in sheet.extract_tables(how)), [])]
        else:
            tables = (sheet.crop(box) if box else sheet).extract_tables(how)
    return [table for table in tables if len(table[0]) > 1]


FRAMES = {}


def truths(root, one):
    """The expected tables of a case as lists of rows; None when a tool for it is not there."""
    out = []
    for name in one['truth']:
        kind, rest = name.split(':', 1)
        home = os.path.join(root, 'tabula-java/src/test/resources/technology/tabula')
        if kind == 'csv':
            out.append(list(csv.reader(open(f'{home}/csv/{rest}.csv', encoding='utf-8'))))
        elif kind == 'json':
            for table in json.load(open(f'{home}/json/{rest}.json', encoding='utf-8')):
                out.append([[cell['text'] for cell in row] for row in table['data']])
        elif kind == 'frame':
            if not FRAMES:
                exec(open(f'{root}/camelot/tests/data.py', encoding='utf-8').read(), FRAMES)
            out.append([list(row) for row in FRAMES[rest]])
        elif kind == 'bench':
            folder, number = rest.split()
            stem = folder.split('/')[1]
            out.append(list(csv.reader(open(
                f'{root}/camelot/docs/benchmark/{folder}/{stem}-data-camelot-page-1-table-{number}.csv', encoding='utf-8'))))
        else:
            found = plumb(os.path.join(root, one['pdf']), rest, one['page'])
            if found is None:
                return None
            out += found
    return [mended(rows, one, at) for at, rows in enumerate(out)]


def joined(rows, groups):
    """Puts rows `first..=last` of each group together, cell by cell."""
    out = []
    for at, row in enumerate(rows):
        group = next((g for g in groups if g[0] <= at <= g[1]), None)
        if group and at > group[0]:
            out[-1] = [' '.join(x for x in pair if x) for pair in zip(out[-1], row)]
        else:
            out.append(list(row))
    return out


def mended(rows, one, at):
    first, last = one.get('rows', (0, None))
    rows = [[cell or '' for cell in row] for row in rows[first:last]]
    for top, bottom, column in one.get('merge', ()):
        top, bottom = top - first, bottom - first
        rows[top][column] = ' '.join(row[column] for row in rows[top:bottom + 1])
        for row in rows[top + 1:bottom + 1]:
            row[column] = ''
    rows = joined(rows, one.get('only', {}).get(at, one.get('join', ())))
    rows = wrapped(rows, one.get('wrap'))
    return [row for row in rows if any(BLANK.sub('', cell) for cell in row)]


def wrapped(rows, how):
    """Joins the rows without a first cell to the row below (`down`) or above (`up`)."""
    if not how:
        return rows
    out, waiting = [], None
    for row in rows:
        if waiting is not None:
            row = [' '.join(x for x in pair if x) for pair in zip(waiting, row)]
            waiting = None
            row_blank = not row[0]
        else:
            row_blank = not row[0]
        if row_blank and how == 'down':
            waiting = row
        elif row_blank and out:
            out[-1] = [' '.join(x for x in pair if x) for pair in zip(out[-1], row)]
        else:
            out.append(row)
    return out


def norm(text):
    text = unicodedata.normalize('NFKC', str(text or '')).replace('\u2010', '-').replace('\u2011', '-')
    return BLANK.sub('', LEADERS.sub('', text)).upper()


def relations(rows):
    """(from, to, direction) of every filled cell with the next filled one to the right and below."""
    out = collections.Counter()
    rows = [[norm(cell) for cell in row] for row in rows]
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        filled = [cell for cell in row if cell]
        out.update((a, b, 'right') for a, b in zip(filled, filled[1:]))
    for column in range(width):
        filled = [row[column] for row in rows if column < len(row) and row[column]]
        out.update((a, b, 'below') for a, b in zip(filled, filled[1:]))
    return out


def trimmed(rows, expected):
    """Our rows from the first to the last that hold a row's worth of the expected texts."""
    known = {norm(cell) for table in expected for row in table for cell in row} - {''}
    hits = []
    for at, row in enumerate(rows):
        filled = [norm(cell) for cell in row if norm(cell)]
        if filled and sum(cell in known for cell in filled) * 2 >= len(filled):
            hits.append((at, filled[0] in known))
    # a row that goes on after the area shares towns and dates with those inside, its name it does not
    while any(known for _, known in hits) and not hits[-1][1]:
        hits.pop()
    return rows[hits[0][0]:hits[-1][0] + 1] if hits else []


def measured(expected, found, part):
    if part:
        found = [table for table in (trimmed(rows, expected) for rows in found) if table]
    want, got = collections.Counter(), collections.Counter()
    for rows in expected:
        want += relations(rows)
    for rows in found:
        got += relations(rows)
    return sum((want & got).values()), sum(want.values()), sum(got.values())


def tables(binary, pdf, page):
    with tempfile.TemporaryFile() as err:
        done = subprocess.run([binary, 'tables', pdf, '--json'], stdout=subprocess.PIPE, stderr=err, timeout=120)
    text = done.stdout.decode('utf-8', 'replace')
    if '{' not in text:
        return []
    return [t['cells'] for t in json.loads(text[text.index('{'):])['tables'] if page in (None, t['page'])]


def half(name):
    return 'held' if hashlib.md5(name.encode()).digest()[0] % 2 else 'work'


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def show(name, expected, found, part):
    for title, some in (('EXPECTED', expected), ('FOUND', [trimmed(t, expected) for t in found] if part else found)):
        for rows in some:
            print(f'--- {name} {title} {len(rows)} rows')
            for row in rows:
                print('   ' + ' | '.join(str(cell or '').replace('\n', '/') for cell in row))


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument('suites')
    ask.add_argument('binary')
    ask.add_argument('--half', choices=['work', 'held', 'both'], default='work')
    ask.add_argument('--show', metavar='NAME', help='print expected and found tables of the files with this in their name')
    ask.add_argument('--truth', action='store_true', help='with --show: the expected tables alone')
    ask.add_argument('--quiet', action='store_true', help='the means only')
    args = ask.parse_args()
    results = collections.defaultdict(list)
    for one in cases():
        name = os.path.basename(one['pdf'])[:-4]
        side = half(name)
        if args.half not in ('both', side) or (args.show and args.show not in name):
            continue
        expected = truths(args.suites, one)
        if expected is None:
            print(f'{name}: left out, pdfplumber is not there')
            continue
        found = [] if args.truth else tables(args.binary, os.path.join(args.suites, one['pdf']), one['page'])
        if args.show:
            show(name, expected, found, one.get('part'))
        hit, want, got = measured(expected, found, one.get('part'))
        p, r = hit / got if got else 0.0, hit / want if want else 0.0
        results[side].append((p, r))
        if not args.quiet:
            print(f'{side} {f1(p, r):.3f} P {p:.3f} R {r:.3f} {hit}/{want}/{got} {name}')
    for side, some in sorted(results.items()):
        p, r = (sum(x[i] for x in some) / len(some) for i in (0, 1))
        print(f'{side}: {len(some)} files, macro P {p:.4f} R {r:.4f} F1 {f1(p, r):.4f}')


if __name__ == '__main__':
    sys.exit(main())
