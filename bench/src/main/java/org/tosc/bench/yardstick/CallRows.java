package org.tosc.bench.yardstick;

import static org.tosc.bench.yardstick.Quantity.CODE;

import java.util.ArrayList;
import java.util.List;

/// The rows of `perf.md`, section 10, about calls, threads and compiling. Their bounds are times
/// that no peer has; they are judged as they stand.
final class CallRows {
  static final String P50 = "p50";
  static final String P99 = "p99";

  private CallRows() {}

  static List<Row> all() {
    return List.of(launch(), region(), kernels(), module(), encoder(), hidden(), cold());
  }

  private static Goal time(String what, Quantity ours, Bounds bounds) {
    return Goal.of(what, ours, new Comparison.Duration(), bounds).judged("as it stands");
  }

  private static Row launch() {
    Quantity raw = new Quantity("launch", "raw", P50, 1);
    Quantity arrays = new Quantity("launch", "add-16", P50, 1);
    return new Row(
        "launch",
        "launch: Java to our kernel, warm",
        List.of(
            time("raw, p50", raw, Bounds.good(0.020, 0.005)),
            time(
                    "sum of 16 floats through code over arrays, p50",
                    arrays,
                    Bounds.good(0.100, 0.050))
                .judged("as it stands; the graph executor is code over arrays"),
            time("raw, p99", raw.by(P99), Bounds.must(1)),
            time("sum of 16 floats through code over arrays, p99", arrays.by(P99), Bounds.must(1))),
        List.of());
  }

  private static Row region() {
    Quantity fork = new Quantity("region", "fork-join", P50, 2);
    return new Row(
        "region",
        "parallel region",
        List.of(time("fork and join, spinning workers, p50", fork, Bounds.good(1, 0.5))),
        List.of(
            new Gap("parked when idle", "no time; the test `TeamTest` holds it"),
            new Gap("never forked below 5 µs", "no time; the test `ForksTest` holds it")));
  }

  private static Row kernels() {
    List<Goal> goals = new ArrayList<>();
    for (String kernel : List.of("bias+relu", "add", "silu+mul")) {
      Quantity ours = new Quantity("compile", kernel, CODE, 1);
      goals.add(time(kernel + " 8192", ours, Bounds.stretch(1_000, 100, 30)));
    }
    for (String kernel : List.of("rope", "softmax", "rmsnorm", "matmul", "matmul+bias+gelu")) {
      Quantity ours = new Quantity("compile", kernel, CODE, 1);
      goals.add(
          time(kernel, ours, Bounds.must(1_000))
              .judged("good and stretch are for kernels like bias+ReLU"));
    }
    return new Row("compile", "compile, one kernel, IR to callable x86", goals, List.of());
  }

  private static Row module() {
    Quantity ours = new Quantity("compile", "module", CODE, 1);
    return new Row(
        "module",
        "compile a module of five kernels",
        List.of(
            time(
                "matmul+bias+GELU, softmax, rmsnorm, silu·mul, rope",
                ours,
                Bounds.good(5_000, 2_000))),
        List.of());
  }

  private static Row encoder() {
    Quantity ours = new Quantity("encode", "instruction", CODE, 1);
    return new Row(
        "encoder",
        "encoder throughput",
        List.of(
            Goal.of("instructions a second", ours, new Comparison.Rate(), Bounds.good(5e6, 20e6))
                .judged("as it stands")),
        List.of());
  }

  private static Row hidden() {
    Quantity ours = new Quantity("class", "bias+relu", Quantity.JVM, 1);
    return new Row(
        "hidden",
        "JVM back end: IR to hidden class, warm",
        List.of(
            time("a loop of bias and ReLU", ours, Bounds.good(500, 100))
                .judged("as it stands; without runs until HotSpot has compiled it")),
        List.of());
  }

  private static Row cold() {
    Quantity ours = new Quantity("start", "kernel", Quantity.OURS, 1);
    return new Row(
        "cold",
        "cold CLI: process start to first kernel run",
        List.of(
            time("`tosc run --target x86_64`, to its end", ours, Bounds.stretch(4e5, 2e5, 1.3e5))),
        List.of());
  }
}
