package org.tosc.backends.mlir.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Forms of `tensor`, `memref`, `bufferization`, `vector` and `linalg`.
public final class TensorAssembly {
  /// One row for each operation.
  public static final Map<String, AssemblyFormat> ROWS = rows();

  private TensorAssembly() {}

  private static Map<String, AssemblyFormat> rows() {
    Map<String, AssemblyFormat> rows = new HashMap<>();
    rows.put("tensor.empty", Pattern.of("($0..){} : ~=0"));
    rows.put("tensor.extract", Pattern.of("$0[$1..]{} : ~0"));
    rows.put("tensor.insert", Pattern.of("$0 into $1[$2..]{} : ~1"));
    for (String dialect : List.of("tensor.", "memref.")) {
      rows.put(dialect + "expand_shape", TensorAssembly::reshape);
      rows.put(dialect + "collapse_shape", TensorAssembly::reshape);
    }
    rows.put("tensor.extract_slice", (op, out) -> slice(op, 1, "to", out));
    rows.put("tensor.insert_slice", (op, out) -> slice(op, 2, "into", out));
    rows.put("memref.alloc", Pattern.of("(){} : ~=0"));
    rows.put("memref.alloca", Pattern.of("(){} : ~=0"));
    rows.put("memref.dealloc", Pattern.of("$0{} : ~0"));
    rows.put("memref.load", Pattern.of("$0[$1..]{} : ~0"));
    rows.put("memref.store", Pattern.of("$0, $1[$2..]{} : ~1"));
    rows.put("memref.copy", Pattern.of("$0, $1{} : ~0 to ~1"));
    rows.put("memref.subview", (op, out) -> slice(op, 1, "to", out));
    rows.put(
        "bufferization.materialize_in_destination",
        Pattern.of("$0 in [restrict?restrict ][writable?writable ]$1{} : (~0, ~1) -> ()"));
    rows.put(
        "bufferization.to_tensor", Pattern.of("$0[restrict? restrict][writable? writable]{} : ~0"));
    rows.put("vector.load", Pattern.of("$0[$1..]{} : ~0, ~=0"));
    rows.put("vector.store", Pattern.of("$0, $1[$2..]{} : ~1, ~0"));
    rows.put("vector.maskedload", Pattern.of("$0[$1..-2], $-2, $-1{} : ~0, ~-2, ~-1 into ~=0"));
    rows.put("vector.maskedstore", Pattern.of("$0[$1..-2], $-2, $-1{} : ~0, ~-2, ~-1"));
    rows.put("vector.broadcast", Pattern.of("$0{} : ~0 to ~=0"));
    rows.put("vector.splat", Pattern.of("$0{} : ~=0"));
    rows.put("vector.fma", Pattern.of("$0, $1, $2{} : ~0"));
    rows.put("vector.create_mask", Pattern.of("$0..{} : ~=0"));
    rows.put("vector.constant_mask", Pattern.of("@mask_dim_sizes{} : ~=0"));
    rows.put("vector.bitcast", Pattern.of("$0{} : ~0 to ~=0"));
    rows.put("vector.shape_cast", Pattern.of("$0{} : ~0 to ~=0"));
    rows.put("vector.extract", TensorAssembly::extract);
    rows.put("vector.extract_strided_slice", TensorAssembly::strided);
    rows.put("vector.reduction", TensorAssembly::reduction);
    rows.put("linalg.generic", TensorAssembly::generic);
    rows.put("linalg.index", Pattern.of("@dim{} : index"));
    rows.put("linalg.yield", Pattern.of("[$? $0.. : ~0..]{}"));
    for (String name : List.of("fill", "matmul", "batch_matmul", "copy", "conv_2d_nhwc_hwcf")) {
      rows.put("linalg." + name, TensorAssembly::named);
    }
    rows.put("linalg.transpose", TensorAssembly::transpose);
    return Map.copyOf(rows);
  }

  /// `%x[0, 0] [4, 8] [1, 1] : from to what`, with numbers only.
  ///
  /// @param operands how many come before: what is cut out of, or what is put in and where
  private static void slice(MlirOperation op, int operands, String joint, OperationText out) {
    if (op.operands().size() > operands) {
      throw new IllegalArgumentException(op.name() + " with places that are no numbers");
    }
    out.text(" ").value(op.operand(0));
    if (operands == 2) {
      out.text(" into ").value(op.operand(1));
    }
    out.text(list(op, "static_offsets")).text(" ").text(list(op, "static_sizes"));
    out.text(" ").text(list(op, "static_strides"));
    out.others(op, List.of("static_offsets", "static_sizes", "static_strides"));
    out.text(" : ").type(op.operand(0).type()).text(" " + joint + " ").type(op.result().type());
  }

  /// `%x [[0, 1]] : from into to`, with the extents of the result where dimensions are split.
  private static void reshape(MlirOperation op, OperationText out) {
    out.text(" ").value(op.operand(0)).text(" ").text(numbers(op.attribute("reassociation")));
    if (op.attribute("static_output_shape") != null) {
      out.text(" output_shape ").text(list(op, "static_output_shape"));
    }
    out.others(op, List.of("reassociation", "static_output_shape"));
    out.text(" : ").type(op.operand(0).type()).text(" into ").type(op.result().type());
  }

