"""Python's side of a case: imports it once; each line of input runs it once and answers `NANOSECONDS OUTPUT`."""

import importlib.util
import sys
import time

spec = importlib.util.spec_from_file_location("case", sys.argv[1])
case = importlib.util.module_from_spec(spec)
spec.loader.exec_module(case)

for _ in sys.stdin:
    start = time.perf_counter_ns()
    answer = str(case.bench())
    nanos = time.perf_counter_ns() - start
    print(nanos, answer, flush=True)
