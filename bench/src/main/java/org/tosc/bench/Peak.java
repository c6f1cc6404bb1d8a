package org.tosc.bench;

import java.lang.invoke.MethodHandle;
import org.tosc.backends.api.Engine;

/// The rate of fused multiply-adds of one core: 24 sums in registers that do not wait for each
/// other, in the vectors that the compiler uses. Nothing is read from memory.
final class Peak {
  private static final int SUMS = 24;
  private static final int ROUNDS = 4_000;

  private final MethodHandle entry;

  Peak() {
    StringBuilder text = new StringBuilder("func @peak() -> (f32) {\n");
    text.append("  %0 = core.const {value = 0.999} : vector<16xf32>\n");
    text.append("  %1 = core.const {value = 1.0e-9} : vector<16xf32>\n");
    text.append("  %2 = core.const {value = 0} : i32\n");
    text.append("  %3 = core.const {value = 1} : i32\n");
    text.append("  %4 = core.const {value = ").append(ROUNDS).append("} : i32\n");
    text.append("  %5 = core.slot(%2) : slot<i32>\n");
    for (int i = 0; i < SUMS; i++) {
      text.append("  %").append(10 + i).append(" = core.slot(%1) : slot<vector<16xf32>>\n");
    }
    text.append("  core.loop {\n    %6 = core.slot_get(%5)\n    %7 = core.lt(%6, %4)\n");
    text.append("    core.yield(%7)\n  } {\n");
    for (int i = 0; i < SUMS; i++) {
      int at = 100 + 2 * i;
      text.append("    %").append(at).append(" = core.slot_get(%").append(10 + i).append(")\n");
      text.append("    %").append(at + 1).append(" = core.fma(%0, %1, %").append(at).append(")\n");
      text.append("    core.slot_set(%").append(10 + i).append(", %").append(at + 1).append(")\n");
    }
    text.append("    core.yield\n  } {\n    %8 = core.slot_get(%5)\n");
    text.append(
        "    %9 = core.wrapping_add(%8, %3)\n    core.slot_set(%5, %9)\n    core.yield\n  }\n");
    String sum = "%" + 400;
    text.append("  ").append(sum).append(" = core.slot_get(%10)\n");
    for (int i = 1; i < SUMS; i++) {
      text.append("  %").append(500 + i).append(" = core.slot_get(%").append(10 + i).append(")\n");
      String next = "%" + (400 + i);
      text.append("  ").append(next).append(" = core.add(").append(sum);
      text.append(", %").append(500 + i).append(")\n");
      sum = next;
    }
    text.append("  %600 = core.reduce_add(").append(sum).append(")\n  core.return(%600)\n}\n");
    Engine jvm =
        Engine.all().stream().filter(e -> e.name().equals("jvm")).findFirst().orElseThrow();
    entry = jvm.load(KernelBench.read(text.toString())).entry("peak");
  }

  void warm() throws Throwable {
    for (int i = 0; i < 3_000; i++) {
      measure();
    }
  }

  /// One sample, in GFLOP/s.
  double measure() throws Throwable {
    long start = System.nanoTime();
    float used = (float) entry.invokeExact();
    long nanos = System.nanoTime() - start;
    return Float.isNaN(used) ? 0 : 2.0 * 16 * SUMS * ROUNDS / nanos;
  }
}