  /// Lists of integers without their types.
  private static String numbers(@Nullable MlirAttribute attribute) {
    return attribute instanceof MlirAttribute.Array(List<MlirAttribute> items)
        ? items.stream().map(TensorAssembly::numbers).collect(Collectors.joining(", ", "[", "]"))
        : attribute instanceof MlirAttribute.Int(long value, _) ? Long.toString(value) : "";
  }

  /// `%v {offsets = [0], sizes = [8], strides = [1]} : from to what`.
  private static void strided(MlirOperation op, OperationText out) {
    out.text(" ").value(op.operand(0)).text(" {");
    String before = "";
    for (String name : List.of("offsets", "sizes", "strides")) {
      out.text(before + name + " = " + numbers(op.attribute(name)));
      before = ", ";
    }
    out.text("} : ").type(op.operand(0).type()).text(" to ").type(op.result().type());
  }

  private static String list(MlirOperation operation, String name) {
    if (operation.attribute(name) instanceof MlirAttribute.Dense(_, List<Long> values)) {
      return values.toString();
    }
    throw new IllegalArgumentException(operation.name() + " lacks `" + name + "`");
  }

  /// `vector.extract %v[1, 2] : f32 from vector<4x4xf32>`, with places that are numbers.
  private static void extract(MlirOperation operation, OperationText out) {
    out.text(" ").value(operation.operand(0)).text(list(operation, "static_position"));
    out.others(operation, List.of("static_position")).text(" : ");
    out.type(operation.result().type()).text(" from ").type(operation.operand(0).type());
  }

  private static void reduction(MlirOperation operation, OperationText out) {
    MlirAttribute kind = operation.attribute("kind");
    if (!(kind instanceof MlirAttribute.Dialect(_, String word))) {
      throw new IllegalArgumentException("vector.reduction lacks `kind`");
    }
    out.text(" <" + word + ">, ").values(operation.operands());
    if (operation.attribute("fastmath") instanceof MlirAttribute.Dialect(_, String words)) {
      out.text(" fastmath<" + words + ">");
    }
    out.others(operation, List.of("kind", "fastmath")).text(" : ");
    out.type(operation.operand(0).type()).text(" into ").type(operation.result().type());
  }

  private static void generic(MlirOperation operation, OperationText out) {
    List<String> shown = List.of("indexing_maps", "iterator_types");
    Map<String, MlirAttribute> trait = new java.util.LinkedHashMap<>();
    for (String name : shown) {
      MlirAttribute attribute = operation.attribute(name);
      if (attribute != null) {
        trait.put(name, attribute);
      }
    }
    out.text(" ").attribute(new MlirAttribute.Dictionary(words(trait)));
    groups(operation, out);
    Map<String, MlirAttribute> rest = new java.util.LinkedHashMap<>(operation.attributes());
    rest.keySet().removeAll(shown);
    rest.remove("operandSegmentSizes");
    if (!rest.isEmpty()) {
      out.text(" attrs = ").attribute(new MlirAttribute.Dictionary(rest));
    }
    out.text(" ").regionWithArguments(operation.regions().getFirst());
    arrow(operation, out);
  }

  /// Kinds of loops are strings in this form: `"parallel"`.
  private static Map<String, MlirAttribute> words(Map<String, MlirAttribute> trait) {
    Map<String, MlirAttribute> made = new java.util.LinkedHashMap<>(trait);
    if (trait.get("iterator_types") instanceof MlirAttribute.Array(List<MlirAttribute> items)) {
      List<MlirAttribute> strings = new ArrayList<>();
      for (MlirAttribute item : items) {
        strings.add(
            item instanceof MlirAttribute.Dialect(_, String word) ? MlirAttribute.of(word) : item);
      }
      made.put("iterator_types", new MlirAttribute.Array(strings));
    }
    return made;
  }

  private static void named(MlirOperation operation, OperationText out) {
    out.others(operation, List.of());
    groups(operation, out);
    arrow(operation, out);
  }

  private static void transpose(MlirOperation operation, OperationText out) {
    group(" ins(", operation.operands().subList(0, 1), out);
    group(" outs(", operation.operands().subList(1, 2), out);
    out.text(" permutation = ").text(list(operation, "permutation"));
    out.others(operation, List.of("permutation"));
  }

  private static void groups(MlirOperation operation, OperationText out) {
    if (!operation.segment(0).isEmpty()) {
      group(" ins(", operation.segment(0), out);
    }
    group(" outs(", operation.segment(1), out);
  }

  private static void group(String word, List<MlirValue> values, OperationText out) {
    List<MlirType> types = values.stream().map(MlirValue::type).toList();
    out.text(word).values(values).text(" : ").types(types).text(")");
  }

  private static void arrow(MlirOperation operation, OperationText out) {
    List<MlirType> types = operation.results().stream().map(MlirValue::type).toList();
    if (types.size() == 1) {
      out.text(" -> ").types(types);
    } else if (!types.isEmpty()) {
      out.text(" -> (").types(types).text(")");
    }
  }
}
