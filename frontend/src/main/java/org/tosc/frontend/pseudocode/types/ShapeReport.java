package org.tosc.frontend.pseudocode.types;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Turns a broken rule into a diagnostic: the operation, the shapes, the axis, where the sizes came
/// from, and a fix where one is likely.
final class ShapeReport {
  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("add", "+"),
          Map.entry("sub", "-"),
          Map.entry("mul", "*"),
          Map.entry("div", "/"),
          Map.entry("pow", "**"),
          Map.entry("mod", "%"),
          Map.entry("floordiv", "div"),
          Map.entry("eq", "=="),
          Map.entry("ne", "!="),
          Map.entry("lt", "<"),
          Map.entry("le", "<="),
          Map.entry("gt", ">"),
          Map.entry("ge", ">="),
          Map.entry("matmul", "@"));

  private ShapeReport() {}

  static Diagnostic of(
      TensorOp op,
      TypeRule.Mismatch mismatch,
      List<? extends Type> operands,
      List<Span> spans,
      Span span) {
    Origins origins = new Origins();
    for (int i = 0; i < spans.size() && i < operands.size(); i++) {
      if (!spans.get(i).equals(span) && operands.get(i) instanceof TensorType tensor) {
        origins.operand(spans.get(i), tensor);
      }
    }
    for (TypeRule.Mismatch.Place place : mismatch.places()) {
      if (place.axis() >= 0
          && place.operand() < operands.size()
          && operands.get(place.operand()) instanceof TensorType tensor
          && place.axis() < tensor.rank()) {
        origins.size(tensor.shape().get(place.axis()));
      }
    }
    Diagnostic diagnostic =
        origins.label(Diagnostic.of(code(mismatch.rule()), span, words(op, mismatch, span)));
    return fixes(op, mismatch, operands, spans, diagnostic);
  }

  /// The rule's words with the operation as the program spells it.
  private static String words(TensorOp op, TypeRule.Mismatch mismatch, Span span) {
    String name = op.name().toLowerCase(Locale.ROOT);
    String spelled = SIGNS.getOrDefault(name, name.replaceFirst("^reduce_", ""));
    return span.text().startsWith(name)
        ? mismatch.words()
        : mismatch.words().replace("`" + name + "`", "`" + spelled + "`");
  }

  /// Labels the places where extents came from.
  static Diagnostic origins(Diagnostic diagnostic, Dim... dims) {
    Origins origins = new Origins();
    for (Dim dim : dims) {
      origins.size(dim);
    }
    return origins.label(diagnostic);
  }

  private static Code code(TypeRule.Mismatch.Rule rule) {
    return switch (rule) {
      case INNER -> Code.E0401;
      case RANK -> Code.E0402;
      case DTYPE -> Code.E0403;
      case TYPE -> Code.E0404;
      case EXTENT -> Code.E0407;
      case BROADCAST -> Code.E0408;
      case AXIS -> Code.E0409;
      case COUNT -> Code.E0410;
      case ATTRIBUTE, VALUE -> Code.E0411;
      case INDEX -> Code.E0414;
    };
  }

  private static Diagnostic fixes(
      TensorOp op,
      TypeRule.Mismatch mismatch,
      List<? extends Type> operands,
      List<Span> spans,
      Diagnostic diagnostic) {
    if (spans.size() < 2
        || operands.size() < 2
        || !(operands.get(0) instanceof TensorType a)
        || !(operands.get(1) instanceof TensorType b)) {
      return diagnostic;
    }
    boolean matrices = a.rank() == 2 && b.rank() == 2;
    if (op == TensorOp.MATMUL && mismatch.rule() == TypeRule.Mismatch.Rule.INNER && matrices) {
      if (a.shape().get(1).equals(b.shape().get(1))) {
        return wrap(diagnostic, "transpose the right operand", "transpose(", spans.get(1), ")");
      }
      if (a.shape().get(0).equals(b.shape().get(0))) {
        return wrap(diagnostic, "transpose the left operand", "transpose(", spans.get(0), ")");
      }
    }
    boolean column =
        mismatch.rule() == TypeRule.Mismatch.Rule.BROADCAST && b.rank() == 1 && a.rank() == 2;
    if (column && a.shape().get(0).equals(b.shape().get(0))) {
      return wrap(diagnostic, "make the right operand a column", "", spans.get(1), "[:, None]");
    }
    boolean sameCount =
        mismatch.rule() == TypeRule.Mismatch.Rule.BROADCAST && count(a) == count(b) && count(a) > 0;
    return sameCount
        ? wrap(
            diagnostic,
            "reshape the right operand",
            "reshape(",
            spans.get(1),
            ", " + a.shapeText() + ")")
        : diagnostic;
  }

  private static long count(TensorType type) {
    long count = 1;
    for (Dim dim : type.shape()) {
      if (!(dim instanceof Dim.Known(long size, _)) || size > Integer.MAX_VALUE) {
        return -1;
      }
      count = Math.min(count * size, Long.MAX_VALUE / Integer.MAX_VALUE);
    }
    return count;
  }

  private static Diagnostic wrap(
      Diagnostic diagnostic, String title, String before, Span span, String after) {
    return diagnostic.fix(title, List.of(new Diagnostic.Edit(span, before + span.text() + after)));
  }
}
