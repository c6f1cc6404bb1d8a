package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Where the tensors and sizes of a diagnostic come from: one label for each place.
final class Origins {
  private final Map<Span, List<TensorType>> operands = new LinkedHashMap<>();
  private final Map<Span, Set<String>> sizes = new LinkedHashMap<>();

  /// A tensor that stands here.
  void operand(Span span, TensorType type) {
    operands.computeIfAbsent(span, _ -> new ArrayList<>()).add(type);
  }

  /// A size that has to do with the fault.
  void size(Dim dim) {
    if (!dim.origin().isNone() && !(dim instanceof Dim.Unknown)) {
      sizes.computeIfAbsent(dim.origin().span(), _ -> new LinkedHashSet<>()).add(dim.toString());
    }
  }

  Diagnostic label(Diagnostic diagnostic) {
    Diagnostic labelled = diagnostic;
    for (var operand : operands.entrySet()) {
      Set<String> own = sizes.getOrDefault(operand.getKey(), Set.of());
      String where = own.isEmpty() ? "" : ", where " + words(own, " comes", " come") + " from";
      labelled = labelled.label(operand.getKey(), words(operand.getValue()) + where);
    }
    for (var size : sizes.entrySet()) {
      if (!operands.containsKey(size.getKey())) {
        String text = words(size.getValue(), " comes", " come") + " from here";
        labelled = labelled.label(size.getKey(), text);
      }
    }
    return labelled;
  }

  private static String words(List<TensorType> tensors) {
    List<String> shapes = tensors.stream().map(TensorType::shapeText).distinct().toList();
    List<String> dtypes = tensors.stream().map(t -> DTypes.name(t.element())).distinct().toList();
    String many = shapes.size() == 1 ? "shape " : "shapes ";
    return many + String.join(" and ", shapes) + ", dtype " + String.join(" and ", dtypes);
  }

  private static String words(Set<String> sizes, String one, String several) {
    return sizes.size() == 1
        ? "the size " + sizes.iterator().next() + one
        : "the sizes " + String.join(" and ", sizes) + several;
  }
}
