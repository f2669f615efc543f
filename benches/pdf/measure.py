#!/usr/bin/env python3
"""CPU time and peak memory of whole processes, side by side, in one run.

    measure.py NAME='command {}' … -- FILE_OR_FOLDER …

Each command runs on each file ROUNDS times (default 7), the commands taking turns; the least CPU time counts, as
everything above it is the machine's other work. A folder counts as one: its files' times are added up.
A command, file or folder that is not there is said to be missing.
"""
import glob, os, shlex, shutil, subprocess, sys

ROUNDS = int(os.environ.get("ROUNDS", "7"))


def once(command, path):
    words = [word.replace("{}", path) for word in shlex.split(command)]
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(child.pid, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(commands, files):
    total = {name: [0.0, 0.0] for name in commands}
    for path in files:
        best = {name: (float("inf"), float("inf")) for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                best[name] = tuple(map(min, best[name], once(command, path)))
        for name, (cpu, memory) in best.items():
            total[name][0] += cpu
            total[name][1] = max(total[name][1], memory)
    return total


def there(commands):
    """The commands that can be run."""
    found = {}
    for name, command in commands.items():
        if shutil.which(shlex.split(command)[0]):
            found[name] = command
        else:
            print("MISSING, not measured: %s (%s)" % (name, command))
    return found


def main():
    at = sys.argv.index("--")
    commands = there(dict(argument.split("=", 1) for argument in sys.argv[1:at]))
    first = next(iter(commands), None) or sys.exit("nothing to measure")
    for target in sys.argv[at + 1:]:
        files = sorted(glob.glob(os.path.join(target, "*.pdf"))) if os.path.isdir(target) else [target]
        files = [path for path in files if os.path.isfile(path)]
        if not files:
            print("MISSING, not measured: %s" % target)
            continue
        print("%s (%d files)" % (os.path.basename(target.rstrip("/")), len(files)))
        total = measure(commands, files)
        for name, (cpu, memory) in total.items():
            ratio = total[first][0] / cpu if cpu else 0.0
            print("  %-10s %7.3f s CPU  %6.1f MB  %s/%s = %.2f" % (name, cpu, memory, first, name, ratio))


if __name__ == "__main__":
    main()
