#!/usr/bin/env python3
"""Compares what allocgate says with what the judge says, row by row.

usage: compare.py ALLOCGATE BASELINE CANDIDATE [FLAG...]
       compare.py ALLOCGATE BASELINE... -- CANDIDATE... [-- FLAG...]
       compare.py ALLOCGATE --batch < LINES

Prints every disagreement and exits 1, or prints one line and exits 0. A flag goes to both. In a
batch, each line of standard input has the other arguments of one comparison, quoted as for a shell.
"""

import json
import math
import shlex
import subprocess
import sys
from collections import Counter, defaultdict

import judge

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
            "medians": [float(row[side]["median"]) for side in ("baseline", "candidate")],
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
    return judge.told([*baseline, "--", *candidate, *flags])


def disagreements(gate, judged):
    for what in ("verdict", "exit"):
        if gate[what] != judged[what]:
            yield f"{what}: allocgate {gate[what]}, judge {judged[what]}"
    for status in COMPARED_STATUSES:
        told, counted = gate["counts"].get(status), judged["counts"][status]
        if told is not None and told != counted:
            yield f"count of {status}: allocgate {told}, judge {counted}"
    nameless = not any(row["package"] for row in gate["rows"])
    gate_rows, judge_rows = by_key(gate["rows"]), by_key(judged["rows"], nameless)
    for key in sorted(gate_rows.keys() | judge_rows.keys()):
        ours, theirs = gate_rows[key], judge_rows[key]
        if len(ours) != len(theirs):
            yield f"{' '.join(key)}: allocgate has {len(ours)} rows, judge {len(theirs)}"
        for one, other in zip(ours, theirs):
            yield from (f"{' '.join(key)}: {text}" for text in row_disagreements(one, other))


def by_key(rows, nameless=False):
    """Rows that have one name: on two platforms, for instance. `nameless` leaves out packages,
    which allocgate does where one side names none."""
    grouped = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["status"]):
        grouped["" if nameless else row["package"], row["name"], row["unit"]].append(row)
    return grouped


def row_disagreements(gate, judged):
    if gate["status"] != judged["status"]:
        yield f"status: allocgate {gate['status']}, judge {judged['status']}{because(judged)}"
    if "n" not in gate or "n" not in judged:
        return
    if gate["n"] != judged["n"]:
        yield f"n: allocgate {gate['n']}, judge {judged['n']}"
    for ours, theirs in zip(gate["medians"], judged["medians"]):
        if judged["blocks"] != "nan" and not same(ours, theirs):
            yield f"median: allocgate {ours}, judge {theirs}"
    if not any(same(gate["p"], p) for p in acceptable_p(judged)):
        yield f"p: allocgate {gate['p']}, judge {judged['p']}"


def acceptable_p(judged):
    """A regression's p is its own; a row that is none may show the p of either direction."""
    if judged["status"] in ("regression", "rounding"):
        return [judged["p"]]
    return [judged["p"], judged["p_other"]]


def because(judged):
    return f" ({judged['blocks']})" if judged.get("blocks") else ""


def same(one, other):
    if one is None or other is None:
        return one is other
    return one == other or math.isclose(one, other, rel_tol=1e-9)


def parse_arguments(arguments):
    """(baseline files, candidate files, flags)"""
    if "--" not in arguments:
        baseline, candidate, *flags = arguments
        return [baseline], [candidate], flags
    split = arguments.index("--")
    after = arguments[split + 1:]
    end = after.index("--") if "--" in after else len(after)
    return arguments[:split], after[:end], after[end + 1:]


def compare(binary, baseline, candidate, flags):
    """Whether both agree, and lines that say how, or where not."""
    gate = allocgate_says(binary, baseline, candidate, flags)
    judged = judge_says(baseline, candidate, flags)
    found = list(disagreements(gate, judged))
    if found:
        return False, [*found, f"causes: allocgate {gate['causes']}, judge {judged['causes']}"]
    statuses = Counter(row["status"] for row in judged["rows"])
    told = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
    causes = f" {' '.join(gate['causes'])}" if gate["causes"] else ""
    return True, [f"agreed: {judged['verdict']} ({judged['exit']}){causes}; {told or 'no rows'}"]


def main(argv):
    if len(argv) < 2:
        sys.exit(__doc__)
    binary, *rest = argv
    batch = [shlex.split(line) for line in sys.stdin] if rest == ["--batch"] else [rest]
    all_agree = True
    for arguments in batch:
        agree, lines = compare(binary, *parse_arguments(arguments))
        all_agree &= agree
        if len(batch) > 1:
            print(shlex.join(arguments))
        print("\n".join(lines))
    return 0 if all_agree else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
