package org.tosc.frontend.pseudocode.types;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Holds tensors against annotations of one signature, where a symbol stands for one size.
final class Unifier {
  private final Map<String, Dim> symbols = new HashMap<>();
  private final Map<String, TensorType> fixedBy = new HashMap<>();
  private final boolean rigid;

  /// Symbols of the annotations stand for what the arguments give them.
  Unifier() {
    this(false);
  }

  /// Inside a routine its own symbols are `rigid`: two of them are two sizes.
  Unifier(boolean rigid) {
    this.rigid = rigid;
  }

  /// What is known so far, for one more tensor that shall not add to it.
  Unifier copy() {
    Unifier copy = new Unifier(rigid);
    copy.symbols.putAll(symbols);
    copy.fixedBy.putAll(fixedBy);
    return copy;
  }

  /// What the symbol stands for so far.
  @Nullable Dim meaning(String symbol) {
    return symbols.get(symbol);
  }

  /// What is wrong with a tensor of type `found` where `wanted` is declared.
  @Nullable Diagnostic unify(TensorType wanted, TensorType found, Span annotation, Span at) {
    if (wanted.element() != found.element()) {
      return Diagnostic.of(
              Code.E0403,
              at,
              "expected dtype "
                  + DTypes.name(wanted.element())
                  + ", found "
                  + DTypes.name(found.element())
                  + " in a tensor of shape "
                  + found.shapeText())
          .label(annotation, "declared here")
          .note("convert it with `cast(…, " + DTypes.name(wanted.element()) + ")`");
    }
    if (wanted.rank() != found.rank()) {
      return Diagnostic.of(
              Code.E0402,
              at,
              "expected a tensor of shape "
                  + wanted.shapeText()
                  + ", found "
                  + found.shapeText()
                  + ": the number of axes differs")
          .label(annotation, "declared here");
    }
    for (int axis = 0; axis < wanted.rank(); axis++) {
      Diagnostic complaint = extent(wanted, found, axis, annotation, at);
      if (complaint != null) {
        return complaint;
      }
    }
    return null;
  }

  private @Nullable Diagnostic extent(
      TensorType wanted, TensorType found, int axis, Span annotation, Span at) {
    Dim want = wanted.shape().get(axis);
    Dim have = found.shape().get(axis);
    if (want instanceof Dim.Symbol(var name, _)) {
      return symbol(name, wanted, found, axis, annotation, at);
    }
    if (!(want instanceof Dim.Known(long size, _))
        || !(have instanceof Dim.Known(long other, _))
        || size == other) {
      return null;
    }
    String words = " is " + other + ", not " + size;
    return ShapeReport.origins(mismatch(wanted, found, axis, words, annotation, at), have);
  }

  private @Nullable Diagnostic symbol(
      String name, TensorType wanted, TensorType found, int axis, Span annotation, Span at) {
    Dim have = found.shape().get(axis);
    if (rigid && have instanceof Dim.Symbol(var other, _) && !other.equals(name)) {
      String words = " is `" + have + "`, not `" + name + "`";
      return mismatch(wanted, found, axis, words, annotation, at);
    }
    Dim before = symbols.putIfAbsent(name, have);
    TensorType first = fixedBy.putIfAbsent(name, found);
    if (!(before instanceof Dim.Known(long size, _))
        || !(have instanceof Dim.Known(long last, _))
        || size == last) {
      return null;
    }
    String given = (first == null ? wanted : first).shapeText();
    if (rigid) {
      String words = " is " + last + ", but `" + name + "` is " + size + " in the tensor of shape ";
      Diagnostic diagnostic = mismatch(wanted, found, axis, words + given, annotation, at);
      return ShapeReport.origins(diagnostic, before, have);
    }
    String words =
        "`%s` is %d in the tensor of shape %s, but axis %d of the tensor of shape %s is %d"
            .formatted(name, size, given, axis, found.shapeText(), last);
    return ShapeReport.origins(
        Diagnostic.of(Code.E0406, at, words)
            .label(annotation, "`" + name + "` stands for one size in this signature"),
        before,
        have);
  }

  private static Diagnostic mismatch(
      TensorType wanted, TensorType found, int axis, String words, Span annotation, Span at) {
    String message =
        "expected a tensor of shape %s, found %s: axis %d%s"
            .formatted(wanted.shapeText(), found.shapeText(), axis, words);
    return Diagnostic.of(Code.E0405, at, message).label(annotation, "declared here");
  }
}
