package org.tosc.backends.machines.mlir.pretty;

import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.PrettyForm;

/// transform: schedules. They say how a program is to be compiled, not what it computes, so that
/// their bodies are passed over.
final class TransformForms {
  static final Map<String, PrettyForm> ALL =
      Map.of(
          "transform.named_sequence",
          TransformForms::skip,
          "transform.sequence",
          TransformForms::skip);

  private TransformForms() {}

  private static void skip(Parser in, Draft draft) {
    if (in.cursor().atSymbol()) {
      draft.property("sym_name", new Attribute.Text(in.symbolName()));
    }
    int depth = 0;
    // Attributes of arguments stand in parentheses; the body is the first brace outside of them.
    int parentheses = 0;
    while (!in.cursor().isAtEnd()) {
      String word = in.cursor().next();
      parentheses += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
      if (parentheses == 0 && word.equals("attributes")) {
        in.optionalAttributes();
      }
      if (parentheses == 0 || depth > 0) {
        depth += word.equals("{") ? 1 : word.equals("}") ? -1 : 0;
        if (word.equals("}") && depth == 0) {
          break;
        }
      }
    }
    draft.results(List.of());
  }
}
