#!/usr/bin/env python3
"""Compares what allocgate says with what the judge says, row by row.

usage: compare.py ALLOCGATE BASELINE CANDIDATE [FLAG...]
       compare.py ALLOCGATE BASELINE... -- CANDIDATE... [-- FLAG...]

Prints every disagreement and exits 1, or prints one line and exits 0. A flag goes to both.
"""

import json
import math
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

JUDGE = Path(__file__).with_name("judge.py")
COMPARED_STATUSES = ("regression", "improvement", "rounding", "inconclusive", "unchanged", "added", "removed")


def allocgate_says(binary, baseline, candidate, flags):
    """allocgate's report in the judge's shape: the only place that knows the report's form."""
    if len(baseline) == len(candidate) == 1:
        captures = [baseline[0], candidate[0]]
    else:
        captures = ["--baseline", *baseline, "--candidate", *candidate]
    command = [binary, "check", *captures, "--report", "json", *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        sys.exit(f"no JSON from {command}: exit {done.returncode}\n{done.stderr}")
    rows = [
        {
            "package": row["package"],
            "name": row["name"],
            "unit": row["unit"],
            "status": row["status"],
            "p": (row.get("evidence") or {}).get("p"),
            "n": [row[side]["n"] for side in ("baseline", "candidate")],
            "medians": [row[side].get("median") for side in ("baseline", "candidate")],
        }
        for row in report["rows"]
    ]
    for status in ("added", "removed"):
        rows += [{**row, "status": status} for row in report.get(status, [])]
    return {
        "verdict": report["verdict"],
        "exit": done.returncode,
        "causes": sorted({cause["code"] for cause in report.get("causes", [])}),
        "counts": report["counts"],
        "rows": rows,
    }


def judge_says(baseline, candidate, flags):
    command = [sys.executable, str(JUDGE), *baseline, "--", *candidate, *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def disagreements(gate, judge):
    for what in ("verdict", "exit"):
        if gate[what] != judge[what]:
            yield f"{what}: allocgate {gate[what]}, judge {judge[what]}"
    for status in COMPARED_STATUSES:
        told, counted = gate["counts"].get(status), judge["counts"][status]
        if told is not None and told != counted:
            yield f"count of {status}: allocgate {told}, judge {counted}"
    gate_rows, judge_rows = by_key(gate["rows"]), by_key(judge["rows"])
    for key in sorted(gate_rows.keys() | judge_rows.keys()):
        ours, theirs = gate_rows[key], judge_rows[key]
        if len(ours) != len(theirs):
            yield f"{' '.join(key)}: allocgate has {len(ours)} rows, judge {len(theirs)}"
        for one, other in zip(ours, theirs):
            yield from (f"{' '.join(key)}: {text}" for text in row_disagreements(one, other))


def by_key(rows):
    grouped = defaultdict(list)
    for row in rows:
        grouped[row["package"], row["name"], row["unit"]].append(row)
    return grouped


def row_disagreements(gate, judge):
    if gate["status"] != judge["status"]:
        yield f"status: allocgate {gate['status']}, judge {judge['status']}{because(judge)}"
    if "n" not in gate or "n" not in judge:
        return
    if gate["n"] != judge["n"]:
        yield f"n: allocgate {gate['n']}, judge {judge['n']}"
    for ours, theirs in zip(gate["medians"], judge["medians"]):
        if not same(ours, theirs):
            yield f"median: allocgate {ours}, judge {theirs}"
    if not any(same(gate["p"], p) for p in acceptable_p(judge)):
        yield f"p: allocgate {gate['p']}, judge {judge['p']}"


def acceptable_p(judge):
    """A regression's p is its own; a row that is none may show the p of either direction."""
    if judge["status"] in ("regression", "rounding"):
        return [judge["p"]]
    return [judge["p"], judge["p_other"]]


def because(judge):
    return f" ({judge['blocks']})" if judge.get("blocks") else ""


def same(one, other):
    if one is None or other is None:
        return one is other
    return one == other or math.isclose(one, other, rel_tol=1e-9)


def parse_arguments(argv):
    """(binary, baseline files, candidate files, flags)"""
    binary, *rest = argv
    if "--" not in rest:
        baseline, candidate, *flags = rest
        return binary, [baseline], [candidate], flags
    split = rest.index("--")
    after = rest[split + 1:]
    end = after.index("--") if "--" in after else len(after)
    return binary, rest[:split], after[:end], after[end + 1:]


def main(argv):
    if len(argv) < 3:
        sys.exit(__doc__)
    binary, baseline, candidate, flags = parse_arguments(argv)
    gate = allocgate_says(binary, baseline, candidate, flags)
    judge = judge_says(baseline, candidate, flags)
    found = list(disagreements(gate, judge))
    for line in found:
        print(line)
    if found:
        print(f"causes: allocgate {gate['causes']}, judge {judge['causes']}")
        return 1
    statuses = Counter(row["status"] for row in judge["rows"])
    told = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
    print(f"agreed: {judge['verdict']} ({judge['exit']}); {told or 'no rows'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
