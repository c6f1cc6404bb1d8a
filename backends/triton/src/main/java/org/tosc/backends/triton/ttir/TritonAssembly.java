package org.tosc.backends.triton.ttir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.backends.mlir.text.AssemblyFormat;
import org.tosc.backends.mlir.text.ControlAssembly;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.OperationText;
import org.tosc.backends.mlir.text.Pattern;

/// Forms of the dialect `tt` (Triton 3.x, `TritonOps.td`). `tt.reduce` has none of its own.
final class TritonAssembly {
  /// What only the generic form says.
  private static final List<String> OF_MEMORY =
      List.of("boundaryCheck", "cache", "evict", "isVolatile");

  static final Map<String, AssemblyFormat> ROWS = rows();

  private TritonAssembly() {}

  private static Map<String, AssemblyFormat> rows() {
    Map<String, AssemblyFormat> rows = new HashMap<>();
    rows.put("tt.func", Objects.requireNonNull(ControlAssembly.ROWS.get("func.func")));
    rows.put("tt.return", Pattern.of("{}"));
    rows.put("tt.get_program_id", Pattern.of("@axis{} : ~=0"));
    rows.put("tt.make_range", Pattern.of("{} : ~=0"));
    for (String shaping : List.of("splat", "expand_dims", "broadcast", "trans", "bitcast")) {
      rows.put("tt." + shaping, Pattern.of("$0{} : ~0 -> ~=0"));
    }
    rows.put("tt.addptr", Pattern.of("$0, $1{} : ~0, ~1"));
    rows.put("tt.load", TritonAssembly::memory);
    rows.put("tt.store", TritonAssembly::memory);
    rows.put("tt.dot", TritonAssembly::dot);
    rows.put("tt.dot_scaled", TritonAssembly::scaled);
    rows.put("tt.precise_divf", Pattern.of("$0, $1{} : ~0"));
    rows.put("tt.precise_sqrt", Pattern.of("$0{} : ~0"));
    rows.put("tt.fp_to_fp", TritonAssembly::conversion);
    rows.put("tt.reduce.return", Pattern.of("$0{} : ~0"));
    rows.put("gpu.barrier", Pattern.of("{}"));
    return Map.copyOf(rows);
  }

  private static void memory(MlirOperation o, OperationText out) {
    out.text(" ").values(o.operands()).others(o, OF_MEMORY);
    out.text(" : ").type(o.operand(0).type());
  }

  private static void dot(MlirOperation o, OperationText out) {
    out.text(" ").values(o.operands()).others(o, List.of("inputPrecision", "maxNumImpreciseAcc"));
    out.text(" : ").type(o.operand(0).type()).text(" * ").type(o.operand(1).type());
    out.text(" -> ").type(o.result().type());
  }

  /// `%a scale %x, %b scale %y, %c lhs = e2m1 rhs = e2m1 {…} : A, X * B, Y -> C`.
  private static void scaled(MlirOperation o, OperationText out) {
    out.text(" ").value(o.operand(0)).text(" scale ").value(o.operand(3)).text(", ");
    out.value(o.operand(1)).text(" scale ").value(o.operand(4)).text(", ").value(o.operand(2));
    out.text(" lhs = e2m1 rhs = e2m1").others(o, List.of("a_elem_type", "b_elem_type"));
    out.text(" : ").type(o.operand(0).type()).text(", ").type(o.operand(3).type());
    out.text(" * ").type(o.operand(1).type()).text(", ").type(o.operand(4).type());
    out.text(" -> ").type(o.result().type());
  }

  private static void conversion(MlirOperation o, OperationText out) {
    out.text(" ").value(o.operand(0));
    out.text(o.attribute("rounding") == null ? "" : ", rounding = rtne");
    out.others(o, List.of("rounding")).text(" : ");
    out.type(o.operand(0).type()).text(" -> ").type(o.result().type());
  }
}
