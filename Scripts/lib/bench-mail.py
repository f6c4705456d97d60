#!/usr/bin/env python3
"""Measures what a mail costs from a folder to a ticket: both stages of the mail channel, by `SupportServer ingest`.

Usage: bench-mail.py SERVER FOLDER [COMMAND…]

  SERVER   the program
  FOLDER   an empty folder to work in
  COMMAND  what to run the program under, for example taskset -c 0

Rates come from the difference between a small and a large run, so that starting and ending count for nothing.
"""
import base64
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

SMALL, LARGE, SENDERS = 1000, 6000, 500
LINE = "The printer on the second floor says nothing and prints nothing at all."


def plain(number):
    """A simple mail of 2 KiB, in one piece."""
    head = (f"Received: from mx.shop.example by mx.desk.example; Mon, 2 Nov 2026 10:00:00 +0000\r\n"
            f"From: Customer {number % SENDERS} <c{number % SENDERS}@shop.example>\r\nTo: help@desk.example\r\n"
            f"Subject: It does not print ({number})\r\nMessage-ID: <m{number}@shop.example>\r\n"
            f"Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\nMail {number}.\r\n")
    return [(head + (LINE + "\r\n") * 40)[:2046].encode() + b"\r\n"]


def large():
    """A mail of 25 MB with one attachment, piece by piece: what this program holds would count as the server's, because a
    process begins with the memory of the one that made it."""
    yield (b"From: Rosa <rosa@shop.example>\r\nTo: help@desk.example\r\nSubject: A film\r\nMessage-ID: <film@shop.example>\r\n"
           b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nLook.\r\n"
           b"--b\r\nContent-Type: video/mp4\r\nContent-Disposition: attachment; filename=film.mp4\r\n"
           b"Content-Transfer-Encoding: base64\r\n\r\n")
    source = random.Random(1)
    for _ in range(100):
        yield base64.encodebytes(source.randbytes(57 * 3193)).replace(b"\n", b"\r\n")
    yield b"--b--\r\n"


def ingest(command, folder, name, mails):
    """Seconds by the clock, seconds of processor, and the largest resident memory in MB."""
    place = folder / name
    (place / "mails").mkdir(parents=True)
    count = 0
    for mail in mails:
        with open(place / f"mails/{count:06}.eml", "wb") as file:
            file.writelines(mail)
        count += 1
    config = place / "desk.yaml"
    config.write_text(json.dumps({
        "data": "./data", "email": {"mailboxes": [{"name": "support", "address": "help@desk.example"}], "outgoing": "./out"}}))
    began = time.monotonic()
    process = subprocess.Popen([*command, "ingest", "--quiet", "--config", str(config), str(place / "mails")],
                               stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.monotonic() - began
    if status != 0:
        sys.exit(f"{name}: ingest ended with {status}")
    states = json.loads(subprocess.run([command[-1], "mail", "list", "--json", "--config", str(config)],
                                       capture_output=True, check=True).stdout)
    wrong = [mail for mail in states if mail["state"] != "done"]
    if wrong or len(states) != count:
        sys.exit(f"{name}: {len(states)} of {count} mails kept, {len(wrong)} not done")
    shutil.rmtree(place)
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    if len(sys.argv) < 3 or "--help" in sys.argv:
        print(__doc__)
        return 0 if "--help" in sys.argv else 2
    server, folder, under = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    command = [*under, server]
    base = ingest(command, folder, "one", [plain(0)])
    small = ingest(command, folder, "small", (plain(n) for n in range(SMALL)))
    big = ingest(command, folder, "large", (plain(n) for n in range(LARGE)))
    count = LARGE - SMALL
    print(f"mails of 2 KiB from a folder into tickets, both stages   {count / (big[0] - small[0]):.0f} a second, "
          f"{(big[1] - small[1]) / count * 1e6:.0f} µs of processor each (target 1500 a second)")
    print(f"memory for {LARGE} of them                                 {big[2]:.0f} MB, {base[2]:.0f} MB for one")
    film = ingest(command, folder, "film", [large()])
    print(f"a mail of 25 MB with a file of 18.2 MB                   {film[0]:.2f} s, {film[2] - base[2]:.0f} MB above the smallest "
          f"(target 37: twice the file)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
