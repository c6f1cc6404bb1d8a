package org.tosc.backends.mlir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tosc.backends.mlir.toolchain.Tool;
import org.tosc.backends.mlir.toolchain.ToolRun;
import org.tosc.backends.mlir.toolchain.Workplace;
import org.tosc.tir.ir.AffineMap;

/// `mlir-opt` reads both forms of the same operations as the same.
final class UpstreamTest {
  private static final String HOSTILE = "a\"b\\\n%x) -> () { } // @é\0 loc(unknown)";
  private static final MlirType.Shaped ROWS = MlirType.tensor(List.of(4L, 8L), FloatFormat.F32);

  @Test
  void bothFormsAreTheSame() {
    assumeTrue(Tool.obstacle(Tool.MLIR_OPT) == null, "not checked: no mlir-opt");
    for (MlirOperation module : List.of(arithmetic(), loops(), product(), hostile())) {
      String pretty = MlirPrinter.pretty(module, Assemblies.UPSTREAM, MlirPrinter.Places.SHOWN);
      String generic = MlirPrinter.generic(module, MlirPrinter.Places.SHOWN);
      assertEquals(judged(generic), judged(pretty), pretty);
    }
  }

  @Test
  void namesStayNames() {
    assumeTrue(Tool.obstacle(Tool.MLIR_OPT) == null, "not checked: no mlir-opt");
    String pretty = MlirPrinter.pretty(hostile(), Assemblies.UPSTREAM, MlirPrinter.Places.SHOWN);
    String read = judged(pretty);
    assertEquals(1, count(read, "func.func"), read);
    String quoted = Quoting.string(HOSTILE);
    assertTrue(read.contains("sym_name = " + quoted), read);
    assertTrue(read.contains("loc(" + quoted + ":1:2)"), read);
  }

  private static int count(String text, String what) {
    return text.split(java.util.regex.Pattern.quote("\"" + what + "\""), -1).length - 1;
  }

  private static String judged(String text) {
    try (Workplace place = Workplace.open()) {
      place.write("in.mlir", text);
      List<String> arguments =
          List.of(
              "in.mlir",
              "--mlir-print-op-generic",
              "--mlir-print-debuginfo",
              "--mlir-print-local-scope",
              "-o",
              "out.mlir");
      ToolRun.of(Tool.MLIR_OPT, arguments, place.folder(), Duration.ofSeconds(20))
          .orFault(text + "\nmlir-opt");
      // Names of values of the two forms are the same; those of files are not compared.
      return place.read("out.mlir").replaceAll("loc\\(\"in.mlir\":\\d+:\\d+\\)", "loc(in)");
    }
  }

  private static MlirOperation module(MlirOperation... operations) {
    return MlirOperation.named("builtin.module")
        .region(MlirRegion.of(List.of(), List.of(operations)))
        .build();
  }

  private static MlirOperation function(String name, List<MlirValue> parameters, BlockWriter body) {
    body.emit(MlirOperation.named("func.return"));
    MlirType type = new MlirType.Func(parameters.stream().map(MlirValue::type).toList(), List.of());
    return MlirOperation.named("func.func")
        .attribute("sym_name", MlirAttribute.of(name))
        .attribute("function_type", MlirAttribute.of(type))
        .region(body.region(parameters))
        .build();
  }

  private static MlirValue constant(BlockWriter body, MlirType type, MlirAttribute value) {
    return body.emit(MlirOperation.named("arith.constant").attribute("value", value), type, "cst");
  }

  private static MlirOperation arithmetic() {
    BlockWriter body = new BlockWriter().at(new MlirLocation.InFile("a.pseudo", 3, 4));
    for (FloatFormat type : FloatFormat.values()) {
      if (type != FloatFormat.TF32) {
        for (double v : new double[] {0.5, -0.0, Double.POSITIVE_INFINITY, Double.NaN, 1e-3f}) {
          constant(body, type, new MlirAttribute.Real(v, type));
        }
      }
    }
    MlirValue x = MlirValue.of(FloatFormat.F32, "x");
    MlirValue y = MlirValue.of(FloatFormat.F32, "x");
    MlirValue n = MlirValue.of(IntegerFormat.I32, "");
    MlirAttribute fast = new MlirAttribute.Dialect("arith.fastmath", "reassoc,nsz");
    MlirValue sum =
        body.emit(
            MlirOperation.named("arith.addf").operands(x, y).attribute("fastmath", fast),
            FloatFormat.F32,
            "x_0");
    MlirValue less =
        body.emit(
            MlirOperation.named("arith.cmpf")
                .operands(sum, y)
                .attribute("predicate", new MlirAttribute.Word("olt", MlirAttribute.i64(4))),
            IntegerFormat.I1,
            "less");
    body.emit(MlirOperation.named("arith.select").operands(less, x, y), FloatFormat.F32, "1st");
    body.emit(MlirOperation.named("arith.bitcast").operands(n), FloatFormat.F32, "%");
    return module(function("f", List.of(x, y, n), body));
  }

