package org.tosc.backends.machines.gpu.ttir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Block;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Operation.Use;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Finds what is wrong with a function before it runs: values that nothing defines, or with another
/// type, operations that the machine does not have, operands that do not fit.
final class TtirCheck {
  private static final Set<String> SAME_TYPES = Set.of("arith", "math");
  private static final Set<String> MIXED =
      Set.of("arith.select", "arith.cmpi", "arith.cmpf", "arith.constant");

  private static final Map<String, Integer> LEAST =
      Map.of(
          "tt.load",
          1,
          "tt.store",
          2,
          "tt.dot",
          3,
          "tt.addptr",
          2,
          "tt.splat",
          1,
          "scf.for",
          3,
          "scf.if",
          1,
          "tt.reduce",
          1,
          "tt.scan",
          1,
          "tt.atomic_rmw",
          2);

  private final List<Diagnostic> faults = new ArrayList<>();
  private final Map<String, Type> known = new HashMap<>();

  private TtirCheck() {}

  static List<Diagnostic> faults(TtirFile file, Operation function) {
    TtirCheck check = new TtirCheck();
    boolean hasBody = !function.regions().isEmpty() && function.region(0).blocks().size() == 1;
    if (hasBody) {
      check.block(function.region(0).entry());
    } else {
      check.fault(Code.E1704, function.span(), "`tt.func` has one block of operations");
    }
    return check.faults;
  }

  private void fault(Code code, Span at, String message) {
    faults.add(Diagnostic.of(code, at, message));
  }

  private static String key(String name, int number) {
    return number == 0 ? name : name + "#" + number;
  }

  private void define(Definition definition) {
    known.put(key(definition.name(), definition.number()), definition.type());
    boolean isValue =
        TtirTypes.isTile(definition.type()) || TtirTypes.described(definition.type()) != null;
    if (!isValue) {
      fault(Code.E1703, definition.span(), "no tile has the type `" + definition.type() + "`");
    }
  }

  private void block(Block block) {
    block.arguments().forEach(this::define);
    for (Operation operation : block.operations()) {
      operation(operation);
    }
  }

  private void operation(Operation operation) {
    boolean isThere = Rows.meaning(operation.name()) != null || Rows.isEnd(operation.name());
    if (!isThere) {
      fault(Code.E1705, operation.span(), "the machine has no `" + operation.name() + "`");
    }
    operation.operands().forEach(this::use);
    operands(operation);
    for (Region region : operation.regions()) {
      region(operation, region);
    }
    operation.results().forEach(this::define);
  }

  private void use(Use use) {
    Type type = known.get(key(use.name(), use.number()));
    if (type == null) {
      fault(Code.E1702, use.span(), "nothing before this line defines `" + use.text() + "`");
    } else if (!type.equals(use.type())) {
      fault(
          Code.E1703,
          use.span(),
          "`" + use.text() + "` has the type `" + type + "`, not `" + use.type() + "`");
    }
  }

  private void operands(Operation operation) {
    int least = LEAST.getOrDefault(operation.name(), 0);
    int count = operation.operands().size();
    if (count < least) {
      fault(
          Code.E1704,
          operation.span(),
          "`" + operation.name() + "` has at least " + least + " operands, not " + count);
      return;
    }
    if (SAME_TYPES.contains(operation.dialect()) && !MIXED.contains(operation.name())) {
      sameTypes(operation);
    }
    String problem = problem(operation);
    if (problem != null) {
      fault(Code.E1703, operation.span(), problem);
    }
  }

  private void sameTypes(Operation operation) {
    Type first = operation.operands().isEmpty() ? null : operation.operands().getFirst().type();
    for (Use use : operation.operands()) {
      if (!use.type().equals(first)) {
        fault(
            Code.E1703,
            use.span(),
            "the operands of `"
                + operation.name()
                + "` have one type, not `"
                + first
                + "` and `"
                + use.type()
                + "`");
      }
    }
  }

  /// What does not fit at operations of `tt`; null for nothing.
  private static @Nullable String problem(Operation operation) {
    List<Type> types = operation.operands().stream().map(Use::type).toList();
    return switch (operation.name()) {
      case "tt.load", "tt.store", "tt.atomic_rmw", "tt.atomic_cas" ->
          TtirTypes.pointed(types.getFirst()).equals(types.getFirst())
              ? "`" + operation.name() + "` takes addresses, not `" + types.getFirst() + "`"
              : null;
      case "tt.addptr" ->
          TtirTypes.pointed(types.getFirst()).equals(types.getFirst())
              ? "`tt.addptr` takes an address first, not `" + types.getFirst() + "`"
              : null;
      case "scf.if" ->
          types.getFirst().equals(Type.i(1))
              ? null
              : "a condition is an `i1`, not `" + types.getFirst() + "`";
      case String _ -> null;
    };
  }

  private void region(Operation operation, Region region) {
    if (region.blocks().size() > 1) {
      fault(
          Code.E1705,
          operation.span(),
          "the regions of `" + operation.name() + "` have one block each here");
      return;
    }
    Map<String, Type> outside = new HashMap<>(known);
    region.blocks().forEach(this::block);
    known.clear();
    known.putAll(outside);
    if (!region.blocks().isEmpty()) {
      ends(operation, region.entry());
    }
  }

  private void ends(Operation operation, Block block) {
    boolean hasEnd =
        !block.operations().isEmpty() && Rows.isEnd(block.operations().getLast().name());
    if (!hasEnd) {
      fault(
          Code.E1704,
          operation.span(),
          "the region of `" + operation.name() + "` ends without giving its values");
      return;
    }
    Operation end = block.operations().getLast();
    if (end.is("scf.yield")
        && end.operands().size() != operation.results().size()
        && !operation.is("scf.while")) {
      fault(
          Code.E1704,
          end.span(),
          "`scf.yield` gives "
              + end.operands().size()
              + " values, `"
              + operation.name()
              + "` has "
              + operation.results().size());
    }
  }
}
