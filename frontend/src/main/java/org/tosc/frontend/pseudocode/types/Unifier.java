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
      boolean other = have instanceof Dim.Symbol(var found1, _) && !found1.equals(name);
      if (rigid && other) {
        return Diagnostic.of(
                Code.E0405,
                at,
                "expected a tensor of shape "
                    + wanted.shapeText()
                    + ", found "
                    + found.shapeText()
                    + ": axis "
                    + axis
                    + " is `"
                    + have
                    + "`, not `"
                    + name
                    + "`")
            .label(annotation, "declared here");
      }
      Dim before = symbols.putIfAbsent(name, have);
      TensorType first = fixedBy.putIfAbsent(name, found);
      if (before instanceof Dim.Known(long size, _)
          && have instanceof Dim.Known(long last, _)
          && size != last) {
        return ShapeReport.origins(
            Diagnostic.of(
                    Code.E0406,
                    at,
                    "`"
                        + name
                        + "` is "
                        + size
                        + " in the tensor of shape "
                        + (first == null ? wanted : first).shapeText()
                        + ", but axis "
                        + axis
                        + " of the tensor of shape "
                        + found.shapeText()
                        + " is "
                        + last)
                .label(annotation, "`" + name + "` stands for one size in this signature"),
            before,
            have);
      }
      return null;
    }
    if (want instanceof Dim.Known(long size, _)
        && have instanceof Dim.Known(long other, _)
        && size != other) {
      return ShapeReport.origins(
          Diagnostic.of(
                  Code.E0405,
                  at,
                  "expected a tensor of shape "
                      + wanted.shapeText()
                      + ", found "
                      + found.shapeText()
                      + ": axis "
                      + axis
                      + " is "
                      + other
                      + ", not "
                      + size)
              .label(annotation, "declared here"),
          have);
    }
    return null;
  }
}
