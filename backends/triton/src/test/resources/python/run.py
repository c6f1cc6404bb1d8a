"""python3 run.py FOLDER... : runs what each folder has under the stand-in, all in one process.

A folder has `module.py`; `call.txt`: the name of the function, then a line for each argument: element type, extents, and the
file with its bytes; perhaps `choice.txt`: which configurations run. Results become `result0.bin` and so on, an error `error.txt`.
"""
import importlib.util
import os
import pathlib
import sys
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent / "standin"))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np
import torch
import triton


def tensor(folder, line):
    name, shape, file = line.split(" ")
    of = getattr(torch, name)
    data = np.fromfile(folder / file, np.uint8).view(of.storage)
    return torch.Tensor(data, [int(n) for n in shape.split("x") if n], of)


def run(folder):
    spec = importlib.util.spec_from_file_location("module", folder / "module.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lines = (folder / "call.txt").read_text().splitlines()
    choice = folder / "choice.txt"
    triton.choice = int(choice.read_text()) if choice.exists() else 0
    function = getattr(module, lines[0])
    arguments = [tensor(folder, line) for line in lines[1:]]
    made = function(*arguments) if arguments else function(device="cpu")
    for i, result in enumerate(made if isinstance(made, tuple) else (made,)):
        result.storage.tofile(folder / f"result{i}.bin")


for name in sys.argv[1:] or sys.stdin.read().split():
    folder = pathlib.Path(name)
    try:
        run(folder)
    except Exception:
        (folder / "error.txt").write_text(traceback.format_exc())
