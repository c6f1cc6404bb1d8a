package org.tosc.backends.machines.mlir.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Block;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Operation.Successor;
import org.tosc.backends.machines.mlir.ir.Operation.Use;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Regions by their rows: how many there are, what their blocks take and give, and how they end.
final class RegionCheck {
  private final Operation op;
  private final RegionRow row;
  private final Faults faults;

  private RegionCheck(Operation op, RegionRow row, Faults faults) {
    this.op = op;
    this.row = row;
    this.faults = faults;
  }

  static void check(Operation op, Faults faults) {
    op.regions().forEach(region -> branches(region, faults));
    RegionRow row = RegionRow.of(op.name());
    if (row != null) {
      new RegionCheck(op, row, faults).check();
    }
  }

  private void check() {
    int count = op.regions().size();
    if (count < row.least() || count > row.most()) {
      faults.structure(
          op,
          "has "
              + Faults.count(row.least(), "region")
              + ", here "
              + (count == 1 ? "is 1" : "are " + count));
      return;
    }
    boolean isDeclaration = op.is("func.func") && op.region(0).isEmpty();
    if (isDeclaration) {
      return;
    }
    for (int i = 0; i < count; i++) {
      Region region = op.region(i);
      // An `else` without operations is no region at all, where nothing is given.
      boolean mayBeEmpty = i > 0 && op.results().isEmpty();
      if (region.isEmpty() && !mayBeEmpty && !row.terminators().isEmpty()) {
        faults.structure(op, "needs a block in its " + ordinal(i) + "region");
      }
      if (!region.isEmpty()) {
        arguments(region.entry());
        region.blocks().forEach(this::ending);
      }
    }
  }

  private String ordinal(int region) {
    return op.regions().size() == 1 ? "" : region == 0 ? "first " : "second ";
  }

  private void ending(Block block) {
    List<Operation> operations = block.operations();
    if (row.terminators().isEmpty()) {
      return;
    }
    for (Operation inner : operations) {
      boolean isEarly = inner != operations.getLast() && RegionRow.isTerminator(inner.name());
      if (isEarly) {
        faults.add(
            Diagnostic.of(
                    Code.E1704,
                    inner.span(),
                    "`" + inner.name() + "` ends a block, but operations come behind it")
                .label(operations.getLast().span(), "this would never run"));
        return;
      }
    }
    boolean isBranch = !operations.isEmpty() && !operations.getLast().successors().isEmpty();
    if (isBranch) {
      return;
    }
    boolean isEnded =
        !operations.isEmpty() && row.terminators().contains(operations.getLast().name());
    if (!isEnded) {
      String found =
          operations.isEmpty() ? "it is empty" : "it ends in `" + operations.getLast().name() + "`";
      Span at = operations.isEmpty() ? block.span() : operations.getLast().span();
      faults.add(
          Diagnostic.of(
                  Code.E1704,
                  at,
                  "a block of `"
                      + op.name()
                      + "` ends in `"
                      + String.join("` or `", row.terminators())
                      + "`, but "
                      + found)
              .label(op.span(), "the block belongs to this"));
      return;
    }
    yields(operations.getLast());
  }

  /// What a terminator gives is what the operation takes: its results, or what its function says.
  private void yields(Operation end) {
    List<Type> wanted =
        switch (row.yields()) {
          case "results" -> op.results().stream().map(Definition::type).toList();
          case "function" -> function().results();
          case "outputs" -> elements(inputs(), op.operands().size());
          default -> null;
        };
    if (wanted != null) {
      match(end, wanted, "gives", "its operation takes");
    }
  }

  private void match(Operation end, List<Type> wanted, String verb, String who) {
    List<Use> given = end.operands();
    if (given.size() != wanted.size()) {
      faults.add(
          Diagnostic.of(
                  Code.E1704,
                  end.span(),
                  "`"
                      + end.name()
                      + "` "
                      + verb
                      + " "
                      + Faults.count(given.size(), "value")
                      + ", but "
                      + who
                      + " "
                      + wanted.size())
              .label(op.span(), "`" + op.name() + "` takes " + wanted.size()));
      return;
    }
    for (int i = 0; i < wanted.size(); i++) {
      Use use = given.get(i);
      if (!use.type().equals(wanted.get(i))) {
        faults.add(
            Diagnostic.of(
                    Code.E1703,
                    use.span(),
                    "`"
                        + end.name()
                        + "` gives `"
                        + use.text()
                        + "`, a `"
                        + use.type()
                        + "`, where `"
                        + wanted.get(i)
                        + "` is expected")
                .label(op.span(), "`" + op.name() + "` says so"));
      }
    }
  }

