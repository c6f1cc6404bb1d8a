package org.tosc.backends.machines.gpu.ttir;

import java.util.List;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Elements;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Code;

/// Constants as tiles.
final class Constants {
  private Constants() {}

  static List<Tile> of(Frame frame, Operation operation) {
    Type type = operation.results().getFirst().type();
    return List.of(
        switch (operation.attribute("value")) {
          case Attribute.Int(long value, var _) -> Tile.scalar(dtype(frame, type), value);
          case Attribute.Floating floating -> Tile.scalar(dtype(frame, type), floating.value());
          case Attribute.Dense(Elements elements, var _) -> dense(frame, type, elements);
          case null -> throw frame.fault(Code.E1704, "`arith.constant` lacks its `value`");
          case Attribute other ->
              throw frame.fault(Code.E1705, "no tile is the constant `" + other + "`");
        });
  }

  private static DType dtype(Frame frame, Type type) {
    if (frame.element(type) instanceof DType dtype) {
      return dtype;
    }
    throw frame.fault(Code.E1703, "a constant is no address");
  }

  private static Tile dense(Frame frame, Type type, Elements elements) {
    DType dtype = dtype(frame, type);
    if (elements.isSplat()) {
      Tile one = Tile.ofPattern(dtype, elements.get(0));
      return frame.program().broadcast(one, frame.shape(type));
    }
    return Tile.ofPatterns(dtype, frame.shape(type), elements.toArray());
  }
}
