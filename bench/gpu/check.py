"""python3 check.py [FOLDER [REPORT]]: checks every kernel of a folder on a GPU against torch, and times it.

`write.sh` fills the folder: a module for each kernel, and `kernels.json`. Results of products are compared with cuBLAS's times,
those of all else with how fast memory is copied. The report is a table on the way, and JSON and CSV at the end.
"""
import csv
import importlib.util
import json
import math
import pathlib
import sys
import time
import traceback

import torch
import triton

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "kernels")
REPORT = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "gpu-report")
BUDGET = 520  # seconds; what is left out then says so
BEGAN = time.time()
DTYPES = {"f64": torch.float64, "f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16, "i8": torch.int8}
BLOCKS = {"q8_0": (32, 34), "q4_0": (32, 18)}
# relative to the norm of the result
ALLOWED = {"f64": 1e-12, "f32": 3e-6, "f16": 2e-3, "bf16": 1.6e-2}


def tensor(spec):
    kind, shape = spec["dtype"], spec["shape"]
    if kind in BLOCKS:
        size, bytes_ = BLOCKS[kind]
        rows = torch.randint(0, 256, (*shape[:-1], shape[-1] // size, bytes_), device="cuda", dtype=torch.uint8)
        scale = torch.rand(rows.shape[:-1], device="cuda", dtype=torch.float16) * 0.01 + 0.001
        rows[..., :2] = scale[..., None].view(torch.uint8)
        return rows.reshape(*shape[:-1], -1)
    if kind == "i8":
        return torch.randint(-127, 128, shape, device="cuda", dtype=torch.int8)
    return torch.randn(shape, device="cuda", dtype=torch.float32).to(DTYPES[kind])


def unpacked(bytes_, kind):
    size, each = BLOCKS[kind]
    blocks = bytes_.reshape(bytes_.shape[0], -1, each)
    scale = blocks[..., :2].contiguous().view(torch.float16).double()
    rest = blocks[..., 2:]
    if kind == "q8_0":
        whole = rest.contiguous().view(torch.int8).double()
    else:
        whole = torch.cat([rest & 15, rest >> 4], -1).double() - 8
    return (whole * scale).reshape(bytes_.shape[0], -1)


def attention(q, k, v, causal=False):
    s = q @ k.transpose(1, 2) / math.sqrt(q.shape[-1])
    if causal:
        hidden = torch.ones(s.shape[-2:], device=s.device, dtype=torch.bool).triu(s.shape[-1] - s.shape[-2] + 1)
        s = s.masked_fill(hidden, -math.inf)
    return torch.softmax(s, -1) @ v


def rope(x):
    half = x.shape[-1] // 2
    angle = torch.arange(x.shape[-2], device=x.device)[:, None] * 10000 ** (-torch.arange(half, device=x.device) / half).double()
    a, b = x[..., :half], x[..., half:]
    return torch.cat([a * angle.cos() - b * angle.sin(), b * angle.cos() + a * angle.sin()], -1)


F = torch.nn.functional
# what a kernel means, in double
MEANING = {
    "matmul": lambda a, b: a @ b,
    "mlp": lambda x, w, b: torch.relu(x @ w + b),
    "softmax": lambda x: torch.softmax(x, -1),
    "layernorm": lambda x, w, b: F.layer_norm(x, x.shape[-1:], w, b, 1e-5),
    "rmsnorm": lambda x, w: x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-6) * w,
    "attention": attention,
    "causal": lambda q, k, v: attention(q, k, v, True),
    "rope": rope,
    "swiglu": lambda x, y: F.silu(x) * y,
    "gelu": lambda x: F.gelu(x, approximate="tanh"),
    "row_sums": lambda x: x.sum(1),
    "column_sums": lambda x: x.sum(0),
    "transpose": lambda x: x.T.contiguous(),
    "conv": lambda x, w: F.conv2d(x.permute(0, 3, 1, 2), w.permute(0, 3, 1, 2), padding=1).permute(0, 2, 3, 1),
    "qmm_q8_0": lambda x, w: x @ unpacked(w, "q8_0").T,
    "qmm_q4_0": lambda x, w: x @ unpacked(w, "q4_0").T,
    "qmm_i8": lambda x, w, scale: x @ w.T * scale,
}
# what torch has for it at full speed
RIVAL = {
    "matmul": torch.mm,
    "mlp": lambda x, w, b: torch.relu(torch.addmm(b, x, w)),
    "softmax": lambda x: torch.softmax(x, -1),
    "layernorm": lambda x, w, b: F.layer_norm(x, x.shape[-1:], w, b, 1e-5),
    "attention": lambda q, k, v: F.scaled_dot_product_attention(q[None], k[None], v[None]),
    "causal": lambda q, k, v: F.scaled_dot_product_attention(q[None], k[None], v[None], is_causal=True),
    "conv": lambda x, w: F.conv2d(x.permute(0, 3, 1, 2), w.permute(0, 3, 1, 2), padding=1),
}
PRODUCTS = {"matmul", "mlp", "attention", "causal", "conv", "qmm_q8_0", "qmm_q4_0", "qmm_i8"}


def milliseconds(work):
    return triton.testing.do_bench(work, warmup=10, rep=60, return_mode="median")


def copied():
    """Bytes per millisecond that a copy of 512 MiB moves, both ways."""
    a = torch.empty(1 << 27, device="cuda", dtype=torch.float32)
    b = torch.empty_like(a)
    return 2 * a.numel() * 4 / milliseconds(lambda: b.copy_(a))


def wide(t):
    return t.double() if t.dtype.is_floating_point or t.dtype == torch.int8 else t


def run(case, speed):
    row = {"name": case["name"], "meaning": case["meaning"]}
    spec = importlib.util.spec_from_file_location(case["name"], FOLDER / (case["name"] + ".py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function = getattr(module, case["function"])
    inputs = [tensor(s) for s in case["inputs"]]
    began = time.time()
    found = function(*inputs)
    torch.cuda.synchronize()
    row["seconds_to_tune"] = round(time.time() - began, 2)
    want = MEANING[case["meaning"]](*[wide(t) for t in inputs])
    row["error"] = float((found.double() - want).norm() / want.norm())
    row["is_right"] = row["error"] <= ALLOWED[case["result"]]
    del want
    row["ms"] = milliseconds(lambda: function(*inputs))
    moved = sum(t.numel() * t.element_size() for t in inputs) + found.numel() * found.element_size()
    row["of_copy"] = round(moved / row["ms"] / speed, 3)
    if case["meaning"] in RIVAL:
        row["torch_ms"] = milliseconds(lambda: RIVAL[case["meaning"]](*inputs))
        row["of_torch"] = round(row["torch_ms"] / row["ms"], 3)
    for name in dir(module):
        tuned = getattr(module, name)
        if hasattr(tuned, "best_config"):
            row.setdefault("chosen", {})[name] = str(tuned.best_config)
    return row


def main():
    torch.manual_seed(0)
    torch.backends.cuda.matmul.allow_tf32 = False
    speed = copied()
    about = {"gpu": torch.cuda.get_device_name(), "torch": torch.__version__, "triton": triton.__version__, "copy_GBps": speed / 1e6}
    print(about, flush=True)
    rows = []
    for case in json.loads((FOLDER / "kernels.json").read_text()):
        if time.time() - BEGAN > BUDGET:
            rows.append({"name": case["name"], "fault": "not checked: no time left"})
            continue
        try:
            rows.append(run(case, speed))
        except Exception as fault:
            traceback.print_exc()
            rows.append({"name": case["name"], "is_right": False, "fault": f"{type(fault).__name__}: {str(fault)[:300]}"})
        print(rows[-1], flush=True)
        torch.cuda.empty_cache()
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.with_suffix(".json").write_text(json.dumps({"about": about, "rows": rows}, indent=1))
    columns = ["name", "is_right", "error", "ms", "of_copy", "torch_ms", "of_torch", "fault"]
    with open(REPORT.with_suffix(".csv"), "w", newline="") as file:
        table = csv.DictWriter(file, columns, extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    right = sum(bool(row.get("is_right")) for row in rows)
    print(f"{right} of {len(rows)} right")
    for row in rows:
        product = row.get("meaning") == "matmul" and row.get("of_torch", 1) < 0.8
        memory = row.get("meaning") in ("softmax", "layernorm") and row.get("of_copy", 1) < 0.9
        if product or memory:
            print("slow:", row["name"], row.get("of_torch"), row.get("of_copy"))


main()
