"""kill -9 under load, again and again: nothing acknowledged is lost or there twice (contract §7, design §2)."""

import asyncio
import os
import random
import time

import pytest

import checker
import server as servers
from desk_helpers import end_all
from durable_client import DurableClient, History, staff
from rfc6455 import Closed, Refused, http
from sportello_client import ack, agent, new_id, visitor
from test_files import PNG, announce, put

CYCLES = int(os.environ.get("KILL_CYCLES", "100"))
PAIRS = int(os.environ.get("KILL_PAIRS", "8"))
LOAD = float(os.environ.get("KILL_LOAD", "0.5"))
RESUME_LIMIT = 5.0


class Load:
    """Pairs of a visitor and an agent who write to each other, and one visitor who starts tickets."""

    def __init__(self, port, history):
        self.port = port
        self.history = history
        self.clients = []
        self.tickets = []
        self.started = {}  # id of conversation.start -> ticket id
        self.starter_secret = None
        self.running = True
        self.tasks = []

    async def prepare(self, pairs):
        for number in range(pairs):
            first = await visitor(self.port)
            text = f"opening of {number}"
            ticket = await first.start(text)
            self.history.attempted[new_id()] = (f"visitor{number}", ticket.stream, text)
            self.tickets.append(ticket)
            customer = DurableClient(f"visitor{number}", self.port, self.history, secret=first.secret)
            person = staff(f"agent{number}", self.port, self.history, [ticket.stream, ticket.internal])
            for client in (customer, person):
                client.begin()
                self.clients.append((client, ticket))
            await first.close()
        starter = await visitor(self.port)
        self.starter_secret = starter.secret
        await starter.close()
        for client, _ in self.clients:
            await asyncio.wait_for(client.ready.wait(), 10)

    def begin(self):
        self.tasks = [asyncio.create_task(self.write(client, ticket)) for client, ticket in self.clients]
        self.tasks.append(asyncio.create_task(self.start_tickets()))

    async def write(self, client, ticket):
        count = 0
        while self.running:
            await client.post(ticket.stream, f"{client.name} says {count}")
            count += 1
            await asyncio.sleep(random.uniform(0.01, 0.05))

    async def start_tickets(self):
        """Each start is repeated with its id until it is acknowledged: each must be one ticket."""
        count = 0
        while self.running:
            id, count = new_id(), count + 1
            while True:
                session = None
                try:
                    session = await visitor(self.port, secret=self.starter_secret)
                    args = {"caseType": session.case_type, "text": f"start {count}", "new": True}
                    reply = ack(await session.command("conversation.start", args, id=id))
                    self.started[id] = reply["result"]["ticket"]["id"]
                    break
                except (OSError, Closed, Refused, TimeoutError):
                    await asyncio.sleep(0.05)
                finally:
                    if session:
                        await session.close()
            await asyncio.sleep(0.25)

    async def finish(self):
        self.running = False
        await asyncio.wait_for(asyncio.gather(*self.tasks), 30)

    async def resumed(self, since):
        """Waits until every client has been welcomed after that moment; the seconds it took."""
        begun = time.monotonic()
        while any(client.welcomed_at < since or not client.ready.is_set() for client, _ in self.clients):
            if time.monotonic() - begun > RESUME_LIMIT * 3:
                waiting = [c.name for c, _ in self.clients if c.welcomed_at < since or not c.ready.is_set()]
                raise AssertionError(f"not back after {RESUME_LIMIT * 3} s: {waiting}")
            await asyncio.sleep(0.01)
        return time.monotonic() - begun

    async def logs(self):
        """Every stream as a fresh reader gets it, after every client has caught up with it."""
        reader = await agent(self.port, "judge")
        logs = {}
        for ticket in self.tickets:
            for stream in (ticket.stream, ticket.internal):
                logs[stream] = await reader.log(stream)
        await reader.close()
        for client, _ in self.clients:
            for stream in client.cursors:
                for _ in range(200):
                    if client.cursors[stream] >= logs[stream][-1]["seq"]:
                        break
                    await asyncio.sleep(0.01)
        return logs


