package org.tosc.backends.machines.mlir.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Use;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// Functions and globals: each is there once, and is used as what it is.
final class SymbolCheck {
  private final Map<String, Operation> symbols = new HashMap<>();
  private final Faults faults;

  private SymbolCheck(Faults faults) {
    this.faults = faults;
  }

  static SymbolCheck of(List<Operation> operations, Faults faults) {
    SymbolCheck check = new SymbolCheck(faults);
    check.collect(operations, "");
    return check;
  }

  private void collect(List<Operation> operations, String path) {
    for (Operation op : operations) {
      String name = op.text("sym_name");
      if (name != null) {
        Operation first = symbols.putIfAbsent(path + name, op);
        if (first != null) {
          faults.add(
              Diagnostic.of(Code.E1702, op.span(), "`@" + name + "` is defined twice")
                  .label(first.span(), "it is defined here already"));
        }
      }
      boolean isModule = op.is("builtin.module") || op.is("gpu.module");
      if (isModule && !op.regions().isEmpty() && !op.region(0).isEmpty()) {
        String inner = name == null ? path : path + name + "::";
        collect(op.region(0).entry().operations(), inner);
      }
      boolean needsName = op.is("func.func") || op.is("memref.global") || op.is("gpu.func");
      if (needsName && name == null) {
        faults.structure(op, "needs a name, `sym_name`");
      }
    }
  }

  void check(Operation op) {
    switch (op.name()) {
      case "func.call" -> call(op);
      case "gpu.launch_func" -> symbol(op, "kernel", "gpu.func");
      case "memref.get_global" -> global(op);
      default -> {}
    }
  }

  private @Nullable Operation symbol(Operation op, String key, String kind) {
    if (!(op.attribute(key) instanceof Attribute.Symbol name)) {
      faults.structure(op, "needs a symbol, `" + key + "`");
      return null;
    }
    String path = String.join("::", name.path());
    Operation found = find(path);
    if (found == null) {
      faults.add(
          Diagnostic.of(Code.E1702, op.span(), "`" + name + "` is not defined" + near(path)));
      return null;
    }
    if (!found.is(kind)) {
      faults.add(
          Diagnostic.of(
                  Code.E1702,
                  op.span(),
                  "`"
                      + op.name()
                      + "` needs a `"
                      + kind
                      + "`, but `"
                      + name
                      + "` is a `"
                      + found.name()
                      + "`")
              .label(found.span(), "it is defined here"));
      return null;
    }
    return found;
  }

  /// Modules with names stand before what is in them, which sees each other without.
  private @Nullable Operation find(String path) {
    Operation exact = symbols.get(path);
    if (exact != null) {
      return exact;
    }
    return symbols.entrySet().stream()
        .filter(e -> e.getKey().endsWith("::" + path))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private String near(String path) {
    return symbols.keySet().stream()
        .filter(s -> s.equalsIgnoreCase(path) || s.startsWith(path) || path.startsWith(s))
        .sorted()
        .findFirst()
        .map(s -> ", did you mean `@" + s + "`?")
        .orElse("");
  }

  private void call(Operation op) {
    Operation callee = symbol(op, "callee", "func.func");
    if (callee == null
        || !(callee.attribute("function_type") instanceof Attribute.TypeValue(Type.Function t))) {
      return;
    }
    List<Type> given = op.operands().stream().map(Use::type).toList();
    List<Type> taken = op.results().stream().map(Definition::type).toList();
    if (!given.equals(t.inputs()) || !taken.equals(t.results())) {
      faults.add(
          Diagnostic.of(
                  Code.E1703,
                  op.span(),
                  "`@"
                      + callee.text("sym_name")
                      + "` is called as `"
                      + new Type.Function(given, taken)
                      + "`, but it is `"
                      + t
                      + "`")
              .label(callee.span(), "it is defined here"));
    }
  }

  private void global(Operation op) {
    Operation global = symbol(op, "name", "memref.global");
    if (global != null
        && global.attribute("type") instanceof Attribute.TypeValue(Type type)
        && !op.results().isEmpty()
        && !op.results().getFirst().type().equals(type)) {
      faults.add(
          Diagnostic.of(
                  Code.E1703,
                  op.span(),
                  "`@"
                      + global.text("sym_name")
                      + "` is a `"
                      + type
                      + "`, not a `"
                      + op.results().getFirst().type()
                      + "`")
              .label(global.span(), "it is defined here"));
    }
  }
}
