package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Elements;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;

/// An operation where it stands: its operands and results as slots.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Site(Operation op, int[] operands, int[] results, Scope scope, Compiler compiler) {
  int operand(int position) {
    if (position >= operands.length) {
      throw unsupported("it has " + operands.length + " operands, more are needed");
    }
    return operands[position];
  }

  int result() {
    return results[0];
  }

  int[] operands(int from, int count) {
    if (from < 0 || count < 0 || from + count > operands.length) {
      throw unsupported("it has " + operands.length + " operands, more are needed");
    }
    return Arrays.copyOfRange(operands, from, from + count);
  }

  int[] operandsFrom(int from) {
    return operands(from, operands.length - from);
  }

  Type operandType(int position) {
    return op.operands().get(position).type();
  }

  Type resultType() {
    return op.results().getFirst().type();
  }

  Type.Shaped resultShape() {
    return shaped(resultType());
  }

  Type.Shaped operandShape(int position) {
    return shaped(operandType(position));
  }

  Type.Shaped shaped(Type type) {
    if (type instanceof Type.Shaped shaped) {
      return shaped;
    }
    throw unsupported("`" + type + "` has no shape");
  }

  RegionCode region(int position) {
    if (position >= op.regions().size()) {
      throw unsupported("it has " + op.regions().size() + " regions, more are needed");
    }
    return compiler.region(op, op.region(position), scope);
  }

  Unsupported unsupported(String why) {
    return new Unsupported(op, why);
  }

  @Nullable Attribute attribute(String key) {
    return op.attribute(key);
  }

  long integer(String key, long otherwise) {
    return op.attribute(key) instanceof Attribute.Int(long value, Type type) ? value : otherwise;
  }

  AffineMap map(String key) {
    if (op.attribute(key) instanceof Attribute.Affine(AffineMap map)) {
      return map;
    }
    throw unsupported("it has no affine map `" + key + "`");
  }

  /// Integers of an array or a dense attribute; none without it.
  long[] integers(String key) {
    return switch (op.attribute(key)) {
      case Attribute.DenseArray(Elements elements, Type type) -> elements.toArray();
      case Attribute.Dense(Elements elements, Type.Shaped type) -> elements.toArray();
      case Attribute.Array(List<Attribute> items) ->
          items.stream()
              .mapToLong(a -> a instanceof Attribute.Int(long v, Type t) ? v : 0)
              .toArray();
      case null -> new long[0];
      case Attribute _ -> throw unsupported("`" + key + "` is no list of integers");
    };
  }

  /// How many operands each group has.
  ///
  /// @param groups how many groups there are
  int[] segments(int groups) {
    long[] sizes = integers("operandSegmentSizes");
    sizes = sizes.length == 0 ? integers("operand_segment_sizes") : sizes;
    if (sizes.length != groups) {
      throw unsupported("`operandSegmentSizes` has to have " + groups + " numbers");
    }
    int[] all = new int[groups];
    long total = 0;
    for (int i = 0; i < groups; i++) {
      all[i] = Math.toIntExact(sizes[i]);
      total += sizes[i];
    }
    if (total != operands.length) {
      throw unsupported(
          "`operandSegmentSizes` counts " + total + " operands of " + operands.length);
    }
    return all;
  }
}
