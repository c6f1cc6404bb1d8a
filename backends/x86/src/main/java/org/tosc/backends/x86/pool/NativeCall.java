package org.tosc.backends.x86.pool;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Calls of one signature. Linking costs about 100 ms for the first signature of a process and far
/// more than a call for every other, so there is one handle for all kernels of a signature, and the
/// address is its first argument. The JDK remembers what it has linked: again costs 4 µs.
///
/// An empty kernel costs 2.5 ns ([CallMode#CRITICAL]) or 7.6 ns ([CallMode#PLAIN]), 2.8 and 7.9
/// with four numbers, 3.6 with a handle that is no constant for the JIT, 15.5 when the call itself
/// holds the kernel ([#to]), 22 with a [Pin] around each call (`CallCost` in the test tree, on an
/// Intel Xeon). So whoever calls often holds a pin for long.
///
/// Making one takes some dozens of microseconds, [#to] a hundredth of that.
public final class NativeCall {
  private static final MethodHandle SEGMENT = segment();
  private static final MethodHandle SUM = sum();
  private static final MethodHandle ENTER = kernelMethod("enter", long.class);
  private static final MethodHandle EXIT = kernelMethod("exit", void.class);

  private final MethodHandle atAddress;

  /// Takes a kernel, how far behind its start the code begins, and the parameters.
  private final MethodHandle holding;

  /// @param atAddress takes the address of the code as a `long`, then the parameters
  NativeCall(Signature signature, MethodHandle atAddress) {
    if (!atAddress.type().equals(signature.type().insertParameterTypes(0, long.class))) {
      throw new IllegalArgumentException(atAddress.type() + " does not call " + signature);
    }
    this.atAddress = atAddress;
    this.holding = holding(atAddress);
  }

  /// Links a signature.
  @SuppressWarnings("restricted") // code of this module, whose signature its compiler knows
  public static NativeCall of(Signature signature, CallMode mode) {
    MethodHandle linked =
        Linker.nativeLinker().downcallHandle(signature.descriptor(), mode.options());
    return new NativeCall(signature, MethodHandles.filterArguments(linked, 0, SEGMENT));
  }

  /// Takes the address of the code as a `long`, then the parameters. The address is good while a
  /// [Pin] on it is open.
  public MethodHandle atAddress() {
    return atAddress;
  }

  /// A handle without an address, of the signature's type, that holds the kernel during each call,
  /// and brings it back first where it was put out. This is the safe way, for callers that do not
  /// hold a [Pin] themselves.
  ///
  /// @throws CodePoolOverflow when it is called, if there is no room for the kernel
  public MethodHandle to(Kernel kernel) {
    return to(kernel, 0);
  }

  /// The same for what begins some bytes behind the start of a kernel.
  public MethodHandle to(Kernel kernel, long offset) {
    return MethodHandles.insertArguments(holding, 0, kernel, offset);
  }

  /// `address = kernel.enter() + offset; try { call(address, …) } finally { kernel.exit() }`
  private static MethodHandle holding(MethodHandle atAddress) {
    MethodHandle call = MethodHandles.dropArguments(atAddress, 1, Kernel.class, long.class);
    MethodHandle exit = MethodHandles.dropArguments(EXIT, 0, Throwable.class, long.class);
    Class<?> result = atAddress.type().returnType();
    if (result != void.class) {
      MethodHandle given =
          MethodHandles.dropArguments(MethodHandles.identity(result), 1, long.class, Kernel.class);
      MethodHandle after = MethodHandles.dropArguments(EXIT, 0, result, long.class);
      exit =
          MethodHandles.dropArguments(
              MethodHandles.foldArguments(given, after), 0, Throwable.class);
    }
    MethodHandle address = MethodHandles.filterArguments(SUM, 0, ENTER);
    return MethodHandles.foldArguments(MethodHandles.tryFinally(call, exit), address);
  }

  private static MethodHandle sum() {
    try {
      return MethodHandles.lookup()
          .findStatic(Long.class, "sum", MethodType.methodType(long.class, long.class, long.class));
    } catch (ReflectiveOperationException fault) {
      throw new ExceptionInInitializerError(fault);
    }
  }

  private static MethodHandle segment() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              MemorySegment.class,
              "ofAddress",
              MethodType.methodType(MemorySegment.class, long.class));
    } catch (ReflectiveOperationException fault) {
      throw new ExceptionInInitializerError(fault);
    }
  }

  private static MethodHandle kernelMethod(String name, Class<?> result) {
    try {
      return MethodHandles.lookup().findVirtual(Kernel.class, name, MethodType.methodType(result));
    } catch (ReflectiveOperationException fault) {
      throw new ExceptionInInitializerError(fault);
    }
  }
}
