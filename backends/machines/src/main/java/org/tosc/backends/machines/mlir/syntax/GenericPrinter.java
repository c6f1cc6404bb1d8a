package org.tosc.backends.machines.mlir.syntax;

import java.util.List;
import java.util.stream.Collectors;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Block;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Operation.Use;
import org.tosc.backends.machines.mlir.ir.Type;

/// Writes operations in the generic form, which needs to know nothing of their dialects.
public final class GenericPrinter {
  private final StringBuilder text = new StringBuilder();

  private GenericPrinter() {}

  /// Operations, one behind the other, with the names that they have.
  public static String print(List<Operation> operations) {
    GenericPrinter printer = new GenericPrinter();
    operations.forEach(op -> printer.operation(op, 0));
    return printer.text.toString();
  }

  private GenericPrinter indent(int depth) {
    text.append("  ".repeat(depth));
    return this;
  }

  private void operation(Operation op, int depth) {
    indent(depth);
    results(op.results());
    text.append('"').append(op.name()).append("\"(");
    text.append(op.operands().stream().map(GenericPrinter::use).collect(Collectors.joining(", ")));
    text.append(')');
    if (!op.successors().isEmpty()) {
      text.append(
          op.successors().stream()
              .map(s -> "^" + s.label())
              .collect(Collectors.joining(", ", "[", "]")));
    }
    if (!op.properties().entries().isEmpty()) {
      text.append(" <").append(op.properties()).append('>');
    }
    regions(op.regions(), depth);
    if (!op.attributes().entries().isEmpty()) {
      text.append(' ').append(op.attributes());
    }
    List<Type> in = op.operands().stream().map(Use::type).toList();
    List<Type> out = op.results().stream().map(Definition::type).toList();
    text.append(" : ").append(new Type.Function(in, out)).append('\n');
  }

  private static String use(Use use) {
    return "%" + use.name() + "#" + use.number();
  }

  /// Results of one name stand together: `%a:2, %b:1`.
  private void results(List<Definition> results) {
    if (results.isEmpty() || results.getFirst().name().isEmpty()) {
      return;
    }
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < results.size(); i++) {
      boolean isLast = i + 1 == results.size() || results.get(i + 1).number() == 0;
      if (isLast) {
        int count = results.get(i).number() + 1;
        all.append(all.isEmpty() ? "%" : ", %").append(results.get(i).name());
        all.append(':').append(count);
      }
    }
    text.append(all).append(" = ");
  }

  private void regions(List<Region> regions, int depth) {
    if (regions.isEmpty()) {
      return;
    }
    text.append(" (");
    for (int i = 0; i < regions.size(); i++) {
      text.append(i == 0 ? "{\n" : ", {\n");
      int number = 0;
      for (Block block : regions.get(i).blocks()) {
        block(block, depth, number++);
      }
      indent(depth).text.append('}');
    }
    text.append(')');
  }

  private void block(Block block, int depth, int number) {
    String label = block.label().isEmpty() ? "entry" + number : block.label();
    if (!block.label().isEmpty() || !block.arguments().isEmpty() || number > 0) {
      String arguments =
          block.arguments().stream()
              .map(a -> "%" + a.name() + ": " + a.type())
              .collect(Collectors.joining(", "));
      indent(depth).text.append('^').append(label);
      text.append(arguments.isEmpty() ? "" : "(" + arguments + ")").append(":\n");
    }
    block.operations().forEach(op -> operation(op, depth + 1));
  }
}
