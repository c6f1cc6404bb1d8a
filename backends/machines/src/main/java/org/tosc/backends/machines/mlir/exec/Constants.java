package org.tosc.backends.machines.mlir.exec;

import java.lang.foreign.MemorySegment;
import org.tosc.backends.machines.mlir.ir.Elements;
import org.tosc.backends.machines.mlir.ir.Type;

/// Elements of the text as memory that cannot be written.
final class Constants {
  private Constants() {}

  static View view(Elements elements, Type.Shaped type) {
    Cell cell = Cell.of(type.element());
    return View.dense(Buffer.constant(bytes(elements, cell)), sizes(type), cell);
  }

  static MemorySegment bytes(Elements elements, Cell cell) {
    int size = Math.multiplyExact(elements.size(), cell.size());
    MemorySegment bytes = MemorySegment.ofArray(new byte[size]);
    Buffer buffer = Buffer.of(bytes);
    for (int i = 0; i < elements.size(); i++) {
      buffer.store((long) i * cell.bytes(), cell.bytes(), elements.get(i));
    }
    return bytes;
  }

  static long[] sizes(Type.Shaped type) {
    return type.shape().stream().mapToLong(Long::longValue).toArray();
  }
}
