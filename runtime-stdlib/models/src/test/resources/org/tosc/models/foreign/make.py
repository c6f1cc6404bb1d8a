"""Makes foreign.gguf and foreign.safetensors with the packages gguf and safetensors. See README.md."""

import sys

import gguf
import numpy as np
from safetensors.numpy import save_file

folder = sys.argv[1]
numbers = (np.arange(2 * 256, dtype=np.int64) * 37 % 101 - 50).astype(np.float32).reshape(2, 256) / 8

w = gguf.GGUFWriter(f"{folder}/foreign.gguf", "llama")
w.add_block_count(2)
w.add_uint8("t.u8", 200)
w.add_int8("t.i8", -100)
w.add_uint16("t.u16", 60000)
w.add_int16("t.i16", -30000)
w.add_uint32("t.u32", 4000000000)
w.add_int32("t.i32", -2000000000)
w.add_uint64("t.u64", 2**63 - 1)
w.add_int64("t.i64", -(2**63))
w.add_float32("t.f32", 0.5)
w.add_float64("t.f64", 0.1)
w.add_bool("t.bool", True)
w.add_string("t.string", "grüße")
w.add_array("t.reals", [0.5, -1.5])
w.add_token_list(["<unk>", "▁a", "b"])
w.add_token_types([2, 1, 1])
w.add_tensor("f32", numbers)
w.add_tensor("f16", numbers.astype(np.float16))
for t in (gguf.GGMLQuantizationType.Q8_0, gguf.GGMLQuantizationType.Q4_0, gguf.GGMLQuantizationType.BF16):
    w.add_tensor(t.name.lower(), gguf.quants.quantize(numbers, t), raw_dtype=t)
w.write_header_to_file()
w.write_kv_data_to_file()
w.write_tensors_to_file()
w.close()

save_file(
    {"f32": numbers[:, :4].copy(), "f16": numbers[0].astype(np.float16), "scalar": np.array(7, np.int64),
     "bool": np.array([True, False]), "none": np.zeros((0, 3), np.uint8)},
    f"{folder}/foreign.safetensors", {"format": "np", "note": "grüße"})
