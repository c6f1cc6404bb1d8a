package org.tosc.tir.interp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.VectorType;

/// Runs the functions of one verified module.
///
/// ```java
/// Object three = new Interpreter(module, NoHost.INSTANCE, oracle).call("add", 1L, 2L);
/// ```
///
/// Globals live as long as the interpreter. `fuel` bounds the number of operations, for generated
/// programs; running out raises [OutOfFuel].
public final class Interpreter {
  private final Module module;
  private final HostRuntime host;
  private final TensorDomain tensors;
  private final Map<String, @Nullable Object> globals;
  private final Buffers buffers;
  private long fuel = Long.MAX_VALUE;

  public Interpreter(Module module, HostRuntime host, TensorDomain tensors) {
    this(module, host, tensors, new HashMap<>());
  }

  /// Over globals that other interpreters share: those that are there keep their values.
  public Interpreter(
      Module module,
      HostRuntime host,
      TensorDomain tensors,
      Map<String, @Nullable Object> globals) {
    this.globals = globals;
    this.module = module;
    this.host = host;
    this.tensors = tensors;
    this.buffers = new Buffers(tensors);
    for (Global global : module.globals()) {
      if (!globals.containsKey(global.symbol())) {
        globals.put(global.symbol(), zero(global.type()));
      }
    }
  }

  /// Signals that the bound set by [#limit] was reached; never visible to the guest.
  public static final class OutOfFuel extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfFuel() {
      super("out of fuel", null, false, false);
    }
  }

  /// Allows this many further operations.
  public Interpreter limit(long operations) {
    fuel = operations;
    return this;
  }

  /// Calls a function of the module; several results come as an array.
  public @Nullable Object call(String symbol, @Nullable Object... arguments) {
    Function function = module.function(symbol);
    if (function == null) {
      throw new IllegalArgumentException("the module has no function @" + symbol);
    }
    return call(function, arguments);
  }

  @Nullable Object call(Function function, @Nullable Object[] arguments) {
    @Nullable Object[] results = new Activation(this, function).run(arguments);
    return switch (results.length) {
      case 0 -> null;
      case 1 -> results[0];
      default -> results;
    };
  }

  /// The memory of this interpreter: its counters, and whether it looks for races.
  public Buffers buffers() {
    return buffers;
  }

  Module module() {
    return module;
  }

  HostRuntime host() {
    return host;
  }

  TensorDomain tensors() {
    return tensors;
  }

  @Nullable Object global(String symbol) {
    return globals.get(symbol);
  }

  void setGlobal(String symbol, @Nullable Object value) {
    globals.put(symbol, value);
  }

  void burn() {
    if (--fuel < 0) {
      throw new OutOfFuel();
    }
  }

  /// What a slot or global of a type holds before the first store.
  static @Nullable Object zero(Type type) {
    return type instanceof Scalar scalar
        ? zero(scalar)
        : type instanceof VectorType vector ? zero(vector) : null;
  }

  static Object[] zero(VectorType vector) {
    return Lanes.splat(vector.lanes(), zero(vector.element()));
  }

  static Object zero(Scalar scalar) {
    return switch (scalar.kind()) {
      case BOOL -> false;
      case INT, UINT -> 0L;
      case FLOAT -> 0.0;
      case BLOCK -> throw new IllegalStateException("a variable of type " + scalar);
    };
  }
}
