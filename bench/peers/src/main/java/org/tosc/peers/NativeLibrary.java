package org.tosc.peers;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A shared library out of a jar of the class path, and calls into it.
@SuppressWarnings("restricted")
final class NativeLibrary {
  private final SymbolLookup symbols;

  /// Unpacks files of a folder of the class path and opens the first.
  NativeLibrary(String folder, List<String> files) throws IOException {
    Path unpacked = Files.createTempDirectory("peers");
    unpacked.toFile().deleteOnExit();
    for (String file : files) {
      Path target = unpacked.resolve(file);
      target.toFile().deleteOnExit();
      try (InputStream in = NativeLibrary.class.getResourceAsStream(folder + file)) {
        if (in == null) {
          throw new IOException("no " + folder + file + " on the class path");
        }
        Files.copy(in, target);
      }
    }
    symbols = SymbolLookup.libraryLookup(unpacked.resolve(files.getFirst()), Arena.global());
  }

  /// A function whose result is an `int`, or nothing where `type` says so.
  MethodHandle function(String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
  }

  /// Memory with numbers in it, at the beginning of a page.
  static MemorySegment floats(Arena arena, float[] values) {
    MemorySegment memory = empty(arena, values.length);
    MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, 0, values.length);
    return memory;
  }

  /// Memory for so many numbers, at the beginning of a page.
  static MemorySegment empty(Arena arena, long size) {
    return arena.allocate(4 * size, 4096);
  }

  static float[] toFloats(MemorySegment memory) {
    return memory.toArray(ValueLayout.JAVA_FLOAT);
  }

  /// Text that the library owns.
  static String text(MemorySegment pointer) {
    return pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }
}