  private static MlirOperation loops() {
    MlirType.Shaped memory = MlirType.memref(List.of(64L), FloatFormat.F32);
    MlirType.Shaped lanes = MlirType.vector(16, FloatFormat.F32);
    MlirValue data = MlirValue.of(memory, "data");
    BlockWriter body = new BlockWriter();
    MlirValue zero = constant(body, IndexType.INDEX, MlirAttribute.index(0));
    MlirValue end = constant(body, IndexType.INDEX, MlirAttribute.index(64));
    MlirValue step = constant(body, IndexType.INDEX, MlirAttribute.index(16));
    MlirAttribute none = MlirAttribute.splat(lanes, new MlirAttribute.Real(0, FloatFormat.F32));
    MlirValue none16 = constant(body, lanes, none);
    MlirValue at = MlirValue.of(IndexType.INDEX, "i");
    MlirValue carried = MlirValue.of(lanes, "sum");
    BlockWriter inner = new BlockWriter();
    MlirValue read = inner.emit(MlirOperation.named("vector.load").operands(data, at), lanes, "v");
    MlirValue next =
        inner.emit(MlirOperation.named("vector.fma").operands(read, read, carried), lanes, "sum");
    inner.emit(MlirOperation.named("scf.yield").operands(next));
    MlirValue all =
        body.emit(
            MlirOperation.named("scf.for")
                .operands(zero, end, step, none16)
                .region(inner.region(at, carried)),
            lanes,
            "all");
    body.emit(MlirOperation.named("vector.store").operands(all, data, zero));
    return module(function("sum of squares", List.of(data), body));
  }

  private static MlirOperation product() {
    MlirType.Shaped left = MlirType.tensor(List.of(4L, 2L), FloatFormat.F32);
    MlirType.Shaped right = MlirType.tensor(List.of(2L, 8L), FloatFormat.F32);
    MlirValue a = MlirValue.of(left, "a");
    MlirValue b = MlirValue.of(right, "b");
    MlirValue out = MlirValue.of(MlirType.memref(List.of(4L, 8L), FloatFormat.F32), "out");
    BlockWriter body = new BlockWriter();
    MlirValue empty = body.emit(MlirOperation.named("tensor.empty"), ROWS, "e");
    BlockWriter inner = new BlockWriter();
    MlirValue x = MlirValue.of(FloatFormat.F32, "x");
    MlirValue y = MlirValue.of(FloatFormat.F32, "y");
    MlirValue z = MlirValue.of(FloatFormat.F32, "z");
    MlirValue next =
        inner.emit(MlirOperation.named("math.fma").operands(x, y, z), FloatFormat.F32, "");
    inner.emit(MlirOperation.named("linalg.yield").operands(next));
    List<AffineMap> maps =
        List.of(AffineMap.select(3, 0, 2), AffineMap.select(3, 2, 1), AffineMap.select(3, 0, 1));
    MlirAttribute parallel = new MlirAttribute.Dialect("linalg.iterator_type", "parallel");
    MlirAttribute reduction = new MlirAttribute.Dialect("linalg.iterator_type", "reduction");
    MlirValue made =
        body.emit(
            MlirOperation.named("linalg.generic")
                .segments(List.of(List.of(a, b), List.of(empty)))
                .attribute("indexing_maps", MlirAttribute.maps(maps))
                .attribute(
                    "iterator_types",
                    new MlirAttribute.Array(List.of(parallel, parallel, reduction)))
                .region(inner.region(x, y, z)),
            ROWS,
            "made");
    body.emit(
        MlirOperation.named("bufferization.materialize_in_destination")
            .operands(made, out)
            .attribute("restrict", MlirAttribute.Unit.UNIT)
            .attribute("writable", MlirAttribute.Unit.UNIT));
    return module(function("product", List.of(a, b, out), body));
  }

  private static MlirOperation hostile() {
    BlockWriter body = new BlockWriter().at(new MlirLocation.InFile(HOSTILE, 1, 2));
    MlirValue x = MlirValue.of(FloatFormat.F32, HOSTILE);
    body.emit(MlirOperation.named("arith.negf").operands(x), FloatFormat.F32, "é\n\"} %");
    MlirOperation function = function(HOSTILE, List.of(x), body);
    return MlirOperation.named("builtin.module")
        .attribute(
            "test.\"words\n",
            new MlirAttribute.Dictionary(Map.of(HOSTILE, MlirAttribute.of(HOSTILE))))
        .region(MlirRegion.of(List.of(), List.of(function)))
        .build();
  }
}
