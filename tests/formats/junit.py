"""Reads a JUnit report with programs that know nothing of allocgate.

Prints what junitparser found, as JSON: for each suite its name and its cases, with name, class and
outcomes. Fails unless the report is what the schema that Jenkins validates with says, but for what is
younger than that: `skipped` of the whole, and the attributes by which GitLab links to a file.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree

import junitparser
import xmlschema

report, schema = sys.argv[1:]
tree = ElementTree.parse(report)
del tree.getroot().attrib["skipped"]
for case in tree.iter("testcase"):
    for attribute in ("file", "line"):
        case.attrib.pop(attribute, None)
xmlschema.XMLSchema(schema).validate(tree)

suites = []
for suite in junitparser.JUnitXml.fromfile(report):
    cases = [
        {
            "name": case.name,
            "class": case.classname,
            "file": case._elem.get("file"),
            "outcomes": [[type(result).__name__, result.type, result.message] for result in case.result],
        }
        for case in suite
    ]
    suites.append({"name": suite.name, "failures": suite.failures, "errors": suite.errors, "cases": cases})
json.dump(suites, sys.stdout)
