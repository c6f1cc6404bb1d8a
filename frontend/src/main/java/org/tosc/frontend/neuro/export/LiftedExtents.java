package org.tosc.frontend.neuro.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.frontend.neuro.lift.LiftGraph;
import org.tosc.frontend.neuro.lift.Whole;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Dim;

/// Names for the extents of the tensors of a lifted kernel: axes that the kernel runs through
/// together have one name. `i`, `j`, … are the result's, the following letters those of
/// accumulations.
final class LiftedExtents {
  private static final String NAMES = "ijklmnopqrstuvwxyz";

  private final LiftGraph graph;
  private final Map<Whole.OfParam, Whole.OfParam> same = new HashMap<>();
  private final Map<Whole.OfParam, Dim> names = new HashMap<>();

  LiftedExtents(LiftGraph graph) {
    this.graph = graph;
    for (LiftGraph.Rule rule : graph.rules()) {
      if (rule instanceof LiftGraph.Rule.Equal(var left, var right, _)) {
        Whole.OfParam a = first(left);
        Whole.OfParam b = first(right);
        if (!a.equals(b)) {
          same.put(b, a);
        }
      }
    }
    for (LiftGraph.Rule rule : graph.rules()) {
      if (rule instanceof LiftGraph.Rule.Single(var axis, _)) {
        names.put(first(axis), Dim.of(1));
      }
    }
    ofResult(); // names the axes of the result first
  }

  private Whole.OfParam first(Whole.OfParam axis) {
    Whole.OfParam at = axis;
    for (Whole.OfParam next = same.get(at); next != null; next = same.get(at)) {
      at = next;
    }
    return at;
  }

  private Dim name(Whole.OfParam axis) {
    Whole.OfParam first = first(axis);
    Dim known = names.get(first);
    if (known != null) {
      return known;
    }
    long used = names.values().stream().filter(d -> d instanceof Dim.Symbol).count();
    Dim made =
        used < NAMES.length() ? Dim.of(NAMES.substring((int) used, (int) used + 1)) : Dim.unknown();
    names.put(first, made);
    return made;
  }

  List<Dim> ofResult() {
    List<Dim> dims = new ArrayList<>();
    for (Whole whole : graph.result().whole()) {
      dims.add(whole instanceof Whole.OfParam axis ? name(axis) : Dim.of(1));
    }
    return dims;
  }

  List<Dim> ofParam(int param) {
    Ty.Tile tile = (Ty.Tile) graph.kernel().params().get(param).variable().type();
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < tile.rank(); axis++) {
      dims.add(name(new Whole.OfParam(param, axis)));
    }
    return dims;
  }
}
