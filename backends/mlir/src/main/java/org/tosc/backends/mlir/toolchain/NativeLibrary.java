package org.tosc.backends.mlir.toolchain;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Collections;
import org.tosc.backends.api.NativeKernel;

/// A library whose functions take pointers to memory and give nothing. It stays loaded as long as
/// anyone holds one of its functions; the file may go before.
public final class NativeLibrary {
  private final SymbolLookup symbols;

  private NativeLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /// Loads a library.
  @SuppressWarnings("restricted") // a library that was compiled from our own text
  public static NativeLibrary load(Path file) {
    return new NativeLibrary(SymbolLookup.libraryLookup(file, Arena.ofAuto()));
  }

  /// A function.
  ///
  /// @param buffers how many it takes
  /// @throws ToolFault where there is none of the name
  public NativeKernel.Code function(String name, int buffers) {
    MemorySegment address =
        symbols
            .find(name)
            .orElseThrow(() -> new ToolFault("the library has no function `" + name + "`"));
    return new NativeKernel.Code(
        call(address, buffers, Linker.Option.critical(true)), () -> call(address, buffers));
  }

  @SuppressWarnings("restricted") // as the text of the function says
  private static MethodHandle call(MemorySegment at, int buffers, Linker.Option... options) {
    MemoryLayout[] layouts =
        Collections.nCopies(buffers, ValueLayout.ADDRESS).toArray(MemoryLayout[]::new);
    return Linker.nativeLinker().downcallHandle(at, FunctionDescriptor.ofVoid(layouts), options);
  }
}
