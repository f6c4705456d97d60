"""The published schemas against the fixture frames that the Swift tests use too.

A schema that is too strict refuses a valid fixture; one that is too loose lets an invalid one pass.
"""

import base64
import json
import pathlib
import re

import pytest
import yaml
from jsonschema import Draft7Validator
from referencing import Registry, Resource

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROTOCOL = ROOT / "docs" / "protocol"
FIXTURES = ROOT / "Tests" / "WebChatProtocolTests" / "Fixtures"
SCHEMAS = {path.name: json.loads(path.read_text("utf-8")) for path in sorted((PROTOCOL / "schemas").glob("*.json"))}
REGISTRY = Registry().with_resources([(name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()])
FRAME_BYTES, DEPTH = 32768, 8


def cases(folder):
    for path in sorted((FIXTURES / folder).glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        for case in document["cases"]:
            yield pytest.param(document["from"], case, id=f"{path.stem}: {case['name']}")


def payload(case):
    if "raw" in case:
        return case["raw"].encode("utf-8")
    if "base64" in case:
        return base64.b64decode(case["base64"])
    if "generate" in case:
        parts = case["generate"]
        return (parts["prefix"] + parts["repeat"] * parts["times"] + parts["suffix"]).encode("utf-8")
    return json.dumps(case["frame"]).encode("utf-8")


class Twice(ValueError):
    pass


def unique(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise Twice
    return dict(pairs)


def refuse(word):
    raise ValueError(word)


def finite(text):
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError(text)
    return value


def depth(value):
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if children is None else 1 + max((depth(child) for child in children), default=0)


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from texts(item)


def parse(data, longest=FRAME_BYTES):
    """The frame, or the close code that its bytes earn."""
    if longest and len(data) > longest:
        return None, 1009
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None, 1007
    try:
        frame = json.loads(text, object_pairs_hook=unique, parse_constant=refuse, parse_float=finite)
    except (ValueError, RecursionError):
        return None, 4500
    if not isinstance(frame, dict) or depth(frame) > DEPTH and longest:
        return None, 4500
    if any(0xD800 <= ord(letter) <= 0xDFFF for item in texts(frame) for letter in item):
        return None, 1007
    return frame, None


def validator(reference):
    return Draft7Validator({"$ref": reference}, registry=REGISTRY)


def blamed(errors):
    """Every member that any branch of the schema finds wrong or missing."""
    for error in errors:
        yield from (str(step) for step in error.absolute_path)
        if error.validator == "required":
            yield from (name for name in error.validator_value if name not in error.instance)
        yield from blamed(error.context)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_draft_07(name):
    assert SCHEMAS[name]["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert SCHEMAS[name]["$id"] == name
    Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(("sender", "case"), cases("valid"))
def test_a_valid_frame_is_valid(sender, case):
    frame, code = parse(payload(case))
    assert code is None
    validator(f"{sender}-frames.json").validate(frame)
    if frame["type"] == "cmd" and frame["name"] in SCHEMAS["commands.json"]["definitions"]:
        validator(f"commands.json#/definitions/{frame['name']}").validate(frame["args"])


@pytest.mark.parametrize(("sender", "case"), cases("invalid"))
def test_an_invalid_frame_is_invalid_for_the_stated_reason(sender, case):
    frame, code = parse(payload(case))
    expected = case["expect"]
    assert code == expected.get("close")
    if code is not None:
        return
    definitions = SCHEMAS[f"{sender}-frames.json"]["definitions"]
    assert not validator(f"{sender}-frames.json").is_valid(frame)
    if expected["err"] == "unknown_type":
        assert frame["type"] not in definitions
    elif expected["field"] == "type":
        assert not isinstance(frame.get("type"), str)
    else:
        errors = validator(f"{sender}-frames.json#/definitions/{frame['type']}").iter_errors(frame)
        assert expected["field"] in set(blamed(errors))


def test_every_type_of_frame_has_a_valid_fixture():
    for sender in ("client", "server"):
        seen = {parse(payload(param.values[1]))[0]["type"] for param in cases("valid") if param.values[0] == sender}
        types = {ref["$ref"].rsplit("/", 1)[1] for ref in SCHEMAS[f"{sender}-frames.json"]["oneOf"]}
        assert seen == types


def test_the_api_description_names_every_frame_and_every_reference_leads_somewhere():
    document = yaml.safe_load((PROTOCOL / "asyncapi.yaml").read_text("utf-8"))
    assert document["asyncapi"] == "3.0.0"
    assert document["channels"]["chat"]["address"] == "/v1/chat"

    def references(value):
        if isinstance(value, dict):
            for name, item in value.items():
                if name == "$ref":
                    yield item
                else:
                    yield from references(item)
        elif isinstance(value, list):
            for item in value:
                yield from references(item)

    def follow(root, pointer):
        for step in filter(None, pointer.strip("/").split("/")):
            root = root[step]
        return root

    leads = set()
    for reference in references(document):
        file, _, pointer = reference.partition("#")
        target = document if not file else SCHEMAS[pathlib.PurePosixPath(file).name]
        assert follow(target, pointer)
        leads.add(reference)
    for sender in ("client", "server"):
        for entry in SCHEMAS[f"{sender}-frames.json"]["oneOf"]:
            assert f"schemas/{sender}-frames.json{entry['$ref']}" in leads


def test_every_public_kind_of_the_swift_sources_has_a_schema():
    source = (ROOT / "Sources/WebChatProtocol/Values/PublicEventKind.swift").read_text("utf-8")
    words = {line.split('"')[1] for line in source.splitlines() if "static let" in line and '"' in line}
    assert words == set(SCHEMAS["event-kinds.json"]["definitions"])


def test_every_command_of_the_swift_sources_has_a_schema():
    source = (ROOT / "Sources/WebChatProtocol/Values/CommandName.swift").read_text("utf-8")
    words = set()
    for line in source.splitlines():
        if not line.lstrip().startswith("///"):
            words.update(line.split('"')[1::2])
    for family in sorted((ROOT / "Sources/SportelloWebChat/Rulebook").glob("Rulebook+*.swift")):
        names = re.findall(r'"([a-zA-Z]+\.[a-zA-Z]+)"', family.read_text("utf-8"))
        assert names and len(set(names)) == len(names) and not words.intersection(names), family.name
        words.update(names)
    assert words == set(SCHEMAS["commands.json"]["definitions"])
