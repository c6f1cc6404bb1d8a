package org.tosc.backends.mlir.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Forms of `builtin`, `func` and `scf`.
public final class ControlAssembly {
  /// One row for each operation.
  public static final Map<String, AssemblyFormat> ROWS = rows();

  private ControlAssembly() {}

  private static Map<String, AssemblyFormat> rows() {
    Map<String, AssemblyFormat> rows = new HashMap<>();
    rows.put("builtin.module", ControlAssembly::module);
    rows.put("func.func", ControlAssembly::function);
    rows.put("func.return", Pattern.of("[$? $0.. : ~0..]{}"));
    rows.put("func.call", Pattern.of("@callee($0..){} : ~()"));
    rows.put("scf.for", ControlAssembly::forLoop);
    rows.put("scf.if", ControlAssembly::choice);
    rows.put("scf.yield", Pattern.of("[$? $0.. : ~0..]{}"));
    return Map.copyOf(rows);
  }

  private static void module(MlirOperation operation, OperationText out) {
    if (operation.attribute("sym_name") instanceof MlirAttribute.Str(String name)) {
      out.text(" ").attribute(MlirAttribute.symbol(name));
    }
    out.attributes(operation, List.of("sym_name")).text(" ").region(operation.regions().getFirst());
  }

  private static void function(MlirOperation operation, OperationText out) {
    out.text(" ");
    if (operation.attribute("sym_visibility") instanceof MlirAttribute.Str(String visibility)) {
      out.text(visibility + " ");
    }
    signature(operation, out);
    List<String> hidden = List.of("sym_name", "function_type", "sym_visibility", "arg_attrs");
    out.attributes(operation, hidden);
    if (!operation.regions().getFirst().blocks().isEmpty()) {
      out.text(" ").region(operation.regions().getFirst());
    }
  }

  /// `@name(%a: f32 {attributes}, …) -> f32` of what has the attributes of a function.
  static void signature(MlirOperation operation, OperationText out) {
    if (!(operation.attribute("sym_name") instanceof MlirAttribute.Str(String name))
        || !(operation.attribute("function_type")
            instanceof MlirAttribute.OfType(MlirType.Func(var inputs, var results)))) {
      throw new IllegalArgumentException(operation.name() + " lacks a name or a type");
    }
    out.attribute(MlirAttribute.symbol(name)).text("(");
    MlirRegion body = operation.regions().getFirst();
    if (body.blocks().isEmpty()) {
      out.types(inputs);
    } else {
      arguments(operation, body.blocks().getFirst().arguments(), out);
    }
    out.text(")");
    if (results.size() == 1) {
      out.text(" -> ").types(results);
    } else if (!results.isEmpty()) {
      out.text(" -> (").types(results).text(")");
    }
  }

  private static void arguments(
      MlirOperation operation, List<MlirValue> arguments, OperationText out) {
    List<MlirAttribute> attributes =
        operation.attribute("arg_attrs") instanceof MlirAttribute.Array(List<MlirAttribute> items)
            ? items
            : List.of();
    for (int i = 0; i < arguments.size(); i++) {
      out.text(i == 0 ? "" : ", ").declared(List.of(arguments.get(i)));
      if (i < attributes.size()
          && attributes.get(i) instanceof MlirAttribute.Dictionary dictionary
          && !dictionary.entries().isEmpty()) {
        out.text(" ").attribute(dictionary);
      }
    }
  }

  /// `%r = scf.for %i = %a to %b step %c iter_args(%x = %y) -> (f32) { … }`, and ` : i32` behind it
  /// where the counter is no index.
  private static void forLoop(MlirOperation operation, OperationText out) {
    MlirRegion body = operation.regions().getFirst();
    List<MlirValue> arguments = body.block().arguments();
    List<MlirValue> operands = operation.operands();
    out.text(" ").value(arguments.getFirst()).text(" = ").value(operands.get(0));
    out.text(" to ").value(operands.get(1)).text(" step ").value(operands.get(2));
    if (operands.size() > 3) {
      out.text(" iter_args(");
      for (int i = 3; i < operands.size(); i++) {
        out.text(i == 3 ? "" : ", ").value(arguments.get(i - 2));
        out.text(" = ").value(operands.get(i));
      }
      out.text(") -> (").types(typesOf(operation.results())).text(")");
    }
    MlirType counter = arguments.getFirst().type();
    if (!counter.equals(IndexType.INDEX)) {
      out.text(" : ").type(counter);
    }
    out.text(" ").regionWithoutEnd(body).others(operation, List.of());
  }

  private static void choice(MlirOperation operation, OperationText out) {
    out.text(" ").value(operation.operand(0));
    if (!operation.results().isEmpty()) {
      out.text(" -> (").types(typesOf(operation.results())).text(")");
    }
    out.text(" ").regionWithoutEnd(operation.regions().getFirst());
    MlirRegion otherwise = operation.regions().get(1);
    if (!otherwise.blocks().isEmpty()) {
      out.text(" else ").regionWithoutEnd(otherwise);
    }
    out.others(operation, List.of());
  }

  private static List<MlirType> typesOf(List<MlirValue> values) {
    List<MlirType> types = new ArrayList<>();
    values.forEach(value -> types.add(value.type()));
    return types;
  }
}
