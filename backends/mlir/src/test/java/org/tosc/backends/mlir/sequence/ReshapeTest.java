package org.tosc.backends.mlir.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.backends.mlir.text.Assemblies;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirPrinter;
import org.tosc.backends.mlir.text.MlirRegion;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.backends.mlir.toolchain.Tool;
import org.tosc.backends.mlir.toolchain.ToolRun;
import org.tosc.backends.mlir.toolchain.Workplace;

/// `mlir-opt` takes every way from one shape to another.
final class ReshapeTest {
  private static final List<List<List<Long>>> PAIRS =
      List.of(
          List.of(List.of(4L, 8L, 6L), List.of(2L, 16L, 6L)),
          List.of(List.of(6L, 4L), List.of(4L, 6L)),
          List.of(List.of(24L), List.of(1L, 2L, 3L, 4L, 1L)),
          List.of(List.of(1L, 4L, 1L), List.of(4L)),
          List.of(List.of(1L, 3L), List.of(3L, 1L)),
          List.of(List.of(2L, 1L, 3L), List.of(2L, 3L)),
          List.of(List.of(), List.of(1L, 1L)),
          List.of(List.of(1L), List.of()),
          List.of(List.of(0L, 4L), List.of(3L, 0L)));

  private static MlirOperation function(MlirType.Container container, int number) {
    MlirType.Shaped from = type(container, PAIRS.get(number).getFirst());
    MlirType.Shaped to = type(container, PAIRS.get(number).getLast());
    MlirValue given = MlirValue.of(from, "x");
    BlockWriter body = new BlockWriter();
    MlirValue made = Reshape.of(body, given, to);
    assertEquals(to, made.type());
    body.emit(MlirOperation.named("func.return").operands(made));
    return MlirOperation.named("func.func")
        .attribute("sym_name", MlirAttribute.of("f" + container + number))
        .attribute("function_type", MlirAttribute.of(new MlirType.Func(List.of(from), List.of(to))))
        .region(body.region(given))
        .build();
  }

  private static MlirType.Shaped type(MlirType.Container container, List<Long> shape) {
    return new MlirType.Shaped(container, shape, FloatFormat.F32, List.of());
  }

  @Test
  void everyShapeIsReached() {
    assumeTrue(Tool.obstacle(Tool.MLIR_OPT) == null, "not checked: no mlir-opt");
    List<MlirOperation> functions = new ArrayList<>();
    for (int i = 0; i < PAIRS.size(); i++) {
      functions.add(function(MlirType.Container.TENSOR, i));
      functions.add(function(MlirType.Container.MEMREF, i));
    }
    MlirOperation module =
        MlirOperation.named("builtin.module").region(MlirRegion.of(List.of(), functions)).build();
    String text = MlirPrinter.pretty(module, Assemblies.UPSTREAM, MlirPrinter.Places.SHOWN);
    try (Workplace place = Workplace.open()) {
      place.write("in.mlir", text);
      ToolRun.of(Tool.MLIR_OPT, List.of("in.mlir"), place.folder(), Duration.ofSeconds(20))
          .orFault(text + "\nmlir-opt");
    }
  }
}
