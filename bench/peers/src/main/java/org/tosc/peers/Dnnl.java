package org.tosc.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The C interface of oneDNN 3 on the CPU, as far as it is needed here. Constants are those of its
/// header `dnnl_types.h`.
@SuppressWarnings("restricted")
final class Dnnl {
  static final int ANY = 1;
  static final int A = 2;
  static final int AB = 3;
  static final int ABC = 4;
  static final int ACB = 15;
  static final int ABCD = 5;

  static final int SRC = 1;
  static final int SRC_1 = 2;
  static final int DST = 17;
  static final int WEIGHTS = 33;
  static final int BIAS = 41;
  static final int SCALE = 51;
  static final int SHIFT = 52;

  static final int RELU = 32;
  static final int GELU_TANH = 43;
  static final int SWISH = 44;
  static final int LINEAR = 38;
  static final int BINARY_ADD = 131056;
  static final int BINARY_MUL = 131057;
  static final int SOFTMAX_ACCURATE = 196608;
  static final int CONVOLUTION_AUTO = 3;
  static final int INFERENCE = 96;
  static final int USE_SCALE = 2;
  static final int USE_SHIFT = 4;
  static final int RMS_NORM = 32;

  static final int QUERY_SRC = 129;
  static final int QUERY_WEIGHTS = 131;
  static final int QUERY_DST = 133;
  private static final int QUERY_IMPLEMENTATION = 8;
  private static final int F32 = 3;
  private static final int CPU = 1;
  private static final int IN_ORDER = 1;

  private final NativeLibrary library;
  private final MemorySegment engine;
  private final MemorySegment stream;
  private final MethodHandle execute;
  private final MethodHandle await;

  /// An argument of a primitive: what for, and the memory.
  record Argument(int role, MemorySegment memory) {}

  Dnnl() {
    try {
      library =
          new NativeLibrary(
              "/org/bytedeco/dnnl/linux-x86_64/", List.of("libdnnl.so.3", "libgomp.so.1"));
    } catch (IOException e) {
      throw new LinkageError(e.getMessage(), e);
    }
    engine = make("dnnl_engine_create", CPU, 0L);
    stream = make("dnnl_stream_create", engine, IN_ORDER);
    execute =
        library.function(
            "dnnl_primitive_execute",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS));
    await = library.function("dnnl_stream_wait", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  }

  MemorySegment engine() {
    return engine;
  }

  String version() {
    MemorySegment version =
        (MemorySegment)
            call(library.function("dnnl_version", FunctionDescriptor.of(ADDRESS)), List.of());
    MemorySegment numbers = version.reinterpret(12);
    return numbers.get(JAVA_INT, 0)
        + "."
        + numbers.get(JAVA_INT, 4)
        + "."
        + numbers.get(JAVA_INT, 8);
  }

  /// A memory description.
  MemorySegment describe(int format, long... extents) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment dims = arena.allocateFrom(JAVA_LONG, extents);
      return make("dnnl_memory_desc_create_with_tag", extents.length, dims, F32, format);
    }
  }

  /// What a primitive chose for one of its operands.
  MemorySegment chosen(MemorySegment primitive, int what) {
    MethodHandle query =
        library.function(
            "dnnl_primitive_desc_query_md",
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
    return (MemorySegment) call(query, List.of(primitive, what, 0));
  }

  /// The bytes that a description needs.
  long size(MemorySegment description) {
    MethodHandle size =
        library.function("dnnl_memory_desc_get_size", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    return (long) call(size, List.of(description));
  }

  /// Memory of a description.
  MemorySegment memory(MemorySegment description, MemorySegment data) {
    return make("dnnl_memory_create", description, engine, data);
  }

  /// Attributes of a primitive that goes on with an element-wise function.
  MemorySegment then(int function, float alpha) {
    MemorySegment operations = make("dnnl_post_ops_create");
    check("dnnl_post_ops_append_eltwise", operations, function, alpha, 0f);
    MemorySegment attributes = make("dnnl_primitive_attr_create");
    check("dnnl_primitive_attr_set_post_ops", attributes, operations);
    return attributes;
  }

  /// A primitive of a description.
  MemorySegment primitive(MemorySegment description) {
    return make("dnnl_primitive_create", description);
  }

  /// Copies memory into another format.
  void reorder(
      MemorySegment from, MemorySegment fromMemory, MemorySegment to, MemorySegment toMemory) {
    MemorySegment description =
        make("dnnl_reorder_primitive_desc_create", from, engine, to, engine, MemorySegment.NULL);
    try (Arena arena = Arena.ofConfined()) {
      List<Argument> arguments =
          List.of(new Argument(SRC, fromMemory), new Argument(DST, toMemory));
      run(primitive(description), arguments(arena, arguments), arguments.size());
    }
    destroy(description);
  }

  /// The arguments as the library wants them.
  static MemorySegment arguments(Arena arena, List<Argument> arguments) {
    MemorySegment packed = arena.allocate(16L * arguments.size(), 8);
    for (int i = 0; i < arguments.size(); i++) {
      packed.set(JAVA_INT, 16L * i, arguments.get(i).role());
      packed.set(ADDRESS, 16L * i + 8, arguments.get(i).memory());
    }
    return packed;
  }

  /// Starts a primitive and waits for all that has been started.
  void run(MemorySegment primitive, MemorySegment arguments, int count) {
    start(primitive, arguments, count);
    finish();
  }

  void start(MemorySegment primitive, MemorySegment arguments, int count) {
    try {
      int failed = (int) execute.invokeExact(primitive, stream, count, arguments);
      if (failed != 0) {
        throw new IllegalStateException("oneDNN: status " + failed);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  void finish() {
    try {
      int failed = (int) await.invokeExact(stream);
      if (failed != 0) {
        throw new IllegalStateException("oneDNN: status " + failed);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// Frees a description of a primitive.
  void destroy(MemorySegment description) {
    check("dnnl_primitive_desc_destroy", description);
  }

  /// Frees a primitive.
  void destroyPrimitive(MemorySegment primitive) {
    check("dnnl_primitive_destroy", primitive);
  }

  /// The name of the code that a primitive chose.
  String implementation(MemorySegment description) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(ADDRESS);
      check("dnnl_primitive_desc_query", description, QUERY_IMPLEMENTATION, 0, text);
      return NativeLibrary.text(text.get(ADDRESS, 0));
    }
  }

  /// Calls a function whose first parameter is where its result goes.
  MemorySegment make(String function, Object... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(ADDRESS);
      List<Object> all = new ArrayList<>(List.of(result));
      all.addAll(List.of(arguments));
      checkAll(function, all);
      return result.get(ADDRESS, 0);
    }
  }

  private void check(String function, Object... arguments) {
    checkAll(function, List.of(arguments));
  }

  private void checkAll(String function, List<Object> arguments) {
    MemoryLayout[] types = arguments.stream().map(Dnnl::layout).toArray(MemoryLayout[]::new);
    MethodHandle handle = library.function(function, FunctionDescriptor.of(JAVA_INT, types));
    Object status = call(handle, arguments);
    if (!Integer.valueOf(0).equals(status)) {
      throw new IllegalStateException(function + ": status " + status);
    }
  }

  private static ValueLayout layout(Object argument) {
    return switch (argument) {
      case Integer _ -> JAVA_INT;
      case Long _ -> JAVA_LONG;
      case Float _ -> JAVA_FLOAT;
      default -> ADDRESS;
    };
  }

  private static Object call(MethodHandle handle, List<Object> arguments) {
    try {
      return Objects.requireNonNull(handle.invokeWithArguments(arguments));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
