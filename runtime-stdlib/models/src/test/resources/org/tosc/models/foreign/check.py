"""Reads files that tosc wrote with the packages gguf and safetensors: each weight is f(i) = i % 7 - 3."""

import sys

import gguf
import numpy as np
from safetensors import safe_open

folder = sys.argv[1]
expected = (np.arange(512) % 7 - 3).astype(np.float32)

reader = gguf.GGUFReader(f"{folder}/ours.gguf")
assert reader.get_field("general.architecture").contents() == "llama"
assert reader.get_field("t.texts").contents() == ["a", "grüße", ""]
assert reader.get_field("t.whole").contents() == -5
tensors = {t.name: t for t in reader.tensors}
for name in ("f32", "f16", "bf16", "q8_0", "q6_k", "q4_k", "q4_0"):
    t = tensors[name]
    assert list(t.shape) == [256, 2], (name, t.shape)
    values = gguf.quants.dequantize(t.data, t.tensor_type).reshape(-1)
    error = np.abs(values - expected).max()
    assert error <= {"q8_0": 0.02, "q6_k": 0.1, "q4_k": 0.25, "q4_0": 0.4}.get(name, 0), (name, error)

with safe_open(f"{folder}/ours.safetensors", "np") as f:
    assert f.metadata() == {"format": "pt"}
    for name in ("f32", "f16"):
        t = f.get_tensor(name)
        assert t.shape == (2, 256) and (t.reshape(-1) == expected).all(), name
print("equal")
