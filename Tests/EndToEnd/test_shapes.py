"""Runs last: every frame that any test received had the shape that the contract gives it (§4, §6, §8)."""

import json

import shapes


def test_every_frame_had_the_shape_of_the_contract():
    lines = [f"- {problem}\n    {json.dumps(frame)[:300]}" for problem, frame in shapes.OBSERVED.items()]
    assert not lines, "\n".join([f"{len(lines)} deviations", *lines])
