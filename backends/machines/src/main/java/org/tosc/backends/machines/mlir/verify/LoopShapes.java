package org.tosc.backends.machines.mlir.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Use;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// Loops that operands are indexed by: each loop has one length, whatever operand tells it.
final class LoopShapes {
  private final Operation op;
  private final Faults faults;
  private final Map<Integer, Length> lengths = new HashMap<>();

  /// How long a loop is, and which operand's axis says so.
  private record Length(long extent, Use who, int axis) {}

  LoopShapes(Operation op, Faults faults) {
    this.op = op;
    this.faults = faults;
  }

  /// @param maps one for each operand
  void check(List<Attribute> maps) {
    int loops = -1;
    for (int i = 0; i < maps.size(); i++) {
      if (!(maps.get(i) instanceof Attribute.Affine(AffineMap map))) {
        faults.structure(op, "needs affine maps, not `" + maps.get(i) + "`");
        return;
      }
      if (loops >= 0 && map.dims() != loops) {
        faults.type(
            op,
            "has maps of "
                + loops
                + " and of "
                + map.dims()
                + " dimensions: they are the loops, the"
                + " same for all");
        return;
      }
      loops = map.dims();
      operand(op.operands().get(i), map);
    }
  }

  /// The same with maps that are known already.
  void checkMaps(List<AffineMap> maps) {
    check(maps.stream().<Attribute>map(Attribute.Affine::new).toList());
  }

  private void operand(Use use, AffineMap map) {
    List<Long> shape = use.type() instanceof Type.Shaped shaped ? shaped.shape() : List.of();
    if (shape.size() != map.results().size()) {
      faults.type(
          use.span(),
          "`"
              + use.text()
              + "` is a `"
              + use.type()
              + "` with "
              + Faults.count(shape.size(), "axis")
              + ", but its map `"
              + map
              + "` gives "
              + map.results().size()
              + " coordinates");
      return;
    }
    for (int axis = 0; axis < shape.size(); axis++) {
      boolean isOpen = shape.get(axis) == Type.DYNAMIC;
      if (!isOpen && map.results().get(axis) instanceof AffineExpr.Dim(int loop)) {
        length(loop, new Length(shape.get(axis), use, axis));
      }
    }
  }

  private void length(int loop, Length next) {
    Length first = lengths.putIfAbsent(loop, next);
    if (first != null && first.extent() != next.extent()) {
      faults.add(
          Diagnostic.of(
                  Code.E1703,
                  next.who().span(),
                  "loop d"
                      + loop
                      + " of `"
                      + op.name()
                      + "` is "
                      + first.extent()
                      + " long, but axis "
                      + next.axis()
                      + " of `"
                      + next.who().text()
                      + "` has "
                      + next.extent())
              .label(first.who().span(), "axis " + first.axis() + " of this has " + first.extent())
              .note(
                  "`"
                      + first.who().text()
                      + "` is `"
                      + first.who().type()
                      + "`, `"
                      + next.who().text()
                      + "` is `"
                      + next.who().type()
                      + "`"));
    }
  }
}