async def judge(desk, load, history):
    logs = await load.logs()
    for client, _ in load.clients:
        await client.end()
    problems = checker.judge(history, logs)
    back = await visitor(desk.port, secret=load.starter_secret)
    named = [entry["stream"] for entry in back.welcome["streams"]]
    wanted = sorted("c:" + ticket for ticket in load.started.values())
    if sorted(named) != wanted:
        problems.append(f"{len(wanted)} starts were acknowledged, {len(named)} tickets are there")
    await end_all(back)
    assert desk.stop() == 0
    verified = desk.verify()
    if verified.returncode != 0:
        problems.append(f"verify: {verified.stdout}{verified.stderr}")
    for ticket in load.tickets:
        shown = checker.strings(desk.ticket(ticket.number))
        for event in checker.messages(logs[ticket.stream]):
            count = shown[event["data"]["text"]]
            if count != 1:
                problems.append(f"ticket show {ticket.number}: '{event['data']['text']}' is there {count} times")
    assert not problems, "\n".join([f"{len(problems)} violations", *problems[:20]])


@pytest.mark.kill
@pytest.mark.timeout(1800)
async def test_nothing_acknowledged_is_lost_when_the_server_is_killed(make_server):
    desk = make_server(servers.generous(connectionsPerVisitor=64))
    history = History()
    load = Load(desk.port, history)
    await load.prepare(PAIRS)
    load.begin()
    slow = []
    for cycle in range(CYCLES):
        await asyncio.sleep(LOAD * random.uniform(0.4, 1.6))
        desk.kill()
        killed = time.monotonic()
        await asyncio.to_thread(desk.start)
        if cycle % 10 == 9:  # and again in the middle of everybody's resume
            await asyncio.sleep(random.uniform(0, 0.1))
            desk.kill()
            killed = time.monotonic()
            await asyncio.to_thread(desk.start)
        took = await load.resumed(killed)
        history.slowest_resume = max(history.slowest_resume, took)
        if took > RESUME_LIMIT:
            slow.append((cycle, took))
    await load.finish()
    print(
        f"\n{CYCLES} kills, {len(history.acks)} acknowledged, {history.dups} of them after a resend,"
        f" {history.resumes} resumes, the slowest {history.slowest_resume:.2f} s, {len(load.started)} starts"
    )
    await judge(desk, load, history)
    assert not slow, slow
    assert len(history.acks) > CYCLES * 2, "there was hardly any load"


@pytest.mark.timeout(120)
async def test_a_few_kills(make_server):
    """The same in small, for every run."""
    desk = make_server(servers.generous(connectionsPerVisitor=64))
    history = History()
    load = Load(desk.port, history)
    await load.prepare(3)
    load.begin()
    for _ in range(4):
        await asyncio.sleep(0.4)
        desk.kill()
        killed = time.monotonic()
        await asyncio.to_thread(desk.start)
        assert await load.resumed(killed) <= RESUME_LIMIT
    await load.finish()
    await judge(desk, load, history)


async def test_what_was_answered_201_is_there_after_a_kill(make_server):
    """An upload that was answered and a message with a file that was acknowledged, each followed by SIGKILL at once."""
    desk = make_server(servers.generous())
    customer = await visitor(desk.port)
    ticket = await customer.start("with a picture")
    upload = await announce(customer, ticket)
    assert (await put(desk.port, upload)).status == 201
    desk.kill()
    await asyncio.to_thread(desk.start)
    back = await visitor(desk.port, secret=customer.secret)
    reply = ack(await back.post(ticket.stream, "see here", files=[upload["file"]]))
    desk.kill()
    await asyncio.to_thread(desk.start)
    again = await visitor(desk.port, secret=customer.secret)
    (event,) = [event for event in await again.log(ticket.stream) if event["seq"] == reply["seq"]]
    assert (await http(desk.port, "GET", event["data"]["files"][0]["url"])).body == PNG
    await end_all(customer, back, again)
