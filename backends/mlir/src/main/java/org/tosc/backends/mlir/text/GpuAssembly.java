package org.tosc.backends.mlir.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Forms of `gpu`.
public final class GpuAssembly {
  /// One row for each operation.
  public static final Map<String, AssemblyFormat> ROWS = rows();

  private GpuAssembly() {}

  private static Map<String, AssemblyFormat> rows() {
    Map<String, AssemblyFormat> rows = new HashMap<>();
    rows.put("gpu.module", GpuAssembly::module);
    rows.put("gpu.func", GpuAssembly::function);
    rows.put("gpu.return", Pattern.of("[$? $0.. : ~0..]{}"));
    for (String name : List.of("block_id", "thread_id", "block_dim", "grid_dim")) {
      rows.put("gpu." + name, GpuAssembly::dimension);
    }
    rows.put("gpu.barrier", Pattern.of("{}"));
    rows.put("gpu.alloc", Pattern.of("(){} : ~=0"));
    rows.put("gpu.dealloc", Pattern.of("$0{} : ~0"));
    rows.put("gpu.shuffle", GpuAssembly::shuffle);
    rows.put("gpu.launch_func", GpuAssembly::launch);
    rows.put("gpu.subgroup_mma_constant_matrix", Pattern.of("$0{} : ~=0"));
    rows.put("gpu.subgroup_mma_load_matrix", Pattern.of("$0[$1..]{} : ~0 -> ~=0"));
    rows.put("gpu.subgroup_mma_compute", Pattern.of("$0, $1, $2{} : ~0, ~1 -> ~=0"));
    rows.put("gpu.subgroup_mma_store_matrix", Pattern.of("$0, $1[$2..]{} : ~0, ~1"));
    return Map.copyOf(rows);
  }

  private static void module(MlirOperation operation, OperationText out) {
    if (operation.attribute("sym_name") instanceof MlirAttribute.Str(String name)) {
      out.text(" ").attribute(MlirAttribute.symbol(name));
    }
    out.attributes(operation, List.of("sym_name"));
    out.text(" ").regionWithoutEnd(operation.regions().getFirst());
  }

  private static void function(MlirOperation operation, OperationText out) {
    out.text(" ");
    ControlAssembly.signature(operation, out);
    if (operation.attribute("gpu.kernel") != null) {
      out.text(" kernel");
    }
    List<String> hidden =
        List.of("sym_name", "function_type", "gpu.kernel", "arg_attrs", "workgroup_attributions");
    out.attributes(operation, hidden).text(" ").region(operation.regions().getFirst());
  }

  private static void dimension(MlirOperation operation, OperationText out) {
    out.text(" ").text(word(operation, "dimension")).others(operation, List.of("dimension"));
  }

  private static String word(MlirOperation operation, String name) {
    if (operation.attribute(name) instanceof MlirAttribute.Dialect(_, String words)) {
      return words.substring(words.lastIndexOf(' ') + 1);
    }
    throw new IllegalArgumentException(operation.name() + " lacks `" + name + "`");
  }

  private static void shuffle(MlirOperation operation, OperationText out) {
    out.text(" ").text(word(operation, "mode")).text(" ").values(operation.operands());
    out.others(operation, List.of("mode")).text(" : ").type(operation.operand(0).type());
  }

  /// `gpu.launch_func @kernels::@row blocks in (…) threads in (…) args(%x : memref<…>)`.
  private static void launch(MlirOperation operation, OperationText out) {
    MlirAttribute kernel = operation.attribute("kernel");
    if (kernel == null) {
      throw new IllegalArgumentException("gpu.launch_func lacks `kernel`");
    }
    List<MlirValue> operands = operation.operands();
    out.text(" ").attribute(kernel);
    out.text(" blocks in (").values(operands.subList(0, 3)).text(")");
    out.text(" threads in (").values(operands.subList(3, 6)).text(")");
    List<MlirValue> arguments = operands.subList(6, operands.size());
    for (int i = 0; i < arguments.size(); i++) {
      out.text(i == 0 ? " args(" : ", ").value(arguments.get(i));
      out.text(" : ").type(arguments.get(i).type());
    }
    out.text(arguments.isEmpty() ? "" : ")").others(operation, List.of("kernel"));
  }
}
