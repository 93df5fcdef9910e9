"""Writes small PyTorch files, sound and malicious, for the tests of the restricted reader (needs torch).

usage: python tools/pickled_fixtures.py \
    modules/networks/src/test/resources/io/chiral/networks/weights/pickled
The malicious ones do nothing when this script writes them; who unpickles them runs `touch pwned`.
"""
import io
import os
import pickle
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path

import torch
from torch import nn

COMMAND = "touch pwned"


def state():
    """Every element type that is read, and every way a tensor may lie in its storage."""
    ramp = torch.arange(6, dtype=torch.float32) / 4 - 0.5
    matrix = torch.arange(12, dtype=torch.float32).reshape(3, 4)
    return OrderedDict(
        [
            ("float", ramp.reshape(2, 3)),
            ("half", ramp.half()),
            ("bfloat16", ramp.bfloat16()),
            ("double", ramp.double()),
            ("long", torch.tensor([7, -8])),
            ("int", torch.tensor([[1], [2]], dtype=torch.int32)),
            ("byte", torch.tensor([0, 255], dtype=torch.uint8)),
            ("bool", torch.tensor([True, False, True])),
            ("scalar", torch.tensor(0.5)),
            ("empty", torch.zeros(0, 4)),
            ("parameter", nn.Parameter(torch.tensor([1.5, -2.5]))),
            ("matrix", matrix),
            ("transposed", matrix.t()),  # the same storage
            ("row", matrix[1]),
            ("column", matrix[:, 2]),
            ("odd", matrix[:, 1::2]),
        ]
    )


class Reduce:
    def __reduce__(self):
        return os.system, (COMMAND,)


class Build:
    """The callable is allowed by name, the state is not."""

    def __reduce__(self):
        return torch._utils._rebuild_parameter, (torch.zeros(1), False, OrderedDict()), {"x": Reduce()}


class Persistent(pickle.Pickler):
    def persistent_id(self, obj):
        return ("storage", Reduce(), "0", "cpu", 1) if obj == "here" else None


def pickled(value, pickler=pickle.Pickler):
    out = io.BytesIO()
    pickler(out, protocol=2).dump(value)
    return out.getvalue()


def archive(path, pickle_bytes):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        for name, content in (("data.pkl", pickle_bytes), ("byteorder", b"little"), ("version", b"3\n")):
            out.writestr(zipfile.ZipInfo("evil/" + name), content)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(state(), folder / "zip.pth")
    torch.save(state(), folder / "legacy.pth", _use_new_zipfile_serialization=False)
    module = nn.BatchNorm2d(2)  # a state dict with _metadata
    torch.save({"params": module.state_dict(), "epoch": 3}, folder / "wrapped.pth")
    torch.save({"params": module.state_dict(), "epoch": 3}, folder / "wrapped-legacy.pth",
               _use_new_zipfile_serialization=False)
    # As written on a machine with a GPU: the storages' tag is all that differs.
    out = io.BytesIO()
    torch.save(OrderedDict(a=torch.tensor([1.0, 2.0])), out, _use_new_zipfile_serialization=False)
    tagged = out.getvalue().replace(b"X\x03\x00\x00\x00cpu", b"X\x06\x00\x00\x00cuda:0")
    assert tagged != out.getvalue()
    (folder / "cuda-legacy.pth").write_bytes(tagged)
    script = torch.jit.script(nn.Linear(1, 1))
    script.save(str(folder / "torchscript.pt"))
    # Malicious ones.
    torch.save({"a": torch.zeros(1), "b": Reduce()}, folder / "evil-reduce.pth")
    torch.save({"a": torch.zeros(1), "b": Reduce()}, folder / "evil-reduce-legacy.pth",
               _use_new_zipfile_serialization=False)
    torch.save({"params": {"a": [torch.zeros(1), (1, {"deep": [Reduce()]})]}}, folder / "evil-nested.pth")
    torch.save({"a": Build()}, folder / "evil-build.pth")
    archive(folder / "evil-persistent.pth", pickled({"a": "here"}, Persistent))
    # A state that is set on a tensor: only plain data, but nothing that a state dict does.
    build = pickle.PROTO + b"\x02" + b"ctorch\nFloatStorage\n}b."
    archive(folder / "evil-state.pth", build)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
