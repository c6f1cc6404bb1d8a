package org.tosc.backends.mlir.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Forms of `arith` and `math`.
public final class ArithAssembly {
  private static final List<String> FLOAT_UNARY =
      List.of(
          "arith.negf",
          "math.absf",
          "math.ceil",
          "math.cos",
          "math.erf",
          "math.exp",
          "math.exp2",
          "math.floor",
          "math.log",
          "math.log2",
          "math.roundeven",
          "math.rsqrt",
          "math.sin",
          "math.sqrt",
          "math.tanh",
          "math.trunc");
  private static final List<String> FLOAT_BINARY =
      List.of(
          "arith.addf",
          "arith.subf",
          "arith.mulf",
          "arith.divf",
          "arith.remf",
          "arith.maximumf",
          "arith.minimumf",
          "arith.maxnumf",
          "arith.minnumf",
          "math.powf",
          "math.copysign");
  private static final List<String> INT_BINARY =
      List.of(
          "arith.divsi",
          "arith.divui",
          "arith.floordivsi",
          "arith.ceildivsi",
          "arith.remsi",
          "arith.remui",
          "arith.andi",
          "arith.ori",
          "arith.xori",
          "arith.shrsi",
          "arith.shrui",
          "arith.maxsi",
          "arith.minsi",
          "arith.maxui",
          "arith.minui");
  private static final List<String> OVERFLOWING =
      List.of("arith.addi", "arith.subi", "arith.muli", "arith.shli");
  private static final List<String> CASTS =
      List.of(
          "arith.bitcast",
          "arith.extf",
          "arith.truncf",
          "arith.extsi",
          "arith.extui",
          "arith.trunci",
          "arith.sitofp",
          "arith.uitofp",
          "arith.fptosi",
          "arith.fptoui",
          "arith.index_cast",
          "arith.index_castui");

  /// One row for each operation.
  public static final Map<String, AssemblyFormat> ROWS = rows();

  private ArithAssembly() {}

  private static Map<String, AssemblyFormat> rows() {
    Map<String, AssemblyFormat> rows = new HashMap<>();
    FLOAT_UNARY.forEach(name -> rows.put(name, ArithAssembly::fast));
    FLOAT_BINARY.forEach(name -> rows.put(name, ArithAssembly::fast));
    rows.put("math.fma", ArithAssembly::fast);
    INT_BINARY.forEach(name -> rows.put(name, Pattern.of("$0, $1{} : ~0")));
    OVERFLOWING.forEach(name -> rows.put(name, Pattern.of("$0, $1{} : ~0")));
    CASTS.forEach(name -> rows.put(name, Pattern.of("$0{} : ~0 to ~=0")));
    rows.put("math.absi", Pattern.of("$0{} : ~0"));
    rows.put("arith.cmpf", Pattern.of("@predicate, $0, $1{} : ~0"));
    rows.put("arith.cmpi", Pattern.of("@predicate, $0, $1{} : ~0"));
    rows.put("arith.select", ArithAssembly::select);
    rows.put("arith.constant", ArithAssembly::constant);
    return Map.copyOf(rows);
  }

  /// What may carry flags: `arith.addf %x, %y fastmath<reassoc> : f32`.
  private static void fast(MlirOperation operation, OperationText out) {
    out.text(" ").values(operation.operands());
    if (operation.attribute("fastmath") instanceof MlirAttribute.Dialect(_, String words)) {
      out.text(" fastmath<" + words + ">");
    }
    out.others(operation, List.of("fastmath"));
    out.text(" : ").type(operation.result().type());
  }

  private static void select(MlirOperation operation, OperationText out) {
    out.text(" ").values(operation.operands()).others(operation, List.of()).text(" : ");
    MlirType condition = operation.operand(0).type();
    if (!condition.equals(IntegerFormat.I1)) {
      out.type(condition).text(", ");
    }
    out.type(operation.result().type());
  }

  private static void constant(MlirOperation operation, OperationText out) {
    MlirAttribute value = operation.attributes().get("value");
    if (value == null) {
      throw new IllegalArgumentException("arith.constant lacks `value`");
    }
    out.others(operation, List.of("value")).text(" ");
    if (operation.result().type().equals(IntegerFormat.I1)) {
      out.attribute(value);
    } else {
      out.typed(value);
    }
  }
}
