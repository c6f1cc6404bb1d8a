package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the memory operations of the `kernel` family link.
final class MemoryCalls {
  private static final Pattern BUFFER = Pattern.compile("buffer<\\[(.*)\\] x (\\w+), .*>");

  private MemoryCalls() {}

  /// `buffer` is the type that `alloc` makes, in its text form.
  static MethodHandle target(String op, MethodType type, String buffer) {
    return switch (op) {
      case "alloc" -> allocation(buffer).asType(type);
      case "load" -> indexed("load", MethodType.methodType(Object.class, long[].class), type, 1);
      case "store" ->
          indexed("store", MethodType.methodType(void.class, Object.class, long[].class), type, 2);
      default ->
          Conversions.findVirtual(Memory.class, op, MethodType.methodType(long.class, long.class))
              .asType(type);
    };
  }

  private static MethodHandle indexed(String name, MethodType meaning, MethodType type, int fixed) {
    MethodHandle handle =
        Conversions.findVirtual(Memory.class, name, meaning)
            .asCollector(long[].class, type.parameterCount() - fixed);
    return handle.asType(type);
  }

  private static MethodHandle allocation(String buffer) {
    Matcher parts = BUFFER.matcher(buffer);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a buffer type: " + buffer);
    }
    String[] extents = parts.group(1).isBlank() ? new String[0] : parts.group(1).split(", ", -1);
    long[] shape = new long[extents.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Long.parseLong(extents[i]);
    }
    MethodHandle make =
        Conversions.find(
            MemoryCalls.class,
            "make",
            MethodType.methodType(Memory.class, long[].class, Object.class));
    return MethodHandles.insertArguments(make, 0, shape, zero(parts.group(2)));
  }

  static Memory make(long[] shape, Object zero) {
    return new Memory(shape, zero);
  }

  private static Object zero(String element) {
    return switch (element) {
      case "i1" -> false;
      case "i4", "i8", "i16", "i32", "u8", "u16" -> 0;
      case "i64", "u32", "u64", "index" -> 0L;
      case "f64" -> 0.0;
      default -> 0f;
    };
  }
}
