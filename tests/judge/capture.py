"""Reads captures: Go benchmark text, or a `go test -json` event stream.

A capture is a list of results and the list of what went wrong with the run that printed it.
"""

import json
import math
import re
from dataclasses import dataclass, field
from fractions import Fraction

HEADER = ("goos", "goarch", "cpu")
CONFIG_LINE = re.compile(r"([^\sA-Z:]+):(?:[ \t]+(.*))?$")
ITERATIONS = re.compile(r"[+-]?[0-9]+$")
DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$")
ENDING = re.compile(r"(PASS|FAIL)$|(ok  |FAIL)[ \t]")
FAILURE = re.compile(r"FAIL$|FAIL[ \t]|--- FAIL|Benchmark\S*[ \t]+--- FAIL")
NAMED_FAILURE = re.compile(r"FAIL\t(\S+)")
CRASH = re.compile(r"(Benchmark\S*[ \t]+)?(panic|fatal error): ")
STACK = re.compile(r"goroutine [0-9]+ ")


@dataclass
class Result:
    """One benchmark line. `values` are (unit, value): a Fraction, or a float for Inf and NaN."""

    goos: str
    goarch: str
    pkg: str
    name: str
    iterations: int
    values: list


@dataclass
class Capture:
    results: list = field(default_factory=list)
    troubles: list = field(default_factory=list)  # "failed" or "cut", with where
    failed: set = field(default_factory=set)  # the packages of these, where they are known
    syntax_errors: list = field(default_factory=list)

    def trouble(self, kind, where, package):
        self.troubles.append((kind, where))
        self.failed |= {package} - {""}


def read(path):
    """The capture in one file."""
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        lines = [line.removesuffix("\r") for line in file.read().split("\n")]
    capture = Capture()
    plain, streams = separate(lines, capture, path)
    read_text(plain, path, capture)
    for package, (text, ended) in streams.items():
        read_text(text.split("\n"), f"{path} {package}", capture, package, ended)
    return capture


def separate(lines, capture, path):
    """Plain lines, and for every package of an event stream (its output, whether it ended)."""
    plain, streams = [], {}
    for line in lines:
        event = as_event(line)
        if event is None:
            plain.append(line)
            continue
        if event["Action"] == "build-fail":
            path_and_test = event.get("ImportPath", "")
            capture.trouble("failed", f"{path} {path_and_test}", path_and_test.partition(" ")[0])
        package = event.get("Package")
        if package is None:
            continue
        text, ended = streams.get(package, ("", False))
        text += event.get("Output", "") if event["Action"] == "output" else ""
        if "Test" not in event and event["Action"] in ("pass", "fail", "skip"):
            ended = True
            if event["Action"] == "fail":
                capture.trouble("failed", f"{path} {package}", package)
        streams[package] = (text, ended)
    return plain, streams


def as_event(line):
    if not line.startswith("{"):
        return None
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "Action" in event else None


def read_text(lines, where, capture, package="", ended=None):
    """Adds a text's results. `ended` is what an event stream says; None where the text must tell."""
    config = {"goos": "", "goarch": "", "pkg": package}
    run_open = results_in_run = crashed = False
    for number, line in enumerate(lines, 1):
        place = f"{where}:{number}"
        setting = CONFIG_LINE.match(line)
        own = config["pkg"]
        if line.startswith("Benchmark") and add_result(line, config, capture, place):
            results_in_run = True
        elif setting and setting[1] in config:
            config[setting[1]] = (setting[2] or "").strip()
        if setting and setting[1] in HEADER:
            if run_open and results_in_run:
                capture.trouble("cut", place, own)
            run_open, results_in_run = True, False
        if FAILURE.match(line):
            named = NAMED_FAILURE.match(line)
            capture.trouble("failed", place, named[1] if named else own if run_open else "")
        if ENDING.match(line):
            run_open = results_in_run = False
        crashed = crashed or bool(CRASH.match(line))
        if crashed and STACK.match(line):
            capture.trouble("failed", place, own)
            crashed = False
    if (run_open and not ended) or ended is False:
        capture.trouble("cut", where, config["pkg"])


def add_result(line, config, capture, place):
    """Whether the line was a result. A bare name is none, and no error; anything else is one."""
    fields = line.split()
    if len(fields) == 1 and not line[len(fields[0]):]:
        return False
    values = None
    if len(fields) >= 4 and len(fields) % 2 == 0 and ITERATIONS.match(fields[1]):
        values = [(unit, parse_value(text)) for text, unit in zip(fields[2::2], fields[3::2])]
    if values is None or any(value is None for _, value in values):
        capture.syntax_errors.append(place)
        return False
    name = fields[0].removeprefix("Benchmark")
    capture.results.append(
        Result(config["goos"], config["goarch"], config["pkg"], name, int(fields[1]), values)
    )
    return True


def parse_value(text):
    """The number as printed, exactly; None where Go's ParseFloat fails."""
    if text.lower() in ("nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"):
        return float(text)
    if not DECIMAL.match(text):
        return parse_rare_value(text)
    if math.isinf(float(text)):
        return None
    return Fraction(text) if float(text) else Fraction(0)


def parse_rare_value(text):
    """Underscores between digits, and hexadecimal with an exponent."""
    if re.match(r"[+-]?0[xX][0-9a-fA-F_.]+[pP][+-]?[0-9]+$", text):
        try:
            return Fraction(float.fromhex(text.replace("_", "")))
        except (ValueError, OverflowError):
            return None
    if re.search(r"[0-9]_[0-9]", text) and not re.search(r"__|_\D|\D_|^_|_$", text):
        return parse_value(text.replace("_", ""))
    return None