  private Type.Function function() {
    return op.attribute("function_type") instanceof Attribute.TypeValue(Type.Function type)
        ? type
        : new Type.Function(List.of(), List.of());
  }

  private int inputs() {
    return op.attribute("operandSegmentSizes") instanceof Attribute.DenseArray(var sizes, var t)
            && sizes.size() == 2
        ? Math.clamp(sizes.get(0), 0, op.operands().size())
        : op.operands().size() - 1;
  }

  private List<Type> elements(int from, int to) {
    return op.operands().subList(from, to).stream()
        .map(Use::type)
        .map(t -> t instanceof Type.Shaped shaped ? shaped.element() : t)
        .toList();
  }

  private void arguments(Block entry) {
    List<Type> wanted =
        switch (row.arguments()) {
          case "none" -> List.of();
          case "function" -> function().inputs();
          case "elements" -> elements(0, op.operands().size());
          case "loop" -> loop();
          default -> null;
        };
    if (wanted == null) {
      return;
    }
    List<Definition> given = entry.arguments();
    if (given.size() != wanted.size()) {
      Span at = given.isEmpty() ? entry.span() : given.getFirst().span();
      faults.add(
          Diagnostic.of(
                  Code.E1704,
                  at,
                  "the body of `"
                      + op.name()
                      + "` takes "
                      + Faults.count(given.size(), "argument")
                      + ", but is given "
                      + wanted.size())
              .label(op.span(), "it belongs to this"));
      return;
    }
    for (int i = 0; i < wanted.size(); i++) {
      Definition argument = given.get(i);
      if (!argument.type().equals(wanted.get(i))) {
        faults.add(
            Diagnostic.of(
                    Code.E1703,
                    argument.span(),
                    "`%"
                        + argument.name()
                        + "` is a `"
                        + argument.type()
                        + "`, but `"
                        + op.name()
                        + "` gives its body `"
                        + wanted.get(i)
                        + "` here")
                .label(op.span(), "it belongs to this"));
      }
    }
  }

  /// The variable, then what is carried.
  private List<Type> loop() {
    List<Type> types = new ArrayList<>();
    types.add(
        op.is("scf.for") && !op.operands().isEmpty()
            ? op.operands().getFirst().type()
            : new Type.Index());
    op.results().forEach(r -> types.add(r.type()));
    return types;
  }

  /// Branches go to blocks of the region, and give what those take.
  private static void branches(Region region, Faults faults) {
    Map<String, Block> labels = new HashMap<>();
    for (Block block : region.blocks()) {
      Block first = block.label().isEmpty() ? null : labels.putIfAbsent(block.label(), block);
      if (first != null) {
        faults.add(
            Diagnostic.of(
                    Code.E1702, block.span(), "the block `^" + block.label() + "` is there twice")
                .label(first.span(), "it is here already"));
      }
    }
    for (Block block : region.blocks()) {
      for (Operation op : block.operations()) {
        for (Successor successor : op.successors()) {
          branch(op, successor, labels, faults);
        }
      }
    }
  }

  private static void branch(
      Operation op, Successor successor, Map<String, Block> labels, Faults faults) {
    Block target = labels.get(successor.label());
    if (target == null) {
      faults.add(
          Diagnostic.of(
              Code.E1702,
              successor.span(),
              "there is no block `^" + successor.label() + "` in this region"));
      return;
    }
    List<Use> given = BranchOperands.of(op, successor);
    List<Definition> taken = target.arguments();
    if (given == null) {
      return;
    }
    boolean fits = given.size() == taken.size();
    if (!fits) {
      faults.add(
          Diagnostic.of(
                  Code.E1704,
                  successor.span(),
                  "`^"
                      + successor.label()
                      + "` takes "
                      + Faults.count(taken.size(), "value")
                      + ", but is given "
                      + given.size())
              .label(target.span(), "it is here"));
    }
    for (int i = 0; fits && i < given.size(); i++) {
      if (!given.get(i).type().equals(taken.get(i).type())) {
        faults.add(
            Diagnostic.of(
                    Code.E1703,
                    given.get(i).span(),
                    "`"
                        + given.get(i).text()
                        + "` is a `"
                        + given.get(i).type()
                        + "`, but `^"
                        + successor.label()
                        + "` takes `"
                        + taken.get(i).type()
                        + "` here")
                .label(taken.get(i).span(), "it is taken here"));
      }
    }
  }
}
