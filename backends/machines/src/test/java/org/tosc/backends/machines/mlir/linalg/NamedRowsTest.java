package org.tosc.backends.machines.mlir.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.machines.mlir.MlirOpt;
import org.tosc.backends.machines.mlir.MlirOpt.Answer;
import org.tosc.backends.machines.mlir.exec.Argument;
import org.tosc.backends.machines.mlir.exec.MlirModel;
import org.tosc.backends.machines.mlir.exec.Program;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Each row against upstream's own definition: what mlir-opt makes a `linalg.generic` of.
class NamedRowsTest {
  private static Stream<String> names() {
    return NamedRows.TEXT.lines().filter(l -> !l.isBlank()).map(l -> l.split("\\|", -1)[0].strip());
  }

  private static NamedOp row(String name) {
    return Objects.requireNonNull(NamedOp.of("linalg." + name));
  }

  /// How long a loop is: 2 or 3, so that neighbours differ.
  private static int length(NamedOp row, String loop) {
    return 2 + row.loops().indexOf(loop) % 2;
  }

  private static int extent(NamedOp row, String axis) {
    int last = 0;
    for (String term : axis.split("\\+", -1)) {
      String[] factors = term.split("\\*", -1);
      boolean isStrided = factors.length > 1 && factors[1].startsWith("s");
      last += (length(row, factors[0]) - 1) * (isStrided ? 2 : 1);
    }
    return last + 1;
  }

  private static String type(NamedOp row, List<String> axes) {
    return "memref<"
        + axes.stream().map(a -> extent(row, a.strip()) + "x").collect(Collectors.joining())
        + "f32>";
  }

  private static List<String> types(NamedOp row) {
    if (!row.loops().isEmpty()) {
      return row.indexes().stream().map(axes -> type(row, axes)).toList();
    }
    List<String> types = new ArrayList<>();
    for (int i = 0; i <= row.inputs(); i++) {
      types.add(row.name().equals("select") && i == 0 ? "memref<2x3xi1>" : "memref<2x3xf32>");
    }
    if (row.name().equals("fill")) {
      types.set(0, "f32");
    }
    return types;
  }

  private static String text(String name) {
    NamedOp row = row(name);
    List<String> types = types(row);
    StringBuilder parameters = new StringBuilder();
    for (int i = 0; i < types.size(); i++) {
      parameters
          .append(i == 0 ? "" : ", ")
          .append("%a")
          .append(i)
          .append(": ")
          .append(types.get(i));
    }
    boolean isStrided = row.indexes().toString().contains("*s");
    int axes = row.indexes().toString().contains("*s1") ? 2 : 1;
    String attributes =
        isStrided
            ? " {strides = dense<2> : tensor<%dxi64>, dilations = dense<1> : tensor<%dxi64>}"
                .replace("%d", Integer.toString(axes))
            : "";
    int last = types.size() - 1;
    String inputs =
        Stream.iterate(0, i -> i + 1)
            .limit(last)
            .map(i -> "%a" + i)
            .collect(Collectors.joining(", "));
    return "func.func @f("
        + parameters
        + ") {\n  linalg."
        + name
        + attributes
        + " ins("
        + inputs
        + " : "
        + String.join(", ", types.subList(0, last))
        + ") outs(%a"
        + last
        + " : "
        + types.get(last)
        + ")\n  return\n}\n";
  }

  private static byte[] run(String text) {
    Program program =
        switch (MlirModel.read(new Source("t.mlir", text))) {
          case MlirModel.Outcome.Ready(Program ready) -> ready;
          case MlirModel.Outcome.Refused(List<Diagnostic> why) -> fail(why + "\n" + text);
        };
    Random random = new Random(5);
    List<Argument> arguments = new ArrayList<>();
    byte[] last = {};
    for (Type type : Objects.requireNonNull(program.type("f")).inputs()) {
      if (!(type instanceof Type.Shaped shaped)) {
        arguments.add(new Argument.Scalar(Float.floatToRawIntBits(1.25f)));
        continue;
      }
      boolean isBit = shaped.element().equals(Type.i(1));
      last = new byte[shaped.count() * (isBit ? 1 : 4)];
      MemorySegment bytes = MemorySegment.ofArray(last);
      for (int i = 0; i < shaped.count(); i++) {
        if (isBit) {
          last[i] = (byte) (i % 2);
        } else {
          bytes.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, 0.5f + random.nextFloat());
        }
      }
      arguments.add(Argument.Elements.of(bytes));
    }
    Program.Outcome outcome = program.call("f", arguments, 1_000_000);
    assertTrue(outcome instanceof Program.Outcome.Done, () -> outcome + "\n" + text);
    return last;
  }

  @ParameterizedTest
  @MethodSource("names")
  void isWhatUpstreamDefines(String name) {
    MlirOpt.require();
    String text = text(name);
    Answer answer =
        MlirOpt.run(text, List.of("--pass-pipeline=builtin.module(linalg-generalize-named-ops)"));
    assertTrue(answer.isAccepted(), answer.errors());
    assertTrue(answer.output().contains("linalg.generic"), answer.output());
    assertArrayEquals(run(answer.output()), run(text));
  }
}
