package org.tosc.models.gguf;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.mapped.ByteCursor;
import org.tosc.models.mapped.Size;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;

/// Reads the table of weights and finds the bytes of each.
///
/// Their data stand in the table's order, each padded to the alignment, with nothing between and
/// behind them, as `gguf.cpp` has it: so no two overlap, and no byte of a file is unaccounted for.
final class WeightTable {
  /// `GGML_MAX_NAME` of `ggml.h`, less the zero at the end.
  static final int LONGEST_NAME = 63;

  /// `GGML_MAX_DIMS` of `ggml.h`.
  static final int MOST_AXES = 4;

  /// A name of one byte with its length, no axes, the type and the offset.
  private static final int LEAST_WEIGHT = 8 + 1 + 4 + 4 + 8;

  /// Far more than models have, and few enough to be kept in little memory.
  private static final int MOST_WEIGHTS = 1 << 18;

  /// One line of the table.
  ///
  /// @param offset of the data, from where all data begin
  /// @param offsetAt where the table says so
  @SuppressWarnings("ArrayRecordComponent") // lines are never compared
  private record Line(
      String name, WeightFormat format, long[] shape, long size, long offset, long offsetAt) {}

  private final ByteCursor cursor;
  private final Map<String, Line> lines = new LinkedHashMap<>();

  WeightTable(ByteCursor cursor) {
    this.cursor = cursor;
  }

  /// The number of weights, which stands in the file's first bytes.
  static int count(ByteCursor cursor) {
    long at = cursor.position();
    long count = cursor.count(LEAST_WEIGHT, "weights");
    if (count > MOST_WEIGHTS) {
      throw cursor.fault(at, count + " weights are more than " + MOST_WEIGHTS);
    }
    return (int) count;
  }

  void read(int count) {
    for (int i = 0; i < count; i++) {
      line();
    }
    cursor.leave();
  }

  private void line() {
    cursor.leave();
    long nameAt = cursor.position();
    String name = cursor.name(LONGEST_NAME, "the name of a weight");
    cursor.enter("weight", name);
    long shapeAt = cursor.position();
    long[] shape = shape();
    long typeAt = cursor.position();
    WeightFormat format = format();
    long width = shape.length == 0 ? 1 : shape[shape.length - 1];
    if (width % format.blockSize() != 0) {
      throw cursor.fault(
          typeAt,
          "rows of "
              + width
              + " elements are no whole blocks of "
              + format.blockSize()
              + ", as "
              + format.text()
              + " has");
    }
    long elements = Size.of(shape);
    long size = Size.times(elements / format.blockSize(), format.blockBytes());
    if (elements == Size.HUGE || size == Size.HUGE) {
      throw cursor.fault(shapeAt, "the extents take 2^63 bytes or more");
    }
    long offsetAt = cursor.position();
    long offset = cursor.int64("an offset");
    if (lines.putIfAbsent(name, new Line(name, format, shape, size, offset, offsetAt)) != null) {
      throw cursor.fault(nameAt, "this weight is there twice");
    }
  }

  private long[] shape() {
    long at = cursor.position();
    int axes = cursor.int32("the number of axes");
    if (axes < 0 || axes > MOST_AXES) {
      throw cursor.fault(
          at,
          "weights have at most "
              + MOST_AXES
              + " axes, this one "
              + Integer.toUnsignedString(axes));
    }
    long[] shape = new long[axes];
    for (int i = axes - 1; i >= 0; i--) { // files have the fastest axis first
      long extentAt = cursor.position();
      shape[i] = cursor.int64("an extent");
      if (shape[i] < 1) {
        throw cursor.fault(
            extentAt, "extents are 1 to 2^63 - 1, this one is " + Long.toUnsignedString(shape[i]));
      }
    }
    return shape;
  }

  private WeightFormat format() {
    long at = cursor.position();
    int code = cursor.int32("a type");
    @Nullable GgufType type = GgufType.of(code);
    if (type == null) {
      throw cursor.fault(at, "there is no type " + Integer.toUnsignedString(code));
    }
    @Nullable WeightFormat format = type.format();
    if (format == null) {
      throw cursor.fault(at, "the type " + type.name() + " is not supported");
    }
    return format;
  }

  /// The weights in the bytes of the whole file, whose header ends where the cursor stands.
  Map<String, Weight> locate(MemorySegment file, long alignment) {
    Map<String, Weight> weights = new LinkedHashMap<>();
    long start = Size.padded(cursor.position(), alignment);
    long next = 0; // where the data of the next weight must begin, from `start`
    long end = cursor.position();
    for (Line line : lines.values()) {
      long at = Size.plus(start, next);
      requirePlace(line, next, file.byteSize() - at);
      end = at + line.size;
      next = Size.padded(next + line.size, alignment);
      MemorySegment bytes = file.asSlice(at, line.size);
      weights.put(line.name, new Weight(line.name, line.format, line.shape, bytes));
    }
    cursor.leave();
    if (Size.padded(end, alignment) < file.byteSize()) {
      throw cursor.fault(end, (file.byteSize() - end) + " bytes follow the last weight");
    }
    return weights;
  }

  /// @param left how many bytes there are from where the data must begin
  private void requirePlace(Line line, long expected, long left) {
    cursor.enter("weight", line.name);
    if (line.offset != expected) {
      throw cursor.fault(
          line.offsetAt,
          "its data begin at "
              + Long.toUnsignedString(line.offset)
              + " of all data, expected "
              + expected
              + ", behind the weight before it");
    }
    if (line.size > left) {
      throw cursor.fault(
          line.offsetAt,
          "its data take " + line.size + " bytes, but " + Math.max(left, 0) + " are left");
    }
  }
}
