package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Pointer;
import org.tosc.backends.triton.block.Shapes;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;
import org.tosc.tir.ir.Scalar;

/// What a program reads and writes: buffers through pointers, and what it has written as tiles.
final class Memory {
  private final Builder b;
  private final Addresses addresses;
  private final Map<String, Pointer> pointers = new LinkedHashMap<>();
  private final Map<Buffer, Tile> live = new HashMap<>();

  Memory(Builder b) {
    this.b = b;
    this.addresses = new Addresses(b);
  }

  List<Pointer> pointers() {
    return new ArrayList<>(pointers.values());
  }

  Addresses addresses() {
    return addresses;
  }

  /// The pointer to a buffer, whose elements the program sees as some type.
  Pointer pointer(Buffer buffer, Scalar element) {
    String name = element == buffer.element() ? buffer.name() : buffer.name() + "_" + element;
    return pointers.computeIfAbsent(
        buffer.number() + " " + element, _ -> new Pointer(name, buffer.number(), element));
  }

  /// Lets the program read a buffer as a tile from here on.
  void keep(Buffer buffer, Tile value) {
    live.put(buffer, value);
  }

  @Nullable Tile kept(Buffer buffer) {
    return live.get(buffer);
  }

  /// The elements that a stage reads, in the type in which it computes.
  Tile read(Access access, int[] classes, Space space) {
    Tile value = live.get(access.buffer());
    return value != null ? value : load(access, classes, space);
  }

  Tile load(Access access, int[] classes, Space space) {
    Buffer buffer = access.buffer();
    Addresses.Address at = addresses.of(access, classes, space);
    if (buffer.isPacked()) {
      return new Packed(b, this).read(buffer, at);
    }
    Pointer pointer = pointer(buffer, buffer.element());
    Tile outside =
        access.outside() == null || at.mask() == null || !buffer.element().isFloat()
            ? null
            : b.real(buffer.element(), access.outside());
    Tile loaded =
        outside == null
            ? b.load(buffer.name(), pointer, at.base(), at.offset(), at.mask())
            : b.load(buffer.name(), pointer, at.base(), at.offset(), at.mask(), outside);
    return b.cast(loaded, buffer.element().arithmetic());
  }

  /// Writes elements.
  void store(Access access, int[] classes, Space space, Tile value) {
    Buffer buffer = access.buffer();
    Addresses.Address at = addresses.of(access, classes, space);
    Tile stored = b.cast(value, buffer.element());
    List<Tile> all = new ArrayList<>(List.of(at.offset(), stored));
    if (at.mask() != null) {
      all.add(at.mask());
    }
    List<Size> shape = Shapes.joined(all);
    Pointer pointer = pointer(buffer, buffer.element());
    b.store(pointer, at.base(), b.broadcast(at.offset(), shape), stored, at.mask());
  }
}
