"""Runs last: every frame that any test received had the shape that the contract gives it (§4, §6, §8)."""

import json
import pathlib

import pytest

import server as servers
import shapes

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "docs" / "protocol" / "schemas"


def test_no_server_ended_by_itself():
    assert not servers.DIED, "\n".join(servers.DIED)


def test_every_frame_had_the_shape_of_the_contract():
    lines = [f"- {problem}\n    {json.dumps(frame)[:300]}" for problem, frame in shapes.OBSERVED.items()]
    assert not lines, "\n".join([f"{len(lines)} deviations", *lines])


def test_samples_of_every_kind_satisfy_the_published_schemas():
    jsonschema = pytest.importorskip("jsonschema")
    referencing = pytest.importorskip("referencing")
    if not SCHEMAS.exists():
        pytest.skip("no schemas have been published")
    registry = referencing.Registry()
    for path in SCHEMAS.glob("*.json"):
        resource = referencing.Resource.from_contents(json.loads(path.read_text()))
        registry = registry.with_resource(path.name, resource)

    def validator(name):
        return jsonschema.Draft7Validator({"$ref": name}, registry=registry)

    frames, kinds = validator("server-frames.json"), validator("event-kinds.json")
    lines = []
    for (type, kind), samples in sorted(shapes.SAMPLES.items()):
        for frame in samples:
            problems = list(frames.iter_errors(frame))
            events = [frame] if type == "event" else [e for e in frame.get("events") or [] if isinstance(e, dict)]
            for event in events:
                if str(frame.get("stream", "")).startswith("c:"):
                    problems += kinds.iter_errors(event)
            if problems:
                best = jsonschema.exceptions.best_match(problems)
                lines.append(f"- {type} {kind}: {best.json_path} {best.message[:150]}\n    {json.dumps(frame)[:300]}")
                break
    assert not lines, "\n".join(lines)
