package org.tosc.tir.text;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.OpRow;
import org.tosc.tir.ir.OpRow.Attr;
import org.tosc.tir.ir.OpRow.Operand;
import org.tosc.tir.ir.TensorOp;

/// The reference of operations as Markdown, written from the rows alone: `tosc ops`.
///
/// Example: `OperationReference.page("tensor")` or `OperationReference.entry(TensorOp.MATMUL)`.
public final class OperationReference {
  private OperationReference() {}

  /// The families in the order of the reference.
  public static List<String> families() {
    return Op.all().stream().map(op -> op.row().family()).distinct().toList();
  }

  /// All operations of a family.
  public static String page(String family) {
    String entries =
        Op.all().stream()
            .filter(op -> op.row().family().equals(family))
            .map(OperationReference::entry)
            .collect(Collectors.joining("\n"));
    return "# The `" + family + "` operations\n\n" + entries;
  }

  /// One operation: its form, what it does, attributes and facts.
  public static String entry(Op op) {
    OpRow row = op.row();
    StringBuilder out = new StringBuilder();
    out.append("## `").append(op.mnemonic()).append("`\n\n");
    out.append("`").append(form(row)).append("`\n\n");
    out.append(row.doc()).append('\n');
    if (!row.attributes().isEmpty()) {
      out.append('\n');
      row.attributes().forEach(attr -> out.append(attribute(attr)));
    }
    out.append('\n').append(facts(op)).append('\n');
    return out.toString();
  }

  /// `rmsnorm(x: a tensor, [weight: a tensor]) -> inferred`, what may be absent in brackets.
  private static String form(OpRow row) {
    String operands =
        row.operands().stream()
            .map(OperationReference::operand)
            .collect(Collectors.joining(", ", "(", ")"));
    String regions =
        row.regions().stream().map(name -> " " + name + " { … }").collect(Collectors.joining());
    return row.name() + operands + regions + " -> " + results(row);
  }

  private static String operand(Operand operand) {
    String text = operand.name() + ": " + operand.types().words();
    return switch (operand.arity()) {
      case ONE -> text;
      case OPTIONAL -> "[" + text + "]";
      case MANY -> text + " …";
    };
  }

  private static String results(OpRow row) {
    return switch (row.results()) {
      case OpRow.Results.Inferred ignored -> "inferred";
      case OpRow.Results.Declared declared ->
          declared.types().words() + (declared.many() ? " …" : "");
    };
  }

  private static String attribute(Attr attr) {
    return "- `%s` (%s%s): %s\n"
        .formatted(
            attr.name(), attr.kind().words(), attr.required() ? "" : ", optional", attr.doc());
  }

  private static String facts(Op op) {
    String traits =
        op.row().traits().stream()
            .map(trait -> trait.toString().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(", "));
    String general = "Traits: " + (traits.isEmpty() ? "none" : traits) + ".";
    return switch (op) {
      case TensorOp tensor -> general + " " + tensorFacts(tensor);
      case CoreOp ignored -> general;
      case HostOp ignored -> general;
      case FusedOp ignored -> general;
      case KernelOp ignored -> general;
    };
  }

  private static String tensorFacts(TensorOp op) {
    return "Engines may differ by: %s. Gradient: %s."
        .formatted(op.tolerance(), op.isDifferentiable() ? "yes" : "none");
  }
}
