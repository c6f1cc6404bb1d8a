package org.tosc.bench;

import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// Programs in TIR's text form that do nothing but fused multiply-adds on vectors of 16 floats.
final class VectorPrograms {
  static final int LANES = 16;
  private static final String VECTOR = "vector<16xf32>";

  private final StringBuilder text = new StringBuilder();
  private int next = 10;

  private VectorPrograms() {}

  /// The module of a text.
  static Module read(String text) {
    return switch (Reader.read(new Source("vectors.tir", text))) {
      case Reader.Result.Read(var module) -> module;
      case Reader.Result.Refused refused ->
          throw new IllegalStateException(refused.diagnostic().toString());
    };
  }

  /// `@kernel(a, b, c, kc)`: c = a · b, where a is a panel of `rows` elements for each of kc steps,
  /// b one of `vectors` vectors, and c is row-major; `unroll` steps in one round.
  static String kernel(int rows, int vectors, int unroll) {
    VectorPrograms p = new VectorPrograms();
    String panel = "buffer<[?] x f32, global>";
    p.line(
        "func @kernel(%0: " + panel + ", %1: " + panel + ", %2: " + panel + ", %3: i32) -> () {");
    int first = p.slots(rows * vectors);
    p.loop(3, unroll, k -> p.steps(k, rows, vectors, unroll, first));
    for (int i = 0; i < rows * vectors; i++) {
      p.line("kernel.vstore(%2, " + p.get(first + i) + ", " + p.integer(i * LANES) + ")" + PROVED);
    }
    p.line("core.return\n}");
    return p.text.toString();
  }

  private static final String PROVED = " {bounds = \"proved\"}";

  private void steps(String k, int rows, int vectors, int unroll, int first) {
    String a = op("core.wrapping_mul(" + k + ", " + integer(rows) + ")");
    String b = op("core.wrapping_mul(" + k + ", " + integer(vectors * LANES) + ")");
    for (int step = 0; step < unroll; step++) {
      String[] row = new String[vectors];
      for (int v = 0; v < vectors; v++) {
        String at = plus(b, (step * vectors + v) * LANES);
        row[v] = op("kernel.vload(%1, " + at + ")" + PROVED + " : " + VECTOR);
      }
      for (int r = 0; r < rows; r++) {
        String x = op("kernel.load(%0, " + plus(a, step * rows + r) + ")" + PROVED);
        String splat = op("core.splat(" + x + ") : " + VECTOR);
        for (int v = 0; v < vectors; v++) {
          accumulate(first + r * vectors + v, splat, row[v]);
        }
      }
    }
  }

  private void accumulate(int slot, String x, String y) {
    line(
        "core.slot_set(%"
            + slot
            + ", "
            + op("core.fma(" + x + ", " + y + ", " + get(slot) + ")")
            + ")");
  }

  private int slots(int count) {
    int first = next;
    for (int i = 0; i < count; i++) {
      line("%" + next++ + " = core.slot : slot<" + VECTOR + ">");
    }
    return first;
  }

  /// Counts from 0 up to a parameter.
  private void loop(int count, int step, java.util.function.Consumer<String> body) {
    String zero = integer(0);
    int counter = next++;
    line("%" + counter + " = core.slot(" + zero + ") : slot<i32>");
    line("core.loop {");
    line("core.yield(" + op("core.lt(" + get(counter) + ", %" + count + ")") + ")\n} {");
    body.accept(get(counter));
    line("core.yield\n} {");
    String sum = plus(get(counter), step);
    line("core.slot_set(%" + counter + ", " + sum + ")\ncore.yield\n}");
  }

  private String plus(String value, int constant) {
    return constant == 0
        ? value
        : op("core.wrapping_add(" + value + ", " + integer(constant) + ")");
  }

  private String integer(int value) {
    return op("core.const {value = " + value + "} : i32");
  }

  private String get(int slot) {
    return op("core.slot_get(%" + slot + ")");
  }

  private String op(String operation) {
    line("%" + next + " = " + operation);
    return "%" + next++;
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
