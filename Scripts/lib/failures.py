"""Prints what failed, from the JUnit reports in a folder: one line a test, with the first line of its reason.

A long log of several suites hides its few failures; this says them again at the end.
"""
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

for report in sorted(Path(sys.argv[1]).glob("*.xml")):
    try:
        cases = list(ElementTree.parse(report).iter("testcase"))
    except (ElementTree.ParseError, OSError) as error:
        print(f"  {report.name}: unreadable ({error})")
        continue
    for case in cases:
        for fault in [*case.findall("failure"), *case.findall("error")]:
            reason = (fault.get("message") or fault.text or "").strip().splitlines() or [""]
            print(f"  {report.stem}: {case.get('classname')} {case.get('name')}: {reason[0][:300]}")
